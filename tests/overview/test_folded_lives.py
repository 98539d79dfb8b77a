"""The lives of the example dealer as people think of them: a row for each visit, and for each month of charging."""

from collections import Counter

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.stages.charging.sessions.usecases.showing import charged
from lifecycle_desk.stages.service.claims.rules.states import ClaimEvent
from lifecycle_desk.stages.service.orders.rules.states import OrderEvent
from lifecycle_desk.vehicle.rules.folding import fold, row_worded
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.usecases.showing import page
from lifecycle_desk.vehicle.usecases.summing import summaries
from lifecycle_desk.vehicle.usecases.vehicles_shown import Vehicles
from lifecycle_desk.vehicle_file.screens.lines import head_of
from lifecycle_desk.vehicle_file.screens.vehicle import shown_of


def lives(user: UserSession) -> dict[str, list[RecordedEvent]]:
    cars = Vehicles(user)
    vins = [each.vin for each in cars.rows(cars.keys()).values()]
    return {vin: [each.told for each in page(user, vin).lines] for vin in vins}


def test_each_order_is_one_row_with_its_claims_inside(example):
    claims = 0
    for told in lives(example).values():
        rows = fold(told)
        visits = Counter(str(each.facts["order"]) for each in told if each.kind == OrderEvent.CLOSED)
        for order in visits:
            (row,) = [each for each in rows if each.group and each.group.name == order]
            assert row.head.kind in {OrderEvent.CLOSED, OrderEvent.CORRECTED}
            assert row_worded(row, {}).opens == ("order", order)
            claims += sum(each.kind in {*ClaimEvent} for each in row.inside)
        assert not any(row.head and row.head.kind in {*ClaimEvent} for row in rows)
    assert claims


def test_charging_is_one_row_a_month_and_its_sums_are_those_of_the_sessions(example):
    months = 0
    for vin, told in lives(example).items():
        given = summaries(example, vin)
        rows = [row for row in fold(told, given) if row.summary]
        found = charged(example, vin)
        assert [row.group.name for row in rows] == [f"{month:%Y-%m}" for month, _ in reversed(found.months)]
        assert [row.summary.paid for row in rows] == [total.amounts for _, total in reversed(found.months)]
        said = [row_worded(row, {}).title.facts["n"] for row in rows]
        assert sum(said) == found.total.sessions
        months += len(rows)
    assert months


def test_no_entry_stands_for_a_month_of_charging_whose_sums_are_of_all(example):
    months = 0
    for vin in lives(example):
        shown = shown_of(example, vin)
        rows = [row for row in shown.rows if row.summary and row.head]
        assert not any(head_of(shown, row.key) for row in rows)
        months += len(rows)
    assert months
