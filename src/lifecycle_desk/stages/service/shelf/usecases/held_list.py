"""The old parts that are held, as a list: cores that must go back, parts for makers, and what has gone."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lifecycle_desk.base.folding import folded, tight
from lifecycle_desk.base.objections import C_
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.commands.command import Command, UserSession, command
from lifecycle_desk.dealership.rules.rights import VIEW
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.service.catalogue.rules.entries import CatalogueEntry, read_in
from lifecycle_desk.stages.service.claims.rules.claim import claim_number
from lifecycle_desk.stages.service.orders.rules.orders import number_of
from lifecycle_desk.stages.service.shelf.rules.held import HeldKind, HeldPart, HeldState
from lifecycle_desk.stages.service.shelf.tables import held
from lifecycle_desk.stages.service.shelf.usecases import naming
from lifecycle_desk.store.store import Transaction

GONE = (HeldState.SENT, HeldState.SCRAPPED, HeldState.VOIDED)


class HeldList(LabeledEnum):
    """The lists of held parts."""

    CORES = "cores", C_("held part", "Cores")
    WARRANTY = "warranty", C_("held part", "Warranty parts")
    GONE = "gone", C_("held part", "Sent or scrapped")


KINDS = {HeldList.CORES: HeldKind.CORE, HeldList.WARRANTY: HeldKind.WARRANTY}


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A held part as the list shows it; `days` are those that are left, below nothing once it is late."""

    held: HeldPart
    order: str
    claim: str
    days: int | None
    is_late: bool
    may_go: bool
    entry: CatalogueEntry | None = None

    def text_in(self, language: str) -> str:
        """What the part is called, as a reader of a language has it."""
        return read_in(language, self.held.text, self.entry)


class HeldParts:
    """The held parts of a list, those whose last day comes first before the others; letters find numbers and words."""

    tables = frozenset({"shelf_held", "catalogue_entry"})

    def __init__(self, user: UserSession, which: HeldList | None = None, text: str = "") -> None:
        self.user, self.which, self.text = user, which, text.strip()

    def keys(self, first: int | None = None) -> "array[int]":
        """The numbers of all of them, or of the first ones."""
        kind = KINDS.get(self.which) if self.which else None
        states = tuple(HeldState) if self.which is None else GONE if self.which is HeldList.GONE else (HeldState.HELD,)
        with self.user.store.reading() as tx:
            found = held.listed(tx, kind, states, None if self.text else first)
            if not self.text:
                return found
            fitting = (each.number for each in held.some(tx, found) if _fits(each, self.text))
            return array("q", sorted(fitting, key=found.index)[:first])

    def rows(self, keys: Sequence[int]) -> dict[int, HeldRow]:
        """Some of them."""
        with self.user.store.reading() as tx:
            parts = list(held.some(tx, keys))
            entries = naming.entries(tx, [each.code for each in parts])
            return {each.number: _row(tx, each, entries.get(tight(each.code))) for each in parts}


def _fits(each: HeldPart, text: str) -> bool:
    order = number_of(each.order_key) if each.order_key else ""
    return tight(text) in tight(each.code + order) or folded(text) in folded(each.text)


def _row(tx: Transaction, each: HeldPart, entry: CatalogueEntry | None) -> HeldRow:
    day = today(tx)
    days = (each.until - day).days if each.until and each.state is HeldState.HELD else None
    order, claim = number_of(each.order_key) if each.order_key else "", claim_number(each.claim) if each.claim else ""
    return HeldRow(each, order, claim, days, each.is_late(day), each.may_go(day), entry)


def held_counts(user: UserSession) -> tuple[Mapping[HeldList, int], int]:
    """How many each list has, and all."""
    with user.store.reading() as tx:
        found = held.counts(tx)
    return {
        HeldList.CORES: found.get((HeldKind.CORE, HeldState.HELD), 0),
        HeldList.WARRANTY: found.get((HeldKind.WARRANTY, HeldState.HELD), 0),
        HeldList.GONE: sum(many for (_, state), many in found.items() if state in GONE),
    }, sum(found.values())


@dataclass(frozen=True, slots=True)
class ListHeld:
    """The old parts that are held; with `gone`, those that were sent or scrapped too."""

    gone: bool = False


@dataclass(frozen=True, slots=True)
class HeldListed:
    """The held parts, those whose last day comes first before the others."""

    parts: tuple[HeldPart, ...]


@command(VIEW)
def list_held_parts(tx: Transaction, asked: ListHeld) -> HeldListed:
    """The old parts that are held: cores for their deposit, and parts that makers may ask for."""
    numbers = held.listed(tx, None, tuple(HeldState) if asked.gone else (HeldState.HELD,))
    found = {each.number: each for each in held.some(tx, numbers)}
    return HeldListed(tuple(found[each] for each in numbers))


COMMANDS: tuple[Command[Any, Any], ...] = (list_held_parts,)
