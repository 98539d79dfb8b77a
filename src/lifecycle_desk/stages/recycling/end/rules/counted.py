"""Figures of the end of life: cars and batteries that ended in a month."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.figures.rules.figure import Contribution, Figure, FigureUnit, Section, counts
from lifecycle_desk.stages.recycling.end.rules.status import Happening
from lifecycle_desk.vehicle.rules.life import Event, RecordedEvent, Stage

ENDED, BATTERIES, TAKEN_OVER = "end.cars", "end.batteries", "end.taken_over"
_ENDS = frozenset({Stage.DESTROYED, Stage.LEFT_THE_MARKET})
_TOLD = frozenset({Happening.TAKEN_OVER.value, Happening.BATTERY_HANDED_OVER.value})


@dataclass(frozen=True, slots=True)
class _HandedOver:
    """What the figures need of an event by which batteries went."""

    codes: tuple[str, ...] = ()


def changes(event: Event) -> bool:
    """Whether an event belongs to the end of a car or of its battery."""
    return event.kind in _TOLD or event.sets.stage in _ENDS


def contributions(life: Iterable[RecordedEvent]) -> Iterator[Contribution]:
    """What the end of a car contributes: taken over, its batteries handed over, destroyed or gone from the market."""
    for each in life:
        if each.sets.stage in _ENDS:
            yield Contribution(ENDED, each.on, sort=each.sets.stage.value)
        if each.kind == Happening.TAKEN_OVER:
            yield Contribution(TAKEN_OVER, each.on)
        elif each.kind == Happening.BATTERY_HANDED_OVER:
            yield Contribution(BATTERIES, each.on, count=len(each.facts_as(_HandedOver).codes))


FIGURES = (
    Figure(
        name="cars_taken_over",
        section=Section.END,
        title=N_("Vehicles taken over for scrapping"),
        counts=N_("End-of-life vehicles taken over in the period."),
        unit=FigureUnit.COUNT,
        of=counts(TAKEN_OVER),
    ),
    Figure(
        name="cars_ended",
        section=Section.END,
        title=N_("Vehicles ended"),
        counts=N_("Vehicles destroyed with a certificate, or gone from the market, in the period."),
        unit=FigureUnit.COUNT,
        of=counts(ENDED),
        sorts=Stage,
        sorted_by=C_("vehicle", "Stage"),
    ),
    Figure(
        name="batteries_ended",
        section=Section.END,
        title=N_("Batteries handed over"),
        counts=N_("High-voltage batteries of end-of-life vehicles handed over in the period."),
        unit=FigureUnit.COUNT,
        of=counts(BATTERIES),
    ),
)
