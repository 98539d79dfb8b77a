"""Whether a session can be one of its car: what drives the car, what its battery holds, what a kilowatt-hour costs.

Limits are dated data in resources/charging/limits.toml. A car without a plug takes no session; what is only odd is
told and kept.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.base.quantities import KilowattHoursAsText
from lifecycle_desk.base.resources import resource
from lifecycle_desk.stages.charging.sessions.rules.sessions import FULL
from lifecycle_desk.vehicle.rules.models import Energy

NotChargeable = objection(
    "NotChargeable",
    N_("%(vin)s is a combustion vehicle. Was it fuel, or another vehicle?"),
    "energy",
    vin=str,
)
EnergyBeyondBattery = objection(
    "EnergyBeyondBattery",
    N_("%(kwh)s is far more than the battery of %(vin)s can take (%(usable)s). Was it fuel?"),
    "energy",
    kwh=KilowattHoursAsText,
    vin=str,
    usable=KilowattHoursAsText,
)
# More energy than the battery holds and losses explain; odd, and kept.
EnergyAboveBattery = objection(
    "EnergyAboveBattery",
    N_("%(kwh)s is more than the battery of %(vin)s holds (%(usable)s)."),
    "energy",
    kwh=KilowattHoursAsText,
    vin=str,
    usable=KilowattHoursAsText,
)
# Energy that does not fit the states of charge before and after; odd, and kept.
EnergyUnlikeCharge = objection(
    "EnergyUnlikeCharge",
    N_("%(kwh)s does not match a charge of %(points)s points in the battery of %(vin)s (%(usable)s)."),
    "energy",
    kwh=KilowattHoursAsText,
    points=str,
    vin=str,
    usable=KilowattHoursAsText,
)
# More for a kilowatt-hour than anybody asks; odd, and kept.
PriceUnlikely = objection(
    "PriceUnlikely",
    N_("%(cost)s for %(kwh)s is more than charging costs anywhere."),
    "cost",
    cost=Money,
    kwh=KilowattHoursAsText,
)


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits in force: times of a battery's energy, points and times of a charge, the price of a kWh by currency.

    `price` is in minor units of its currency; `least_wh` is the energy from which a price is looked at at all, since
    fees stand in it.
    """

    odd_times: float
    refused_times: float
    least_points: int
    least_times: float
    most_times: float
    price: Mapping[str, int]
    least_wh: int


@cache
def limits(on: date) -> Limits:
    """Those of a day."""
    told = tomllib.loads(resource("charging/limits.toml").read_text("utf-8"))
    battery, charge, price = (_in_force(told[part], on) for part in ("battery", "charge", "price"))
    return Limits(
        battery["odd_times"],
        battery["refused_times"],
        charge["least_points"] * 10,
        charge["least_times"],
        charge["most_times"],
        price.get("most_per_kwh", {}),
        round(price.get("least_kwh", 0) * 1000),
    )


def _in_force(entries: list[dict[str, Any]], on: date) -> dict[str, Any]:
    """The latest entry that holds on a day, else the first of all."""
    holding = [each for each in entries if each["valid_from"] <= on]
    return max(holding, key=lambda each: each["valid_from"]) if holding else entries[0]


@dataclass(frozen=True, slots=True)
class StatedFacts:
    """A session's energy (Wh, the larger of the two sides), its states of charge (tenths) and cost."""

    energy_wh: int
    soc_start: int | None = None
    soc_end: int | None = None
    cost: int | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class ChargedCar:
    """A car as far as it limits what it can be charged with; None is not known."""

    vin: str
    energy: Energy | None
    usable_wh: int | None

    @property
    def is_charged(self) -> bool:
        """Whether it has anything to charge, as far as that is known."""
        return self.energy is None or self.energy.has_traction_battery

    def refuses(self, told: StatedFacts, within: Limits) -> Objection | None:
        """Why a session cannot be of this car."""
        if not self.is_charged:
            return NotChargeable(self.vin)
        if self.usable_wh and told.energy_wh > self.usable_wh * within.refused_times:
            return EnergyBeyondBattery(_kwh(told.energy_wh), self.vin, _kwh(self.usable_wh))
        return None

    def finds_odd(self, told: StatedFacts, within: Limits) -> Iterator[Objection]:
        """The oddities of a session of this car."""
        if self.usable_wh:
            if told.energy_wh > self.usable_wh * within.odd_times:
                yield EnergyAboveBattery(_kwh(told.energy_wh), self.vin, _kwh(self.usable_wh))
            elif (points := _points(told)) >= within.least_points:
                meant = self.usable_wh * points / FULL
                if not meant * within.least_times <= told.energy_wh <= meant * within.most_times:
                    yield EnergyUnlikeCharge(_kwh(told.energy_wh), f"{points / 10:g}", self.vin, _kwh(self.usable_wh))
        most = within.price.get(told.currency or "")
        if most and told.cost and told.energy_wh >= within.least_wh and told.cost * 1000 > most * told.energy_wh:
            yield PriceUnlikely(Money(told.cost, told.currency or ""), _kwh(told.energy_wh))


def _points(told: StatedFacts) -> int:
    """By how many tenths of a per cent the charge rose; 0 where that is not told."""
    return 0 if told.soc_start is None or told.soc_end is None else told.soc_end - told.soc_start


def _kwh(wh: int) -> str:
    return f"{wh / 1000:g}"
