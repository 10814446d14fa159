# One image for every part: the command says which (see docker-compose.yml).
FROM python:3.11-slim-bookworm AS build
WORKDIR /build
COPY requirements.lock ./
RUN python -m venv /opt/verifier \
    && /opt/verifier/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY requirements-dev.lock pyproject.toml README.md LICENSE NOTICE ./
COPY verifier verifier
COPY workers workers
# The wheel is built in an environment of its own, so that the image carries no build tools.
RUN python -m venv /tmp/tools \
    && /tmp/tools/bin/pip install --no-cache-dir --require-hashes -r requirements-dev.lock \
    && /tmp/tools/bin/pip wheel --no-deps --no-build-isolation --wheel-dir /tmp/wheel . \
    && /opt/verifier/bin/pip install --no-cache-dir --no-deps /tmp/wheel/*.whl

FROM python:3.11-slim-bookworm
RUN useradd --create-home --uid 10001 verifier && install -d -o verifier /data
COPY --from=build /opt/verifier /opt/verifier
ENV PATH=/opt/verifier/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    VERIFIER_DATA_DIR=/data
USER verifier
WORKDIR /data
VOLUME /data
EXPOSE 8000
# Of the command below; docker-compose.yml has those of the other parts.
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=3)"]
# SIGQUIT is Celery's soft shutdown: a worker that is told to stop puts its work back.
ENV REMAP_SIGTERM=SIGQUIT
CMD ["uvicorn", "verifier.api.app:create_app", "--factory", "--host", "0.0.0.0", "--port", "8000"]
