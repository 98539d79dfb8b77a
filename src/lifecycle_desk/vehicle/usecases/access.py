"""Giving out all that is held on a person, in one go: what GDPR Article 15 and its like in other countries ask for."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import msgspec

from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.commands.presence import refuse_incomplete
from lifecycle_desk.dealership import tables as dealership
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.store import drafts
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import Event, RecordedEvent
from lifecycle_desk.vehicle.rules.models import named
from lifecycle_desk.vehicle.rules.owners import periods
from lifecycle_desk.vehicle.rules.people import Person, words_of
from lifecycle_desk.vehicle.rules.rights import PERSON_EXPORT
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.usecases.recording import opened, record_event

FORMAT, VERSION = "lifecycle-desk/person", 1
EXPORTED = "dealer.person_exported"
type Collector = Callable[[Transaction, int], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class ExportPerson:
    """The person whose data are given out."""

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


@command(PERSON_EXPORT)
def export_person(tx: Transaction, who: ExportPerson) -> PersonExported:
    """Give out all that is held on a customer, in the order of the schema in docs/person.schema.json.

    That it was asked for is told first, and stands even where the file is never written.
    """
    refuse_incomplete()
    known = people.person(tx, who.number)
    seq = record_event(tx, Event(None, today(tx), EXPORTED, {"person": who.number}))
    held = collected(tx, who.number, known)
    return PersonExported(who.number, seq, held)


def collected(tx: Transaction, number: int, known: Person) -> dict[str, Any]:
    """All that is held on a person: here, and in every room."""
    told = life_rows.about(tx, number)
    held = {
        "format": FORMAT,
        "version": VERSION,
        "dealer": dealership.dealer(tx).name,
        "given_out_at": tx.at,
        "person": {"number": number} | asdict(known),
        "vehicles": [_vehicle(tx, each) for each in ownerships(tx, number)],
        "events": [_event(tx, each, vin) for each, vin in told],
        "documents": _documents(tx, told),
        "drafts": _drafts(tx, number, known),
    }
    for collect in _COLLECTORS:
        held |= collect(tx, number)
    plain: dict[str, Any] = msgspec.to_builtins(held, enc_hook=str)
    return plain


def ownerships(tx: Transaction, person: int) -> tuple[Ownership, ...]:
    """The times for which a person owned vehicles, as the vehicles' lives tell, by vehicle."""
    return tuple(
        each for vin in life_rows.concerning(tx, person) for each in _of_vehicle(life_rows.told(tx, vin), vin, person)
    )


def _of_vehicle(told: list[RecordedEvent], vin: str, person: int) -> tuple[Ownership, ...]:
    return tuple(Ownership(vin, each.since, each.until) for each in periods(told) if each.person == person)


def _vehicle(tx: Transaction, owned: Ownership) -> dict[str, Any]:
    row = life_rows.row(tx, owned.vin)
    return {
        "vin": owned.vin,
        "name": named(row.make, row.model, row.variant),
        "plate": row.plate if owned.until is None else None,  # a later one is the next owner's
        "owned_from": owned.since,
        "owned_until": owned.until,
    }


def _event(tx: Transaction, told: RecordedEvent, vin: str | None) -> dict[str, Any]:
    """An event about a person, with its sealed part opened."""
    personal = opened(tx, told.seq) or {}
    return {
        "number": told.seq,
        "on": told.on,
        "kind": told.kind,
        "vin": vin,
        "facts": told.facts,
        "personal": {name: value for name, value in personal.items() if name != life_rows.WORDS},
        "paid": told.paid,
        "documents": told.documents,
    }


def _documents(tx: Transaction, told: list[tuple[RecordedEvent, str | None]]) -> list[dict[str, Any]]:
    """The files that events about a person name; their bytes are given out as files."""
    digests = dict.fromkeys(each for event, _ in told for each in event.documents)
    found = ((each, people.document(tx, each)) for each in digests)
    return [
        {"sha256": digest, "name": known[0], "media": known[1], "bytes": known[2]} for digest, known in found if known
    ]


def _drafts(tx: Transaction, number: int, known: Person) -> list[dict[str, Any]]:
    """Unfinished forms about a person or their vehicles, or in which words of theirs stand."""
    found = [("person", str(number), own) for own in drafts.of_all_seats(tx, "person", str(number))]
    found += drafts.concerning(tx, words_of(known), life_rows.of_owner(tx, number))
    return [{"form": form, "about": about, "text": text} for form, about, text in dict.fromkeys(found)]


COMMANDS: tuple[Command[Any, Any], ...] = (export_person,)
