"""Use cases of maintenance: own schedules stored, a car put on one, visits elsewhere told, reminders put off."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Annotated, Any

from lifecycle_desk.base.objections import C_, N_, objection
from lifecycle_desk.base.said import InLanguages
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.commands.command import Command, UserSession, command, long_command
from lifecycle_desk.commands.kinds import WHY, Documents, Note, Odometer, On, Own, Text
from lifecycle_desk.dealership.usecases import day as dealer_day
from lifecycle_desk.dealership.usecases import market_in_force
from lifecycle_desk.schedules import tables
from lifecycle_desk.schedules.rules import (
    VISIT,
    ItemPart,
    Schedule,
    ScheduleKind,
    ServiceItem,
    check_schedule,
    event_words,
    planned,
    published,
    tidied,
)
from lifecycle_desk.schedules.rules.event_words import ITEMS, Answer, Items
from lifecycle_desk.schedules.rules.record import ServicingEvent
from lifecycle_desk.schedules.rules.rights import SCHEDULE_EDIT
from lifecycle_desk.schedules.usecases import due
from lifecycle_desk.schedules.usecases.due import Servicing, all_schedules, servicing
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import vin as vins
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.rules.models import Energy
from lifecycle_desk.vehicle.rules.odometer import kilometres
from lifecycle_desk.vehicle.rules.rights import ORDER_EDIT, VEHICLE_EDIT
from lifecycle_desk.vehicle.rules.steps import Step as DeclaredStep
from lifecycle_desk.vehicle.rules.steps import teach
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.correcting import may_be_corrected
from lifecycle_desk.vehicle.usecases.data_in_force import data_in_force
from lifecycle_desk.vehicle.usecases.life import undone
from lifecycle_desk.vehicle.usecases.recording import EventRef, record_event, refuse_closed
from lifecycle_desk.vehicle.usecases.steps import check, event_of, trimmed

KEPT = "dealer.schedule_kept"
AT_ONCE = 50  # cars whose figures follow before a step is told
LONGEST_SNOOZE = timedelta(days=366)

UnknownSchedule = objection(
    "UnknownSchedule", N_("There is no maintenance schedule called %(name)s."), "schedule", name=str
)
# A name that a published schedule has: lives would not know which is meant.
ScheduleNameTaken = objection(
    "ScheduleNameTaken", N_("%(name)s is a published schedule; choose another name."), "id", name=str
)
VersionTooEarly = objection(
    "VersionTooEarly",
    N_(
        "The schedule has a version of %(last)s. A new one must start later and not before today "
        "(%(today)s), because vehicles stay on the version they were sold with."
    ),
    "valid_from",
    last=date,
    today=date,
)
ItemNotScheduled = objection(
    "ItemNotScheduled", N_("This vehicle’s schedule has no item “%(item)s”."), "items", item=str
)
SnoozeOutOfRange = objection(
    "SnoozeOutOfRange",
    N_("A reminder can be snoozed until %(most)s at the latest."),
    "until",
    most=date,
)


@dataclass(frozen=True, slots=True)
class KeepSchedule:
    """A schedule of the dealer's own; one of a name that is there becomes its next version."""

    schedule: Schedule


@dataclass(frozen=True, slots=True)
class SavedSchedule:
    """A version of a schedule in the books; `cars` is how many cars it counted anew."""

    name: str
    valid_from: date
    cars: int


@dataclass(frozen=True, slots=True)
class SetSchedule:
    """The schedule that a vehicle is on and whether it is used severely; without a name that of its sale.

    Without a `version` the latest of the schedule is meant.
    """

    vin: str
    schedule: Annotated[str | None, Own(N_("Maintenance schedule"))] = None
    version: date | None = None
    severe: Annotated[bool, Answer(N_("Severe use"))] = False
    why: Annotated[str, Text(WHY)] = ""


SCHEDULE_CHOSEN = DeclaredStep(
    SetSchedule,
    ServicingEvent.SCHEDULE_SET,
    "list-check",
    heading=N_("Maintenance schedule"),
    done=N_("Schedule set; due dates follow it"),
    form="schedule:3 severe / why",
    adds=event_words.Titled,
    first=((N_("Maintenance schedule"), event_words.schedule_told),),
    detail=(event_words.schedule_told,),
    only_said=("schedule", "version", "title"),
)


@dataclass(frozen=True, slots=True)
class MoveCars:
    """A version of a schedule to which all cars of earlier ones are moved; without a day its latest."""

    schedule: str
    version: date | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class CarsMoved:
    """How many cars are on another version now."""

    schedule: str
    version: date
    cars: int


