"""The parts store against its enemies: false figures, any sequence of movements, two seats at the last piece."""

import shutil
from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal
from queue import Queue
from threading import Barrier, Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shelving import FILTER, at_hand, faults, ordered, received
from sqlalchemy import update
from workshop import VIN, with_car

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.language import Language
from lifecycle_desk.stages.service.shelf.rules import worth
from lifecycle_desk.stages.service.shelf.rules.events import StockEvent
from lifecycle_desk.stages.service.shelf.rules.held import HeldKind
from lifecycle_desk.stages.service.shelf.rules.movements import (
    NoneInStock,
)
from lifecycle_desk.stages.service.shelf.rules.parts import (
    Hazard,
)
from lifecycle_desk.stages.service.shelf.rules.storage import rules_on, storage_rules
from lifecycle_desk.stages.service.shelf.tables import movements, stock
from lifecycle_desk.stages.service.shelf.tables.schema import FIGURE, HELD, LOT, PART
from lifecycle_desk.stages.service.shelf.usecases.counting import correct_part, count_parts
from lifecycle_desk.stages.service.shelf.usecases.holding import hold_part
from lifecycle_desk.stages.service.shelf.usecases.issuing import issue_part, return_part
from lifecycle_desk.stages.service.shelf.usecases.moving import move_part, send_back_part
from lifecycle_desk.stages.service.shelf.usecases.receiving import receive_part
from lifecycle_desk.stages.service.shelf.usecases.requests import (
    CorrectPart,
    Counted,
    CountParts,
    HoldPart,
    IssuePart,
    MovePart,
    Receipt,
    ReturnPart,
    SendBackPart,
    UndoMovements,
)
from lifecycle_desk.stages.service.shelf.usecases.undoing import undo_part_movements
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.vehicle.rules.wording import worded
from lifecycle_desk.vehicle.tables import chain

NOW, TODAY = datetime(2026, 11, 24, 3, tzinfo=UTC), date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _stopped(stopped_clock) -> None:
    stopped_clock(NOW)


def issued(user, many, number, line, code=FILTER, **more):
    return issue_part(user, IssuePart(code=code, quantity=Decimal(str(many)), order=number, line=line, **more))


def test_storage_rules_are_dated_and_sourced_and_damaged_batteries_go_to_quarantine():
    damaged = [each.rule for each in rules_on(Hazard.HV_BATTERY_DAMAGED, TODAY)]
    assert damaged[0] == "quarantine"
    assert "charge_in_store" not in damaged
    assert [each.rule for each in rules_on(Hazard.HV_BATTERY, date(2010, 1, 1))] == ["un_number"]
    assert rules_on(Hazard.NONE, TODAY) == ()
    assert all((each.source or each.basis) and each.said.message for each in storage_rules())


def test_what_went_one_way_is_told_without_a_sign_and_what_may_go_either_way_with_one(own_shop):
    received(own_shop, many=5)
    number, (line,) = ordered(own_shop, VIN, (FILTER, 2))
    issued(own_shop, 2, number, line)
    correct_part(own_shop, CorrectPart(code=FILTER, quantity=Decimal(1), why="Broken"))
    with own_shop.store.reading() as tx:
        moved = [each for each, _, _ in chain.told_by(tx, [StockEvent.MOVED.value], [])]
    language = Language("en")
    said = {(language.spoken(worded(each).title), language.spoken(worded(each).detail[0])) for each in moved}
    assert said == {("Received", f"5 × {FILTER}"), ("Issued", f"2 × {FILTER}"), ("Corrected", f"−2 × {FILTER}")}


def test_a_movement_is_never_changed_and_a_false_figure_is_found(own_shop):
    received(own_shop)
    hold_part(own_shop, HoldPart(kind=HeldKind.CORE, code="AC-1"))
    for table, column, why in (
        (LOT, "thousandths", "what lies where differs from the recount of its movements"),
        (FIGURE, "value", "its quantity or value differs from the recount"),
        (PART, "minimum", "it differs from what was told"),
        (HELD, "thousandths", "it differs from what was told"),
    ):
        with own_shop.store.writing() as tx:
            was = tx.ask(table.select()).one()._mapping[column]
            tx.write(update(table).values({column: was + 1}))
        assert faults(own_shop) == [why]
        with own_shop.store.writing() as tx:
            tx.write(update(table).values({column: was}))
    with own_shop.store.writing() as tx:
        stock.recount(tx)
    assert faults(own_shop) == []
    with pytest.raises(Exception, match="append-only"), own_shop.store.writing() as tx:
        tx.write(update(movements.MOVEMENT).values(value=0))


