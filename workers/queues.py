"""The queues by name, for those who only need the names: Celery itself takes long to import."""

ARTICLE, FETCH, CONTROL = "article", "fetch", "control"
