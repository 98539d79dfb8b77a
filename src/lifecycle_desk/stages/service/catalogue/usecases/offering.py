"""Offering lines while somebody types, and listing what the catalogue holds."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lifecycle_desk.base.objections import C_
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.tables import dealer
from lifecycle_desk.dealership.usecases import market_in_force
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.service.catalogue.rules.entries import CatalogueEntry, EntryUnknown, Price, chain
from lifecycle_desk.stages.service.catalogue.rules.matching import is_enough, wanted_of
from lifecycle_desk.stages.service.catalogue.rules.offers import Learnt, Offer, OfferContext, offer_of, ranked
from lifecycle_desk.stages.service.catalogue.tables import entries as entry_rows
from lifecycle_desk.stages.service.catalogue.tables import index
from lifecycle_desk.stages.service.orders.rules.orders import LineKind
from lifecycle_desk.stages.service.orders.tables.earlier import earlier_lines
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.models import makes
from lifecycle_desk.vehicle.tables import life, people
from lifecycle_desk.vehicle.usecases.data_in_force import data_in_force

LISTED_AT_MOST = 500  # more than this nobody reads; more letters find fewer


def learnt(user: UserSession) -> Learnt:
    """What the lines of earlier orders teach."""
    with user.store.reading() as tx:
        return Learnt(earlier_lines(tx))


def offer_context(
    user: UserSession, vin: str, on: date | None, language: str | None, customer: int | None = None
) -> OfferContext:
    """The car, the day and the language that lines are offered for.

    Without a `language` it is the customer's, else the owner's; without a day it is today.
    """
    with user.store.reading() as tx:
        row = life.row(tx, vin) if vin else None
        person = people.maybe_person(tx, customer or (row.owner if row else None))
        spoken = language or (person.language if person else None)
        return OfferContext(
            None,
            (row.make if row else "") or "",
            (row.model if row else "") or "",
            on or today(tx),
            spoken,
            dealer(tx).language,
        )


def offers(user: UserSession, typed: str, at: OfferContext, habits: Learnt) -> tuple[Offer, ...]:
    """The lines that are offered for what is typed; none before enough is typed."""
    if not is_enough(typed):
        return ()
    used = habits.found(typed)
    with user.store.reading() as tx:
        catalogued = _catalogued(tx, typed, at, habits, [each.code for each in used if each.code])
        withdrawn = {(LineKind.of(kind), key) for kind, key in _withdrawn(tx, [each.code for each in used])}
    taken = {(each.kind, CatalogueEntry(kind=each.kind, code=code).key) for each in catalogued for code in
             (each.code, each.replaces)} | withdrawn  # fmt: skip
    own = [
        each.offer(at)
        for each in used
        if not each.code or (each.kind, CatalogueEntry(kind=each.kind, code=each.code).key) not in taken
    ]
    return ranked([*catalogued, *own], typed, at)


def _withdrawn(tx: Transaction, codes: Sequence[str]) -> set[tuple[str, str]]:
    keys = {CatalogueEntry(kind=LineKind.PART, code=each).key for each in codes if each}
    return {place for place, (_, entry) in entry_rows.by_keys(tx, keys).items() if entry.withdrawn}


def _catalogued(tx: Transaction, typed: str, at: OfferContext, habits: Learnt, used: Sequence[str]) -> list[Offer]:
    """Offers of the catalogue: what is found, and what was used before under a code that it has."""
    words, number = wanted_of(typed)
    entries = list(entry_rows.by_numbers(tx, index.found(tx, words, number)).values())
    keys = {CatalogueEntry(kind=LineKind.PART, code=each).key for each in used}
    entries += [entry for _, entry in entry_rows.by_keys(tx, keys).values()]
    replaced = entry_rows.replaced_from(tx, [each.key for each in entries if each.replaced_by])
    made: dict[tuple[LineKind, str], Offer] = {}
    latest = {key: chain(key, replaced)[-1] for key in {each.key for each in entries if each.replaced_by}}
    now = {entry.key: entry for _, entry in entry_rows.by_keys(tx, map(_key, latest.values())).values()
           if entry.kind is LineKind.PART}  # fmt: skip
    for entry in entries:
        if entry.withdrawn:
            continue
        shown, replaces = entry, ""
        if entry.replaced_by:
            shown, replaces = now.get(_key(latest[entry.key]), _named(entry, latest[entry.key])), entry.code
            if shown.withdrawn:
                continue
        place = shown.kind, shown.key
        if place not in made or replaces:
            habit = habits.of(shown.kind, shown.code) or habits.of(entry.kind, entry.code)
            made[place] = offer_of(shown, at, habit, replaces)
    return list(made.values())


def _key(code: str) -> str:
    return CatalogueEntry(kind=LineKind.PART, code=code).key


def _named(entry: CatalogueEntry, code: str) -> CatalogueEntry:
    """A part that is known by its number alone: named as the one that it supersedes, without a price."""
    return CatalogueEntry(kind=entry.kind, code=code, text=entry.text, texts=entry.texts, group=entry.group)


class CatalogueList(LabeledEnum):
    """The lists of the catalogue."""

    LABOUR = "labour", C_("catalogue", "Labour operations")
    PART = "part", C_("catalogue", "Parts")
    WITHDRAWN = "withdrawn", C_("catalogue", "Withdrawn")


OF_KIND = {CatalogueList.LABOUR: LineKind.LABOUR, CatalogueList.PART: LineKind.PART}


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """An entry as the list shows it: `price` is the one of today."""

    number: int
    entry: CatalogueEntry
    price: Price | None
    currency: str


class Catalogue:
    """The entries of the catalogue by code; letters find them by code and words."""

    tables = frozenset({"catalogue_entry", "catalogue_price"})

    def __init__(self, user: UserSession, which: CatalogueList | None = None, text: str = "") -> None:
        self.user, self.which, self.text = user, which, text.strip()

    def keys(self, first: int | None = None) -> "array[int]":
        """The numbers of the entries, or of the first ones."""
        withdrawn = self.which is CatalogueList.WITHDRAWN
        kind = OF_KIND.get(self.which) if self.which else None
        with self.user.store.reading() as tx:
            if not self.text:
                return entry_rows.listed(tx, kind, first, withdrawn=withdrawn)
            words, number = wanted_of(self.text)
            found = entry_rows.by_numbers(tx, index.found(tx, words, number, LISTED_AT_MOST))
        own = [
            (entry.key, at)
            for at, entry in found.items()
            if entry.withdrawn is withdrawn and (kind is None or entry.kind is kind)
        ]
        return array("q", [at for _, at in sorted(own)][:first])

    def rows(self, keys: Sequence[int]) -> dict[int, CatalogueRow]:
        """Some entries by their numbers."""
        with self.user.store.reading() as tx:
            on, currency, found = today(tx), market_in_force(tx).currency, entry_rows.by_numbers(tx, keys)
        return {number: CatalogueRow(number, each, each.price_on(on), currency) for number, each in found.items()}


def catalogue_counts(user: UserSession) -> tuple[dict[CatalogueList, int], int]:
    """How many entries each list has, and how many are offered."""
    with user.store.reading() as tx:
        counted = entry_rows.counts(tx)
    by_list = {
        CatalogueList.LABOUR: counted.get((LineKind.LABOUR.value, False), 0),
        CatalogueList.PART: counted.get((LineKind.PART.value, False), 0),
        CatalogueList.WITHDRAWN: sum(many for (_, withdrawn), many in counted.items() if withdrawn),
    }
    return by_list, by_list[CatalogueList.LABOUR] + by_list[CatalogueList.PART]


@dataclass(frozen=True, slots=True)
class KnownEntry:
    """An entry as its form shows it, None where it is to be written; the dealer's currency and day, and known makes."""

    entry: CatalogueEntry | None
    currency: str
    today: date | None = None
    makes: tuple[str, ...] = ()


def known_entry(user: UserSession, kind: LineKind | None, code: str) -> KnownEntry:
    """An entry for its form; refuses a code that there is not."""
    with user.store.reading() as tx:
        on, currency = today(tx), market_in_force(tx).currency
        known = makes(data_in_force(tx))
        if kind is None:
            return KnownEntry(None, currency, on, known)
        found = entry_rows.by_keys(tx, (CatalogueEntry(kind=kind, code=code).key,))
    for (each, _), (_, entry) in found.items():
        if each == kind:
            return KnownEntry(entry, currency, on, known)
    raise EntryUnknown(code)
