"""What the rules of retention erase here: customers with their files, drafts, and counts of wrong sign-in attempts."""

from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import chain as each_of
from typing import Any

import msgspec

from lifecycle_desk.base.objections import NN_
from lifecycle_desk.base.said import Said
from lifecycle_desk.dealership import tables as dealership
from lifecycle_desk.dealership.usecases.day import day_of, today, zone
from lifecycle_desk.store import drafts, secure_erase
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.retention import (
    CUSTOMERS,
    DRAFTS,
    FILES,
    SIGN_IN_TRIES,
    Due,
    last_day_kept,
)
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.usecases.erasing import ErasePerson, erase
from lifecycle_desk.vehicle.usecases.holding import holds_of, holds_of_all
from lifecycle_desk.vehicle.usecases.last_activity import ABOUT_DATA, last_activity
from lifecycle_desk.vehicle.usecases.retention import Erasable, Terms, on_retention, tell_erased


def register() -> None:
    """Register what is kept of people here."""
    on_retention(Erasable(CUSTOMERS, _customers, _erase_customer))
    on_retention(Erasable(DRAFTS, _drafts, _erase_drafts))
    on_retention(Erasable(SIGN_IN_TRIES, _tries, _erase_tries))


def _customers(tx: Transaction, before: date, known: Terms) -> Iterator[Due]:
    """The customers whose last entry is from before a day, with what holds each back."""
    last, on = last_activity(tx), today(tx)
    holds = holds_of_all(tx, on)
    files = last_day_kept(FILES, known[FILES.id], on) if FILES.id in known else None
    for number, person, _ in people.everybody(tx):
        since = last.get(number)
        if person and since and since < before:
            goes = files is not None and since < files
            yield Due(CUSTOMERS.id, str(number), person.name, since, 1, holds(number), goes)


def _erase_customer(tx: Transaction, due: Due, before: date) -> int:
    """Erase a customer, unless something came up since: an entry about them, or something that holds them back."""
    number = int(due.key)
    if people.maybe_person(tx, number) is None or holds_of(tx, number, today(tx)):
        return 0
    if any(told.on >= before for told, _ in life_rows.about(tx, number) if told.kind not in ABOUT_DATA):
        return 0
    erase(tx, ErasePerson(number, files=due.files), rule=CUSTOMERS.id)
    return 1


def _moment(tx: Transaction, on: date) -> datetime:
    return datetime.combine(on, time.min, zone(tx))


def _drafts(tx: Transaction, before: date, _known: Terms) -> Iterator[Due]:
    found = drafts.older(tx, _moment(tx, before))
    if found:
        oldest = day_of(tx, min(each.kept_at for each in found))
        said = Said(NN_("%(n)s draft", "%(n)s drafts"), n=len(found))
        yield Due(DRAFTS.id, "", said, oldest, len(found))


def _erase_drafts(tx: Transaction, _due: Due, before: date) -> int:
    found = drafts.older(tx, _moment(tx, before))
    for each in found:
        drafts.drop(tx, each.form, each.about, each.seat)
    if found:
        tell_erased(tx, DRAFTS, len(found), before)
        secure_erase.wipe_afterwards(tx, each_of.from_iterable(_words(each.text) for each in found))
    return len(found)


def _words(text: str) -> Iterator[str]:
    """The texts of a draft."""
    try:
        waiting: list[Any] = [msgspec.json.decode(text)]
    except msgspec.DecodeError:
        waiting = [text]
    while waiting:
        match waiting.pop():
            case str() as said:
                yield said
            case dict() as named:
                waiting += named.values()
            case list() as listed:
                waiting += listed


def _tries(tx: Transaction, before: date, _known: Terms) -> Iterator[Due]:
    found = dealership.tries_before(tx, _moment(tx, before))
    if found:
        said = Said(NN_("%(n)s person", "%(n)s people"), n=len(found))
        yield Due(SIGN_IN_TRIES.id, "", said, day_of(tx, min(at for _, at in found)), len(found))


def _erase_tries(tx: Transaction, _due: Due, before: date) -> int:
    found = dealership.tries_before(tx, _moment(tx, before))
    for name, _ in found:
        dealership.save_tries(tx, name, 0)
    if found:
        tell_erased(tx, SIGN_IN_TRIES, len(found), before)
    return len(found)
