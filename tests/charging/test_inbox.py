"""The inbox: sessions that match no car, assigned one by one or by their name, which may change hands."""

from datetime import date, timedelta

import pytest
from charging_books import DAY, ONE, OTHER, counts, is_sound, numbers_of, session, sessions_of, some, taken_in

from lifecycle_desk.stages.charging.sessions.tables import batches as batch_rows
from lifecycle_desk.stages.charging.sessions.usecases.changing import UndoBatch, UnknownSession, undo_batch
from lifecycle_desk.stages.charging.sessions.usecases.inbox import (
    AssignName,
    AssignSessions,
    Inbox,
    NameMissing,
    NotWaiting,
    UntilBeforeSince,
    assign_name,
    assign_sessions,
    how_many_wait,
)
from lifecycle_desk.vehicle.rules.life import UnknownVehicle

TOKEN = "DE8ACC12E46L89"  # noqa: S105 (the published example)


def waiting(desk):
    with desk.store.reading() as tx:
        return batch_rows.waiting(tx)


def test_a_token_that_changed_hands_gives_each_session_to_the_car_of_its_day(desk):
    taken_in(desk, some(1, 6))
    sold = DAY + timedelta(days=3)

    first = assign_name(desk, AssignName("ocpi-cdr", TOKEN, ONE, until=sold)).value
    second = assign_name(desk, AssignName("ocpi-cdr", TOKEN, OTHER, since=sold + timedelta(days=1))).value

    assert (len(first.sessions), len(second.sessions), how_many_wait(desk)) == (3, 3, 0)
    assert counts(taken_in(desk, some(1, 8)).taken) == {"known": 6, "new": 2}
    assert len(sessions_of(desk, OTHER)) == 5
    assert is_sound(desk)


def test_a_wrong_period_is_undone_and_the_token_means_nothing_again(desk):
    taken_in(desk, some(1, 3))
    made = assign_name(desk, AssignName("ocpi-cdr", TOKEN, OTHER)).value
    undo_batch(desk, UndoBatch(made.batch))

    assert (how_many_wait(desk), sessions_of(desk, OTHER)) == (3, [])
    assert counts(taken_in(desk, some(3, 4)).taken) == {"known": 1, "unmatched": 1}
    assert is_sound(desk)


def test_one_by_one_takes_those_that_wait_and_no_others(desk):
    taken_in(desk, some(1, 3))
    numbers = waiting(desk)
    assign_sessions(desk, AssignSessions((numbers[0],), ONE))

    assert waiting(desk) == numbers[1:]
    with pytest.raises(NotWaiting):
        assign_sessions(desk, AssignSessions((numbers_of(desk)[0],), OTHER))
    with pytest.raises(UnknownSession):
        assign_sessions(desk, AssignSessions((numbers[0],), OTHER))
    with pytest.raises(UnknownSession):
        assign_sessions(desk, AssignSessions((), OTHER))
    with pytest.raises(UnknownVehicle):
        assign_sessions(desk, AssignSessions((numbers[1],), "LSJWH4095PN000009"))
    assert is_sound(desk)


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        (AssignName("ocpi-cdr", "  ", ONE), NameMissing),
        (AssignName("ocpi-cdr", TOKEN, ONE, date(2026, 2, 1), date(2026, 1, 1)), UntilBeforeSince),
    ],
)
def test_what_names_nothing_or_no_time_is_refused(desk, asked, refusal):
    with pytest.raises(refusal):
        assign_name(desk, asked)


def test_the_sessions_of_an_owners_own_system_are_known_again_after_they_were_assigned(desk):
    own = [session(n, source="evcc", key=str(n), whose=("MG4",)) for n in (1, 2)]
    taken_in(desk, own, kind="evcc")
    assign_sessions(desk, AssignSessions(tuple(waiting(desk)), ONE))

    assert counts(taken_in(desk, own, kind="evcc").taken) == {"known": 2}
    assert counts(taken_in(desk, own, kind="evcc", vin=ONE).taken) == {"known": 2}
    assert counts(taken_in(desk, own, kind="evcc", vin=OTHER).taken) == {"new": 2}


def test_the_list_shows_those_that_wait_the_latest_first(desk):
    taken_in(desk, some(1, 3))
    inbox = Inbox(desk)
    keys = inbox.keys()

    assert [inbox.rows(keys)[key].key for key in keys] == ["BE/BEC/3", "BE/BEC/2", "BE/BEC/1"]
    assert list(inbox.keys(1)) == list(keys)[:1]
