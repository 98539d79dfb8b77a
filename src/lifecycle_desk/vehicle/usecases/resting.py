"""Taking back: what every stage asks before an entry of a life no longer counts."""

from lifecycle_desk.store.store import Work
from lifecycle_desk.vehicle.rules.life import Told
from lifecycle_desk.vehicle.rules.resting import check_taking_back
from lifecycle_desk.vehicle.tables import life as kept


def refuse_rested(work: Work, vin: str, which: Told) -> None:
    """Refuse to take back an entry on which later ones of the same life rest."""
    check_taking_back(which, kept.told(work, vin))
