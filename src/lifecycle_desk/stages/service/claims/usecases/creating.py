"""Beginning a claim from an order, changing what is written on it, and what is missing before it is submitted."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.dealership.rules.rights import VIEW
from lifecycle_desk.stages.service.claims.rules import checks, creating, holding, validation
from lifecycle_desk.stages.service.claims.rules.claim import KIND_OF, Claim, ClaimSheet, ClaimStatus, claim_number
from lifecycle_desk.stages.service.claims.rules.facts import as_begun
from lifecycle_desk.stages.service.claims.rules.limits import Limit, limit_of, published_limits
from lifecycle_desk.stages.service.claims.rules.rights import CLAIM_EDIT
from lifecycle_desk.stages.service.claims.rules.states import (
    DRAFT,
    WRITABLE,
    ClaimChangedMeanwhile,
    ClaimEvent,
    ClaimSent,
)
from lifecycle_desk.stages.service.claims.tables import claims as claim_rows
from lifecycle_desk.stages.service.claims.tables import lists
from lifecycle_desk.stages.service.claims.usecases.recording import done
from lifecycle_desk.stages.service.claims.usecases.requests import BeginClaim, ChangeClaim, ClaimDone, OfClaim
from lifecycle_desk.stages.service.line_cover.usecases import judge_of_order
from lifecycle_desk.stages.service.orders.rules.orders import Line, RepairOrder, number_of
from lifecycle_desk.stages.service.orders.tables import orders as order_rows
from lifecycle_desk.stages.service.orders.usecases.events import DealerContext, dealer_context, plain, words_erased
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.trust.random_source import random_bytes
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.data_in_force import data_in_force
from lifecycle_desk.vehicle.usecases.odometer import distance_run
from lifecycle_desk.vehicle.usecases.recording import record_event, refuse_closed

NOT_YET = 0  # a claim's last event, before its first one is told


@dataclass(frozen=True, slots=True)
class ClaimChecked:
    """The obstacles to a claim's submission, and its oddities; both empty where all is well."""

    number: str
    missing: tuple[Objection, ...]
    doubtful: tuple[Objection, ...]


def begun_taken_back(made: ClaimDone) -> tuple[Command[Any, Any], Any] | None:
    """The undo of a step of a claim, if it was one."""
    from lifecycle_desk.stages.service.claims.usecases.transitions import taken_back  # which rests on this module

    return taken_back(made)


@command(CLAIM_EDIT, undo=begun_taken_back)
def begin_claim(tx: Transaction, asked: BeginClaim) -> ClaimDone:
    """Begin a warranty claim from the lines of an order that is ready or handed over: one job and one payer a claim."""
    order, of = order_rows.order(tx, asked.order), dealer_context(tx)
    creating.check_ready(order)
    refuse_closed(tx, order.vin)
    wanted = creating.Meant(asked.job, asked.job_id, asked.pays)
    meant = creating.chosen(order, wanted, open_to_claim(tx, order))
    claim = _begun(tx, order, meant, of)
    facts = plain(as_begun(claim)) | plain({"state": DRAFT, "lines": [line.id for line in meant.lines]})
    seq = record_event(tx, Event(order.vin, of.today, ClaimEvent.BEGUN.value, facts))
    standing = replace(claim.status, last_event=seq)
    claim_rows.save_new(tx, replace(claim, status=standing))
    return done(replace(claim, status=standing), seq)


def open_to_claim(tx: Transaction, order: RepairOrder) -> list[creating.Claimable]:
    """The claimable jobs of an order that stand on no effective claim."""
    claims = claim_rows.claims(tx, lists.keys_of_order(tx, order.key))
    found = []
    for each in creating.claimable(order):
        free = tuple(line for line in each.lines if holding.is_free(line, each.job_id, claims))
        if free:
            found.append(replace(each, lines=free))
    return found


