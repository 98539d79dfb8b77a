"""Checking charging: what the tables hold of each vehicle is what its life was told, batch by batch."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from lifecycle_desk.stages.charging.sessions.rules.events import BatchTold, ChargingEvent
from lifecycle_desk.stages.charging.sessions.tables import batches as batch_rows
from lifecycle_desk.stages.charging.sessions.tables.chunks import Seal
from lifecycle_desk.stages.charging.sessions.tables.packing import packed, sealed_text
from lifecycle_desk.stages.charging.sessions.tables.sessions import COUNTED, session_of
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import effective_events
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.findings import Check, Finding


def charging(tx: Transaction) -> Iterator[Finding]:
    """Batches whose sessions of a vehicle differ from their seal in its life, are told twice, or not at all."""
    states = {each.number: each.state for each in batch_rows.batches(tx)}
    for vin in batch_rows.vehicles(tx):
        rows = {
            batch: list(some)
            for batch, some in groupby(batch_rows.all_rows_of(tx, vin), key=lambda row: int(row.batch))
        }
        told: dict[int, list[BatchTold]] = {}
        for each in effective_events(life.told(tx, vin)):
            if each.kind == ChargingEvent.RECORDED:
                batch_told = each.facts_as(BatchTold)
                told.setdefault(batch_told.batch, []).append(batch_told)
        yet = batch_rows.untold_of(tx, vin)
        for batch in sorted((rows.keys() | told.keys()) - yet):
            counts = states.get(batch) == COUNTED
            if why := _wrong(rows.get(batch, []), told.get(batch, []), counts=counts, pending=batch not in states):
                yield Finding("charging", vin, f"batch {batch}: {why}")


def _wrong(rows: list[Any], told: list[BatchTold], *, counts: bool, pending: bool) -> str | None:
    """The fault of a batch's rows of one vehicle, if there is one."""
    if pending:
        return "it is told, and was never counted" if told else None
    if len(told) > 1:
        return "it is told twice"
    if counts != bool(told):
        return "it counts and is not told" if counts else "it was undone and still stands in the life"
    seal = Seal()
    seal.add(b"\n".join((*(sealed_text(packed(row.number, session_of(row))) for row in rows), b"")))
    if told and (told[0].seal != seal.hex() or told[0].sessions != len(rows)):
        return "its sessions differ from the sealed ones"
    return None


CHECKS: tuple[Check, ...] = (charging,)
