"""Sessions by hand: added, put right, taken out, split, put together, each undone as one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from charging_books import ONE, OTHER, START, is_sound, numbers_of, session, sessions_of, some, taken_in
from hypothesis import given
from hypothesis import strategies as st

from lifecycle_desk.base.moments import MomentWithoutZone
from lifecycle_desk.base.money import CurrenciesMixed, Money
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.stages.charging.sessions.rules.sessions import (
    ChargeOutOfRange,
    Current,
    EndsBeforeStart,
    EnergyMissing,
    EnergyOutOfRange,
    StartsInFuture,
    TooLong,
)
from lifecycle_desk.stages.charging.sessions.usecases.by_hand import (
    ADDING,
    EDITING,
    REMOVING,
    SESSION,
    SPLITTING,
    AddSession,
    EditSession,
    MergeSessions,
    OfTwoCars,
    RemoveSession,
    SplitOfEnergy,
    SplitOutside,
    SplitSession,
    TooFewToMerge,
    Typed,
    _apart,
    _together,
    add_session,
    edit_session,
    merge_sessions,
    remove_session,
    split_session,
    typed_as,
)
from lifecycle_desk.stages.charging.sessions.usecases.changing import UndoBatch, UnknownSession, undo_batch
from lifecycle_desk.vehicle.rules.life import ReasonMissing

TYPED = Typed(START, START + timedelta(hours=3), meter_wh=21_500, current=Current.AC, soc_start=300, soc_end=700)


def test_a_session_is_added_and_undone(desk):
    made = add_session(desk, AddSession(ONE.lower(), TYPED)).value
    found = sessions_of(desk)

    assert [(each.source, each.meter_wh, each.soc_end) for each in found] == [("manual", 21_500, 700)]
    assert is_sound(desk)
    undo_batch(desk, UndoBatch(made.batch))
    assert sessions_of(desk) == []
    assert is_sound(desk)


@pytest.mark.parametrize(
    ("typed", "refusal", "field"),
    [
        (replace(TYPED, meter_wh=None), EnergyMissing, "energy"),
        (replace(TYPED, meter_wh=-1), EnergyOutOfRange, "energy"),
        (replace(TYPED, meter_wh=10**12), EnergyOutOfRange, "energy"),
        (replace(TYPED, ended_at=START - timedelta(minutes=1)), EndsBeforeStart, "end"),
        (replace(TYPED, ended_at=START + timedelta(days=40)), TooLong, "end"),
        (replace(TYPED, started_at=datetime(2999, 1, 1, tzinfo=UTC), ended_at=None), StartsInFuture, "start"),
        (replace(TYPED, soc_end=1001), ChargeOutOfRange, "soc"),
        (replace(TYPED, started_at=datetime(2026, 1, 1)), MomentWithoutZone, "session.started_at"),  # noqa: DTZ001 (the fault)
    ],
)
def test_what_cannot_be_a_session_is_refused_at_its_field(desk, typed, refusal, field):
    with pytest.raises(refusal) as refused:
        add_session(desk, AddSession(ONE, typed))
    assert refused.value.at == field
    assert sessions_of(desk) == []


def test_a_correction_needs_a_reason_keeps_what_the_form_does_not_ask_and_can_be_undone(desk):
    taken_in(desk, [session(more='{"remark":"x"}')], vin=ONE)
    number = numbers_of(desk)[0]
    with pytest.raises(ReasonMissing):
        edit_session(desk, EditSession(number, TYPED, " "))
    made = edit_session(desk, EditSession(number, TYPED, "read off the wrong line")).value
    found = sessions_of(desk)[0]

    assert (found.meter_wh, found.key, found.more) == (21_500, "BE/BEC/1", '{"remark":"x"}')
    with pytest.raises(UnknownSession):
        edit_session(desk, EditSession(number, TYPED, "again"))
    taken_in(desk, [session(more='{"remark":"x"}')], vin=ONE)
    assert sessions_of(desk) == [found]
    undo_batch(desk, UndoBatch(made.batch))
    assert sessions_of(desk)[0].meter_wh == 20_001
    assert is_sound(desk)


def test_a_session_is_put_right_as_it_was_told_and_a_computed_price_stays_nobodys():
    told = session(cost=Money(0, "EUR"), odometer=Distance(0))
    typed = typed_as(told)

    assert (typed.cost, typed.odometer, typed.place) == (Money(0, "EUR"), Distance(0), told.place.name)
    assert typed_as(replace(told, computed=True)).cost is None


def test_each_form_names_all_that_it_asks():
    forms = (SESSION, ADDING, EDITING, REMOVING, SPLITTING)
    assert [fault for each in forms for fault in each.faults()] == []


def test_a_session_that_never_was_does_not_come_back_with_the_same_file(desk):
    taken_in(desk, some(1, 2), vin=ONE)
    remove_session(desk, RemoveSession(numbers_of(desk)[0], "not this car"))
    taken_in(desk, some(1, 2), vin=ONE)

    assert [each.key for each in sessions_of(desk)] == ["BE/BEC/2"]
    assert is_sound(desk)


def test_a_charge_that_broke_off_is_put_together_and_comes_apart_again(desk):
    taken_in(desk, some(1, 3), vin=ONE)
    numbers = numbers_of(desk)
    made = merge_sessions(desk, MergeSessions((numbers[1], numbers[0]))).value
    merged = sessions_of(desk)[0]

    assert (merged.started_at, merged.ended_at) == (session(1).started_at, session(2).ended_at)
    assert (merged.meter_wh, merged.cost) == (40_003, Money(1_003, "EUR"))
    taken_in(desk, some(1, 3), vin=ONE)
    assert len(sessions_of(desk)) == 2
    undo_batch(desk, UndoBatch(made.batch))
    assert sessions_of(desk) == some(1, 3)
    assert is_sound(desk)


def test_sessions_of_two_cars_or_one_alone_or_of_two_currencies_are_not_put_together(desk):
    taken_in(desk, some(1, 1), vin=ONE)
    taken_in(desk, some(2, 2), vin=OTHER)
    taken_in(desk, [session(3, cost=Money(1, "THB"))], vin=ONE)
    one, other = numbers_of(desk)[0], numbers_of(desk, OTHER)[0]

    with pytest.raises(OfTwoCars):
        merge_sessions(desk, MergeSessions((one, other)))
    with pytest.raises(TooFewToMerge):
        merge_sessions(desk, MergeSessions((one, one)))
    with pytest.raises(CurrenciesMixed):
        merge_sessions(desk, MergeSessions(tuple(numbers_of(desk))))


def test_a_session_is_split_where_it_broke_off(desk):
    taken_in(desk, some(1, 1), vin=ONE)
    number, whole = numbers_of(desk)[0], session(1)
    with pytest.raises(SplitOutside):
        split_session(desk, SplitSession(number, whole.started_at, 5_000))
    with pytest.raises(SplitOfEnergy):
        split_session(desk, SplitSession(number, whole.started_at + timedelta(hours=1), 20_001))
    split_session(desk, SplitSession(number, whole.started_at + timedelta(hours=1), 5_000, soc=400))

    assert [each.meter_wh for each in sessions_of(desk)] == [5_000, 15_001]
    assert is_sound(desk)


@given(
    meter=st.integers(2, 900_000),
    battery=st.none() | st.integers(0, 900_000),
    cost=st.integers(0, 10**9),
    data=st.data(),
)
def test_splitting_loses_nothing_and_putting_together_gives_it_back(meter, battery, cost, data):
    whole = session(meter_wh=meter, battery_wh=battery, cost=Money(cost, "EUR"), odometer=None)
    first = data.draw(st.integers(1, meter - 1))
    parts = _apart(whole, SplitSession(1, whole.started_at + timedelta(minutes=7), first), ("1", "2"))
    again = _together(parts, "3")

    assert parts[0].meter_wh == first
    assert replace(again, source=whole.source, key=whole.key) == whole
