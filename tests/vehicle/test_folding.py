"""Folding: each event of a life stands in exactly one row, and in the row of what it belongs to."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle_desk.base.said import Said
from lifecycle_desk.stages.service.orders.rules.states import OrderState
from lifecycle_desk.vehicle.rules import folding, wording
from lifecycle_desk.vehicle.rules.folding import Belonging, Group, Summary, by_fact, fold, inside_worded, row_worded
from lifecycle_desk.vehicle.rules.life import ELSEWHERE, Part, RecordedEvent, VehicleEvent, effective_events
from lifecycle_desk.vehicle.rules.wording import Worded

BEGIN = date(2024, 1, 1)
STEP, END, MONTHLY, ALONE = "service.folded_step", "service.folded_end", "charging.folded", "vehicle.noted"


@pytest.fixture(autouse=True)
def _taught(monkeypatch):
    def monthly(told):
        return Belonging(Group("folded_month", f"{told.on:%Y-%m}"))

    known = {STEP: by_fact("folded", "order"), END: by_fact("folded", "order", leads=1), MONTHLY: monthly}
    monkeypatch.setattr(folding, "_BELONGS", folding._BELONGS | known)
    monkeypatch.setattr(folding, "_TELLS", folding._TELLS | {"folded": lambda _row, _names: Worded(Said("All of it"))})


def told(seq: int, kind: str = ALONE, day: int = 0, order: str = "", corrects: int | None = None) -> RecordedEvent:
    facts = {"order": order} if order else {}
    return RecordedEvent(seq, BEGIN + timedelta(day), kind, facts, corrects=corrects)


@st.composite
def lives(draw) -> list[RecordedEvent]:
    made: list[RecordedEvent] = []
    for seq in range(1, draw(st.integers(0, 24)) + 1):
        kind = draw(st.sampled_from([STEP, END, MONTHLY, ALONE, VehicleEvent.TAKEN_BACK.value]))
        corrects = draw(st.none() | st.integers(1, 30)) if seq > 1 else None
        order = draw(st.sampled_from(["", "A", "B"]))
        made.append(told(seq, kind, draw(st.integers(0, 90)), order, corrects))
    return draw(st.permutations(made))


@given(lives())
def test_every_event_stands_in_exactly_one_row(life):
    rows = fold(life)
    assert sorted(each.seq for row in rows for each in row.events) == sorted(each.seq for each in life)
    assert len({row.key for row in rows}) == len(rows)


@given(lives())
def test_rows_stand_by_day_and_what_is_inside_too(life):
    rows = fold(life)
    assert [row.on for row in rows] == sorted(row.on for row in rows)
    for row in rows:
        assert [each.on for each in row.inside] == sorted(each.on for each in row.inside)
        assert row.on == row.head.on


@given(lives())
def test_what_corrects_another_stands_in_its_row(life):
    row_of = {each.seq: row.key for row in fold(life) for each in row.events}
    for each in life:
        if each.corrects in row_of and each.corrects < each.seq:
            assert row_of[each.seq] == row_of[each.corrects]


@given(lives())
def test_what_counts_stands_for_its_row_before_what_does_not(life):
    counting = {each.seq for each in effective_events(life)}
    for row in fold(life):
        entries = [each for each in row.events if each.kind != VehicleEvent.TAKEN_BACK]
        if any(each.seq in counting for each in entries):
            assert row.head.seq in counting
            assert row.head.kind != VehicleEvent.TAKEN_BACK


@given(lives())
def test_a_life_folds_alike_in_whatever_order_it_is_read(life):
    assert fold(life) == fold(sorted(life, key=lambda each: each.seq))


def test_a_visit_is_one_row_led_by_its_end():
    life = [told(1, STEP, 0, "A"), told(2, END, 5, "A"), told(3, STEP, 40, "A"), told(4, STEP, 2, "B")]
    of_b, of_a = fold(life)
    assert (of_a.on, of_a.head.seq, [each.seq for each in of_a.inside]) == (BEGIN + timedelta(5), 2, [1, 3])
    assert (of_b.key, of_b.inside) == (Group("folded", "B"), ())
    assert row_worded(of_a, {}).title.message == "All of it"


def test_an_entry_that_was_voided_has_the_voiding_inside():
    (row,) = fold([told(1), told(2, VehicleEvent.TAKEN_BACK.value, 3, corrects=1)])
    assert (row.head.seq, [each.seq for each in row.inside], row.on) == (1, [2], BEGIN)


def test_what_was_meant_instead_stands_for_what_was_corrected_at_one_go():
    at = "2024-02-01T10:00:00Z"
    wrong = told(1)
    void = replace(told(2, VehicleEvent.TAKEN_BACK.value, 31, corrects=1), at=at, by="Nok", facts={"why": "typo"})
    meant = replace(told(3, day=1), at=at, by="Nok")
    (row,) = fold([wrong, void, meant])
    assert (row.head.seq, {each.seq for each in row.inside}) == (3, {1, 2})
    later = replace(meant, at="2024-02-01T10:05:00Z")
    assert len(fold([wrong, void, later])) == 2
    undone = replace(void, facts={"why": "undone"})
    assert len(fold([wrong, undone, meant])) == 2


def test_orders_of_other_dealers_are_told_apart_from_ones_own():
    def elsewhere(seq: int, key: str) -> RecordedEvent:
        return RecordedEvent(seq, BEGIN, ELSEWHERE, {"kind": STEP, "facts": {"order": "A"}, "key": key})

    rows = fold([told(1, STEP, 0, "A"), elsewhere(2, "one"), elsewhere(3, "other"), elsewhere(4, "one")])
    assert [sorted(each.seq for each in row.events) for row in rows] == [[1], [3], [2, 4]] or [
        sorted(each.seq for each in row.events) for row in rows
    ] == [[1], [2, 4], [3]]


def test_a_summary_stands_with_its_events_or_alone():
    def month(name: str, day: int) -> Summary:
        return Summary(Group("folded_month", name), Part.CHARGING, BEGIN + timedelta(day), Worded(Said(name)))

    summaries = [month("2024-01", 30), month("2024-02", 45)]
    first, second = fold([told(1, MONTHLY, 3), told(2, MONTHLY, 9)], summaries)
    assert ([each.seq for each in first.events], first.on) == ([2, 1], BEGIN + timedelta(30))
    assert (second.events, second.parts) == ((), {Part.CHARGING})
    assert row_worded(second, {}).title.message == "2024-02"


def test_inside_a_visit_only_what_happened_is_said(monkeypatch):
    order = Said("Repair order %(order)s", order="A")
    said = {
        STEP: Worded(order, (order, "B10A9"), state=("order\x04Ready", "ok")),
        END: Worded(
            order, ("Brakes bled", Said("to %(state)s", state=OrderState.READY)), state=("order\x04Ready", "ok")
        ),
    }
    monkeypatch.setattr(wording, "_KNOWN", wording._KNOWN | {kind: lambda told, _: said[told.kind] for kind in said})
    monkeypatch.setattr(folding, "_TELLS", folding._TELLS | {"folded": lambda _row, _: Worded(order, ("Brakes bled",))})
    monkeypatch.setattr(
        folding, "_HAPPENED", {STEP: "Codes read", END: lambda told: Said("Closed as %(n)s", n=told.seq)}
    )
    (row,) = fold([told(1, STEP, 0, "A"), told(2, END, 5, "A")])
    step, end = (inside_worded(row, each, {}) for each in (row.inside[0], row.head))
    assert (step.title.message, step.detail, step.state) == ("Codes read", ("B10A9",), ("order\x04Ready", "ok"))
    assert (end.title, end.state) == (Said("Closed as %(n)s", n=2), None)  # its detail names the state already
    assert [each.message for each in end.detail] == ["to %(state)s"]


def test_inside_a_visit_of_another_dealer_its_number_is_not_repeated_either():
    (row,) = fold([told(1, STEP, 0, "key/A")])
    assert row.group.name.endswith("/A")
    assert folding._names(Said("Repair order %(order)s", order="A"), row.group)
    assert not folding._names(Said("Repair order %(order)s", order="B"), row.group)


def test_what_was_told_anew_at_once_is_corrected_and_not_voided():
    wrong = replace(told(1), at="2024-01-01T10:00:00+00:00", by="A")
    void = replace(told(2, VehicleEvent.TAKEN_BACK.value, corrects=1), at="2024-01-02T10:00:00+00:00", by="A")
    meant = replace(told(3), at=void.at, by="A")
    (row,) = fold([wrong, void, meant])
    assert inside_worded(row, void, {}).title.message == "event\x04Corrected"
    (alone,) = fold([wrong, void])
    assert inside_worded(alone, void, {}).title.message == "Record voided"


def test_a_voiding_that_is_voided_reinstates():
    facts = {"kind": VehicleEvent.TAKEN_BACK.value, "why": "was right"}
    again = RecordedEvent(3, BEGIN, VehicleEvent.TAKEN_BACK.value, facts, corrects=2)
    assert wording.worded(again).title.message == "Record reinstated"
