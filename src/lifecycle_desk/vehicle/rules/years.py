"""Years: what each year of a life came to in distance and money."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from lifecycle_desk.base.money import Money
from lifecycle_desk.vehicle.rules.life import CLUSTER_REPLACED, RecordedEvent
from lifecycle_desk.vehicle.rules.life_facts import ClusterTold


@dataclass(frozen=True, slots=True)
class Year:
    """A year of a life: `km` run since the last reading of the years before, None where that is not known."""

    year: int
    km: int | None = None
    paid: tuple[Money, ...] = field(default=())


def of_years(standing: Sequence[RecordedEvent], left_out: Collection[int] = ()) -> dict[int, Year]:
    """The years of a life, from the events that count; readings that are `left_out` (by number) do not.

    The first year's distance begins at its first reading. One amount for each currency that was paid in.
    """
    told = sorted(standing, key=lambda each: (each.on, each.seq))
    clusters = (each.facts_as(ClusterTold) for each in told if _is_cluster(each))
    offsets = {0: 0} | {each.segment: each.offset_km for each in clusters}
    read: dict[int, list[int]] = {}
    paid: dict[int, dict[str, int]] = {}
    for each in told:
        read.setdefault(each.on.year, [])
        amounts = paid.setdefault(each.on.year, {})
        if each.odometer and each.seq not in left_out and each.segment in offsets:
            read[each.on.year].append(each.odometer.km + offsets[each.segment])
        if each.paid:
            amounts[each.paid.currency] = amounts.get(each.paid.currency, 0) + each.paid.minor
    run = _run(read)
    return {
        year: Year(year, run.get(year), tuple(Money(minor, currency) for currency, minor in paid[year].items()))
        for year in read
    }


def _is_cluster(told: RecordedEvent) -> bool:
    return told.kind == CLUSTER_REPLACED and told.corrects is None


def _run(read: dict[int, list[int]]) -> dict[int, int]:
    """The distance of each year that has readings."""
    run, last = {}, None
    for year, readings in read.items():
        if not readings:
            continue
        begin = last if last is not None else readings[0]
        last = max(readings)
        if last > begin or len(readings) > 1:
            run[year] = max(0, last - begin)
    return run
