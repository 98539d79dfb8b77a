"""The odometer: readings judged in the order of time, back-dated ones welcome, mistakes suspected before anything else.

An odd reading is noted and never accuses: most readings that do not go with their neighbours are miles
taken for kilometres or a digit too many, so these are suspected first. The limits are the trade's own: 10 km are lost
on ramps and test benches, and nobody drives 2,000 km a day.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

from lifecycle_desk.base.money import rounded
from lifecycle_desk.base.objections import C_, N_, objection
from lifecycle_desk.base.quantities import FURTHEST_KM, METRES_IN_A_MILE, Distance, Kilometres
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.vehicle.rules.odd_readings import (
    ExplainedReading,
    InconsistentReading,
    OddReading,
    ReadingJumps,
    ReadingPerhapsInKilometres,
    ReadingPerhapsInMiles,
    ReadingPerhapsMistyped,
    as_shown,
)

TOLERANCE_KM = 10
FURTHEST_KM_A_DAY = 2_000
LIKELY_KM_A_DAY = 300  # a taxi; what a suspected mistake must come down to before it is believed
RECENT = timedelta(days=365)
APART = timedelta(days=7)  # readings of the same week say more of the week than of the driver
RECENT_READINGS = 40
NO_OFFSETS: Mapping[int, int] = {0: 0}


class ReadingSource(LabeledEnum):
    """Where a reading comes from."""

    SERVICE = "service", C_("odometer", "Workshop")
    INSPECTION = "inspection", C_("odometer", "Inspection")
    SALE = "sale", C_("odometer", "Sale")
    IMPORT = "import", C_("odometer", "Imported file")
    OWNER = "owner", C_("odometer", "Owner")
    TELEMATICS = "telematics", C_("odometer", "Vehicle data")
    EXPORT_DOCUMENT = "export_doc", C_("odometer", "Export document")


OdometerOutOfRange = objection(
    "OdometerOutOfRange",
    N_("An odometer reading must be between 0 and %(most)s, not %(km)s."),
    "odometer_km",
    km=Kilometres,
    most=Kilometres,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """An odometer's reading on a day, in km; `segment` counts the clusters that the car has had.

    `seq` puts the readings of one day in order; with equal `seq` they are taken to rise.
    """

    on: date
    km: int
    segment: int = 0
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The readings before and after a day, as true distances."""

    earlier: Reading | None
    later: Reading | None


def kilometres(distance: Distance) -> int:
    """A distance in whole km, within what an odometer can read; raises OdometerOutOfRange.

    A mile is 1.609344 km exactly; the value and unit of the source stay in the Distance.
    """
    if not 0 <= distance.km <= FURTHEST_KM:
        raise OdometerOutOfRange(distance.km, FURTHEST_KM)
    return distance.km


def offset_of_new_cluster(true_km: int, shown_km: int) -> int:
    """The offset for the readings of a new cluster that showed `shown_km` when the car had run `true_km`."""
    return true_km - shown_km


def true_reading(reading: Reading, offsets: Mapping[int, int] = NO_OFFSETS) -> Reading | None:
    """A reading as the distance that the car has run; None where the offset of its cluster is not known."""
    if reading.segment == 0:
        return reading
    offset = offsets.get(reading.segment)
    return None if offset is None else replace(reading, km=reading.km + offset)


def in_time(readings: Iterable[Reading]) -> list[Reading]:
    """Readings in the order of time, in whatever order they were written down."""
    return sorted(readings, key=lambda reading: (reading.on, reading.seq, reading.km))


def judge(
    reading: Reading,
    others: Iterable[Reading],
    offsets: Mapping[int, int] = NO_OFFSETS,
) -> tuple[OddReading, ...]:
    """The oddity of a reading beside the other readings of the car: nothing, or one thing.

    `others` must hold neither the reading itself nor readings that were corrected; their order does not matter, and
    one that is dated before the last is judged like any other. `offsets` gives the km to add per segment; readings of
    a cluster whose offset is not known are compared only with their own kind.
    """
    own = true_reading(reading, offsets)
    if own is None:
        return _judged(reading, [each for each in others if each.segment == reading.segment], {reading.segment: 0})
    return _judged(own, [true for each in others if (true := true_reading(each, offsets))], offsets)


