"""evcc's sessions as CSV.

Order of columns and how cells are written are those of evcc-io/evcc, core/session/session.go and util/export; captions
are those of its catalogs (i18n/en.json, de.json and others). In a language that is not known here columns are found by
their places. Times are those of evcc's own clock, energy is what left the meter, the vehicle is a title and no VIN.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from hashlib import blake2b
from pathlib import Path

from lifecycle_desk.base.incoming import Refused
from lifecycle_desk.base.objections import N_, Objection
from lifecycle_desk.base.quantities import LengthUnit
from lifecycle_desk.language.reading import TimeNotUnderstood
from lifecycle_desk.stages.charging.interchange.columns import Columns, columns_of, placed
from lifecycle_desk.stages.charging.interchange.moments import HourTwice, day_of
from lifecycle_desk.stages.charging.interchange.reading import Habits, Source
from lifecycle_desk.stages.charging.interchange.rows import (
    EMPTY,
    MOST_KM,
    MOST_KWH,
    MOST_PERCENT,
    OPEN,
    Fault,
    Got,
    Row,
    Table,
    noted_in,
    read_rows,
    table_of,
)
from lifecycle_desk.stages.charging.rules.sessions import NOWHERE, Place, Session
from lifecycle_desk.vehicle.interchange.rolls import Roll, open_roll

KIND = "evcc"
NAMES = {  # en, de, nl, fr, es, it, and the names before they were translated
    "created": ("created", "startzeit", "aangemaakt", "créé", "hora de inicio", "creato"),
    "finished": ("finished", "endzeit", "beëindigd", "terminé", "terminado", "finito"),
    "point": (
        "charging point", "ladepunkt", "oplaadpunt", "point de charge", "punto de carga", "punto di ricarica",
        "loadpoint",
    ),
    "identifier": ("identifier", "kennung", "identificatie", "identifiant", "identificador", "identificativo"),
    "vehicle": ("vehicle", "fahrzeug", "voertuig", "véhicule", "vehículo", "veicolo"),
    "odometer": (
        "mileage (km)", "kilometerstand (km)", "kilométrage (km)", "kilometraje (km)", "chilometraggio (km)",
        "odometer", "odometer (km)",
    ),
    "meter_start": (
        "meter start (kwh)", "anfangszählerstand (kwh)", "beginwaarde meter (kwh)", "début de compteur (kwh)",
        "inicio de metro (kwh)", "inizio contatore (kwh)",
    ),
    "meter_stop": (
        "meter stop (kwh)", "endzählerstand (kwh)", "eindwaarde meter (kwh)", "fin de compteur (kwh)",
        "parón de metro (kwh)", "ferma contatore (kwh)",
    ),
    "energy": ("energy (kwh)", "energie (kwh)", "énergie (kwh)", "energía (kwh)", "energia (kwh)",
               "charged energy (kwh)"),
    "lasted": ("duration", "ladedauer", "duur", "durée", "«duración»", "duración", "durata", "charge duration",
               "chargeduration"),
    "soc_start": ("soc start (%)", "ladestand start (%)", "edc début (%)", "socstart"),
    "soc_end": ("soc end (%)", "ladestand ende (%)", "soc eind (%)", "edc de fin (%)", "socend"),
    "price": ("cost", "kosten", "prijs", "coût", "precio", "prezzo", "price"),
}  # fmt: skip
ORDER = (
    "created", "finished", "point", "identifier", "vehicle", "odometer", "meter_start", "meter_stop", "energy",
    "lasted", "soc_start", "soc_end",
)  # fmt: skip
PRICE_AT = {16: 13, 17: 14, 18: 13, 19: 14}  # by the number of columns; with "added range" it stands one further on
NEEDED = ("created", "finished", "energy")
NUMBERS = {
    "odometer": MOST_KM,
    "meter_start": None,
    "meter_stop": None,
    "energy": MOST_KWH,
    "soc_start": MOST_PERCENT,
    "soc_end": MOST_PERCENT,
    "price": None,
}
KEPT_TOO = ("meter_start", "meter_stop", "lasted")
LASTED = re.compile(r"(?:([0-9]{1,4})h)?(?:([0-9]{1,4})m)?(?:([0-9]{1,5})(?:[.,][0-9]{1,9})?s)?")  # Go: 4h45m0s
NEVER = "0001-01-01"  # Go's time that is none
CLOCK = re.compile(r"([0-9]{1,3}):([0-9]{2})(?::([0-9]{2}))?")


class NotEvcc(Objection):
    """A file that has neither evcc's captions nor its order of columns."""

    says = N_("%(file)s holds no sessions of evcc: its columns are neither known by name nor in evcc's order.")
    file: str


def open_evcc(path: Path, habits: Habits) -> Source:
    """Sessions as a source, their columns found by name, else by place."""
    roll = open_roll(path, {name for names in NAMES.values() for name in names}, habits.market)
    table = table_of(roll, _columns(roll), habits, NUMBERS, ("created", "finished"))
    rows = partial(_rows, table)
    return table.source(KIND, rows, noted_in(rows))


def _columns(roll: Roll) -> Columns:
    columns = columns_of(roll.header, NAMES, (), KEPT_TOO)
    if columns.at.keys() >= set(NEEDED):
        return columns
    if len(roll.header) not in PRICE_AT:
        raise NotEvcc(roll.path.name)
    first = next((row for row in roll.rows(range(len(roll.header))) if not isinstance(row, Refused)), None)
    if first and not (first[1][0][4:5] == "-" or day_of(first[1][0])):
        raise NotEvcc(roll.path.name)
    at = {name: place for place, name in enumerate(ORDER)} | {"price": PRICE_AT[len(roll.header)]}
    return placed(roll.header, at, KEPT_TOO)


def _rows(table: Table, noted: list[HourTwice]) -> Iterator[Got]:
    return read_rows(table, _session, {"energy": "energy", "start": "created", "end": "finished"}, noted)


def _session(row: Row) -> Session | str:
    created = row.begins("created")
    finished = None if row.text("finished").startswith(NEVER) else row.told("finished")
    if finished is None:
        return OPEN
    begun, ended = row.span(("created", created), ("finished", finished), _lasted(row))
    energy = row.watt_hours("energy")
    if not energy:
        return EMPTY
    soc_start, soc_end, step = row.charges("soc_start", "soc_end")
    point = row.text("point")
    return Session(
        source=KIND,
        key=_key(f"{created.at:%Y-%m-%d %H:%M:%S}", point),
        started_at=begun,
        ended_at=ended,
        meter_wh=energy,
        soc_start=soc_start,
        soc_end=soc_end,
        soc_step=step,
        cost=row.money("price"),
        place=Place(name=point) if point else NOWHERE,
        whose=tuple(name for name in (row.text("identifier"), row.text("vehicle")) if name),
        odometer=row.distance("odometer", LengthUnit.KM),
        more=row.more(),
    )


def _key(created: str, point: str) -> str:
    """When a session was made, and a digest of its charging point: a point's name tells whose home it is at."""
    return f"{created} {blake2b(point.encode(), digest_size=4).hexdigest()}" if point else created


def _lasted(row: Row) -> timedelta | None:
    """How long current flowed, as Go writes it or as a clock; None where the row does not say."""
    if not (text := row.text("lasted").replace(" ", "")):
        return None
    found = LASTED.fullmatch(text) or CLOCK.fullmatch(text)
    if not found:
        raise Fault("lasted", TimeNotUnderstood(text, "4h45m0s"))
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)
