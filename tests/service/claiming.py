"""A repair under warranty of a car that is covered, and the claims that tests make of it."""

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

from workshop import COOLING, LOGGED, VIN

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.cover.rules import PartGroup
from lifecycle_desk.stages.service.claims.rules.claim import Claim, ClaimSheet
from lifecycle_desk.stages.service.claims.rules.states import ANSWERS, ClaimState
from lifecycle_desk.stages.service.claims.tables import claims as claim_rows
from lifecycle_desk.stages.service.claims.usecases.creating import begin_claim, change_claim
from lifecycle_desk.stages.service.claims.usecases.requests import (
    AnswerClaim,
    BeginClaim,
    ChangeClaim,
    ClaimDone,
    ClaimStep,
    ClaimStepWhy,
    LineAnswer,
    PayClaim,
)
from lifecycle_desk.stages.service.claims.usecases.transitions import (
    answer_claim,
    appeal_claim,
    cancel_claim,
    close_claim,
    pay_claim,
    review_claim,
    submit_claim,
)
from lifecycle_desk.stages.service.orders.rules.orders import Job, Line, LineKind, PayType
from lifecycle_desk.stages.service.orders.usecases.orders import log_repair_order

PLAIN = Job(
    complaint="The window does not close.",
    cause="Window regulator broken.",
    correction="Window regulator replaced.",
    lines=(
        Line(kind=LineKind.LABOUR, code="WR-1", text="Replace", hours=Decimal(1), price=100_000, pays=PayType.WARRANTY),
        Line(
            kind=LineKind.PART,
            code="WR-100",
            text="Window regulator",
            quantity=Decimal(1),
            price=250_000,
            pays=PayType.WARRANTY,
            causal=True,
        ),
        Line(kind=LineKind.SUNDRIES, text="Grease", price=5_000),
    ),
)
GOODWILL = replace(
    PLAIN,
    complaint="The paint peels.",
    lines=(
        Line(kind=LineKind.LABOUR, text="Paint the bonnet", hours=Decimal(2), price=99_999, pays=PayType.GOODWILL),
        Line(kind=LineKind.SUBLET, text="Paint shop", supplier="Lack", price=33_333, pays=PayType.GOODWILL),
    ),
)
UPDATE = Line(kind=LineKind.LABOUR, text="Update", hours=Decimal("0.4"), price=100_000, pays=PayType.CAMPAIGN)
CAMPAIGN = replace(PLAIN, lines=(UPDATE,))


def logged(user: UserSession, *jobs: Job, on: date = LOGGED.on) -> str:
    """An order that was handed over; gives its number."""
    return log_repair_order(user, replace(LOGGED, vin=VIN, jobs=jobs or (PLAIN,), on=on)).value.number


def begun(user: UserSession, *jobs: Job, on: date = LOGGED.on) -> ClaimDone:
    """A claim of such an order."""
    return begin_claim(user, BeginClaim(logged(user, *jobs, on=on))).value


def claim(user: UserSession, number: str) -> Claim:
    """A claim as it is kept."""
    with user.store.reading() as tx:
        return claim_rows.claim(tx, number)


def changed(user: UserSession, number: str, **changes: object) -> ClaimDone:
    """Change what is written on a claim."""
    found = claim(user, number)
    sheet = replace(found.sheet, **changes)
    told = {each.name: getattr(sheet, each.name) for each in fields(ClaimSheet)}
    return change_claim(user, ChangeClaim(number=number, revision=found.revision, **told)).value


def with_line(user: UserSession, number: str, at: int, **changes: object) -> ClaimDone:
    """Change a line of a claim, by its place from 0."""
    lines = list(claim(user, number).sheet.lines)
    lines[at] = replace(lines[at], **changes)
    return changed(user, number, lines=tuple(lines))


def submitted(user: UserSession, *jobs: Job) -> ClaimDone:
    """A claim that the maker has."""
    return submit_claim(user, ClaimStep(begun(user, *jobs).number)).value


def answered(
    user: UserSession, number: str, state: ClaimState, *lines: tuple[int, int, str], **more: object
) -> ClaimDone:
    """The maker's answer."""
    asked = AnswerClaim(number=number, state=state, lines=tuple(LineAnswer(*each) for each in lines), **more)
    return answer_claim(user, asked).value


def step(user: UserSession, number: str, state: ClaimState) -> ClaimDone:
    """One step of a claim to a state, whatever the step needs to be told."""
    if state is ClaimState.PARTLY_APPROVED:
        return answered(user, number, state, (1, 40_000, "0.4 h"))
    if state in ANSWERS:
        return answered(user, number, state)
    verb, asked = {
        ClaimState.SUBMITTED: (submit_claim, ClaimStep(number)),
        ClaimState.IN_REVIEW: (review_claim, ClaimStep(number)),
        ClaimState.APPEALED: (appeal_claim, ClaimStepWhy(number, "The part is covered.")),
        ClaimState.PAID: (pay_claim, PayClaim(number)),
        ClaimState.CLOSED: (close_claim, ClaimStep(number)),
        ClaimState.CANCELLED: (cancel_claim, ClaimStepWhy(number, "")),
    }[state]
    return verb(user, asked).value


ELECTRIC = replace(
    COOLING,
    lines=tuple(replace(line, group=PartGroup.BATTERY) if line.causal else line for line in COOLING.lines),
)
