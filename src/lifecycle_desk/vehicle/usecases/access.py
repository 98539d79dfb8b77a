"""Giving out all that is held on a person, in one go: what GDPR Article 15 and its like in other countries ask for."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import msgspec

from lifecycle_desk.counter.presence import refuse_incomplete
from lifecycle_desk.counter.verbs import Verb, verb
from lifecycle_desk.dealership import tables as dealership
from lifecycle_desk.dealership.rules import PERSON_EXPORT
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.store import drafts
from lifecycle_desk.store.store import Work
from lifecycle_desk.vehicle.rules.life import Event, Told
from lifecycle_desk.vehicle.rules.models import named
from lifecycle_desk.vehicle.rules.owners import periods
from lifecycle_desk.vehicle.rules.people import Person, words_of
from lifecycle_desk.vehicle.tables import life as kept
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.usecases.telling import opened, tell

FORMAT, VERSION = "lifecycle-desk/person", 1
EXPORTED = "dealer.person_exported"
type Collector = Callable[[Work, int], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class ExportPerson:
    """Whose data are to be given out."""

    number: int


@dataclass(frozen=True, slots=True)
class PersonExported:
    """All that is held on a person as plain values, and the event that says that it was given out."""

    number: int
    event: int
    held: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ownership:
    """A time for which a person owned a vehicle: from a day, until before another (None: still)."""

    vin: str
    since: date
    until: date | None


_COLLECTORS: list[Collector] = []


def on_access(collect: Collector) -> None:
    """A room that keeps something about customers tells how it is collected: by name, as plain values for JSON."""
    _COLLECTORS.append(collect)


@verb(PERSON_EXPORT)
def export_person(work: Work, who: ExportPerson) -> PersonExported:
    """Give out all that is held on a customer, in the order of the schema in docs/person.schema.json.

    That it was asked for is told first, and stands even where the file is never written.
    """
    refuse_incomplete()
    known = people.person(work, who.number)
    seq = tell(work, Event(None, today(work), EXPORTED, {"person": who.number}))
    held = collected(work, who.number, known)
    return PersonExported(who.number, seq, held)


def collected(work: Work, number: int, known: Person) -> dict[str, Any]:
    """All that is held on a person: here, and in every room."""
    told = kept.about(work, number)
    held = {
        "format": FORMAT,
        "version": VERSION,
        "dealer": dealership.dealer(work).name,
        "given_out_at": work.at,
        "person": {"number": number} | asdict(known),
        "vehicles": [_vehicle(work, each) for each in ownerships(work, number)],
        "events": [_event(work, each, vin) for each, vin in told],
        "documents": _documents(work, told),
        "drafts": _drafts(work, number, known),
    }
    for collect in _COLLECTORS:
        held |= collect(work, number)
    plain: dict[str, Any] = msgspec.to_builtins(held, enc_hook=str)
    return plain


def ownerships(work: Work, person: int) -> tuple[Ownership, ...]:
    """The times for which a person owned vehicles, as the vehicles' lives tell, by vehicle."""
    return tuple(
        each for vin in kept.concerning(work, person) for each in _of_vehicle(kept.told(work, vin), vin, person)
    )


def _of_vehicle(told: list[Told], vin: str, person: int) -> tuple[Ownership, ...]:
    return tuple(Ownership(vin, each.since, each.until) for each in periods(told) if each.person == person)


def _vehicle(work: Work, owned: Ownership) -> dict[str, Any]:
    row = kept.row(work, owned.vin)
    return {
        "vin": owned.vin,
        "name": named(row.make, row.model, row.variant),
        "plate": row.plate if owned.until is None else None,  # a later one is the next owner's
        "owned_from": owned.since,
        "owned_until": owned.until,
    }


def _event(work: Work, told: Told, vin: str | None) -> dict[str, Any]:
    """An event about a person, with its sealed part opened."""
    personal = opened(work, told.seq) or {}
    return {
        "number": told.seq,
        "on": told.on,
        "kind": told.kind,
        "vin": vin,
        "facts": told.facts,
        "personal": {name: value for name, value in personal.items() if name != kept.WORDS},
        "paid": told.paid,
        "documents": told.documents,
    }


def _documents(work: Work, told: list[tuple[Told, str | None]]) -> list[dict[str, Any]]:
    """The files that events about a person name; their bytes are given out as files."""
    digests = dict.fromkeys(each for event, _ in told for each in event.documents)
    found = ((each, people.document(work, each)) for each in digests)
    return [
        {"sha256": digest, "name": known[0], "media": known[1], "bytes": known[2]} for digest, known in found if known
    ]


def _drafts(work: Work, number: int, known: Person) -> list[dict[str, Any]]:
    """Unfinished forms about a person or their vehicles, or in which words of theirs stand."""
    own = drafts.draft(work, "person", str(number))
    found = [("person", str(number), own)] if own else []
    found += drafts.concerning(work, words_of(known), kept.of_owner(work, number))
    return [{"form": form, "about": about, "text": text} for form, about, text in dict.fromkeys(found)]


VERBS: tuple[Verb[Any, Any], ...] = (export_person,)
