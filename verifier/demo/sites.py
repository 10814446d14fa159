"""Who publishes the example's pages: each site's name and the furniture of its pages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Site:
    """What all pages of one host have in common."""

    name: str
    tagline: str
    layout: str
    sections: tuple[str, ...]


REPRINTER = "quickreads.example"  # reprints other people's articles whole

_NEWS = ("News", "Weather", "Sport", "Tides")

SITES = {
    "sbcnews.example": Site("SBC News", "Saltmere Broadcasting", "daily.html", _NEWS),
    "northernwire.example": Site(
        "Northern Wire", "All the news that travels", "wire.html", ("World", "Markets", "Shipping")
    ),
    "meridianpost.example": Site(
        "The Meridian Post", "Founded 1866", "daily.html", ("Local", "Letters", "Notices")
    ),
    "radiokestrel.example": Site(
        "Radio Kestrel", "94.2, between the gulls", "daily.html", ("Listen", "Programmes", "Music")
    ),
    "saltmerecourier.example": Site(
        "The Saltmere Courier",
        "Every morning but Sunday",
        "daily.html",
        ("News", "Council", "Fish"),
    ),
    "osterledger.example": Site(
        "The Oster Ledger", "Business on the Wend", "daily.html", ("Business", "Grain", "People")
    ),
    "harbourandhill.example": Site(
        "Harbour & Hill",
        "A quarterly of walks and waters",
        "magazine.html",
        ("Essays", "Walks", "Recipes"),
    ),
    "harbourboard.example": Site(
        "Saltmere Harbour Board",
        "Keepers of the landing since 1802",
        "magazine.html",
        ("Notices", "Minutes", "Dues"),
    ),
    "coasttoday.example": Site(
        "Coast Today", "Up and down the shore", "daily.html", ("Ferries", "Beaches", "Gulls")
    ),
    "slipwaynotes.example": Site(
        "Slipway Notes", "One man and his cold feet", "magazine.html", ("Archive", "About")
    ),
    REPRINTER: Site("Quickreads", "Everything, shorter than it was", "daily.html", ("Hot", "New")),
}
