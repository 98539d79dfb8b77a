"""Which cars a campaign means: VINs, ranges of serial numbers, build periods, models; and how well a car fits.

* A **VIN** in a list means that car.
* A **range** means cars whose first 11 characters are those of both its ends, and whose serial number (characters 12
  to 17, compared as a number) lies between them, ends included. A car whose serial number is not all digits is in no
  range.
* The **beginning** of a VIN, at least the maker's three characters, means all cars that begin so.
* A **model** (make, name and model year, as authorities list them) means cars that may be affected, never more: these
  lists name no VINs, and a car that was built in the period is not necessarily affected.

A build period narrows a range or a beginning. Where a car's day of build is not known, it may be affected; where it is
known, it fits or it does not.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from unicodedata import normalize

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.campaigns.rules.campaign import Match
from lifecycle_desk.vehicle.rules.vin import LENGTH

DESCRIBED = 11  # characters of a VIN before its serial number
SHORTEST = 3  # the maker's own part
SERIAL = re.compile(r"[0-9]{6}")
BEST = {Match.LIST: 2, Match.RANGE: 1, Match.MAY_BE: 0}

RangesDiffer = objection(
    "RangesDiffer",
    N_("“%(first)s” and “%(last)s” must share the same first 11 characters to form a range."),
    first=str,
    last=str,
)
RangeReversed = objection(
    "RangeReversed", N_("The range ends at “%(last)s”, before it starts at “%(first)s”."), first=str, last=str
)
SerialNotNumeric = objection(
    "SerialNotNumeric",
    N_("The last six characters of “%(given)s” must be digits to end a range."),
    given=str,
)
PeriodReversed = objection(
    "PeriodReversed", N_("The build period ends on %(last)s, before it starts on %(first)s."), first=date, last=date
)
# A beginning that says less than the maker.
BeginningTooShort = objection(
    "BeginningTooShort",
    N_("“%(given)s” is too short for the start of a VIN: at least %(least)s characters."),
    given=str,
    least=int,
)


class TargetKind(StrEnum):
    """The ways in which a campaign names cars."""

    VIN = "vin"
    RANGE = "range"
    BEGINNING = "beginning"
    MODEL = "model"


@dataclass(frozen=True, slots=True)
class Target:
    """Some cars: `key` is what they are looked up by, `first` and `last` are serial numbers, all ends included."""

    kind: TargetKind
    key: str
    first: int | None = None
    last: int | None = None
    year: int | None = None
    built_from: date | None = None
    built_to: date | None = None


@dataclass(frozen=True, slots=True)
class CarSeen:
    """The facts of a car by which campaigns match; empty and None are not known."""

    vin: str
    make: str = ""
    model: str = ""
    variant: str = ""
    model_year: int | None = None
    built_on: date | None = None


def listed(vin: str) -> Target:
    """One car by its VIN."""
    return Target(TargetKind.VIN, vin)


def ranged(first: str, last: str, built_from: date | None = None, built_to: date | None = None) -> Target:
    """The cars from one VIN to another."""
    for each in (first, last):
        if not SERIAL.fullmatch(each[DESCRIBED:]):
            raise SerialNotNumeric(each)
    if first[:DESCRIBED] != last[:DESCRIBED]:
        raise RangesDiffer(first, last)
    low, high = int(first[DESCRIBED:]), int(last[DESCRIBED:])
    if low > high:
        raise RangeReversed(first, last)
    check_period(built_from, built_to)
    return Target(TargetKind.RANGE, first[:DESCRIBED], low, high, None, built_from, built_to)


def beginning(given: str, built_from: date | None = None, built_to: date | None = None) -> Target:
    """The cars whose VIN begins so."""
    if not SHORTEST <= len(given) < LENGTH:
        raise BeginningTooShort(given, SHORTEST)
    check_period(built_from, built_to)
    return Target(TargetKind.BEGINNING, given, None, None, None, built_from, built_to)


def modelled(
    make: str, model: str, year: int | None, built_from: date | None = None, built_to: date | None = None
) -> Target:
    """The cars of a model, as authorities list them."""
    check_period(built_from, built_to)
    return Target(TargetKind.MODEL, model_key(make, model), None, None, year, built_from, built_to)


def check_period(first: date | None, last: date | None) -> None:
    """Refuse a build period that ends before it begins."""
    if first and last and last < first:
        raise PeriodReversed(first, last)


@lru_cache(4096)
def model_key(make: str, model: str) -> str:
    """Make and model as they are compared: letters and digits alone, so that ATTO 3 is Atto-3."""
    return f"{_bare(make)}|{_bare(model)}"


def _bare(text: str) -> str:
    return "".join(each for each in normalize("NFKC", text).casefold() if each.isalnum())


def keys_of(car: CarSeen) -> Iterator[str]:
    """The keys under which targets that match a car can be stored."""
    yield car.vin
    for length in range(SHORTEST, LENGTH):
        yield car.vin[:length]
    yield from _models(car.make, car.model, car.variant)


@lru_cache(4096)
def _models(make: str, model: str, variant: str) -> tuple[str, ...]:
    """A car's model alone and with its variant; none where make or model is not known."""
    if not (make and model):
        return ()
    return tuple(dict.fromkeys((model_key(make, model), model_key(make, f"{model} {variant}"))))


