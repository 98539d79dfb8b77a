"""People: customers and companies, whose data stand outside the chain."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from lifecycle_desk.base.objections import C_, N_, Objection, objection
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.commands.kinds import LONGEST_TEXT, One, Own, Text, TextTooLong, Yes

LONGEST_NAME = 200
LONGEST_NUMBER = 18  # digits: a database keeps no more in one whole number


class PersonKind(LabeledEnum):
    """A natural person or a company."""

    PERSON = "person", C_("customer", "Person")
    COMPANY = "company", C_("customer", "Company")


def person_number(text: str) -> int:
    """The number of a customer that a text names; 0, which nobody has, where it can be none."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST_NUMBER else 0


PersonNameMissing = objection("PersonNameMissing", N_("Enter the customer’s name."), "name")


def check_texts(texts: Iterable[tuple[str, str]]) -> None:
    """Refuse texts above what is kept; each with its field."""
    for field, text in texts:
        if len(text) > LONGEST_TEXT:
            raise TextTooLong(len(text), LONGEST_TEXT).at_field(field)


UnknownPerson = objection("UnknownPerson", N_("There is no customer number %(number)s."), "person", number=int)
PersonErased = objection("PersonErased", N_("The data of customer %(number)s has been erased."), "person", number=int)
# A phone number that fits no numbering plan; it is kept as it was typed.
PhoneUnusual = objection("PhoneUnusual", N_("%(phone)s does not look like a phone number."), "phone", phone=str)
# An e-mail address that no mail would reach; it is kept as it was typed.
EmailUnusual = objection("EmailUnusual", N_("%(email)s does not look like an e-mail address."), "email", email=str)


@dataclass(frozen=True, slots=True)
class Person:
    """A customer: name as it is written, phone as it was typed, the language of papers, and how to reach them.

    Whoever wants `no_reminders` is reminded of nothing; a recall's letter still goes out, since the law asks for it.
    """

    name: Annotated[str, Text(C_("customer", "Name"), needed=True, refuses=PersonNameMissing, longest=LONGEST_NAME)]
    kind: Annotated[PersonKind, One(C_("customer", "Kind"), terms=PersonKind)] = PersonKind.PERSON
    phone: Annotated[str, Text(C_("customer", "Phone"), longest=LONGEST_NAME)] = ""
    email: Annotated[str, Text(C_("customer", "E-mail"), longest=LONGEST_NAME)] = ""
    address: Annotated[str, Text(C_("customer", "Address"), rows=3)] = ""
    tax_id: Annotated[str, Text(C_("customer", "Tax number"))] = ""
    language: Annotated[str | None, Own(N_("Document language"))] = None
    no_reminders: Annotated[bool, Yes(N_("No reminders"))] = False


type Who = int | Person  # the number of one who is known, or somebody new


def check_person(person: Person) -> tuple[Objection, ...]:
    """Refuse a person without a name or with endless texts; give what is merely odd."""
    if not person.name.strip():
        raise PersonNameMissing
    limits = ((person.name, LONGEST_NAME, "name"), (person.address, LONGEST_TEXT, "address"))
    for text, most, field in (*limits, (person.phone, LONGEST_NAME, "phone"), (person.email, LONGEST_NAME, "email")):
        if len(text) > most:
            raise TextTooLong(len(text), most).at_field(field)
    odd: list[Objection] = []
    if person.email and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", person.email):
        odd.append(EmailUnusual(person.email))
    return tuple(odd)


def words_of(person: Person) -> tuple[str, ...]:
    """The words that tell who somebody is, as they are kept; an address as a whole, since others live in the town."""
    said = (person.name, person.phone, person.email, person.tax_id, person.address)
    return tuple(tidy for each in said if (tidy := each.strip()))
