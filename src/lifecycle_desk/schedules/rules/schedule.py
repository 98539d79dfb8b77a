"""A maintenance schedule: for which cars, from which day, the visits and the items with intervals of their own."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fnmatch import fnmatchcase
from unicodedata import normalize

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.base.quantities import Kilometres
from lifecycle_desk.commands.kinds import TextTooLong
from lifecycle_desk.market.citing import Doubt
from lifecycle_desk.schedules.rules.terms import VISIT, Action, ScheduleKind, VisitSize
from lifecycle_desk.vehicle.rules.models import Energy

ID = re.compile(r"[a-z0-9_]+(-[a-z0-9_]+)*")
MOST_MONTHS, MOST_KM = 240, 500_000  # nothing that is serviced waits longer
MOST_ITEMS, MOST_PARTS, MOST_DAYS = 100, 20, 180
LONGEST = 200  # characters of a title, an item, a part
MOST_HOURS, MOST_PIECES, MOST_NEWTON_METRES = Decimal(99), Decimal(999), Decimal(1_000)

# A schedule is named, since lives refer to it.
ScheduleWithoutName = objection(
    "ScheduleWithoutName",
    N_("A maintenance schedule needs a short name of small letters, digits and hyphens, not “%(given)s”."),
    "id",
    given=str,
)
# People choose a schedule by its title.
TitleMissing = objection("TitleMissing", N_("Enter a title for the schedule."), "title")
# Nobody can tell later why a car was due.
ScheduleSourceMissing = objection(
    "ScheduleSourceMissing",
    N_("Enter the source of the schedule: the booklet, page or person."),
    "source",
)
NothingScheduled = objection(
    "NothingScheduled", N_("The schedule has neither visits nor items, so nothing would ever be due."), "items"
)
IntervalMissing = objection("IntervalMissing", N_("Enter the interval in months or distance."))
IntervalOutOfRange = objection(
    "IntervalOutOfRange",
    N_("An interval must be between 1 and %(months)s months, or between 1 and %(km)s."),
    months=int,
    km=Kilometres,
)
ToleranceOutOfRange = objection(
    "ToleranceOutOfRange",
    N_("A tolerance must be between 0 and %(days)s days, or between 0 and %(km)s."),
    "tolerance",
    days=int,
    km=Kilometres,
)
ItemWithoutVisit = objection(
    "ItemWithoutVisit",
    N_("“%(item)s” has no interval of its own, and the schedule has no visits."),
    item=str,
)
# An item that stands in a schedule twice: one would not know which clock an order moves.
ItemTwice = objection("ItemTwice", N_("“%(item)s” appears twice in the schedule."), item=str)
ItemWithoutWords = objection("ItemWithoutWords", N_("Enter a text for the item."))
ScheduleFigureOutOfRange = objection(
    "ScheduleFigureOutOfRange",
    N_("%(given)s is not possible here: enter more than 0, at most %(most)s."),
    given=Decimal,
    most=Decimal,
)
TooManyItems = objection(
    "TooManyItems", N_("%(given)s is too many; a schedule has at most %(most)s."), "items", given=int, most=int
)


@dataclass(frozen=True, slots=True)
class Interval:
    """So many months, so many km, whichever comes first; None is no limit of that kind."""

    months: int | None = None
    km: int | None = None

    def __bool__(self) -> bool:
        return self.months is not None or self.km is not None

    def lesser(self, other: "Interval") -> "Interval":
        """The shorter of both, of each kind."""
        months = [each for each in (self.months, other.months) if each is not None]
        km = [each for each in (self.km, other.km) if each is not None]
        return Interval(min(months, default=None), min(km, default=None))


NEVER = Interval()


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How long after its time something still counts as on time; 0 where nothing is published."""

    days: int = 0
    km: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPart:
    """A part that an item needs; `price` in minor units of the dealer's currency, None where it is asked each time."""

    number: str
    text: str = ""
    quantity: Decimal = Decimal(1)
    price: int | None = None


@dataclass(frozen=True, slots=True)
class Torque:
    """A bolt or a part to tighten, and with how many Nm."""

    text: str
    newton_metres: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something that is done: `code` is of ServiceItem, or its own words.

    Without any interval it goes with the visits. `first` is when it is due the first time, where that differs; without
    `every` nothing is published of what follows. `severe` takes the place of both in severe use; an item that has
    nothing else is due in severe use alone. `hours` are flat-rate hours.
    """

    code: str
    action: Action = Action.REPLACE
    every: Interval = NEVER
    first: Interval = NEVER
    severe: Interval = NEVER
    hours: Decimal | None = None
    parts: tuple[ItemPart, ...] = ()
    torques: tuple[Torque, ...] = ()

    @property
    def goes_with_visits(self) -> bool:
        """Whether it is done at every visit."""
        return not (self.every or self.first or self.severe)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visits:
    """The regular visits: when the first is due, and how often they follow; `sizes` take turns, in own words or not."""

    every: Interval = NEVER
    first: Interval = NEVER
    severe: Interval = NEVER
    sizes: tuple[str, ...] = ()
    hours: Decimal | None = None

    def size(self, number: int) -> VisitSize | str | None:
        """How large the visit of a number is, from 1."""
        if not self.sizes:
            return None
        code = self.sizes[(number - 1) % len(self.sizes)]
        return next((each for each in VisitSize if each.value == code), code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """A version of a schedule: `id` names it, `valid_from` is the day of sale from which cars are on this version.

    Where `brands`, `models` (with * for any letters), `energies` or `markets` are empty, all are meant. People are told
    the `doubts` of a published one that is to `verify`; its `note` is for whoever keeps the data.
    """

    id: str
    title: str
    valid_from: date
    source: str
    kind: ScheduleKind = ScheduleKind.OWN
    brands: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    energies: tuple[Energy, ...] = ()
    markets: tuple[str, ...] = ()
    visits: Visits | None = None
    items: tuple[Item, ...] = ()
    tolerance: Tolerance = Tolerance()
    verify: bool = False
    doubts: tuple[Doubt, ...] = ()
    note: str = ""

    def is_of(self, brand: str, model: str, variant: str, energy: Energy | None, market: str) -> bool:
        """Whether the schedule is of such cars; a schedule that wants what is not known is not theirs."""
        name, whole = model.casefold(), f"{model} {variant}".casefold()
        return (
            (not self.brands or brand.casefold() in {each.casefold() for each in self.brands})
            and (not self.markets or market in self.markets)
            and (not self.energies or energy in self.energies)
            and (
                not self.models
                or any(fnmatchcase(said, each.casefold()) for each in self.models for said in (name, whole))
            )
        )

    @property
    def is_published(self) -> bool:
        """Whether its title is a message that every language has; those of the dealer's own are their own words."""
        return self.kind is not ScheduleKind.OWN

    def item(self, code: str) -> Item | None:
        """The item of a code."""
        return next((each for each in self.items if each.code == code), None)

    @property
    def codes(self) -> tuple[str, ...]:
        """All that has a clock: the visit and the items."""
        return (*((VISIT,) if self.visits else ()), *(each.code for each in self.items))