def _begun(tx: Transaction, order: RepairOrder, meant: creating.Claimable, of: DealerContext) -> Claim:
    repaired_on = order.handed_over_on or of.today
    tax = order.tax or of.tax_on(repaired_on)
    read = order.sheet.odometer_out or order.sheet.odometer_in
    alias = lists.alias(tx, order.vin) or random_bytes(16).hex()
    return Claim(
        key=claim_rows.next_key(tx, of.today.year),
        vin=order.vin,
        order_key=order.key,
        job=meant.job,
        kind=KIND_OF[meant.pays],
        currency=order.currency,
        begun_on=of.today,
        repaired_on=repaired_on,
        odometer_km=read.km if read else None,
        alias=alias,
        sheet=creating.sheet_of(order.sheet.jobs[meant.job], meant, tax),
        status=ClaimStatus(state=DRAFT, since=of.today, last_event=NOT_YET),
        revision=1,
        changed_at=tx.at,
        changed_by=tx.by,
        job_id=meant.job_id,
    )


@command(CLAIM_EDIT)
def change_claim(tx: Transaction, asked: ChangeClaim) -> ClaimDone:
    """Change what is written on a claim that is a draft or was sent back, unless somebody has changed it meanwhile."""
    claim = claim_rows.claim(tx, asked.number)
    if claim.state not in WRITABLE:
        raise ClaimSent(claim.number, claim.state)
    if asked.revision != claim.revision:
        raise ClaimChangedMeanwhile(claim.number, claim.changed_at)
    given = ClaimSheet(**{each.name: getattr(asked, each.name) for each in fields(ClaimSheet)})
    sheet, standing = validation.tidied(given, claim), claim.status
    came_from = validation.places(sheet.lines, claim)
    standing = replace(
        standing,
        granted={at: standing.granted[was] for at, was in came_from.items() if was in standing.granted},
        parts={at: standing.parts[was] for at, was in came_from.items() if was in standing.parts},
    )
    changed = replace(
        claim, sheet=sheet, status=standing, revision=claim.revision + 1, changed_at=tx.at, changed_by=tx.by
    )
    claim_rows.save(tx, changed)
    return done(changed, None)


@command(VIEW)
def check_claim(tx: Transaction, asked: OfClaim) -> ClaimChecked:
    """All that is missing before a claim can be submitted, each thing in a sentence, and what is odd about it."""
    return checked(tx, claim_rows.claim(tx, asked.number))


def checked(tx: Transaction, claim: Claim) -> ClaimChecked:
    """The same for a claim."""
    return checked_by(before_of(tx, claim))


def checked_by(before: checks.Before) -> ClaimChecked:
    """The same for a claim beside which all was asked already."""
    return ClaimChecked(before.claim.number, tuple(checks.missing(before)), tuple(checks.doubtful(before)))


def before_of(tx: Transaction, claim: Claim) -> checks.Before:
    """A claim with all that the checks ask for beside its sheet."""
    order = order_rows.orders(tx, [claim.order_key])[0]
    causal, same = claim.sheet.causal, lists.same(tx, claim) if claim.sheet.causal_part else None
    read = claim.odometer_km
    run = None if read is None else distance_run(tx, claim.vin, read, claim.repaired_on)
    judged = judge_of_order(tx, order).at(run, claim.repaired_on)
    line = Line(kind=causal.kind, code=causal.code, text=causal.text, group=causal.group) if causal else None
    return checks.Before(
        claim,
        number_of(claim.order_key),
        complaint_of(order, claim),
        words_erased(tx, order.sheet),
        judged.judged(line) if line else None,
        None if same is None else claim_number(same),
        limits_of(tx, claim),
        creating.changed_since(claim.sheet.lines, order, order.tax or dealer_context(tx).tax_on(claim.repaired_on)),
        data_in_force(tx),
    )


def complaint_of(order: RepairOrder, claim: Claim) -> str:
    """The customer's words, as they stand on the order; empty where the job went with a correction of the order."""
    return next((job.complaint for job in order.sheet.jobs if job.id == claim.job_id), "")


def limits_of(tx: Transaction, claim: Claim) -> tuple[Limit, ...]:
    """The limits that count for a claim: those of its make in the dealer's market on the day of the repair."""
    make, market = life.row(tx, claim.vin).make or "", dealer_context(tx).market.code
    return tuple(each for each in all_limits(tx) if each.is_of(make, market, claim.repaired_on))


def all_limits(tx: Transaction) -> Iterable[Limit]:
    """The published limits and the dealer's own."""
    return (*published_limits(), *(limit_of(entry) for _name, entry in lists.LIMITS.all(tx)))


COMMANDS: tuple[Command[Any, Any], ...] = (begin_claim, change_claim, check_claim)