def fit(target: Target, car: CarSeen) -> Match | None:
    """How a target means a car that was found by its key; None where it does not."""
    if target.kind is TargetKind.VIN:
        return Match.LIST
    if target.year is not None and car.model_year is not None and target.year != car.model_year:
        return None
    if target.first is not None and target.last is not None:
        serial = car.vin[DESCRIBED:]
        if not SERIAL.fullmatch(serial) or not target.first <= int(serial) <= target.last:
            return None
    known = _within(target, car.built_on)
    if known is False:
        return None
    return Match.MAY_BE if known is None or target.kind is TargetKind.MODEL else Match.RANGE


def _within(target: Target, built_on: date | None) -> bool | None:
    """Whether a car was built in the period; None where nobody knows, True where there is no period."""
    if target.built_from is None and target.built_to is None:
        return True
    if built_on is None:
        return None
    return (target.built_from or date.min) <= built_on <= (target.built_to or date.max)


def better(one: Match | None, other: Match | None) -> Match | None:
    """The stronger of two ways in which a car is meant."""
    if one is None or other is None:
        return one or other
    return max(one, other, key=BEST.__getitem__)


class CampaignMatcher:
    """The targets of some campaigns, by what cars are looked up by: one look at each car serves all of them."""

    def __init__(self, targets: Iterable[tuple[str, Target]]) -> None:
        self._listed: dict[str, list[str]] = defaultdict(list)
        self._others: dict[str, list[tuple[str, Target]]] = defaultdict(list)
        for campaign, target in targets:
            self.add(campaign, target)

    def add(self, campaign: str, target: Target) -> None:
        """One more."""
        if target.kind is TargetKind.VIN:
            self._listed[target.key].append(campaign)
        else:
            self._others[target.key].append((campaign, target))

    def add_listed(self, vins: Iterable[tuple[str, str]]) -> None:
        """VINs of lists, each with its campaign."""
        for campaign, vin in vins:
            self._listed[vin].append(campaign)

    def matches(self, cars: Iterable[CarSeen]) -> dict[tuple[str, str], Match]:
        """How each campaign means each of some cars, by campaign and VIN."""
        found: dict[tuple[str, str], Match] = {}
        lengths = sorted({len(key) for key in self._others if "|" not in key})
        by_model = any("|" in key for key in self._others)
        for car in cars:
            vin = car.vin
            for campaign in self._listed.get(vin, ()):
                found[campaign, vin] = Match.LIST
            keys = [vin[:length] for length in lengths]
            if by_model:
                keys += _models(car.make, car.model, car.variant)
            for key in keys:
                for campaign, target in self._others.get(key, ()):
                    best = better(found.get((campaign, vin)), fit(target, car))
                    if best:
                        found[campaign, vin] = best
        return found
