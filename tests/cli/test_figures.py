"""`figures` at the command line: of a period, divided, for people and for programs, and for nobody else."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from command_line import Desk

from lifecycle_desk.base import clock
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.figures.usecases.keeping import forget, is_counted
from lifecycle_desk.stages.service.orders.rules.orders import Job, Line, LineKind
from lifecycle_desk.stages.service.orders.usecases.orders import log_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import LogRepairOrder
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Description, add_vehicle

MG = "LSJWH4095PN000001"


@pytest.fixture
def desk(own_user):
    with clock.standing_at(datetime(2026, 11, 25, 9, tzinfo=UTC)):
        add_vehicle(own_user, AddVehicle(MG, date(2026, 1, 2), Description("MG", "MG4")))
        for day in (date(2026, 10, 6), date(2026, 11, 3)):
            line = Line(kind=LineKind.LABOUR, text="x", code="A", hours=Decimal("1.5"), price=100_000)
            job = Job(complaint="c", cause="c", correction="done", lines=(line,))
            log_repair_order(own_user, LogRepairOrder(vin=MG, on=day, odometer_in=Distance(9_000), jobs=(job,)))
        with own_user.store.writing() as tx:
            forget(tx)  # as a store of before comes
        yield Desk(own_user.store.where)


def test_figures_of_a_month_are_told_exactly_and_counted_first(desk, own_user):
    told = desk("figures", "--month", "2026-11", "--json").json
    assert is_counted(own_user.store)
    assert (told["period"], told["from"], told["until"], told["complete"]) == (
        "2026-11",
        "2026-11-01",
        "2026-11-30",
        True,
    )
    found = {each["figure"]: each for each in told["figures"]}
    assert found["hours_sold"]["value"] == "1.5"
    wanted = {"value": 150_000, "currency": "THB", "sort": "customer", "before": 150_000}
    assert found["turnover"].items() >= wanted.items()


def test_a_quarter_is_divided_by_model_and_written_for_people(desk):
    said = desk("figures", "--quarter", "2026-Q4", "--by", "model", "--figure", "hours_sold")
    assert "Q4 2026" in said.out
    assert "Hours sold  MG4  3" in said.out


@pytest.mark.parametrize("wrong", [("--month", "2026-Q4"), ("--year", "26"), ("--month", "soon")])
def test_what_is_no_period_is_refused(desk, wrong):
    assert desk("figures", *wrong, "--json").json["refused"]["rule"] == "period_unknown"
