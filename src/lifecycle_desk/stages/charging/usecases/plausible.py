"""One look at every session that comes to a car, whoever tells of it: whether it can be one of that car at all."""

from collections.abc import Callable, Iterator, Sequence

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.charging.rules.plausible import ChargedCar, Limits, Told, limits
from lifecycle_desk.stages.charging.tables.packing import Packed
from lifecycle_desk.store.store import Work
from lifecycle_desk.vehicle.rules.models import Energy
from lifecycle_desk.vehicle.tables import life


class Plausible:
    """What is known of each car, asked once, and the limits of the day."""

    def __init__(self) -> None:
        self._cars: dict[str, ChargedCar] = {}
        self._limits: Limits | None = None

    def sorted_out(
        self, work: Work, rows: Sequence[Packed], is_known: Callable[[Packed], bool]
    ) -> tuple[Sequence[Packed], list[tuple[Packed, Objection]]]:
        """The sessions that can be of their cars, and those that cannot, each with why.

        One that the books have already stays: what was recorded is corrected by people and not by an import.
        """
        within = self._within(work)
        against = [
            (row, why)
            for row in rows
            if row.vin and (why := self._car(work, row.vin).refuses(_told(row), within)) and not is_known(row)
        ]
        left = {id(row) for row, _ in against}
        return [row for row in rows if id(row) not in left] if left else rows, against

    def oddities(self, work: Work, rows: Sequence[Packed]) -> Iterator[tuple[str, Objection]]:
        """What is odd about some sessions beside their cars, with the VIN."""
        within = self._within(work)
        for row in rows:
            if row.vin:
                for odd in self._car(work, row.vin).finds_odd(_told(row), within):
                    yield row.vin, odd

    def _within(self, work: Work) -> Limits:
        if self._limits is None:
            self._limits = limits(today(work))
        return self._limits

    def _car(self, work: Work, vin: str) -> ChargedCar:
        if vin not in self._cars:
            row = life.row(work, vin)
            self._cars[vin] = ChargedCar(vin, Energy.of(row.energy) if row.energy else None, row.usable_wh)
        return self._cars[vin]


def _told(row: Packed) -> Told:
    energy = max(row.meter_wh or 0, row.battery_wh or 0)
    return Told(energy, row.soc_start, row.soc_end, row.cost, row.currency)
