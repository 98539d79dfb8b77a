"""The history of an entry of the catalogue: each change of it, from the entries as they were before."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.quantities import HOUR, Measure
from lifecycle_desk.base.said import InARow, Piece
from lifecycle_desk.dealership.usecases import market_in_force
from lifecycle_desk.stages.service.catalogue.rules.entries import CatalogueEntry
from lifecycle_desk.stages.service.catalogue.rules.events import CatalogueEvent, CatalogueTold
from lifecycle_desk.stages.service.catalogue.tables import changes
from lifecycle_desk.stages.service.catalogue.tables import entries as entry_rows
from lifecycle_desk.stages.service.orders.rules.orders import LineKind
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.tables import chain
from lifecycle_desk.vehicle.usecases.record_history import Change, HistoryEntry

ENTRY = "catalogue_entry"
LABELS = {
    "text": C_("order line", "Description"),
    "texts": N_("In other languages"),
    "group": N_("Vehicle part"),
    "prices": C_("order line", "Price"),
    "hours": N_("Flat-rate hours"),
    "torques": N_("Torques"),
    "replaced_by": N_("Superseded by"),
    "withdrawn": N_("Withdrawn"),
}


def entry_history(tx: Transaction, key: str) -> Iterator[HistoryEntry]:
    """The changes of one entry, by "kind:code", the first first; an undone one is told with the one that undid it."""
    kind, _, code = key.partition(":")
    wanted = CatalogueEntry(kind=LineKind.of(kind), code=code).key
    found = entry_rows.by_keys(tx, (wanted,)).get((kind, wanted))
    if found is None:
        return
    number, now = found
    currency, states = market_in_force(tx).currency, changes.states(tx, number)
    events = {seen: told for told in _changes(tx) if (seen := told.facts_as(CatalogueTold).change)}
    for at, (change, before, undone) in enumerate(states):
        after = states[at + 1][1] if at + 1 < len(states) else now
        if change in events:
            moved = () if undone else _changed(before, after, currency)
            yield HistoryEntry(events[change], moved)


def _changes(tx: Transaction) -> list[RecordedEvent]:
    kinds = (CatalogueEvent.SAVED.value, CatalogueEvent.WITHDRAWN.value, CatalogueEvent.IMPORTED.value)
    return [told for told, _, _ in chain.told_by(tx, kinds, [])]


def _changed(before: CatalogueEntry | None, after: CatalogueEntry | None, currency: str) -> tuple[Change, ...]:
    names = [each.name for each in fields(CatalogueEntry) if each.name in LABELS]
    both = ((name, getattr(before, name, None), getattr(after, name, None)) for name in names)
    return tuple(
        Change(LABELS[name], _told(name, old, currency), _told(name, new, currency))
        for name, old, new in both
        if (old or None) != (new or None)
    )


def _told(name: str, value: Any, currency: str) -> Piece | None:
    if not value:
        return False if name == "withdrawn" else None
    match name:
        case "texts":
            return tuple(value.values())
        case "prices":
            return tuple(InARow(Money(each.price, currency), each.valid_from) for each in value)
        case "hours":
            return tuple(InARow(Measure(each.hours, HOUR), each.make, each.model) for each in value)
        case "torques":
            return len(value)
    told: Piece = value
    return told