@dataclass(frozen=True, slots=True)
class RecordService:
    """A service that another workshop did; `authorised` is whether it is the maker's, None where nobody knows.

    Without `items` all is meant that the schedule asks for at a visit on that day.
    """

    vin: str
    on: On
    odometer: Odometer = None
    items: Annotated[
        tuple[str, ...], Items(ITEMS, N_("Separate with commas; leave empty for a complete visit"), fact="serviced")
    ] = ()
    authorised: Annotated[bool | None, Answer(N_("Authorised workshop"))] = None
    workshop: Annotated[str, Text(C_("maintenance", "Workshop"))] = ""
    note: Note = ""
    documents: Documents = ()


SERVICED_ELSEWHERE = DeclaredStep(
    RecordService,
    ServicingEvent.SERVICED,
    "tool",
    heading=N_("Serviced elsewhere"),
    done=N_("Service saved; its items count from that date"),
    form="on odometer authorised / workshop items:2 / note documents",
    detail=("workshop", "items"),
    travels=("items", "authorised"),
    documents_travel=True,
    only_said=("authorised", "workshop"),
    told_first=("items", "workshop"),
)


@dataclass(frozen=True, slots=True)
class SnoozeDue:
    """Until when nobody is to be reminded of what is due; None takes the reminder up again."""

    vin: str
    until: date | None
    note: Note = ""


PUT_OFF = DeclaredStep(
    SnoozeDue,
    ServicingEvent.SNOOZED,
    "bell",
    title=event_words.taken_up_again,
    detail=(event_words.until_told, "note"),
    only_said=("until",),
)
teach(SERVICED_ELSEWHERE, SCHEDULE_CHOSEN, PUT_OFF)


@long_command(SCHEDULE_EDIT)
def keep_schedule(tx: Transaction, asked: KeepSchedule) -> Steps[SavedSchedule]:
    """Keep a maintenance schedule of the dealer's own, or its next version; earlier versions stay with their cars."""
    schedule = tidied(replace(asked.schedule, kind=ScheduleKind.OWN))
    check_schedule(schedule)
    if any(each.id == schedule.id for each in published(data_in_force(tx))):
        raise ScheduleNameTaken(schedule.id)
    versions = [each.valid_from for each in tables.own_schedules(tx) if each.id == schedule.id]
    today = dealer_day.today(tx)
    if versions and (schedule.valid_from <= max(versions) or schedule.valid_from < today):
        raise VersionTooEarly(max(versions), today)
    tables.keep_schedule(tx, schedule)
    facts = {"name": schedule.id, "title": schedule.title, "valid_from": schedule.valid_from}
    record_event(tx, Event(None, today, KEPT, facts))
    concerned = _concerned(tx, schedule)
    for done, vin in enumerate(concerned):
        due.follow(tx, vin)
        if done % AT_ONCE == 0:
            yield Step(done, len(concerned))
    return SavedSchedule(schedule.id, schedule.valid_from, len(concerned))


def _concerned(tx: Transaction, schedule: Schedule) -> list[str]:
    """The cars in use that the schedule may be of."""
    market = market_in_force(tx).code
    return [
        each.vin
        for each in tables.in_use(tx)
        if schedule.is_of(each.make, each.model, each.variant, Energy.of(each.energy) if each.energy else None, market)
    ]


@command(VEHICLE_EDIT, undo=undone)
def set_schedule(tx: Transaction, asked: SetSchedule) -> EventRef:
    """Put a vehicle on another maintenance schedule or version, or say that it is used severely."""
    vin = str(life_rows.row(tx, vins.canonical(asked.vin)).vin)
    refuse_closed(tx, vin)
    chosen = _version(tx, asked.schedule, asked.version) if asked.schedule else None
    check(tx, asked)
    told = replace(asked, schedule=chosen.id, version=chosen.valid_from) if chosen else replace(asked, version=None)
    adds = event_words.Titled(chosen.title if chosen else None)
    event = event_of(SCHEDULE_CHOSEN, trimmed(told), vin, adds, on=dealer_day.today(tx))
    return EventRef(vin, record_event(tx, event))


@long_command(SCHEDULE_EDIT)
def move_cars(tx: Transaction, asked: MoveCars) -> Steps[CarsMoved]:
    """Move all cars that are on earlier versions of a schedule to a later one, each by an event in its life."""
    chosen = _version(tx, asked.schedule, asked.version)
    vins_before = tables.on_earlier(tx, chosen.id, chosen.valid_from)
    for done, vin in enumerate(vins_before):
        severe = servicing(tx, vin).setting.severe
        set_schedule.does(tx, SetSchedule(vin, chosen.id, chosen.valid_from, severe, asked.why))
        if done % AT_ONCE == 0:
            yield Step(done, len(vins_before))
    return CarsMoved(chosen.id, chosen.valid_from, len(vins_before))


