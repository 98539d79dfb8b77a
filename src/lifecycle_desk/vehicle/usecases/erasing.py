"""Erasing a person: row, key, drafts, what finds them, the words that rooms keep; the vehicles' lives stay."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from lifecycle_desk.base.objections import N_, NN_, objection
from lifecycle_desk.base.said import NamesInText, in_text
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.commands.presence import refuse_incomplete
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.store import backup, drafts, search, secure_erase
from lifecycle_desk.store.documents import documents
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.store.thinning import OLDEST, made_at
from lifecycle_desk.trust import personal
from lifecycle_desk.vehicle.rules.issued_papers import WITHDRAWN, PaperTold
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.rules.mentions import Mentions, identity_of
from lifecycle_desk.vehicle.rules.mentions.names import telling_parts
from lifecycle_desk.vehicle.rules.people import Person, words_of
from lifecycle_desk.vehicle.rules.rights import PERSON_ERASE
from lifecycle_desk.vehicle.tables import issued_papers, people
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.erasures import ERASED, Listed, listed, save_list
from lifecycle_desk.vehicle.usecases.holding import refuse_held
from lifecycle_desk.vehicle.usecases.life import findable
from lifecycle_desk.vehicle.usecases.recording import record_event

NAMED = 10  # places that a warning names
SHORTEST, TAIL = 3, 4  # letters of a word that is looked for as it is; last digits of a phone number
# Rows of others, whose names are their own, and what finds them.
NAMESAKES = frozenset({"person", "staff", "dealer", "search_entry", "search_term"})
FORM = "person"  # the form whose drafts are about a customer's number

ReasonNamesThem = objection(
    "ReasonNamesThem",
    N_("The reason is kept permanently: leave out the name and anything else that identifies the person."),
    "why",
)
# Words of the person that stand where nothing of theirs belongs: told, since they may be another's as well. `where`
# names tables and rows, the first of them; a part of a name alone counts in free text only.
StillNamed = objection(
    "StillNamed",
    NN_(
        "%(n)s record still contains their name, part of it, their phone or other personal details: "
        "%(where)s. Check whether it refers to them.",
        "%(n)s records still contain their name, part of it, their phone or other personal details: "
        "%(where)s. Check whether they refer to them.",
    ),
    n=int,
    where=NamesInText,
)
# Backups are not rewritten: they hold the person until they are rotated out.
BackupsHoldThem = objection(
    "BackupsHoldThem",
    NN_(
        "%(n)s backup still contains the data and is kept until %(until)s at the latest; if restored, "
        "the data is erased at once.",
        "%(n)s backups still contain the data and are kept until %(until)s at the latest; if restored, "
        "the data is erased at once.",
    ),
    n=int,
    until=date,
)
# Stores that were set aside are nobody's to rotate.
CopiesHoldThem = objection(
    "CopiesHoldThem",
    NN_(
        "%(n)s replaced database still contains the data until it is deleted: %(files)s.",
        "%(n)s replaced databases still contain the data until they are deleted: %(files)s.",
    ),
    n=int,
    files=NamesInText,
)
ListNotKept = objection(
    "ListNotKept",
    N_("The list of erasures could not be saved beside the database: %(why)s. The next backup saves it again."),
    why=str,
)


@dataclass(frozen=True, slots=True)
class ErasePerson:
    """The person whose data are erased, and on what ground; the ground stays readable, so it names nobody.

    `files` says that the files go which were attached to entries about them: papers, but pictures of the car as well.
    """

    number: int
    why: str = ""
    files: bool = False


@dataclass(frozen=True, slots=True)
class Erased:
    """A customer whose data are gone, and the event that says so.

    `backups` still hold the data, the last of them until `backups_until` at most; `copies` are the names of stores
    that were set aside, which hold them until somebody deletes these.
    """

    number: int
    event: int
    backups: int = 0
    backups_until: date | None = None
    copies: tuple[str, ...] = ()


_FORGETTERS: list[Callable[[Transaction, int], object]] = []


def on_erasure(forget: Callable[[Transaction, int], object]) -> None:
    """A room that keeps words of customers tells how those of one are forgotten, in the transaction that erases."""
    _FORGETTERS.append(forget)


@command(PERSON_ERASE)
def erase_person(tx: Transaction, who: ErasePerson) -> Erased:
    """Erase a customer's personal data for good; the vehicles' lives stay whole."""
    known = people.person(tx, who.number)
    refuse_held(tx, who.number)
    _check_reason(known, who.why)
    key = people.key_of(tx, who.number)
    held = _held_elsewhere(tx, who.number, key)
    seq = erase(tx, who)
    _note_what_stays(tx, known, held)
    return Erased(who.number, seq, held.backups, held.until, held.aside)


def erase(tx: Transaction, who: ErasePerson, first_on: date | None = None, rule: str = "") -> int:
    """Erase a customer, in a transaction that is there; gives the event's number.

    `first_on` is the day of the erasure that is done again here, in books that came back from a backup; `rule` the
    rule of retention that erases them.
    """
    refuse_incomplete()
    number = who.number
    known, key = people.person(tx, number), people.key_of(tx, number)
    for forget in _FORGETTERS:
        forget(tx, number)
    owned = life_rows.of_owner(tx, number)
    _forget_drafts(tx, number, known, owned)
    facts = _facts(who, key, first_on) | ({"rule": rule} if rule else {}) | _forget_documents(tx, who)
    _forget_reasons_of_papers(tx, number)
    people.erase_person(tx, number, tx.at)
    search.forget(tx, "person", str(number))
    for of in owned:
        findable(tx, of)
    search.forget_for_good(tx)
    seq = record_event(tx, Event(None, today(tx), ERASED, facts))
    if store := tx.store.path:
        _list_afterwards(tx, store, listed(tx, store))
    secure_erase.wipe_afterwards(tx, words_of(known))
    return seq


def _facts(who: ErasePerson, key: bytes | None, first_on: date | None) -> dict[str, Any]:
    facts = {"person": who.number, "why": who.why.strip(), "mark": personal.mark(key) if key else ""}
    return facts | ({"first_on": first_on.isoformat()} if first_on else {})


def _list_afterwards(tx: Transaction, store: Path, told: Listed | None) -> None:
    """Once this is committed, keep the list of erasures; the event tells the same where that fails."""
    if told is None:
        tx.note(ListNotKept("the signing key is locked"))
        return

    def keep(_: object) -> None:
        try:
            save_list(store, told)
        except OSError as error:
            tx.note(ListNotKept(str(error)))

    tx.afterwards.append(keep)


def _check_reason(known: Person, why: str) -> None:
    said, whole = why.casefold(), (known.name.strip(), known.phone, known.email, known.tax_id)
    if any(each.casefold() in said for each in whole if each) or Mentions(identity_of(known)).places(why):
        raise ReasonNamesThem


def _forget_drafts(tx: Transaction, number: int, known: Person, owned: list[str]) -> None:
    """Throw away unfinished forms about the person, about their vehicles, and wherever their words stand."""
    drafts.drop_everywhere(tx, FORM, str(number))
    drafts.drop_concerning(tx, words_of(known), owned)


def _forget_reasons_of_papers(tx: Transaction, number: int) -> None:
    """Forget why papers were withdrawn in events about the person: what the event seals stands in a row as well."""
    for told, _ in life_rows.about(tx, number):
        if told.kind == WITHDRAWN:
            found = issued_papers.issue(tx, *told.facts_as(PaperTold).which)
            if found:
                issued_papers.change(tx, replace(found, why=""))


def _forget_documents(tx: Transaction, who: ErasePerson) -> dict[str, int]:
    """Forget the names of the files about the person, since passport-anan.jpg tells who it was; or let the files go.

    A file that something else names as well stays. The event tells how many went.
    """
    about = dict.fromkeys(each for told, _ in life_rows.about(tx, who.number) for each in told.documents)
    gone = [each for each in about if who.files and not life_rows.is_named_besides(tx, each, who.number)]
    for digest in about:
        people.rename_document(tx, digest, "document")
    for digest in gone:
        people.drop_document(tx, digest)
    if gone:
        copies = [backup.documents_of(backup.folder_of(store) / "any")] if (store := tx.store.path) else []
        documents(tx).forget(gone, *copies)
    return {"files": len(gone)} if who.files else {}


@dataclass(frozen=True, slots=True)
class _Elsewhere:
    """How many backups still hold a person and until when at most, and the names of stores set aside that do."""

    backups: int = 0
    until: date | None = None
    aside: tuple[str, ...] = ()


def _held_elsewhere(tx: Transaction, number: int, key: bytes | None) -> _Elsewhere:
    store = tx.store.path
    if store is None or key is None:
        return _Elsewhere()
    holding = [
        each for each in backup.copies(store) if backup.holds(each, "person_key", {"person": number, "key": key})
    ]
    made = [moment for each in holding if (moment := made_at(each))]
    aside = tuple(each.name for each in holding if made_at(each) is None)
    return _Elsewhere(len(made), max(made).date() + OLDEST if made else None, aside)


def _note_what_stays(tx: Transaction, known: Person, held: _Elsewhere) -> None:
    """Tell what this erasure could not reach."""
    still = list(dict.fromkeys(_where_named(tx, known)))
    if still:
        more = " …" if len(still) > NAMED else ""
        tx.note(StillNamed(len(still), in_text(map(str, still[:NAMED])) + more))
    if held.until:
        tx.note(BackupsHoldThem(held.backups, held.until))
    if held.aside:
        tx.note(CopiesHoldThem(len(held.aside), in_text(held.aside)))


def _where_named(tx: Transaction, known: Person) -> Iterator[secure_erase.Place]:
    """The rows that still speak of somebody: by all that was known of them; people and staff by a whole word alone."""
    words = words_of(known)
    seen, whole = Mentions(identity_of(known)), [each for each in words if len(each) >= SHORTEST]
    tail = re.sub(r"\D", "", known.phone)[-TAIL:]
    sought = {*whole, *telling_parts(known.name), *([tail] if len(tail) == TAIL else [])}

    def is_meant(table: str, text: str) -> bool:
        return any(each in text for each in whole) or (table not in NAMESAKES and bool(seen.places(text)))

    return secure_erase.places(tx, sought, is_meant)


COMMANDS: tuple[Command[Any, Any], ...] = (erase_person,)
