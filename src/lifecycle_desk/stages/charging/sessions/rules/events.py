"""What charging tells of a vehicle's life: sessions by batches, one event for each vehicle; official readings."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.terms import LabeledEnum


class ChargingEvent(LabeledEnum):
    """What happens, as a kind of event in the vehicle's life."""

    RECORDED = "charging.recorded", N_("Charging sessions recorded")
    TAKEN_BACK = "charging.taken_back", N_("Charging sessions taken back")
    TARIFF_KEPT = "charging.tariff_kept", N_("Charging tariff kept")
    TARIFF_DROPPED = "charging.tariff_dropped", N_("Charging tariff dropped")
    MAPPING_KEPT = "charging.mapping_kept", N_("Column mapping kept")
    MAPPING_DROPPED = "charging.mapping_dropped", N_("Column mapping dropped")
    HEALTH_READ = "charging.health_read", N_("Battery health read")
    PASSPORT_KEPT = "charging.passport_kept", N_("Battery passport of the maker kept")
    CURRENT_TOLD = "charging.current_told", N_("AC or DC told for a source of charging sessions")
    HEALTH_TAKEN_BACK = "charging.health_taken_back", N_("Reading of battery health taken back")


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a life is told of a batch: how many sessions of which energy, from when to when, and their seal.

    `replaced` counts rows of this vehicle in whose place others stand now, here or at another vehicle. `odometer` is
    the last reading among the sessions, as its source gave it, `paid` in minor units where all have one currency.
    """

    batch: int
    kind: str
    sessions: int
    replaced: int
    energy_wh: int
    seal: str
    first_on: date | None = None
    last_on: date | None = None
    odometer: int | None = None
    odometer_unit: str | None = None
    odometer_on: date | None = None
    paid: int | None = None
    currency: str | None = None

    def facts(self) -> dict[str, Any]:
        """What the event seals beside its reading and its price."""
        return {
            "batch": self.batch,
            "kind": self.kind,
            "sessions": self.sessions,
            "replaced": self.replaced,
            "energy_wh": self.energy_wh,
            "seal": self.seal,
            "first_on": self.first_on.isoformat() if self.first_on else None,
            "last_on": self.last_on.isoformat() if self.last_on else None,
        }
