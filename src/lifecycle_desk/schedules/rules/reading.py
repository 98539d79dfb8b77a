"""Published schedules, read from published data: one file per brand and one of rules of thumb, each sourced.

An interval is written as { months = 12, km = 20000 }, whichever comes first.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from lifecycle_desk.market.citing import Doubt
from lifecycle_desk.market.published_data import DataKind, PublishedData, program_data
from lifecycle_desk.schedules.rules.schedule import NEVER, Interval, Item, ItemPart, Schedule, Tolerance, Torque, Visits
from lifecycle_desk.schedules.rules.terms import Action, ScheduleKind
from lifecycle_desk.vehicle.rules.models import Energy

_SAME = ("id", "title", "valid_from", "source", "verify", "note")
_LISTS = ("brands", "models", "markets")


def published(data: PublishedData | None = None) -> tuple[Schedule, ...]:
    """All versions of all published schedules, by name and day; without data, of what comes with the program."""
    return _published(data or program_data())


@lru_cache(maxsize=4)
def _published(data: PublishedData) -> tuple[Schedule, ...]:
    found = [each for file in data.of(DataKind.SCHEDULES) for each in schedules_in(file.content)]
    return tuple(sorted(found, key=lambda each: (each.id, each.valid_from)))


def schedules_in(content: Mapping[str, Any]) -> Iterator[Schedule]:
    """The schedules of a file; what the file says of all stands before them."""
    common = {key: value for key, value in content.items() if key != "schedules"}
    yield from (schedule_of(common | entry) for entry in content["schedules"])


def schedule_of(entry: Mapping[str, Any]) -> Schedule:
    """An entry of a file as a schedule; a key or a code that is not known is a mistake in the file and raises."""
    told = dict(entry)
    for only_ours in ("looked_up_on", "read"):  # how the source was come by, for whoever keeps the data
        told.pop(only_ours, None)
    given: dict[str, Any] = {key: told.pop(key) for key in _SAME if key in told}
    given |= {key: tuple(told.pop(key)) for key in _LISTS if key in told}
    if not isinstance(given.get("valid_from"), date):
        raise TypeError(f"valid_from of {given.get('id')} is no day")
    visits, tolerance = told.pop("visits", None), told.pop("tolerance", None)
    schedule = Schedule(
        kind=ScheduleKind.of(told.pop("kind", ScheduleKind.MAKER)),
        energies=tuple(map(Energy.of, told.pop("energies", ()))),
        visits=_visits(visits) if visits else None,
        items=tuple(_item(dict(each)) for each in told.pop("items", ())),
        tolerance=Tolerance(**tolerance) if tolerance else Tolerance(),
        doubts=tuple(map(Doubt.of, told.pop("doubts", ()))),
        **given,
    )
    _all_taken(told, schedule.id)
    return schedule


def _visits(told: Mapping[str, Any]) -> Visits:
    rest = dict(told)
    made = Visits(
        every=_interval(rest), first=_interval(rest, "first"), severe=_interval(rest, "severe"),
        sizes=tuple(rest.pop("sizes", ())), hours=_figure(rest.pop("hours", None)),
    )  # fmt: skip
    _all_taken(rest, "visits")
    return made


def _item(rest: dict[str, Any]) -> Item:
    made = Item(
        code=rest.pop("code"),
        action=Action.of(rest.pop("action", Action.REPLACE)),
        every=_interval(rest),
        first=_interval(rest, "first"),
        severe=_interval(rest, "severe"),
        hours=_figure(rest.pop("hours", None)),
        parts=tuple(
            ItemPart(**each | {"quantity": Decimal(each.get("quantity", 1))}) for each in rest.pop("parts", ())
        ),
        torques=tuple(Torque(each["text"], Decimal(each["newton_metres"])) for each in rest.pop("torques", ())),
    )
    _all_taken(rest, made.code)
    return made


def _interval(rest: dict[str, Any], name: str = "every") -> Interval:
    told = rest.pop(name, None)
    return Interval(**told) if told else NEVER


def _figure(told: object) -> Decimal | None:
    return None if told is None else Decimal(str(told))


def _all_taken(rest: Mapping[str, Any], whose: str) -> None:
    if rest:
        raise ValueError(f"{whose} has keys that no schedule has: {', '.join(rest)}")
