"""How the steps of a claim are told: which claim, where it stands and why; its amounts and marks stay with it."""

from datetime import date

import pytest
from claiming import answered, begun, claim, step, submitted
from workshop import VIN

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.said import Said
from lifecycle_desk.language import Language
from lifecycle_desk.stages.service.claims.rules.limits import OwnLimit, Wants, limit_of
from lifecycle_desk.stages.service.claims.rules.states import ClaimEvent, ClaimState, PartState
from lifecycle_desk.stages.service.claims.rules.wording import part_named
from lifecycle_desk.stages.service.claims.usecases.parts import (
    authorise_claim,
    drop_claim_limit,
    keep_claim_limit,
    move_claim_part,
)
from lifecycle_desk.stages.service.claims.usecases.requests import (
    AuthoriseClaim,
    ClaimStepWhy,
    DropClaimLimit,
    KeepClaimLimit,
    MoveClaimPart,
    PayClaim,
    TakeBackClaimStep,
    WriteOffClaim,
)
from lifecycle_desk.stages.service.claims.usecases.transitions import (
    appeal_claim,
    cancel_claim,
    pay_claim,
    take_back_claim_step,
    write_off_claim,
)
from lifecycle_desk.vehicle.rules import wording
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.wording import Worded, worded
from lifecycle_desk.vehicle.usecases.showing import page

ENGLISH = Language("en")
REASON = "Reason"


def said(piece: object) -> str:
    if isinstance(piece, Said):
        return ENGLISH(piece.message, **piece.facts)
    return piece if type(piece) is str else ENGLISH.spoken(piece)


def told_of(user) -> list[tuple[RecordedEvent, Worded]]:
    told = [line.told for line in page(user, VIN).lines if line.told.kind.startswith("service.claim")]
    return [(each, worded(each)) for each in sorted(told, key=lambda each: each.seq)]


def words_of(words: Worded) -> tuple[list[str], list[tuple[str, str]]]:
    return [said(each) for each in words.detail], [(ENGLISH(label), said(value)) for label, value in words.facts]


def test_every_step_of_a_claim_has_its_words_and_none_tells_an_amount_or_a_mark(own_shop):
    number = submitted(own_shop).number
    authorise_claim(own_shop, AuthoriseClaim(number, "AU-7", 12_345))
    move_claim_part(
        own_shop,
        MoveClaimPart(number=number, line=2, state=PartState.SENT, until=date(2027, 3, 1), reference="SHIP-9"),
    )
    step(own_shop, number, ClaimState.IN_REVIEW)
    answered(own_shop, number, ClaimState.PARTLY_APPROVED, (1, 40_000, "0.4 h"), why="Less time", maker_number="MK-5")
    appeal_claim(own_shop, ClaimStepWhy(number, "The part is covered."))
    answered(own_shop, number, ClaimState.APPROVED)
    pay_claim(own_shop, PayClaim(number, 349_500))
    write_off_claim(own_shop, WriteOffClaim(number, "bank charges"))
    taken = take_back_claim_step(
        own_shop, TakeBackClaimStep(number, claim(own_shop, number).status.last_event, "by mistake")
    ).value
    assert taken.outstanding == Money(500, "THB")
    write_off_claim(own_shop, WriteOffClaim(number, "bank charges"))
    step(own_shop, number, ClaimState.CLOSED)
    cancel_claim(own_shop, ClaimStepWhy(begun(own_shop, on=date(2026, 11, 20)).number, "Not ours"))

    found = told_of(own_shop)

    assert {told.kind for told, _ in found} == {each.value for each in ClaimEvent}
    for told, words in found:
        detail, facts = words_of(words)
        why = told.facts.get("why")
        marks = {"service.claim_part": ["Line 2: Sent"], "service.claim_authorised": ["AU-7"]}.get(told.kind, [])
        assert detail == [f"Claim {told.facts['claim']}", *marks, *([why] if why else [])], told.kind
        assert facts == ([(REASON, why)] if why else []), told.kind
        assert said(words.title) == ENGLISH(ClaimEvent.of(told.kind).label)


def test_an_answer_has_the_chip_of_where_the_claim_stands_and_a_step_named_after_it_or_a_part_has_none(own_shop):
    number = submitted(own_shop).number
    authorise_claim(own_shop, AuthoriseClaim(number, "AU-7", 12_345))
    step(own_shop, number, ClaimState.APPROVED)

    chips = {told.kind: (words.state, words.icon) for told, words in told_of(own_shop)}

    assert chips["service.claim_answered"] == ((ClaimState.APPROVED.label, "ok"), "shield-check")
    assert chips["service.claim_authorised"] == (None, "shield-check")
    assert chips["service.claim_submitted"] == (None, "shield-check")


def test_what_another_dealer_told_of_a_claim_says_its_kind_alone(own_shop):
    begin = begun(own_shop)
    told = next(told for told, _ in told_of(own_shop) if told.seq == begin.event)
    bare = RecordedEvent(told.seq, told.on, told.kind, {})
    assert (worded(bare).detail, worded(bare).facts, worded(bare).state) == ((), (), None)


def test_a_limit_of_ones_own_is_told_by_its_name(own_shop):
    limit = {
        "id": "own-mg",
        "brands": ["MG"],
        "wants": "parts_kept",
        "days": 30,
        "valid_from": "2026-01-01",
        "source": "Letter",
    }
    keep_claim_limit(own_shop, KeepClaimLimit(limit))
    drop_claim_limit(own_shop, DropClaimLimit("own-mg"))
    for kind, facts in (
        ("dealer.claim_limit_kept", {"limit": limit}),
        ("dealer.claim_limit_dropped", {"name": "own-mg"}),
    ):
        assert kind in wording._KNOWN
        words = worded(RecordedEvent(1, date(2026, 1, 1), kind, facts))
        assert words.detail == ("own-mg",)
        assert words.facts == ()


@pytest.mark.parametrize(
    ("wants", "figure"),
    [(Wants.PARTS_KEPT, {"days": 30}), (Wants.AUTHORISATION, {"above": 300_000, "currency": "THB"})],
)
def test_a_limit_of_the_dealers_own_is_kept_with_the_figure_that_it_is_about_and_no_other(wants, figure):
    own = OwnLimit(wants=wants, make="BYD", valid_from=date(2026, 1, 1), above=300_000, days=30, source="Circular 3")
    told = own.entry("THB")
    assert {name: told[name] for name in ("above", "currency", "days") if name in told} == figure
    assert limit_of(told).wants is wants


def test_a_part_of_which_no_state_was_told_is_not_named():
    assert part_named(RecordedEvent(1, date(2026, 1, 1), ClaimEvent.PART, {"line": 2}), {}) is None
