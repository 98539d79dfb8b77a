"""How what happens to batteries is told in a car's timeline."""

from collections.abc import Callable
from typing import Any

from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.vehicle.rules.batteries.words import BatteryStatus, Fate
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.wording import Names, Piece, Said, Worded, Wording, teach

CODE, NEW_CODE = N_("Battery code"), N_("New battery code")
NOTE, STATUS = C_("event", "Note"), C_("battery", "Status")
PARTS = NN_("%(n)s part", "%(n)s parts")


def _told(title: str, icon: str, *more: Callable[[dict[str, Any]], tuple[str, Piece] | None]) -> Wording:
    """The wording of a kind: its title, the battery and the note, and what further facts it tells."""

    def worded(told: RecordedEvent, _: Names) -> Worded:
        facts = told.facts
        code = _first(facts)
        told_more = [each for way in more if (each := way(facts))]
        labelled: list[tuple[str, Piece]] = [(CODE, code), *told_more]
        if note := facts.get("note"):
            labelled.append((NOTE, note))
        detail = (code, *(value for _, value in told_more), *filter(None, (facts.get("note"),)))
        return Worded(Said(title), detail, tuple(labelled), icon, opens=("battery_tree", code))

    return worded


def _first(facts: dict[str, Any]) -> str:
    """The battery that an event is about first."""
    for name in ("battery", "whole"):
        if name in facts:
            return str(facts[name]["code"])
    return str(facts.get("code") or next(iter(facts.get("codes", ())), ""))


def _parts(facts: dict[str, Any]) -> tuple[str, Piece] | None:
    count = len(facts.get("parts", ()))
    return (N_("Parts"), Said(PARTS, n=count)) if count else None


def _into(facts: dict[str, Any]) -> tuple[str, Piece] | None:
    return (N_("Into"), str(facts["into"])) if facts.get("into") else None


def _status(facts: dict[str, Any]) -> tuple[str, Piece] | None:
    return STATUS, BatteryStatus.of(facts["status"])


def _operation(facts: dict[str, Any]) -> tuple[str, Piece] | None:
    return (C_("battery", "Operation"), Fate.of(facts["operation"])) if "operation" in facts else _status(facts)


def _made(facts: dict[str, Any]) -> tuple[str, Piece] | None:
    codes = ", ".join(each["code"] for each in facts.get("made", ()))
    return (NEW_CODE, codes) if codes else None


def _certificate(facts: dict[str, Any]) -> tuple[str, Piece] | None:
    return (N_("Recycler's certificate"), str(facts["certificate"])) if facts.get("certificate") else None


teach(
    {
        "vehicle.battery_known": _told(N_("Battery written down"), "battery-charging", _parts),
        "vehicle.battery_taken_out": _told(N_("Battery taken out"), "battery-3"),
        "vehicle.battery_put_in": _told(N_("Battery put in"), "battery-charging", _into),
        "vehicle.battery_broken_up": _told(N_("Battery broken up into its parts"), "package"),
        "vehicle.battery_joined": _told(N_("Parts joined to a new battery"), "package", _parts, _status),
        "vehicle.battery_second_life": _told(N_("Second life of a battery"), "recycle", _operation, _made),
        "vehicle.battery_waste": _told(N_("Battery became waste"), "trash"),
        "vehicle.battery_recycled": _told(N_("Battery recycled"), "recycle", _certificate),
    }
)
