"""How claims move: submitted, reviewed, answered, appealed, paid, closed, cancelled, and the last step taken back."""

from dataclasses import replace
from datetime import date
from typing import Any

from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.stages.service.claims.rules import answers, checks
from lifecycle_desk.stages.service.claims.rules.claim import Claim, KeptPart
from lifecycle_desk.stages.service.claims.rules.facts import (
    AnsweredTold,
    LineGranted,
    MoneyTold,
    MovedTold,
    PartTold,
    SheetTold,
)
from lifecycle_desk.stages.service.claims.rules.folding import all_of_claim, last_answer, without
from lifecycle_desk.stages.service.claims.rules.limits import kept_until
from lifecycle_desk.stages.service.claims.rules.rights import CLAIM_EDIT, CLAIM_SETTLE
from lifecycle_desk.stages.service.claims.rules.states import (
    ANSWERS,
    APPEALED,
    CANCELLED,
    CLOSED,
    IN_REVIEW,
    PAID,
    SUBMITTED,
    ClaimState,
    NotTheLastClaimStep,
    PartState,
    check_claim_move,
)
from lifecycle_desk.stages.service.claims.tables import claims as claim_rows
from lifecycle_desk.stages.service.claims.tables import lists
from lifecycle_desk.stages.service.claims.usecases import requests
from lifecycle_desk.stages.service.claims.usecases.creating import before_of
from lifecycle_desk.stages.service.claims.usecases.recording import step_day, tell_claim
from lifecycle_desk.stages.service.claims.usecases.requests import (
    AnswerClaim,
    ClaimDone,
    ClaimStep,
    ClaimStepWhy,
    PayClaim,
    TakeBackClaimStep,
    WriteOffClaim,
)
from lifecycle_desk.stages.service.orders.rules.orders import LineKind
from lifecycle_desk.stages.service.orders.rules.validation import text
from lifecycle_desk.stages.service.orders.usecases.asked import tidied
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import ReasonMissing
from lifecycle_desk.vehicle.rules.steps import Step
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.voiding import undone_by


@command(CLAIM_EDIT)
def take_back_claim_step(tx: Transaction, asked: TakeBackClaimStep) -> ClaimDone:
    """Take back the last step of a claim: it stays readable and no longer counts; a claim just begun is cancelled."""
    asked = tidied(tx, asked)
    claim = claim_rows.claim(tx, asked.number)
    found = life.event(tx, claim.status.last_event)
    if found is None or found[0].seq != asked.event or found[0].kind == requests.TAKEN_BACK.event:
        raise NotTheLastClaimStep(claim.number)
    left = without(all_of_claim(life.told(tx, claim.vin), claim.number), asked.event)
    state = left.state if left else CANCELLED
    on = step_day(tx, claim, None)
    lists.forget_answers(tx, claim.key)
    return tell_claim(tx, claim, requests.TAKEN_BACK, asked, on, state, corrects=asked.event)


taken_back = undone_by(take_back_claim_step)


@command(CLAIM_EDIT, undo=taken_back)
def submit_claim(tx: Transaction, asked: ClaimStep) -> ClaimDone:
    """Submit a claim to the maker, or again what was sent back; refused while anything is missing that he asks for."""
    claim = claim_rows.claim(tx, asked.number)
    check_claim_move(claim.number, claim.state, SUBMITTED)
    before = before_of(tx, claim)
    for objection in checks.missing(before):
        raise objection
    tx.note(*checks.doubtful(before))
    on = step_day(tx, claim, asked.on)
    parts = kept_parts(claim, before, on).items()
    told = SheetTold(
        sheet=claim.sheet,
        asked=claim.sheet.asked,
        parts=tuple(PartTold(line, part.state, part.since, part.until, part.reference) for line, part in parts),
        currency=claim.currency,
    )
    return tell_claim(tx, claim, requests.SUBMITTED, asked, on, SUBMITTED, told)


def kept_parts(claim: Claim, before: checks.Before, on: date) -> dict[int, KeptPart]:
    """Where replaced parts are from the submission on: kept as long as the maker says, or where they already are."""
    until = kept_until(before.limits, on)
    replaced = [at for at, line in enumerate(claim.sheet.lines, 1) if line.kind is LineKind.PART]
    known = claim.status.parts
    return {at: known.get(at) or KeptPart(PartState.KEPT, on, until) for at in replaced}


@command(CLAIM_SETTLE, undo=taken_back)
def review_claim(tx: Transaction, asked: ClaimStep) -> ClaimDone:
    """Note that the maker looks at a claim."""
    return _step(tx, requests.REVIEWED, asked, IN_REVIEW)


