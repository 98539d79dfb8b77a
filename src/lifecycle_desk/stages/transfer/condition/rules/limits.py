"""Limits: below which measures a tyre, a pad, a disc or an insulation is not good enough, by market and day."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Any

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.quantities import MM, OHM_PER_VOLT, PERCENT, VOLT, Measure
from lifecycle_desk.base.resources import resource
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.market.checklist_items import Item
from lifecycle_desk.market.citing import Cited, cited_in
from lifecycle_desk.stages.transfer.condition.rules.condition import (
    Answer,
    Axle,
    Brake,
    Electric,
    Findings,
    Season,
    Tyre,
)

_DAYS_OF_A_YEAR = Decimal("365.25")


class FoundKind(LabeledEnum):
    """The kinds of findings beside the marks: each with the words in which a report lists it as a reason."""

    TREAD_ILLEGAL = "tread_illegal", N_("tread %(value)s, below the legal minimum of %(limit)s")
    TREAD_LOW = "tread_low", N_("tread %(value)s, below the recommended %(limit)s")
    TYRE_OLD = "tyre_old", N_("tyre %(value)s years old, check yearly from %(limit)s years")
    TYRE_TOO_OLD = "tyre_too_old", N_("tyre %(value)s years old, replace at %(limit)s years")
    TYRES_DIFFER = "tyres_differ", N_("tyres on one axle differ in make or season")
    PAD_BELOW = "pad_below", N_("pad %(value)s, below the minimum of %(limit)s")
    PAD_LOW = "pad_low", N_("pad %(value)s, replace soon (%(limit)s)")
    DISC_BELOW = "disc_below", N_("disc %(value)s, below its minimum of %(limit)s")
    ITEM_FAILED = "item_failed", C_("condition", "failed")
    SAFETY_ITEM_FAILED = "safety_item_failed", N_("failed safety item")
    ACCESSORY_MISSING = "accessory_missing", C_("condition", "missing")
    INSULATION_LOW = "insulation_low", N_("insulation %(value)s, below the minimum of %(limit)s")
    TWELVE_VOLT_WEAK = "twelve_volt_weak", N_("12 V battery at %(value)s; charge at %(limit)s or less")
    ONE_KEY_ONLY = "one_key_only", N_("fewer than two keys in total")
    HEALTH = "health", N_("battery health %(value)s")


_UNITS: Mapping[FoundKind, str] = {
    **dict.fromkeys((FoundKind.TREAD_ILLEGAL, FoundKind.TREAD_LOW), MM),
    **dict.fromkeys((FoundKind.PAD_BELOW, FoundKind.PAD_LOW, FoundKind.DISC_BELOW), MM),
    FoundKind.INSULATION_LOW: OHM_PER_VOLT,
    FoundKind.TWELVE_VOLT_WEAK: VOLT,
    FoundKind.HEALTH: PERCENT,
}


@dataclass(frozen=True, slots=True)
class Found:
    """One finding: what it says, about which wheel, axle or item, with the value and the limit that it missed."""

    kind: FoundKind
    about: str = ""
    value: Decimal | None = None
    limit: Decimal | None = None

    @property
    def facts(self) -> dict[str, object]:
        """The value and the limit as the words have them: as measures, but for years."""
        known = {name: each for name, each in (("value", self.value), ("limit", self.limit)) if each is not None}
        unit = _UNITS.get(self.kind)
        return {name: Measure(each, unit) if unit else each for name, each in known.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit(Cited):
    """A least measure, and the one that is advised, which is the same where nobody advises more."""

    least: Decimal
    advised: Decimal


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a market on a day, and the version that holds them."""

    version: str
    tread: Limit
    winter_tread: Decimal
    pad: Limit
    insulation: Limit
    twelve_volt: Decimal
    tyre_years: Decimal
    tyre_years_advised: Decimal


def limits(market: str, on: date, version: str | None = None) -> Limits:
    """The limits in force in a market on a day, or those of a version by which something was judged."""
    read = in_force("limits", on, version)
    tread, pad = (_limit(read[name], market, "millimetres") for name in ("tread", "pad"))
    insulation = _limit(read["insulation"], market, "ohms_per_volt")
    age = _of_market(read["tyre_age"], market)
    return Limits(
        read["version"],
        tread,
        Decimal(_of_market(read["winter_tread"], market)["millimetres"]),
        pad,
        insulation,
        Decimal(_of_market(read["twelve_volt"], market)["millivolts"]) / 1000,
        Decimal(age["years"]),
        Decimal(age["advised"]),
    )


def in_force(name: str, on: date, version: str | None = None) -> dict[str, Any]:
    """A kind of rules as data (limits, grades, reconditioning): the version in force on a day, or a named one."""
    known = _versions(name)
    fitting = [each for each in known if (each["valid_from"] <= on if version is None else each["version"] == version)]
    return max(fitting or known[:1], key=lambda each: each["valid_from"])


@cache
def _versions(name: str) -> list[dict[str, Any]]:
    files = resource("transfer").glob(f"{name}-*.toml")
    return sorted((tomllib.loads(each.read_text("utf-8")) for each in files), key=lambda each: each["valid_from"])


