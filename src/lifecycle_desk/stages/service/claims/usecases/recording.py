"""Telling a step of a claim: an event in the vehicle's life, and the row that follows from all of the claim's."""

from dataclasses import replace
from datetime import date
from typing import Any

from lifecycle_desk.base.money import Money
from lifecycle_desk.stages.service.claims.rules.claim import Claim
from lifecycle_desk.stages.service.claims.rules.facts import MovedTold
from lifecycle_desk.stages.service.claims.rules.folding import folded, of_claim
from lifecycle_desk.stages.service.claims.rules.states import ClaimState, StepBeforeLast
from lifecycle_desk.stages.service.claims.tables import claims as claim_rows
from lifecycle_desk.stages.service.claims.usecases.following import followed
from lifecycle_desk.stages.service.claims.usecases.requests import ClaimDone
from lifecycle_desk.stages.service.orders.rules.orders import number_of
from lifecycle_desk.stages.service.orders.usecases.events import dealer_context, plain
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.steps import Step
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.recording import record_event
from lifecycle_desk.vehicle.usecases.steps import event_of


def step_day(tx: Transaction, claim: Claim, on: date | None) -> date:
    """The day of a step: the one that was given, or today; refuses one before the step that it follows."""
    day = on or dealer_context(tx).today
    last = life.event(tx, claim.status.last_event)
    if last and day < last[0].on:
        raise StepBeforeLast(day, last[0].on)
    return day


def tell_claim(
    tx: Transaction,
    claim: Claim,
    step: Step[Any],
    asked: object,
    on: date,
    state: ClaimState,
    adds: object = None,
    corrects: int | None = None,
) -> ClaimDone:
    """Tell that something happened to a claim, and keep where it stands now; `adds` is what else the event says."""
    told = MovedTold(claim.number, state, number_of(claim.order_key), claim.state)
    event = event_of(step, asked, claim.vin, told, on=on, corrects=corrects)
    seq = record_event(tx, replace(event, facts=plain(event.facts) | plain(adds or {})))
    standing = folded(of_claim(life.told(tx, claim.vin), claim.number))
    moved = replace(
        claim,
        status=standing,
        revision=claim.revision + 1,
        changed_at=tx.at,
        changed_by=tx.by,
    )
    claim_rows.save(tx, moved)
    followed(tx, moved)
    return done(moved, seq)


def done(claim: Claim, event: int | None) -> ClaimDone:
    """A claim as a verb gives it back."""
    standing = claim.status
    granted = standing.granted_sum
    asked = standing.asked if standing.submitted_on else claim.sheet.asked
    return ClaimDone(
        claim.number,
        claim.vin,
        number_of(claim.order_key),
        claim.state,
        claim.revision,
        event,
        Money(asked, claim.currency),
        None if granted is None else Money(granted, claim.currency),
        Money(standing.outstanding, claim.currency),
    )
