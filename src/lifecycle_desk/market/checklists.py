"""Checklists: what is looked at when a car arrives, waits and is made ready, as dated data like the market packs."""

import tomllib
from datetime import date
from functools import cache

import msgspec

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.base.resources import resource
from lifecycle_desk.market.checklist_items import Checklist

NoChecklist = objection("NoChecklist", N_("There is no checklist “%(kind)s” for %(on)s."), kind=str, on=date)


def checklist(kind: str, on: date, version: str | None = None) -> Checklist:
    """The checklist of a kind (pdi, storage, arrival) in force on a day, or in a version; raises NoChecklist."""
    known = [each for each in checklists() if each.kind == kind]
    fitting = [each for each in known if (each.valid_from <= on if version is None else each.version == version)]
    if not fitting:
        raise NoChecklist(kind, on)
    return max(fitting, key=lambda each: each.valid_from)


def checklist_named(kind: str, name: str | None, on: date) -> Checklist:
    """The checklist of a kind by its name, pdi-2, or the one in force on a day; raises NoChecklist for any other."""
    if name is None:
        return checklist(kind, on)
    of, _, version = name.rpartition("-")
    if of != kind:
        raise NoChecklist(name[:40], on).at_field("checklist")
    try:
        return checklist(kind, on, version)
    except NoChecklist as unknown:
        raise unknown.at_field("checklist") from None


@cache
def checklists() -> tuple[Checklist, ...]:
    """All versions of all checklists, by kind and age."""
    found = [
        msgspec.convert(tomllib.loads(file.read_text("utf-8")), Checklist)
        for file in resource("checklists").glob("*.toml")
    ]
    return tuple(sorted(found, key=lambda each: (each.kind, each.valid_from)))