@given(st.integers(0, 10**12), st.lists(st.integers(1, 10**8), min_size=1, max_size=12))
def test_a_value_is_split_to_the_last_cent(value, quantities):
    assert sum(worth.split(value, quantities)) == value
    assert all(each >= 0 for each in worth.split(value, quantities))


STEP = st.tuples(
    st.sampled_from(["receive", "issue", "return", "move", "count", "send", "undo", "value"]),
    st.integers(1, 4_000),
    st.integers(0, 99_999),
    st.sampled_from(["A", "B", ""]),
)


@settings(max_examples=30)
@given(steps=st.lists(STEP, min_size=3, max_size=14))
def test_whatever_happens_the_figures_are_the_recount_and_nothing_is_below_nothing(any_steps, steps):
    code, user, number, line = any_steps()
    done: list[int] = []
    for step in steps:
        with suppress(Objection):
            done += stepped(user, code, (number, line), step, done)
    with user.store.reading() as tx:
        found = stock.maybe_part(tx, code)
        if found is None:
            return
        there, ledger = stock.on_hand(tx, found.number), movements.of_part(tx, found.number, 10_000)
    assert there.thousandths == sum(each.thousandths for each in ledger) >= 0
    assert there.value == sum(each.value for each in ledger) >= 0
    assert all(many > 0 for many in there.lots.values())
    assert there.thousandths or not there.value
    if there.thousandths:
        issue_part(user, IssuePart(code=code, quantity=Decimal(there.thousandths) / 1_000, why="all of it"))
    assert at_hand(user, code) == (0, 0)


def stepped(user, code, on_line, step, done) -> tuple[int, ...]:
    """Do one step; gives its movements."""
    what, thousandths, cents, place = step
    number, line = on_line
    quantity = Decimal(thousandths) / 1_000
    given = {"code": code, "quantity": quantity, "place": place}
    counted = (Counted(code=code, quantity=quantity),)
    acts = {
        "receive": (receive_part, lambda: Receipt(**given, value=cents, new=True)),
        "issue": (issue_part, lambda: IssuePart(**given, order=number, line=line)),
        "return": (return_part, lambda: ReturnPart(**given, order=number, line=line)),
        "move": (move_part, lambda: MovePart(code=code, quantity=quantity, to_place="C")),
        "count": (count_parts, lambda: CountParts(place=place, lines=counted)),
        "send": (send_back_part, lambda: SendBackPart(**given)),
        "undo": (undo_part_movements, lambda: UndoMovements(tuple(done[-1:]))),
        "value": (correct_part, lambda: CorrectPart(code=code, value=cents, place=place, why="dice")),
    }
    does, asks = acts[what]
    made = does(user, asks()).value.movements
    return () if what == "undo" else made


@pytest.fixture(scope="module")
def any_steps(founded, tmp_path_factory):
    """One workshop for all examples, each with a part of its own; at the end the checks find nothing."""
    path = tmp_path_factory.mktemp("any") / "desk.ldk"
    shutil.copyfile(founded(), path)
    user = with_car(UserSession(open_store(path), None, authorise))
    number, (line,) = ordered(user, VIN, ("ANY", 1))
    count = iter(range(10_000))
    yield lambda: (f"P-{next(count)}", user, number, line)
    assert faults(user) == []
    user.store.close()


def test_of_two_seats_that_issue_the_last_piece_one_is_refused(where, user):
    received(with_car(user), many=1)
    number, (line,) = ordered(user, VIN, (FILTER, 1))
    other = UserSession(open_store(where), None, authorise)
    begins, said = Barrier(2), Queue()

    def takes(seat: UserSession) -> None:
        begins.wait()
        try:
            issued(seat, 1, number, line)
            said.put("issued")
        except NoneInStock:
            said.put("refused")

    seats = [Thread(target=takes, args=(seat,)) for seat in (user, other)]
    for each in seats:
        each.start()
    for each in seats:
        each.join()
    assert sorted((said.get_nowait(), said.get_nowait())) == ["issued", "refused"]
    assert at_hand(user) == (0, 0)
    assert faults(other) == []
    other.store.close()
