"""The example's claims: what the customers of past visits did not pay, in every state that a claim can be in."""

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from itertools import cycle
from random import Random

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.market.examples import Example
from lifecycle_desk.overview.usecases.demo.cars import Car
from lifecycle_desk.overview.usecases.demo.lists import note
from lifecycle_desk.overview.usecases.demo.shop import OPENS, Shop
from lifecycle_desk.stages.service.claims.rules.claim import KIND_OF, Claim, ClaimKind, ClaimSheet, Split
from lifecycle_desk.stages.service.claims.rules.states import (
    APPROVED,
    PARTLY,
    REJECTED,
    RETURNED,
    ClaimState,
    PartState,
)
from lifecycle_desk.stages.service.claims.usecases.creating import begin_claim, change_claim, check_claim
from lifecycle_desk.stages.service.claims.usecases.parts import move_claim_part
from lifecycle_desk.stages.service.claims.usecases.requests import (
    AnswerClaim,
    BeginClaim,
    ChangeClaim,
    ClaimStep,
    ClaimStepWhy,
    LineAnswer,
    MoveClaimPart,
    OfClaim,
    PayClaim,
)
from lifecycle_desk.stages.service.claims.usecases.showing import claim_now, claim_page, to_claim
from lifecycle_desk.stages.service.claims.usecases.transitions import (
    answer_claim,
    appeal_claim,
    cancel_claim,
    close_claim,
    pay_claim,
    review_claim,
    submit_claim,
)
from lifecycle_desk.stages.service.orders.usecases.showing import orders_of

type Act = Callable[[UserSession, str], object]

SUBMITTED_AFTER, ANSWERED_AFTER, PAID_AFTER = 2, 24, 41  # days after the visit
A_CUT = 0.3  # how often the maker grants less
SPLIT = Split(maker=Decimal(70), dealer=Decimal(30), customer=Decimal(0))
RECENT = 190  # days: younger claims are still on their way
MONEY_SOON = 60  # days: as the small ones are, which makers decide quickly
ON_THEIR_WAY = ("draft", "submitted", "in_review", "returned", "parts", "partly", "rejected", "appealed", "approved")
OF_SMALL_JOBS = ("approved", "returned", "parts", "submitted", "partly", "draft", "rejected", "in_review", "appealed")


def happen(
    shop: Shop,
    cars: Sequence[tuple[Car, Sequence[date]]],
    recent: int = RECENT,
    on_their_way: Sequence[str] = ON_THEIR_WAY,
) -> None:
    """Let past visits be claimed; dice of their own, so that nothing else of the example moves."""
    dice, fates = Random(f"claims {shop.pack.code}"), cycle(on_their_way)  # noqa: S311 (invented on purpose)
    clerk = next((each.name for each in shop.members if each.role is Role.WARRANTY), None)
    visits = sorted(((car, day) for car, days in cars for day in days), key=lambda visit: visit[1])
    for car, day in visits:
        on_its_way = (shop.today - day).days <= recent and _is_claimed(shop, car, day)
        _claim(shop, car, day, clerk, next(fates) if on_its_way else "paid", cut=dice.random() < A_CUT)


def _is_claimed(shop: Shop, car: Car, day: date) -> bool:
    """Whether somebody else than the customer pays for something of a visit: no other takes a fate."""
    came = shop.came.get((car.vin, day))
    return came is not None and any(line.pays in KIND_OF for job in came.jobs for line in job.lines)


def _claim(shop: Shop, car: Car, day: date, clerk: str | None, fate: str, *, cut: bool) -> None:
    """Begin the claims of one visit, and let them go as far as their fate says."""
    numbers: list[str] = []

    def begin(user: UserSession) -> None:
        order = next((each for each in orders_of(user, car.vin) if each.handed_over_on == day), None)
        for one in to_claim(user, order.number) if order else ():
            number = begin_claim(user, BeginClaim(order.number if order else "", one.job + 1, one.pays)).value.number
            if _written(shop, user, number) and fate != "draft":
                numbers.append(number)

    _on(shop, day, SUBMITTED_AFTER, clerk, begin)
    for after, act in _steps(shop.example, fate, cut=cut):
        _on(shop, day, after, clerk, partial(_each, numbers, act))


