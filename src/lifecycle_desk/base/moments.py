"""Moments: what is told of a time says of which place of the world it is, or it is refused."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache

from lifecycle_desk.base.objections import N_, objection

MomentWithoutZone = objection(
    "MomentWithoutZone", N_("A time needs its UTC offset, for example 2026-03-28T23:10:00+07:00.")
)


# Most of a request is of these; it is walked before each save.
TIMELESS = frozenset({type(None), bool, int, str, bytes, date, Decimal})


def refuse_without_zone(asked: object) -> None:
    """Refuse what somebody asks if any moment in it, however deep, has no zone; with its place."""
    for where in without_zone(asked, ""):
        raise MomentWithoutZone().at_field(where)


def without_zone(value: object, at: str) -> Iterator[str]:
    """The places of moments without a zone in a value: jobs[0].until."""
    kind: type = type(value)
    if isinstance(value, datetime):
        if value.tzinfo is None:
            yield at
    elif names := _fields(kind):
        for name in names:
            if type(one := getattr(value, name)) not in TIMELESS:
                yield from without_zone(one, f"{at}.{name}" if at else name)
    elif isinstance(value, list | tuple):
        for place, one in enumerate(value):
            yield from without_zone(one, f"{at}[{place}]")
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from without_zone(one, f"{at}.{name}" if at else str(name))


@cache
def _fields(kind: type) -> tuple[str, ...]:
    """The fields of a dataclass; none of anything else."""
    return tuple(each.name for each in fields(kind)) if is_dataclass(kind) else ()