def _of_market(lines: list[dict[str, Any]], market: str) -> dict[str, Any]:
    """The line of a market, else the one that is taken for all."""
    own = [each for each in lines if market in each.get("markets", ())]
    return (own or [each for each in lines if "markets" not in each])[-1]


def _limit(lines: list[dict[str, Any]], market: str, unit: str) -> Limit:
    line = _of_market(lines, market)
    return Limit(least=Decimal(line[unit]), advised=Decimal(line.get("advised", line[unit])), **cited_in(line))


def judged(
    found: Findings, by: Limits, on: date, items: Mapping[str, Item], accessories: frozenset[str]
) -> tuple[Found, ...]:
    """The findings beside the marks, in the order of the sheet."""
    return (
        *(each for tyre in found.tyres for each in _of_tyre(tyre, by, on)),
        *_differing(found.tyres),
        *(each for brake in found.brakes for each in _of_brake(brake, by)),
        *(each for answer in found.answers for each in _of_item(answer.item, answer.answer, items, accessories)),
        *_of_power(found, by),
        *_of_keys(found),
    )


def _of_tyre(tyre: Tyre, by: Limits, on: date) -> Iterator[Found]:
    least, advised = by.tread.least, by.tread.advised
    if tyre.season is Season.WINTER:
        advised = max(advised, by.winter_tread)
    if tyre.tread_mm < least:
        yield Found(FoundKind.TREAD_ILLEGAL, tyre.wheel.value, tyre.tread_mm, least)
    elif tyre.tread_mm < advised:
        yield Found(FoundKind.TREAD_LOW, tyre.wheel.value, tyre.tread_mm, advised)
    if made := tyre.made_on:
        years = (Decimal((on - made).days) / _DAYS_OF_A_YEAR).quantize(Decimal("0.1"))
        if years >= by.tyre_years:
            yield Found(FoundKind.TYRE_TOO_OLD, tyre.wheel.value, years, by.tyre_years)
        elif years >= by.tyre_years_advised:
            yield Found(FoundKind.TYRE_OLD, tyre.wheel.value, years, by.tyre_years_advised)


def _differing(tyres: tuple[Tyre, ...]) -> Iterator[Found]:
    for axle in Axle:
        own = [each for each in tyres if each.wheel.axle is axle]
        for one, other in pairwise(own):
            makes = {each.make.strip().casefold() for each in (one, other) if each.make.strip()}
            seasons = {each.season for each in (one, other) if each.season}
            if len(makes) > 1 or len(seasons) > 1:
                yield Found(FoundKind.TYRES_DIFFER, axle.value)


def _of_brake(brake: Brake, by: Limits) -> Iterator[Found]:
    if brake.pad_mm is not None:
        if brake.pad_mm < by.pad.least:
            yield Found(FoundKind.PAD_BELOW, brake.axle.value, brake.pad_mm, by.pad.least)
        elif brake.pad_mm < by.pad.advised:
            yield Found(FoundKind.PAD_LOW, brake.axle.value, brake.pad_mm, by.pad.advised)
    if brake.disc_mm is not None and brake.disc_least_mm is not None and brake.disc_mm < brake.disc_least_mm:
        yield Found(FoundKind.DISC_BELOW, brake.axle.value, brake.disc_mm, brake.disc_least_mm)


def _of_item(item: str, answer: Answer, items: Mapping[str, Item], accessories: frozenset[str]) -> Iterator[Found]:
    if answer is Answer.MISSING and item in accessories:
        yield Found(FoundKind.ACCESSORY_MISSING, item)
    elif answer is Answer.FAIL and item in items:
        yield Found(FoundKind.SAFETY_ITEM_FAILED if items[item].safety else FoundKind.ITEM_FAILED, item)


def ohms_per_volt(electric: Electric) -> Decimal | None:
    """The insulation resistance in ohms for each volt of the system, as the regulations count it."""
    if electric.insulation_kohm is None or not electric.volts:
        return None
    return (Decimal(electric.insulation_kohm) * 1000 / electric.volts).quantize(Decimal(1))


def _of_power(found: Findings, by: Limits) -> Iterator[Found]:
    electric = found.electric
    if electric:
        if electric.health_percent is not None:
            yield Found(FoundKind.HEALTH, "", electric.health_percent)
        measured = ohms_per_volt(electric)
        if measured is not None and measured < by.insulation.least:
            yield Found(FoundKind.INSULATION_LOW, "", measured, by.insulation.least)
    if found.twelve_volt_mv is not None:
        volts = Decimal(found.twelve_volt_mv) / 1000
        if volts <= by.twelve_volt:
            yield Found(FoundKind.TWELVE_VOLT_WEAK, "", volts, by.twelve_volt)


def _of_keys(found: Findings) -> Iterator[Found]:
    if found.keys is not None and found.keys + (found.key_cards or 0) < 2:  # noqa: PLR2004 (a car is sold with two)
        yield Found(FoundKind.ONE_KEY_ONLY, "", Decimal(found.keys + (found.key_cards or 0)))
