"""A dealer's own rules over the pack of the market: each from a day, with its reason, and reset from a day again."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from lifecycle_desk.base.objections import C_, N_, NN_, objection
from lifecycle_desk.base.quantities import LengthUnit, PressureUnit
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.market.dated import Dated
from lifecycle_desk.market.market import (
    Condition,
    Guarantee,
    Market,
    OpeningHours,
    PaperSize,
    PriceCustom,
    Rounding,
    WarrantyStart,
    WarrantyStartRule,
)
from lifecycle_desk.market.taxes import Tax

HANDOVER = "handover"  # from when a guarantee of the dealer's own runs where the pack has none
RESET, NO_TAX = "", "none"
A_DAY = timedelta(days=1)
LAST_WEEKDAY, LONGEST_NAME, MOST_YEARS, HUNDRED, MOST_MONTHS = 7, 40, 100, 100, 600
HOURS = re.compile(r"([1-7])(?:-([1-7]))? (\d{1,2}:\d{2})-(\d{1,2}:\d{2})")
ALWAYS = date(1886, 1, 29)  # from which the rules of a dealer's beginning hold: no car is older


class RuleKind(LabeledEnum):
    """What a dealer may rule otherwise than the pack; the first five are said once, when the dealership is created."""

    TERRITORY = "territory", N_("Country")
    CURRENCY = "currency", N_("Currency")
    NUMBERS = "number_locale", N_("Number format")
    LANGUAGE = "language", N_("Language of documents")
    CALLING_CODE = "calling_code", N_("Calling code")
    TAX = "tax", C_("market", "Tax")
    VEHICLE_PRICES = "vehicle_prices", N_("Vehicle prices")
    WORKSHOP_PRICES = "workshop_prices", N_("Workshop prices")
    ROUNDING = "rounding", N_("Tax rounding")
    WARRANTY_START = "warranty_start", N_("Warranty start")
    GUARANTEE_NEW = "guarantee_new", N_("Legal guarantee, new car")
    GUARANTEE_USED = "guarantee_used", N_("Legal guarantee, used car")
    OPENING_HOURS = "opening_hours", N_("Usual opening hours")
    RETENTION = "retention", N_("Keep accounting papers")
    DISTANCE = "distance_unit", N_("Distance unit")
    PRESSURE = "pressure_unit", N_("Pressure unit")
    PAPER = "paper", N_("Paper size")
    FIRST_WEEKDAY = "first_weekday", N_("First day of the week")

    @property
    def is_fixed(self) -> bool:
        """Whether it is said at the beginning alone: amounts and records rest on it."""
        return self in FIXED


FIXED = frozenset({RuleKind.TERRITORY, RuleKind.CURRENCY, RuleKind.NUMBERS, RuleKind.LANGUAGE, RuleKind.CALLING_CODE})
RuleValueUnknown = objection(
    "RuleValueUnknown", N_("“%(given)s” is not a value of “%(rule)s”."), "value", given=str, rule=RuleKind
)
RuleFixed = objection(
    "RuleFixed", N_("“%(rule)s” is set when the dealership is created and cannot be changed."), "kind", rule=RuleKind
)
RuleMissing = objection(
    "RuleMissing",
    N_("This country has no rules here yet: enter “%(rule)s” yourself."),
    "kind",
    rule=RuleKind,
)
ShorterThanLaw = objection(
    "ShorterThanLaw",
    N_("The law requires %(least)s years at least; you can only keep papers longer."),
    "value",
    least=int,
)


GuaranteeShorter = objection(
    "GuaranteeShorter",
    NN_(
        "The law gives the buyer %(n)s month at least; you can only give longer.",
        "The law gives the buyer %(n)s months at least; you can only give longer.",
    ),
    "value",
    n=int,
)
GUARANTEES = {RuleKind.GUARANTEE_NEW: Condition.NEW, RuleKind.GUARANTEE_USED: Condition.USED}


@dataclass(frozen=True, slots=True)
class OwnRule:
    """A rule of the dealer's own; an empty value resets it to the pack's from that day on."""

    kind: RuleKind
    valid_from: date
    value: str
    reason: str = ""


def check_value(kind: RuleKind, value: str) -> None:
    """Refuse a value that the kind of rule does not have."""
    try:
        _READERS[kind](value)
    except (ValueError, InvalidOperation) as unknown:
        raise RuleValueUnknown(value[:LONGEST_NAME], kind) from unknown


def check_guarantee(kind: RuleKind, months: int, pack: Market, on: date) -> None:
    """Refuse a guarantee that is shorter than what the law of the pack gives from the handover."""
    law = pack.guarantee_on(on, GUARANTEES[kind])
    if law and law.runs_from == HANDOVER and law.months and months < law.months:
        raise GuaranteeShorter(law.months)


def check_beginning(pack: Market, rules: Iterable[OwnRule]) -> None:
    """Refuse to begin where the pack leaves country or currency open and the dealer says neither, or says it wrong."""
    said = {each.kind: each for each in rules}
    for each in said.values():
        check_value(each.kind, each.value)
        if each.kind.is_fixed and not pack.is_generic:
            raise RuleFixed(each.kind)
    for needed in (RuleKind.TERRITORY, RuleKind.CURRENCY, RuleKind.NUMBERS):
        if pack.is_generic and needed not in said:
            raise RuleMissing(needed)


def beginning(values: Mapping[str, str]) -> tuple[OwnRule, ...]:
    """The rules with which a dealership begins, by the names of their kinds: they always held."""
    return tuple(OwnRule(RuleKind.of(kind), ALWAYS, value) for kind, value in values.items())


def with_own(pack: Market, rules: Iterable[OwnRule], on: date) -> Market:
    """The pack with a dealer's own rules over it: taxes each in its time, everything else as it is on a day."""
    own = sorted(rules, key=lambda each: each.valid_from)
    if not own:
        return pack
    held = {kind: rule for kind in RuleKind if (rule := in_force(own, kind, on))}
    values = {kind: _READERS[kind](rule.value) for kind, rule in held.items()}
    named = {_FIELDS[kind]: value for kind, value in values.items() if kind in _FIELDS}
    prices = {_PRICES[kind]: value for kind, value in values.items() if kind in _PRICES}
    start = held.get(RuleKind.WARRANTY_START)
    return replace(
        pack,
        **named,
        phone_region=named.get("territory", pack.phone_region),
        prices=replace(pack.prices, **prices),
        taxes=tuple(_taxes(pack, [each for each in own if each.kind is RuleKind.TAX])),
        warranty_starts=(_start(start), *pack.starts_of_makes) if start else pack.warranty_starts,
        guarantees=_guarantees(pack, held),
        opening_hours=_hours(pack, held.get(RuleKind.OPENING_HOURS)),
    )


