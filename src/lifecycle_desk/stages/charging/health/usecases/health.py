"""Battery health: estimated from a car's sessions, beside official readings and the window of its cover."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Annotated, Any

from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.base.quantities import PERCENT, PercentageAsText, WholePercentage
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.base.typed import typed
from lifecycle_desk.batteries.rules.words import BatteryStatus
from lifecycle_desk.batteries.usecases.replacing import pack_of
from lifecycle_desk.commands.command import Command, UserSession, command
from lifecycle_desk.commands.kinds import Documents, Note, On, One, Whole
from lifecycle_desk.cover import rules as cover
from lifecycle_desk.cover.usecases import CoverShown, covers
from lifecycle_desk.dealership.usecases.day import today, zone
from lifecycle_desk.stages.charging.health import tables as figures
from lifecycle_desk.stages.charging.health.rules import Car, Health, Official, OfficialKind, crosses, estimate, forecast
from lifecycle_desk.stages.charging.health.rules.batteries import BatteryList, Lack, Outlook
from lifecycle_desk.stages.charging.health.rules.figures import Band
from lifecycle_desk.stages.charging.health.tables import StoredHealth
from lifecycle_desk.stages.charging.health.usecases.currents import as_said
from lifecycle_desk.stages.charging.sessions.rules.events import ChargingEvent
from lifecycle_desk.stages.charging.sessions.rules.rights import CHARGING_EDIT
from lifecycle_desk.stages.charging.sessions.rules.sessions import by_clocks_of
from lifecycle_desk.stages.charging.sessions.rules.view import EVERYTHING, View
from lifecycle_desk.stages.charging.sessions.rules.wording import official
from lifecycle_desk.stages.charging.sessions.tables import batches as batch_rows
from lifecycle_desk.stages.charging.sessions.usecases.viewing import view
from lifecycle_desk.store import search
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import steps
from lifecycle_desk.vehicle.rules import vin as vins
from lifecycle_desk.vehicle.rules.life import (
    RecordedEvent,
    as_recorded,
    effective_events,
)
from lifecycle_desk.vehicle.rules.models import Chemistry, named
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.tables import lists as vehicle_rows
from lifecycle_desk.vehicle.usecases.recording import EventRef, record_event
from lifecycle_desk.vehicle.usecases.steps import check, event_of
from lifecycle_desk.vehicle.usecases.voiding import Voided, only, undone_by, void_command

FRESH = timedelta(days=30)  # a figure older than this is counted anew, since the battery has aged
AT_ONCE = 20  # cars of one transaction: a third of a second of reckoning, done before the transaction
LEAST, MOST = 100, 1_200  # tenths of a per cent that an official reading may tell

HealthOutOfRange = objection(
    "HealthOutOfRange",
    N_("State of health must be between %(least)s and %(most)s, not %(given)s."),
    "tenths",
    given=PercentageAsText,
    least=WholePercentage,
    most=WholePercentage,
)
NoHealthReading = objection("NoHealthReading", N_("Record %(seq)s is not a battery health reading."), "seq", seq=int)


def _no_health(tenths: int, *_: int) -> Objection:
    return HealthOutOfRange(f"{tenths / 10:g}", LEAST // 10, MOST // 10)


StateOfHealth = Annotated[
    int,
    Whole(N_("State of health"), needed=True, refuses=_no_health, least=LEAST, most=MOST, per=10, unit=PERCENT),
]


@dataclass(frozen=True, slots=True)
class ReadHealth:
    """Another's reading of a battery's health, in tenths of a per cent: 938 is 93.8 %."""

    vin: str
    on: On
    tenths: StateOfHealth
    kind: Annotated[OfficialKind, One(N_("Measured with"), terms=OfficialKind)]
    note: Note = ""
    documents: Documents = ()


READING = steps.Step(
    ReadHealth,
    ChargingEvent.HEALTH_READ,
    "battery-charging",
    heading=N_("Battery health reading from another source"),
    done=N_("Battery reading saved"),
    form="tenths kind on note:2 / documents",
    detail=(official, "note"),
    travels=("kind", "tenths"),
    documents_travel=True,
)


@dataclass(frozen=True, slots=True)
class TakeHealthBack(steps.TakesBack):
    """A reading that was written by mistake, and why."""


TAKEN_BACK = steps.taking_back(
    TakeHealthBack, ChargingEvent.HEALTH_TAKEN_BACK, later=("tenths",), travels=(), untold=("why",)
)


@dataclass(frozen=True, slots=True)
class BatteryPage:
    """All that is known of a car's battery: its health, what may become of it, and the covers of the car.

    `view` says which sessions are the present owner's: of the others no more is told than the battery's own figures.
    """

    vin: str
    name: str
    plate: str | None
    code: str | None
    chemistry: Chemistry | None
    usable_wh: int | None
    since: date
    health: Health
    at_end: Band | None
    outlook: Outlook
    cover: CoverShown
    status: BatteryStatus | None = None  # of the battery as a thing of its own, where it is one in the books
    view: View = EVERYTHING


@void_command(TAKEN_BACK, CHARGING_EDIT, only(ChargingEvent.HEALTH_READ, NoHealthReading))
def take_health_back(tx: Transaction, void: Voided) -> EventRef:
    """Take back a reading of battery health that was written by mistake; it stays readable."""
    figures.make_stale(tx, void.vin)
    return void.ref


@command(CHARGING_EDIT, undone_by(take_health_back))
def read_health(tx: Transaction, asked: ReadHealth) -> EventRef:
    """Write down a battery's health as the car, the maker's tool or a certificate tells it."""
    vin = str(life.row(tx, vins.canonical(asked.vin)).vin)
    check(tx, asked)
    seq = record_event(tx, event_of(READING, replace(asked, note=asked.note.strip()), vin))
    figures.make_stale(tx, vin)
    return EventRef(vin, seq)


def officials(events: Sequence[RecordedEvent]) -> list[tuple[int, Official]]:
    """Others' readings of the battery's health, each with its event."""
    return [
        (each.seq, typed(Official, each.facts | {"on": each.on}))
        for each in map(as_recorded, effective_events(events))
        if each.kind == ChargingEvent.HEALTH_READ
    ]


def latest_official(tx: Transaction, vin: str) -> cover.Health | None:
    """The last official reading, as a cover asks for it: an estimate decides no claim."""
    found = officials(life.told(tx, vin))
    if not found:
        return None
    seq, last = found[-1]
    return cover.Health(last.tenths, cover.HealthKind.OFFICIAL, last.on, seq)


def battery_of(tx: Transaction, vin: str, on: date) -> BatteryPage:
    """All that is known of a car's battery on a day."""
    row, events = life.row(tx, vin), life.told(tx, vin)
    own = zone(tx)
    told = (by_clocks_of(session, own) for _, session in batch_rows.sessions_of(tx, vin))
    sessions = as_said(told, events)
    first = min((each.day for each in sessions), default=on)
    began = row.handed_over_on or row.first_registered_on or row.sold_on or row.arrived_on or first
    pack = pack_of(tx, row.battery, events, min(began, first))
    chemistry = Chemistry(row.chemistry) if row.chemistry else None
    found = estimate(Car(row.usable_wh, chemistry, pack.since), sessions, [each for _, each in officials(events)], on)
    covered = covers(tx, vin, on)
    outlook = _outlook(found, covered.battery, on)
    return BatteryPage(
        vin,
        named(row.make, row.model, row.variant),
        row.plate,
        row.battery,
        chemistry,
        row.usable_wh,
        pack.since,
        found,
        forecast(found, outlook.ends_on) if outlook.ends_on else None,
        outlook,
        covered,
        pack.status,
        view(tx, vin),
    )


