"""The figures of all vehicles, counted anew from their lives."""

from lifecycle_desk.schedules.usecases import catching_up, due
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.recording import counted


def count_anew(tx: Transaction) -> int:
    """Count the figures and what is due of each vehicle anew; gives how many differed."""
    changed = 0
    for vin in list(life_rows.vins(tx)):
        figures, latest = life_rows.figures(tx, vin)
        if (right := counted(tx, vin)) != figures:
            life_rows.save_figures(tx, vin, right, latest)
            changed += 1
        due.follow(tx, vin)
    catching_up.no_longer_owed(tx)
    return changed
