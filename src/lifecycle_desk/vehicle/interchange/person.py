"""All that is held on one person as a JSON file, and the schema that describes it."""

import json
from collections.abc import Iterator
from typing import Any

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Writer
from lifecycle_desk.commands.options import Option
from lifecycle_desk.vehicle.rules.people import person_number
from lifecycle_desk.vehicle.usecases.access import ExportPerson, export_person

KIND = "person"


def write(user: UserSession, asked: dict[str, Any]) -> Iterator[bytes]:
    """The person's data as one JSON document; told to the books before the first byte."""
    yield as_json(export_person(user, ExportPerson(person_number(str(asked.get("person") or "")))).value.held)


def as_json(held: dict[str, Any]) -> bytes:
    """A person's data as the file holds them: for people to read and for programs."""
    return json.dumps(held, ensure_ascii=False, indent=2).encode() + b"\n"


PERSON = Option("person", "The customer's number.", metavar="NUMBER", is_required=True)
WRITER = Writer(KIND, N_("All data held about a person, as JSON."), write, takes=(PERSON,))
