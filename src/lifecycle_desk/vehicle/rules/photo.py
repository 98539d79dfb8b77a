"""The photo of a car: the one that somebody chose, else the latest that shows it whole."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from lifecycle_desk.vehicle.rules.life import RecordedEvent, VehicleEvent, as_recorded, effective_events

type ShowsIt = Callable[[Mapping[str, Any]], Collection[str]]

_DETAILS: dict[str, ShowsIt] = {}


def teach(kind: str, details: ShowsIt) -> None:
    """A room says that the documents of a kind of event show the car, but for those of single `details`."""
    _DETAILS[kind] = details


def photos_of(events: Iterable[RecordedEvent]) -> Iterator[str]:
    """The documents that may be the photo of a car, the best first; which of them are pictures is not known here."""
    latest = [as_recorded(each) for each in reversed(effective_events(events))]
    for each in latest:
        if each.kind == VehicleEvent.PHOTO_CHOSEN:
            yield from each.documents
    for each in latest:
        if details := _DETAILS.get(each.kind):
            close_up = details(each.facts)
            yield from (digest for digest in each.documents if digest not in close_up)


def within(*names: str) -> ShowsIt:
    """The documents of the entries of some lists of facts: of marks of damage, of points of a checklist."""

    def details(facts: Mapping[str, Any]) -> Collection[str]:
        entries = [entry for name in names for entry in facts.get(name) or ()]
        return {digest for entry in entries if isinstance(entry, Mapping) for digest in entry.get("documents") or ()}

    return details
