"""Figures of the stages of life: how many cars stand in each, and how long those in stock have been there."""

from collections.abc import Iterable, Iterator

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.figures.rules.figure import Better, Contribution, Figure, FigureUnit, Section, amounts, counts
from lifecycle_desk.vehicle.rules.life import Event, RecordedEvent, Stage

CARS, STOCK, USED_STOCK = "stage.cars", "stage.stock", "stage.used_stock"
NEW_STOCK = frozenset({Stage.ARRIVED, Stage.IN_STOCK, Stage.READY})


def changes(event: Event) -> bool:
    """Whether an event moves a car to a stage."""
    return event.sets.stage is not None


def contributions(life: Iterable[RecordedEvent]) -> Iterator[Contribution]:
    """What comes into each stage, and goes from the one before; of cars in stock with the day on which they came."""
    stage: Stage | None = None
    since = dict[str, int]()
    for each in life:
        if each.sets.stage is None or each.sets.stage is stage:
            continue
        if stage:
            yield Contribution(CARS, each.on, count=-1, sort=stage.value)
        stage = each.sets.stage
        yield Contribution(CARS, each.on, sort=stage.value)
        for measure, there in ((STOCK, stage in NEW_STOCK), (USED_STOCK, stage is Stage.FOR_SALE_AGAIN)):
            if there and measure not in since:
                since[measure] = each.on.toordinal()
                yield Contribution(measure, each.on, since[measure])
            elif not there and measure in since:
                yield Contribution(measure, each.on, -since.pop(measure), -1)


FIGURES = (
    Figure(
        name="cars_by_stage",
        section=Section.SALES,
        title=N_("Vehicles by stage"),
        counts=N_("Vehicles in each stage of life at the end of the period."),
        unit=FigureUnit.COUNT,
        of=counts(CARS),
        level=True,
        sorts=Stage,
        sorted_by=C_("vehicle", "Stage"),
    ),
    Figure(
        name="stock",
        section=Section.SALES,
        title=N_("New vehicles in stock"),
        counts=N_("Vehicles that have arrived and are not sold at the end of the period."),
        unit=FigureUnit.COUNT,
        of=counts(STOCK),
        level=True,
    ),
    Figure(
        name="stock_age",
        section=Section.SALES,
        title=N_("Stock age"),
        counts=N_("Average days since arrival of the new vehicles in stock at the end of the period."),
        unit=FigureUnit.DAYS,
        of=amounts(STOCK),
        level=True,
        aged=True,
        better=Better.LOWER,
        without=N_("No vehicles in stock"),
    ),
    Figure(
        name="used_stock",
        section=Section.SECOND_HAND,
        title=N_("Used vehicles for sale"),
        counts=N_("Vehicles for sale as used at the end of the period."),
        unit=FigureUnit.COUNT,
        of=counts(USED_STOCK),
        level=True,
    ),
    Figure(
        name="used_stock_age",
        section=Section.SECOND_HAND,
        title=N_("Age of used stock"),
        counts=N_("Average days that the used vehicles for sale have been so at the end of the period."),
        unit=FigureUnit.DAYS,
        of=amounts(USED_STOCK),
        level=True,
        aged=True,
        better=Better.LOWER,
        without=N_("No used vehicles for sale"),
    ),
)