def in_force(rules: Iterable[OwnRule], kind: RuleKind, on: date) -> OwnRule | None:
    """The dealer's own rule of a kind on a day; None where the pack's holds."""
    begun = [each for each in rules if each.kind is kind and (each.valid_from <= on or kind.is_fixed)]
    last = max(begun, key=lambda each: each.valid_from, default=None)
    return last if last and last.value else None


def tax_value(name: str, percent: Decimal | None) -> str:
    """A tax as a rule keeps it; none where there is no rate."""
    return NO_TAX if percent is None else f"{percent.normalize():f} {name.strip()}"


def tax_of(value: str) -> tuple[str, Decimal] | None:
    """The name and the rate of a tax as a rule keeps it; None where there is no tax."""
    if value == NO_TAX:
        return None
    rate, _, name = value.partition(" ")
    percent = Decimal(rate)
    if not (percent.is_finite() and 0 <= percent <= HUNDRED and 0 < len(name.strip()) <= LONGEST_NAME):
        raise ValueError(value)
    return name.strip(), percent


def _taxes(pack: Market, own: list[OwnRule]) -> Iterator[Tax]:
    """The taxes of the pack until the first own rule, then of each rule until the next; a reset brings them back."""
    begins = [*(each.valid_from for each in own), None]
    yield from _clipped(pack.taxes, date.min, _day_before(begins[0]))
    for rule, following in zip(own, begins[1:], strict=True):
        last = _day_before(following)
        if rule.value == RESET:
            yield from _clipped(pack.taxes, rule.valid_from, last)
        elif tax := tax_of(rule.value):
            yield _own_tax(pack, rule, *tax, last)


def _own_tax(pack: Market, rule: OwnRule, name: str, percent: Decimal, last: date | None) -> Tax:
    """A tax that the dealer set; one that the pack knows keeps its name in the market's language, and what it is on."""
    known = [each for each in pack.taxes if each.name == name]
    local = next((each.local_name for each in known), name)
    only = known[0].only if len({each.only for each in known}) == 1 else None
    return Tax(
        name=name,
        local_name=local,
        percent=percent,
        only=only,
        valid_from=rule.valid_from,
        valid_to=last,
        source=rule.reason,
    )


def _day_before(day: date | None) -> date | None:
    return day - A_DAY if day else None


def _clipped(taxes: Iterable[Tax], first: date, last: date | None) -> Iterator[Tax]:
    """Taxes within a time."""
    for tax in taxes:
        begins = max(tax.valid_from, first)
        ends = min((each for each in (tax.valid_to, last) if each is not None), default=None)
        if ends is None or begins <= ends:
            yield replace(tax, valid_from=begins, valid_to=ends)


