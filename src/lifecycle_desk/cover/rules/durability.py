"""Durability that regulations ask of a type of battery: a measure for a car's health, and nobody's promise to it."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from lifecycle_desk.cover.rules.days import Span
from lifecycle_desk.market.citing import Cited
from lifecycle_desk.market.published_data import PublishedData, program_data


@dataclass(frozen=True, slots=True, kw_only=True)
class DurabilityStep(Cited):
    """A share of the certified energy (tenths of a per cent) that must be left until an age or a distance."""

    id: str
    regulation: str
    categories: tuple[str, ...]
    months: int
    km: int
    floor_tenths: int
    types_from: date | None
    all_from: date | None
    looked_up_on: date
    note: str = ""


def durability_steps(data: PublishedData | None = None) -> tuple[DurabilityStep, ...]:
    """All steps of all regulations, by regulation and age."""
    return _steps(data or program_data())


@lru_cache(maxsize=4)
def _steps(data: PublishedData) -> tuple[DurabilityStep, ...]:
    content = data.content("warranty/durability.toml")
    found = [
        DurabilityStep(
            **{"types_from": None, "all_from": None} | entry | {"categories": tuple(entry["categories"])},
        )
        for entry in content["steps"]
    ]
    return tuple(sorted(found, key=lambda step: (step.regulation, step.floor_tenths * -1)))


def asked_of(regulation: str, category: str, registered_on: date, on: date, km: int) -> DurabilityStep | None:
    """The step that a car's age and distance have reached, whichever is further; None beyond the last."""
    steps = [each for each in durability_steps() if each.regulation == regulation and category in each.categories]
    for step in sorted(steps, key=lambda step: step.months):
        if on <= Span(step.months).last_day(registered_on) and km <= step.km:
            return step
    return None
