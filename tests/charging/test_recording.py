"""Recording: each session where it belongs, none twice, all or nothing."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from charging_books import DAY, ONE, OTHER, counts, is_sound, numbers_of, session, sessions_of, some, taken_in

from lifecycle_desk.base.incoming import Refused, Taken
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.steps import drained
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.rules import NotSignedIn
from lifecycle_desk.stages.charging.imports.rules.incoming import OPEN, LeftOut
from lifecycle_desk.stages.charging.sessions.rules.sessions import EnergyMissing, Place, taken_back
from lifecycle_desk.stages.charging.sessions.rules.wording import ENERGY
from lifecycle_desk.stages.charging.sessions.tables import batches as batch_rows
from lifecycle_desk.stages.charging.sessions.tables import chunks as chunking
from lifecycle_desk.stages.charging.sessions.tables.chunks import chunks
from lifecycle_desk.stages.charging.sessions.tables.packing import packed
from lifecycle_desk.stages.charging.sessions.usecases import recording
from lifecycle_desk.stages.charging.sessions.usecases.changing import (
    BatchUndone,
    ChangedSince,
    UndoBatch,
    undo_batch,
)
from lifecycle_desk.stages.charging.sessions.usecases.inbox import AssignSessions, assign_sessions, how_many_wait
from lifecycle_desk.store.store import Store
from lifecycle_desk.vehicle.rules.life import Part
from lifecycle_desk.vehicle.rules.wording import worded
from lifecycle_desk.vehicle.usecases.showing import page

REFUSED = Refused(9, "total_energy", EnergyMissing())


def test_the_days_of_a_file_are_told_once(desk):
    taken_in(desk, some(1, 5), vin=ONE)
    told = worded(next(line.told for line in page(desk, ONE).lines if line.told.part is Part.CHARGING))
    assert len(told.detail) == 2  # energy and days
    assert [label for label, _ in told.facts] == [ENERGY]


def test_a_file_is_taken_in_once_however_often_it_comes(desk):
    first = taken_in(desk, some(1, 5), vin=ONE)
    again = taken_in(desk, some(1, 5), vin=ONE)
    shuffled = some(1, 5)
    random.Random(4).shuffle(shuffled)
    grown = taken_in(desk, [*shuffled, *some(6, 8)], vin=ONE)

    assert counts(first.taken) == {"new": 5}
    assert counts(again.taken) == {"known": 5}
    assert again.batch is None
    assert counts(grown.taken) == {"known": 5, "new": 3}
    assert [each.key for each in sessions_of(desk)] == [f"BE/BEC/{n}" for n in range(1, 9)]
    assert is_sound(desk)


def test_a_session_comes_back_as_it_was_told(desk):
    told = session(
        battery_wh=18_000,
        soc_start=310,
        soc_end=725,
        soc_step=5,
        place=Place("Gent Zuid", "F.Rooseveltlaan 3A", "Gent", "BEL", "3.729944", "51.047599", "BE*BEC*E1", "GBT_DC"),
        whose=("DE8ACC12E46L89", "012345678"),
        temperature=-45,
        most_watts=150_000,
        more='{"remark":"x"}',
    )
    taken_in(desk, [told], vin=ONE)

    assert sessions_of(desk) == [told]


def test_a_row_told_otherwise_is_a_new_fact_and_an_old_file_does_not_bring_the_old_back(desk):
    taken_in(desk, some(1, 3), vin=ONE)
    dearer = replace(session(2), cost=Money(999, "EUR"))

    assert counts(taken_in(desk, [session(1), dearer], vin=ONE).taken) == {"known": 1, "changed": 1}
    assert counts(taken_in(desk, some(1, 3), vin=ONE).taken) == {"known": 3}
    assert [each.cost.minor for each in sessions_of(desk)] == [501, 999, 503]
    assert is_sound(desk)


def test_one_refused_row_and_nothing_is_written_unless_refused_rows_are_skipped(desk):
    rows = [*some(1, 3), REFUSED, LeftOut(5, OPEN)]

    refused = taken_in(desk, rows, vin=ONE).taken
    assert (counts(refused), refused.written, sessions_of(desk)) == ({"new": 3}, False, [])
    skipped = taken_in(desk, rows, vin=ONE, skip_refused=True).taken
    assert (counts(skipped), skipped.written, len(sessions_of(desk))) == ({"new": 3}, True, 3)
    assert (len(skipped.refused), skipped.left_out) == (1, {OPEN: 1})
    with desk.store.reading() as tx:
        assert [each.state for each in batch_rows.batches(tx)] == ["counted"]
    assert is_sound(desk)


def test_a_dry_run_answers_the_same_and_writes_nothing(desk):
    rows = [*some(1, 3), session(2), replace(session(3), meter_wh=1), session(3)]

    dry = taken_in(desk, rows, vin=ONE, dry_run=True).taken
    wet = taken_in(desk, rows, vin=ONE)

    assert counts(dry) == counts(wet.taken) == {"new": 3, "known": 2, "changed": 1}
    assert (dry.written, wet.taken.written, wet.batch) == (False, True, 1)


def test_rows_that_match_no_car_wait_and_the_same_file_with_a_map_moves_them_as_new(desk):
    assert counts(taken_in(desk, some(1, 4)).taken) == {"unmatched": 4}
    assert counts(taken_in(desk, some(1, 4)).taken) == {"known": 4}
    assert how_many_wait(desk) == 4
    moved = taken_in(desk, some(1, 4), names={"de8acc12e46l89": ONE})
    assert counts(moved.taken) == {"new": 4}
    assert how_many_wait(desk) == 0
    assert counts(taken_in(desk, some(3, 6)).taken) == {"known": 2, "new": 2}  # the map was learnt
    assert len(sessions_of(desk)) == 6
    assert is_sound(desk)


def test_what_was_learnt_is_forgotten_with_the_import_that_taught_it(desk):
    taught = taken_in(desk, some(1, 2), names={"DE8ACC12E46L89": ONE})
    undo_batch(desk, UndoBatch(taught.batch))

    assert counts(taken_in(desk, some(1, 2)).taken) == {"unmatched": 2}


def test_a_name_that_is_a_vin_of_the_books_is_that_car(desk):
    assert counts(taken_in(desk, [session(whose=("x", OTHER))]).taken) == {"new": 1}
    assert len(sessions_of(desk, OTHER)) == 1


def test_the_ids_of_two_owners_own_systems_do_not_meet(desk):
    own = [session(n, source="teslamate", key=str(n), whose=("1",)) for n in (1, 2)]

    assert counts(taken_in(desk, own, kind="teslamate", vin=ONE).taken) == {"new": 2}
    assert counts(taken_in(desk, own, kind="teslamate", vin=OTHER).taken) == {"new": 2}
    assert len(sessions_of(desk)) == len(sessions_of(desk, OTHER)) == 2


def test_the_life_is_told_once_for_each_car_with_the_last_reading_and_what_was_paid(desk):
    names = {"DE8ACC12E46L89": ONE, "B": OTHER}
    taken_in(desk, [*some(1, 3), session(4, whose=("B",))], names=names)

    told = page(desk, ONE).lines[-1].told
    assert (told.kind, told.facts["sessions"], told.facts["energy_wh"]) == ("charging.recorded", 3, 60_006)
    assert (told.odometer, told.paid, told.on) == (Distance(10_120), Money(1506, "EUR"), DAY + timedelta(days=3))
    assert page(desk, ONE).figures.odometer_km == 10_120
    assert page(desk, OTHER).lines[-1].told.facts["sessions"] == 1
    assert is_sound(desk)


def test_a_credit_nets_energy_and_cost_in_either_order(desk):
    credit = replace(taken_back(session(1), "BE/BEC/1"), key="BE/BEC/1-C")
    taken_in(desk, [credit, *some(1, 2)], vin=ONE)

    found = sessions_of(desk)
    assert sum(each.meter_wh for each in found) == 20_002
    assert sum(each.cost.minor for each in found) == 502


def test_an_import_is_undone_whole_and_comes_again_as_new(desk):
    before = page(desk, ONE).figures
    made = taken_in(desk, some(1, 3), vin=ONE)
    changed = taken_in(desk, [replace(session(2), meter_wh=7)], vin=ONE)

    with pytest.raises(ChangedSince) as refused:
        undo_batch(desk, UndoBatch(made.batch))
    assert refused.value.later == (changed.batch,)  # what rests on it is named
    undo_batch(desk, UndoBatch(changed.batch))
    assert [each.meter_wh for each in sessions_of(desk)] == [20_001, 20_002, 20_003]
    undo_batch(desk, UndoBatch(made.batch))
    assert sessions_of(desk) == []
    assert page(desk, ONE).figures == before
    with pytest.raises(BatchUndone):
        undo_batch(desk, UndoBatch(made.batch))
    assert counts(taken_in(desk, some(1, 3), vin=ONE).taken) == {"new": 3}
    assert is_sound(desk)


def test_a_wrong_guess_leaves_no_trace_when_it_is_undone(desk):
    taken_in(desk, some(1, 2))
    before = page(desk, OTHER).figures
    with desk.store.reading() as tx:
        waiting = batch_rows.waiting(tx)
    guessed = assign_sessions(desk, AssignSessions(tuple(waiting), OTHER)).value
    assert len(sessions_of(desk, OTHER)) == 2
    undo_batch(desk, UndoBatch(guessed.batch))

    assert (sessions_of(desk, OTHER), how_many_wait(desk), page(desk, OTHER).figures) == ([], 2, before)
    with desk.store.reading() as tx:
        assert batch_rows.waiting(tx) == waiting
    assert is_sound(desk)


def test_an_import_that_is_left_in_the_middle_leaves_nothing(desk, monkeypatch):
    monkeypatch.setattr(chunking, "AT_ONCE", 2)
    steps = recording.record(desk, telling_of(some(1, 9)), Taken("ocpi-cdr", "x"))
    next(steps)
    next(steps)
    steps.close()

    assert (sessions_of(desk), numbers_of(desk)) == ([], [])
    with desk.store.reading() as tx:
        assert batch_rows.next_number(tx) == 1
    assert is_sound(desk)


def telling_of(rows):
    told = (packed(line, each) for line, each in enumerate(rows, 1))
    return recording.Telling("ocpi-cdr", "x", lambda cars: chunks(told, cars.settle), vin=ONE)


def cut_off(desk, monkeypatch, name):
    """An import that ends where a function is called first, and cleans nothing up, as after a crash."""

    class CrashError(RuntimeError):
        pass

    def crash(*_given):
        raise CrashError

    with monkeypatch.context() as patch:
        patch.setattr(recording, "_sweep", lambda *_: None)
        patch.setattr(recording, name, crash)
        with pytest.raises(CrashError):
            drained(recording.record(desk, telling_of(some(1, 9)), Taken("ocpi-cdr", "x")))


def test_what_a_crash_left_before_it_counted_is_swept_once_nobody_can_be_pouring_it(desk, monkeypatch):
    cut_off(desk, monkeypatch, "tell_some")
    recording.finish(desk)
    with desk.store.reading() as tx:
        assert (batch_rows.next_number(tx), batch_rows.batches(tx), batch_rows.sessions_of(tx, ONE)) == (10, [], [])
    monkeypatch.setattr(recording, "PATIENCE", timedelta(seconds=-1))
    recording.finish(desk)
    with desk.store.reading() as tx:
        assert (batch_rows.next_number(tx), batch_rows.batches(tx)) == (1, [])
    assert is_sound(desk)


def test_what_a_crash_left_untold_after_it_counted_is_told_by_the_next_import(desk, monkeypatch):
    monkeypatch.setattr(recording, "TOLD_AT_ONCE", 0)
    cut_off(desk, monkeypatch, "tell_owed")
    assert (len(sessions_of(desk)), [each.told.kind for each in page(desk, ONE).lines]) == (9, ["vehicle.added"])
    monkeypatch.undo()
    recording.finish(desk)

    assert [each.told.kind for each in page(desk, ONE).lines] == ["vehicle.added", "charging.recorded"]
    assert is_sound(desk)


def test_what_is_undone_before_its_lives_were_told_is_never_told(desk, monkeypatch):
    monkeypatch.setattr(recording, "TOLD_AT_ONCE", 0)
    cut_off(desk, monkeypatch, "tell_owed")
    monkeypatch.undo()
    with desk.store.reading() as tx:
        (batch,) = batch_rows.batches(tx)
    undo_batch(desk, UndoBatch(batch.number))
    recording.finish(desk)

    assert (sessions_of(desk), [each.told.kind for each in page(desk, ONE).lines]) == ([], ["vehicle.added"])
    assert is_sound(desk)


def test_of_two_imports_of_the_same_sessions_at_once_one_counts(desk, monkeypatch):
    monkeypatch.setattr(chunking, "AT_ONCE", 5)
    one, other = (recording.record(desk, telling_of(some(1, 9)), Taken("ocpi-cdr", "x")) for _ in range(2))
    next(one), next(other), next(other)  # both have poured before either counts
    drained(one)
    with pytest.raises(recording.BroughtMeanwhile):
        drained(other)

    assert len(sessions_of(desk)) == 9
    assert counts(taken_in(desk, some(1, 9)).taken) == {"known": 9}
    assert is_sound(desk)


def test_an_import_that_began_later_and_counts_first_is_met_too(desk, monkeypatch):
    monkeypatch.setattr(chunking, "AT_ONCE", 5)
    slow = recording.record(desk, telling_of(some(1, 9)), Taken("ocpi-cdr", "x"))
    next(slow)
    taken_in(desk, some(20, 25), vin=ONE)  # other sessions harm nobody
    next(slow)
    taken_in(desk, some(3, 4), vin=ONE)
    with pytest.raises(recording.BroughtMeanwhile):
        drained(slow)

    assert len(sessions_of(desk)) == 8
    assert is_sound(desk)


def test_who_may_not_is_refused_before_a_row_is_read(desk):
    def nobody(_work, _right):
        raise NotSignedIn

    def rows():
        raise AssertionError
        yield

    with pytest.raises(NotSignedIn):
        drained(
            recording.record(
                UserSession(desk.store, None, nobody), recording.Telling("x", "x", rows()), Taken("x", "x")
            )
        )


def test_a_file_of_which_hardly_anything_can_be_read_is_refused_whole(desk, monkeypatch):
    monkeypatch.setattr(recording, "MOST_REFUSED", 3)
    faulty = [Refused(line, "Cost", EnergyMissing()) for line in range(1, 5)]
    with pytest.raises(recording.TooManyRefused) as refused:
        taken_in(desk, [session(1), *faulty], vin=ONE, skip_refused=True)

    assert (refused.value.most, refused.value.line) == (3, 4)
    assert sessions_of(desk) == []
    assert taken_in(desk, [session(1), *faulty[1:]], vin=ONE, skip_refused=True).taken.written


def test_rows_are_poured_as_they_should_be_however_often_somebody_wants_to_save(desk, monkeypatch):
    monkeypatch.setattr(recording, "BETWEEN_LOOKS", 1)
    monkeypatch.setattr(Store, "writer_waiting", property(lambda _: True))
    again = [session(3, meter_wh=1_000), session(4), session(3, meter_wh=2_000)]

    made = taken_in(desk, [*some(1, 5), *again], vin=ONE)

    assert counts(made.taken) == {"new": 5, "changed": 2, "known": 1}
    assert {each.key: each.meter_wh for each in sessions_of(desk)}["BE/BEC/3"] == 2_000
    assert len(sessions_of(desk)) == 5
    assert is_sound(desk)