def _outlook(health: Health, window: cover.Window | None, on: date) -> Outlook:
    """The outlook of the battery within the window of its cover; empty where it is not known to be covered.

    A floor is watched all the same, since a warning in time costs nothing.
    """
    if window is None or (window.answer is cover.Answer.NOT_KNOWN and window.floor_tenths is None):
        return Outlook()
    ends_on = window.expected_end
    if ends_on is None or window.floor_tenths is None or ends_on < on:
        return Outlook(ends_on, window.floor_tenths, is_over=ends_on is not None and ends_on < on)
    crossing = crosses(health, window.floor_tenths, ends_on)
    return Outlook(
        ends_on,
        window.floor_tenths,
        crossing.earliest if crossing else None,
        crossing.middle if crossing else None,
    )


def battery_page(user: UserSession, given: str) -> BatteryPage:
    """All that is known of a car's battery today."""
    with user.store.reading() as tx:
        return battery_of(tx, str(life.row(tx, vins.canonical(given)).vin), today(tx))


def _stored_of(page: BatteryPage, number: int) -> StoredHealth:
    health, outlook = page.health, page.outlook
    return StoredHealth(
        page.vin,
        number,
        as_of=health.as_of,
        percent=health.percent,
        low=health.low,
        high=health.high,
        sessions=health.sessions_used,
        ends_on=outlook.ends_on,
        floor=outlook.floor,
        crosses_on=outlook.crosses_on,
        watch_on=outlook.watch_on,
    )


