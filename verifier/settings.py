"""The settings: one frozen object, read from the environment once at start.

Every setting is optional and named `VERIFIER_…` in the environment; `verifier doctor` lists them
with their defaults and units. Nothing else in the program reads `os.environ`.
"""

import ssl
from base64 import b64decode
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from verifier.errors import BadSetting
from verifier.model import Channel

PREFIX = "VERIFIER_"

# Channels that work without an address or key of their own; those that need one join
# when it is set.
DEFAULT_CHANNELS = (
    Channel.LINK,
    Channel.FOLDER,
    Channel.SEARXNG,
    Channel.BRAVE,
    Channel.GDELT,
    Channel.SITEMAP,
    Channel.FEED,
    Channel.CDX,
    Channel.MEMENTO,
)

# Their values are, or may hold, secrets: a message names the fault only.
UNSHOWN = frozenset(
    {"tokens", "proxy_url", "database_url", "redis_url", "brave_key", "webhook_secret"}
)

Listed = Annotated[tuple[str, ...], NoDecode]  # comma-separated in the environment


class Settings(BaseSettings):
    """All settings; sizes in bytes, times in seconds, as their names say."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, extra="ignore", hide_input_in_errors=True
    )

    data_dir: Path = Field(Path("verifier-data"), description="folder for the database and Redis")
    database_url: str = Field("", description="SQLAlchemy URL; empty: SQLite in the data folder")
    redis_url: str = Field("", description="empty: a private redis-server on a unix socket")
    tokens: Listed = Field((), description="name:secret pairs, comma-separated")
    proxy_url: str = Field("", description="egress proxy for every outgoing request")
    ca_bundle: Path | None = Field(None, description="PEM file of CAs to trust")
    allow_addresses: Listed = Field(
        (), description="host:port pairs that pages may have although private, comma-separated"
    )
    dns_server: str = Field("", description="ip:port of the resolver; empty: the system's")
    searxng_url: str = Field("", description="address of a SearXNG; empty: not searched")
    gdelt_url: str = Field("https://api.gdeltproject.org", description="address of GDELT")
    wayback_url: str = Field("https://web.archive.org", description="the Wayback Machine")
    memento_url: str = Field("", description="address of a Memento TimeGate; empty: not asked")
    brave_key: str = Field("", description="key of the Brave Search API; empty: not searched")
    channels: Listed = Field(
        tuple(DEFAULT_CHANNELS), description="channels that may be used, comma-separated"
    )
    outlets: Path | None = Field(None, description="JSON lines file of further outlets")
    max_page_bytes: int = Field(5_000_000, gt=0, description="largest page read, bytes decoded")
    max_article_bytes: int = Field(2_000_000, gt=0, description="largest article taken, bytes")
    url_deadline_s: float = Field(20, gt=0, description="time for one URL with its redirects")
    job_deadline_s: float = Field(600, gt=0, description="time for one job")
    lease_s: float = Field(60, gt=0, description="silence after which work is taken over")
    sweep_s: float = Field(5, gt=0, description="time between two sweeps")
    host_interval_s: float = Field(1, ge=0, description="time between two requests to one host")
    host_connections: int = Field(2, gt=0, description="requests under way at once to one host")
    max_requests: int = Field(200, gt=0, description="requests for one job")
    requests_per_minute: int = Field(
        6000, ge=0, description="requests of one token to one API process; 0: any number"
    )
    jobs_in_flight: int = Field(5000, ge=0, description="open jobs of one token; 0: any number")
    keep_days: float = Field(
        30, ge=0, description="days that jobs are kept after their end; 0: until deleted"
    )
    webhook_secret: str = Field(
        "", description="whsec_… that signs all webhooks; empty: one for each token"
    )
    user_agent: str = Field("verifier/0.1", description="name sent to sites")
    contact: str = Field("", description="address or page sent to sites, for their questions")

    @field_validator("tokens", "allow_addresses", "channels", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return tuple(part.strip() for part in value.split(",") if part.strip())

    @field_validator("channels")
    @classmethod
    def _known_channels(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for name in value:
            if name not in set(Channel):
                raise ValueError(f"{name!r} is not one of {', '.join(Channel)}")
        return value

    @field_validator("tokens")
    @classmethod
    def _named_tokens(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for pair in value:
            name, _, secret = pair.partition(":")
            if not name or not secret:
                raise ValueError("each token is name:secret")
        return value

    @field_validator("allow_addresses")
    @classmethod
    def _host_and_port(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for pair in value:
            host, _, port = pair.rpartition(":")
            if not host or not port.isdigit():
                raise ValueError(f"{pair!r} is not host:port")
        return value

    @field_validator("dns_server")
    @classmethod
    def _address_and_port(cls, value: str) -> str:
        if value:
            host, _, port = value.rpartition(":")
            ip_address(host.strip("[]"))
            if not port.isdigit():
                raise ValueError(f"{value!r} is not ip:port")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _signs_webhooks(cls, value: str) -> str:
        try:
            key = b64decode(value.removeprefix("whsec_"), validate=True)
        except ValueError:
            key = b""
        if value and not (value.startswith("whsec_") and 24 <= len(key) <= 64):
            raise ValueError("a secret is whsec_ and 24 to 64 bytes in base64")
        return value

    @field_validator("ca_bundle", mode="before")
    @classmethod
    def _unset_when_empty(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("ca_bundle")
    @classmethod
    def _holds_certificates(cls, value: Path | None) -> Path | None:
        if value is None:
            return None
        try:
            ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(value)
        except ssl.SSLError as error:
            raise ValueError("not a PEM file of certificates") from error
        except OSError as error:
            raise ValueError(f"cannot be read: {error.strerror or error}") from error
        return value

    @field_validator("proxy_url", "searxng_url", "gdelt_url", "wayback_url", "memento_url")
    @classmethod
    def _web_address(cls, value: str) -> str:
        try:
            parts = urlsplit(value)
            _ = parts.port  # raises, like `urlsplit`, with words of the value
        except ValueError:
            raise ValueError("not an address that can be used") from None
        if value and (parts.scheme not in ("http", "https") or not parts.hostname):
            raise ValueError("an address begins with http:// or https://")
        return value

    @property
    def store_url(self) -> str:
        """The database: the one that is set, else SQLite in the data folder."""
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'verifier.db'}"

    @property
    def enabled_channels(self) -> frozenset[Channel]:
        """The channels that are both allowed and set up."""
        allowed = {Channel(name) for name in self.channels}
        without_address = {
            channel
            for channel, address in (
                (Channel.SEARXNG, self.searxng_url),
                (Channel.GDELT, self.gdelt_url),
                (Channel.CDX, self.wayback_url),
                (Channel.MEMENTO, self.memento_url),
                (Channel.BRAVE, self.brave_key),
            )
            if not address
        }
        return frozenset(allowed - without_address)

    @property
    def full_user_agent(self) -> str:
        """The User-Agent header: name, and the contact in the form that crawlers use."""
        return f"{self.user_agent} (+{self.contact})" if self.contact else self.user_agent


def read_settings(**given: object) -> Settings:
    """The settings of this process; `given` go before the environment.

    Raises `BadSetting`, naming the variable, the value's fault and, if no secret, the value.
    """
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = PREFIX + "_".join(str(part) for part in first["loc"]).upper()
        fault = first["msg"].removeprefix("Value error, ")
        got = repr(first.get("input"))
        if str(first["loc"][0]) in UNSHOWN or "@" in got:
            raise BadSetting(f"{name}: {fault}") from None
        raise BadSetting(f"{name}: {fault} (got {got})") from error
