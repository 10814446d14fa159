"""A connection to one address: bytes in, bytes out, and no more of them than were allowed.

An httpcore network stream over asyncio's own transports. Bytes are counted from each request on:
until the head of the answer is there, `HEAD_BYTES` may come; then what `allow` says. Nothing else
bounds a flood of 1xx answers, or of what stands between chunks. Time limits are the caller's: one
deadline runs over a whole URL.
"""

import asyncio
import ssl
from typing import Any

import httpcore

from verifier.fetch.outcomes import Refused
from verifier.model import Outcome

HEAD_BYTES = 256_000  # h11 stops at 100 KB; the rest is for what comes along with the head
_HOLD_BYTES = 256_000  # unread bytes above which the other side is made to wait


class Stale(Exception):
    """A line that was kept open for another request had been given up by the other side."""


async def dial(host: str, port: int, timeout_s: float) -> "Line":
    """A line to a host; raises httpcore's ConnectError or ConnectTimeout."""
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(timeout_s):
            _, inbox = await loop.create_connection(_Inbox, host, port)
    except TimeoutError as error:
        raise httpcore.ConnectTimeout(f"no connection in {timeout_s:g} s") from error
    except OSError as error:
        raise httpcore.ConnectError(str(error)) from error
    return Line(inbox)


class _Inbox(asyncio.Protocol):
    """What has come in and was not read yet."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport
        self.unread = bytearray()
        self.ended = False
        self.error: Exception | None = None
        self._arrived: asyncio.Future[None] | None = None
        self._writable = asyncio.Event()
        self._writable.set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.unread += data
        if len(self.unread) > _HOLD_BYTES:
            self.transport.pause_reading()
        self._wake()

    def eof_received(self) -> None:
        self.ended = True
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        self.ended = True
        self.error = exc
        self._writable.set()
        self._wake()

    def pause_writing(self) -> None:
        self._writable.clear()

    def resume_writing(self) -> None:
        self._writable.set()

    def _wake(self) -> None:
        if self._arrived is not None and not self._arrived.done():
            self._arrived.set_result(None)

    async def take(self, most: int) -> bytes:
        """The next bytes; b"" at the end."""
        while not self.unread and not self.ended:
            self._arrived = asyncio.get_running_loop().create_future()
            await self._arrived
        if self.error is not None and not self.unread:
            raise httpcore.ReadError(str(self.error)) from self.error
        taken = bytes(self.unread[:most])
        del self.unread[:most]
        if len(self.unread) <= _HOLD_BYTES and not self.ended:
            self.transport.resume_reading()
        return taken

    async def put(self, data: bytes) -> None:
        """Send bytes; waits while the other side takes none."""
        if self.transport.is_closing():
            raise httpcore.WriteError("the connection is closed")
        self.transport.write(data)
        await self._writable.wait()


class Line(httpcore.AsyncNetworkStream):
    """One connection, as httpcore's pool wants it."""

    def __init__(self, inbox: _Inbox) -> None:
        self._inbox = inbox
        self._left = HEAD_BYTES
        self._used = False  # has it brought an answer before?
        self._heard = False  # has anything come since the last request?

    def allow(self, bytes_more: int) -> None:
        """Let the body come, up to a size."""
        self._left = bytes_more

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """The next bytes; raises `Refused` (bad_response) when there are too many."""
        data = await self._take(max_bytes)
        self._left -= len(data)
        if self._left < 0:
            raise Refused(Outcome.BAD_RESPONSE, "more bytes around the page than a page may have")
        return data

    async def _take(self, most: int) -> bytes:
        try:
            data = await self._inbox.take(most)
        except httpcore.ReadError as error:
            if self._used and not self._heard:
                raise Stale from error
            raise
        if not data and self._used and not self._heard:
            raise Stale
        self._heard = True
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send a request, or a part of one."""
        if buffer:
            self._left = HEAD_BYTES
            self._used, self._heard = self._used or self._heard, False
            await self._inbox.put(buffer)

    async def aclose(self) -> None:
        """Close the connection, without waiting for the other side."""
        self._inbox.transport.abort()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> "Line":
        """The same line under TLS; raises ConnectError with the fault of TLS as its cause."""
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(timeout):
                transport = await loop.start_tls(
                    self._inbox.transport,
                    self._inbox,
                    ssl_context,
                    server_hostname=server_hostname,
                )
        except TimeoutError as error:
            raise httpcore.ConnectTimeout("no TLS handshake in time") from error
        except OSError as error:  # ssl.SSLError is one
            raise httpcore.ConnectError(str(error)) from error
        if transport is None:
            raise httpcore.ConnectError("the connection was lost during the TLS handshake")
        self._inbox.connection_made(transport)
        return Line(self._inbox)

    def get_extra_info(self, info: str) -> Any:
        """What the pool wants to know: may this line be used again, and what TLS agreed on."""
        if info == "is_readable":  # an idle line on which something came can only be a dead one
            return bool(self._inbox.unread) or self._inbox.ended
        return self._inbox.transport.get_extra_info(info)
