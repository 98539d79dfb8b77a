"""Benches of sorting a long list by a column: the first time, and turned round, when its ranks are there."""

from benches.measure import Result, cpu, ratio
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.collating import collator
from lifecycle_desk.desktop.column_values import ColumnValues, TextOrders
from lifecycle_desk.desktop.remembered import Order
from lifecycle_desk.vehicle.screens.vehicles import COLUMNS, cells
from lifecycle_desk.vehicle.usecases.vehicles_shown import Vehicles, VehicleSummary

PLAINLY = "select number, plate from vehicle"
BASELINE = "the same column read by the driver, sorted by its letters (CPU)"


def sorting(user: UserSession, vehicles: int) -> tuple[Result, Result]:
    """All vehicles by their plates as Thai sorts them, off the GUI thread; then downwards."""
    listing = Vehicles(user)
    kept: list[ColumnValues[VehicleSummary]] = []

    def first() -> None:
        kept[:] = [ColumnValues(cells, TextOrders(lambda: collator("th")))]
        kept[0].arranged(listing, COLUMNS, (Order("plate"),))

    def turned() -> None:
        kept[0].arranged(listing, COLUMNS, (Order("plate", down=True),))

    def plainly() -> None:
        listing.keys()
        with user.store.reading() as tx:
            plates = tx.connection.exec_driver_sql(PLAINLY).all()
        sorted(plates, key=lambda each: each[1])

    sizes = f"{vehicles:,} rows"
    at_first = ratio(lambda: cpu(first), lambda: cpu(plainly))
    return (
        Result("a list sorted by a column", BASELINE, at_first, 3.0, sizes),
        Result("the same turned round", BASELINE, ratio(lambda: cpu(turned), lambda: cpu(plainly)), 0.6, sizes),
    )
