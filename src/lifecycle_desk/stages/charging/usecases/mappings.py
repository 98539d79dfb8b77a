"""Mappings in the books: kept by name, each keeping an event of the dealer, the latest of a name counts."""

from dataclasses import asdict, dataclass
from typing import Any

from lifecycle_desk.counter.verbs import Seat, Verb, verb
from lifecycle_desk.dealership.rules import IMPORT
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.charging.rules.events import ChargingEvent
from lifecycle_desk.stages.charging.rules.mappings import ColumnMapping, UnknownMapping, check_mapping
from lifecycle_desk.store.store import Work
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.telling import tell


@dataclass(frozen=True, slots=True)
class DropMapping:
    """The name of a mapping that is kept no longer."""

    name: str


def _dropped(made: ColumnMapping) -> tuple[Verb[Any, Any], DropMapping]:
    return drop_mapping, DropMapping(made.name)


def _kept(made: ColumnMapping) -> tuple[Verb[Any, Any], ColumnMapping]:
    return keep_mapping, made


@verb(IMPORT, _dropped)
def keep_mapping(work: Work, mapping: ColumnMapping) -> ColumnMapping:
    """Keep which column of somebody's table means what, under a name; the latest of a name counts."""
    check_mapping(mapping)
    if kept_mappings(work).get(mapping.name) != mapping:
        tell(work, Event(None, today(work), ChargingEvent.MAPPING_KEPT.value, {"mapping": _plain(mapping)}))
    return mapping


@verb(IMPORT, _kept)
def drop_mapping(work: Work, asked: DropMapping) -> ColumnMapping:
    """Keep a mapping no longer."""
    mapping = kept_mappings(work).get(asked.name)
    if mapping is None:
        raise UnknownMapping(asked.name[:40])
    tell(work, Event(None, today(work), ChargingEvent.MAPPING_DROPPED.value, {"name": asked.name}))
    return mapping


def kept_mappings(work: Work) -> dict[str, ColumnMapping]:
    """The mappings that are kept, by name."""
    told = life.of_dealer(work, ChargingEvent.MAPPING_KEPT.value)
    told += life.of_dealer(work, ChargingEvent.MAPPING_DROPPED.value)
    found: dict[str, ColumnMapping] = {}
    for each in sorted(told, key=lambda event: event.seq):
        if "mapping" in each.facts:
            found[each.facts["mapping"]["name"]] = ColumnMapping(**each.facts["mapping"])
        else:
            found.pop(each.facts["name"], None)
    return found


def mapping_called(seat: Seat, name: str) -> ColumnMapping:
    """A mapping by its name."""
    with seat.store.reading() as work:
        found = kept_mappings(work).get(name)
    if found is None:
        raise UnknownMapping(name[:40])
    return found


def mappings(seat: Seat) -> list[ColumnMapping]:
    """All that are kept, by name."""
    with seat.store.reading() as work:
        return [mapping for _, mapping in sorted(kept_mappings(work).items())]


def _plain(mapping: ColumnMapping) -> dict[str, Any]:
    return {name: value for name, value in asdict(mapping).items() if value is not None}


VERBS: tuple[Verb[Any, Any], ...] = (keep_mapping, drop_mapping)
