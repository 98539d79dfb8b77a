"""The climate in which a battery lives: by what the sessions of its car tell of the outside, else by the market."""

import tomllib
from collections.abc import Sequence
from enum import StrEnum
from functools import cache

from lifecycle_desk.base.resources import resource
from lifecycle_desk.stages.charging.health.rules.trend import HOT

COLD = 80  # tenths of °C, mean of the sessions
LEAST_TOLD = 10  # sessions that tell a temperature: fewer may all be of one season


class Climate(StrEnum):
    """Climates that age a battery differently."""

    HOT = "hot"
    TEMPERATE = "temperate"
    COLD = "cold"


def climate_of(temperatures: Sequence[int], market: str) -> Climate:
    """The climate of a car by the temperatures of its sessions in tenths of °C, or by the market where few tell one."""
    if len(temperatures) < LEAST_TOLD:
        return _of_market(market)
    mean = sum(temperatures) / len(temperatures)
    return Climate.HOT if mean > HOT else Climate.COLD if mean < COLD else Climate.TEMPERATE


def _of_market(code: str) -> Climate:
    """The climate of a market; temperate where nothing is known of it."""
    return _markets().get(code, Climate.TEMPERATE)


@cache
def _markets() -> dict[str, Climate]:
    told = tomllib.loads(resource("batteries/climates.toml").read_text("utf-8"))
    return {code: Climate(each["climate"]) for code, each in told["markets"].items()}
