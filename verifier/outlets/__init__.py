"""Outlets: who publishes under which names and domains."""

from verifier.outlets.names import fold, host_of
from verifier.outlets.outlet import Outlet, Reach
from verifier.outlets.registry import Registry, load_registry, same_outlet
from verifier.outlets.routes import Route, RouteKind, archive_pages

__all__ = [
    "Outlet",
    "Reach",
    "Registry",
    "Route",
    "RouteKind",
    "archive_pages",
    "fold",
    "host_of",
    "load_registry",
    "same_outlet",
]
