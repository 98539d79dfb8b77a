"""The reminder of a service that is due: a short message to be copied into any app."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.quantities import Distance, LengthUnit, in_unit
from lifecycle_desk.base.said import Said
from lifecycle_desk.schedules.rules import VISIT, Due, Schedule, named_item
from lifecycle_desk.vehicle.rules.dash import Odometer, said_at
from lifecycle_desk.vehicle.rules.messages import Say, message_to

DUE_NOW = N_("your %(car)s is due for maintenance: %(items)s.")
BY_BOTH = N_("It is due on %(day)s or at %(km)s, whichever comes first.")
BY_DAY, BY_KM = N_("It is due on %(day)s."), N_("It is due at %(km)s.")
WAS_BY_BOTH = N_("It was due on %(day)s or at %(km)s, whichever came first.")
WAS_BY_DAY, WAS_BY_KM = N_("It was due on %(day)s."), N_("It was due at %(km)s.")
ABOUT_THEN = N_("At your current mileage, that will be around %(day)s.")


@dataclass(frozen=True, slots=True)
class Sender:
    """The sender: the dealer, the number to call, and the unit in which his market writes distances."""

    name: str
    phone: str
    unit: LengthUnit


def reminder(
    schedule: Schedule,
    plan: Iterable[Due],
    *,
    car: str,
    name: str,
    sender: Sender,
    today: date,
    say: Say,
    odometer: Odometer | None = None,
) -> str:
    """The message in the words of `say`; empty where nothing is planned.

    `car` is what its owner calls it, `name` the owner's; `odometer` is where it stands.
    """
    planned = list(plan)
    if not planned:
        return ""
    first = planned[0]
    lines = [
        say(DUE_NOW, car=car, items=_items(schedule, planned)),
        *_when(first, _read(first, sender.unit, odometer, say), today, say),
    ]
    return message_to(name, lines, signed=sender.name, phone=sender.phone, say=say, arranges_date=True)


def _items(schedule: Schedule, planned: list[Due]) -> tuple[object, ...]:
    """The named items: the visit for all that goes with it, and those with an interval of their own."""
    with_it = {each.code for each in schedule.items if each.goes_with_visits}
    visiting = any(each.code == VISIT for each in planned)
    return tuple(named_item(each.code) for each in planned if not (visiting and each.code in with_it))


def _read(due: Due, unit: LengthUnit, odometer: Odometer | None, say: Say) -> object | None:
    """The distance at which it is due, as the owner will read it on the dash, in the market's unit."""
    if due.at_km is None:
        return None
    said = said_at(odometer, due.at_km)
    if not isinstance(said, Said):
        return Distance(in_unit(due.at_km, unit), unit)
    km = {name: each.km for name, each in said.facts.items() if isinstance(each, Distance)}
    return say(said.message, **{name: Distance(in_unit(each, unit), unit) for name, each in km.items()})


def _when(due: Due, km: object | None, today: date, say: Say) -> list[str]:
    """When it is due or was, by time and by distance; and when that will be, where the distance comes first."""
    over = due.forecast is not None and due.forecast < today
    if due.on and km:
        said = [say(WAS_BY_BOTH if over else BY_BOTH, day=due.on, km=km)]
    elif due.on:
        said = [say(WAS_BY_DAY if over else BY_DAY, day=due.on)]
    else:
        said = [say(WAS_BY_KM if over else BY_KM, km=km)]
    early = due.forecast and due.forecast != due.on and not over
    return [*said, say(ABOUT_THEN, day=due.forecast)] if early else said
