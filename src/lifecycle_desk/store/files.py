"""Files: documents kept by their hash, and every file of ours written whole or not at all."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import file_digest, sha256
from pathlib import Path

from lifecycle_desk.base.objections import N_, Objection

MOST_BYTES = 20 * 1024 * 1024
PART = ".part"


class DocumentTooLarge(Objection):
    """A document above the limit."""

    says = N_("%(name)s is too large: %(megabytes)s MB at most.")
    field = "documents"
    name: str
    megabytes: int


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is the old one or the new one, never half: aside, to the disk, then into place."""
    pour_whole(path, [content])


def pour_whole(path: Path, chunks: Iterable[bytes]) -> None:
    """Write a file of any size in the same way, piece by piece as the pieces are made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f"{path.name}.{os.getpid()}{PART}")
    try:
        with aside.open("wb") as file:
            file.writelines(chunks)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    settle(path.parent)


def settle(folder: Path) -> None:
    """Let a folder's names reach the disk (where a folder can be opened: not on Windows)."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def beside(store: str) -> Path:
    """The folder of a store's documents: beside its file."""
    return Path(f"{store}.files")


def place_of(files: Path, digest: str) -> Path:
    """Where a document with a hash lies; its own name is never part of a path."""
    return files / digest[:2] / digest


def keep_document(files: Path, name: str, content: bytes) -> str:
    """Keep a document; gives the SHA-256 that a row may name from now on."""
    if len(content) > MOST_BYTES:
        raise DocumentTooLarge(name, MOST_BYTES // 1024 // 1024)
    digest = sha256(content).hexdigest()
    path = place_of(files, digest)
    if not path.exists():
        write_whole(path, content)
    return digest


def is_whole(path: Path, digest: str) -> bool:
    """Whether a kept document is there and is what its hash says."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest() == digest


def drop(places: Iterable[Path]) -> None:
    """Overwrite documents and take them away; what cannot be taken away now is no longer readable either."""
    for place in places:
        with suppress(OSError), place.open("r+b") as file:
            file.write(bytes(place.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        with suppress(OSError):
            place.unlink()


def sweep(files: Path) -> Iterator[Path]:
    """Take away what a kill left half-written; gives what was taken away."""
    for path in files.glob(f"*/*{PART}"):
        path.unlink(missing_ok=True)
        yield path
