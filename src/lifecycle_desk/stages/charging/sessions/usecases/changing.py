"""Changing sessions: what a person does with some of them, as one batch that can be undone as one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.base.steps import Steps
from lifecycle_desk.commands.command import Command, UserSession, command, command_by_parts
from lifecycle_desk.dealership.usecases.day import zone
from lifecycle_desk.stages.charging.sessions.rules.rights import CHARGING_EDIT
from lifecycle_desk.stages.charging.sessions.rules.sessions import BeforeTheVehicle, Session, check_session, oddities
from lifecycle_desk.stages.charging.sessions.tables import batches as batch_rows
from lifecycle_desk.stages.charging.sessions.tables.chunks import Part, parts_of
from lifecycle_desk.stages.charging.sessions.tables.packing import Packed, packed
from lifecycle_desk.stages.charging.sessions.tables.sessions import COUNTED, UNDONE, pour_sessions, session_of
from lifecycle_desk.stages.charging.sessions.usecases.batch_events import Share, let_go, tell_batch, tell_some
from lifecycle_desk.stages.charging.sessions.usecases.plausible import Plausible
from lifecycle_desk.stages.charging.sessions.usecases.recording import TOLD_AT_ONCE, tell_on
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.tables import life

UNDOING = N_("Undo import")

UnknownSession = objection(
    "UnknownSession",
    N_("Charging session %(number)s does not exist, or was changed in the meantime."),
    "number",
    number=int,
)
UnknownBatch = objection("UnknownBatch", N_("There is no import or change number %(batch)s."), "batch", batch=int)
BatchUndone = objection("BatchUndone", N_("Already undone"), "batch")
ChangedSince = objection(
    "ChangedSince",
    N_("Sessions were changed later, under number %(later)s. Undo that first."),
    "batch",
    later=tuple[int, ...],
)


@dataclass(frozen=True, slots=True)
class Found:
    """A session that counts, with its number and whose it is."""

    number: int
    vin: str | None
    session: Session


@dataclass(frozen=True, slots=True)
class Batched:
    """A change: the batch by which it can be undone, and the numbers of the sessions that stand there now."""

    batch: int
    sessions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class UndoBatch:
    """The batch to undo."""

    batch: int


def found(tx: Transaction, number: int) -> Found:
    """A session that counts; refuses one that does not."""
    row = batch_rows.counting(tx, number)
    if row is None:
        raise UnknownSession(number)
    return Found(row.number, row.vin, session_of(row))


def put(
    tx: Transaction, kind: str, fresh: Sequence[tuple[Session, str | None]], instead: Mapping[str, Sequence[Found]]
) -> Batched:
    """Write sessions in place of others, as one batch, and tell the lives of all vehicles that it concerns."""
    batch = batch_rows.begin(tx, kind, "", COUNTED)
    number, shares = batch_rows.next_number(tx), dict[str, Share]()
    rows = [packed(at, session) for at, (session, _) in enumerate(fresh)]
    for row, (_, vin) in zip(rows, fresh, strict=True):
        row.settle(vin)
    _refuse_implausible(tx, rows)
    pour_sessions(tx, batch, number, rows)
    for vin, part in parts_of(rows).items():
        shares.setdefault(vin, Share()).add(part)
        _note(tx, part, vin)
    for why, some in instead.items():
        batch_rows.replace(tx, [each.number for each in some], batch, why)
        for each in some:
            if each.vin:
                shares.setdefault(each.vin, Share()).replaced += 1
    for vin, share in shares.items():
        tell_batch(tx, share.recorded(batch, kind, zone(tx)), vin)
    return Batched(batch, tuple(range(number, number + len(rows))))


def _refuse_implausible(tx: Transaction, rows: Sequence[Packed]) -> None:
    """Refuse a session that cannot be of its car, and note what is odd beside it."""
    _, against, odd = Plausible().sorted_out(tx, rows, lambda _: False)
    for _, why in against:
        raise why
    tx.note(*(each for _, each in odd))


def _note(tx: Transaction, part: Part, vin: str) -> None:
    tx.note(*oddities(part.odd))
    arrived = life.figures(tx, vin)[0].arrived_on
    if arrived and part.first.day_in(zone(tx)) < arrived:
        tx.note(BeforeTheVehicle())


@command_by_parts(CHARGING_EDIT, UNDOING)
def undo_batch(user: UserSession, asked: UndoBatch) -> Steps[Batched]:
    """Undo an import, or what a person did with sessions: as if it had not been, and readable for ever.

    From the first transaction on none of its sessions counts. The lives of its cars are corrected in others behind it;
    what a stop leaves over, whoever asks again corrects, or the next import.
    """
    with user.writing() as tx:
        if not _is_half_undone(tx, asked.batch):
            _let_go(tx, asked.batch)
        count = batch_rows.owed(tx, asked.batch)
    yield from tell_on(user, count)
    return Batched(asked.batch)


@command(CHARGING_EDIT)
def undo_change(tx: Transaction, asked: UndoBatch) -> Batched:
    """Undo what a person did with some sessions, in one transaction: no such change waits behind long work."""
    _let_go(tx, asked.batch)
    while tell_some(tx, TOLD_AT_ONCE):
        pass
    return Batched(asked.batch)


def _is_half_undone(tx: Transaction, number: int) -> bool:
    batch = batch_rows.batch(tx, number)
    return batch is not None and batch.state == UNDONE and batch_rows.owed(tx, number) > 0


def _let_go(tx: Transaction, number: int) -> None:
    """Let a batch count no more; refuses one that does not count, and one on which a later one is built."""
    batch = batch_rows.batch(tx, number)
    if batch is None:
        raise UnknownBatch(number)
    if batch.state != COUNTED:
        raise BatchUndone
    if later := batch_rows.built_on(tx, number):
        raise ChangedSince(later)
    let_go(tx, number)


def undone(made: Batched) -> tuple[Command[Any, Any], UndoBatch]:
    """The undo of a change of sessions."""
    return undo_change, UndoBatch(made.batch)


def checked(tx: Transaction, session: Session) -> Session:
    """A session that a person typed; refuses what cannot be one."""
    check_session(session, tx.at)
    return session


COMMANDS: tuple[Command[Any, Any], ...] = (undo_batch,)
