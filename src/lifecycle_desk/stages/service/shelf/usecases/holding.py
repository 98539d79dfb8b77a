"""Holding old parts: cores until they go back for their deposit, and what a maker may ask for under warranty."""

from dataclasses import asdict, replace
from datetime import date
from typing import Any

from lifecycle_desk.base.folding import tight
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.service.claims.rules.claim import Claim, KeptPart, claim_number
from lifecycle_desk.stages.service.claims.rules.facts import PartTold
from lifecycle_desk.stages.service.claims.rules.states import CANCELLED, ClaimEvent, NotTheLastClaimStep, PartState
from lifecycle_desk.stages.service.claims.tables import claims as claim_rows
from lifecycle_desk.stages.service.claims.tables import lists as claim_lists
from lifecycle_desk.stages.service.claims.usecases.parts import move_claim_part
from lifecycle_desk.stages.service.claims.usecases.requests import MoveClaimPart, TakeBackClaimStep
from lifecycle_desk.stages.service.claims.usecases.transitions import take_back_claim_step
from lifecycle_desk.stages.service.orders.rules.orders import RepairOrder, number_of
from lifecycle_desk.stages.service.orders.tables import orders as order_rows
from lifecycle_desk.stages.service.shelf.rules.events import HeldTold, StockEvent
from lifecycle_desk.stages.service.shelf.rules.held import HeldByClaim, HeldKind, HeldPart, HeldState, check_release
from lifecycle_desk.stages.service.shelf.rules.movements import ONE
from lifecycle_desk.stages.service.shelf.rules.parts import PartCodeMissing, in_thousandths, words
from lifecycle_desk.stages.service.shelf.rules.rights import STOCK_MOVE
from lifecycle_desk.stages.service.shelf.tables import held
from lifecycle_desk.stages.service.shelf.usecases import naming
from lifecycle_desk.stages.service.shelf.usecases.ledger import bare
from lifecycle_desk.stages.service.shelf.usecases.requests import HeldSaved, HoldPart, ReleaseHeld, UndoRelease
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.folding import UNDONE
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.recording import record_event

KEPT = frozenset({PartState.KEPT, PartState.REQUESTED})
STATE_OF = {
    PartState.KEPT: HeldState.HELD,
    PartState.REQUESTED: HeldState.HELD,
    PartState.SENT: HeldState.SENT,
    PartState.RECEIVED: HeldState.SENT,
    PartState.SCRAPPED: HeldState.SCRAPPED,
}
OF_CLAIM = {HeldState.SENT: PartState.SENT, HeldState.SCRAPPED: PartState.SCRAPPED}


def _hold_undone(made: HeldSaved) -> tuple[Command[Any, Any], Any]:
    return release_held, ReleaseHeld(number=made.number, state=HeldState.VOIDED)


def _release_undone(made: HeldSaved) -> tuple[Command[Any, Any], Any]:
    if made.claim and made.event:
        return undo_release, UndoRelease(number=made.number, event=made.event)
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
    if before.claim and before.state is not HeldState.VOIDED:
        return _release_claimed(tx, before, asked, on)
    if asked.state is HeldState.HELD and before.state is not HeldState.HELD:
        after = replace(before, state=HeldState.HELD, done_on=None)
    else:
        check_release(before, asked.state, on)
        reference = words(asked.reference, "reference") or before.reference
        after = replace(before, state=asked.state, done_on=on, reference=reference)
    _save(tx, after, StockEvent.HELD if after.state is HeldState.HELD else StockEvent.RELEASED)
    return HeldSaved(after.number, after.state, before.state)


