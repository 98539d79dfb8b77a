"""How papers across the stages say what a life holds: events, marked messages, limits that are no figure."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from lifecycle_desk.base.isolates import own, within_rtl
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.quantities import KWH, Distance
from lifecycle_desk.base.said import Piece, Said
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.cover.rules import Open, PartGroup
from lifecycle_desk.language import Language
from lifecycle_desk.vehicle.rules.dash import OVER_ALL, Odometer
from lifecycle_desk.vehicle.rules.wording import Worded

NONE = "–"
BETWEEN = " · "
NUMBER = N_("Record")
PART, AMOUNT = C_("report", "Category"), C_("report", "Amount")
DAY, KIND, ODOMETER = C_("report", "Day"), C_("report", "Kind"), N_("Odometer")
COVERED = N_("%(part)s: %(until)s or %(km)s")
SINCE, UNTIL = C_("period", "From"), C_("period", "Until")


def phrase(piece: Piece, language: Language) -> str:
    """A marked message with its facts, or a value by its type; a text that is data keeps its own direction."""
    match piece:
        case Said(message, facts):
            return language(message, **{name: _plain(each, language) for name, each in facts.items()})
        case LabeledEnum():  # which is a text too
            return language(piece.label)
        case str():
            return within_rtl(piece) if language.right_to_left else own(piece)
    return language.spoken(piece)


def _plain(fact: object, language: Language) -> object:
    return phrase(fact, language) if isinstance(fact, Said) else fact


def detail(told: Worded, language: Language) -> str:
    """The detail that explains an event, in one line."""
    return BETWEEN.join(filter(None, (phrase(each, language) for each in told.detail)))


def labelled(told: Worded, language: Language) -> str:
    """The facts of an event with their labels, those that explain it left out, since they stand there already."""
    said = {phrase(each, language) for each in told.detail}
    pairs = [(language(label), phrase(value, language)) for label, value in told.facts]
    return BETWEEN.join(language.labelled(label, value) for label, value in pairs if value and value not in said)


def last_day(end: date | Open | None, language: Language) -> str:
    """The last day of something; that there is none, or that nobody knows."""
    return NONE if end is None else language.spoken(end)


def last_km(end: int | Open | None, odometer: Odometer | None, language: Language) -> str:
    """The last kilometre of something, in the market's unit; where the dash will not show it, with what it counts."""
    if isinstance(end, int):
        is_replaced = odometer is not None and odometer.is_replaced
        return phrase(Said(OVER_ALL, distance=Distance(end)) if is_replaced else Distance(end), language)
    return NONE if end is None else language.spoken(end)


def cover_left(part: PartGroup, until: date | Open | None, km: int | Open | None, odometer: Odometer | None,
               language: Language) -> str:  # fmt: skip
    """How long and how far a part is covered, in a line."""
    ends, at = last_day(until, language), last_km(km, odometer, language)
    if NONE in {ends, at}:
        return language.labelled(language(part.label), at if ends == NONE else ends)
    return language(COVERED, part=part, until=ends, km=at)


def energy_of(watt_hours: int | None, language: Language) -> str:
    """An energy in kWh, to the tenth."""
    if watt_hours is None:
        return NONE
    return language.formats.measure(Decimal(round(watt_hours / 100)) / 10, KWH, 1)


def money_of(amounts: Iterable[Money], language: Language) -> str:
    """Amounts of several currencies, one after another."""
    return BETWEEN.join(map(language.formats.money, amounts)) or NONE
