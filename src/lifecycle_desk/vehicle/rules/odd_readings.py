"""Wording of an odometer reading that is odd beside its neighbours."""

from datetime import date
from typing import Any, override

from lifecycle_desk.base.objections import N_, Objection
from lifecycle_desk.base.quantities import Distance, Kilometres


class OddReading(Objection):
    """A reading that does not go with its neighbours in time: `neighbour` is the one that it contradicts.

    All are distances that the car has run: where a cluster was replaced, its offset is in them.
    """

    field = "odometer_km"
    km: Kilometres
    neighbour_km: Kilometres
    neighbour_on: date
    earlier_km: int | None
    earlier_on: date | None
    later_km: int | None
    later_on: date | None

    @property
    @override
    def told(self) -> dict[str, Any]:
        return super().told | {name: Distance(self.facts[name]) for name in SHOWN if name in self.facts}


class ExplainedReading(OddReading):
    """A reading that a common mistake would explain: without it the car had run `would_be_km`."""

    would_be_km: Kilometres


class ReadingPerhapsInMiles(ExplainedReading):
    """Taken as miles it would go with both neighbours."""

    message = N_(
        "%(km)s conflicts with %(neighbour_km)s on %(neighbour_on)s. Perhaps it is in miles: then it is "
        "%(would_be_km)s.",
    )


class ReadingPerhapsInKilometres(ExplainedReading):
    """It was converted from miles, and would go with both neighbours as it stood."""

    message = N_(
        "%(km)s conflicts with %(neighbour_km)s on %(neighbour_on)s. Perhaps kilometres were entered as "
        "miles: then it is %(would_be_km)s.",
    )


class ReadingPerhapsMistyped(ExplainedReading):
    """With one digit more or less it would go with both neighbours."""

    message = N_(
        "%(km)s conflicts with %(neighbour_km)s on %(neighbour_on)s. Perhaps a digit is missing or "
        "extra: about %(would_be_km)s would fit.",
    )


class InconsistentReading(OddReading):
    """Lower than an earlier reading, or higher than a later one."""

    message = N_("Inconsistent reading: %(km)s conflicts with %(neighbour_km)s on %(neighbour_on)s.")


class ReadingJumps(OddReading):
    """Further from a neighbour than anyone drives in the days between."""

    message = N_(
        "%(km)s would mean %(km_per_day)s per day between this reading and %(neighbour_km)s on %(neighbour_on)s.",
    )
    km_per_day: Kilometres


ACROSS = N_(
    "%(shown_km)s on this cluster (%(km)s over all clusters) conflicts with %(neighbour_shown_km)s "
    "(%(neighbour_km)s) on %(neighbour_on)s."
)
ACROSS_EXPLAINED = N_(
    "%(shown_km)s on this cluster (%(km)s over all clusters) conflicts with %(neighbour_shown_km)s "
    "(%(neighbour_km)s) on %(neighbour_on)s. Perhaps it is %(would_be_shown_km)s on this cluster."
)
SHOWN = ("shown_km", "neighbour_shown_km", "would_be_shown_km")


def as_shown[Note: OddReading](note: Note, offset: int, neighbours_offset: int) -> Note:
    """The same, told by what the clusters showed, where one of the two was replaced: nobody has seen the sums.

    The facts stay the distances that the car has run; what was shown stands beside them.
    """
    if offset or neighbours_offset:
        shown = {
            "shown_km": note.km - offset,
            "neighbour_shown_km": note.neighbour_km - neighbours_offset,
        }
        if isinstance(note, ExplainedReading):
            shown["would_be_shown_km"] = note.would_be_km - offset
        note.facts |= shown
        note.message = ACROSS_EXPLAINED if isinstance(note, ExplainedReading) else ACROSS  # type: ignore[misc]  # of this one
    return note
