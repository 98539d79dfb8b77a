"""Before a claim is submitted: each thing that is missing is named, with its place and a sentence."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from claiming import CAMPAIGN, ELECTRIC, GOODWILL, PLAIN, begun, changed, claim, logged, step, with_line
from workshop import LOGGED, VIN, moved, opened, sheet_of, sound

from lifecycle_desk.base.money import Money
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.cover.rules import PartGroup
from lifecycle_desk.cover.usecases import KeepRule, keep_cover_rule
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.stages.service.claims.rules import checks
from lifecycle_desk.stages.service.claims.rules.claim import Split
from lifecycle_desk.stages.service.claims.rules.limits import LimitUnknown, LimitUnread, limit_of, published_limits
from lifecycle_desk.stages.service.claims.rules.states import CANCELLED, REJECTED, SUBMITTED, ClaimState
from lifecycle_desk.stages.service.claims.usecases.creating import begin_claim, check_claim
from lifecycle_desk.stages.service.claims.usecases.parts import authorise_claim, drop_claim_limit, keep_claim_limit
from lifecycle_desk.stages.service.claims.usecases.requests import (
    AuthoriseClaim,
    BeginClaim,
    ClaimStep,
    DropClaimLimit,
    KeepClaimLimit,
    OfClaim,
)
from lifecycle_desk.stages.service.claims.usecases.transitions import submit_claim
from lifecycle_desk.stages.service.orders.rules.orders import Line, LineKind, PayType
from lifecycle_desk.stages.service.orders.rules.states import CHECK, IN_WORK, READY
from lifecycle_desk.stages.service.orders.rules.validation import TextTooLong
from lifecycle_desk.stages.service.orders.usecases.orders import change_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import ChangeRepairOrder
from lifecycle_desk.vehicle.rules.life import Event, VehicleState
from lifecycle_desk.vehicle.usecases.recording import record_event

SPLIT = Split(maker=Decimal(80), dealer=Decimal(20), customer=Decimal(0))


def missing(user: UserSession, number: str) -> list[tuple[str, str | None]]:
    """What the check names, and where."""
    found = check_claim(user, OfClaim(number)).value
    return [(each.rule, each.at) for each in found.missing]


def refused(user: UserSession, number: str) -> tuple[str, str | None]:
    """What submitting it is refused for."""
    with pytest.raises(Exception) as why:  # noqa: PT011 (each case says which)
        submit_claim(user, ClaimStep(number))
    assert claim(user, number).state is ClaimState.DRAFT
    return why.value.rule, why.value.at


def test_a_whole_claim_misses_nothing(shop: UserSession):
    number = begun(shop).number
    assert missing(shop, number) == []
    done = submit_claim(shop, ClaimStep(number))
    assert [each.rule for each in done.warnings] == ["cover_not_known"]  # the car was never handed over here
    assert sound(shop)


@pytest.mark.parametrize(("changes", "rule", "at"), [
    ({"cause": ""}, "claim_cause_missing", "cause"),
    ({"correction": " "}, "claim_correction_missing", "correction"),
    ({"causal_part": ""}, "claim_causal_part_missing", "causal_part"),
    ({"lines": ()}, "claim_has_no_line", "lines"),
])  # fmt: skip
def test_each_empty_field_is_named(shop: UserSession, changes, rule, at):
    number = begun(shop).number
    changed(shop, number, **changes)
    assert missing(shop, number) == [(rule, at)]
    assert refused(shop, number) == (rule, at)


def test_all_that_is_missing_is_told_at_once_in_sentences(shop: UserSession):
    number = begun(shop).number
    changed(shop, number, cause="", correction="", causal_part="")
    found = check_claim(shop, OfClaim(number)).value.missing
    english = spoken(shop, "en")
    assert [english.sentence(each) for each in found] == [
        "The cause is missing: what was found.",
        "The correction is missing: what was done.",
        "The causal part is missing: number or name of the part that caused the fault.",
    ]


def test_an_order_without_complaint_is_named(shop: UserSession):
    number = opened(shop).number
    moved(shop, number, IN_WORK, CHECK, READY)
    job = replace(PLAIN, complaint="")
    change_repair_order(shop, ChangeRepairOrder(number=number, revision=4, **sheet_of(shop, number, jobs=(job,))))
    made = begin_claim(shop, BeginClaim(number)).value
    assert missing(shop, made.number) == [("claim_complaint_missing", "complaint")]


def test_nothing_asked_is_named(shop: UserSession):
    number = begun(shop).number
    for at in (0, 1):
        with_line(shop, number, at, asked=0)
    assert missing(shop, number) == [("nothing_asked", "lines")]


def test_an_electric_fault_needs_its_trouble_code(shop: UserSession):
    number = begun(shop, ELECTRIC).number
    assert missing(shop, number) == [("trouble_code_missing", "lines[1].trouble_code")]
    with_line(shop, number, 0, trouble_code="P0532-00")  # the line that found it may hold it
    assert missing(shop, number) == []


@pytest.mark.parametrize(("text", "asks"), [
    ("Inverter", True), ("Charge port", True), ("Left headlight", True), ("Window regulator", False), ("Rust", False),
])  # fmt: skip
def test_which_parts_are_electric_is_told_by_their_words(shop: UserSession, text, asks):
    lines = (PLAIN.lines[0], replace(PLAIN.lines[1], text=text, code="X-1"))
    number = begun(shop, replace(PLAIN, lines=lines)).number
    assert bool(missing(shop, number)) is asks


def test_a_campaign_needs_its_number_and_no_trouble_code(shop: UserSession):
    job = replace(CAMPAIGN, lines=(replace(CAMPAIGN.lines[0], text="Update the BMS", group=PartGroup.BATTERY),))
    number = begun(shop, job).number
    changed(shop, number, causal_part="BMS")
    assert missing(shop, number) == [("campaign_number_missing", "campaign")]
    changed(shop, number, campaign="C-26-017")
    assert missing(shop, number) == []


def test_goodwill_needs_its_split(shop: UserSession):
    number = begun(shop, GOODWILL).number
    changed(shop, number, causal_part="Bonnet")
    assert missing(shop, number) == [("split_missing", "split")]
    changed(shop, number, split=SPLIT)
    assert missing(shop, number) == []


@pytest.mark.parametrize(("faulty", "new", "at"), [
    ("S-1", "", "lines[1].new_serial"), ("", "S-2", "lines[1].faulty_serial"), ("S-1", "S-2", None), ("", "", None),
])  # fmt: skip
def test_both_serial_numbers_go_together(shop: UserSession, faulty, new, at):
    number = begun(shop).number
    with_line(shop, number, 1, faulty_serial=faulty, new_serial=new)
    assert missing(shop, number) == ([("serial_missing", at)] if at else [])


def test_the_same_part_of_the_same_repair_is_claimed_once(shop: UserSession):
    first, second = begun(shop).number, begun(shop).number
    other_day = begun(shop, on=date(2026, 11, 20)).number
    assert missing(shop, second) == [("duplicate_claim", "causal_part")]
    assert missing(shop, other_day) == []
    found = check_claim(shop, OfClaim(second)).value.missing[0]
    assert found.facts == {"number": first}
    step(shop, first, CANCELLED)
    assert missing(shop, second) == []
    step(shop, second, SUBMITTED)
    step(shop, second, REJECTED)
    assert missing(shop, begun(shop).number) == []  # what was rejected asks no more


def rule(**more: object) -> dict[str, object]:
    """A rule of the dealer's own, under which the car would be covered from its arrival on."""
    told = {
        "id": "own-vehicle",
        "part": "vehicle",
        "months": 36,
        "km": 100_000,
        "brands": ["MG"],
        "valid_from": "2015-01-01",
        "looked_up_on": "2026-11-01",
        "source": "Our own booklet",
        "retroactive": True,
    }
    return told | more


