"""The odometer as people meet it: what the dash shows, and the distance over all clusters where one was replaced.

A vehicle's row keeps the distance over all clusters, on which cover and servicing rest. Nobody who stands before the
car has seen that figure, so lists and papers show the dash's, and say of the other what it is.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.said import Piece, Said
from lifecycle_desk.base.typed import typed
from lifecycle_desk.vehicle.rules.life import CLUSTER_REPLACED, ELSEWHERE
from lifecycle_desk.vehicle.rules.life_facts import AsRecorded, ClusterTold
from lifecycle_desk.vehicle.rules.odometer import NO_OFFSETS, Reading, in_time, last_shown, true_reading

OVER_ALL = N_("%(distance)s over all clusters")
TELL_OF_CLUSTERS = (CLUSTER_REPLACED, ELSEWHERE)
ON_THIS = N_("%(shown)s on this cluster (%(distance)s over all clusters)")


@dataclass(frozen=True, slots=True)
class Odometer:
    """Where a vehicle's odometer stands, in km: what its cluster shows, and what it has run over all clusters."""

    shown_km: int
    whole_km: int

    @property
    def is_replaced(self) -> bool:
        """Whether the dash shows another figure than the distance that was run."""
        return self.shown_km != self.whole_km

    @property
    def over_all(self) -> Said | None:
        """The distance over all clusters, to stand beside the dash's figure; None where both are the same."""
        return Said(OVER_ALL, distance=Distance(self.whole_km)) if self.is_replaced else None

    @property
    def said(self) -> Piece:
        """Both figures, each with what it is; the one alone where they are the same."""
        if not self.is_replaced:
            return Distance(self.shown_km)
        return Said(ON_THIS, shown=Distance(self.shown_km), distance=Distance(self.whole_km))

    def at(self, whole_km: int) -> "Odometer":
        """The reading of the same cluster, shown or not, at another distance run."""
        return Odometer(whole_km - self.whole_km + self.shown_km, whole_km)


def said_at(odometer: Odometer | None, whole_km: int) -> Piece:
    """A distance run as the driver will see it on the dash; what this cluster can never have shown, over all alone."""
    then = odometer.at(whole_km) if odometer else Odometer(whole_km, whole_km)
    return then.said if then.shown_km >= 0 else Said(OVER_ALL, distance=Distance(whole_km))


class Entry(NamedTuple):
    """Of one event what the odometer asks for; `body`, as the chain has it, where it may tell of a new cluster."""

    vin: str
    on: date
    km: int | None
    segment: int
    seq: int
    corrects: int | None
    body: str | None


def corrected(entries: Iterable[tuple[int, int | None]]) -> set[int]:
    """The events of a life that count no more, from each event's number and the number of what it corrects.

    A correction may itself have been corrected: then what it corrected counts again.
    """
    found: set[int] = set()
    for seq, corrects in sorted(entries, key=lambda each: -each[0]):
        if corrects is not None and seq not in found:
            found.add(corrects)
    return found


def offset_told(kind: str, facts: Mapping[str, Any]) -> tuple[int, int] | None:
    """The cluster that an event tells of, counted from 0, and the km to be added to its readings; else None."""
    if kind == ELSEWHERE:
        own = typed(AsRecorded, facts)
        kind, facts = own.kind, own.facts
    if kind != CLUSTER_REPLACED:
        return None
    cluster = typed(ClusterTold, facts)
    return cluster.segment, cluster.offset_km


def read_together(entries: Iterable[Entry]) -> dict[str, Odometer]:
    """Where the odometers of some vehicles stand, by VIN, from all events of their lives; of one without, nothing."""
    lives = groupby(sorted(entries, key=itemgetter(0)), key=itemgetter(0))
    found = ((vin, _read(list(own))) for vin, own in lives)
    return {vin: odometer for vin, odometer in found if odometer}


def _read(known: list[Entry]) -> Odometer | None:
    gone = corrected((each.seq, each.corrects) for each in known)
    counting = [each for each in known if each.seq not in gone]
    readings = [Reading(each.on, each.km, each.segment, each.seq) for each in counting if each.km is not None]
    bodies = (json.loads(each.body) for each in counting if each.body and each.corrects is None)
    told = (offset_told(each["kind"], each["facts"]) for each in bodies)
    return last_read(readings, dict(NO_OFFSETS) | dict(filter(None, told)))


def last_read(readings: Iterable[Reading], offsets: Mapping[int, int] = NO_OFFSETS) -> Odometer | None:
    """Where the odometer stands by the last reading that goes with the others; None without a reading."""
    last = last_shown(readings, offsets)
    return Odometer(last.km, (true_reading(last, offsets) or last).km) if last else None


def of_row(vin: str, whole_km: int | None, replaced: Mapping[str, Odometer]) -> Odometer | None:
    """Where the odometer of a row stands that keeps the distance run, beside those whose cluster was replaced."""
    return replaced.get(vin) or (None if whole_km is None else Odometer(whole_km, whole_km))


def distance_run(km: int, on: date, readings: Iterable[Reading], offsets: Mapping[int, int]) -> int:
    """The distance that a car had run when its dash showed so many km on a day, reckoned with the cluster of then.

    On the day of a replacement it was the old or the new one: the one by which it comes nearest to the last distance
    known until then.
    """
    known = [each for each in in_time(readings) if each.on <= on]
    before = max((each.segment for each in known if each.on < on), default=0)
    had = {before, *(each.segment for each in known if each.on == on and each.segment > before)}
    runs = [km + offsets.get(each, 0) for each in sorted(had)]
    last = known[-1] if known else None
    run = (true_reading(last, offsets) or last).km if last else km
    return min(runs, key=lambda each: abs(each - run))