def odd_readings(
    readings: Iterable[Reading],
    offsets: Mapping[int, int] = NO_OFFSETS,
) -> tuple[tuple[Reading, OddReading], ...]:
    """The odd readings of a life, in the order of time: as few as can be, so that the others go with one another.

    10,000, 110,000, 12,000 blames the second and not the third; where one could blame as many either way, those that
    a usual mistake explains. Takes n x n steps: a life has some hundred readings.
    """
    ordered = in_time(readings)
    if _all_go_together(ordered, offsets):
        return ()
    found: _Odd = []
    for kind in {_kind(reading, offsets) for reading in ordered}:
        own = [each for each in ordered if _kind(each, offsets) == kind]
        ways: list[_Odd] = [_beside(own, run, offsets) for run in _longest_rises(own, offsets)]
        best: _Odd = max(ways, key=_explained, default=[])
        found += best
    return tuple(sorted(found, key=lambda each: ordered.index(each[0])))


def _all_go_together(ordered: Sequence[Reading], offsets: Mapping[int, int]) -> bool:
    """Whether none falls or jumps, which is nearly always, and quickly seen."""
    true = [true_reading(each, offsets) or each for each in ordered]
    return not any(_contradicted(late, Neighbours(early, None)) for early, late in pairwise(true))


type _Odd = list[tuple[Reading, OddReading]]


def _beside(own: Sequence[Reading], run: Sequence[Reading], offsets: Mapping[int, int]) -> _Odd:
    """The oddity of readings beside a run of readings that go with one another."""
    sound = set(run)
    return [(each, note) for each in own if each not in sound for note in judge(each, run, offsets)]


def _explained(odd: _Odd) -> int:
    return sum(isinstance(note, ExplainedReading) for _, note in odd)


def sound(readings: Iterable[Reading], offsets: Mapping[int, int] = NO_OFFSETS) -> list[Reading]:
    """The readings that go with one another, in the order of time.

    Where none falls or jumps, which is nearly always, these are all of them; only else are the odd ones sought.
    """
    ordered = in_time(readings)
    if _all_go_together(ordered, offsets):
        return ordered
    odd = {each for each, _ in odd_readings(ordered, offsets)}
    return [each for each in ordered if each not in odd]


def last_sound(readings: Iterable[Reading], offsets: Mapping[int, int] = NO_OFFSETS) -> Reading | None:
    """The last reading that goes with the others, as a true distance where its cluster's offset is known."""
    last = sound(readings, offsets)[-1:]
    return true_reading(last[0], offsets) or last[0] if last else None


def km_per_day(readings: Iterable[Reading], offsets: Mapping[int, int] = NO_OFFSETS) -> Fraction | None:
    """The car's recent daily distance: the median of all slopes between readings of its last year (Theil and Sen).

    One wrong reading does not move it. None with no two readings a week apart.
    """
    from statistics import median  # the list of vehicles asks no pace

    known = in_time(true for reading in readings if (true := true_reading(reading, offsets)))
    recent = [reading for reading in known if reading.on >= known[-1].on - RECENT][-RECENT_READINGS:]
    slopes = [
        Fraction(late.km - early.km, (late.on - early.on).days)
        for place, early in enumerate(recent)
        for late in recent[place + 1 :]
        if late.on - early.on >= APART
    ]
    return max(Fraction(median(slopes)), Fraction(0)) if slopes else None


def _kind(reading: Reading, offsets: Mapping[int, int]) -> int:
    """The group within which a reading can be compared: all of known offset, or its own cluster."""
    return 0 if true_reading(reading, offsets) else reading.segment


def _longest_rises(ordered: Sequence[Reading], offsets: Mapping[int, int]) -> list[list[Reading]]:
    """The longest runs of comparable readings in which each goes with the one before; one for each last reading."""
    runs: list[list[Reading]] = []
    for reading in ordered:
        own = true_reading(reading, offsets) or reading
        before = [
            run
            for run in runs
            if _contradicted(own, Neighbours(true_reading(run[-1], offsets) or run[-1], None)) is None
        ]
        runs.append([*max(before, key=len, default=[]), reading])
    longest = max(map(len, runs), default=0)
    return [run for run in runs if len(run) == longest]


