"""Percentiles of battery health from a histogram of whole percents, as exact as the histogram is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

LOW, MIDDLE, HIGH = Decimal("0.1"), Decimal("0.5"), Decimal("0.9")
FEW_READINGS = 30  # below these the outer tenths are single cars


@dataclass(frozen=True, slots=True)
class HealthBand:
    """Battery health of some cars: how many were read, and below which percents a tenth, a half and nine tenths lie."""

    cars: int
    low: Decimal
    middle: Decimal
    high: Decimal

    @property
    def is_few(self) -> bool:
        """Whether its ends are only a few cars."""
        return self.cars < FEW_READINGS


def percentile(histogram: Mapping[int, int], share: Decimal) -> Decimal | None:
    """The percent below which a share of the cars lies: within its bar as if these were spread evenly; None of none."""
    whole = sum(histogram.values())
    if whole <= 0:
        return None
    wanted, before = share * whole, 0
    for percent in sorted(histogram):
        here = histogram[percent]
        if here > 0 and before + here >= wanted:
            return (percent + (wanted - before) / here).quantize(Decimal("0.1"))
        before += here
    return None


def band(bars: Iterable[tuple[int, int]]) -> HealthBand | None:
    """The band of some bars, each a whole percent with its cars; None without a car."""
    histogram: dict[int, int] = {}
    for percent, cars in bars:
        histogram[percent] = histogram.get(percent, 0) + cars
    low, middle, high = (percentile(histogram, each) for each in (LOW, MIDDLE, HIGH))
    if low is None or middle is None or high is None:
        return None
    return HealthBand(sum(histogram.values()), low, middle, high)