def count_health(user: UserSession) -> Steps[int]:
    """Count anew what is kept of the health of cars whose sessions changed, or that have aged; gives how many."""
    done = 0
    if user.store.protected:
        return done
    with user.store.reading() as tx:
        on = today(tx)
        total = figures.how_many_due(tx, on - FRESH)
    while True:
        with user.store.reading() as tx:
            some = figures.due(tx, on - FRESH, AT_ONCE)
            found = [
                (_stored_of(battery_of(tx, vin, on), int(life.row(tx, vin).number)), life.tip(tx, vin)) for vin in some
            ]
        if not found:
            return done
        with user.store.writing(user.staff) as tx:
            for each, tip in found:
                if life.tip(tx, each.vin) == tip:  # or it stays due: something was told meanwhile
                    figures.save(tx, each)
        done += len(found)
        yield Step(done, max(total, done))
        user.store.give_way()


@dataclass(frozen=True, slots=True)
class BatterySummary:
    """A car in the list of batteries, and why it has no figure."""

    health: StoredHealth
    lacks: Lack | None
    plate: str | None
    name: str
    odometer_km: int | None


class Batteries:
    """The list of batteries, those to be watched soonest first."""

    tables = frozenset({"charging_health", "vehicle"})

    def __init__(self, user: UserSession, which: BatteryList = BatteryList.ALL, text: str = "") -> None:
        self.user, self.which, self.text = user, which, text.strip()

    def keys(self, first: int | None = None) -> array[int]:
        """The numbers of all cars of the list, or of the first ones; with letters, of those that they find."""
        with self.user.store.reading() as tx:
            if not self.text:
                return figures.numbers(tx, self.which, first)
            found = {*vehicle_rows.numbers_among(tx, search.refs(tx, self.text, "vehicle"))}
            return array("q", (each for each in figures.numbers(tx, self.which) if each in found))[:first]

    def rows(self, keys: Sequence[int]) -> dict[int, BatterySummary]:
        """Some of them."""
        with self.user.store.reading() as tx:
            return {
                health.number: BatterySummary(
                    health, lacks, row.plate, named(row.make, row.model, row.variant), row.odometer_km
                )
                for health, lacks, row in figures.numbered(tx, keys)
            }


def battery_counts(user: UserSession, text: str = "") -> Mapping[BatteryList, int]:
    """How many cars each list of batteries has; with letters, of those that they find."""
    if text:
        return {which: len(Batteries(user, which, text).keys()) for which in BatteryList}
    with user.store.reading() as tx:
        return figures.counts(tx)


def show_health(user: UserSession, vin: str, told: dict[str, Any]) -> None:
    """Put a battery's health into everything that is known of a vehicle; without a battery or a session it is None."""
    page = battery_page(user, vin)
    health = page.health
    if not health.points and not health.left_out and not health.officials:
        return
    told["battery"]["health"] = {
        "percent": _percent(health.percent),
        "low": _percent(health.low),
        "high": _percent(health.high),
        "method": health.method.label if health.method else None,
        "confidence": health.confidence.value if health.confidence else None,
        "as_of": health.as_of,
        "sessions_used": health.sessions_used,
        "left_out": {reason.value: count for reason, count in health.left_out.items()},
        "missing": health.missing or None,
    }


def _percent(tenths: int | None) -> str | None:
    return None if tenths is None else f"{tenths // 10}.{tenths % 10}"


steps.teach(READING, TAKEN_BACK)

COMMANDS: tuple[Command[Any, Any], ...] = (read_health, take_health_back)

SHOWS = (show_health,)
