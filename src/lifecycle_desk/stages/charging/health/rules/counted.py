"""Figures of charging and batteries: energy charged in a month, and readings of battery health."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Protocol

from lifecycle_desk.base.objections import N_
from lifecycle_desk.figures.rules.figure import (
    TENTHS,
    Better,
    Contribution,
    Figure,
    FigureUnit,
    Section,
    amounts,
    counts,
)
from lifecycle_desk.stages.charging.health.rules.climate import Climate
from lifecycle_desk.stages.charging.health.rules.figures import OfficialKind
from lifecycle_desk.stages.charging.sessions.rules.events import ChargingEvent
from lifecycle_desk.vehicle.rules.life import Event, RecordedEvent

ENERGY, READ = "charged.energy", "health.read"
READ_IN = {each: f"health.{each.value}" for each in Climate}
WATT_HOURS = Fraction(1, 1000)


class Charged(Protocol):
    """Sessions of one month, one or many."""

    @property
    def day(self) -> date:
        """The day on which the last of them began, by the clocks of its place."""

    @property
    def energy_wh(self) -> int:
        """Below zero where they take back others."""

    @property
    def sessions(self) -> int:
        """How many there are; one that takes back another is taken off."""


def energy(sessions: Iterable[Charged]) -> Iterator[Contribution]:
    """The energy of a car's sessions by month, on the day of the last of each; what was credited is taken off."""
    by_month: dict[tuple[int, int], list[Charged]] = defaultdict(list)
    for each in sessions:
        by_month[each.day.year, each.day.month].append(each)
    for of_month in by_month.values():
        last = max(each.day for each in of_month)
        often = sum(each.sessions for each in of_month)
        yield Contribution(ENERGY, last, sum(each.energy_wh for each in of_month), often)


def reads_health(event: Event) -> bool:
    """Whether an event tells a reading of battery health."""
    return event.kind == ChargingEvent.HEALTH_READ


def readings(life: Iterable[RecordedEvent], climate: Callable[[], Climate]) -> Iterator[Contribution]:
    """The readings of battery health in a life, each on its day, and once more by the climate that the car lives in."""
    found = [each for each in life if each.kind == ChargingEvent.HEALTH_READ]
    lives_in = READ_IN[climate()] if found else ""  # asked of the sessions, and only where it matters
    for each in found:
        tenths, kind = int(each.facts["tenths"]), str(each.facts.get("kind", ""))
        yield Contribution(READ, each.on, tenths, sort=kind)
        yield Contribution(lives_in, each.on, tenths, sort=kind)


NO_READINGS = N_("No battery readings")


def _in_climate(climate: Climate, title: str, counted: str) -> Figure:
    """Battery health of the cars of one climate."""
    return Figure(
        name=f"battery_health_{climate.value}",
        section=Section.BATTERY,
        title=title,
        counts=counted,
        unit=FigureUnit.PERCENT,
        of=amounts(READ_IN[climate]),
        per=counts(READ_IN[climate]),
        times=TENTHS,
        better=Better.HIGHER,
        without=NO_READINGS,
    )


FIGURES = (
    Figure(
        name="battery_health",
        section=Section.BATTERY,
        title=N_("Battery health"),
        counts=N_(
            "Average of the readings of battery health recorded in the period: manufacturer tool, certificate or car. "
            "Estimates from charging are not counted."
        ),
        unit=FigureUnit.PERCENT,
        of=amounts(READ),
        per=counts(READ),
        times=TENTHS,
        better=Better.HIGHER,
        without=NO_READINGS,
    ),
    _in_climate(
        Climate.HOT,
        N_("Battery health in hot climates"),
        N_(
            "Average of these readings of vehicles that are charged in the heat, by the outside temperatures of their "
            "sessions, otherwise by the climate of the market."
        ),
    ),
    _in_climate(
        Climate.TEMPERATE,
        N_("Battery health in temperate climates"),
        N_("Average of these readings of vehicles that are charged where it is neither hot nor cold."),
    ),
    _in_climate(
        Climate.COLD,
        N_("Battery health in cold climates"),
        N_("Average of these readings of vehicles that are charged in the cold."),
    ),
    Figure(
        name="health_readings",
        section=Section.BATTERY,
        title=N_("Battery health readings"),
        counts=N_("Readings of battery health recorded in the period, by what they were measured with."),
        unit=FigureUnit.COUNT,
        of=counts(READ),
        sorts=OfficialKind,
        sorted_by=N_("Measured with"),
    ),
    Figure(
        name="energy_charged",
        section=Section.BATTERY,
        title=N_("Energy charged"),
        counts=N_("Energy of the charging sessions recorded for the period; credits are taken off."),
        unit=FigureUnit.ENERGY,
        of=amounts(ENERGY),
        times=WATT_HOURS,
    ),
    Figure(
        name="charging_sessions",
        section=Section.BATTERY,
        title=N_("Charging sessions"),
        counts=N_("Charging sessions recorded for the period; credits are taken off."),
        unit=FigureUnit.COUNT,
        of=counts(ENERGY),
    ),
)