def tidied(schedule: Schedule) -> Schedule:
    """A schedule as it is kept: words without blanks around them, in one spelling."""
    return replace(
        schedule,
        id=_words(schedule.id, "id"),
        title=_words(schedule.title, "title"),
        source=_words(schedule.source, "source", 1_000),
        note=_words(schedule.note, "note", 1_000),
        brands=tuple(filter(None, (_words(each, "brands") for each in schedule.brands))),
        models=tuple(filter(None, (_words(each, "models") for each in schedule.models))),
        items=tuple(
            replace(
                each,
                code=_words(each.code, f"items[{at}].code"),
                parts=tuple(
                    replace(part, number=_words(part.number, f"items[{at}].parts"), text=_words(part.text, "parts"))
                    for part in each.parts
                ),
                torques=tuple(replace(one, text=_words(one.text, f"items[{at}].torques")) for one in each.torques),
            )
            for at, each in enumerate(schedule.items)
        ),
    )


def _words(given: str, field: str, most: int = LONGEST) -> str:
    if len(given) > most:
        raise TextTooLong(len(given), most).at_field(field)
    return normalize("NFC", given).strip()


def check_schedule(schedule: Schedule) -> None:
    """Refuse a schedule that says nothing, or what cannot be, with its place."""
    if not ID.fullmatch(schedule.id):
        raise ScheduleWithoutName(schedule.id)
    if not schedule.title:
        raise TitleMissing
    if not schedule.source:
        raise ScheduleSourceMissing
    if not schedule.codes:
        raise NothingScheduled
    if len(schedule.items) > MOST_ITEMS:
        raise TooManyItems(len(schedule.items), MOST_ITEMS)
    tolerance = schedule.tolerance
    if not (0 <= tolerance.days <= MOST_DAYS and 0 <= tolerance.km <= MOST_KM):
        raise ToleranceOutOfRange(MOST_DAYS, MOST_KM)
    if schedule.visits:
        _check_visits(schedule.visits)
    _check_items(schedule)


def _check_items(schedule: Schedule) -> None:
    counted = Counter(each.code.casefold() for each in schedule.items)
    for at, each in enumerate(schedule.items):
        place = f"items[{at}]"
        if not each.code or each.code == VISIT:
            raise ItemWithoutWords().at_field(f"{place}.code")
        if counted[each.code.casefold()] > 1:
            raise ItemTwice(each.code).at_field(f"{place}.code")
        if each.goes_with_visits and schedule.visits is None:
            raise ItemWithoutVisit(each.code).at_field(f"{place}.every")
        _check_item(each, place)


def _check_visits(visits: Visits) -> None:
    if not (visits.every or visits.first):
        raise IntervalMissing().at_field("visits.every")
    for name in ("every", "first", "severe"):
        _check_interval(getattr(visits, name), f"visits.{name}")
    _check_figure(visits.hours, MOST_HOURS, "visits.hours")


def _check_item(item: Item, place: str) -> None:
    for name in ("every", "first", "severe"):
        _check_interval(getattr(item, name), f"{place}.{name}")
    _check_figure(item.hours, MOST_HOURS, f"{place}.hours")
    if max(len(item.parts), len(item.torques)) > MOST_PARTS:
        raise TooManyItems(max(len(item.parts), len(item.torques)), MOST_PARTS).at_field(place)
    for at, part in enumerate(item.parts):
        if not (part.number or part.text):
            raise ItemWithoutWords().at_field(f"{place}.parts[{at}].text")
        _check_figure(part.quantity, MOST_PIECES, f"{place}.parts[{at}].quantity")
    for at, torque in enumerate(item.torques):
        _check_figure(torque.newton_metres, MOST_NEWTON_METRES, f"{place}.torques[{at}].newton_metres")


def _check_interval(interval: Interval, place: str) -> None:
    for value, most in ((interval.months, MOST_MONTHS), (interval.km, MOST_KM)):
        if value is not None and not 1 <= value <= most:
            raise IntervalOutOfRange(MOST_MONTHS, MOST_KM).at_field(place)


def _check_figure(value: Decimal | None, most: Decimal, place: str) -> None:
    if value is not None and not 0 < value <= most:
        raise ScheduleFigureOutOfRange(value, most).at_field(place)
