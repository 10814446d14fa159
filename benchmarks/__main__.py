"""`python -m benchmarks <name>`: every module beside this one with a click command `command`."""

import importlib
import pkgutil

import click

import benchmarks


@click.group()
def main() -> None:
    """Measure the program against marked data and against its peers."""


for module in pkgutil.iter_modules(benchmarks.__path__):
    if not module.name.startswith("_"):
        found = getattr(importlib.import_module(f"benchmarks.{module.name}"), "command", None)
        if isinstance(found, click.Command):
            main.add_command(found, module.name)

if __name__ == "__main__":
    main()
