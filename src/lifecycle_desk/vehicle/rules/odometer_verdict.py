"""The odometer's verdict: whether all readings of a life go with one another, and which of them say so.

The model is Belgium's Car-Pass (Law of 11 June 2004): every reading with its day and where it comes from, judged in
the order of time. A mistake that explains a reading (miles for kilometres, a digit too many, a replaced cluster) is
looked for before a reading is called inconsistent, and nobody is accused. Limits are dated data in resources/odometer.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import pairwise

from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.resources import resource
from lifecycle_desk.base.said import Said
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.market.citing import cited_in
from lifecycle_desk.market.dated import Dated
from lifecycle_desk.vehicle.rules import life
from lifecycle_desk.vehicle.rules.facts import SourceTold
from lifecycle_desk.vehicle.rules.life import Part, RecordedEvent
from lifecycle_desk.vehicle.rules.odd_readings import SHOWN, ExplainedReading, InconsistentReading, OddReading, as_shown
from lifecycle_desk.vehicle.rules.odometer import (
    NO_OFFSETS,
    TOLERANCE_KM,
    Reading,
    ReadingSource,
    explanations,
    in_time,
    odd_readings,
    true_reading,
)

NEAR = 10  # a tenth of what an evenly driven car would show, or runs between the neighbours: nobody drives evenly


class Integrity(LabeledEnum):
    """The verdict on all readings together."""

    CONSISTENT = "consistent", C_("odometer", "Consistent")
    WITH_GAPS = "consistent_with_gaps", C_("odometer", "Consistent, with gaps")
    EXPLAINED = "explained", C_("odometer", "Explained")
    INCONSISTENT = "inconsistent", C_("odometer", "Inconsistent readings")
    TOO_LITTLE = "too_little_known", C_("odometer", "Not enough data")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits(Dated):
    """How long a life may be without a reading, in months, and how few readings tell anything, by a source."""

    first_months: int
    then_months: int
    least_readings: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """A reading with what it rests on: the event, its source and documents, and the figure as the source gave it.

    `true_km` is the distance that the car has run, over replaced clusters; None where what its cluster adds is not
    known. `new_cluster` says that the reading is the first of a new instrument cluster.
    """

    reading: Reading
    distance: Distance
    source: ReadingSource
    true_km: int | None
    odd: OddReading | None = None
    documents: tuple[str, ...] = ()
    new_cluster: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """A time without a reading, from the day of one to that of the next."""

    since: date
    until: date
    too_long: bool = False

    @property
    def days(self) -> int:
        """How many days it is."""
        return (self.until - self.since).days


@dataclass(frozen=True, slots=True)
class OdometerVerdict:
    """The verdict on the odometer on a day, its reasons, and all readings in the order of time.

    `carried_by` are the numbers of the events whose readings decide; `longest_gap` is the longest time without a
    reading, up to the day of the verdict.
    """

    on: date
    integrity: Integrity
    why: tuple[Said, ...]
    readings: tuple[Evidence, ...]
    carried_by: tuple[int, ...]
    longest_gap: Gap | None
    limits: Limits

    @property
    def remarks(self) -> tuple[Said, ...]:
        """The reasons that are about all readings together: what is odd about single ones is told with these."""
        single = list(_in_words([each for each in self.readings if each.odd]))
        return tuple(each for each in self.why if each not in single)


_OF_PARTS: Mapping[Part, ReadingSource] = {
    Part.SALE: ReadingSource.SALE,
    Part.SERVICE: ReadingSource.SERVICE,
    Part.CHARGING: ReadingSource.TELEMATICS,
    Part.TRANSFER: ReadingSource.SALE,
    Part.RECYCLING: ReadingSource.INSPECTION,
    Part.VEHICLE: ReadingSource.SERVICE,
}
_OF_KINDS: Mapping[str, ReadingSource] = {
    "sale.inspected": ReadingSource.INSPECTION,
    "sale.storage_checked": ReadingSource.INSPECTION,
    "vehicle.added": ReadingSource.OWNER,
}


def source_of(told: RecordedEvent) -> ReadingSource:
    """Where the reading of an event comes from: as it says itself, else by its kind; so too of another dealer's."""
    told = life.as_recorded(told)
    return source_told(told) or _OF_KINDS.get(told.kind) or _OF_PARTS[told.part]


