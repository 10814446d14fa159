"""Outlets: who publishes under which names and domains."""

from verifier.outlets.names import fold, host_of
from verifier.outlets.outlet import Outlet, Reach
from verifier.outlets.registry import Registry, load_registry
from verifier.outlets.routes import Route, RouteKind

__all__ = [
    "Outlet",
    "Reach",
    "Registry",
    "Route",
    "RouteKind",
    "fold",
    "host_of",
    "load_registry",
]
