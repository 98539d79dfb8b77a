"""Months of charging, as the life of a car shows them: what its sessions of each month came to."""

from collections.abc import Iterator
from datetime import date

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.quantities import KWH, Measure
from lifecycle_desk.base.said import Piece, Said
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.stages.charging.sessions.rules.sessions import Current
from lifecycle_desk.stages.charging.sessions.rules.wording import SESSIONS, month_of
from lifecycle_desk.stages.charging.sessions.usecases.showing import charged
from lifecycle_desk.vehicle.rules.folding import Summary
from lifecycle_desk.vehicle.rules.life import Part
from lifecycle_desk.vehicle.rules.wording import Worded, kilowatt_hours


def months_of_charging(user: UserSession, vin: str) -> Iterator[Summary]:
    """A row for each month in which the present owner charged, on the day of its last session."""
    found = charged(user, vin)
    last, flowed = dict[date, date](), dict[date, list[Current | None]]()
    for each in found.lines:  # the latest first
        month = each.session.day.replace(day=1)
        last.setdefault(month, each.session.day)
        if not each.credited and not each.session.credits:
            flowed.setdefault(month, []).append(each.session.current)
    for month, total in found.months:
        detail: list[Piece] = [Measure(round(kilowatt_hours(total.energy_wh), 1), KWH)]
        detail += _currents(flowed.get(month, []))
        words = Worded(Said(SESSIONS, n=total.sessions), tuple(detail), icon="bolt", opens=("charging_of", found.vin))
        yield Summary(month_of(month), Part.CHARGING, last[month], words, total.amounts)


def _currents(flowed: list[Current | None]) -> list[Said]:
    """How many sessions were DC and how many AC, where all say so."""
    if not flowed or not all(flowed):
        return []
    dc = flowed.count(Current.DC)
    counted = ((N_("%(n)s DC"), dc), (N_("%(n)s AC"), len(flowed) - dc))
    return [Said(words, n=count) for words, count in counted if count]
