"""The Celery workers: who answers the rings of the store."""