def hours_of(value: str) -> tuple[tuple[tuple[int, ...], time, time], ...]:
    """Weekdays with their hours, as a rule keeps them: 1-5 08:00-18:00; 6 09:00-13:00, from Monday as 1."""
    read: list[tuple[tuple[int, ...], time, time]] = []
    for each in value.split(";"):
        if not (found := HOURS.fullmatch(each.strip())):
            raise ValueError(value)
        first, last = int(found[1]), int(found[2] or found[1])
        opens, closes = (time.fromisoformat(part.rjust(5, "0")) for part in (found[3], found[4]))
        days = tuple(range(first, last + 1))
        if not days or closes <= opens or any(set(days) & set(before) for before, _, _ in read):
            raise ValueError(value)
        read.append((days, opens, closes))
    return tuple(read)


def _guarantees(pack: Market, held: Mapping[RuleKind, OwnRule]) -> tuple[Guarantee, ...]:
    """The guarantees with the dealer's own, each from its day; what runs from where stays as the pack has it."""
    found = pack.guarantees
    for kind, condition in GUARANTEES.items():
        if rule := held.get(kind):
            of = next((each for each in found if each.condition is condition), None)
            own = Guarantee(
                condition=condition,
                runs_from=of.runs_from if of else HANDOVER,
                months=int(rule.value),
                valid_from=rule.valid_from,
                source=rule.reason,
            )
            others = (each for each in found if each.condition is not condition)
            found = (*others, *_until([each for each in found if each.condition is condition], rule), own)
    return found


def _hours(pack: Market, rule: OwnRule | None) -> tuple[OpeningHours, ...]:
    """The usual hours with the dealer's own, from their day."""
    if rule is None:
        return pack.opening_hours
    own = (
        OpeningHours(weekdays=days, opens=opens, closes=closes, valid_from=rule.valid_from, source=rule.reason)
        for days, opens, closes in hours_of(rule.value)
    )
    return (*_until(pack.opening_hours, rule), *own)


def _until[Of: Dated](facts: Iterable[Of], rule: OwnRule) -> Iterator[Of]:
    """What held before a rule of the dealer's own, until the day before it."""
    for each in facts:
        if each.valid_from < rule.valid_from:
            last = rule.valid_from - A_DAY
            yield replace(each, valid_to=min(each.valid_to or last, last))


def _start(rule: OwnRule) -> WarrantyStart:
    return WarrantyStart(rule=WarrantyStartRule.of(rule.value), valid_from=ALWAYS, source=rule.reason)


def _matching(pattern: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError(value)
        return value

    return read


def _within(least: int, most: int) -> Callable[[str], int]:
    def read(value: str) -> int:
        if not least <= (number := int(value)) <= most:
            raise ValueError(value)
        return number

    return read


_READERS: dict[RuleKind, Callable[[str], Any]] = {
    RuleKind.TERRITORY: _matching("[A-Z]{2}"),
    RuleKind.CURRENCY: _matching("[A-Z]{3}"),
    RuleKind.NUMBERS: _matching("[a-z]{2,3}(_[A-Z][a-z]{3})?(_([A-Z]{2}|[0-9]{3}))?"),
    RuleKind.LANGUAGE: lambda value: (_matching("[a-z]{2,3}(_[A-Z]{2})?")(value), *(["en"] if value != "en" else [])),
    RuleKind.CALLING_CODE: _matching("[0-9]{1,4}"),
    RuleKind.TAX: tax_of,
    RuleKind.VEHICLE_PRICES: PriceCustom,
    RuleKind.WORKSHOP_PRICES: PriceCustom,
    RuleKind.ROUNDING: Rounding,
    RuleKind.WARRANTY_START: WarrantyStartRule.of,
    RuleKind.GUARANTEE_NEW: _within(1, MOST_MONTHS),
    RuleKind.GUARANTEE_USED: _within(1, MOST_MONTHS),
    RuleKind.OPENING_HOURS: hours_of,
    RuleKind.RETENTION: _within(0, MOST_YEARS),
    RuleKind.DISTANCE: LengthUnit,
    RuleKind.PRESSURE: PressureUnit,
    RuleKind.PAPER: PaperSize,
    RuleKind.FIRST_WEEKDAY: _within(1, LAST_WEEKDAY),
}
_FIELDS = {
    RuleKind.TERRITORY: "territory",
    RuleKind.CURRENCY: "currency",
    RuleKind.NUMBERS: "number_locale",
    RuleKind.LANGUAGE: "languages",
    RuleKind.CALLING_CODE: "calling_code",
    RuleKind.DISTANCE: "distance_unit",
    RuleKind.PRESSURE: "pressure_unit",
    RuleKind.PAPER: "paper",
    RuleKind.FIRST_WEEKDAY: "first_weekday",
}
_PRICES = {
    RuleKind.VEHICLE_PRICES: "vehicles",
    RuleKind.WORKSHOP_PRICES: "workshop",
    RuleKind.ROUNDING: "rounding",
}
