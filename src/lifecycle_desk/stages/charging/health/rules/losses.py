"""Losses between a meter and a battery in cars of which nothing is known yet: dated data with its sources."""

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from lifecycle_desk.base.resources import resource
from lifecycle_desk.stages.charging.sessions.rules.sessions import Current


@dataclass(frozen=True, slots=True)
class Believed:
    """A loss that is usual, one standard deviation of what cars differ by, and the least that was ever measured."""

    usual: float
    doubt: float
    least: float = 0.0


@dataclass(frozen=True, slots=True)
class Losses:
    """Shares of the energy at a meter; `own` is watts, `cold` shares for each °C below a pack's comfort.

    `conversion` and `own` are of AC, `own_hybrid` of plug-in hybrids; `single` is more on one phase at up to 16 A;
    `direct` is of DC. `untold_degrees`
    are °C below comfort where no temperature is told; `inside` is the share of a battery's energy that stays in it.
    """

    conversion: Believed
    own: Believed
    own_hybrid: float
    single: Believed
    direct: Believed
    cold: dict[Current, Believed]
    untold_degrees: float
    inside: float


@cache
def usual_losses() -> Losses:
    """The losses that come with the program."""
    told = tomllib.loads(resource("batteries/losses.toml").read_text("utf-8"))
    cold = told["cold"]
    return Losses(
        conversion=_believed(told["conversion"]),
        own=_believed(told["own"]),
        own_hybrid=told["own"]["hybrid"],
        single=_believed(told["single"]),
        direct=_believed(told["direct"]),
        cold={
            Current.AC: Believed(cold["alternating"], cold["alternating_doubt"]),
            Current.DC: Believed(cold["direct"], cold["direct_doubt"]),
        },
        untold_degrees=cold["usual_degrees"],
        inside=told["inside"]["usual"],
    )


def _believed(entry: dict[str, Any]) -> Believed:
    return Believed(entry["usual"], entry["doubt"], entry.get("least", 0.0))
