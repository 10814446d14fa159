"""The service in one go: API, workers, sweep and a private Redis under one supervisor."""

from verifier.service.serving import ServiceHandle, run, running_service, wait_for_stop

__all__ = ["ServiceHandle", "run", "running_service", "wait_for_stop"]
