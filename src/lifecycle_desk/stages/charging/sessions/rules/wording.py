"""Wording: how charging is told in the timeline, on the screen and on paper."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.base.quantities import KWH, Measure, percent
from lifecycle_desk.base.said import Piece, Said
from lifecycle_desk.commands.kinds import Text
from lifecycle_desk.stages.charging.health.rules import OfficialKind
from lifecycle_desk.stages.charging.imports.rules.mappings import MappingTold
from lifecycle_desk.stages.charging.sessions.rules.events import BatchTold, ChargingEvent, SourceTold
from lifecycle_desk.stages.charging.sessions.rules.words import KINDS
from lifecycle_desk.vehicle.rules import folding
from lifecycle_desk.vehicle.rules.dealer_wording import call_settings
from lifecycle_desk.vehicle.rules.folding import Belonging, Group
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.record_fields import FROM, Unsaid, call_fields
from lifecycle_desk.vehicle.rules.record_refs import ByFact, RecordKind, call_records, name_records
from lifecycle_desk.vehicle.rules.wording import Names, Worded, kilowatt_hours, teach

SESSIONS = NN_("%(n)s charging session", "%(n)s charging sessions")
ADDED = NN_("%(n)s session added", "%(n)s sessions added")
FIRST = C_("charging", "First session")
ENERGY, BATTERY = C_("charging", "Energy"), "battery-charging"


def _recorded(told: RecordedEvent, _: Names) -> Worded:
    batch = told.facts_as(BatchTold)
    count, replaced = batch.sessions, batch.replaced
    title = Said(SESSIONS, n=count) if count else Said(N_("Charging sessions corrected"))
    energy = Measure(round(kilowatt_hours(batch.energy_wh), 1), KWH)
    days = [*filter(None, (batch.first_on, batch.last_on))]
    detail: tuple[Piece, ...] = (energy,) if count else ()
    if len(set(days)) > 1:
        detail += (Said(N_("%(first)s to %(last)s"), first=days[0], last=days[1]),)
    if replaced:
        detail += (Said(NN_("%(n)s replaced", "%(n)s replaced"), n=replaced),)
    labelled: tuple[tuple[str, Piece], ...] = ((ENERGY, energy),) if count else ()
    if len(set(days)) == 1 and days[0] != told.on:  # or the detail says it, or the day of the entry does
        labelled += ((FIRST, days[0]),)
    return Worded(title, detail, labelled, "bolt")


def month_of(day: date) -> Group:
    """The row of a life in which all charging of a month stands."""
    return Group("charging", f"{day:%Y-%m}")


def _in_its_month(told: RecordedEvent) -> Belonging:
    """What came in stands in the month of its last session, whenever it came in."""
    last = told.facts_as(BatchTold).last_on or told.on
    return Belonging(month_of(last), on=last)


def _taken_back(told: RecordedEvent, _: Names) -> Worded:
    sessions = Said(SESSIONS, n=told.facts_as(BatchTold).sessions)
    return Worded(Said(ChargingEvent.TAKEN_BACK.label), (sessions,), icon="arrow-back-up")


@dataclass(frozen=True, slots=True)
class _Reading:
    """Of a reading of battery health."""

    tenths: int = 0
    kind: OfficialKind = OfficialKind.DEALER_TOOL


def official(told: RecordedEvent, _: Names) -> Said:
    """A reading of battery health and who tells it."""
    read = told.facts_as(_Reading)
    return Said(N_("%(percent)s, %(kind)s"), percent=percent(Decimal(read.tenths) / 10), kind=read.kind)


@dataclass(frozen=True, slots=True)
class _Passport:
    """Of a maker's passport, here or elsewhere: in whichever model."""

    identifier: str = ""
    model: str = ""


def _passport(told: RecordedEvent, _: Names) -> Worded:
    passport = told.facts_as(_Passport)
    detail = tuple(filter(None, (passport.identifier, passport.model)))
    return Worded(Said(ChargingEvent.PASSPORT_KEPT.label), detail, icon=BATTERY)


def source_of(told: RecordedEvent, _: Names) -> Piece:
    """From where the sessions come that something is said of."""
    source = told.facts_as(SourceTold).source
    return Said(KINDS[source]) if source in KINDS else source


def flowed(told: RecordedEvent, _: Names) -> Piece:
    """AC or DC, or that it is not told any more."""
    return told.facts_as(SourceTold).current or Said(C_("charging", "Not stated"))


@dataclass(frozen=True, slots=True)
class _Of:
    place: str | None = None


@dataclass(frozen=True, slots=True)
class _Tariff:
    """Of a tariff: where it holds."""

    said: _Of = _Of()


def _tariff(told: RecordedEvent, _: Names) -> Worded:
    place = told.facts_as(_Tariff).said.place
    return Worded(_of(told), (place,) if place and place != "home" else (), icon="discount")


def _mapping(told: RecordedEvent, _: Names) -> Worded:
    name = told.facts_as(MappingTold).called
    return Worded(_of(told), (name,) if name else (), icon="columns")


def _of(told: RecordedEvent) -> Said:
    """An event by what its kind is called."""
    return Said(ChargingEvent.of(told.kind).label)


def _came_in(told: RecordedEvent) -> Said:
    """What came in at once, inside the month of its last session; most of it may be of the months before."""
    count = told.facts_as(BatchTold).sessions
    return Said(ADDED, n=count) if count else Said(N_("Charging sessions corrected"))


folding.teach({ChargingEvent.RECORDED.value: _in_its_month})
folding.happened({ChargingEvent.RECORDED.value: _came_in})
call_settings({"charging_tariff": N_("Charging tariffs")})
call_fields(
    {"charging_tariff": {"place": Text(C_("charging", "Location")), "valid_from": FROM, "said": Unsaid(N_("Prices"))}}
)
call_records({"charging_tariff": RecordKind(N_("Charging tariffs"), "charging", "tariffs")})
name_records(
    {
        each.value: ByFact("charging_tariff", "tariff")
        for each in (ChargingEvent.TARIFF_KEPT, ChargingEvent.TARIFF_DROPPED)
    }
)
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