def _each(numbers: list[str], act: Act, user: UserSession) -> None:
    """Do something with each of some claims, which are known only once they are begun."""
    for number in numbers:
        act(user, number)


def _on(shop: Shop, day: date, after: int, who: str | None, act: Callable[[UserSession], object]) -> None:
    """Do something some days after a visit, if that day has come."""
    moment = shop.at(day + timedelta(days=after), OPENS + 1)
    if moment <= shop.now:
        shop.diary.note(moment, act, who)


def _written(shop: Shop, user: UserSession, number: str) -> bool:
    """Fill in the maker's needs; gives whether the claim can be submitted. What cannot be is cancelled."""
    page = claim_page(user, number)
    claim = page.claim
    code = next((each.trouble_code for each in shop.example.jobs if each.complaint == page.complaint), None)
    told = {each.name: getattr(_sheet(claim, code or ""), each.name) for each in fields(ClaimSheet)}
    change_claim(user, ChangeClaim(number=number, revision=claim.revision, **told))
    missing = check_claim(user, OfClaim(number)).value.missing
    if missing:
        cancel_claim(user, ClaimStepWhy(number, ""))
    return not missing


def _sheet(claim: Claim, code: str) -> ClaimSheet:
    """The sheet with the trouble code at the causal line, and what its kind asks for."""
    causal, lines = claim.sheet.causal, list(claim.sheet.lines)
    if code and causal:
        lines[lines.index(causal)] = replace(causal, trouble_code=code)
    part = claim.sheet.causal_part or (causal.code or causal.text if causal else "")
    sheet = replace(claim.sheet, lines=tuple(lines), causal_part=part)
    if claim.kind is ClaimKind.CAMPAIGN:
        return replace(sheet, campaign=f"C-{claim.repaired_on.year}-07")
    return replace(sheet, split=SPLIT) if claim.kind is ClaimKind.GOODWILL else sheet


def _steps(own: Example, fate: str, *, cut: bool) -> list[tuple[int, Act]]:
    """The steps of a claim, by the days after the visit."""
    steps: list[tuple[int, Act]] = [(SUBMITTED_AFTER, _submit)]
    if fate in {"draft", "submitted"}:
        return steps
    if fate == "in_review":
        return [*steps, (SUBMITTED_AFTER + 3, lambda user, number: review_claim(user, ClaimStep(number)))]
    if fate == "parts":
        return [*steps, (SUBMITTED_AFTER + 4, _parts_wanted)]
    states = {"returned": RETURNED, "rejected": REJECTED, "appealed": REJECTED, "approved": APPROVED, "partly": PARTLY}
    state = states.get(fate, PARTLY if cut else APPROVED)
    steps.append((ANSWERED_AFTER, lambda user, number: _answer(user, number, state, note(own, "claim_cut"))))
    if fate == "appealed":
        why = note(own, "claim_appeal")
        steps.append((ANSWERED_AFTER + 2, lambda user, number: appeal_claim(user, ClaimStepWhy(number, why))))
    if fate == "paid":
        steps.append((PAID_AFTER, lambda user, number: pay_claim(user, PayClaim(number))))
        steps.append((PAID_AFTER + 1, lambda user, number: close_claim(user, ClaimStep(number))))
    return steps


def _submit(user: UserSession, number: str) -> None:
    submit_claim(user, ClaimStep(number))


def _answer(user: UserSession, number: str, state: ClaimState, why: str) -> None:
    """An answer; where the maker grants less, it is a third of the first line."""
    lines = claim_now(user, number).sheet.lines
    cut = (LineAnswer(1, lines[0].asked * 2 // 3, why),) if state is PARTLY else ()
    meant = APPROVED if state is PARTLY and not lines[0].asked else state
    answer_claim(user, AnswerClaim(number=number, state=meant, lines=cut))


def _parts_wanted(user: UserSession, number: str) -> None:
    """The maker asks for the parts that are kept."""
    for line, part in claim_now(user, number).status.parts.items():
        if part.state is PartState.KEPT:
            move_claim_part(user, MoveClaimPart(number=number, line=line, state=PartState.REQUESTED))
