"""The condition of a used car as a technician finds it: marks, tyres, brakes, the answers of the list, its battery."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lifecycle_desk.base.objections import C_, N_, NN_, objection
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.market.checklist_items import Item
from lifecycle_desk.stages.transfer.condition.rules.marks import DamageMark, check_marks
from lifecycle_desk.vehicle.rules.checklists import AnswerTerm, Sign, unanswered
from lifecycle_desk.vehicle.rules.people import check_texts

ACCESSORIES = "accessories"  # the group whose items are there or not, not sound or not
MOST_KEYS = 20
MOST_MILLIMETRES = 60  # of a tread, a pad or a disc
MOST_KILOHMS, MOST_VOLTS, MOST_MILLIVOLTS = 10_000_000, 2_000, 20_000
WEEKS = 53
DOT_DIGITS = 4


class Answer(AnswerTerm):
    """The answers to an item of the list."""

    PASS = "pass", C_("inspection", "Pass"), Sign.GOOD, "P"
    FAIL = "fail", C_("inspection", "Fail"), Sign.BAD, "F"
    PRESENT = "present", C_("accessory", "Present"), Sign.GOOD, "P"
    MISSING = "missing", C_("accessory", "Missing"), Sign.BAD, "F"
    NOT_DONE = "not_done", C_("inspection", "Not done"), Sign.LEFT_OUT, "N"


class Wheel(LabeledEnum):
    """Which wheel of a car."""

    FRONT_LEFT = "front_left", C_("wheel", "Front left")
    FRONT_RIGHT = "front_right", C_("wheel", "Front right")
    REAR_LEFT = "rear_left", C_("wheel", "Rear left")
    REAR_RIGHT = "rear_right", C_("wheel", "Rear right")

    @property
    def axle(self) -> "Axle":
        """The axle that it turns on."""
        return Axle.FRONT if self in {Wheel.FRONT_LEFT, Wheel.FRONT_RIGHT} else Axle.REAR


class Axle(LabeledEnum):
    """Which axle of a car."""

    FRONT = "front", C_("axle", "Front axle")
    REAR = "rear", C_("axle", "Rear axle")


class Season(LabeledEnum):
    """The season of a tyre."""

    SUMMER = "summer", C_("tyre", "Summer")
    WINTER = "winter", C_("tyre", "Winter")
    ALL_SEASON = "all_season", C_("tyre", "All-season")


class HealthMethod(LabeledEnum):
    """How a battery's health was found."""

    DEALER_TOOL = "dealer_tool", C_("health", "Diagnostic tool")
    CERTIFICATE = "certificate", C_("health", "Certificate")
    CAR = "car", C_("health", "Displayed by the car")
    ESTIMATE = "estimate", C_("health", "Estimate from charging")


MeasureImpossible = objection(
    "MeasureImpossible",
    N_("%(value)s is out of range: enter %(least)s to %(most)s."),
    value=Decimal,
    least=int,
    most=int,
)
WrongAnswer = objection("WrongAnswer", N_("“%(answer)s” is not a valid answer for this item."), "answers", answer=str)
UnknownListItem = objection("UnknownListItem", N_("The checklist has no item “%(item)s”."), "answers", item=str)
FoundTwice = objection("FoundTwice", N_("“%(what)s” is listed twice."), what=str)
DotNotUnderstood = objection(
    "DotNotUnderstood", N_("“%(given)s” is not a DOT date: four digits, week and year, such as 3523."), given=str
)
# Items without an answer; the sheet may be kept as a draft.
ConditionIncomplete = objection(
    "ConditionIncomplete",
    NN_("%(n)s item has no answer yet.", "%(n)s items have no answer yet."),
    "answers",
    n=int,
    items=tuple[str, ...],
)
TreadsMissing = objection(
    "TreadsMissing",
    NN_(
        "The tread depth of %(n)s wheel has not been measured yet.",
        "The tread depth of %(n)s wheels has not been measured yet.",
    ),
    "tyres",
    n=int,
)


@dataclass(frozen=True, slots=True)
class Tyre:
    """One tyre: the least tread in mm, its DOT week and year (3523), who made it, and for which season."""

    wheel: Wheel
    tread_mm: Decimal
    dot: str = ""
    make: str = ""
    season: Season | None = None

    @property
    def made_on(self) -> date | None:
        """The Monday of the week in which it was made; None where the tyre does not say."""
        return dot_day(self.dot) if self.dot else None


@dataclass(frozen=True, slots=True)
class Brake:
    """The brakes of an axle: the thinner pad and disc in mm, and the disc's own minimum (MIN TH), where it is known."""

    axle: Axle
    pad_mm: Decimal | None = None
    disc_mm: Decimal | None = None
    disc_least_mm: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ItemAnswer:
    """The answer to an item of the list, with a few words."""

    item: str
    answer: Answer
    note: str = ""


