"""Heads: the chain's last seal, signed and laid beside the store, among its backups and with witnesses outside.

Events are not signed one by one: a head is signed once a day, after each paper that is issued, with each backup, and
on request.
"""

import logging
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from errno import ENOTDIR
from hashlib import sha256
from pathlib import Path
from typing import Any

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.commands.command import Command, UserSession, command
from lifecycle_desk.dealership.rules.rights import BACKUP
from lifecycle_desk.dealership.usecases.keys import key_at_hand
from lifecycle_desk.proof import tables as head_rows
from lifecycle_desk.store import backup
from lifecycle_desk.store.files import named_folder
from lifecycle_desk.store.store import Store, Transaction
from lifecycle_desk.trust import heads as trusted
from lifecycle_desk.trust.heads import Head
from lifecycle_desk.vehicle.tables import chain

AMONG_BACKUPS = "heads"
NAME_LETTERS = 12  # of the books' own mark in the name of a witness's file

WitnessNotReached = objection(
    "WitnessNotReached", N_("Could not write to %(place)s: %(why)s"), "folder", place=str, why=str
)
UnknownWitness = objection("UnknownWitness", N_("%(place)s is not a witness."), "folder", place=str)
HeadNotSigned = objection("HeadNotSigned", N_("The signing key is locked. Unlock it first."))


@dataclass(frozen=True, slots=True)
class WitnessHead:
    """A folder or a stick to which heads go from now on; without one, only the text for a mail is given."""

    folder: str | None = None


@dataclass(frozen=True, slots=True)
class ForgetWitness:
    """A folder to which heads go no longer; what lies there stays."""

    folder: str


@dataclass(frozen=True, slots=True)
class Witnessed:
    """A head that was signed: what it covers, the line that anybody may keep, and the file that it was written to."""

    events: int
    head: str
    at: datetime
    text: str
    file: str | None = None


def sign_head(tx: Transaction) -> Head | None:
    """Sign where the chain stands, unless the last head says the same; None where no key is at hand.

    Once this is committed it is laid beside the store, among the backups and with every witness that can be reached.
    """
    at_hand = key_at_hand(tx)
    if at_hand is None or chain.head(tx)[0] == 0:
        return None
    _, key = at_hand
    books, (seq, seal) = chain.first_seal(tx), chain.head(tx)
    last = head_rows.last(tx, books)
    if last and last.seq == seq and last.seal == seal:
        _hand_on(tx, last)
        return last
    head = trusted.signed(key, books, seq, seal, tx.at)
    head_rows.save(tx, head)
    _hand_on(tx, head)
    return head


def _hand_on(tx: Transaction, head: Head) -> None:
    """Lay a head wherever it belongs once this is committed; a witness that cannot be reached gets the next one."""
    places = [Path(each.place) for each in head_rows.witnesses(tx)]
    store = tx.store.path
    if store:
        tx.afterwards.append(lambda _: write_beside(store, head))
    if places:
        tx.afterwards.append(lambda _: [_tell_witness(each, head) for each in places])


def write_beside(store: Path, head: Head) -> None:
    """Lay a head beside a store and among its backups; where that fails, the store itself still has it."""
    for place in places(store):
        last = trusted.last_in(place)
        if place.parent.is_dir() and (last is None or last.line != head.line):
            try:
                trusted.append_to(place, [head])
            except OSError:
                logging.getLogger(__name__).warning("a head could not be kept at %s", place, exc_info=True)


def places(store: Path) -> tuple[Path, Path]:
    """Where the heads of a store lie: beside it, and among its backups."""
    return store.with_name(store.name + backup.HEADS), backup.folder_of(store) / AMONG_BACKUPS


def file_of_witness(folder: Path, books: bytes) -> Path:
    """The file of a witness: one folder may serve several dealers. The name says nothing but which books these are."""
    return folder / f"lifecycle-desk-{sha256(books).hexdigest()[:NAME_LETTERS]}{backup.HEADS}"


def _tell_witness(folder: Path, head: Head) -> bool:
    """Write a head to a witness; a stick that is not plugged in is no fault."""
    try:
        _write_to_witness(folder, head)
    except OSError:
        return False
    return True


def _write_to_witness(folder: Path, head: Head) -> Path:
    if not folder.is_dir():
        raise NotADirectoryError(folder)
    file = file_of_witness(folder, head.books)
    last = trusted.last_in(file)
    if last is None or last.line != head.line:
        trusted.append_to(file, [head], mode=0o644)
    return file


@command(BACKUP)
def witness_head(tx: Transaction, asked: WitnessHead) -> Witnessed:
    """Sign where the books stand, for a witness outside: a folder, a stick, or the text of a mail."""
    head = sign_head(tx)
    if head is None:
        raise HeadNotSigned
    file = None
    if asked.folder:
        folder = named_folder(asked.folder)
        if folder is None:
            raise WitnessNotReached(asked.folder, os.strerror(ENOTDIR))
        try:
            file = str(_write_to_witness(folder, head))
        except OSError as error:
            raise WitnessNotReached(str(folder), str(error)) from error
        head_rows.save_witness(tx, str(folder))
        head_rows.reached(tx, str(folder), head)
    return Witnessed(head.seq, head.seal.hex(), head.at, head.line, file)


@command(BACKUP)
def forget_witness(tx: Transaction, asked: ForgetWitness) -> list[str]:
    """Send heads to a folder no longer; gives the folders that are left."""
    place = asked.folder
    with suppress(ValueError, RuntimeError):  # the home of nobody
        place = str(Path(place).expanduser().absolute())
    if not head_rows.drop_witness(tx, place):
        raise UnknownWitness(place)
    return [each.place for each in head_rows.witnesses(tx)]


def own_head(user: UserSession) -> None:
    """Sign a head where none was signed since the last event: the program's own, whoever sits there."""
    with user.store.writing(user.staff) as tx:
        sign_head(tx)


def known_heads(tx: Transaction) -> Iterator[tuple[str, Head]]:
    """Every head that can be found, with the place where it lies."""
    books = chain.first_seal(tx)
    yield from (("signed_head", each) for each in head_rows.heads(tx, books))
    if store := tx.store.path:
        for place in places(store):
            yield from ((str(place), each) for each in trusted.heads_in(place))
    for witness in head_rows.witnesses(tx):
        file = file_of_witness(Path(witness.place), books)
        yield from ((str(file), each) for each in trusted.heads_in(file))


def last_of_witness(tx: Transaction, each: "head_rows.Witness") -> tuple[int, datetime] | None:
    """The last entry of a witness and when it was signed: read from its file, else from the last head sent by hand.

    The head that goes there each day is stored nowhere else, so a stick that is away may have more.
    """
    file = trusted.last_in(file_of_witness(Path(each.place), chain.first_seal(tx)))
    if file and file.holds and chain.seal_of(tx, file.seq) == file.seal:
        return file.seq, file.at
    return (each.seq, each.at) if each.seq is not None and each.at else None


def last_beside(store: Store) -> Head | None:
    """The last head that lies beside a store, asked of the file alone."""
    return trusted.last_in(places(store.path)[0]) if store.path else None


COMMANDS: tuple[Command[Any, Any], ...] = (witness_head, forget_witness)