def handed_over_car(user: UserSession, on: date) -> None:
    """Let the car have been first registered on a day, from which its warranty runs."""
    with user.store.writing(None) as tx:
        sets = VehicleState(first_registered_on=on, warranty_started_on=on, handed_over_on=on, sold_on=on)
        record_event(tx, Event(VIN, LOGGED.on, "sale.registered", {}, sets=sets))


def test_what_is_not_covered_is_refused_with_the_reason_and_claimed_as_goodwill(shop: UserSession):
    keep_cover_rule(shop, KeepRule(rule(months=12)))
    handed_over_car(shop, date(2016, 1, 4))
    number = begun(shop).number
    assert missing(shop, number) == [("claim_not_covered", "lines")]
    sentence = spoken(shop, "en").sentence(check_claim(shop, OfClaim(number)).value.missing[0])
    assert sentence.startswith("“Vehicle” is not covered: Cover ended on 3 Jan 20")
    assert sentence.endswith("Claim it as goodwill instead.")
    as_goodwill = tuple(replace(line, pays=PayType.GOODWILL) for line in PLAIN.lines[:2])
    goodwill = begun(shop, replace(PLAIN, lines=as_goodwill), on=date(2026, 11, 20)).number
    changed(shop, goodwill, split=SPLIT)
    assert missing(shop, goodwill) == []


def test_what_is_covered_is_submitted_without_a_warning(shop: UserSession):
    keep_cover_rule(shop, KeepRule(rule(months="unlimited")))
    handed_over_car(shop, date(2026, 1, 4))
    done = submit_claim(shop, ClaimStep(begun(shop).number))
    assert done.warnings == ()


def limit(**more: object) -> dict[str, object]:
    told = {
        "id": "mg-th-authorisation",
        "brands": ["MG"],
        "markets": ["TH"],
        "wants": "authorisation",
        "above": 300_000,
        "currency": "THB",
        "valid_from": "2026-01-01",
        "source": "Circular 26-3 of the importer",
    }
    return told | more


