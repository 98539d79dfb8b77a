"""The battery passport in the model of Catena-X, BatteryPass 6.1.0.

Source: eclipse-tractusx/sldt-semantic-models, io.catenax.battery.battery_pass/6.1.0. Where a maker's passport in this
model was taken in, it is given out with what the dealer knows of the battery's use in its place: state of charge, full
cycles, energy, fade, status. Without one, only what the books hold is there, and `notKnown` names the rest: what a
maker must say nobody here invents. What each figure rests on stands in `lifecycleDesk`, as in BatteryPass 1.2.0.
"""

import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.resources import resource
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Writer
from lifecycle_desk.commands.options import VIN
from lifecycle_desk.stages.charging.passports.interchange.batterypass import (
    CHARGE,
    CYCLES,
    FADE,
    GENERAL,
    MATERIAL,
    SOCE,
    THROUGHPUT,
    Passport,
    asked_for,
    makers_document,
    written,
)
from lifecycle_desk.stages.charging.passports.rules import PassportModel, is_there, put

KIND = "battery-passport-catena-x"
SPECIFICATION = "urn:io.catenax.battery.battery_pass:6.1.0"
STATUS = {
    "Original": "original",
    "Repurposed": "repurposed",
    "Reused": "re-used",
    "Remanufactured": "remanufactured",
    "Waste": "waste",
}
FIGURES = {  # where the model has a figure with its moment
    SOCE: "performance.dynamic.energy.soce",
    FADE: "performance.dynamic.capacity.fade",
    CHARGE: "performance.dynamic.stateOfCharge",
    CYCLES: "performance.dynamic.fullCycles",
}


def write(user: UserSession, asked: dict[str, Any]) -> Iterator[bytes]:
    """The passport of one vehicle's battery in this model."""
    found = asked_for(user, asked)
    made = makers_document(user, found.maker, PassportModel.CATENA_X)
    own = not made
    made.setdefault("specVersion", SPECIFICATION)
    for path, value in facts(found.passport, static=own):
        put(made, path, value)
    made["notKnown"] = [each for each in required() if not is_there(made, each)]
    made["lifecycleDesk"] = found.ours | {"dataModel": PassportModel.CATENA_X.value}
    yield written(made)


def facts(passport: Passport, *, static: bool) -> Iterator[tuple[str, Any]]:
    """The known facts, at their places in this model; a maker's statements about the battery stay as they are."""
    known = passport.known
    if static:
        yield "identification.category", "EV"
        for ours, theirs in (
            (f"{GENERAL}.productIdentifier", "identification.idDmc"),
            (f"{MATERIAL}.batteryChemistry.shortName", "identification.chemistry"),
        ):
            if ours in known:
                yield theirs, known[ours]
        if made := known.get(f"{GENERAL}.manufacturingDate"):
            yield "operation.manufacturer.manufacturingDate", made[:10]
    if status := known.get(f"{GENERAL}.batteryStatus"):
        yield "sustainability.status", STATUS[status]
    for ours, theirs in FIGURES.items():
        name = ours.rpartition(".")[2]
        if f"{ours}.{name}Value" in known:
            yield f"{theirs}.value", known[f"{ours}.{name}Value"]
            yield f"{theirs}.time", known[f"{ours}.lastUpdate"]
    if THROUGHPUT in known:
        yield "performance.dynamic.energy.throughput.value", known[THROUGHPUT]
        yield "performance.dynamic.energy.throughput.time", passport.basis[THROUGHPUT]["lastUpdate"]


@cache
def required() -> tuple[str, ...]:
    """The paths that the model requires."""
    told = tomllib.loads(resource("batteries/battery_pass_6_1_0.toml").read_text("utf-8"))
    return tuple(told["required"])


WRITER = Writer(KIND, N_("Battery passport as JSON (Catena-X BatteryPass 6.1.0)."), write, takes=(VIN,))
