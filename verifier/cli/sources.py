"""Which files go along with an article that is submitted: those below the paths of `--sources`."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from verifier.errors import BadInput

# What one request to the service may carry (`verifier.api.submissions`).
MAX_FILES = 50
MAX_BYTES = 32_000_000

Named = tuple[str, bytes]


def gather(paths: Sequence[Path]) -> tuple[Named, ...]:
    """Name and bytes of each file; `BadInput` when they are more than a service takes."""
    files = [file for path in paths for file in _below(path)]
    if len(files) > MAX_FILES:
        raise BadInput(
            f"--sources: {len(files)} files are more than the {MAX_FILES} that a service takes; "
            "name fewer, pack pages into one .warc.gz, or use `verifier check`"
        )
    size = sum(file.stat().st_size for file in files)
    if size > MAX_BYTES:
        raise BadInput(
            f"--sources: {size:,} bytes are more than the {MAX_BYTES:,} that a service takes; "
            "name fewer, or use `verifier check`"
        )
    return tuple((file.name, _bytes_of(file)) for file in files)


def _below(path: Path) -> Iterator[Path]:
    """The file, or the regular files below a folder, hidden ones left out."""
    if path.is_file():
        yield path
        return
    for file in sorted(path.rglob("*")):
        inside = file.relative_to(path).parts
        if file.is_file() and not any(part.startswith(".") for part in inside):
            yield file


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise BadInput(f"--sources: {file} cannot be read: {error.strerror}") from error
