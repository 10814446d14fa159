"""The word lists under `lexicon/`, as written: sections of entries, read and not interpreted.

A line `[name]` begins a section, `#` opens a comment, every other line is an entry.
"""

from importlib.resources import files


def sections(name: str) -> dict[str, list[str]]:
    """The entries of each section of `lexicon/<name>.txt`, in order."""
    path = files("verifier.match") / "lexicon" / f"{name}.txt"
    text = path.read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    entries: list[str] = []
    for line in text.splitlines():
        line = line.partition("#")[0].strip()
        if line.startswith("["):
            entries = found.setdefault(line.strip("[]"), [])
        elif line:
            entries.append(line)
    return found


def word_lists(name: str) -> dict[str, list[str]]:
    """The words of each section of a list that is no language's lexicon, as written."""
    return {
        section: [word for line in lines for word in line.split()]
        for section, lines in sections(name).items()
    }
