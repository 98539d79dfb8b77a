"""A battery's whole family, as page and paper show it: who holds whom, what became what, and what happened when."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lifecycle_desk.batteries import tables as battery_rows
from lifecycle_desk.batteries.rules.codes import ProductType
from lifecycle_desk.batteries.rules.family import Drawn, drawn
from lifecycle_desk.batteries.rules.genealogy import Battery, Genealogy, presumed
from lifecycle_desk.batteries.rules.recovery import Share, shares
from lifecycle_desk.batteries.rules.words import BatteryFacts, UnknownBattery, Whereabouts
from lifecycle_desk.batteries.usecases.genealogy import family, tidied
from lifecycle_desk.batteries.usecases.moves import RecycleBattery
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.store import search
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.models import Chemistry, named
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.record_history import HistoryEntry
from lifecycle_desk.vehicle.usecases.steps import told_as

RECYCLED = "vehicle.battery_recycled"
BATTERY = "battery"
TABLES = frozenset({BATTERY, "battery_link", "event", "vehicle"})


@dataclass(frozen=True, slots=True)
class Happening:
    """One event about the battery, the car whose life tells it, and whether it still counts."""

    told: RecordedEvent
    vin: str | None
    stands: bool


@dataclass(frozen=True, slots=True)
class BatteryTree:
    """The family of a battery: how it stands, its drawing, what happened to it, and what recycling recovered.

    `described` is False of a pack of which only its car tells. `car` names the car that it is or was last in.
    """

    code: str
    battery: Battery
    described: bool
    family: Genealogy
    drawn: Drawn
    whole: str | None
    parts: tuple[Battery, ...]
    originals: tuple[Battery, ...]
    happened: tuple[Happening, ...]
    recycled: tuple[Share, ...]
    car: str
    plate: str | None


def battery_tree(user: UserSession, given: str) -> BatteryTree:
    """The whole family of a battery; raises UnknownBattery of a code that neither batteries nor cars have."""
    code = tidied(given)
    with user.store.reading() as tx:
        found = family(tx, [code]).genealogy
        described = code in found.batteries
        if not described:
            found.batteries[code] = _of_its_car(tx, given, code)
        battery = found.battery(code)
        row = life.row(tx, battery.vin) if battery.vin else None
        happened = tuple(_happened(tx, found, code))
        return BatteryTree(
            code,
            battery,
            described,
            found,
            drawn(found, code),
            found.whole(code),
            tuple(found.batteries[each] for each in found.parts(code)),
            tuple(found.batteries[each] for each in found.originals(code)),
            happened,
            _recycled(happened, battery),
            named(row.make, row.model, row.variant) if row else "",
            row.plate if row else None,
        )


@dataclass(frozen=True, slots=True)
class FoundBattery:
    """A battery that a few letters find, and what people call its car."""

    code: str
    car: str


def batteries_found(user: UserSession, text: str, most: int) -> tuple[FoundBattery, ...]:
    """Packs whose code holds a few letters, or whose car they find; without letters the last moved."""
    wanted = tidied(text) if text.strip() else ""
    with user.store.reading() as tx:
        hits = search.find(tx, text, most)[0] if wanted else ()
        cars = {hit.vin for hit in hits if hit.vin}
        packs = [
            each
            for each in battery_rows.every(tx)
            if each.kind is ProductType.PACK and (wanted in each.code or (each.vin and each.vin in cars))
        ]
        latest = sorted(packs, key=lambda each: (each.moved_on, each.code), reverse=True)[:most]
        return tuple(FoundBattery(each.code, _name(tx, each.vin)) for each in latest)


def _name(tx: Transaction, vin: str | None) -> str:
    if vin is None:
        return ""
    row = life.row(tx, vin)
    return " ".join(filter(None, (row.plate, named(row.make, row.model, row.variant))))


def _of_its_car(tx: Transaction, given: str, code: str) -> Battery:
    """A pack of which only its car tells."""
    vin = battery_rows.fitted_in(tx, [given, code])
    if vin is None:
        raise UnknownBattery(code)
    row = life.row(tx, vin)
    facts = BatteryFacts(code, chemistry=Chemistry(row.chemistry) if row.chemistry else None)
    since = row.last_event_on or today(tx)
    return Battery(facts, presumed(code), Whereabouts.IN_CAR, vin, since)


def _happened(tx: Transaction, found: Genealogy, code: str) -> Iterator[Happening]:
    """Events of a battery, and of those that it was made of or was in, the latest first."""
    line = [code, *sorted(found.ancestors(code))]
    for body, vin in reversed(battery_rows.told_of(tx, line)):
        told = life.read_body(body)
        yield Happening(told, vin, not life.is_corrected(tx, told.seq))


def battery_history(tx: Transaction, code: str) -> Iterator[HistoryEntry]:
    """The events of a battery by its code, for its history as a record."""
    for each in _happened(tx, family(tx, [tidied(code)]).genealogy, tidied(code)):
        yield HistoryEntry(each.told)


def _recycled(happened: tuple[Happening, ...], battery: Battery) -> tuple[Share, ...]:
    """The recovered shares of a battery, with verdicts; nothing where it was not recycled."""
    for each in happened:
        if each.stands and each.told.kind == RECYCLED:
            said = told_as(RecycleBattery, each.vin or "", each.told)
            if said.code == battery.code:
                return shares(said.recovery, battery.facts.chemistry, each.told.on)
    return ()


def show_batteries(user: UserSession, vin: str, told: dict[str, Any]) -> None:
    """Put the batteries that a vehicle has in it, or last had, into everything that is known of it."""
    with user.store.reading() as tx:
        told["batteries"] = [
            {
                "code": each.code,
                "kind": each.kind.value,
                "status": each.status.value,
                "place": each.where.value,
                "moved_on": each.moved_on,
            }
            for each in battery_rows.of_car(tx, vin)
            if each.where is not Whereabouts.PART
        ]


SHOWS = (show_batteries,)