def source_told(told: RecordedEvent) -> ReadingSource | None:
    """Where the reading of an event comes from as it says itself."""
    said = told.facts_as(SourceTold).source
    return next((each for each in ReadingSource if each.value == said), None)


_FIGURES = ("valid_from", "first_months", "then_months", "least_readings")


@cache
def _all_limits() -> tuple[Limits, ...]:
    content = tomllib.loads(resource("odometer/limits.toml").read_text("utf-8"))
    found = (Limits(**{name: each[name] for name in _FIGURES}, **cited_in(each)) for each in content["limits"])
    return tuple(sorted(found, key=lambda each: each.valid_from))


def limits_on(on: date) -> Limits:
    """The limits in force on a day; before all others, the first."""
    return next((each for each in reversed(_all_limits()) if each.valid_from <= on), _all_limits()[0])


def evidence(
    told: Iterable[RecordedEvent], readings: Sequence[Reading], offsets: Mapping[int, int] = NO_OFFSETS
) -> tuple[Evidence, ...]:
    """The readings of a life that count, in the order of time, each with the event that it rests on."""
    events = {each.seq: each for each in told}
    odd = dict(_odd(readings, offsets))
    return tuple(
        Evidence(
            each,
            of.odometer or Distance(each.km),
            source_of(of),
            true.km if (true := true_reading(each, offsets)) else None,
            odd.get(each.seq),
            of.documents,
            life.as_recorded(of).kind == life.CLUSTER_REPLACED,
        )
        for each in in_time(readings)
        if (of := events.get(each.seq))
    )


def _odd(readings: Sequence[Reading], offsets: Mapping[int, int]) -> Iterator[tuple[int, OddReading]]:
    """The odd readings by the numbers of their events; a mistake explains one only where it leads near what was due.

    Between distant neighbours nearly any figure would fit, so that of itself says little: a tenth either way is let
    pass, while a mile for a kilometre is two fifths away and a digit nine tenths.
    """
    found = odd_readings(readings, offsets)
    wrong = {reading for reading, _ in found}
    sound = [true_reading(each, offsets) or each for each in in_time(readings) if each not in wrong]
    for reading, note in found:
        yield reading.seq, _weighed(reading, note, sound) if isinstance(note, ExplainedReading) else note


def _weighed(reading: Reading, note: ExplainedReading, sound: Sequence[Reading]) -> OddReading:
    """The mistake that leads nearest to what was due, if one leads near enough; else the reading is inconsistent."""
    due, span = _due(reading.on, sound)
    if due is None:
        return note
    leeway = max(max(due, span) / NEAR, Fraction(TOLERANCE_KM))
    offset = note.km - reading.km
    near = [
        (abs(meant + offset - due), rule, meant + offset)
        for rule, meant in explanations(reading.km)
        if abs(meant + offset - due) <= leeway
    ]
    facts = {name: value for name, value in note.facts.items() if name not in {"would_be_km", *SHOWN}}
    neighbours = note.neighbour_km - getattr(note, "neighbour_shown_km", note.neighbour_km)
    if not near:
        return as_shown(InconsistentReading(**facts), offset, neighbours)
    _, rule, would_be = min(near, key=lambda each: each[0])
    return as_shown(rule(**facts, would_be_km=would_be), offset, neighbours)


def _due(on: date, sound: Sequence[Reading]) -> tuple[Fraction | None, Fraction]:
    """The distance of an evenly driven car on a day, and over how many km it was judged; None: nobody can tell."""
    earlier = [each for each in sound if each.on < on]
    later = [each for each in sound if each.on > on]
    if len({each.on for each in sound}) < 2:  # noqa: PLR2004 (two days make a pace)
        return None, Fraction(0)
    first, last = (earlier[-1], later[0]) if earlier and later else (sound[0], sound[-1])
    span = Fraction(last.km - first.km)
    return first.km + span * Fraction((on - first.on).days, (last.on - first.on).days), span


def judged(found: Sequence[Evidence], began: date | None, on: date) -> OdometerVerdict:
    """The verdict on a day about readings in the order of time; `began` is the first day on the road."""
    limits = limits_on(on)
    sound = [each for each in found if each.odd is None]
    gaps = list(_gaps(sound, began, on, limits))
    longest = max(gaps, key=lambda each: each.days, default=None)
    integrity, why, carried = _judged(found, gaps, limits)
    carried_by = tuple(each.reading.seq for each in carried)
    return OdometerVerdict(on, integrity, why, tuple(found), carried_by, longest, limits)


