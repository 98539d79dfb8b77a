"""Limits of a row of records: those of forms and requests, and nothing that must not travel."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Table, Text

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.commands.kinds import LONGEST_TEXT as LONGEST_WORDS
from lifecycle_desk.commands.kinds import TextTooLong
from lifecycle_desk.commands.request import LONGEST_TEXT
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership import tables as dealership
from lifecycle_desk.dealership.rules import Dealer, check_dealer
from lifecycle_desk.market.market import market
from lifecycle_desk.vehicle.rules import life, vin
from lifecycle_desk.vehicle.rules.models import Chemistry, Energy
from lifecycle_desk.vehicle.rules.people import Person, PersonKind, check_person
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.tables.life import VEHICLE

WHOLE_THINGS = frozenset({  # columns that hold a thing as JSON, or all words of an entry
    "body", "said", "told", "points", "jobs", "job", "before", "proposed", "more", "freeze_frame", "by_words",
    "by_tails",
})  # fmt: skip
MOST_OF_A_THING = 4 * 2**20  # characters; the longest order, of 200 jobs, has a tenth of it
KEY_BYTES = 32

CodeNotKnown = objection("CodeNotKnown", N_("Unknown value: “%(given)s”."), given=str)
# A private key in a file: whoever has the file could sign in the dealer's name.
KeyMustNotTravel = objection(
    "KeyMustNotTravel",
    N_("The file contains a private key. Lifecycle Desk never exports keys, so this file comes from another program."),
)


def check_row(table: Table[Any], row: dict[str, Any]) -> None:
    """Refuse (an Objection, with the field) a row that holds what no form would have taken."""
    for column in table.columns:
        said = row[column.name]
        if isinstance(column.type, Text) and isinstance(said, str):
            most = MOST_OF_A_THING if column.name in WHOLE_THINGS else LONGEST_TEXT
            if len(said) > most:
                raise TextTooLong(len(said), most).at_field(column.name)
    if special := _SPECIAL.get(table.name):
        special(row)


def _code(row: dict[str, Any], name: str, codes: type[Any]) -> None:
    if row[name] is not None and row[name] not in {each.value for each in codes}:
        raise CodeNotKnown(str(row[name])[:40]).at_field(name)


def _person(row: dict[str, Any]) -> None:
    _code(row, "kind", PersonKind)
    if row["erased_at"] is None:
        named = ("name", "phone", "email", "address", "tax_id", "language")
        check_person(Person(kind=PersonKind.of(row["kind"]), **{each: row[each] for each in named}))


def _dealer(row: dict[str, Any]) -> None:
    check_dealer(Dealer(**row))
    market(row["market"])
    for name in ("name", "legal_name", "address", "phone", "email", "tax_id"):
        if len(row[name]) > LONGEST_WORDS:
            raise TextTooLong(len(row[name]), LONGEST_WORDS).at_field(name)


def _member(row: dict[str, Any]) -> None:
    _code(row, "role", Role)
    for name in ("name", "full_name"):
        if len(row[name]) > LONGEST_WORDS:
            raise TextTooLong(len(row[name]), LONGEST_WORDS).at_field(name)


def _signing_key(row: dict[str, Any]) -> None:
    if row["private"] is not None:
        raise KeyMustNotTravel().at_field("private")
    if len(row["public"]) != KEY_BYTES:
        raise CodeNotKnown(row["public"].hex()[:40]).at_field("public")


def _person_key(row: dict[str, Any]) -> None:
    if len(row["key"]) != KEY_BYTES:
        raise CodeNotKnown(row["key"].hex()[:8]).at_field("key")


def _vehicle(row: dict[str, Any]) -> None:
    if vin.canonical(row["vin"]) != row["vin"]:
        raise CodeNotKnown(row["vin"][:40]).at_field("vin")
    _code(row, "energy", Energy)
    _code(row, "chemistry", Chemistry)
    _code(row, "stage", life.Stage)
    for name in ("make", "model", "variant", "colour"):
        if len(row[name]) > LONGEST_WORDS:
            raise TextTooLong(len(row[name]), LONGEST_WORDS).at_field(name)


_SPECIAL: dict[str, Callable[[dict[str, Any]], None]] = {
    people.PERSON.name: _person,
    people.PERSON_KEY.name: _person_key,
    dealership.DEALER.name: _dealer,
    dealership.STAFF.name: _member,
    dealership.SIGNING_KEY.name: _signing_key,
    VEHICLE.name: _vehicle,
}
