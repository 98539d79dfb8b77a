"""Where the odometers of some vehicles stand, read together: a page of a list asks once, not once for each row."""

from collections.abc import Sequence

from sqlalchemy import bindparam, case, select

from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.dash import TELL_OF_CLUSTERS, Entry, Odometer, read_together
from lifecycle_desk.vehicle.tables.life import EVENT

_REPLACED = select(EVENT.c.vin).where(EVENT.c.vin.in_(bindparam("vins", expanding=True)), EVENT.c.segment > 0)
_BODY = case((EVENT.c.kind.in_(TELL_OF_CLUSTERS), EVENT.c.body))
_ENTRIES = select(
    EVENT.c.vin, EVENT.c.on, EVENT.c.odometer_km, EVENT.c.segment, EVENT.c.seq, EVENT.c.corrects, _BODY
).where(EVENT.c.vin.in_(_REPLACED))


def replaced(tx: Transaction, vins: Sequence[str]) -> dict[str, Odometer]:
    """Where the odometers stand of those of some vehicles whose cluster was replaced: the others show what they ran."""
    return read_together(Entry(*each) for each in tx.ask(_ENTRIES, vins=list(vins))) if vins else {}
