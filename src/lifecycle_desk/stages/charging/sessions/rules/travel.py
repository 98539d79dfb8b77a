"""The facts of charging that travel with the car: sums, and its battery's health; no place, no session."""

from lifecycle_desk.stages.charging.sessions.rules.events import ChargingEvent
from lifecycle_desk.vehicle.rules.travel import Travels, only, teach

SUMS = only("kind", "sessions", "energy_wh", "first_on", "last_on")
PASSPORT = only("model", "identifier", "product", "chemistry", "category", "made_on", "maker")

teach(
    {
        ChargingEvent.RECORDED.value: Travels(SUMS),
        ChargingEvent.PASSPORT_KEPT.value: Travels(PASSPORT, documents=True),
    }
)
