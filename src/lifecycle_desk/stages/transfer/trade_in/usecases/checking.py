"""Checking: whether the list of second-hand cars says what the sealed events say."""

from collections.abc import Iterator

from lifecycle_desk.stages.transfer.trade_in import tables
from lifecycle_desk.stages.transfer.trade_in.rules.trade import folded
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.findings import Check, Finding


def trade_agrees(tx: Transaction) -> Iterator[Finding]:
    """Every row of second-hand cars says what the life tells, and no car lacks one."""
    for vin in sorted({*tables.ROWS.keys(tx), *tables.told_of(tx)}):
        told = folded(life_rows.told(tx, vin))
        if tables.ROWS.one(tx, vin) != tables.row_of(vin, life_rows.row(tx, vin).number, told):
            yield Finding("second-hand", vin, "the row differs from the life")


CHECKS: tuple[Check, ...] = (trade_agrees,)
