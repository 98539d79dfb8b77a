"""Documents: the bytes of files by their hash, wherever the books lie; who reads one gets it whole or not at all.

A file's books have a folder beside them. On a server every seat must be able to open what another one attached: the
bytes stand in a table, in the transaction of the row that names them, or at a place beside the books that all seats
reach. The folder of this computer only spares fetching them again: what lies there is held to its hash at each reading.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from sqlalchemy import TypedColumns, bindparam, delete, func, insert, select

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.store import files
from lifecycle_desk.store.document_places import DocumentPlace, place_at
from lifecycle_desk.store.files import StoredDocument
from lifecycle_desk.store.sealed_documents import as_stored
from lifecycle_desk.store.server_settings import server_settings
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import APPEND_ONLY, DERIVED, digest, table, whole, words

PIECE_BYTES = 512 * 1024
PLACE, PLACE_MARK = "documents", "documents_mark"  # settings of a server
AT_ONCE = 4  # pieces that a server sends before they are taken


class Piece(TypedColumns):
    """A part of a document's bytes; the first has the number 0."""

    sha256 = words(primary_key=True)
    number = whole(primary_key=True)
    content = digest()


# Not told and no record of its own: each document's record carries its bytes.
PIECE = table("document_piece", Piece, **{DERIVED: True, APPEND_ONLY: True})

_THIS = PIECE.c.sha256 == bindparam("which")
_NEW, _GONE = insert(PIECE), delete(PIECE).where(_THIS)
_CONTENT = select(PIECE.c.content).where(_THIS).order_by(PIECE.c.number)
_SIZE = select(func.sum(func.length(PIECE.c.content))).where(_THIS)
_EACH = select(PIECE.c.sha256).where(PIECE.c.number == 0).order_by(PIECE.c.sha256)


class Documents(Protocol):
    """What carries the bytes of documents; the hash is the only name that it knows."""

    def put(self, which: str, content: bytes) -> None:
        """Keep a document; one that is there already stays as it is."""

    def size(self, which: str) -> int | None:
        """How many bytes it has; None where it is missing."""

    def stream(self, which: str) -> Iterator[bytes]:
        """The bytes as they lie there, part by part and not compared with the hash; nothing where it is missing."""

    def stored(self, which: str) -> StoredDocument | None:
        """A file of this computer that holds exactly what the hash says; None where nothing does."""

    def each(self) -> Iterator[str]:
        """The hash of every document that is here."""

    def forget(self, which: Iterable[str], *more: Path) -> None:
        """Let documents go for good, once the transaction is committed; `more` are folders with copies of them."""


@dataclass(frozen=True, slots=True)
class InFolder:
    """Documents in a folder, each in a file of its own."""

    tx: Transaction
    folder: Path

    def put(self, which: str, content: bytes) -> None:
        """Write the file whole: it is there before the row that names it."""
        place = files.place_of(self.folder, which)
        if not place.exists():
            files.private_folder(place.parent)
            files.pour_whole(place, as_stored(self.folder, which, content), mode=files.PRIVATE)

    def size(self, which: str) -> int | None:
        """How long it is, as its hash says; None for what is damaged as well."""
        return files.size_of(files.place_of(self.folder, which), which)

    def stream(self, which: str) -> Iterator[bytes]:
        """The file, part by part, opened where it is sealed."""
        return files.pieces(files.place_of(self.folder, which))

    def stored(self, which: str) -> StoredDocument | None:
        """The file itself."""
        place = files.place_of(self.folder, which)
        size = files.size_of(place, which)
        return None if size is None else StoredDocument(place, size)

    def each(self) -> Iterator[str]:
        """The names of the files."""
        for place in sorted(self.folder.glob("??/*")):
            if place.suffix != files.PART:
                yield place.name

    def forget(self, which: Iterable[str], *more: Path) -> None:
        """Overwrite the files and take them away."""
        places = [files.place_of(folder, each) for folder in (self.folder, *more) for each in which]
        self.tx.afterwards.append(lambda _: files.drop(places))


@dataclass(frozen=True, slots=True)
class OnServer:
    """Documents in a table of the books, with a folder of this computer as a cache."""

    tx: Transaction
    cache: InFolder

    def put(self, which: str, content: bytes) -> None:
        """Write the pieces in this transaction; another seat may have done so before."""
        if self.size(which) is None:
            parts = (content[begins : begins + PIECE_BYTES] for begins in range(0, max(len(content), 1), PIECE_BYTES))
            for number, part in enumerate(parts):
                self.tx.write(_NEW, sha256=which, number=number, content=part)

    def size(self, which: str) -> int | None:
        """The sizes of the pieces together."""
        found = self.tx.ask(_SIZE, which=which).scalar_one()
        return None if found is None else int(found)

    def stream(self, which: str) -> Iterator[bytes]:
        """The pieces, from the server: what lies in the cache proves nothing."""
        query = _CONTENT.execution_options(yield_per=AT_ONCE)
        yield from self.tx.ask(query, which=which).scalars()

    def stored(self, which: str) -> StoredDocument | None:
        """The file in the cache, fetched where it is not there or is another."""
        return _cached(self, self.cache, which)

    def each(self) -> Iterator[str]:
        """The hashes in the table."""
        yield from self.tx.ask(_EACH).scalars()

    def forget(self, which: Iterable[str], *more: Path) -> None:
        """Take the pieces away, which their guard allows once no row names them; then what this computer has."""
        gone = [*which]
        for each in gone:
            self.tx.write(_GONE, which=each)
        self.cache.forget(gone, *more)


