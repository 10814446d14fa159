"""Measurements: `python -m benchmarks --help` lists them."""
