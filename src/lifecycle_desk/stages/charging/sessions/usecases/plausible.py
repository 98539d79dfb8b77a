"""One look at every session that comes to a car, whoever tells of it: whether it can be one of that car at all."""

from collections.abc import Callable, Iterator, Sequence

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.charging.sessions.rules.plausible import ChargedCar, Limits, StatedFacts, limits
from lifecycle_desk.stages.charging.sessions.rules.sessions import FULL
from lifecycle_desk.stages.charging.sessions.tables.packing import Packed
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.models import Energy
from lifecycle_desk.vehicle.tables import life


class Plausible:
    """The known facts of each car, asked once, and the limits of the day."""

    def __init__(self) -> None:
        self._cars: dict[str, ChargedCar] = {}
        self._limits: Limits | None = None

    def sorted_out(
        self, tx: Transaction, rows: Sequence[Packed], is_known: Callable[[Packed], bool]
    ) -> tuple[Sequence[Packed], list[tuple[Packed, Objection]], list[tuple[str, Objection]]]:
        """The sessions that can be of their cars, those that cannot, each with why, and what is odd of which VIN.

        One that the books have already stays: what was recorded is corrected by people and not by an import.
        """
        within, against, odd = self._within(tx), list[tuple[Packed, Objection]](), list[tuple[str, Objection]]()
        for row in self._doubtful(tx, rows, within):
            vin, told = str(row.vin), _told(row)
            why = self._cars[vin].refuses(told, within)
            if why is None:
                odd += ((vin, each) for each in self._cars[vin].finds_odd(told, within))
            elif not is_known(row):
                against.append((row, why))
        left = {id(row) for row, _ in against}
        return [row for row in rows if id(row) not in left] if left else rows, against, odd

    def _doubtful(self, tx: Transaction, rows: Sequence[Packed], within: Limits) -> Iterator[Packed]:
        """The sessions that a quick look does not pass: nearly all of a long file are in order."""
        least, low, high, prices = within.least_points, within.least_times, within.most_times, within.price
        seen: dict[str, tuple[bool, int, float]] = {}
        for row in rows:
            if (vin := row.vin) is None:
                continue
            if vin not in seen:
                car = self._car(tx, vin)
                seen[vin] = car.is_charged, car.usable_wh or 0, (car.usable_wh or 0) * within.odd_times
            is_charged, usable, most = seen[vin]
            energy = max(row.meter_wh or 0, row.battery_wh or 0)
            if not is_charged or (usable and energy > most):
                yield row
                continue
            dearest = prices.get(row.currency or "")
            if row.cost and dearest is not None and row.cost * 1000 > dearest * energy:
                yield row
            elif usable and row.soc_start is not None and row.soc_end is not None:
                points = row.soc_end - row.soc_start
                if points >= least and not low * points <= energy * FULL / usable <= high * points:
                    yield row

    def _within(self, tx: Transaction) -> Limits:
        if self._limits is None:
            self._limits = limits(today(tx))
        return self._limits

    def _car(self, tx: Transaction, vin: str) -> ChargedCar:
        if vin not in self._cars:
            row = life.row(tx, vin)
            self._cars[vin] = ChargedCar(vin, Energy.of(row.energy) if row.energy else None, row.usable_wh)
        return self._cars[vin]


def _told(row: Packed) -> StatedFacts:
    energy = max(row.meter_wh or 0, row.battery_wh or 0)
    return StatedFacts(energy, row.soc_start, row.soc_end, row.cost, row.currency)