@command(STOCK_MOVE)
def undo_release(tx: Transaction, asked: UndoRelease) -> HeldSaved:
    """Void the last step of a claim if it says that a held part was sent or scrapped: whoever may send it may do so."""
    before = held.held_part(tx, asked.number)
    number, found = claim_number(before.claim or 0), life.event(tx, asked.event)
    told = found[0].facts_as(PartTold) if found and found[0].kind == ClaimEvent.PART else PartTold()
    if told.line != before.claim_line or told.part_state not in OF_CLAIM.values():
        raise NotTheLastClaimStep(number)
    take_back_claim_step.does(tx, TakeBackClaimStep(number=number, event=asked.event, why=UNDONE))
    return HeldSaved(before.number, held.held_part(tx, asked.number).state, before.state)


def _release_claimed(tx: Transaction, before: HeldPart, asked: ReleaseHeld, on: date) -> HeldSaved:
    """Tell the claim that keeps a part that it was sent or scrapped; what is held follows."""
    number = claim_number(before.claim or 0)
    if asked.state not in OF_CLAIM:
        raise HeldByClaim(number)
    check_release(before, asked.state, on)
    moved = MoveClaimPart(
        number=number,
        line=before.claim_line or 0,
        state=OF_CLAIM[asked.state],
        reference=words(asked.reference, "reference"),
        on=asked.on,
    )
    done = move_claim_part.does(tx, moved)
    event = done.event  # type: ignore[union-attr]  # no steps
    return HeldSaved(before.number, asked.state, before.state, number, event)


def follow_claim(tx: Transaction, claim: Claim) -> None:
    """Hold the old parts that a claim keeps, as long as it keeps them; let them go as it says."""
    known = held.of_claim(tx, claim.key)
    kept = {} if claim.state is CANCELLED else claim.status.parts
    for line in sorted({*kept, *(each for each in known if each)}):
        before = known.get(line) or (_held_by_hand(tx, claim, line) if line in kept else None)
        after = _as_kept(tx, claim, line, kept[line], before) if line in kept else _let_go(before)
        if after and after != before:
            gone = after.state is not HeldState.HELD
            _save(tx, after, StockEvent.RELEASED if gone else StockEvent.HELD)


def follow_claim_of(tx: Transaction, key: int) -> None:
    """Hold what a claim keeps that took its last step before parts followed claims."""
    for claim in claim_rows.claims(tx, [key]):
        follow_claim(tx, claim)


def _as_kept(tx: Transaction, claim: Claim, at: int, kept: KeptPart, before: HeldPart | None) -> HeldPart:
    """The old part of a claim's line as the claim says where it is."""
    line, state = claim.sheet.lines[at - 1], STATE_OF[kept.state]
    made = before or HeldPart(
        number=held.next_number(tx),
        kind=HeldKind.WARRANTY,
        code=line.code,
        text=line.text,
        thousandths=int((line.quantity or 1) * ONE),
        serial=line.faulty_serial,
        order_key=claim.order_key,
        since=kept.since,
    )
    same = before is not None and before.state is state
    return replace(
        made,
        state=state,
        until=kept.until,
        reference=kept.reference or made.reference,
        done_on=None if state is HeldState.HELD else made.done_on if same else kept.since,
        claim=claim.key,
        claim_line=at,
    )


def _held_by_hand(tx: Transaction, claim: Claim, at: int) -> HeldPart | None:
    """The part that somebody held for the same line before it was claimed."""
    code = tight(claim.sheet.lines[at - 1].code)
    own = (each for each in held.of_order(tx, claim.order_key) if each.claim is None and each.kind is HeldKind.WARRANTY)
    return next((each for each in own if each.state is HeldState.HELD and tight(each.code) == code), None)


def _let_go(before: HeldPart | None) -> HeldPart | None:
    """A part that a claim keeps no more, since its submission was voided or it was cancelled."""
    return replace(before, state=HeldState.VOIDED) if before else None


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
    given["claim"] = claim_number(of.claim) if of.claim else ""
    del given["order_key"]
    days = {name: given[name].isoformat() for name in ("since", "until", "done_on") if given[name]}
    told = HeldTold(**given)
    return bare(asdict(told)) | {"kind": str(of.kind), "state": str(of.state)} | days


COMMANDS: tuple[Command[Any, Any], ...] = (hold_part, release_held, undo_release)
