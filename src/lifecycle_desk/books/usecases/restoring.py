"""Erasing again: who was erased since a backup was made is erased in it before it takes the place of the store."""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from sqlalchemy.exc import DatabaseError

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.dealership.rules.rights import BACKUP
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.dealership.usecases.keys import public_keys
from lifecycle_desk.proof.usecases.key_chain import told_publics
from lifecycle_desk.store import files
from lifecycle_desk.store.backup import copy_file, documents_of
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.trust.chain import first_break
from lifecycle_desk.vehicle.tables import chain, people
from lifecycle_desk.vehicle.usecases.erasing import ErasePerson, erase
from lifecycle_desk.vehicle.usecases.erasures import (
    AMONG_BACKUPS,
    Erasure,
    Listed,
    erasures,
    listed,
    places,
    read_list,
    save_list,
    trusted,
)


@dataclass(frozen=True, slots=True)
class Replaced:
    """The store to be replaced: its erasures, its public keys, the seals of its events.

    `publics` are the keys that its chain tells; a table beside the chain proves nothing. `refuses` is why this person
    may not restore: where sign-in is on, the backup of a time without it must let nobody in.
    """

    erasures: tuple[Erasure, ...] = ()
    publics: frozenset[bytes] = frozenset()
    keys: Mapping[int, bytes] = MappingProxyType({})
    seals: Mapping[int, bytes] = MappingProxyType({})
    refuses: Objection | None = None


@dataclass(frozen=True, slots=True)
class Again:
    """Erasures repeated in a copy: how many people, the list that goes with the copy, the files that went."""

    people: int
    listed: Listed | None
    files: tuple[str, ...] = ()


def told_by_replaced(store: Path, folder: Path, by: str | None = None) -> Replaced:
    """The store that a backup replaces; empty where it is missing or damaged: then the lists tell.

    A copy in `folder` is looked into, since opening may migrate, and the replaced store stays as it is.
    """
    if not store.is_file():
        return Replaced()
    copy = folder / "replaced.ldk"
    copy_file(store, copy)
    if (journal := store.with_name(f"{store.name}-wal")).exists():
        shutil.copyfile(journal, copy.with_name(f"{copy.name}-wal"))
    with suppress(Objection, DatabaseError, OSError):
        opened = open_store(copy)
        try:
            with opened.reading() as tx:
                return told_by(tx, by)
        finally:
            opened.close()
    return Replaced()


def told_by(tx: Transaction, by: str | None = None) -> Replaced:
    """The replaced store as its books tell it; a chain that is broken tells no keys."""
    publics = frozenset(told_publics(tx)) if first_break(chain.links(tx)) is None else frozenset()
    return Replaced(erasures(tx), publics, public_keys(tx), dict(chain.seals(tx)), _refusal(tx, by))


def _refusal(tx: Transaction, by: str | None) -> Objection | None:
    """Why somebody may not restore over these books, if they may not."""
    tx.by = by
    try:
        authorise(tx, BACKUP)
    except Objection as refusal:
        return refusal
    return None


def erase_again(copy: Path, file: Path, store: Path, replaced: Replaced) -> Again:
    """Erase in a copy of a backup everybody who was erased since, in one transaction; `file` is where it came from."""
    books = open_store(copy)
    try:
        with books.writing() as tx:
            named = {digest for digest, _ in people.documents(tx)}
            due = erase_listed(tx, (*places(store), file.parent / AMONG_BACKUPS), replaced)
            gone = named.difference(digest for digest, _ in people.documents(tx))
            told = listed(tx, store)
            tx.commits = bool(due)
    finally:
        books.close()
    return Again(due, told, tuple(gone))


def erase_listed(tx: Transaction, lists: Iterable[Path], replaced: Replaced) -> int:
    """Erase everybody whom lists, or the books that are replaced, tell as erased; gives how many were still here."""
    due = dict(_due(tx, lists, replaced))
    for number, erased in due.items():
        erase(tx, ErasePerson(number, files=erased.files), erased.on)
    return len(due)


def _due(tx: Transaction, lists: Iterable[Path], replaced: Replaced) -> Iterator[tuple[int, Erasure]]:
    """The numbers of those who were erased since and are still here, each with the erasure."""
    found = [each for place in lists for each in trusted(tx, place, read_list(place), replaced.keys)]
    for each in (*found, *replaced.erasures):
        number = people.number_of_key(tx, each.mark) if each.mark else _same_number(tx, each, replaced)
        if number is not None:
            yield number, each


def _same_number(tx: Transaction, erased: Erasure, replaced: Replaced) -> int | None:
    """The number, here, of an erasure without a mark: the same where these books are the beginning of those."""
    seq, seal = chain.head(tx)
    same = replaced.seals.get(seq) == seal and people.maybe_person(tx, erased.person)
    return erased.person if same else None


def settle(file: Path, store: Path, again: Again) -> None:
    """Once the books are put back: take away the files that came back with them, and keep the list.

    Another backup may hold people whom these books never knew.
    """
    folders = (files.beside(str(store)), documents_of(file))
    files.drop(files.place_of(folder, digest) for folder in folders for digest in again.files)
    if again.listed and again.listed.erasures:
        save_list(store, again.listed)
