"""Outlets: who publishes under which names and domains."""

from verifier.outlets.names import fold, host_of
from verifier.outlets.registry import Outlet, Registry, load_registry, same_outlet

__all__ = ["Outlet", "Registry", "fold", "host_of", "load_registry", "same_outlet"]