def _version(tx: Transaction, name: str, version: date | None) -> Schedule:
    versions = sorted((each for each in all_schedules(tx) if each.id == name), key=lambda each: each.valid_from)
    found = [each for each in versions if version is None or each.valid_from == version]
    if not found:
        raise UnknownSchedule(name)
    return found[-1]


@command(VEHICLE_EDIT, undo=undone)
def record_service(tx: Transaction, asked: RecordService) -> EventRef:
    """Write down a service that was done elsewhere: the clocks of its items move, as by an order of one's own."""
    vin = str(life_rows.row(tx, vins.canonical(asked.vin)).vin)
    if asked.odometer:
        kilometres(asked.odometer)
    check(tx, asked)
    found = servicing(tx, vin)
    items = check_items(found.schedule, asked.items) or _all_of_a_visit(found, asked.on)
    told = trimmed(replace(asked, items=items))
    return EventRef(vin, record_event(tx, event_of(SERVICED_ELSEWHERE, told, vin)))


def check_items(schedule: Schedule | None, items: tuple[str, ...]) -> tuple[str, ...]:
    """The items, each once; refuses one that neither the schedule nor the trade knows."""
    known = {*(schedule.codes if schedule else ()), *(each.value for each in ServiceItem)}
    for at, each in enumerate(items):
        if each not in known:
            raise ItemNotScheduled(each).at_field(f"items[{at}]")
    return tuple(dict.fromkeys(items))


def _all_of_a_visit(found: Servicing, on: date) -> tuple[str, ...]:
    """The items of a whole visit on a day: the visit, and the items that came due with it."""
    if found.schedule is None:
        return (VISIT,)
    with_it = [each.code for each in found.schedule.items if each.goes_with_visits]
    plan = [each.code for each in planned(found.schedule, found.dues, on) if each.forecast and each.forecast <= on]
    visit = [VISIT] if found.schedule.visits else []
    return tuple(dict.fromkeys((*visit, *with_it, *plan))) or found.schedule.codes[:1]


@command(ORDER_EDIT, undo=undone)
def snooze_due(tx: Transaction, asked: SnoozeDue) -> EventRef:
    """Put off the reminder of what is due of a vehicle, or take it up again; a service ends it as well."""
    vin = str(life_rows.row(tx, vins.canonical(asked.vin)).vin)
    today = dealer_day.today(tx)
    if asked.until is not None and not today < asked.until <= today + LONGEST_SNOOZE:
        raise SnoozeOutOfRange(today + LONGEST_SNOOZE)
    check(tx, asked)
    return EventRef(vin, record_event(tx, event_of(PUT_OFF, trimmed(asked), vin, on=today)))


@dataclass(frozen=True, slots=True)
class ScheduleSummary:
    """A version of a schedule as the list shows it; `is_last` is whether it is the latest of its name.

    `earlier` is how many cars are on versions before it, `names` what its parts are called in which language.
    """

    schedule: Schedule
    is_last: bool
    earlier: int = 0
    names: Mapping[ItemPart, InLanguages] = field(default_factory=dict)

    def part_in(self, language: str, part: ItemPart) -> ItemPart:
        """A part as a reader of a language has it; to be read, and never to be kept."""
        words = self.names.get(part)
        return replace(part, text=words.read_in(language)) if words else part


def schedules_known(user: UserSession) -> tuple[ScheduleSummary, ...]:
    """All schedules, the dealer's own first, then those of makers and rules of thumb; the latest version first."""
    with user.store.reading() as tx:
        found = all_schedules(tx)
        own = [each for each in found if each.kind is ScheduleKind.OWN]
        earlier = {each: len(tables.on_earlier(tx, each.id, each.valid_from)) for each in own}
    last = {each.id: max(one.valid_from for one in found if one.id == each.id) for each in found}
    order = list(ScheduleKind)[::-1]
    listed = sorted(
        found, key=lambda each: (order.index(each.kind), each.title.casefold(), -each.valid_from.toordinal())
    )
    return tuple(ScheduleSummary(each, last[each.id] == each.valid_from, earlier.get(each, 0)) for each in listed)


def servicing_of(user: UserSession, given: str) -> Servicing:
    """The servicing of a vehicle: record and due dates."""
    with user.store.reading() as tx:
        return servicing(tx, str(life_rows.row(tx, vins.canonical(given)).vin))


may_be_corrected(SERVICED_ELSEWHERE, record_service)

COMMANDS: tuple[Command[Any, Any], ...] = (keep_schedule, set_schedule, move_cars, record_service, snooze_due)