def _gaps(sound: Sequence[Evidence], began: date | None, on: date, limits: Limits) -> Iterator[Gap]:
    """The times between readings, from the first day on the road up to the day of the verdict."""
    days = [each.reading.on for each in sound]
    if not days:
        return
    if began and began < days[0]:
        yield _gap(began, days[0], limits.first_months)
    for since, until in pairwise([*days, max(on, days[-1])]):
        yield _gap(since, until, limits.then_months)


def _gap(since: date, until: date, months: int) -> Gap:
    whole = (until.year - since.year) * 12 + until.month - since.month - (until.day < since.day)
    return Gap(since, until, whole >= months and (whole > months or until.day != since.day))


type _Judged = tuple[Integrity, tuple[Said, ...], Sequence[Evidence]]


def _judged(found: Sequence[Evidence], gaps: Sequence[Gap], limits: Limits) -> _Judged:
    if len(found) < limits.least_readings:
        return Integrity.TOO_LITTLE, (Said(N_("Too few readings to compare.")),), found
    odd = [each for each in found if each.odd is not None]
    unexplained = [each for each in odd if not isinstance(each.odd, ExplainedReading)]
    missing = tuple(_missing(found, gaps))
    if unexplained:
        why = (_inconsistent(len(unexplained)), *_in_words(unexplained))
        explained = [each for each in odd if each not in unexplained]
        return Integrity.INCONSISTENT, (*why, *_in_words(explained), *missing), unexplained
    replaced = [each for each in found if each.new_cluster]
    other_unit = _in_another_unit(found)
    if odd or replaced or other_unit:
        why = (*_in_words(odd), *_replaced(replaced), *_converted(other_unit))
        return Integrity.EXPLAINED, (*why, *missing), [*odd, *replaced, *other_unit]
    if missing:
        return Integrity.WITH_GAPS, (_rising(found), *missing), found
    return Integrity.CONSISTENT, (_rising(found),), found


def _rising(found: Sequence[Evidence]) -> Said:
    return Said(
        NN_(
            "%(n)s reading from %(first)s to %(last)s: consistent.",
            "%(n)s readings from %(first)s to %(last)s: all consistent.",
        ),
        n=len(found),
        first=found[0].reading.on,
        last=found[-1].reading.on,
    )


def _inconsistent(count: int) -> Said:
    return Said(
        NN_(
            "%(n)s reading is inconsistent, with no typical mistake to explain it.",
            "%(n)s readings are inconsistent, with no typical mistake to explain them.",
        ),
        n=count,
    )


def _in_words(odd: Sequence[Evidence]) -> Iterator[Said]:
    """The oddities of readings, each in the words of its own rule."""
    yield from (Said(each.odd.message, **each.odd.told) for each in odd if each.odd)


def _replaced(replaced: Sequence[Evidence]) -> Iterator[Said]:
    for each in replaced:
        words = N_("The instrument cluster was replaced on %(on)s; the distance continues from the old one.")
        yield Said(words, on=each.reading.on)


def _converted(other: Sequence[Evidence]) -> Iterator[Said]:
    if other:
        yield Said(N_("Some readings are in miles and some in kilometres; converted, they are consistent."))


def _in_another_unit(found: Sequence[Evidence]) -> list[Evidence]:
    """Readings whose figure looks lower than the one before only because it is in another unit."""
    return [
        late
        for early, late in pairwise(found)
        if early.distance.unit is not late.distance.unit and late.distance.value < early.distance.value
    ]


def _missing(found: Sequence[Evidence], gaps: Iterable[Gap]) -> Iterator[Said]:
    """The unknowns: times without a reading, and readings that cannot be compared."""
    for each in gaps:
        if each.too_long:
            yield Said(N_("There is no reading from %(since)s to %(until)s."), since=each.since, until=each.until)
    if alone := [each for each in found if each.true_km is None]:
        words = NN_(
            "%(n)s reading cannot be compared: the last reading of the previous cluster is not known.",
            "%(n)s readings cannot be compared: the last reading of the previous cluster is not known.",
        )
        yield Said(words, n=len(alone))
