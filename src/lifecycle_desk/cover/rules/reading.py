"""The published terms and the law's guarantees, read from published data: one file per brand, each rule sourced."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from lifecycle_desk.base.quantities import Distance, LengthUnit
from lifecycle_desk.cover.rules.days import Span, SpanUnit
from lifecycle_desk.cover.rules.rule import Condition, Rule
from lifecycle_desk.cover.rules.terms import (
    ConditionKind,
    Counting,
    Dating,
    Open,
    PartGroup,
    RuleKind,
    Start,
    TwelveMonths,
)
from lifecycle_desk.market.citing import Basis, Doubt
from lifecycle_desk.market.published_data import DataKind, PublishedData, program_data
from lifecycle_desk.vehicle.rules.models import Energy

_SAME = (
    *("first_months_unlimited", "narrows", "retroactive", "agreed_months", "presumed_months", "barred_months"),
    *("verify", "note"),
)
_DAYS = ("valid_from", "valid_until", "sold_from", "sold_until", "looked_up_on")
_LISTS = ("models", "except_models", "supersedes")
NO_RULES = ("regions", "durability", "part_words", "not_found")  # files of this folder that hold something else


def published(data: PublishedData | None = None) -> tuple[Rule, ...]:
    """The rules of published data, by name; without any, of what comes with the program."""
    return _published(data or program_data())


@lru_cache(maxsize=4)
def _published(data: PublishedData) -> tuple[Rule, ...]:
    regions = _regions(data)
    files = (each for each in data.of(DataKind.WARRANTY) if each.stem not in NO_RULES)
    found = [rule for each in files for rule in rules_in(each.content, regions)]
    return tuple(sorted(found, key=lambda rule: rule.id))


def _regions(data: PublishedData) -> dict[str, tuple[str, ...]]:
    """The markets that terms name together, by the region's name."""
    return {name: tuple(codes) for name, codes in data.content("warranty/regions.toml")["regions"].items()}


def market_codes(names: tuple[str, ...], data: PublishedData) -> tuple[str, ...]:
    """Market codes, with the regions among them spelt out."""
    return _codes(names, _regions(data))


def rules_in(content: Mapping[str, Any], regions: Mapping[str, tuple[str, ...]]) -> Iterator[Rule]:
    """The rules of a file, each of its parts one; what the file says of all stands before them."""
    common = {key: value for key, value in content.items() if key != "rules"}
    for entry in content["rules"]:
        told = common | entry
        parts = told.pop("parts", None)
        if parts is None:
            yield rule_of(told, regions)
        else:
            name = told.pop("id")
            yield from (rule_of(told | {"id": f"{name}-{part}", "part": part}, regions) for part in parts)


def rule_of(entry: Mapping[str, Any], regions: Mapping[str, tuple[str, ...]]) -> Rule:
    """An entry of a file as a rule; a key or a code that is not known is a mistake in the file and raises."""
    told = dict(entry)
    told.pop("read", None)  # how the source was come by, for whoever keeps the data
    given: dict[str, Any] = {key: told.pop(key) for key in (*_SAME, *_DAYS) if key in told}
    given |= {key: tuple(told.pop(key)) for key in _LISTS if key in told}
    if undated := [key for key in _DAYS if not isinstance(given.get(key, date.min), date)]:
        raise TypeError(f"{undated} of {told['id']} are no days")
    floor = told.pop("minimum_health_percent", None)
    rule = Rule(
        id=told.pop("id"),
        part=PartGroup.of(told.pop("part")),
        lasts=_lasts(told),
        limit=_limit(told),
        kind=RuleKind.of(told.pop("kind", RuleKind.MAKER)),
        brands=tuple(told.pop("brands", ())),
        markets=_codes(told.pop("markets", ()), regions),
        except_markets=_codes(told.pop("except_markets", ()), regions),
        energies=tuple(map(Energy.of, told.pop("energies", ()))),
        conditions=_conditions(told),
        floor_tenths=None if floor is None else int(Decimal(floor) * 10),
        start=Start.of(told.pop("start", Start.MARKET)),
        counting=Counting.of(told.pop("counting", Counting.FROM_THE_DAY)),
        dated_by=Dating.of(told.pop("dated_by", Dating.SALE)),
        source=" ".join(told.pop("source").split()),
        basis=Basis.of(told.pop("basis")) if "basis" in told else None,
        doubts=tuple(map(Doubt.of, told.pop("doubts", ()))),
        **given,
    )
    if told:
        raise ValueError(f"{rule.id} has keys that no rule has: {', '.join(told)}")
    return rule


def _lasts(told: dict[str, Any]) -> Span | Open:
    if "days" in told:
        return Span(told.pop("days"), SpanUnit.DAYS)
    months = told.pop("months")
    return Open.of(months) if isinstance(months, str) else Span(months)


def _limit(told: dict[str, Any]) -> Distance | Open:
    """The distance in the unit of its source: miles stay miles."""
    if "miles" in told:
        return Distance(told.pop("miles"), LengthUnit.MILES)
    km = told.pop("km")
    return Open.of(km) if isinstance(km, str) else Distance(km)


def _conditions(told: dict[str, Any]) -> tuple[Condition, ...]:
    plain = [Condition(ConditionKind.of(code)) for code in told.pop("conditions", ())]
    if "km_in_twelve_months" in told:
        window = TwelveMonths.of(told.pop("twelve_months", TwelveMonths.ROLLING))
        plain.append(Condition(ConditionKind.KM_IN_TWELVE_MONTHS, told.pop("km_in_twelve_months"), window))
    return tuple(plain)


def _codes(names: list[str] | tuple[str, ...], regions: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Market codes, regions spelt out."""
    return tuple(dict.fromkeys(code for name in names for code in regions.get(name, (name,))))
