"""The rooms that offer something: a new verb, report, format or page is listed in its room and found from here."""

import re
from importlib import import_module
from importlib.util import find_spec
from typing import Any

ROOMS = (
    "dealership",
    "vehicle",
    "stages.sale",
    "stages.charging",
    "stages.service",
    "stages.transfer",
    "stages.recycling",
    "overview",
)


_KNOWS_THE_DATABASE = re.compile(
    r"lifecycle_desk\.(.+\.)?tables\.\w+|lifecycle_desk\.dealership\.tables"
    r"|lifecycle_desk\.store\.(backup|dialect|drafts|engine|migrations|opening|records|search|soundness|traces|types)"
)


def knows_the_database(module: str) -> bool:
    """Whether a module needs the library of the database to be loaded: what may sleep until a store is opened."""
    return _KNOWS_THE_DATABASE.fullmatch(module) is not None


def offered(part: str, offer: str) -> list[Any]:
    """What all rooms list under a name in a part of theirs: ("usecases", "VERBS"), ("screens", "PAGES").

    All rooms are asked, even when the first has what one looks for: a room may have to be told of what others do.
    """
    found: list[Any] = []
    for room in ROOMS:
        name = f"{__package__}.{room}"
        if find_spec(f"{name}.{part}"):
            found += getattr(import_module(f"{name}.{part}"), offer, ())
    return found
