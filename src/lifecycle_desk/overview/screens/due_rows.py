"""Telling: what is due, as rows of the day's list in the language of now."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.base.quantities import HOUR, MINUTE, Lasting, Measure
from lifecycle_desk.campaigns.screens.looks import in_a_word
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.ageing import passed_look
from lifecycle_desk.desktop.look.rows import DueRow
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.overview.rules import Due, DueKind
from lifecycle_desk.schedules.rules import named_item
from lifecycle_desk.schedules.screens.looks import left_look, left_said
from lifecycle_desk.stages.service.diary.rules.appointments import name_of
from lifecycle_desk.stages.service.diary.screens.looks import NOT_ARRIVED
from lifecycle_desk.stages.service.orders.rules.states import WAITING
from lifecycle_desk.stages.service.orders.screens.looks import AN_HOUR, overdue_by
from lifecycle_desk.vehicle.screens.event_text import in_words, join

IN_MINUTES = NN_("in %(n)s minute", "in %(n)s minutes")
IN_HOURS = N_("in %(hours)s %(minutes)s")
DAYS = NN_("%(n)s day", "%(n)s days")
READY_SINCE = C_("ready", "since %(at)s")  # NOTE: %(at)s is a time of today, at the end of a row
DAYS_WAITING = NN_("%(n)s day waiting", "%(n)s days waiting")  # NOTE: of a car that is ready
PROMISED, EXPECTED_AT = N_("Promised %(at)s"), C_("appointment", "Expected at %(at)s")
PROMISED_ON = N_("promised %(on)s")
PROMISED_FOR = C_("ready", "promised %(at)s")  # NOTE: amid a line; %(at)s is a time of today, or a day and a time
IN_STOCK_SINCE = N_("here since %(on)s")
PLACE = N_("location %(place)s")
OPEN_END, IN_DAYS = N_("Open end of life"), NN_("in %(n)s day", "in %(n)s days")
CALL_OR_BOOK = N_("Call or book")
BESIDE = " · "  # between plate and model
OPEN_PURCHASE = N_("Open purchase order")
OPEN_ORDER, HAND_OVER = N_("Open order"), C_("step", "Hand over")

type Page = Literal["diary", "order", "handover", "inspection", "sale_of", "end_of_life", "due", "purchase"]


@dataclass(frozen=True, slots=True)
class Step:
    """The next step for something due: its words, its icon and the page where it is done."""

    says: str
    icon: str
    page: Page


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind of due thing looks: stage, icon, the state whose tone its time has, and the next step."""

    stage: t.Stage
    icon: str
    state: states.Look
    step: Step


LOOKS: dict[DueKind, Look] = {
    DueKind.COMES: Look(
        "service", "calendar-event", states.RUNNING, Step(C_("appointment", "Check in"), "door-enter", "diary")
    ),
    DueKind.LATE: Look("service", "clock-exclamation", states.OVERDUE, Step(OPEN_ORDER, "arrow-right", "order")),
    DueKind.PART_LATE: Look(
        "service", "truck-delivery", states.OVERDUE, Step(OPEN_PURCHASE, "arrow-right", "purchase")
    ),
    DueKind.PART_CAME: Look("service", "package", states.GOOD, Step(OPEN_ORDER, "arrow-right", "order")),
    DueKind.PROMISED: Look("service", "clock", states.RUNNING, Step(OPEN_ORDER, "arrow-right", "order")),
    DueKind.READY: Look("service", "circle-check", states.GOOD, Step(HAND_OVER, "key", "order")),
    DueKind.TO_HAND_OVER: Look("sale", "key", states.at("sale", "key"), Step(N_("Start handover"), "key", "handover")),
    DueKind.WAITING_FOR_PARTS: Look("service", "package", states.WAITING, Step(OPEN_ORDER, "arrow-right", "order")),
    DueKind.TO_REGISTER: Look("sale", "license", states.RUNNING, Step(C_("step", "Register"), "license", "sale_of")),
    DueKind.IN_QUARANTINE: Look(
        "sale", "lock", states.STOPPED, Step(C_("step", "Inspect"), "clipboard-check", "inspection")
    ),
    DueKind.INSPECTION_FAILED: Look(
        "sale", "alert-circle", states.FAILED, Step(N_("Inspect again"), "clipboard-check", "inspection")
    ),
    DueKind.INSPECTION_OPEN: Look(
        "sale", "clipboard-list", states.RUNNING, Step(N_("Continue inspection"), "clipboard-check", "inspection")
    ),
    DueKind.CHECK_DUE: Look("sale", "battery-3", states.CHECK_DUE, Step(N_("Enter check"), "battery-3", "sale_of")),
    DueKind.SERVICE_OVERDUE: Look("service", "calendar-due", states.OVERDUE, Step(CALL_OR_BOOK, "phone", "due")),
    DueKind.END_LATE: Look("recycling", "clock-exclamation", states.OVERDUE, Step(OPEN_END, "recycle", "end_of_life")),
    DueKind.END_DUE: Look("recycling", "recycle", states.RUNNING, Step(OPEN_END, "recycle", "end_of_life")),
}


