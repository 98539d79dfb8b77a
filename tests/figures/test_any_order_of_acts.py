"""Whatever people do, in whichever order: what is kept is what a recount finds, and a count anew comes to the same."""

from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from figures_told import findings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lifecycle_desk.base import clock
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.steps import drained
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.figures import tables
from lifecycle_desk.figures.usecases.keeping import count_figures, forget
from lifecycle_desk.stages.service.orders.rules.orders import Job, Line, LineKind, OrderSheet, PayType
from lifecycle_desk.stages.service.orders.usecases.orders import correct_repair_order, log_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import (
    CorrectRepairOrder,
    LogRepairOrder,
    TakeBackOrderStep,
)
from lifecycle_desk.stages.service.orders.usecases.showing import order
from lifecycle_desk.stages.service.orders.usecases.transitions import take_back_order_step
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Describe, Description, add_vehicle, describe_vehicle

CARS = ("LSJWH4095PN000001", "LGXCE4CB7R0000001")
LAST = date(2026, 11, 25)
DAYS = st.integers(0, 70).map(lambda ago: LAST - timedelta(days=ago))
LINES = st.lists(
    st.builds(
        lambda code, pays, tenths, who: Line(
            kind=LineKind.LABOUR, text="x", code=code, hours=Decimal(tenths) / 10, price=99_999, pays=pays,
            technician=who,
        ),
        st.sampled_from(["A", "B"]),
        st.sampled_from([PayType.CUSTOMER, PayType.INTERNAL, PayType.WARRANTY]),
        st.integers(1, 30),
        st.sampled_from(["", "Anan", "Somchai"]),
    ),
    min_size=1,
    max_size=2,
)  # fmt: skip
ACTS = st.lists(
    st.tuples(st.sampled_from(["log", "log", "correct", "undo", "describe"]), st.integers(0, 1), DAYS, LINES),
    min_size=2,
    max_size=7,
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(acts=ACTS)
def test_kept_figures_are_those_of_a_recount(
    acts: list[tuple[str, int, date, list[Line]]], founded: Callable[[], Path], tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = tmp_path_factory.mktemp("acts") / "desk.ldk"
    place.write_bytes(founded().read_bytes())
    user = UserSession(open_store(place), None, authorise)
    with clock.standing_at(datetime(2026, 11, 25, 9, tzinfo=UTC)):
        for vin in CARS:
            add_vehicle(user, AddVehicle(vin, date(2026, 1, 2), Description("MG", vin[-1])))
        made: list[str] = []
        for act in acts:
            _do(user, act, made)
        assert findings(user) == []
        kept = _kept(user)
        with user.store.writing() as tx:
            forget(tx)
        drained(count_figures(user))
        assert _kept(user) == kept
    user.store.close()


def _do(user: UserSession, act: tuple[str, int, date, list[Line]], made: list[str]) -> None:
    """One act; what the rules refuse changes nothing."""
    what, which, on, lines = act
    job = Job(complaint="c", cause="c", correction="done", lines=tuple(lines))
    if what == "log":
        asked = LogRepairOrder(vin=CARS[which], on=on, odometer_in=Distance(9_000), technician="Anan", jobs=(job,))
        made.append(log_repair_order(user, asked).value.number)
    elif what == "describe":
        describe_vehicle(user, Describe(CARS[which], Description("BYD", f"model {on.day}")))
    elif made:
        _change(user, made[which % len(made)], what, on, job)


def _change(user: UserSession, number: str, what: str, on: date, job: Job) -> None:
    found = order(user, number).order
    try:
        if what == "undo":
            take_back_order_step(user, TakeBackOrderStep(number, found.last_event, "a mistake"))
            return
        sheet = {each.name: getattr(found.sheet, each.name) for each in fields(OrderSheet)} | {"jobs": (job,)}
        more = {"number": number, "revision": found.revision, "why": "another day", "on": on}
        correct_repair_order(user, CorrectRepairOrder(**sheet | more))
    except Objection:
        return


def _kept(user: UserSession) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    with user.store.reading() as tx:
        parts = sorted(tuple(row) for row in tx.ask(tables.PART.select()))
        return parts, sorted(tuple(row) for row in tx.ask(tables.SUM.select()) if row.amount or row.things)
