"""Charging sessions given out as CSV: one a row, with stable English columns and exact numbers, for any spreadsheet.

Moments are ISO 8601 with the source's offset; energies kWh, powers kW, states of charge per cent, temperatures °C
outside. Unknown values are empty. A credit is a row of its own with negative energy and cost, and names in `credits`
the key of the session that it takes back, so that sums are right. Sessions that wait in the inbox belong to no vehicle,
and are left out.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from lifecycle_desk.base.inert import inert
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.exporting import EXPORT
from lifecycle_desk.commands.offers import Writer
from lifecycle_desk.commands.options import VIN, WITHOUT_PEOPLE
from lifecycle_desk.language.formats import currency_digits
from lifecycle_desk.stages.charging.sessions.rules.sessions import NOWHERE, Place, Session
from lifecycle_desk.stages.charging.sessions.tables import batches as batch_rows
from lifecycle_desk.stages.charging.sessions.usecases.viewing import view
from lifecycle_desk.stages.charging.tariffs.usecases import Prices
from lifecycle_desk.vehicle.rules import vin as vins
from lifecycle_desk.vehicle.tables import life

KIND = "charging-sessions"
HEADER = (
    "vin", "source", "key", "started_at", "ended_at", "meter_kwh", "battery_kwh", "current", "soc_start", "soc_end",
    "cost", "currency", "computed", "place", "city", "country", "connector", "odometer_km", "temperature_c", "most_kw",
    "credits",
)  # fmt: skip
PAGE = 500
BOM = b"\xef\xbb\xbf"  # or a spreadsheet takes Thai for Western letters


def write(user: UserSession, asked: dict[str, Any]) -> Iterator[bytes]:
    """The sessions that count, of one vehicle or of all, vehicle by vehicle in the order of time, page by page.

    Of each vehicle they are those of its present owner: where earlier owners charged is nobody else's business.
    A session that names no price has its tariff's, and says so in `computed`. Without people, a row tells neither the
    place's name nor its city.
    """
    nameless = bool(asked.get("without_people"))
    with user.store.reading() as tx:
        tx.by = user.staff
        user.authorise(tx, EXPORT)
        of = asked.get("vin")
        wanted = [str(life.row(tx, vins.canonical(of)).vin)] if of else batch_rows.vehicles(tx)
        prices = Prices(tx)
        yield BOM + _written([HEADER])
        for vin in wanted:
            numbers = batch_rows.numbers_of(tx, vin, since=view(tx, vin).since)[::-1]
            for first in range(0, len(numbers), PAGE):
                page = numbers[first : first + PAGE]
                sessions = batch_rows.some(tx, page)
                yield _written(cells_of(vin, prices.priced(sessions[each]), nameless=nameless) for each in page)


def cells_of(vin: str, session: Session, *, nameless: bool) -> list[str]:
    """A session as the cells of a row, in the order of the header."""
    place, cost, odometer = _told(session.place, nameless=nameless), session.cost, session.odometer
    return [
        vin,
        inert(session.source),
        inert(session.key),
        session.started_at.isoformat(),
        session.ended_at.isoformat() if session.ended_at else "",
        _exact(session.meter_wh, 1000),
        _exact(session.battery_wh, 1000),
        session.current.value if session.current else "",
        _exact(session.soc_start, 10),
        _exact(session.soc_end, 10),
        _amount(cost) if cost else "",
        inert(cost.currency) if cost else "",
        str(session.computed).lower() if cost else "",
        inert(place.name),
        inert(place.city),
        inert(place.country),
        inert(place.connector),
        str(odometer.km) if odometer else "",
        _exact(session.temperature, 10),
        _exact(session.most_watts, 1000),
        inert(session.credits or ""),
    ]


def _told(place: Place, *, nameless: bool) -> Place:
    """A place as a row tells it: where somebody is says who it is."""
    return Place(country=place.country, connector=place.connector) if nameless and place is not NOWHERE else place


def _exact(value: int | None, parts: int) -> str:
    """A whole number of parts as an exact decimal, as short as it is exact."""
    return "" if value is None else f"{Decimal(value) / parts:f}"


def _amount(cost: Money) -> str:
    """An amount with all digits of its currency."""
    return f"{Decimal(cost.minor).scaleb(-currency_digits(cost.currency)):f}"


def _written(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as lines of CSV, every cell quoted.

    Texts come inert and numbers as they are: `sheets.written` would mark a negative one as if it were a formula.
    """
    lines = io.StringIO(newline="")
    csv.writer(lines, quoting=csv.QUOTE_ALL).writerows(rows)
    return lines.getvalue().encode()


WRITER = Writer(KIND, N_("Charging sessions as CSV, one per row."), write, takes=(VIN, WITHOUT_PEOPLE))
