"""The rooms that offer something: a new command, report, format or page is listed in its room and found from here."""

import re
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from threading import Lock
from typing import Any

from lifecycle_desk.base import sleeping
from lifecycle_desk.commands import presence

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
    r"|lifecycle_desk\.store\.(backup|dialect|drafts|engine|migrations|opening|records|search|integrity|secure_erase|types)"
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


_REGISTERING = Lock()
_REGISTERED: set[str] = set()


def put_together() -> None:
    """Say which rooms there are, and let all of them register before any store is opened."""
    presence.expect(ROOMS)
    sleeping.before_opening(register)


def register() -> None:
    """Load what every room does, and let it register what it wants to be asked for; once, by whoever is first.

    That is: what to do when a customer is erased or a vehicle changes hands, what it holds on a person, what follows
    from an event. How its events are worded and what of them travels comes along with what it does.
    """
    with _REGISTERING:
        for room in ROOMS:
            if room not in _REGISTERED:
                _load_tables(f"{__package__}.{room}.tables")
                usecases = import_module(f"{__package__}.{room}.usecases")
                for registers in getattr(usecases, "REGISTERS", ()):
                    registers()
                _REGISTERED.add(room)
                presence.come_in(room)


def _load_tables(name: str) -> None:
    """Load all tables of a room, also those that only its files need: what lists every table must know every table."""
    spec = find_spec(name)
    if spec is None:
        return
    import_module(name)
    for each in iter_modules(spec.submodule_search_locations or ()):
        import_module(f"{name}.{each.name}")
