"""The due dates of a car: its schedule, its servicing record, and the stored figure of both.

The figure is a row per car in use. It follows every event that can move it, in the transaction of the event;
nothing of it depends on today, so it need not be counted anew from day to day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from lifecycle_desk.base.objections import N_, NN_
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.said import Said
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import market_in_force
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.schedules import rules as schedules
from lifecycle_desk.schedules import tables
from lifecycle_desk.schedules.rules import TELLING, By, Due, Record, Schedule, Scheduled, Setting, StoredDue
from lifecycle_desk.schedules.rules.record import done_in, setting_in, snoozed_in
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import odometer
from lifecycle_desk.vehicle.rules.life import NO_STATE, Event, Stage
from lifecycle_desk.vehicle.rules.models import Energy
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.data_in_force import data_in_force
from lifecycle_desk.vehicle.usecases.findings import Finding

DESCRIBED, ENDING = "vehicle.described", "recycling."
GONE, FOUND = frozenset({"recycling.stolen", "recycling.taken_over"}), "recycling.found_again"
SINCE_BY_DAY = NN_("%(n)s month after last done on %(since)s", "%(n)s months after last done on %(since)s")
SINCE_BY_KM = N_("%(km)s after last done at %(since)s")
FIRST_BY_DAY = NN_("%(n)s month after first day of use", "%(n)s months after first day of use")
FIRST_BY_KM = N_("first at %(km)s")
GUESSED_BY_DAY = NN_(
    "every %(n)s month; earlier servicing is not known",
    "every %(n)s months; earlier servicing is not known",
)
GUESSED_BY_KM = N_("every %(km)s; earlier servicing is not known")


@dataclass(frozen=True, slots=True)
class Servicing:
    """A car as schedules see it: the schedule it is on, whether by hand, its record, and what comes due."""

    vin: str
    schedule: Schedule | None
    setting: Setting
    record: Record
    dues: tuple[Due, ...]
    snoozed_until: date | None
    is_gone: bool


def moves_due(event: Event) -> bool:
    """Whether an event can change what is due: a reading, a figure, a correction, or one that tells of servicing."""
    told = event.kind in TELLING or event.kind == DESCRIBED or event.kind.startswith(ENDING)
    return bool(told or event.odometer or event.corrects or event.sets != NO_STATE)


def all_schedules(tx: Transaction) -> tuple[Schedule, ...]:
    """The published schedules and the dealer's own, in all their versions."""
    return (*schedules.published(data_in_force(tx)), *tables.own_schedules(tx))


def servicing(tx: Transaction, vin: str) -> Servicing:
    """The servicing of a car: record and due dates; refuses a VIN that is not in the books."""
    row, told = life_rows.row(tx, vin), tables.telling(tx, vin)
    found = life_rows.readings(tx, vin)
    offsets = life_rows.offsets(tx, vin) if any(each.segment for each in found) else odometer.NO_OFFSETS
    sound = tuple(odometer.true_reading(each, offsets) or each for each in odometer.sound(found, offsets))
    days = [each for each in (row.warranty_started_on, row.handed_over_on, row.first_registered_on) if each]
    first_on = told.first_on or today(tx)
    begins = min(days, default=first_on)
    setting = setting_in(told.counting)
    record = Record(
        begins=begins,
        known_from=max(begins, first_on),
        done=done_in(told.counting, {each.seq: each.km for each in sound}),
        readings=sound,
        pace=odometer.km_per_day(found, offsets),
        severe=setting.severe,
    )
    car = Scheduled(
        brand=row.make or "",
        model=row.model or "",
        variant=row.variant or "",
        energy=Energy.of(row.energy) if row.energy else None,
        market=market_in_force(tx).code,
        sold_on=min(filter(None, (begins, row.sold_on))),
    )
    schedule = schedules.chosen(car, setting, all_schedules(tx))
    dues = schedules.dues_of(schedule, record) if schedule else ()
    gone = [each for each in told.kinds if each in GONE or each == FOUND]
    is_gone = bool(gone) and gone[-1] != FOUND
    return Servicing(vin, schedule, setting, record, dues, snoozed_in(told.counting), is_gone)


def due_row(tx: Transaction, vin: str) -> StoredDue | None:
    """The stored due date of a car; None where nothing is due, or where nobody is to be reminded.

    Only drivers are reminded: a car for sale is the dealer's own, and nobody brings one that was destroyed, has left
    the
    market, was stolen or was taken over for scrapping.
    """
    row = life_rows.row(tx, vin)
    if row.stage != Stage.IN_USE:
        return None
    found = servicing(tx, vin)
    first = next((each for each in found.dues if each.forecast), None)
    if first is None or found.schedule is None or found.is_gone:
        return None
    return StoredDue(
        vin,
        row.number,
        found.schedule.id,
        found.schedule.valid_from,
        first.code,
        first.number,
        first.on,
        first.at_km,
        first.forecast,
        first.by,
        first.since,
        first.since_km,
        first.interval.months,
        first.interval.km,
        first.guessed,
        found.snoozed_until,
    )


def follow(tx: Transaction, vin: str) -> None:
    """Keep what is due next of a car, as its life tells it now."""
    tables.ask_ahead(tx, vin)
    tables.save_due(tx, vin, due_row(tx, vin))


def heard(tx: Transaction, vin: str, event: Event | None) -> None:
    """Follow where an event can move what is due, or where many came at once."""
    if event is None or moves_due(event):
        follow(tx, vin)


def reason(due: Due | StoredDue) -> Said:
    """Why something is due when it is due, by what makes it so."""
    months, km = (due.interval.months, due.interval.km) if isinstance(due, Due) else (due.months, due.every_km)
    if due.by is By.DATE:
        if due.since:
            return Said(SINCE_BY_DAY, n=months, since=due.since)
        return Said(GUESSED_BY_DAY if due.guessed else FIRST_BY_DAY, n=months)
    distance = Distance(km or 0)
    if due.since_km is not None:
        return Said(SINCE_BY_KM, km=distance, since=Distance(due.since_km))
    return Said(GUESSED_BY_KM if due.guessed else FIRST_BY_KM, km=distance)


def reminded_of(user: UserSession, vin: str) -> Servicing | None:
    """The servicing to remind a driver of; None where nobody is reminded."""
    with user.store.reading() as tx:
        return servicing(tx, vin) if tables.due(tx, vin) else None


def shown_due(user: UserSession, vin: str) -> list[dict[str, Any]]:
    """The due dates of a car for other programs, the soonest first; nothing where nobody is reminded.

    `on` is the day by which it is due, expected where only the distance makes it so; `why` is a sentence with its
    facts, in English.
    """
    found = reminded_of(user, vin)
    return [
        {"what": each.code, "on": each.on or each.forecast, "at_km": each.at_km, "why": reason(each)}
        for each in (found.dues if found else ())
        if each.forecast or each.at_km is not None
    ]


def dues_agree(tx: Transaction) -> Iterator[Finding]:
    """Every car has the row of what is due that its life tells."""
    for vin in life_rows.vins(tx):
        if tables.due(tx, vin) != due_row(tx, vin):
            yield Finding("due", vin, "what is kept as due differs from the life")


CHECKS = (dues_agree,)
