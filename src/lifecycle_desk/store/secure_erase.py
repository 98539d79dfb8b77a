"""Traces: what is left in the file of a store of words that were erased, and its end.

The database overwrites what is deleted (`secure_delete`), yet the journal holds earlier pages until it is emptied, and
a page that was rearranged may hold a copy of a row that moved. So the journal is emptied, the file is searched byte by
byte, and rewritten whole where something is left (SQLite, "PRAGMA secure_delete", "VACUUM", "PRAGMA wal_checkpoint").
"""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from string import ascii_lowercase, ascii_uppercase
from typing import Any

from sqlalchemy import Connection, Engine, Text, or_, select

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.store.file_format import UNWIPED
from lifecycle_desk.store.files import write_whole
from lifecycle_desk.store.records import stored_tables
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.unlocking import is_encrypted

AT_ONCE = 1 << 20  # bytes
SHORTEST = 4  # bytes of UTF-8: a shorter word stands in any file by chance
_LOWERED = str.maketrans(ascii_uppercase, ascii_lowercase)

JournalInUse = objection(
    "JournalInUse",
    N_("Another program is using the database. Its journal is cleared the next time the database is opened alone."),
)
TracesRemain = objection(
    "TracesRemain", N_("Traces may remain in the database file, which could not be rewritten: %(why)s."), why=str
)


def wipe_afterwards(tx: Transaction, words: Iterable[str]) -> None:
    """Once this is committed, leave nothing of some words in the store's file and its journal.

    A file beside the store says that this is still to be done: what a crash cuts off, or somebody who reads keeps from
    being done, is done when the store is next opened. A server looks after its own files: there the rows are gone, and
    its own cleaning overwrites them.
    """
    path, sought = tx.store.path, [each.encode() for each in words if len(each.encode()) >= SHORTEST]
    if path is None:
        return
    mark = unfinished(path)
    write_whole(mark, b"")

    def wipe(connection: Connection) -> None:
        driver: Any = connection.connection.driver_connection
        try:
            wiped = _emptied(driver) and (not _may_stand_in(path, sought) or _rewritten(driver))
        except driver.Error as error:  # what was done is done; that it could not be tidied up is told beside it
            tx.note(TracesRemain(str(error)))
            return
        if wiped:
            mark.unlink(missing_ok=True)
        else:
            tx.note(JournalInUse())

    tx.afterwards.append(wipe)


def unfinished(store: Path) -> Path:
    """The file that says that traces are still to be wiped from a store."""
    return store.with_name(store.name + UNWIPED)


def finish(engine: Engine, store: Path) -> None:
    """Wipe what an erasure left behind that was cut off; tried again the next time where somebody is in the way."""
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        with suppress(driver.Error):
            if _emptied(driver) and _rewritten(driver):
                unfinished(store).unlink(missing_ok=True)


def _emptied(driver: Any) -> bool:
    """Empty the journal, where nobody is reading from it."""
    busy, *_ = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def _rewritten(driver: Any) -> bool:
    """Write the whole file anew without anything that is not in use."""
    driver.execute("VACUUM")
    return _emptied(driver)


def _may_stand_in(path: Path, sought: list[bytes]) -> bool:
    """Whether some bytes may be left in a store; in an encrypted one nobody can look, so it is always rewritten."""
    return is_encrypted(path) or stands_in(path, sought)


def stands_in(path: Path, sought: list[bytes]) -> bool:
    """Whether some bytes stand anywhere in a file."""
    if not sought:
        return False
    tail, longest = b"", max(map(len, sought))
    with path.open("rb") as file:
        while piece := file.read(AT_ONCE):
            piece = tail + piece
            if any(each in piece for each in sought):
                return True
            tail = piece[-longest:]
    return False


@dataclass(frozen=True, slots=True)
class Place:
    """A row in which somebody still stands: its table and what the row is known by there."""

    table: str
    key: str

    def __str__(self) -> str:
        return f"{self.table} {self.key}"


def places(tx: Transaction, sought: Iterable[str], is_meant: Callable[[str, str], bool]) -> Iterator[Place]:
    """The rows that speak of somebody: those in which a piece stands, in whatever case, and whose text is meant.

    `is_meant` is asked with the table's name and each text, texts within JSON one by one.
    """
    forms = (form for each in sought for form in (each, each.lower(), each.upper(), each.title()))
    pieces = {form.translate(_LOWERED) for form in forms}  # of A to Z no database tells the case apart
    for table in stored_tables():
        texts = [each for each in table.columns if type(each.type) is Text]
        if not texts or not pieces:
            continue
        stands = or_(*(column.icontains(each, autoescape=True) for column in texts for each in pieces))
        keys = list(table.primary_key.columns)
        for row in tx.connection.execute(select(*keys, *texts).where(stands)):
            said = (part for text in row[len(keys) :] if text for part in _texts_in(text))
            if any(is_meant(table.name, part) for part in said):
                yield Place(table.name, "/".join(map(str, row[: len(keys)])))


def _texts_in(text: str) -> Iterator[str]:
    """A text, or each text of one that is JSON."""
    try:
        read = json.loads(text) if text[:1] in {"{", "["} else text
    except ValueError:
        read = text
    waiting: list[Any] = [read]
    while waiting:
        match waiting.pop():
            case str() as said:
                yield said
            case dict() as named:
                waiting += named.values()
            case list() as listed:
                waiting += listed