@command(CLAIM_SETTLE, undo=taken_back)
def answer_claim(tx: Transaction, asked: AnswerClaim) -> ClaimDone:
    """Write down the maker's answer: returned, approved, partly approved or rejected, with what is granted by line.

    Another answer in place of the last one corrects it, while nothing else has happened since.
    """
    return answered(tx, claim_rows.claim(tx, asked.number), asked)


def answered(tx: Transaction, claim: Claim, asked: AnswerClaim) -> ClaimDone:
    """The same for a claim that was read."""
    last = last_answer(life.told(tx, claim.vin), claim.number) if claim.state in ANSWERS else None
    corrects = last.seq if last else None
    if last:
        claim = replace(claim, status=replace(claim.status, state=last.facts_as(MovedTold).was or claim.state))
    answers.check_is_answer(asked.state)
    check_claim_move(claim.number, claim.state, asked.state)
    given = {each.line: (each.granted, text(each.reason, f"lines[{at}].reason")) for at, each in enumerate(asked.lines)}
    granted = answers.granted(claim, asked.state, given)
    on, asked = step_day(tx, claim, asked.on), tidied(tx, asked)
    lines = AnsweredTold(tuple(LineGranted(line, each.amount, each.reason) for line, each in granted.items()))
    return tell_claim(tx, claim, requests.ANSWERED, asked, on, asked.state, lines, corrects)


@command(CLAIM_EDIT, undo=taken_back)
def appeal_claim(tx: Transaction, asked: ClaimStepWhy) -> ClaimDone:
    """Appeal against an answer that grants less than was asked, and say why."""
    return _step(tx, requests.APPEALED, asked, APPEALED, needs_why=True)


@command(CLAIM_SETTLE, undo=taken_back)
def pay_claim(tx: Transaction, asked: PayClaim) -> ClaimDone:
    """Write down that the money of a claim came; what is less or more than was granted stays outstanding."""
    claim = claim_rows.claim(tx, asked.number)
    owed, before = claim.status.outstanding, claim.status.paid if claim.state is PAID else None
    if before is None or owed <= 0:  # the rest of what was granted may come later
        check_claim_move(claim.number, claim.state, PAID)
    came = owed if asked.amount is None else asked.amount
    answers.check_amount(came, "amount")
    paid, granted = (before or 0) + came, claim.status.granted_sum or 0
    if paid != granted:
        tx.note(answers.PaidOtherwise(claim.money(paid), claim.money(granted)))
    on = step_day(tx, claim, asked.on)
    return tell_claim(tx, claim, requests.CAME, asked, on, PAID, MoneyTold(paid=paid, currency=claim.currency))


@command(CLAIM_SETTLE, undo=taken_back)
def write_off_claim(tx: Transaction, asked: WriteOffClaim) -> ClaimDone:
    """Write off what a claim was paid less, or more, than was granted, and say why: nothing of it stays outstanding."""
    claim = claim_rows.claim(tx, asked.number)
    difference = claim.status.outstanding
    if claim.state is not PAID or not difference:
        raise answers.NothingToWriteOff(claim.number)
    asked, on = tidied(tx, asked), step_day(tx, claim, asked.on)
    told = MoneyTold(written_off=difference, currency=claim.currency)
    return tell_claim(tx, claim, requests.WRITTEN_OFF, asked, on, PAID, told)


@command(CLAIM_SETTLE, undo=taken_back)
def close_claim(tx: Transaction, asked: ClaimStep) -> ClaimDone:
    """Close a claim that was paid, or rejected for good; not while other money came than was granted."""
    claim = claim_rows.claim(tx, asked.number)
    if claim.state is PAID and claim.status.outstanding:
        raise answers.DifferenceOutstanding(claim.number, claim.money(claim.status.outstanding))
    return _step(tx, requests.CLOSED, asked, CLOSED)


@command(CLAIM_EDIT, undo=taken_back)
def cancel_claim(tx: Transaction, asked: ClaimStepWhy) -> ClaimDone:
    """Cancel a claim that nothing comes of; its number stays, and its lines can be claimed anew."""
    return _step(tx, requests.CANCELLED, asked, CANCELLED)


def _step[Asked: ClaimStep | ClaimStepWhy](
    tx: Transaction, step: Step[Asked], asked: Asked, state: ClaimState, *, needs_why: bool = False
) -> ClaimDone:
    """A step that says nothing but its state, and perhaps why."""
    claim, asked = claim_rows.claim(tx, asked.number), tidied(tx, asked)
    check_claim_move(claim.number, claim.state, state)
    if needs_why and isinstance(asked, ClaimStepWhy) and not asked.why:
        raise ReasonMissing
    return tell_claim(tx, claim, step, asked, step_day(tx, claim, asked.on), state)


COMMANDS: tuple[Command[Any, Any], ...] = (
    submit_claim,
    review_claim,
    answer_claim,
    appeal_claim,
    pay_claim,
    write_off_claim,
    close_claim,
    cancel_claim,
    take_back_claim_step,
)
