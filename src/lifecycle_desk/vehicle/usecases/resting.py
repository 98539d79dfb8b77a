"""Taking back: what every stage asks before an entry of a life no longer counts."""

from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.resting import check_taking_back
from lifecycle_desk.vehicle.tables import life as life_rows


def refuse_rested(tx: Transaction, vin: str, which: RecordedEvent) -> None:
    """Refuse to take back an entry on which later ones of the same life rest."""
    check_taking_back(which, life_rows.told(tx, vin))
