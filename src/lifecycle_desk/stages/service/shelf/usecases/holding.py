"""Holding old parts: cores until they go back for their deposit, and what a maker may ask for under warranty."""

from dataclasses import asdict, replace
from datetime import date
from typing import Any

from lifecycle_desk.base.folding import tight
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.service.claims.rules.states import PartState
from lifecycle_desk.stages.service.claims.tables import claims as claim_rows
from lifecycle_desk.stages.service.claims.tables import lists as claim_lists
from lifecycle_desk.stages.service.orders.rules.orders import RepairOrder, number_of
from lifecycle_desk.stages.service.orders.tables import orders as order_rows
from lifecycle_desk.stages.service.shelf.rules.events import HeldTold, StockEvent
from lifecycle_desk.stages.service.shelf.rules.held import HeldKind, HeldPart, HeldState, check_release
from lifecycle_desk.stages.service.shelf.rules.parts import PartCodeMissing, in_thousandths, words
from lifecycle_desk.stages.service.shelf.rules.rights import STOCK_MOVE
from lifecycle_desk.stages.service.shelf.tables import held
from lifecycle_desk.stages.service.shelf.usecases import naming
from lifecycle_desk.stages.service.shelf.usecases.ledger import bare
from lifecycle_desk.stages.service.shelf.usecases.requests import HeldSaved, HoldPart, ReleaseHeld
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.usecases.recording import record_event

KEPT = frozenset({PartState.KEPT, PartState.REQUESTED})


def _hold_undone(made: HeldSaved) -> tuple[Command[Any, Any], Any]:
    return release_held, ReleaseHeld(number=made.number, state=HeldState.VOIDED)


def _release_undone(made: HeldSaved) -> tuple[Command[Any, Any], Any]:
    return release_held, ReleaseHeld(number=made.number, state=made.before or HeldState.HELD)


@command(STOCK_MOVE, undo=_hold_undone)
def hold_part(tx: Transaction, asked: HoldPart) -> HeldSaved:
    """Hold an old part: a core, or a part that a maker may ask for, until a day."""
    code = words(asked.code, "code")
    if not tight(code):
        raise PartCodeMissing
    order = order_rows.order(tx, asked.order) if asked.order.strip() else None
    entry = naming.entry(tx, code)
    made = HeldPart(
        number=held.next_number(tx),
        kind=asked.kind,
        code=code,
        text=words(asked.text, "text") or (entry.text if entry else ""),
        thousandths=in_thousandths(asked.quantity),
        serial=words(asked.serial, "serial"),
        place=words(asked.place, "place"),
        order_key=order.key if order else None,
        since=asked.on or today(tx),
        until=asked.until or (_claimed_until(tx, order, code) if asked.kind is HeldKind.WARRANTY else None),
    )
    _save(tx, made, StockEvent.HELD)
    return HeldSaved(made.number, made.state)


@command(STOCK_MOVE, undo=_release_undone)
def release_held(tx: Transaction, asked: ReleaseHeld) -> HeldSaved:
    """Say that a held part was sent or scrapped, was held by mistake, or is held again."""
    before, on = held.held_part(tx, asked.number), asked.on or today(tx)
    if asked.state is HeldState.HELD and before.state is not HeldState.HELD:
        after = replace(before, state=HeldState.HELD, done_on=None)
    else:
        check_release(before, asked.state, on)
        reference = words(asked.reference, "reference") or before.reference
        after = replace(before, state=asked.state, done_on=on, reference=reference)
    _save(tx, after, StockEvent.HELD if after.state is HeldState.HELD else StockEvent.RELEASED)
    return HeldSaved(after.number, after.state, before.state)


def _claimed_until(tx: Transaction, order: RepairOrder | None, code: str) -> date | None:
    """The day until which the claims of an order keep the old part of a number."""
    if order is None:
        return None
    for claim in claim_rows.claims(tx, claim_lists.keys_of_order(tx, order.key)):
        for at, part in claim.status.parts.items():
            if part.state in KEPT and tight(claim.sheet.lines[at - 1].code) == tight(code):
                return part.until
    return None


def _save(tx: Transaction, of: HeldPart, kind: StockEvent) -> None:
    held.save(tx, of)
    record_event(tx, Event(None, today(tx), kind.value, held_facts(of)))


def held_facts(of: HeldPart) -> dict[str, Any]:
    """A held part as its events say it."""
    given = asdict(of) | {"order": number_of(of.order_key) if of.order_key else ""}
    del given["order_key"]
    days = {name: given[name].isoformat() for name in ("since", "until", "done_on") if given[name]}
    told = HeldTold(**given)
    return bare(asdict(told)) | {"kind": str(of.kind), "state": str(of.state)} | days


COMMANDS: tuple[Command[Any, Any], ...] = (hold_part, release_held)
