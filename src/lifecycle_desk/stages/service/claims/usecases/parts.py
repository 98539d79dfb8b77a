"""Around a claim: its replaced parts, the maker's authorisation, and the dealer's own limits."""

from dataclasses import replace
from typing import Any

from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.cover.rules.rights import COVER_EDIT
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.service.claims.rules.limits import LimitEvent, LimitUnknown, limit_of
from lifecycle_desk.stages.service.claims.rules.rights import CLAIM_EDIT
from lifecycle_desk.stages.service.claims.rules.states import (
    CANCELLED,
    CLOSED,
    ClaimSent,
    NoSuchClaimLine,
    NotKept,
    check_part_move,
)
from lifecycle_desk.stages.service.claims.tables import claims as claim_rows
from lifecycle_desk.stages.service.claims.tables.lists import LIMITS
from lifecycle_desk.stages.service.claims.usecases.recording import step_day, tell_claim
from lifecycle_desk.stages.service.claims.usecases.requests import (
    AUTHORISED,
    PART_MOVED,
    AuthoriseClaim,
    ClaimDone,
    DropClaimLimit,
    KeepClaimLimit,
    MoveClaimPart,
    SavedLimit,
)
from lifecycle_desk.stages.service.claims.usecases.transitions import taken_back
from lifecycle_desk.stages.service.orders.usecases.asked import tidied
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.usecases.recording import record_event


@command(CLAIM_EDIT, undo=taken_back)
def move_claim_part(tx: Transaction, asked: MoveClaimPart) -> ClaimDone:
    """Say where the replaced part of a line is: kept until another day, requested, sent, received, scrapped."""
    claim = claim_rows.claim(tx, asked.number)
    if not 1 <= asked.line <= len(claim.sheet.lines):
        raise NoSuchClaimLine(asked.line)
    part = claim.status.parts.get(asked.line)
    if part is None:
        raise NotKept(asked.line)
    on = step_day(tx, claim, asked.on)
    check_part_move(asked.line, part.state, asked.state, part.until, on)
    asked = tidied(tx, asked)
    told = replace(asked, until=asked.until or part.until, reference=asked.reference or part.reference)
    return tell_claim(tx, claim, PART_MOVED, told, on, claim.state)


@command(CLAIM_EDIT, undo=taken_back)
def authorise_claim(tx: Transaction, asked: AuthoriseClaim) -> ClaimDone:
    """Write down the maker's authorisation of a repair: its mark, and up to which amount."""
    claim = claim_rows.claim(tx, asked.number)
    if claim.state in {CLOSED, CANCELLED}:
        raise ClaimSent(claim.number, claim.state)
    asked, on = tidied(tx, asked), step_day(tx, claim, asked.on)
    return tell_claim(tx, claim, AUTHORISED, asked, on, claim.state, {"currency": claim.currency})


def _as_before(made: SavedLimit) -> tuple[Command[Any, Any], DropClaimLimit | KeepClaimLimit]:
    if made.before is None:
        return drop_claim_limit, DropClaimLimit(made.name)
    return keep_claim_limit, KeepClaimLimit(made.before)


@command(COVER_EDIT, _as_before)
def keep_claim_limit(tx: Transaction, asked: KeepClaimLimit) -> SavedLimit:
    """Keep a limit of claims of the dealer's own: above which amount a maker wants what, how long parts are kept."""
    limit = limit_of(asked.limit)
    before = LIMITS.one(tx, limit.id)
    LIMITS.save(tx, limit.id, asked.limit)
    record_event(tx, Event(None, today(tx), LimitEvent.KEPT.value, {"limit": asked.limit}))
    return SavedLimit(limit.id, before)


@command(COVER_EDIT)
def drop_claim_limit(tx: Transaction, asked: DropClaimLimit) -> SavedLimit:
    """Keep a limit of claims of the dealer's own no longer."""
    if not LIMITS.drop(tx, asked.name):
        raise LimitUnknown(asked.name)
    record_event(tx, Event(None, today(tx), LimitEvent.DROPPED.value, {"name": asked.name}))
    return SavedLimit(asked.name)


COMMANDS: tuple[Command[Any, Any], ...] = (move_claim_part, authorise_claim, keep_claim_limit, drop_claim_limit)
