"""The first-hour tour: the steps by which somebody new gets to know the program on the example dealer."""

from collections.abc import Sequence
from dataclasses import dataclass

from lifecycle_desk.overview.rules.help_text import Block, Part


@dataclass(frozen=True, slots=True)
class TourStep:
    """A step: the place that it shows, by the name under which its room offers it, and the page where there is none."""

    name: str
    page: str


TOUR = (
    TourStep("today", "today"),
    TourStep("vehicle", "vehicles"),
    TourStep("workshop", "service"),
    TourStep("order-form", "order_form"),
    TourStep("repair-order", "service"),
    TourStep("inspection", "sale"),
    TourStep("battery", "charging"),
    TourStep("service-due", "due"),
    TourStep("campaign", "campaigns"),
    TourStep("report", "reports"),
)


def intro_of(blocks: Sequence[Block]) -> list[Block]:
    """What the page of the tour says before its steps."""
    return [each for each in blocks if each.part is Part.TEXT]


def steps_of(blocks: Sequence[Block]) -> list[Block]:
    """What the page of the tour says of each step, in the order of `TOUR`."""
    return [each for each in blocks if each.part is Part.STEP]
