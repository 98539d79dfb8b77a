"""Undoing imports: in slices between which others save, stopped and gone on with, and figures within them."""

import pytest
from charging_books import DAY, ONE, OTHER, counts, is_sound, session, sessions_of, some, taken_in
from sqlalchemy import event

from lifecycle_desk.stages.charging.sessions.tables import batches as batch_rows
from lifecycle_desk.stages.charging.sessions.usecases import recording
from lifecycle_desk.stages.charging.sessions.usecases.batch_events import tell_owed
from lifecycle_desk.stages.charging.sessions.usecases.changing import (
    BatchUndone,
    UndoBatch,
    undo_batch,
    undo_change,
)
from lifecycle_desk.stages.charging.sessions.usecases.showing import came_in
from lifecycle_desk.store.store import AHEAD
from lifecycle_desk.vehicle.rules.life import LifeClosed
from lifecycle_desk.vehicle.usecases.life import AddVehicle, add_vehicle
from lifecycle_desk.vehicle.usecases.showing import page


def test_a_life_is_corrected_with_some_twenty_statements(desk):
    asked, cars = [], {"A": ONE, "B": OTHER}

    def heard(_connection, _cursor, statement, _parameters, context, _many):
        if not context.execution_options.get(AHEAD):  # of those a server is asked once, and the answer taken later
            asked.append(statement)

    event.listen(desk.store.engine, "before_cursor_execute", heard)

    def undoing(names):
        """How many statements undo an import of some cars."""
        made = taken_in(desk, [session(at, whose=(each,)) for at, each in enumerate(names, 1)], names=cars)
        asked.clear()
        undo_change(desk, UndoBatch(made.batch))  # in one transaction, whatever the clock says
        return len(asked)

    one, two = undoing("A"), undoing("AB")

    assert 0 < two - one <= (20 if desk.store.path else 21)  # where a file gives the row back, a server is asked for it


def undone_until(desk, batch, monkeypatch, lives):
    """An undoing that is stopped once some lives are corrected."""
    with monkeypatch.context() as patch:
        patch.setattr(recording, "READ_AHEAD", 1)
        steps = undo_batch.steps(desk, UndoBatch(batch))
        for _ in range(lives):
            next(steps)
        steps.close()


def told_kinds(desk, vin):
    return [each.told.kind for each in page(desk, vin).lines]


def test_an_undoing_that_is_stopped_half_done_counts_nothing_and_is_gone_on_with(desk, monkeypatch):
    names = {"A": ONE, "B": OTHER}
    made = taken_in(desk, [session(1, whose=("A",)), session(2, whose=("B",))], names=names)
    undone_until(desk, made.batch, monkeypatch, lives=1)

    assert sessions_of(desk) == sessions_of(desk, OTHER) == []  # none of them counts from the first part on
    corrected = sorted(told_kinds(desk, vin)[-1] for vin in (ONE, OTHER))
    assert corrected == ["charging.recorded", "charging.taken_back"]
    (intake,) = came_in(desk)
    assert (intake.is_undone, intake.is_half_undone, intake.owed) == (True, True, 1)
    assert is_sound(desk)  # it is known what is yet to be corrected

    undo_batch(desk, UndoBatch(made.batch))
    assert {told_kinds(desk, vin)[-1] for vin in (ONE, OTHER)} == {"charging.taken_back"}
    assert not came_in(desk)[0].is_half_undone
    with pytest.raises(BatchUndone):
        undo_batch(desk, UndoBatch(made.batch))
    assert is_sound(desk)


def test_the_next_import_corrects_the_lives_that_a_stopped_undoing_left(desk, monkeypatch):
    made = taken_in(desk, [session(1, whose=("A",)), session(2, whose=("B",))], names={"A": ONE, "B": OTHER})
    undone_until(desk, made.batch, monkeypatch, lives=1)
    again = taken_in(desk, some(1, 1), vin=ONE)

    assert counts(again.taken) == {"new": 1}
    assert told_kinds(desk, OTHER)[-1] == "charging.taken_back"
    assert told_kinds(desk, ONE).count("charging.recorded") == 2
    assert is_sound(desk)


def test_between_two_parts_of_an_undoing_others_save(desk, monkeypatch):
    monkeypatch.setattr(recording, "READ_AHEAD", 1)
    made = taken_in(desk, [session(1, whose=("A",)), session(2, whose=("B",))], names={"A": ONE, "B": OTHER})
    for at, _ in enumerate(undo_batch.steps(desk, UndoBatch(made.batch))):
        add_vehicle(desk, AddVehicle(f"LSJWH4095PN00009{at}", DAY))

    assert at == 1
    assert not came_in(desk)[0].is_half_undone
    assert is_sound(desk)


def test_a_batch_is_not_undone_where_the_life_of_a_car_was_closed(desk, monkeypatch):
    made = taken_in(desk, some(1, 2), vin=ONE)
    closed = LifeClosed(ONE, "C-1", DAY)
    monkeypatch.setattr(batch_rows, "closed_owed", lambda *_: ONE)
    monkeypatch.setattr("lifecycle_desk.vehicle.usecases.recording.closed", lambda *_: closed)
    with pytest.raises(LifeClosed):
        undo_batch(desk, UndoBatch(made.batch))

    assert len(sessions_of(desk)) == 2


def test_a_life_with_many_sessions_is_told_behind_the_file_in_a_transaction_of_its_own(desk, monkeypatch):
    """Its figures are counted anew from all of them, while no save comes in between."""
    behind = []

    def tell_owed(tx, owed, tell=recording.tell_owed):
        behind.append(owed.vin)
        return tell(tx, owed)

    monkeypatch.setattr(recording, "tell_owed", tell_owed)
    taken_in(desk, some(1, 5), vin=ONE)
    assert behind == []
    monkeypatch.setattr(recording, "SESSIONS_AT_ONCE", 2)
    taken_in(desk, some(6, 9), vin=ONE)
    assert behind == [ONE]
    assert told_kinds(desk, ONE) == ["vehicle.added", "charging.recorded", "charging.recorded"]


def test_a_life_that_somebody_else_told_since_it_was_read_is_not_told_twice(desk, monkeypatch):
    made = taken_in(desk, [session(1, whose=("A",)), session(2, whose=("B",))], names={"A": ONE, "B": OTHER})
    undone_until(desk, made.batch, monkeypatch, lives=1)
    with desk.store.reading() as tx:
        read = batch_rows.untold(tx, 9)
    recording.finish(desk)
    before = [told_kinds(desk, vin) for vin in (ONE, OTHER)]
    with desk.store.writing() as tx:
        assert [tell_owed(tx, each) for each in read] == [False]

    assert [told_kinds(desk, vin) for vin in (ONE, OTHER)] == before
    assert is_sound(desk)


def test_the_figures_of_each_life_are_counted_within_its_slice(desk, monkeypatch):
    """At the end of the transaction they would be beside its time, and a save would wait for all of them at once."""
    made = taken_in(desk, [session(1, whose=("A",)), session(2, whose=("B",))], names={"A": ONE, "B": OTHER})
    counted = []
    monkeypatch.setattr(recording, "keep_marked", lambda tx, keep=recording.keep_marked: counted.append(keep(tx)))
    undo_batch(desk, UndoBatch(made.batch))

    assert len(counted) == 2
