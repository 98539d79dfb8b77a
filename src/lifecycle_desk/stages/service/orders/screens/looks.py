"""How states, pay types and kinds of lines look: their tones, icons and keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lifecycle_desk.base import clock
from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.base.quantities import DAY, HOUR, MINUTE, Lasting, Measure
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.schedules.screens.looks import DAYS_OVER
from lifecycle_desk.stages.service.orders.rules.orders import LineKind, PayType
from lifecycle_desk.stages.service.orders.rules.states import OrderState

STATES: dict[OrderState, states.Look] = {
    OrderState.BOOKED: states.LATER,
    OrderState.IN_WORK: states.AT_WORK,
    OrderState.WAITING_FOR_PARTS: states.WAITING,
    OrderState.QUALITY_CHECK: states.IN_CHECK,
    OrderState.READY: states.GOOD,
    OrderState.HANDED_OVER: states.HANDED_OVER,
    OrderState.CANCELLED: states.CANCELLED,
}


@dataclass(frozen=True, slots=True)
class Option:
    """One of the values that a cell goes through: its look, and the letter that chooses it in every language."""

    value: LabeledEnum
    tone: t.Tone
    icon: str
    letter: str = ""


KINDS: Sequence[Option] = (
    Option(LineKind.LABOUR, "neutral", "clock", "L"),
    Option(LineKind.PART, "neutral", "package", "P"),
    Option(LineKind.SUBLET, "neutral", "truck-delivery", "S"),
    Option(LineKind.SUNDRIES, "neutral", "droplet-off", "M"),
)
PAYERS: Sequence[Option] = (
    Option(PayType.CUSTOMER, "accent", "user"),
    Option(PayType.WARRANTY, "ok", "shield-check*"),
    Option(PayType.CAMPAIGN, "warn", "speakerphone"),
    Option(PayType.GOODWILL, "neutral", "discount"),
    Option(PayType.INTERNAL, "neutral", "building-store"),
    Option(PayType.INSURANCE, "neutral", "shield*"),
)
PAYER = {option.value: option for option in PAYERS}

MINUTES_LATE = NN_("%(n)s minute overdue", "%(n)s minutes overdue")
HOURS_LATE = NN_("%(n)s hour overdue", "%(n)s hours overdue")
LATE_BY = N_("%(time)s overdue")  # NOTE: time as short as units are written, “5 hrs”, where words have no room
LATE = N_("%(time)s overdue · %(at)s")
LATE_DAYS = NN_("%(n)s day overdue · %(at)s", "%(n)s days overdue · %(at)s")
TOMORROW_AT = C_("promised", "Tomorrow %(at)s")
DAY_AT = C_("promised", "%(on)s %(at)s")
BY, TOMORROW = C_("promised", "By %(at)s"), C_("day", "Tomorrow")
AN_HOUR, A_DAY = 60, 24 * 60  # minutes


def promise(moment: datetime, now: datetime | None = None, *, passed: bool = False) -> str:
    """When a vehicle was promised, as short as it is clear; by how much that has passed comes first: ends are cut."""
    language, now = translator().current, now or clock.now()
    near = _near(moment, now)
    if not passed:
        return near
    minutes = max(1, int((now - moment).total_seconds() // 60))
    if minutes < A_DAY:
        return language(LATE, at=near, time=_short_time(moment, now))
    return language(LATE_DAYS, at=near, n=Lasting(minutes // A_DAY))


def promises(moment: datetime, *, passed: bool = False) -> tuple[str, ...]:
    """The same for a card, then shorter and shorter: no form is a bare time, and the time of a day goes last.

    One that has passed says by how much to the last: a colour alone tells nothing, and “by” would be read as to come.
    """
    language, now = translator().current, clock.now()
    day, today = language.formats.local(moment).date(), language.formats.local(now).date()
    near, whole = _near(moment, now), promise(moment, now, passed=passed)
    if passed:
        return tuple(dict.fromkeys((whole, overdue_by(moment, now), _overdue_shortly(moment, now))))
    if (day - today).days == 1:
        return whole, language(TOMORROW)
    on = () if day == today else (language(BY, at=day_shortly(day)),)
    return (language(BY, at=near), *on)


def overdue_by(moment: datetime, now: datetime) -> str:
    """How long ago a moment was, in the unit that people would say."""
    language, minutes = translator().current, max(1, int((now - moment).total_seconds() // 60))
    if minutes < AN_HOUR:
        return language(MINUTES_LATE, n=Lasting(minutes))
    if minutes < A_DAY:
        return language(HOURS_LATE, n=Lasting(minutes // AN_HOUR))
    return language(DAYS_OVER, n=Lasting(minutes // A_DAY))


def _overdue_shortly(moment: datetime, now: datetime) -> str:
    """The same with the sign of the unit in place of its word; in several languages a word takes a second line."""
    return translator().current(LATE_BY, time=_short_time(moment, now))


def _short_time(moment: datetime, now: datetime) -> Measure:
    minutes = max(1, int((now - moment).total_seconds() // 60))
    if minutes < AN_HOUR:
        return Measure(minutes, MINUTE)
    return Measure(minutes // AN_HOUR, HOUR) if minutes < A_DAY else Measure(minutes // A_DAY, DAY)


def _near(moment: datetime, now: datetime) -> str:
    language = translator().current
    day, today = language.formats.local(moment).date(), language.formats.local(now).date()
    at = language.formats.clock(moment)
    if day == today:
        return at
    if (day - today).days == 1:
        return language(TOMORROW_AT, at=at)
    return language(DAY_AT, on=day_shortly(day), at=at)


def since(moment: datetime) -> str:
    """Since when something stands, as short as a card needs: the time today, the day before."""
    formats = translator().current.formats
    day = formats.local(moment).date()
    return formats.clock(moment) if day == formats.local(clock.now()).date() else day_shortly(day)


def day_shortly(day: date) -> str:
    """A day without its year."""
    return translator().current.formats.day_and_month(day)
