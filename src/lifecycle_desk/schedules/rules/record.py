"""The servicing record of a car: since when it is known, what was done when and at how many km, how far it runs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.vehicle.rules.life import ELSEWHERE, RecordedEvent, as_recorded
from lifecycle_desk.vehicle.rules.odometer import Reading


class ServicingEvent(LabeledEnum):
    """Servicing events besides orders: a visit elsewhere, a schedule, a reminder."""

    SERVICED = "vehicle.serviced", N_("Serviced elsewhere")
    SCHEDULE_SET = "vehicle.schedule_set", N_("Maintenance schedule set")
    SNOOZED = "vehicle.due_snoozed", N_("Service reminder snoozed")


SERVICED, SCHEDULE_SET, SNOOZED = (each.value for each in ServicingEvent)
# The kinds whose facts a record is made of; a workshop's closing events name the items in the fact `serviced`.
TELLING = frozenset({SERVICED, SCHEDULE_SET, SNOOZED, ELSEWHERE, "service.order", "service.order_corrected"})


@dataclass(frozen=True, slots=True)
class ServicedTold:
    """What an event says of servicing: items that were done, and whether an authorised workshop did them.

    Another dealer's may say anything.
    """

    serviced: Any = ()
    authorised: Any = None


@dataclass(frozen=True, slots=True)
class SnoozedTold:
    """`vehicle.due_snoozed`: until when nobody is reminded, None where the reminder is taken up again."""

    until: date | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """A visit at which items of the schedule were done; `km` is true distance, None where it is not known.

    `authorised` is whether an authorised workshop did it, None where nobody knows; `seq` the event that tells it.
    """

    on: date
    km: int | None
    codes: frozenset[str]
    authorised: bool | None = None
    seq: int | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """What `vehicle.schedule_set` says: a schedule with its version in place of that of the sale, and severe use."""

    schedule: str | None = None
    version: date | None = None
    severe: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The facts of a car that schedules rest on.

    `begins` is the day of its first owner, from which clocks run with 0 km; `known_from` the day from which the books
    have all its servicing, the same for a car that was sold here. `readings` are sound ones as true distances, by
    day. `pace` is its daily distance in km.
    """

    begins: date
    known_from: date
    done: tuple[Done, ...] = ()
    readings: tuple[Reading, ...] = ()
    pace: Fraction | None = None
    severe: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether everything since the beginning is known."""
        return self.known_from <= self.begins

    def done_of(self, code: str) -> tuple[Done, ...]:
        """The times at which an item was done, the first first."""
        return tuple(each for each in self.done if code in each.codes)

    def km_on(self, day: date) -> int:
        """About how far the car had run on a day: evenly between the readings around it, and as the last after it."""
        known = self._known()
        if not known:
            return 0
        if day <= known[0].on:
            return known[0].km
        for early, late in pairwise(known):
            if day <= late.on:
                share = Fraction((day - early.on).days, max((late.on - early.on).days, 1))
                return int(early.km + (late.km - early.km) * share)
        return known[-1].km

    def km_between(self, day: date) -> tuple[int, int | None]:
        """At least and at most how far it had run on a day; None where no later reading tells."""
        least = max((each.km for each in self._known() if each.on < day), default=0)
        most = min((each.km for each in self._known() if each.on > day), default=None)
        return least, most

    def reached(self, km: int) -> date | None:
        """The day of the first reading that is so far or further."""
        return next((each.on for each in self._known() if each.km >= km), None)

    @property
    def last(self) -> Reading | None:
        """The last reading."""
        known = self._known()
        return known[-1] if known else None

    def _known(self) -> tuple[Reading, ...]:
        if self.is_whole and (not self.readings or self.readings[0].on > self.begins):
            return (Reading(self.begins, 0), *self.readings)
        return self.readings


def done_in(events: Iterable[RecordedEvent], true_km: Mapping[int, int]) -> tuple[Done, ...]:
    """The visits that events which count tell of; `true_km` is the distance of sound readings by their event."""
    found = []
    for told in events:
        each = as_recorded(told)
        said = each.facts_as(ServicedTold)
        if said.serviced:
            authorised = said.authorised if each.kind == SERVICED else None
            if told.kind.startswith("service."):
                authorised = True  # our own workshop's; another dealer's is not known
            codes = frozenset(map(str, said.serviced))
            found.append(Done(told.on, true_km.get(told.seq), codes, authorised, told.seq))
    return tuple(sorted(found, key=lambda each: (each.on, each.seq or 0)))


def setting_in(events: Iterable[RecordedEvent]) -> Setting:
    """The last setting of a car, by effective events."""
    told = [each for each in events if each.kind == SCHEDULE_SET]
    return told[-1].facts_as(Setting) if told else Setting()


def snoozed_in(events: Iterable[RecordedEvent]) -> date | None:
    """Until when somebody put off what is due, by events that count; what was serviced since ends it."""
    told = sorted(events, key=lambda each: each.seq)
    last = next((each for each in reversed(told) if each.kind == SNOOZED), None)
    if last is None or any(as_recorded(each).facts_as(ServicedTold).serviced for each in told if each.seq > last.seq):
        return None
    return last.facts_as(SnoozedTold).until