@dataclass(frozen=True, slots=True)
class BesideServer:
    """Documents of a server's books at a place beside them, with the same cache; a document is there before its row."""

    tx: Transaction
    cache: InFolder
    place: DocumentPlace

    def put(self, which: str, content: bytes) -> None:
        """Kept at once: where the transaction is undone, a document stays that no row names, until it is swept."""
        self.place.put(which, content)

    def size(self, which: str) -> int | None:
        """As the place says."""
        return self.place.size(which)

    def stream(self, which: str) -> Iterator[bytes]:
        """From the place: what lies in the cache proves nothing."""
        return self.place.stream(which)

    def stored(self, which: str) -> StoredDocument | None:
        """The file in the cache, fetched where it is not there or is another."""
        return _cached(self, self.cache, which)

    def each(self) -> Iterator[str]:
        """The hashes at the place."""
        return self.place.each()

    def forget(self, which: Iterable[str], *more: Path) -> None:
        """Let them go at the place and here; what cannot be reached now is swept later."""
        gone = [*which]
        self.tx.afterwards.append(lambda _: self._let_go(gone))
        self.cache.forget(gone, *more)

    def _let_go(self, gone: list[str]) -> None:
        with suppress(Objection):
            self.place.forget(gone)


def _cached(carrier: OnServer | BesideServer, cache: InFolder, which: str) -> StoredDocument | None:
    if found := cache.stored(which):
        return found
    if carrier.size(which) is None:
        return None
    place = files.place_of(cache.folder, which)
    files.private_folder(place.parent)
    files.pour_whole(place, carrier.stream(which), mode=files.PRIVATE)
    return cache.stored(which)


def documents(tx: Transaction) -> Documents:
    """What carries the documents of the books that a transaction is about."""
    folder = InFolder(tx, tx.store.files)
    if tx.store.path:
        return folder
    place = place_beside(tx)
    return BesideServer(tx, folder, place) if place else OnServer(tx, folder)


def place_beside(tx: Transaction) -> DocumentPlace | None:
    """The place where all seats of a server keep the documents; None where that is the table."""
    settings = server_settings(tx)
    return place_at(settings[PLACE], settings.get(PLACE_MARK, "")) if settings.get(PLACE) else None


def take_pieces_away(tx: Transaction) -> None:
    """Empty the table of documents that lie elsewhere now, as the owner: its guard keeps what a row still names."""
    tx.connection.exec_driver_sql(f"ALTER TABLE {PIECE.name} DISABLE TRIGGER USER")
    tx.write(delete(PIECE))
    tx.connection.exec_driver_sql(f"ALTER TABLE {PIECE.name} ENABLE TRIGGER USER")


def save(tx: Transaction, name: str, content: bytes) -> str:
    """Keep a document; gives the SHA-256 that a row may name from now on."""
    if len(content) > files.MOST_BYTES:
        raise files.DocumentTooLarge(name, files.MOST_BYTES // 1024 // 1024)
    which = sha256(content).hexdigest()
    documents(tx).put(which, content)
    return which


def content_of(tx: Transaction, which: str) -> bytes | None:
    """The bytes of a document; None where it is missing or is not what its hash says."""
    found = documents(tx).stored(which)
    return b"".join(found.pieces()) if found else None


def is_sound(tx: Transaction, which: str, size: int) -> bool:
    """Whether a document lies where every seat finds it, of this size and as its hash says; in little memory."""
    found, length = sha256(), 0
    for part in documents(tx).stream(which):
        found.update(part)
        length += len(part)
    return length == size and found.hexdigest() == which


def sweep(tx: Transaction, named: Iterable[str]) -> int:
    """Take away at a place beside the books what no row names: what was undone, or erased while it was away.

    In a writing transaction, so that nobody else is just keeping one. Gives how many were taken away.
    """
    carrier = documents(tx)
    if not isinstance(carrier, BesideServer):
        return 0
    kept = set(named)
    left = [each for each in carrier.each() if each not in kept]
    carrier.place.forget(left)
    return len(left)


def tidy(tx: Transaction) -> None:
    """Let this computer's cache forget what other seats erased from the books; a folder of its own has nothing so."""
    carrier = documents(tx)
    if isinstance(carrier, OnServer | BesideServer):
        there = set(carrier.each())
        places = [files.place_of(carrier.cache.folder, each) for each in carrier.cache.each() if each not in there]
        files.drop(places)


def left_behind(tx: Transaction, named: Iterable[str]) -> list[str]:
    """Documents that the books name and the server lacks, and that lie here: earlier versions kept them so."""
    carrier = documents(tx)
    if isinstance(carrier, InFolder):
        return []
    there = set(carrier.each())
    return [each for each in named if each not in there and _earlier(tx, each)]


def bring(tx: Transaction, which: str) -> None:
    """Give the server one that was left behind on this computer."""
    if place := _earlier(tx, which):
        documents(tx).put(which, place.read_bytes())


def _earlier(tx: Transaction, which: str) -> Path | None:
    """Where an earlier version kept a document of a server's books on this computer: one folder above the cache."""
    place = files.place_of(tx.store.files.parent, which)
    return place if files.is_whole(place, which) else None
