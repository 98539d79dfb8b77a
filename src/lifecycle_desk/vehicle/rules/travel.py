"""Travel: the facts of a life that may go to another dealer, by an allow-list for each kind of event.

Plates, owners, prices, places and customers' words are personal data or nobody else's business; the work and the
measurements are the car's. Each room adds its own kinds.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from lifecycle_desk.vehicle.rules.life import RecordedEvent

type Lets = Callable[[Mapping[str, Any]], dict[str, Any]]


def only(*names: str) -> Lets:
    """These facts and no others."""
    return lambda facts: {name: facts[name] for name in names if name in facts}


NOTHING = only()


@dataclass(frozen=True, slots=True)
class Travels:
    """The facts of a kind of event that travel, and whether its documents do."""

    facts: Lets = NOTHING
    documents: bool = False


_KNOWN: dict[str, Travels] = {}


def teach(travels: Mapping[str, Travels]) -> None:
    """Add the kinds of a room."""
    _KNOWN.update(travels)


def travelling(told: RecordedEvent) -> RecordedEvent:
    """An event as it travels: without what is not on the list of its kind."""
    lets = _KNOWN.get(told.kind, Travels())
    return replace(
        told,
        facts=lets.facts(told.facts),
        sets=replace(told.sets, owner=None, owner_since=None, plate=None),
        documents=told.documents if lets.documents else (),
        paid=None,
        person=None,
        by=None,
    )


def is_whole(told: RecordedEvent) -> bool:
    """Whether nothing of an event stays behind but who wrote it down: then it travels as it was sealed."""
    return travelling(told) == replace(told, person=None, by=None)


teach(
    {
        "vehicle.added": Travels(only("description")),
        "vehicle.described": Travels(only("description")),
        "vehicle.paper_issued": Travels(only("kind", "number", "issue", "language", "sha256", "key")),
        "vehicle.paper_withdrawn": Travels(only("kind", "number", "issue", "sha256", "key")),
        "vehicle.dossier_given": Travels(only("documents", "key")),
        "vehicle.dossier_taken_in": Travels(only("lives", "key", "dealer")),
    }
)