def test_above_a_limit_the_maker_is_asked_first(shop: UserSession):
    keep_claim_limit(shop, KeepClaimLimit(limit()))
    number = begun(shop).number
    assert missing(shop, number) == [("authorisation_missing", "authorisation")]
    sentence = spoken(shop, "en").sentence(check_claim(shop, OfClaim(number)).value.missing[0])
    assert "3,000.00" in sentence
    assert "Circular 26-3" in sentence
    authorise_claim(shop, AuthoriseClaim(number, "PA-1", 340_000))
    found = check_claim(shop, OfClaim(number)).value.missing
    assert [each.rule for each in found] == ["authorised_for_less"]
    assert found[0].facts == {"authorised": Money(340_000, "THB"), "asked": Money(350_000, "THB")}
    authorise_claim(shop, AuthoriseClaim(number, "PA-2", 350_000))
    assert missing(shop, number) == []
    assert sound(shop)


@pytest.mark.parametrize("more", [
    {"above": 350_000}, {"currency": "USD"}, {"markets": ["ZA"]}, {"brands": ["BYD"]}, {"valid_until": "2026-11-23"},
    {"valid_from": "2026-11-25"},
])  # fmt: skip
def test_a_limit_counts_only_where_and_when_it_is_in_force(shop: UserSession, more):
    keep_claim_limit(shop, KeepClaimLimit(limit(**more)))
    assert missing(shop, begun(shop).number) == []


def test_above_a_limit_a_technical_report_is_wanted(shop: UserSession):
    keep_claim_limit(shop, KeepClaimLimit(limit(id="mg-report", wants="technical_report")))
    number = begun(shop).number
    assert missing(shop, number) == [("technical_report_missing", "technical_report")]
    changed(shop, number, technical_report="TR-5")
    assert missing(shop, number) == []


def test_parts_are_kept_as_long_as_the_limit_says(shop: UserSession):
    kept = {name: value for name, value in limit().items() if name not in {"above", "currency"}}
    keep_claim_limit(shop, KeepClaimLimit(kept | {"id": "mg-parts", "wants": "parts_kept", "days": 90}))
    number = begun(shop).number
    step(shop, number, SUBMITTED)
    part = claim(shop, number).status.parts[2]
    assert part.until is not None
    assert (part.until - part.since).days == 90


def test_own_limits_are_dropped_again(shop: UserSession):
    keep_claim_limit(shop, KeepClaimLimit(limit()))
    drop_claim_limit(shop, DropClaimLimit("mg-th-authorisation"))
    assert missing(shop, begun(shop).number) == []
    with pytest.raises(LimitUnknown):
        drop_claim_limit(shop, DropClaimLimit("mg-th-authorisation"))


@pytest.mark.parametrize("more", [
    {"id": "Big Name"}, {"brands": []}, {"wants": "money"}, {"above": None}, {"above": -1}, {"above": "many"},
    {"currency": ""}, {"days": 5}, {"valid_from": "soon"}, {"source": " "}, {"unknown": 1}, {"wants": "parts_kept"},
])  # fmt: skip
def test_an_entry_that_is_no_limit_is_refused_in_a_sentence(shop: UserSession, more):
    with pytest.raises(LimitUnread):
        keep_claim_limit(shop, KeepClaimLimit(limit(**more)))
    with pytest.raises(LimitUnread):
        limit_of({})


def test_the_published_limits_are_dated_and_sourced():
    assert published_limits()
    for each in published_limits():
        assert each.source
        assert each.valid_from
    gwm = published_limits()[0]
    assert gwm.is_of("Haval", "ZA", date(2026, 1, 1))
    assert gwm.asks(1_500_001, "ZAR")
    assert not gwm.asks(1_500_000, "ZAR")


def test_endless_texts_are_refused_beside_their_field(shop: UserSession):
    number = begun(shop).number
    with pytest.raises(TextTooLong) as why:
        changed(shop, number, campaign="x" * 61)
    assert why.value.at == "campaign"


def test_every_check_has_a_case_here():
    """Each class of the module that can be missing is named by a test above."""
    told = {
        *("ClaimComplaintMissing", "ClaimCauseMissing", "ClaimCorrectionMissing", "ClaimCausalPartMissing"),
        *("TroubleCodeMissing", "SerialMissing", "CampaignNumberMissing", "SplitMissing", "ClaimHasNoLine"),
        *("NothingAsked", "AuthorisationMissing", "AuthorisedForLess", "TechnicalReportMissing", "ClaimNotCovered"),
        *("DuplicateClaim", "LineChangedSince"),
    }
    elsewhere = {"TroubleCodeMalformed", "SplitNotWhole", "AskedTooMuch", "CoverNotKnown", "CoverReason"}
    classes = {
        name
        for name, each in vars(checks).items()
        if isinstance(each, type) and each.__module__ == checks.__name__ and issubclass(each, Exception)
    }
    assert classes == told | elsewhere


def test_a_claim_of_labour_alone_names_its_causal_part(shop: UserSession):
    lines = (Line(kind=LineKind.LABOUR, text="Adjust the door", hours=Decimal(1), price=1, pays=PayType.WARRANTY),)
    number = begin_claim(shop, BeginClaim(logged(shop, replace(PLAIN, lines=lines)))).value.number
    assert missing(shop, number) == [("claim_causal_part_missing", "causal_part")]
