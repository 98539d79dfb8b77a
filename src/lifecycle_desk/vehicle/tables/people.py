"""Customers, their keys, and documents, as they are kept."""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Row, TypedColumns, bindparam, delete, func, insert, select, update

from lifecycle_desk.store.columns import columns_of
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.types import digest, flag, maybe_utc_time, maybe_words, table, utc_time, whole, words
from lifecycle_desk.trust import personal
from lifecycle_desk.vehicle.rules.people import Person, PersonErased, PersonKind, UnknownPerson


class PersonRow(TypedColumns):
    """A customer; blank where the data were erased."""

    number = whole(primary_key=True)
    name = words()
    kind = words()
    phone = words()
    email = words()
    address = words()
    tax_id = words()
    language = maybe_words()
    no_reminders = flag()
    erased_at = maybe_utc_time()


class PersonKey(TypedColumns):
    """The key under which a customer's part of events is sealed; gone when the customer is erased."""

    person = whole(ForeignKey("person.number"), primary_key=True)
    key = digest()


class Document(TypedColumns):
    """A kept file: what it is called and where from; its bytes lie by their hash in the folder of files."""

    sha256 = words(primary_key=True)
    name = words()
    media = words()
    size = whole()
    added_at = utc_time()


PERSON, PERSON_KEY = table("person", PersonRow), table("person_key", PersonKey)
DOCUMENT = table("document", Document)

_NEXT = select(func.coalesce(func.max(PERSON.c.number), 0) + 1)
_NEW, _NEW_KEY = insert(PERSON), insert(PERSON_KEY)
_ONE = select(PERSON).where(PERSON.c.number == bindparam("which"))
_EVERYBODY = select(PERSON, PERSON_KEY.c.key).select_from(PERSON.outerjoin(PERSON_KEY)).order_by(PERSON.c.number)
_NUMBERS = select(PERSON.c.number).order_by(PERSON.c.number.desc())
_SOME = select(PERSON).where(PERSON.c.number.in_(bindparam("numbers", expanding=True)))
_OF_ALL = {
    each: select(PERSON.c.number, PERSON.c[each]).where(PERSON.c.erased_at.is_(None))
    for each in ("name", "kind", "phone", "email", "address", "tax_id")
}
_KEEP = update(PERSON).where(PERSON.c.number == bindparam("which"))
_KEY = select(PERSON_KEY.c.key).where(PERSON_KEY.c.person == bindparam("which"))
_KEY_GONE = delete(PERSON_KEY).where(PERSON_KEY.c.person == bindparam("which"))
_KEYS = select(PERSON_KEY.c.person, PERSON_KEY.c.key)
_NEW_DOCUMENT = insert(DOCUMENT)
_DROP = delete(DOCUMENT).where(DOCUMENT.c.sha256 == bindparam("which"))
_RENAME = update(DOCUMENT).where(DOCUMENT.c.sha256 == bindparam("which")).values(name=bindparam("called"))
_DOCUMENT = select(DOCUMENT).where(DOCUMENT.c.sha256 == bindparam("which"))
_SIZED = select(DOCUMENT.c.sha256, DOCUMENT.c.name, DOCUMENT.c.size).order_by(DOCUMENT.c.sha256)
_DOCUMENTS = select(DOCUMENT.c.sha256, DOCUMENT.c.name).order_by(DOCUMENT.c.sha256)


def save_person(tx: Transaction, person: Person, key: bytes) -> int:
    """A new customer with a key of their own; gives the number."""
    number = tx.ask(_NEXT).scalar_one()
    tx.write(_NEW, number=number, erased_at=None, **asdict(person))
    tx.write(_NEW_KEY, person=number, key=key)
    return number


def change_person(tx: Transaction, number: int, person: Person) -> None:
    """Keep other data of a customer."""
    tx.write(_KEEP, which=number, **asdict(person))


