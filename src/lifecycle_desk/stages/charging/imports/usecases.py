"""Mappings in the books: kept by name, each keeping an event of the dealer, the latest of a name counts."""

from dataclasses import asdict, dataclass
from typing import Any

from lifecycle_desk.commands.command import Command, UserSession, command
from lifecycle_desk.dealership.rules.rights import IMPORT
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.charging.imports.rules.mappings import (
    ColumnMapping,
    MappingTold,
    UnknownMapping,
    check_mapping,
)
from lifecycle_desk.stages.charging.sessions.rules.events import ChargingEvent
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.recording import record_event


@dataclass(frozen=True, slots=True)
class DropMapping:
    """The name of a mapping that is kept no longer."""

    name: str


def _dropped(made: ColumnMapping) -> tuple[Command[Any, Any], DropMapping]:
    return drop_mapping, DropMapping(made.name)


def _kept(made: ColumnMapping) -> tuple[Command[Any, Any], ColumnMapping]:
    return keep_mapping, made


@command(IMPORT, _dropped)
def keep_mapping(tx: Transaction, mapping: ColumnMapping) -> ColumnMapping:
    """Keep which column of somebody's table means what, under a name; the latest of a name counts."""
    check_mapping(mapping)
    if saved_mappings(tx).get(mapping.name) != mapping:
        record_event(tx, Event(None, today(tx), ChargingEvent.MAPPING_KEPT.value, {"mapping": _plain(mapping)}))
    return mapping


@command(IMPORT, _kept)
def drop_mapping(tx: Transaction, asked: DropMapping) -> ColumnMapping:
    """Keep a mapping no longer."""
    mapping = saved_mappings(tx).get(asked.name)
    if mapping is None:
        raise UnknownMapping(asked.name[:40])
    record_event(tx, Event(None, today(tx), ChargingEvent.MAPPING_DROPPED.value, {"name": asked.name}))
    return mapping


def saved_mappings(tx: Transaction) -> dict[str, ColumnMapping]:
    """The mappings that are kept, by name."""
    told = life.of_dealer(tx, ChargingEvent.MAPPING_KEPT.value)
    told += life.of_dealer(tx, ChargingEvent.MAPPING_DROPPED.value)
    found: dict[str, ColumnMapping] = {}
    for each in sorted(told, key=lambda event: event.seq):
        said = each.facts_as(MappingTold)
        if said.mapping:
            found[said.called] = said.mapping
        else:
            found.pop(said.called, None)
    return found


def mapping_called(user: UserSession, name: str) -> ColumnMapping:
    """A mapping by its name."""
    with user.store.reading() as tx:
        found = saved_mappings(tx).get(name)
    if found is None:
        raise UnknownMapping(name[:40])
    return found


def mappings(user: UserSession) -> list[ColumnMapping]:
    """All that are kept, by name."""
    with user.store.reading() as tx:
        return [mapping for _, mapping in sorted(saved_mappings(tx).items())]


def _plain(mapping: ColumnMapping) -> dict[str, Any]:
    return {name: value for name, value in asdict(mapping).items() if value is not None}


COMMANDS: tuple[Command[Any, Any], ...] = (keep_mapping, drop_mapping)