def place_of(due: Due) -> Place:
    """Where the next step is done."""
    page = LOOKS[due.kind].step.page
    if due.appointment:
        return Place(page, name_of(due.appointment))
    if page == "purchase":
        return Place(page, due.purchase or due.vin)
    return Place(page, due.order or due.vin if page == "order" else due.vin)


def row_of(due: Due, now: datetime) -> DueRow:
    """One thing that is due, as the list shows it."""
    language, look = translator().current, LOOKS[due.kind]
    left, tone = time_left(due, now)
    reason, detail = _reason(due, now)
    name, _, model = (due.plate or due.vin).partition(BESIDE)  # of a car that nobody recorded both are one text
    return DueRow(
        name=name,
        is_code=not due.plate and bool(due.vin),
        model=due.model or model,
        reason=reason,
        detail=detail,
        person=due.person,
        phone=due.phone,
        left=left,
        tone=tone,
        stage=look.stage,
        icon=look.icon,
        step=language(look.step.says),
        step_icon=look.step.icon,
        key=due,
    )


def _reason(due: Due, now: datetime) -> tuple[str, str]:  # noqa: PLR0911 (a case of each kind)
    """Why something is due, and what else is known of it, an open campaign first."""
    language = translator().current
    campaign = language(in_a_word(due.campaign)) if due.campaign else ""
    kind = language(due.kind.label)
    since = language(IN_STOCK_SINCE, on=due.since) if due.since else ""
    match due.kind:
        case DueKind.COMES if due.moment:
            return language(EXPECTED_AT, at=_moment(due.moment, now)), join(language(due.about), due.technician)
        case DueKind.LATE | DueKind.PROMISED if due.moment:
            stuck = language(DueKind.WAITING_FOR_PARTS.label) if due.lane is WAITING else ""
            return language(PROMISED, at=_moment(due.moment, now)), join(campaign, stuck, due.about, due.technician)
        case DueKind.PART_LATE | DueKind.PART_CAME:
            return kind, join(due.about, due.order or due.purchase)
        case DueKind.READY:
            promised = language(PROMISED_FOR, at=_moment(due.moment, now)) if due.moment else ""
            return kind, join(campaign, promised, due.about, due.order)
        case DueKind.WAITING_FOR_PARTS:
            promised = language(PROMISED_ON, on=language.formats.local(due.moment).date()) if due.moment else ""
            return kind, join(campaign, due.about, promised)
        case DueKind.TO_HAND_OVER | DueKind.TO_REGISTER | DueKind.SERVICE_OVERDUE:
            return kind, language.spoken(named_item(due.about))  # a contract's number names itself
        case DueKind.END_LATE | DueKind.END_DUE:
            return language(due.about) if due.about else kind, language.formats.day(due.until) if due.until else ""
    return kind, join(language(PLACE, place=due.about) if due.about else "", since)


def time_left(due: Due, now: datetime) -> tuple[str, t.Tone]:
    """How late or how soon something is, and the tone in which that is said."""
    language, tone = translator().current, LOOKS[due.kind].state[0]
    today = language.formats.local(now).date()
    match due.kind:
        case DueKind.LATE | DueKind.COMES | DueKind.PROMISED if due.moment:
            passed = passed_look(due.moment, now)
            return (_passed(due.kind, due.moment, now), passed[0]) if passed else _soon(now, due.moment)
        case DueKind.READY if due.ready_at and language.formats.local(due.ready_at).date() == today:
            return language(READY_SINCE, at=language.formats.clock(due.ready_at)), tone
        case DueKind.READY | DueKind.TO_HAND_OVER if due.since:
            return _days(DAYS_WAITING, today, due.since), states.GOOD[0]  # both wait for the customer
        case DueKind.END_DUE if due.until:
            return language(IN_DAYS, n=Lasting(max(0, (due.until - today).days))), tone
        case DueKind.CHECK_DUE | DueKind.END_LATE | DueKind.SERVICE_OVERDUE | DueKind.PART_LATE if due.until:
            days = (due.until - today).days
            return in_words(left_said(days)), left_look(days)[0]
    return (_days(DAYS, today, due.since), tone) if due.since else ("", tone)


def _moment(moment: datetime, now: datetime) -> str:
    """A moment of today by its time, another by its day too."""
    formats = translator().current.formats
    day, clock = formats.local(moment).date(), formats.clock(moment)
    return clock if day == formats.local(now).date() else join(formats.day_and_month(day), clock, sign=" ")


def _passed(kind: DueKind, moment: datetime, now: datetime) -> str:
    """By how much a promise has passed; of a customer who has not come just that, as the page counts late orders."""
    return translator().current(NOT_ARRIVED) if kind is DueKind.COMES else overdue_by(moment, now)


def _soon(now: datetime, promised: datetime) -> tuple[str, t.Tone]:
    """How soon a moment comes; what comes within the hour is to be looked after now."""
    minutes = max(1, int((promised - now).total_seconds() // 60))
    if minutes < AN_HOUR:
        return translator().current(IN_MINUTES, n=Lasting(minutes)), states.DUE_NOW[0]
    hours, rest = divmod(minutes, AN_HOUR)
    return translator().current(IN_HOURS, hours=Measure(hours, HOUR), minutes=Measure(rest, MINUTE)), states.RUNNING[0]


def _days(message: str, today: date, since: date) -> str:
    return translator().current(message, n=Lasting(max(0, (today - since).days)))