def person(tx: Transaction, number: int) -> Person:
    """A customer; refuses one who is not there, or no longer."""
    found = _row(tx, number)
    if found is None:
        raise UnknownPerson(number)
    if found.erased_at:
        raise PersonErased(number)
    return person_of(found)


def maybe_person(tx: Transaction, number: int | None) -> Person | None:
    """A customer, or None where there is none or their data were erased."""
    found = _row(tx, number) if number else None
    return person_of(found) if found and not found.erased_at else None


def _row(tx: Transaction, number: int) -> Row[Any] | None:
    return next(iter(tx.recall(PERSON.name, _ONE, which=number)), None)


def person_of(found: Any) -> Person:
    """A customer from a row."""
    kind = PersonKind.of(found.kind)
    reached = (found.phone, found.email, found.address, found.tax_id, found.language)
    return Person(found.name, kind, *reached, found.no_reminders)


def numbers(tx: Transaction, first: int | None) -> "array[int]":
    """The numbers of all customers, the latest first, or only of the first ones."""
    return array("q", tx.ask(_NUMBERS.limit(first) if first else _NUMBERS).scalars())


def some(tx: Transaction, wanted: Sequence[int]) -> dict[int, Person | None]:
    """Some customers by their numbers; None where the data were erased."""
    rows = tx.ask(_SOME, numbers=list(wanted)).all()
    return {each.number: None if each.erased_at else person_of(each) for each in rows}


def of_all(tx: Transaction, column: str) -> dict[int, str]:
    """What all customers hold in a column, by their numbers; nothing of those whose data were erased."""
    return dict(zip(*columns_of(tx, _OF_ALL[column]), strict=True))


def everybody(tx: Transaction) -> Iterator[tuple[int, Person | None, bytes | None]]:
    """Every customer, None where the data were erased, and their key."""
    for row in tx.ask(_EVERYBODY):
        yield row.number, None if row.erased_at else person_of(row), row.key


def key_of(tx: Transaction, number: int) -> bytes | None:
    """The key of a customer; None when erased."""
    return next((row.key for row in tx.recall(PERSON_KEY.name, _KEY, which=number)), None)


def erase_person(tx: Transaction, number: int, at: datetime) -> None:
    """Blank a customer's data and destroy the key: what events hold sealed can be read no more."""
    blank = asdict(Person("")) | {"erased_at": at}
    tx.write(_KEEP, which=number, **blank)
    tx.write(_KEY_GONE, which=number)


def save_document(tx: Transaction, sha256: str, name: str, media: str, size: int) -> None:
    """Name a file that lies in the folder; one that is known keeps its first name."""
    if tx.ask(_DOCUMENT, which=sha256).one_or_none() is None:
        tx.write(_NEW_DOCUMENT, sha256=sha256, name=name, media=media, size=size, added_at=tx.at)


def document(tx: Transaction, sha256: str) -> tuple[str, str, int] | None:
    """Name, media type and size of a document."""
    found = tx.ask(_DOCUMENT, which=sha256).one_or_none()
    return (found.name, found.media, found.size) if found else None


def rename_document(tx: Transaction, sha256: str, name: str) -> None:
    """Call a file otherwise."""
    tx.write(_RENAME, which=sha256, called=name)


def drop_document(tx: Transaction, sha256: str) -> None:
    """Know a file no more; its bytes are taken away by whoever asks for this."""
    tx.write(_DROP, which=sha256)


def number_of_key(tx: Transaction, mark: str) -> int | None:
    """The customer whose key has a mark, if one is here."""
    return next((number for number, key in tx.ask(_KEYS) if personal.mark(key) == mark), None)


def documents_sized(tx: Transaction) -> Iterator[tuple[str, str, int]]:
    """Hash, name and size of every document."""
    return ((sha256, name, size) for sha256, name, size in tx.ask(_SIZED))


def documents(tx: Transaction) -> Iterator[tuple[str, str]]:
    """Hash and name of every document."""
    return ((sha256, name) for sha256, name in tx.ask(_DOCUMENTS))
