"""The end of a vehicle's life as JSON in the model of Catena-X, EndOfLife 2.0.0 (draft).

Source: eclipse-tractusx/sldt-semantic-models, io.catenax.end_of_life/2.0.0; its spelling errors are part of the format.
Moments of the model are known by the day here and stand at midnight UTC. `healthStatus` is what a taking over tells:
incomplete where essential components were missing, else not tested. `sparePartQuality` is that of the best part taken.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.exporting import EXPORT
from lifecycle_desk.commands.offers import Writer
from lifecycle_desk.commands.options import VIN
from lifecycle_desk.stages.recycling.depollution.rules.parts import Grade
from lifecycle_desk.stages.recycling.end.rules.ways_out import NotTakenOver
from lifecycle_desk.stages.recycling.end.usecases.showing import EndPage, end_page

KIND = "end-of-life"


def write(user: UserSession, asked: dict[str, Any]) -> Iterator[bytes]:
    """The end of a vehicle's life; refuses one that was not taken over for scrapping."""
    with user.store.reading() as tx:
        tx.by = user.staff
        user.authorise(tx, EXPORT)
    page = end_page(user, str(asked.get("vin") or ""))
    if page.end.taken_over_on is None:
        raise NotTakenOver
    yield msgspec.json.format(msgspec.json.encode(document(page, page.end.taken_over_on)), indent=2)
    yield b"\n"


def document(page: EndPage, taken_over_on: date) -> dict[str, Any]:
    """The model's fields; optional ones that are not known are left out."""
    drained = page.end.depolluted_on(page.open_items)
    grades = {line.part.grade for line in page.parts}
    best = next((each.value for each in Grade if each in grades), None)
    made = {
        "disassemblyStatus": "disassembled" if drained else "assembled",
        "healthStatus": "incomplete" if page.end.missing else "not tested",
        "recyclingStatus": "recycled" if page.certificate else "not recycled",
        "dateOfReceptionGMT": _moment(taken_over_on),
        "certificateOfDestruction": page.certificate is not None,
        "lastMileage": page.figures.odometer_km,
        "dateOfScrappingGMT": _moment(page.end.destroyed_on),
        "sparePartQuality": best,
        "dateOfDissamblyGMT": _moment(drained),
    }
    return {name: value for name, value in made.items() if value is not None}


def _moment(day: date | None) -> str | None:
    return f"{day.isoformat()}T00:00:00Z" if day else None


WRITER = Writer(KIND, N_("End of life of a vehicle, as JSON (Catena-X EndOfLife 2.0.0)."), write, takes=(VIN,))
