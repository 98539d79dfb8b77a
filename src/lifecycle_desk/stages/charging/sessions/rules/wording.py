"""Wording: how charging is told in the timeline, on the screen and on paper."""

from datetime import date
from decimal import Decimal

from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.base.said import Piece, Said
from lifecycle_desk.stages.charging.health.rules import OfficialKind
from lifecycle_desk.stages.charging.sessions.rules.events import ChargingEvent
from lifecycle_desk.stages.charging.sessions.rules.sessions import Current
from lifecycle_desk.stages.charging.sessions.rules.words import KINDS
from lifecycle_desk.vehicle.rules.dealer_wording import call_settings
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.wording import Names, Worded, kilowatt_hours, teach

SESSIONS = NN_("%(n)s charging session", "%(n)s charging sessions")
FIRST, LAST = C_("charging", "First session"), C_("charging", "Last session")
ENERGY, BATTERY = C_("charging", "Energy"), "battery-charging"


def _recorded(told: RecordedEvent, _: Names) -> Worded:
    facts = told.facts
    count, replaced = int(facts.get("sessions", 0)), int(facts.get("replaced", 0))
    title = Said(SESSIONS, n=count) if count else Said(N_("Charging sessions corrected"))
    energy = Said(N_("%(energy)s kWh"), energy=_kwh(facts.get("energy_wh", 0)))
    days = [date.fromisoformat(day) for day in (facts.get("first_on"), facts.get("last_on")) if day]
    detail: tuple[Piece, ...] = (energy,) if count else ()
    if len(set(days)) > 1:
        detail += (Said(N_("%(first)s to %(last)s"), first=days[0], last=days[1]),)
    if replaced:
        detail += (Said(NN_("%(n)s replaced", "%(n)s replaced"), n=replaced),)
    labelled: tuple[tuple[str, Piece], ...] = ((ENERGY, energy),) if count else ()
    labelled += tuple(zip((FIRST, LAST), days, strict=False))
    return Worded(title, detail, labelled, "bolt")


def _taken_back(told: RecordedEvent, _: Names) -> Worded:
    count = int(told.facts.get("sessions", 0))
    return Worded(Said(ChargingEvent.TAKEN_BACK.label), (Said(SESSIONS, n=count),), icon="arrow-back-up")


def official(told: RecordedEvent, _: Names) -> Said:
    """A reading of battery health and who tells it."""
    tenths, kind = int(told.facts.get("tenths", 0)), OfficialKind.of(told.facts.get("kind", "dealer_tool"))
    return Said(N_("%(percent)s %%, %(kind)s"), percent=Decimal(tenths) / 10, kind=kind)


def _passport(told: RecordedEvent, _: Names) -> Worded:
    facts = (str(told.facts.get("identifier", "")), str(told.facts.get("model", "")))
    return Worded(Said(ChargingEvent.PASSPORT_KEPT.label), tuple(filter(None, facts)), icon=BATTERY)


def source_of(told: RecordedEvent, _: Names) -> Piece:
    """From where the sessions come that something is said of."""
    source = str(told.facts.get("source", ""))
    return Said(KINDS[source]) if source in KINDS else source


def flowed(told: RecordedEvent, _: Names) -> Piece:
    """AC or DC, or that it is not told any more."""
    current = told.facts.get("current")
    return Current.of(current) if current else Said(C_("charging", "Not told"))


def _kwh(watt_hours: object) -> Decimal:
    return round(kilowatt_hours(int(str(watt_hours))), 1)


def _tariff(told: RecordedEvent, _: Names) -> Worded:
    place = told.facts.get("said", {}).get("place")
    return Worded(_of(told), (place,) if place and place != "home" else (), icon="discount")


def _mapping(told: RecordedEvent, _: Names) -> Worded:
    name = told.facts.get("name") or told.facts.get("mapping", {}).get("name")
    return Worded(_of(told), (name,) if name else (), icon="columns")


def _of(told: RecordedEvent) -> Said:
    """An event by what its kind is called."""
    return Said(ChargingEvent.of(told.kind).label)


call_settings({"charging_tariff": N_("Charging tariffs")})
teach(
    {
        ChargingEvent.TARIFF_KEPT.value: _tariff,
        ChargingEvent.TARIFF_DROPPED.value: _tariff,
        ChargingEvent.MAPPING_KEPT.value: _mapping,
        ChargingEvent.MAPPING_DROPPED.value: _mapping,
        ChargingEvent.RECORDED.value: _recorded,
        ChargingEvent.TAKEN_BACK.value: _taken_back,
        ChargingEvent.PASSPORT_KEPT.value: _passport,
    }
)