@dataclass(frozen=True, slots=True)
class Electric:
    """The part of a report that only a car with a high-voltage battery has.

    `health_percent` is the battery's health with its method and day; `insulation_kohm` was measured at `volts` of the
    high-voltage system; the 12 V battery is given in millivolts at rest.
    """

    health_percent: Decimal | None = None
    health_method: HealthMethod | None = None
    health_on: date | None = None
    insulation_kohm: int | None = None
    volts: int | None = None
    soc_percent: int | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found."""

    marks: tuple[DamageMark, ...] = ()
    tyres: tuple[Tyre, ...] = ()
    brakes: tuple[Brake, ...] = ()
    answers: tuple[ItemAnswer, ...] = ()
    electric: Electric | None = None
    twelve_volt_mv: int | None = None
    keys: int | None = None
    key_cards: int | None = None


def dot_day(given: str) -> date:
    """The Monday of the week of a tyre's DOT code; 49 CFR 574.5: two figures for the week, two for the year."""
    text = given.strip()
    if len(text) != DOT_DIGITS or not text.isascii() or not text.isdigit() or not 1 <= int(text[:2]) <= WEEKS:
        raise DotNotUnderstood(given[:20])
    try:
        return date.fromisocalendar(2000 + int(text[2:]), int(text[:2]), 1)
    except ValueError:  # a week 53 in a year that has none: the last of December
        return date(2000 + int(text[2:]), 12, 28)


def check_findings(found: Findings, groups: Iterable[tuple[str, Collection[Item]]]) -> None:
    """Refuse what no car has, each with its place."""
    check_marks(found.marks)
    _once("tyres", [each.wheel for each in found.tyres])
    _once("brakes", [each.axle for each in found.brakes])
    _once("answers", [each.item for each in found.answers])
    for place, tyre in enumerate(found.tyres):
        _within(tyre.tread_mm, 0, MOST_MILLIMETRES, f"tyres[{place}].tread_mm")
        check_texts([(f"tyres[{place}].make", tyre.make)])
        if tyre.dot:
            try:
                dot_day(tyre.dot)
            except DotNotUnderstood as fault:
                raise fault.at_field(f"tyres[{place}].dot") from None
    for place, brake in enumerate(found.brakes):
        for name in ("pad_mm", "disc_mm", "disc_least_mm"):
            _within(getattr(brake, name), 0, MOST_MILLIMETRES, f"brakes[{place}].{name}")
    _check_answers(found.answers, {item.id: group for group, items in groups for item in items})
    _check_electric(found)


def _check_answers(answers: Iterable[ItemAnswer], group_of: dict[str, str]) -> None:
    for place, each in enumerate(answers):
        group = group_of.get(each.item)
        if group is None:
            raise UnknownListItem(each.item[:40]).at_field(f"answers[{place}].item")
        if each.answer not in answers_of(group):
            raise WrongAnswer(each.answer.value).at_field(f"answers[{place}].answer")
        check_texts([(f"answers[{place}].note", each.note)])


def answers_of(group: str) -> tuple[Answer, ...]:
    """The answers that the items of a group have."""
    good, bad = (Answer.PRESENT, Answer.MISSING) if group == ACCESSORIES else (Answer.PASS, Answer.FAIL)
    return (good, bad, Answer.NOT_DONE)


def _check_electric(found: Findings) -> None:
    _within(found.twelve_volt_mv, 0, MOST_MILLIVOLTS, "twelve_volt_mv")
    _within(found.keys, 0, MOST_KEYS, "keys")
    _within(found.key_cards, 0, MOST_KEYS, "key_cards")
    electric = found.electric
    if electric is None:
        return
    _within(electric.health_percent, 0, 110, "health_percent")
    _within(electric.insulation_kohm, 0, MOST_KILOHMS, "insulation_kohm")
    _within(electric.volts, 1, MOST_VOLTS, "volts")
    _within(electric.soc_percent, 0, 100, "soc_percent")


def _within(value: Decimal | int | None, least: int, most: int, field: str) -> None:
    if value is not None and not (Decimal(value).is_finite() and least <= value <= most):
        raise MeasureImpossible(Decimal(value), least, most).at_field(field)


def _once(field: str, names: list[str]) -> None:
    for place, name in enumerate(names):
        if name in names[:place]:
            raise FoundTwice(str(name)[:40]).at_field(f"{field}[{place}]")


def check_whole(found: Findings, items: Iterable[Item], energy: str | None) -> None:
    """Refuse to finish a sheet of which something is still open."""
    measured = {each.wheel for each in found.tyres}
    if lacking := [wheel for wheel in Wheel if wheel not in measured]:
        raise TreadsMissing(len(lacking))
    if still := unanswered(items, energy, {each.item for each in found.answers}):
        raise ConditionIncomplete(len(still), still)
