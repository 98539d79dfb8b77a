"""Checking a region: records without gaps, cars as their lives fold, and sums as their cars contribute."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import batched

from sqlalchemy import Connection

from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.region.tables import dealers, lives
from lifecycle_desk.region.tables.dealers import KnownDealer
from lifecycle_desk.region.tables.opening import RegionStore
from lifecycle_desk.region.usecases.folding import AT_ONCE, Sums, folded, kept
from lifecycle_desk.region.usecases.kept_cars import kept_cars
from lifecycle_desk.region.usecases.summing import is_summed_up, wrong_sums


@dataclass(frozen=True, slots=True)
class RegionFinding:
    """Something in a region that is not as it should be: of which dealer, where, and why."""

    dealer: str
    where: str
    why: str


@dataclass(frozen=True, slots=True)
class RegionChecked:
    """The result of a check: how much was looked at, and what was found."""

    dealers: int
    cars: int
    findings: tuple[RegionFinding, ...]


def check_region(region: RegionStore) -> Steps[RegionChecked]:
    """Count everything anew, dealer by dealer, and compare; each in one view of the store."""
    with region.reading() as connection:
        known = dealers.dealers(connection)
    cars, findings = 0, list[RegionFinding]()
    for done, each in enumerate(known):
        yield Step(done, len(known))
        with region.reading() as connection:
            now = dealers.dealer(connection, each.dealer) or each
            cars += len(lives.vins(connection, each.dealer))
            findings += _of_dealer(connection, now)
    wrong = wrong_sums(region) if is_summed_up(region) else []
    findings += [RegionFinding("", each, "its sums are not what the days come to") for each in wrong]
    return RegionChecked(len(known), cars, tuple(findings))


def _of_dealer(connection: Connection, known: KnownDealer) -> Iterator[RegionFinding]:
    of = known.dealer
    count, last = lives.how_far(connection, of)
    if (count, last) != (known.last_seq, known.last_seq):
        yield RegionFinding(of, "records", f"{count} are here up to no. {last}, and {known.last_seq} were received")
    elif last and lives.seal_of(connection, of, last) != known.last_seal:
        yield RegionFinding(of, f"record {last}", "its seal is not the one that was received last")
    sums = Sums()
    here, told = set(lives.vins(connection, of)), set(lives.told_vins(connection, of))
    yield from (RegionFinding(of, vin, "it has records, and is not kept") for vin in sorted(told - here))
    for some in batched(sorted(here), AT_ONCE):
        yield from _cars(connection, known, some, sums)
    if sums.days() != dict(lives.days(connection, of)):
        yield RegionFinding(of, "day", "the sums differ from a recount")
    if {key: n for key, n in sums.health.items() if n} != dict(lives.health(connection, of)):
        yield RegionFinding(of, "health", "the histogram differs from a recount")


def _cars(connection: Connection, known: KnownDealer, vins: tuple[str, ...], sums: Sums) -> Iterator[RegionFinding]:
    life, rows = lives.lives(connection, known.dealer, vins), lives.vehicles(connection, known.dealer, vins)
    for car in kept_cars(connection, known.dealer, vins):
        found = folded(car, life[car.vin])
        sums.add(car, found)
        if found != kept(rows[car.vin]):
            yield RegionFinding(known.dealer, car.vin, "what is kept of it differs from its life")
        elif life[car.vin] and bytes(rows[car.vin].seal) != bytes(life[car.vin][-1].seal):
            yield RegionFinding(known.dealer, car.vin, "it does not end with the last record of its life")
