"""The proof of a buyer's papers: the few figures that a price rests on."""

from lifecycle_desk.overview.rules.buyers import BuyersFacts
from lifecycle_desk.paper import Proves


def proves(facts: BuyersFacts, prefix: str) -> Proves:
    """Odometer, owners, services and battery health, as far as they are known."""
    odometer = facts.odometer
    told = {"km": odometer.whole_km if odometer else None, "owners": facts.owners, "services": len(facts.services)}
    known: dict[str, str | int] = {name: value for name, value in told.items() if value is not None}
    if facts.battery and facts.battery.percent is not None:
        whole, tenth = divmod(facts.battery.percent, 10)
        known["soh"] = f"{whole}.{tenth}"
    return Proves(facts.vin, known, prefix)
