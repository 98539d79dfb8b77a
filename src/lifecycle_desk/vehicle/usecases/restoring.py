"""Erasing again: who was erased since a backup was made is erased in it before it takes the place of the store."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from sqlalchemy.exc import DatabaseError

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.dealership.usecases.keys import public_keys
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.store.store import Work
from lifecycle_desk.vehicle.tables import life as kept
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.usecases.erasing import erase
from lifecycle_desk.vehicle.usecases.erasures import (
    AMONG_BACKUPS,
    Erasure,
    Listed,
    erasures,
    keep_list,
    listed,
    places,
    read_list,
    trusted,
)


@dataclass(frozen=True, slots=True)
class Replaced:
    """What the store that is to be replaced tells: its erasures, its public keys, the seals of its events."""

    erasures: tuple[Erasure, ...] = ()
    keys: Mapping[int, bytes] = MappingProxyType({})
    seals: Mapping[int, bytes] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Again:
    """What was erased again in a copy: how many people, and the list that goes with the copy."""

    people: int
    listed: Listed


def told_by_replaced(store: Path, folder: Path) -> Replaced:
    """What the store tells that a backup replaces; nothing where it is not there, or damaged: then the lists tell.

    A copy in `folder` is looked into, since opening may migrate, and what is replaced stays as it is.
    """
    if not store.is_file():
        return Replaced()
    copy = folder / "replaced.ldk"
    for ending in ("", "-wal"):
        if (part := store.with_name(store.name + ending)).exists():
            shutil.copyfile(part, copy.with_name(copy.name + ending))
    with suppress(Objection, DatabaseError, OSError):
        opened = open_store(copy)
        try:
            with opened.reading() as work:
                return Replaced(erasures(work), public_keys(work), dict(kept.seals(work)))
        finally:
            opened.close()
    return Replaced()


def erase_again(copy: Path, file: Path, store: Path, replaced: Replaced) -> Again:
    """Erase in a copy of a backup everybody who was erased since, in one transaction; `file` is where it came from."""
    books = open_store(copy)
    try:
        with books.writing() as work:
            due = dict(_due(work, file, store, replaced))
            for number, on in due.items():
                erase(work, number, "", on)
            told = listed(work, store)
            work.kept = bool(due)
    finally:
        books.close()
    return Again(len(due), told)


def _due(work: Work, file: Path, store: Path, replaced: Replaced) -> Iterator[tuple[int, date]]:
    """The numbers of those who were erased since and are still here, each with the day of the erasure."""
    lists = (*places(store), file.parent / AMONG_BACKUPS)
    found = [each for place in lists for each in trusted(work, place, read_list(place), replaced.keys)]
    for each in (*found, *replaced.erasures):
        number = people.number_of_key(work, each.mark) if each.mark else _same_number(work, each, replaced)
        if number is not None:
            yield number, each.on


def _same_number(work: Work, erased: Erasure, replaced: Replaced) -> int | None:
    """Whose number it is here, of an erasure without a mark: the same where these books are the beginning of those."""
    seq, seal = kept.head(work)
    same = replaced.seals.get(seq) == seal and people.maybe_person(work, erased.person)
    return erased.person if same else None


def keep_list_of(store: Path, again: Again) -> None:
    """Keep the list with the books that were put back: another backup may hold people whom these never knew."""
    if again.listed.erasures:
        keep_list(store, again.listed)
