"""A parser of small texts for the tables of this folder."""

from collections.abc import Callable
from datetime import date

import pytest

from verifier.model import Article, Document, MediaType
from verifier.outlets import Outlet, Reach, Registry
from verifier.parse import parse

Parse = Callable[..., Article]

OUTLETS = Registry(
    [
        Outlet("Harbour Wire", aliases=("HW",), domains=("harbourwire.example",)),
        Outlet("Coast Weekly", domains=("coast.example",)),
        Outlet("Reuters", aliases=("رويترز", "路透社")),
        Outlet("Der Spiegel", aliases=("Spiegel",)),
        Outlet("Time", domains=("time.example",)),
        Outlet("The Lantern", domains=("one.example",)),
        Outlet("The Lantern (Dublin)", aliases=("The Lantern",), domains=("two.example",)),
        Outlet("Boje (Magazin)", home_names=("Boje",), languages=("de",)),
        Outlet("Review", domains=("review.example",)),
        Outlet("Sea Authority", aliases=("SEA",), kind="official"),
        Outlet("The Beacon (Hull)", aliases=("Beacon",), reach=Reach.LOCAL),
        Outlet("The Beacon (Deal)", aliases=("Beacon",), reach=Reach.LOCAL),
    ]
)


@pytest.fixture
def parse_text() -> Parse:
    def parsed(
        text: str,
        language: str = "en",
        published: date | None = date(2024, 6, 12),
        **fields: object,
    ) -> Article:
        document = Document(text, MediaType.TEXT, "0" * 64, language=language, **fields)  # type: ignore[arg-type]
        return parse(document, OUTLETS, published=published)

    return parsed
