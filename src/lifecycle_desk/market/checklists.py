"""Checklists: what is looked at when a car arrives, waits and is made ready, as dated data like the market packs."""

import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache

import msgspec

from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.base.resources import resource


class NoChecklist(Objection):
    """No checklist of the kind was in force on a day, or none has the version."""

    message = N_("There is no checklist “%(kind)s” for %(on)s.")
    kind: str
    on: date


class ItemKind(StrEnum):
    """Whether an item is looked at or measured."""

    CHECK = "check"
    MEASURE = "measure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to look at; `text` and `hint` are messages to be put into words by the language.

    `energies` names the cars that it concerns (BEV, PHEV, REEV, ICE; empty: all). A measured value must lie between
    `minimum` and `maximum` in `unit`; at `alarm_at` or less something must be done at once. A `mandatory` item that
    fails blocks the handover; one that is `safety` sends an electric car to quarantine.
    """

    id: str
    text: str
    context: str | None = None
    hint: str | None = None
    mandatory: bool = True
    safety: bool = False
    energies: tuple[str, ...] = ()
    kind: ItemKind = ItemKind.CHECK
    unit: str | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    alarm_at: Decimal | None = None

    @property
    def says(self) -> str:
        """The message that names the item."""
        return C_(self.context, self.text) if self.context else self.text

    def concerns(self, energy: str) -> bool:
        """Whether a car that is driven so has the thing at all."""
        return not self.energies or energy in self.energies

    def within(self, value: Decimal) -> bool:
        """Whether a measured value passes; both limits belong to what passes."""
        return (self.minimum is None or self.minimum <= value) and (self.maximum is None or value <= self.maximum)

    def alarms(self, value: Decimal) -> bool:
        """Whether a measured value is so low that something must be done at once."""
        return self.alarm_at is not None and value <= self.alarm_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Items that belong together on the sheet; `group_title` is a message."""

    id: str
    group_title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """A kind of damage that an inspection can name."""

    id: str
    text: str
    context: str

    @property
    def says(self) -> str:
        """The message that names it."""
        return C_(self.context, self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """A version of a checklist: what was filled in by it is read by it for ever; `title` is a message."""

    kind: str
    version: str
    valid_from: date
    title: str
    source: str
    groups: tuple[Group, ...]
    damages: tuple[Damage, ...] = ()

    @property
    def id(self) -> str:
        """The name under which answers are kept: pdi-2."""
        return f"{self.kind}-{self.version}"

    @property
    def items(self) -> tuple[Item, ...]:
        """All items in the order of the sheet."""
        return tuple(item for group in self.groups for item in group.items)

    def item(self, item_id: str) -> Item | None:
        """The item of a name."""
        return next((item for item in self.items if item.id == item_id), None)

    def groups_for(self, energy: str) -> tuple[Group, ...]:
        """The groups with those items that concern a car; empty groups fall away."""
        narrowed = (
            Group(
                id=group.id,
                group_title=group.group_title,
                items=tuple(each for each in group.items if each.concerns(energy)),
            )
            for group in self.groups
        )
        return tuple(group for group in narrowed if group.items)


def checklist(kind: str, on: date, version: str | None = None) -> Checklist:
    """The checklist of a kind (pdi, storage, arrival) in force on a day, or in a version; raises NoChecklist."""
    known = [each for each in checklists() if each.kind == kind]
    fitting = [each for each in known if (each.valid_from <= on if version is None else each.version == version)]
    if not fitting:
        raise NoChecklist(kind, on)
    return max(fitting, key=lambda each: each.valid_from)


@cache
def checklists() -> tuple[Checklist, ...]:
    """All versions of all checklists, by kind and age."""
    found = [
        msgspec.convert(tomllib.loads(file.read_text("utf-8")), Checklist)
        for file in resource("checklists").glob("*.toml")
    ]
    return tuple(sorted(found, key=lambda each: (each.kind, each.valid_from)))
