"""The load of a day: hours are added up, who is booked twice is found, and nobody is hidden behind another."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle_desk.market.example_data import codes_written_in_full
from lifecycle_desk.market.market import codes, market
from lifecycle_desk.market.working_days import calendar_of
from lifecycle_desk.stages.service.diary.rules.appointments import (
    A_DAY,
    MOST_TENTHS,
    Appointment,
    AppointmentNeedsSomebody,
    AppointmentSheet,
    AppointmentState,
    LengthOutOfRange,
    StartOutOfRange,
    name_of,
    number_in,
    tidied,
)
from lifecycle_desk.stages.service.diary.rules.load import lanes, load_of, overlapping
from lifecycle_desk.stages.service.diary.rules.opening import DaySaid, Opening, Span, Timetable
from lifecycle_desk.stages.service.diary.usecases.days import usual_in

DAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, tzinfo=UTC)
OPEN = Opening(480, 1020)


@st.composite
def a_day(draw: st.DrawFn) -> list[Appointment]:
    count = draw(st.integers(0, 12))
    return [
        Appointment(
            number=number + 1,
            on=DAY,
            start=draw(st.integers(0, A_DAY - 1)),
            tenths=draw(st.integers(1, MOST_TENTHS)),
            technician=draw(st.sampled_from(["", "Anan", "Somchai"])),
            bay=draw(st.sampled_from(["", "1", "2"])),
            state=draw(st.sampled_from(list(AppointmentState))),
            car="x",
            changed_at=NOW,
        )
        for number in range(count)
    ]


def meet(one: Appointment, other: Appointment) -> bool:
    shared = (one.technician and one.technician == other.technician) or (one.bay and one.bay == other.bay)
    return bool(shared) and one.holds and other.holds and one.start < other.end and other.start < one.end


@given(a_day())
def test_those_who_share_a_technician_or_a_bay_at_one_minute_are_found_and_no_others(day):
    found = {each.number for one, other in combinations(day, 2) if meet(one, other) for each in (one, other)}
    assert overlapping(day) == found


@given(a_day())
def test_all_hours_that_are_held_are_counted_once(day):
    load = load_of(day, {"Anan": Decimal(8)}, ("1",), OPEN)
    held = sum((each.hours for each in day if each.holds), Decimal(0))
    assert load.whole.booked == held
    in_bays = sum((each.hours for each in day if each.holds and each.bay), Decimal(0))
    assert sum((each.booked for each in load.bays), Decimal(0)) == in_bays
    assert next(each.name for each in load.technicians) == "Anan"
    assert load.whole.present == 8


@given(a_day())
def test_in_one_column_no_two_that_meet_stand_in_the_same_lane(day):
    placed = lanes(day)
    assert placed.keys() == {each.number for each in day}
    for one, other in combinations(day, 2):
        if one.start < other.end and other.start < one.end:
            assert placed[one.number][0] != placed[other.number][0]
            assert placed[one.number][1] == placed[other.number][1]
    assert all(0 <= lane < of for lane, of in placed.values())


@pytest.mark.parametrize(
    ("sheet", "refused"),
    [
        (AppointmentSheet(on=DAY, start=A_DAY, car="x"), StartOutOfRange),
        (AppointmentSheet(on=DAY, start=-1, car="x"), StartOutOfRange),
        (AppointmentSheet(on=DAY, start=0, tenths=0, car="x"), LengthOutOfRange),
        (AppointmentSheet(on=DAY, start=0, tenths=MOST_TENTHS + 1, car="x"), LengthOutOfRange),
        (AppointmentSheet(on=DAY, start=0, car="  "), AppointmentNeedsSomebody),
    ],
)
def test_an_appointment_that_cannot_be_is_refused(sheet, refused):
    with pytest.raises(refused):
        tidied(sheet)


def test_an_appointment_past_midnight_is_cut_off_and_a_name_leads_back_to_its_number():
    assert AppointmentSheet(on=DAY, start=A_DAY - 30, tenths=10).end == A_DAY
    assert number_in(name_of(17)) == 17
    assert number_in("17") is None
    assert number_in("A-x") is None


@pytest.mark.parametrize("code", codes())
def test_each_market_says_when_its_workshops_are_open_and_since_when_with_a_source(code):
    pack = market(code)
    assert pack.opening_hours or code not in codes_written_in_full()
    for each in pack.opening_hours:
        assert each.opens < each.closes
        assert each.source or each.basis
        assert len(each.read) > 20
        assert set(each.weekdays) <= set(range(1, 8))
    table = Timetable(usual_in(pack), calendar_of(code))
    week = [table.on(date(2026, 11, day)) for day in range(16, 23)]
    assert sum(not each.is_closed for each in week) >= 5 or not pack.opening_hours


def test_a_holiday_is_closed_by_its_name_and_the_dealer_may_say_otherwise():
    new_year = date(2027, 1, 1)
    table = Timetable(usual_in(market("TH")), calendar_of("TH"))
    assert table.on(new_year).is_closed
    assert table.on(new_year).why == "New Year's Day"
    own = Timetable(
        usual_in(market("TH")),
        calendar_of("TH"),
        {2: Span(540, 720)},
        {new_year: DaySaid(Span(600, 660), "Stocktaking"), DAY: DaySaid(Span(0, 0), "Outing")},
    )
    assert (own.on(new_year).opens, own.on(new_year).closes) == (600, 660)
    assert own.on(DAY).is_closed
    assert own.on(date(2026, 12, 1)).minutes == 180  # a Tuesday
    assert own.on(date(2026, 12, 2)).opens == 480
