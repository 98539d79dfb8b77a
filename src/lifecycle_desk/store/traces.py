"""Traces: what is left in the file of a store of words that were erased, and its end.

The database overwrites what is deleted (`secure_delete`), yet the journal holds earlier pages until it is emptied, and
a page that was rearranged may hold a copy of a row that moved. So the journal is emptied, the file is searched byte by
byte, and rewritten whole where something is left (SQLite, "PRAGMA secure_delete", "VACUUM", "PRAGMA wal_checkpoint").
"""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Text, func, or_, select

from lifecycle_desk.base.objections import N_, Objection
from lifecycle_desk.store.files import write_whole
from lifecycle_desk.store.form import UNWIPED
from lifecycle_desk.store.records import kept_tables
from lifecycle_desk.store.store import Work

AT_ONCE = 1 << 20  # bytes
SHORTEST = 4  # bytes of UTF-8: a shorter word stands in any file by chance


class JournalInUse(Objection):
    """A journal that another program keeps from being emptied."""

    says = N_(
        "Another program is reading the store. Its journal is emptied when one program alone opens the store again."
    )


class TracesRemain(Objection):
    """A file that could not be rewritten."""

    says = N_("Traces of it may remain in the store's file, which could not be rewritten: %(why)s.")
    why: str


def wipe_afterwards(work: Work, words: Iterable[str]) -> None:
    """Once this is committed, leave nothing of some words in the store's file and its journal.

    A file beside the store says that this is still to be done: what a crash cuts off, or somebody who reads keeps from
    being done, is done when the store is next opened. A server looks after its own files: there the rows are gone, and
    its own cleaning overwrites them.
    """
    path, sought = work.store.path, [each.encode() for each in words if len(each.encode()) >= SHORTEST]
    if path is None:
        return
    mark = unfinished(path)
    write_whole(mark, b"")

    def wipe(connection: Connection) -> None:
        driver: Any = connection.connection.driver_connection
        try:
            wiped = _emptied(driver) and (not stands_in(path, sought) or _rewritten(driver))
        except driver.Error as error:  # what was done is done; that it could not be tidied up is told beside it
            work.note(TracesRemain(str(error)))
            return
        if wiped:
            mark.unlink(missing_ok=True)
        else:
            work.note(JournalInUse())

    work.afterwards.append(wipe)


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


def mentions(work: Work, words: Iterable[str]) -> dict[str, int]:
    """In how many rows of each kind some words still stand, as they are written; kinds without any are left out."""
    sought = [each for each in words if len(each.encode()) >= SHORTEST]
    found: dict[str, int] = {}
    for table in kept_tables():
        texts = [each for each in table.columns if type(each.type) is Text]
        if texts and sought:
            stands = or_(*(column.contains(each, autoescape=True) for column in texts for each in sought))
            rows = work.connection.execute(select(func.count()).select_from(table).where(stands)).scalar_one()
            found |= {table.name: rows} if rows else {}
    return found
