"""Wording of battery events beyond their fields; the steps beside the commands put it together."""

from dataclasses import dataclass
from typing import Any

from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.base.said import InARow, Piece, Said
from lifecycle_desk.batteries.rules.words import BatteryStatus, Fate
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.record_refs import RecordKind, call_records
from lifecycle_desk.vehicle.rules.wording import Names

PARTS = NN_("%(n)s part", "%(n)s parts")


@dataclass(frozen=True, slots=True)
class Coded:
    """A battery by its code."""

    code: str = ""


@dataclass(frozen=True, slots=True)
class BatteryTold:
    """What is told of a move of batteries, of whichever kind (`batteries/rules/moves` has each by itself)."""

    battery: Coded | None = None
    whole: Coded | None = None
    code: str = ""
    codes: tuple[str, ...] = ()
    before: str | None = None
    parts: tuple[Any, ...] = ()
    into: str | None = None
    operation: Fate | None = None
    status: BatteryStatus | None = None
    made: tuple[Coded, ...] = ()

    @property
    def first_code(self) -> str:
        """The battery that it is about first."""
        described = self.battery or self.whole
        return described.code if described else self.code or next(iter(self.codes), "")


def code_told(told: RecordedEvent, _: Names) -> str:
    """The battery that an event is about first."""
    return told.facts_as(BatteryTold).first_code


def opens(told: RecordedEvent) -> tuple[str, str]:
    """The page of its family."""
    return "battery_tree", code_told(told, {})


def parts_told(told: RecordedEvent, _: Names) -> Piece | None:
    """How many parts it is about."""
    count = len(told.facts_as(BatteryTold).parts)
    return Said(PARTS, n=count) if count else None


def into_told(told: RecordedEvent, _: Names) -> Piece | None:
    """The whole into which a part went."""
    return told.facts_as(BatteryTold).into or None


def operation_told(told: RecordedEvent, _: Names) -> Piece | None:
    """The operation that gave a battery its second life."""
    return told.facts_as(BatteryTold).operation


def status_told(told: RecordedEvent, _: Names) -> Piece | None:
    """The status that it has now; an operation says more."""
    said = told.facts_as(BatteryTold)
    return None if said.operation else said.status


def made_told(told: RecordedEvent, _: Names) -> Piece | None:
    """The codes of what was made of it."""
    return InARow(*(each.code for each in told.facts_as(BatteryTold).made)) or None


CODE, PARTS_OF, INTO = (N_("Battery code"), code_told), (N_("Parts"), parts_told), (N_("Installed in"), into_told)
OPERATION, STATUS = (C_("battery", "Operation"), operation_told), (C_("battery", "Status"), status_told)
MADE = N_("New battery code"), made_told

call_records({"battery": RecordKind(C_("battery", "Battery"), "battery_tree", by_key=True)})
