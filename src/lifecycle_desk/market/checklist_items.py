"""The items of a checklist: in groups, looked at or measured."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.market.citing import Cited

LIST_VERSION = N_("Version %(version)s")  # how people call one of a kind, beside the name of the kind


class Limited(Protocol):
    """A measurement within limits; both limits pass."""

    __slots__ = ()

    @property
    def minimum(self) -> Decimal | None:
        """The least that passes."""

    @property
    def maximum(self) -> Decimal | None:
        """The most that passes."""

    def within(self, value: Decimal) -> bool:
        """Whether a measured value passes."""
        return (self.minimum is None or self.minimum <= value) and (self.maximum is None or value <= self.maximum)


class ItemKind(StrEnum):
    """Whether an item is looked at or measured."""

    CHECK = "check"
    MEASURE = "measure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Limited):
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

    def concerns(self, energy: str | None) -> bool:
        """Whether a car that is driven so has the thing at all; where nobody knows what drives it, it may."""
        return not energy or not self.energies or energy in self.energies

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
class Checklist(Cited):
    """A version of a checklist: what was filled in by it is read by it for ever; `title` is a message."""

    kind: str
    version: str
    valid_from: date
    title: str
    groups: tuple[Group, ...]

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

    def groups_for(self, energy: str | None) -> tuple[Group, ...]:
        """The groups with those items that concern a car."""
        return narrowed(self.groups, lambda item: item.concerns(energy))


def narrowed(groups: Iterable[Group], fits: Callable[[Item], bool]) -> tuple[Group, ...]:
    """Groups with those of their items that fit; empty groups fall away."""
    left = (replace(group, items=tuple(item for item in group.items if fits(item))) for group in groups)
    return tuple(group for group in left if group.items)


def concerned(items: Iterable[Item], energy: str | None) -> tuple[Item, ...]:
    """The items that concern a car; all of them where nobody knows what drives it."""
    return tuple(item for item in items if item.concerns(energy))