def _judged(own: Reading, around: list[Reading], offsets: Mapping[int, int]) -> tuple[OddReading, ...]:
    """The verdict on a true reading among true readings."""
    offset = offsets.get(own.segment, 0)
    neighbours = _neighbours(own, around)
    against = _contradicted(own, neighbours)
    if against is None:
        return ()
    note = _suspicion(own, neighbours, against, offset) or _inconsistent(own, neighbours, against)
    return (as_shown(note, offset, offsets.get(against.segment, 0)),)


def last_shown(readings: Iterable[Reading], offsets: Mapping[int, int] = NO_OFFSETS) -> Reading | None:
    """The last reading that goes with the others, as the cluster showed it."""
    return next(iter(sound(readings, offsets)[-1:]), None)


def _neighbours(own: Reading, around: list[Reading]) -> Neighbours:
    """The nearest reading before and the nearest after."""

    def moment(reading: Reading) -> tuple[date, int, int]:
        return (reading.on, reading.seq, reading.km)

    return Neighbours(
        earlier=max((each for each in around if moment(each) <= moment(own)), key=moment, default=None),
        later=min((each for each in around if moment(each) > moment(own)), key=moment, default=None),
    )


def _contradicted(own: Reading, neighbours: Neighbours) -> Reading | None:
    """The neighbour that a reading does not go with: falling before jumping, the earlier one before the later."""
    pairs = [
        (each, *((each, own) if each is neighbours.earlier else (own, each)))
        for each in (neighbours.earlier, neighbours.later)
        if each is not None
    ]
    falls = (each for each, early, late in pairs if late.km < early.km - TOLERANCE_KM)
    jumps = (each for each, early, late in pairs if _daily(early, late) > FURTHEST_KM_A_DAY)
    return next(falls, None) or next(jumps, None)


def _daily(one: Reading, other: Reading) -> Fraction:
    """Km a day between two readings; those of one day count as a day apart."""
    return Fraction(abs(other.km - one.km), max(abs((other.on - one.on).days), 1))


def _suspicion(own: Reading, neighbours: Neighbours, against: Reading, offset: int) -> OddReading | None:
    """The mistake that would explain a reading: miles for kilometres, the other way round, a digit too many or few."""
    for rule, meant in explanations(own.km - offset):
        would_be = meant + offset
        if _likely(replace(own, km=would_be), neighbours):
            return rule(**_facts(own, neighbours, against), would_be_km=would_be)
    return None


def explanations(shown_km: int) -> tuple[tuple[type[ExplainedReading], int], ...]:
    """A figure without each of the usual mistakes, the likeliest first; km as its cluster shows them."""
    mile = METRES_IN_A_MILE / 1000
    return (
        (ReadingPerhapsInMiles, rounded(shown_km * mile)),
        (ReadingPerhapsInKilometres, rounded(shown_km / mile)),
        (ReadingPerhapsMistyped, shown_km * 10),
        (ReadingPerhapsMistyped, shown_km // 10),
    )


def _likely(own: Reading, neighbours: Neighbours) -> bool:
    """Whether a reading goes with both neighbours as cars are driven: not only possible, but to be expected."""
    if _contradicted(own, neighbours) is not None:
        return False
    known = [each for each in (neighbours.earlier, neighbours.later) if each is not None]
    return min(_daily(own, each) for each in known) <= LIKELY_KM_A_DAY


def _inconsistent(own: Reading, neighbours: Neighbours, against: Reading) -> OddReading:
    """The oddity that remains when no mistake explains it."""
    facts = _facts(own, neighbours, against)
    early, late = (against, own) if against is neighbours.earlier else (own, against)
    if late.km < early.km - TOLERANCE_KM:
        return InconsistentReading(**facts)
    return ReadingJumps(**facts, km_per_day=rounded(_daily(early, late)))


def _facts(own: Reading, neighbours: Neighbours, against: Reading) -> dict[str, Any]:
    """The facts that every odd reading carries."""
    earlier, later = neighbours.earlier, neighbours.later
    return {
        "km": own.km,
        "neighbour_km": against.km,
        "neighbour_on": against.on,
        "earlier_km": earlier and earlier.km,
        "earlier_on": earlier and earlier.on,
        "later_km": later and later.km,
        "later_on": later and later.on,
    }
