"""Diagnosis: a session is one event and can be taken back; who had a code, and what cured it, over all cars."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from read_out import BMS, GATEWAY, another_car, at, isolation, over, read_out, visit
from sqlalchemy import text
from workshop import VIN, kinds, opened, sound

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.books.usecases import books
from lifecycle_desk.stages.service.diagnosis.rules.diagnosis import (
    CodeRead,
    Description,
    DiagnosisGone,
    DiagnosisKnown,
    DiagnosisOfNothing,
    EcuRead,
    NothingReadOut,
    OrderOfAnother,
    Outcome,
    TooManyCodes,
    UnknownDiagnosis,
    best,
)
from lifecycle_desk.stages.service.diagnosis.rules.trouble_codes import read_code
from lifecycle_desk.stages.service.diagnosis.tables import sessions as diagnosis_rows
from lifecycle_desk.stages.service.diagnosis.usecases.diagnosis import (
    DescribeCodes,
    RecordDiagnosis,
    TakeBackDiagnosis,
    describe_codes,
    record_diagnosis,
    take_back_diagnosis,
)
from lifecycle_desk.stages.service.diagnosis.usecases.who_had import CodeHistory, code_card, sessions_of
from lifecycle_desk.stages.service.orders.rules.orders import Job, Line, LineKind
from lifecycle_desk.stages.service.orders.rules.states import OrderClosed
from lifecycle_desk.stages.service.orders.usecases.requests import CancelRepairOrder
from lifecycle_desk.stages.service.orders.usecases.transitions import cancel_repair_order
from lifecycle_desk.stages.service.room import ROOM as OF_SERVICE
from lifecycle_desk.vehicle.rules.life import ReasonMissing
from lifecycle_desk.vehicle.rules.wording import worded
from lifecycle_desk.vehicle.usecases.erasing import ErasePerson, erase_person
from lifecycle_desk.vehicle.usecases.showing import look_for, page

CHECKS = tuple(OF_SERVICE.offered("checks"))

P0AA6 = read_code("P0AA6")


def _cases(user, code="P0AA6"):
    listing = CodeHistory(user, read_code(code))
    keys = listing.keys()
    rows = listing.rows(keys)
    return [rows[key] for key in keys]


def _counted(**counts):
    return CodeRead(code="P0AA6", **counts)


def test_a_session_is_one_event_of_the_life_and_stands_at_its_order(shop):
    number = opened(shop).number
    done = read_out(shop, number, started=at(23), software="R7.2", tool="Tester 4", odometer=Distance(48_001))

    assert done.codes == ("P0AA6-1A", "U0100")
    assert ("diagnosis", True) in kinds(shop)
    told = next(line.told for line in page(shop, VIN).lines if line.told.kind == "service.diagnosis")
    assert (told.on, told.odometer, told.facts["order"]) == (date(2026, 11, 23), Distance(48_001), number)
    assert told.facts["ecus"][0]["codes"] == [{"code": "P0AA6-1A", "status": 0x2F, "text": "Isolation fault"}]
    assert dict(worded(told).title.facts) == {"n": 2}
    (shown,) = sessions_of(shop, number, "en")
    assert (shown.stored.session.software, shown.stored.session.tool) == ("R7.2", "Tester 4")
    assert [[code.read.code for code in unit.codes] for unit in shown.units] == [["P0AA6-1A"], ["U0100"]]
    assert sound(shop)


def test_codes_of_a_control_unit_that_nobody_named_are_told_once(shop):
    read_out(shop, opened(shop).number, EcuRead(name="", codes=(_counted(),)))
    told = next(line.told for line in page(shop, VIN).lines if line.told.kind == "service.diagnosis")
    assert "P0AA6" in worded(told).detail
    assert "Control unit" not in {label for label, _ in worded(told).facts}


def test_several_sessions_of_an_order_are_shown_the_last_first(shop):
    number = opened(shop).number
    for hour in (3, 6, 4):
        read_out(shop, number, started=at(23, hour))

    assert [each.stored.session.started.hour for each in sessions_of(shop, number, "en")] == [6, 4, 3]


def test_hex_and_text_are_the_same_code_in_the_books(shop):
    number = opened(shop).number
    read_out(shop, number, EcuRead(codes=(CodeRead(code="0x0aa61a"), CodeRead(code="P0AA61A"))))

    assert [each.occurrence.code.text for each in _cases(shop)] == ["P0AA6-1A", "P0AA6-1A"]


def test_a_session_that_was_taken_back_stays_readable_and_counts_nowhere(shop):
    number = opened(shop).number
    done = read_out(shop, number)
    assert [hit.kind for hit in look_for(shop, "P0AA6").hits] == ["code"]

    take_back_diagnosis(shop, TakeBackDiagnosis(done.event, "another car's tester"))

    assert ("diagnosis", False) in kinds(shop)
    assert _cases(shop) == []
    assert not look_for(shop, "P0AA6").hits
    (shown,) = sessions_of(shop, number, "en")
    assert not shown.stored.counts
    assert sound(shop)
    with pytest.raises(DiagnosisGone):
        take_back_diagnosis(shop, TakeBackDiagnosis(done.event, "again"))


def test_undo_takes_the_session_back(shop):
    done = read_out(shop, opened(shop).number)
    verb, asked = record_diagnosis.undo(done)
    verb(shop, asked)

    assert _cases(shop) == []


@pytest.mark.parametrize(
    ("changes", "refusal", "place"),
    [
        ({"ecus": ()}, NothingReadOut, "codes"),
        ({"ecus": (EcuRead(),)}, NothingReadOut, "codes"),
        ({"ecus": (EcuRead(name="BMS", codes=(CodeRead(code="P0AA6"),) * 501),)}, TooManyCodes, "codes"),
        ({"ecus": (EcuRead(codes=(CodeRead(code="nothing"),)),)}, Objection, "ecus[0].codes[0].code"),
        ({"ecus": (EcuRead(codes=(CodeRead(code="P0AA6", status=256),)),)}, Objection, "ecus[0].codes[0].status"),
        (
            {"ecus": (EcuRead(codes=(CodeRead(code="P0AA6", occurrences=2**80),)),)},
            Objection,
            "ecus[0].codes[0].occurrences",
        ),
        (
            {"ecus": (EcuRead(codes=(CodeRead(code="P0AA6", occurred_km=-1),)),)},
            Objection,
            "ecus[0].codes[0].occurred_km",
        ),
        ({"started": at(23).replace(tzinfo=None)}, Objection, "started"),
        ({"started": at(23).replace(year=2027)}, Objection, "on"),
        ({"note": "x" * 2_001}, Objection, "note"),
        ({"documents": ("0" * 64,)}, Objection, "documents[0]"),
        ({"order": "RO-2026-0009"}, Objection, "number"),
        ({"vin": "LGXCE4CB7R0000001"}, OrderOfAnother, "order"),
        ({"order": ""}, DiagnosisOfNothing, "vin"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place_and_nothing_is_told(shop, changes, refusal, place):
    number = opened(shop).number
    before = kinds(shop)
    asked = RecordDiagnosis(**{"order": number, "ecus": (BMS,)} | changes)
    with pytest.raises(refusal) as refused:
        record_diagnosis(shop, asked)
    assert refused.value.at == place
    assert kinds(shop) == before


def test_a_control_unit_without_codes_says_that_there_are_none(shop):
    number = opened(shop).number
    done = read_out(shop, number, EcuRead(name="BMS"))

    assert done.codes == ()
    assert sessions_of(shop, number, "en")[0].units[0].codes == ()


def test_taking_back_needs_a_reason_and_a_session(shop):
    done = read_out(shop, opened(shop).number)
    with pytest.raises(ReasonMissing):
        take_back_diagnosis(shop, TakeBackDiagnosis(done.event, " "))
    for number in (done.event + 1, 0, -1, 2**80):
        with pytest.raises(UnknownDiagnosis):
            take_back_diagnosis(shop, TakeBackDiagnosis(number, "why"))


def test_a_cancelled_order_takes_no_session_and_a_closed_one_takes_it_late(shop):
    closed, gone = visit(shop, 20), visit(shop, 21)
    over(shop, closed, 22)
    cancel_repair_order(shop, CancelRepairOrder(gone))

    read_out(shop, closed, started=at(21))
    with pytest.raises(OrderClosed):
        read_out(shop, gone)


def test_a_testers_own_number_comes_once_at_a_car(shop):
    number = opened(shop).number
    first = read_out(shop, number, session="S-1")
    with pytest.raises(DiagnosisKnown):
        read_out(shop, number, session="S-1")
    read_out(shop, vin=another_car(shop), session="S-1")
    take_back_diagnosis(shop, TakeBackDiagnosis(first.event, "typed in wrongly"))
    read_out(shop, number, session="S-1")

    assert sound(shop)


# What cured it --------------------------------------------------------------------------------------------------

SEAL = Line(kind=LineKind.PART, code="11-204", text="HV connector seal", quantity=Decimal(1), price=9_000, causal=True)
GREASE = Line(kind=LineKind.PART, code="G-1", text="Grease", quantity=Decimal(1), price=500)


def test_what_was_done_cured_a_code_that_was_not_read_again(shop):
    number = visit(shop, 10, jobs=(Job(complaint="Tyres", correction="Turned"), isolation(SEAL, GREASE)))
    read_out(shop, number, started=at(10))
    (before,) = _cases(shop)
    assert before.outcome is Outcome.AT_WORK

    over(shop, number, 12)
    later = visit(shop, 20)
    read_out(shop, later, GATEWAY, started=at(20))

    (case,) = _cases(shop)
    assert (case.outcome, case.since, case.later) == (Outcome.CURED, date(2026, 11, 12), 1)
    assert (case.cure.cause, case.cure.correction) == ("P0AA6-1A: moisture in the HV connector", "Dried")
    assert [part.code for part in case.cure.parts] == ["11-204"]
    card = code_card(shop, P0AA6)
    assert (card.times, card.cars, card.outcomes) == (1, 1, {Outcome.CURED: 1})
    assert [(each.part, each.text, each.times) for each in card.parts] == [("11-204", "HV connector seal", 1)]


def test_the_card_of_a_failure_type_counts_that_type_alone_and_its_outcomes_add_up(shop):
    read_out(shop, visit(shop, 10, jobs=(isolation(),)), started=at(10))
    read_out(shop, "", EcuRead(codes=(CodeRead(code="P0AA6-1B"),)), vin=another_car(shop), started=at(14))
    for code, times in (("P0AA6", 2), ("P0AA6-1A", 1), ("P0AA6-1B", 1), ("P0AA6-1C", 0)):
        card = code_card(shop, read_code(code))
        assert (card.times, card.cars, card.told) == (times, times, times), code


def test_outcomes_of_the_latest_readings_are_told_apart_from_all_of_them(shop, monkeypatch):
    for day in (10, 12, 14):
        read_out(shop, "", EcuRead(codes=(CodeRead(code="P0AA6"),)), vin=VIN, started=at(day))
    monkeypatch.setattr("lifecycle_desk.stages.service.diagnosis.usecases.who_had.LOOKED_AT", 2)
    card = code_card(shop, P0AA6)
    assert (card.times, card.told) == (3, 2)


@pytest.mark.parametrize(
    ("again", "outcome"),
    [
        ({"on": 15, "code": "P0AA6-1A"}, Outcome.READ_AGAIN),
        ({"on": 15, "code": "P0AA6"}, Outcome.READ_AGAIN),
        ({"on": 15, "code": "P0AA6-1B"}, Outcome.CURED),
        ({"on": 15, "code": "P0AA7-1A"}, Outcome.CURED),
        ({"on": 11, "code": "P0AA6-1A"}, Outcome.CURED),
        ({"on": 12, "code": "P0AA6-1A"}, Outcome.READ_AGAIN),
        ({"on": 12, "code": "P0AA6-1A", "same": True}, Outcome.CURED),
        ({"on": 15, "code": "P0AA6-1A", "taken_back": True}, Outcome.CURED),
        ({"on": 15, "code": "P0AA6-1A", "other_car": True}, Outcome.CURED),
    ],
)
def test_a_code_came_again_only_where_the_same_fault_was_read_after_the_handover(shop, again, outcome):
    number = visit(shop, 10, jobs=(isolation(SEAL),))
    read_out(shop, number, BMS, started=at(10))
    over(shop, number, 12)

    of = {"vin": another_car(shop)} if again.get("other_car") else {"vin": VIN}
    order = number if again.get("same") else ""
    done = read_out(shop, order, EcuRead(codes=(CodeRead(code=again["code"]),)), started=at(again["on"]), **of)
    if again.get("taken_back"):
        take_back_diagnosis(shop, TakeBackDiagnosis(done.event, "why"))

    first = _cases(shop)[-1]
    assert first.outcome is outcome
    assert first.again_on == (date(2026, 11, again["on"]) if outcome is Outcome.READ_AGAIN else None)


def test_a_session_without_a_visit_or_at_a_cancelled_one_cures_nothing(shop):
    number = visit(shop, 10, jobs=(isolation(SEAL),))
    read_out(shop, number, BMS, started=at(10))
    cancel_repair_order(shop, CancelRepairOrder(number))
    read_out(shop, "", BMS, vin=VIN, started=at(11))

    assert [case.outcome for case in _cases(shop)] == [Outcome.NO_VISIT, Outcome.NO_VISIT]


def test_the_only_job_is_about_the_code_even_where_it_does_not_name_it(shop):
    sole = visit(shop, 10, jobs=(Job(complaint="Lamp", cause="Corroded plug", correction="Cleaned"),))
    read_out(shop, sole, BMS, started=at(10))
    two = visit(
        shop, 11, jobs=(Job(complaint="Lamp", correction="Cleaned"), Job(complaint="Tyres", correction="Turned"))
    )
    read_out(shop, two, BMS, started=at(11))

    assert [case.cure and case.cure.cause for case in _cases(shop)] == [None, "Corroded plug"]


def test_who_had_it_is_asked_with_and_without_the_failure_type(shop):
    other = another_car(shop)
    read_out(shop, "", BMS, vin=VIN, started=at(10))
    read_out(shop, "", EcuRead(codes=(CodeRead(code="P0AA6-0F"), CodeRead(code="P0AA6"))), vin=other, started=at(12))

    assert [case.occurrence.vin for case in _cases(shop, "P0AA6")] == [other, other, VIN]
    assert [case.occurrence.vin for case in _cases(shop, "P0AA6-1A")] == [VIN]
    assert code_card(shop, P0AA6).models == (("BYD Atto 3", 1), ("MG4 Electric 64 kWh", 1))
    number = visit(shop, 20)
    read_out(shop, number, BMS, started=at(20))
    assert sessions_of(shop, number, "en")[0].units[0].codes[0].others == 1


@pytest.mark.parametrize(
    ("asked", "facts"),
    [
        (diagnosis_rows._KEYS, {"code": "P0AA6"}),
        (diagnosis_rows._HOW_MANY, {"code": "P0AA6"}),
        (diagnosis_rows._ELSEWHERE, {"code": "P0AA6", "besides": VIN, "most": 1000}),
    ],
)
def test_who_had_a_code_is_answered_by_an_index_alone(own_shop, asked, facts):
    read_out(own_shop, opened(own_shop).number)
    engine = own_shop.store.engine
    said = str(asked.params(**facts).compile(engine, compile_kwargs={"literal_binds": True}))
    with engine.connect() as connection:
        plan = " ".join(str(row) for row in connection.execute(text(f"EXPLAIN QUERY PLAN {said}")))
    assert "USING COVERING INDEX ix_diagnosis_code_code_counts_on_event_place_vin (code=? AND counts=?" in plan


# What codes mean ------------------------------------------------------------------------------------------------


def _said(**changes):
    return Description(**({"code": "P0AA6", "title": "Isolation"} | changes))


KNOWN = (
    _said(title="standard en", language="en"),
    _said(title="standard th", language="th"),
    _said(title="byd en", maker="BYD", language="en"),
    _said(title="byd 1A zh", maker="BYD", failure="1A", language="zh_CN"),
    _said(title="other", maker="GAC"),
)


@pytest.mark.parametrize(
    ("code", "maker", "language", "title"),
    [
        ("P0AA6", "MG", "th", "standard th"),
        ("P0AA6-1A", "MG", "ar", "standard en"),
        ("P0AA6", "byd", "th", "byd en"),
        ("P0AA6-1A", "BYD ", "en", "byd 1A zh"),
        ("P0AA6-1B", "BYD", "zh_CN", "byd en"),
        ("P0AA6", "GAC", "en", "other"),
        ("P0AA7", "MG", "en", None),
    ],
)
def test_the_makers_words_go_before_the_standards_and_nobody_elses_are_taken(code, maker, language, title):
    found = best(KNOWN, read_code(code), maker, language)
    assert (found.title if found else None) == title


def test_descriptions_are_kept_all_or_none_and_as_often_as_one_likes(shop):
    made = describe_codes(shop, DescribeCodes(KNOWN)).value
    assert (made.new, made.changed, made.known) == (5, 0, 0)
    again = describe_codes(shop, DescribeCodes((*KNOWN[1:], replace(KNOWN[0], text="more")))).value
    assert (again.new, again.changed, again.known) == (0, 1, 4)
    with pytest.raises(Objection) as refused:
        describe_codes(shop, DescribeCodes((_said(code="P0AA7"), _said(code="P0AA8", title=" "))))
    assert refused.value.at == "descriptions[1].title"
    assert code_card(shop, read_code("P0AA7")).descriptions == ()


def test_an_order_shows_what_a_code_means_for_its_car_and_the_search_finds_it_by_words(shop):
    number = opened(shop).number
    read_out(shop, number)
    describe_codes(shop, DescribeCodes(KNOWN))

    assert sessions_of(shop, number, "th")[0].units[0].codes[0].meaning.title == "standard th"
    assert [hit.ref for hit in look_for(shop, "standard en").hits] == ["P0AA6"]


# Checking and forgetting ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE diagnosis_code SET code = 'P0AA7' WHERE place = 0",
        "UPDATE diagnosis_code SET failure = NULL WHERE place = 0",
        "UPDATE diagnosis_code SET counts = 0",
        "UPDATE diagnosis_code SET \"on\" = '2026-01-01'",
        "DELETE FROM diagnosis_code WHERE place = 1",
        "UPDATE diagnosis_session SET counts = 0",
        "UPDATE diagnosis_session SET software = 'x'",
        "UPDATE diagnosis_session SET order_key = NULL",
        "UPDATE diagnosis_session SET note = 'x'",
        "UPDATE diagnosis_ecu SET name = 'x' WHERE place = 0",
    ],
)
def test_check_finds_what_was_changed_behind_the_programs_back(own_shop, change):
    read_out(own_shop, opened(own_shop).number, note="Lamp was on")
    assert sound(own_shop)
    with own_shop.store.engine.begin() as connection:
        connection.execute(text(change))

    assert {each.part for each in books.check(own_shop, CHECKS).findings} == {"diagnoses"}


def test_a_note_goes_with_the_customer_and_the_codes_stay(shop):
    number = opened(shop).number
    read_out(shop, number, note="Khun Siriporn says the lamp came on")
    erase_person(shop, ErasePerson(1, "asked for it"))

    (shown,) = sessions_of(shop, number, "en")
    assert (shown.stored.session.note, len(shown.units)) == ("", 2)
    assert books.check(shop, CHECKS).sound
    assert len(_cases(shop)) == 1
