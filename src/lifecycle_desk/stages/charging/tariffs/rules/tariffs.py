"""Tariffs: what a kWh and a minute cost at a place, from a day on, by weekday, season and time of day.

Elements stand in order and the first that applies counts, as in OCPI 2.2.1 (mod_tariffs). Weekday, season and time are
those of the moment itself at the tariff's place: a window from 22:00 to 06:00 on Fridays holds on Friday before 06:00
and after 22:00, not on Saturday.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.commands.kinds import TextTooLong
from lifecycle_desk.stages.charging.sessions.rules.sessions import LONGEST, LONGEST_TEXT

HOME = "home"  # the place of a tariff for charging at home
DAY_MINUTES = 24 * 60
WEEK = range(1, 8)  # Monday is 1, as in ISO 8601
LEAP_YEAR = 2024  # a season may end on 29 February
MOST_ELEMENTS = 100
MOST_MINUTES = LONGEST // timedelta(minutes=1)
MOST_FEE = 10**12

EXACT = re.compile(r"[0-9]{1,12}(\.[0-9]{1,9})?|[0-9]{1,12}/[1-9][0-9]{0,11}")


class TariffValueUnread(Objection):
    """A value that does not say what its field is for."""

    given: str


class TariffTextUnread(TariffValueUnread):
    """No text, or none where one must be."""

    message = N_("Enter text, not %(given)s.")


class TariffNumberUnread(TariffValueUnread):
    """No whole number, or one that cannot be meant."""

    message = N_("Enter a whole number from 0 up, not %(given)s.")


class TariffPriceUnread(TariffValueUnread):
    """A price below zero, or one that is not exact."""

    message = N_("Enter an exact price from 0 up, such as 12.5 or 1/3, not %(given)s.")


class TariffSeasonUnread(TariffValueUnread):
    """No day of the year, or only one end of a season."""

    message = N_("A season runs from one month and day to another, such as 10-01 and 03-31, not %(given)s.")


class TariffTimeUnread(TariffValueUnread):
    """No time of day, or only one end of a window."""

    message = N_("A time window runs from one time to another, such as 22:00 and 06:00, not %(given)s.")


class TariffWeekdayUnread(TariffValueUnread):
    """No day of the week."""

    message = N_("Weekdays must be a list of numbers from 1 (Monday) to 7 (Sunday), not %(given)s.")


class TariffElementsUnread(TariffValueUnread):
    """Elements that are no list, or too many."""

    message = N_("Tariff elements must be a list of at most %(most)s, not %(given)s.")
    most: int


class TariffCurrencyUnknown(TariffValueUnread):
    """No code of a currency (ISO 4217)."""

    message = N_("%(given)s is not a currency code such as EUR.")
    field = "currency"


class TariffZoneUnknown(TariffValueUnread):
    """No time zone of the IANA database."""

    message = N_("%(given)s is not a time zone such as Europe/Madrid.")
    field = "zone"


TariffEndsBeforeItBegins = objection(
    "TariffEndsBeforeItBegins",
    N_("The tariff would end on %(until)s, before it starts on %(on)s."),
    "valid_until",
    on=date,
    until=date,
)
# A tariff that prices nothing: neither an element nor a fee.
TariffWithoutPrice = objection("TariffWithoutPrice", N_("The tariff has no price."), "elements")
ElementWithoutPrice = objection("ElementWithoutPrice", N_("Price %(n)s has no amount; free is 0."), n=int)
ElementNeverApplies = objection(
    "ElementNeverApplies", N_("Price %(n)s never applies, because price %(always)s always does."), n=int, always=int
)
MinutesWithoutPrice = objection(
    "MinutesWithoutPrice", N_("Price %(n)s has a starting minute for time charges, but no price per minute."), n=int
)


@dataclass(frozen=True, slots=True)
class Season:
    """From a day of the year to another, both within, each (month, day); it may go over the new year."""

    first: tuple[int, int]
    last: tuple[int, int]

    def holds(self, day: date) -> bool:
        """Whether a day lies within."""
        of_year = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= of_year <= self.last
        return of_year >= self.first or of_year <= self.last


@dataclass(frozen=True, slots=True)
class Window:
    """From a minute of the day to before another, 0 to 1440; it may go over midnight."""

    first: int
    until: int

    def holds(self, minute: int) -> bool:
        """Whether a minute of the day lies within."""
        if self.first < self.until:
            return self.first <= minute < self.until
        return minute >= self.first or minute < self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """A price and when it applies.

    `kwh` and `minute` are exact prices in minor units, of a kWh and of a minute; None prices nothing. Minutes cost from
    `after_minutes` of the session on, so that blocking a charger can cost. No `weekdays` are all (ISO: Monday is 1).
    """

    name: str = ""
    kwh: Fraction | None = None
    minute: Fraction | None = None
    after_minutes: int = 0
    weekdays: frozenset[int] = frozenset()
    season: Season | None = None
    window: Window | None = None

    @property
    def always(self) -> bool:
        """Whether it applies at any time."""
        all_day = self.window is None or self.window == Window(0, DAY_MINUTES)
        return all_day and self.season is None and self.weekdays in (frozenset(), frozenset(WEEK))

    def applies(self, local: datetime) -> bool:
        """Whether it applies at a moment, given in the tariff's zone."""
        return (
            (not self.weekdays or local.isoweekday() in self.weekdays)
            and (self.season is None or self.season.holds(local.date()))
            and (self.window is None or self.window.holds(local.hour * 60 + local.minute))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tariff:
    """The prices of charging at a place, taxes in, from `valid_from` to `valid_until` (both days within).

    `place` is a name, or "home"; `zone` an IANA name; `session_fee` is in minor units, once a session.
    """

    place: str
    currency: str
    valid_from: date
    zone: str
    elements: tuple[Element, ...] = ()
    valid_until: date | None = None
    session_fee: int = 0

    def in_force(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    def element_at(self, moment: datetime) -> int | None:
        """The place, from 0, of the element that applies at an aware moment; None where none does."""
        local = moment.astimezone(ZoneInfo(self.zone))
        return next((at for at, element in enumerate(self.elements) if element.applies(local)), None)


def tariff_for(tariffs: Iterable[Tariff], place: str, day: date) -> Tariff | None:
    """The tariff of a place in force on a day; of several the one that began last, of equal ones the last told."""
    fitting = [each for each in tariffs if _named(each.place) == _named(place) and each.in_force(day)]
    return max(reversed(fitting), key=lambda each: each.valid_from, default=None)


def check_tariff(tariff: Tariff) -> None:
    """Refuse what cannot be a tariff; the refusal's field is its own, as elements[1].minute."""
    if not _named(tariff.place):
        raise TariffTextUnread(tariff.place).at_field("place")
    if len(tariff.place) > LONGEST_TEXT:
        raise TextTooLong(len(tariff.place), LONGEST_TEXT).at_field("place")
    _check_frame(tariff)
    if not tariff.elements and not tariff.session_fee:
        raise TariffWithoutPrice
    if len(tariff.elements) > MOST_ELEMENTS:
        raise TariffElementsUnread(str(len(tariff.elements)), MOST_ELEMENTS).at_field("elements")
    for at, element in enumerate(tariff.elements):
        _check_element(element, at)
        if element.always and at + 1 < len(tariff.elements):
            raise ElementNeverApplies(at + 2, at + 1).at_field(f"elements[{at + 1}]")


def _check_frame(tariff: Tariff) -> None:
    if not re.fullmatch("[A-Z]{3}", tariff.currency):
        raise TariffCurrencyUnknown(tariff.currency)
    if tariff.valid_until and tariff.valid_until < tariff.valid_from:
        raise TariffEndsBeforeItBegins(tariff.valid_from, tariff.valid_until)
    try:
        ZoneInfo(tariff.zone)
    except (LookupError, ValueError, OSError):  # unknown, no name, or a folder of the database
        raise TariffZoneUnknown(tariff.zone) from None
    if not 0 <= tariff.session_fee <= MOST_FEE:
        raise TariffNumberUnread(str(tariff.session_fee)).at_field("session_fee")


def _check_element(element: Element, at: int) -> None:
    where = f"elements[{at}]"
    if len(element.name) > LONGEST_TEXT:
        raise TextTooLong(len(element.name), LONGEST_TEXT).at_field(f"{where}.name")
    if element.kwh is None and element.minute is None:
        raise ElementWithoutPrice(at + 1).at_field(where)
    for name, price in (("kwh", element.kwh), ("minute", element.minute)):
        if price is not None and not EXACT.fullmatch(exact_number(price)):
            raise TariffPriceUnread(exact_number(price)).at_field(f"{where}.{name}")
    if not 0 <= element.after_minutes <= MOST_MINUTES:
        raise TariffNumberUnread(str(element.after_minutes)).at_field(f"{where}.after_minutes")
    if element.after_minutes and element.minute is None:
        raise MinutesWithoutPrice(at + 1).at_field(f"{where}.after_minutes")
    _check_when(element, where)


def _check_when(element: Element, where: str) -> None:
    if not element.weekdays <= set(WEEK):
        raise TariffWeekdayUnread(str(sorted(element.weekdays))).at_field(f"{where}.weekdays")
    for name, day in (("from", element.season.first), ("until", element.season.last)) if element.season else ():
        if not _is_in_a_year(*day):
            raise TariffSeasonUnread(day_of_year(day)).at_field(f"{where}.season_{name}")
    if window := element.window:
        if not 0 <= window.first < DAY_MINUTES:
            raise TariffTimeUnread(clock_time(window.first)).at_field(f"{where}.from")
        if not 0 <= window.until <= DAY_MINUTES or window.until == window.first:
            raise TariffTimeUnread(clock_time(window.until)).at_field(f"{where}.until")


def exact_number(price: Fraction) -> str:
    """A price as it is kept: 12.5 where a decimal number of nine places is exact, else 1/3."""
    for places in range(10):
        scaled = price * 10**places
        if scaled.denominator == 1 and price >= 0:
            whole, part = divmod(scaled.numerator, 10**places)
            return f"{whole}.{part:0{places}}" if places else str(whole)
    return f"{price.numerator}/{price.denominator}"


def clock_time(minute: int) -> str:
    """A minute of the day as a time: 1320 is 22:00, 1440 is 24:00."""
    return f"{minute // 60:02}:{minute % 60:02}"


def day_of_year(day: tuple[int, int]) -> str:
    """A month and day as they are kept: 10-01."""
    return f"{day[0]:02}-{day[1]:02}"


def _is_in_a_year(month: int, day: int) -> bool:
    try:
        date(LEAP_YEAR, month, day)
    except ValueError:
        return False
    return True


def _named(place: str) -> str:
    """A place's name without what is written now so, now so."""
    return " ".join(place.casefold().split())
