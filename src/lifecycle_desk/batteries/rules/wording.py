"""What the events of batteries tell besides their fields; the steps beside the commands put it together."""

from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.base.said import Piece, Said
from lifecycle_desk.batteries.rules.words import BatteryStatus, Fate
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.wording import Names

PARTS = NN_("%(n)s part", "%(n)s parts")


def code_told(told: RecordedEvent, _: Names) -> str:
    """The battery that an event is about first."""
    facts = told.facts
    for name in ("battery", "whole"):
        if name in facts:
            return str(facts[name]["code"])
    return str(facts.get("code") or next(iter(facts.get("codes", ())), ""))


def opens(told: RecordedEvent) -> tuple[str, str]:
    """The page of its family."""
    return "battery_tree", code_told(told, {})


def parts_told(told: RecordedEvent, _: Names) -> Piece | None:
    """How many parts it is about."""
    count = len(told.facts.get("parts", ()))
    return Said(PARTS, n=count) if count else None


def into_told(told: RecordedEvent, _: Names) -> Piece | None:
    """The whole into which a part went."""
    return told.facts.get("into") or None


def operation_told(told: RecordedEvent, _: Names) -> Piece | None:
    """What was done to give a battery its second life."""
    return Fate.of(told.facts["operation"]) if "operation" in told.facts else None


def status_told(told: RecordedEvent, _: Names) -> Piece | None:
    """The status that it has now; an operation says more."""
    return None if "operation" in told.facts else BatteryStatus.of(told.facts["status"])


def made_told(told: RecordedEvent, _: Names) -> Piece | None:
    """The codes of what was made of it."""
    return ", ".join(each["code"] for each in told.facts.get("made", ())) or None


CODE, PARTS_OF, INTO = (N_("Battery code"), code_told), (N_("Parts"), parts_told), (N_("Into"), into_told)
OPERATION, STATUS = (C_("battery", "Operation"), operation_told), (C_("battery", "Status"), status_told)
MADE = N_("New battery code"), made_told
