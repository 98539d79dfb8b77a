"""Documents of an encrypted store: each sealed under the store's key and bound to its own hash, by which it is called.

A document says itself whether it is sealed and by which key, so a folder may hold both while a store changes its form.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from lifecycle_desk.store.files import AT_ONCE, PART, PRIVATE, beside, drop_names, pour_whole
from lifecycle_desk.store.unlocking import key_by_id, key_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lifecycle_desk.trust.store_key import StoreKey

SEALED = b"LDKdoc1\0"
ID_BYTES = 16
PURPOSE = b"lifecycle-desk/document "
UNSEALED = ".unsealed"  # beside a store: documents may still lie there that are to be sealed


def store_of(files: Path) -> Path:
    """The store beside which a folder of documents lies; of a server's a name at which no store is."""
    return files.with_name(files.name.removesuffix(".files"))


def as_stored(files: Path, digest: str, content: bytes) -> "Iterable[bytes]":
    """A document as it is written into a folder: sealed where the store is encrypted."""
    return sealed_for(store_of(files), digest, content)


def sealed_for(store: Path, name: str, content: bytes) -> "Iterable[bytes]":
    """A file of some name as it is written for a store: sealed where that is encrypted."""
    key = key_of(store)
    return _sealed(key, name, [content]) if key else [content]


def seal_of(path: Path) -> bytes | None:
    """The id of the key under which a document is sealed; None where it is plain, or missing."""
    with suppress(OSError), path.open("rb") as file:
        begins = file.read(len(SEALED) + ID_BYTES)
        if begins.startswith(SEALED) and len(begins) == len(SEALED) + ID_BYTES:
            return begins[len(SEALED) :]
    return None


def pieces_of(path: Path) -> Iterator[bytes]:
    """The content of a document, piece by piece; of one whose key is not open, the bytes as they lie there.

    Raises `NotOpened` where a sealed one was changed.
    """
    of = seal_of(path)
    key = key_by_id(of) if of else None
    with path.open("rb") as file:
        if key:
            from lifecycle_desk.trust.sealed_stream import opened

            file.seek(len(SEALED) + ID_BYTES)
            yield from opened(key.secret, PURPOSE + path.name.encode(), iter(lambda: file.read(AT_ONCE), b""))
        else:
            yield from iter(lambda: file.read(AT_ONCE), b"")


def seal_documents(store: Path, *folders: Path) -> None:
    """Seal what is plain among the documents of an encrypted store and in further folders; done again if cut off."""
    key = key_of(store)
    for path in _documents(beside(str(store)), *folders) if key else ():
        if key and seal_of(path) is None:
            _rewrite(path, _sealed(key, path.name, pieces_of(path)))
    drop_names(_left_over(beside(str(store)), *folders))
    (store.with_name(store.name + UNSEALED)).unlink(missing_ok=True)


def unseal_documents(store: Path) -> None:
    """Lay the documents of a store plain again."""
    key = key_of(store)
    for path in _documents(beside(str(store))) if key else ():
        if key and seal_of(path) == key.id:
            _rewrite(path, pieces_of(path))
    drop_names(_left_over(beside(str(store))))


def _left_over(*folders: Path) -> list[Path]:
    """What a kill left half-written, or not yet overwritten."""
    return [each for folder in folders for each in folder.glob(f"*/*{PART}")]


def _documents(*folders: Path) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(each for each in folder.glob("*/*") if each.suffix != PART)


def _sealed(key: "StoreKey", digest: str, pieces: "Iterable[bytes]") -> "Iterator[bytes]":
    from lifecycle_desk.trust.sealed_stream import sealed

    yield SEALED + key.id
    yield from sealed(key.secret, PURPOSE + digest.encode(), pieces)


def _rewrite(path: Path, pieces: "Iterable[bytes]") -> None:
    """Write a document anew in its place, and overwrite what lay there, where the system gives that a second name."""
    before = path.with_name(f"{path.name}.before{PART}")
    before.unlink(missing_ok=True)
    with suppress(OSError):
        os.link(path, before)
    pour_whole(path, pieces, mode=PRIVATE)
    drop_names([before])
