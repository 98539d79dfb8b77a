"""Heads: where the chain stands, signed and laid beside the store, among its backups and with witnesses outside.

What is told of an event is not signed one by one: a head is signed once a day, after each paper that is issued, with
each backup, and when somebody asks for it.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from lifecycle_desk.base.objections import N_, Objection
from lifecycle_desk.counter.verbs import Seat, Verb, verb
from lifecycle_desk.dealership.rules import BACKUP
from lifecycle_desk.dealership.usecases.keys import key_at_hand
from lifecycle_desk.store import backup
from lifecycle_desk.store.store import Store, Work
from lifecycle_desk.trust import heads as trusted
from lifecycle_desk.trust.heads import Head
from lifecycle_desk.vehicle.tables import chain
from lifecycle_desk.vehicle.tables import heads as kept

AMONG_BACKUPS = "heads"
NAME_LETTERS = 12  # of the books' own mark in the name of a witness's file


class WitnessNotReached(Objection):
    """A folder in which a head cannot be written."""

    says = N_("Could not write to %(place)s: %(why)s")
    field = "folder"
    place: str
    why: str


class UnknownWitness(Objection):
    """A folder that is no witness."""

    says = N_("%(place)s is not a witness.")
    field = "folder"
    place: str


class HeadNotSigned(Objection):
    """There is nothing to be signed by: the key is locked."""

    says = N_("The signing key is locked. Unlock it first.")


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


def sign_head(work: Work) -> Head | None:
    """Sign where the chain stands, unless the last head says the same; None where no key is at hand.

    Once this is committed it is laid beside the store, among the backups and with every witness that can be reached.
    """
    at_hand = key_at_hand(work)
    if at_hand is None or chain.head(work)[0] == 0:
        return None
    _, key = at_hand
    books, (seq, seal) = chain.first_seal(work), chain.head(work)
    last = kept.last(work, books)
    if last and last.seq == seq and last.seal == seal:
        _hand_on(work, last)
        return last
    head = trusted.signed(key, books, seq, seal, work.at)
    kept.keep(work, head)
    _hand_on(work, head)
    return head


def _hand_on(work: Work, head: Head) -> None:
    """Lay a head wherever it belongs once this is committed; a witness that cannot be reached gets the next one."""
    places = [Path(each.place) for each in kept.witnesses(work)]
    store = work.store.path
    if store:
        work.afterwards.append(lambda _: keep_beside(store, head))
    if places:
        work.afterwards.append(lambda _: [_tell_witness(each, head) for each in places])


def keep_beside(store: Path, head: Head) -> None:
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


@verb(BACKUP)
def witness_head(work: Work, asked: WitnessHead) -> Witnessed:
    """Sign where the books stand, for a witness outside: a folder, a stick, or the text of a mail."""
    head = sign_head(work)
    if head is None:
        raise HeadNotSigned
    file = None
    if asked.folder:
        folder = Path(asked.folder).expanduser().absolute()
        try:
            file = str(_write_to_witness(folder, head))
        except OSError as error:
            raise WitnessNotReached(str(folder), str(error)) from error
        kept.keep_witness(work, str(folder))
        kept.reached(work, str(folder), head)
    return Witnessed(head.seq, head.seal.hex(), head.at, head.line, file)


@verb(BACKUP)
def forget_witness(work: Work, asked: ForgetWitness) -> list[str]:
    """Send heads to a folder no longer; gives the folders that are left."""
    place = str(Path(asked.folder).expanduser().absolute())
    if not kept.drop_witness(work, place):
        raise UnknownWitness(place)
    return [each.place for each in kept.witnesses(work)]


def own_head(seat: Seat) -> None:
    """Sign a head where none was signed since the last event: the program's own, whoever sits there."""
    with seat.store.writing(seat.staff) as work:
        sign_head(work)


def known_heads(work: Work) -> Iterator[tuple[str, Head]]:
    """Every head that can be found, with the place where it lies."""
    books = chain.first_seal(work)
    yield from (("signed_head", each) for each in kept.heads(work, books))
    if store := work.store.path:
        for place in places(store):
            yield from ((str(place), each) for each in trusted.heads_in(place))
    for witness in kept.witnesses(work):
        file = file_of_witness(Path(witness.place), books)
        yield from ((str(file), each) for each in trusted.heads_in(file))


def last_of_witness(work: Work, each: kept.Witness) -> tuple[int, datetime] | None:
    """The last entry that a witness has and when it was signed: asked of its file, else of what was sent by hand.

    What goes there with each day's head is kept nowhere but there, so a stick that is away may have more.
    """
    file = trusted.last_in(file_of_witness(Path(each.place), chain.first_seal(work)))
    if file and file.holds and chain.seal_of(work, file.seq) == file.seal:
        return file.seq, file.at
    return (each.seq, each.at) if each.seq is not None and each.at else None


def last_beside(store: Store) -> Head | None:
    """The last head that lies beside a store, asked of the file alone."""
    return trusted.last_in(places(store.path)[0]) if store.path else None


VERBS: tuple[Verb[Any, Any], ...] = (witness_head, forget_witness)
