"""Checking: whether the list of second-hand cars says what the sealed events say."""

from collections.abc import Iterator

from lifecycle_desk.stages.transfer.rules.trade import folded
from lifecycle_desk.stages.transfer.tables import trade as tables
from lifecycle_desk.store.store import Work
from lifecycle_desk.vehicle.tables import life as kept
from lifecycle_desk.vehicle.usecases.books import Check, Finding


def trade_agrees(work: Work) -> Iterator[Finding]:
    """Every row of second-hand cars says what the life tells, and no car lacks one."""
    for vin in sorted({*tables.vins(work), *tables.told_of(work)}):
        told = folded(kept.told(work, vin))
        if tables.kept_of(work, vin) != tables.row_of(vin, kept.row(work, vin).number, told):
            yield Finding("second-hand", vin, "the row differs from the life")


CHECKS: tuple[Check, ...] = (trade_agrees,)
