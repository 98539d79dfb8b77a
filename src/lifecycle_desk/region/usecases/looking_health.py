"""Battery health in a region: by model and age, with what a tenth of the cars lies below, from kept bars alone."""

from collections import defaultdict
from dataclasses import dataclass

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.region.rules.percentiles import HealthBand, band
from lifecycle_desk.region.tables import looking
from lifecycle_desk.vehicle.rules.models import named

OLDEST = 20  # years; what is older stands with these


@dataclass(frozen=True, slots=True)
class HealthAt:
    """Battery health of a model at an age in whole years."""

    make: str
    model: str
    years: int
    band: HealthBand

    @property
    def name(self) -> str:
        """Make and model."""
        return named(self.make, self.model)


@dataclass(frozen=True, slots=True)
class ModelHealth:
    """A model with the cars that were read."""

    make: str
    model: str
    cars: int

    @property
    def name(self) -> str:
        """Make and model."""
        return named(self.make, self.model)


def health(user: UserSession, market: str = "", climate: str = "") -> tuple[HealthAt, ...]:
    """Battery health by model and age."""
    bars: dict[tuple[str, str, int], list[tuple[int, int]]] = defaultdict(list)
    with user.store.reading() as tx:
        for row in looking.health(tx, market, climate) if looking.is_summed(tx) else ():
            bars[row.make, row.model, min(row.years, OLDEST)].append((row.percent, int(row.cars)))
    found = [(key, band(each)) for key, each in sorted(bars.items())]
    return tuple(HealthAt(*key, each) for key, each in found if each)


def models(lines: tuple[HealthAt, ...]) -> tuple[ModelHealth, ...]:
    """The models of which batteries were read, the most of them first."""
    cars: dict[tuple[str, str], int] = defaultdict(int)
    for each in lines:
        cars[each.make, each.model] += each.band.cars
    found = [ModelHealth(*key, count) for key, count in cars.items()]
    return tuple(sorted(found, key=lambda each: (-each.cars, each.name)))
