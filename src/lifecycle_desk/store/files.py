"""Files: documents kept by their hash, and every file of ours written whole or not at all."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.base.quantities import Megabytes

MOST_BYTES = 20 * 1024 * 1024
PART = ".part"
AT_ONCE = 256 * 1024  # bytes of a document that are read in one piece
PRIVATE, PRIVATE_FOLDER = 0o600, 0o700
_ASIDE = count(1)  # two threads may write the same file: the same document, fetched for two pages

DocumentTooLarge = objection(
    "DocumentTooLarge", N_("%(name)s is too large: %(megabytes)s at most."), "documents", name=str, megabytes=Megabytes
)


def write_whole(path: Path, content: bytes, *, private: bool = False) -> None:
    """Write a file so that it is the old one or the new one, never half: aside, to the disk, then into place.

    `private`: what lies beside the books is for who keeps them and nobody else on this computer.
    """
    if private:
        private_folder(path.parent)
    pour_whole(path, [content], mode=PRIVATE if private else None)


def pour_whole(path: Path, chunks: Iterable[bytes], *, mode: int | None = None) -> None:
    """Write a file of any size in the same way, piece by piece as the pieces are made.

    Where a device or a pipe is named, it is written to: its name in the folder may never become that of a file.
    """
    if is_no_file(path):  # a pipe is read while it is written to
        with naming(path), path.open("wb") as there:
            there.writelines(chunks)
        return
    with laid_whole(path, mode=mode) as aside, aside.open("wb") as file:
        file.writelines(chunks)


@contextmanager
def laid_whole(path: Path, *, mode: int | None = None) -> Iterator[Path]:
    """Where a file is written that comes to its place once it is whole; what breaks off leaves nothing there.

    What writes by a name and not in pieces, as a workbook does, writes here; a device or a pipe is given it at the end.
    """
    with naming(path):
        if is_no_file(path):
            yield from _laid_for_no_file(path)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f"{path.name}.{os.getpid()}-{next(_ASIDE)}{PART}")
        try:
            if mode is not None:
                begin_private(aside)
            yield aside
            with aside.open("r+b") as file:
                os.fsync(file.fileno())
            aside.replace(path)
        except BaseException:
            with suppress(OSError):  # a name that cannot be is no name of a file that is left
                aside.unlink(missing_ok=True)
            raise
    settle(path.parent)


def _laid_for_no_file(path: Path) -> Iterator[Path]:
    from shutil import copyfileobj
    from tempfile import TemporaryDirectory  # neither is needed by those who write files

    with path.open("wb") as there, TemporaryDirectory() as apart:
        aside = Path(apart, "whole")
        yield aside
        with aside.open("rb") as whole:
            copyfileobj(whole, there)


def is_no_file(path: Path) -> bool:
    """Whether something is there that no file may take the place of: a folder, a device, a pipe."""
    return path.exists() and not path.is_file()


@contextmanager
def naming(path: Path | str) -> Iterator[None]:
    """Let a fault of the system that names no file name this one, and none that only lies beside it."""
    try:
        yield
    except OSError as error:
        if error.errno is not None and (error.filename is None or str(error.filename).endswith(PART)):
            error.filename = str(path)
        raise


def private_folder(path: Path) -> None:
    """Make a folder that only its owner may look into, and all above it that are missing; what is there stays."""
    for each in (*reversed(path.parents), path):
        if not each.is_dir():
            each.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)


def begin_private(path: Path) -> None:
    """Make an empty file, if there is none, that only its owner may read: before anything is written into it."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT, PRIVATE))


def make_private(*paths: Path) -> None:
    """Take what is there from the eyes of others, as far as it is ours to say so."""
    for path in paths if os.name == "posix" else ():
        with suppress(OSError):
            mode = path.stat().st_mode & 0o777
            if mode & 0o077:
                path.chmod(mode & 0o700)


def named_folder(typed: str) -> Path | None:
    """The folder that somebody named, whole; None where there is none, or nothing can have such a name."""
    try:
        folder = Path(typed).expanduser().absolute()
        return folder if folder.is_dir() else None
    except (OSError, ValueError, RuntimeError):  # too long, with a zero character, the home of nobody
        return None


def is_write_protected(path: Path) -> bool:
    """Whether a file that is there cannot be written, or nothing can be laid beside it: on a CD, on a locked stick."""
    return path.is_file() and not (os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK))


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


def save_document(files: Path, name: str, content: bytes) -> str:
    """Keep a document; gives the SHA-256 that a row may name from now on."""
    if len(content) > MOST_BYTES:
        raise DocumentTooLarge(name, MOST_BYTES // 1024 // 1024)
    from hashlib import sha256  # brings a library of its own, which the first picture can spare

    digest = sha256(content).hexdigest()
    path = place_of(files, digest)
    if not path.exists():
        from lifecycle_desk.store.sealed_documents import as_stored  # knows this module

        private_folder(path.parent)
        pour_whole(path, as_stored(files, digest, content), mode=PRIVATE)
    return digest


def document(path: Path, digest: str) -> bytes | None:
    """A stored document, opened where it is sealed; None where it is missing or is not what its hash says."""
    found = list(pieces(path))
    return b"".join(found) if _hash_of(found) == digest else None


def size_of(path: Path, digest: str) -> int | None:
    """How long a stored document is; None where it is missing or is not what its hash says."""
    size = 0

    def counted() -> Iterator[bytes]:
        nonlocal size
        for piece in pieces(path):
            size += len(piece)
            yield piece

    return size if _hash_of(counted()) == digest else None


def is_whole(path: Path, digest: str) -> bool:
    """Whether a stored document is there and is what its hash says."""
    return size_of(path, digest) is not None


def _hash_of(parts: Iterable[bytes]) -> str:
    from hashlib import sha256

    found = sha256()
    for part in parts:
        found.update(part)
    return found.hexdigest()


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document that was found to be whole, given out piece by piece."""

    place: Path
    size: int

    def pieces(self) -> Iterator[bytes]:
        """Its bytes, opened where they are sealed."""
        return pieces(self.place)


def pieces(path: Path) -> Iterator[bytes]:
    """The content of a document, up to where it can be read; nothing where there is none."""
    from lifecycle_desk.store.sealed_documents import pieces_of
    from lifecycle_desk.trust.sealed_stream import NotOpened

    with suppress(NotOpened, FileNotFoundError, IsADirectoryError):
        yield from pieces_of(path)


def drop(places: Iterable[Path]) -> None:
    """Overwrite documents and take them away; what cannot be taken away now is no longer readable either."""
    for place in places:
        with suppress(OSError), place.open("r+b") as file:
            for begins in range(0, size := place.stat().st_size, AT_ONCE):
                file.write(bytes(min(AT_ONCE, size - begins)))
            file.flush()
            os.fsync(file.fileno())
        with suppress(OSError):
            place.unlink()


def drop_names(places: Iterable[Path]) -> None:
    """Drop what was replaced; what still has another name stays there, since its replacement was cut off."""
    for place in places:
        with suppress(OSError):
            if place.stat().st_nlink > 1:
                place.unlink()
            else:
                drop([place])


def sweep(files: Path) -> Iterator[Path]:
    """Take away what a kill left half-written; gives what was taken away."""
    for path in files.glob(f"*/*{PART}"):
        path.unlink(missing_ok=True)
        yield path
