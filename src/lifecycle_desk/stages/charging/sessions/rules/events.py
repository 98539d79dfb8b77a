"""Charging events of a vehicle's life: sessions by batches, one event for each vehicle; official readings."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.stages.charging.sessions.rules.sessions import Current


class ChargingEvent(LabeledEnum):
    """Charging events in the vehicle's life."""

    RECORDED = "charging.recorded", N_("Charging sessions recorded")
    TAKEN_BACK = "charging.taken_back", N_("Charging sessions voided")
    TARIFF_KEPT = "charging.tariff_kept", N_("Charging tariff saved")
    TARIFF_DROPPED = "charging.tariff_dropped", N_("Charging tariff removed")
    MAPPING_KEPT = "charging.mapping_kept", N_("Column mapping saved")
    MAPPING_DROPPED = "charging.mapping_dropped", N_("Column mapping removed")
    HEALTH_READ = "charging.health_read", N_("Battery health reading recorded")
    PASSPORT_KEPT = "charging.passport_kept", N_("Manufacturer battery passport saved")
    CURRENT_TOLD = "charging.current_told", N_("AC or DC set for a source of charging sessions")
    HEALTH_TAKEN_BACK = "charging.health_taken_back", N_("Battery health reading voided")


@dataclass(frozen=True, slots=True)
class BatchTold:
    """Of a batch, here or elsewhere: how many sessions of which energy, from when to when, and their seal.

    `replaced` counts rows of this vehicle in whose place others stand now, here or at another vehicle.
    """

    batch: int = 0
    kind: str = ""
    sessions: int = 0
    replaced: int = 0
    energy_wh: int = 0
    seal: str = ""
    first_on: date | None = None
    last_on: date | None = None


@dataclass(frozen=True, slots=True)
class Recorded(BatchTold):
    """What a life is told of a batch, with the reading and the price that its event has in places of their own.

    `odometer` is the last reading among the sessions, as its source gave it, `paid` in minor units where all have one
    currency.
    """

    odometer: int | None = None
    odometer_unit: str | None = None
    odometer_on: date | None = None
    paid: int | None = None
    currency: str | None = None

    def facts(self) -> dict[str, Any]:
        """The facts that the event seals beside its reading and its price."""
        return {each.name: getattr(self, each.name) for each in fields(BatchTold)}


@dataclass(frozen=True, slots=True)
class SourceTold:
    """Of what is said of a source of sessions: whether AC or DC flowed; None is not told any more."""

    source: str = ""
    current: Current | None = None
