"""A rule of cover: whose promise for which cars and part, how long, how far, and on what conditions.

Makers' terms, the law's guarantees and a dealer's own rules are the same dataclass, so one evaluator reads all.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from functools import lru_cache

from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.base.quantities import FURTHEST_KM, Distance, Kilometres
from lifecycle_desk.cover.rules.days import Span
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
from lifecycle_desk.vehicle.rules.models import Energy

ID = re.compile(r"[a-z0-9_]+(-[a-z0-9_]+)*")
LONGEST_MONTHS, LONGEST_DAYS = 600, 3_660
UNUSUAL_MONTHS, UNUSUAL_KM = 240, 1_000_000  # makers give twelve years against rust, engines a million km
MOST_TENTHS = 999  # a new battery has 100 %: a floor of 100 would promise that it never ages

# A rule is named, since verdicts and other rules refer to it.
RuleWithoutName = objection(
    "RuleWithoutName",
    N_("A cover needs a short name of small letters, digits and hyphens, not “%(given)s”."),
    "id",
    given=str,
)
RuleNameTaken = objection("RuleNameTaken", N_("There are two covers called %(id)s."), "id", id=str)
BrandMissing = objection("BrandMissing", N_("A manufacturer warranty needs its brand."), "brands")
# Nothing is promised without somebody who promised it.
SourceMissing = objection("SourceMissing", N_("Enter the source: the booklet, page or contract."), "source")
NoteMissing = objection("NoteMissing", N_("Cover marked “to be verified” needs a note about the doubt."), "note")
PeriodOutOfRange = objection(
    "PeriodOutOfRange",
    N_("A period must be between 1 and %(most)s, not %(given)s."),
    "months",
    given=int,
    most=int,
)
DistanceOutOfRange = objection(
    "DistanceOutOfRange",
    N_("A distance limit must be between 1 and %(most)s, not %(km)s."),
    "km",
    km=Kilometres,
    most=Kilometres,
)
HealthFloorOutOfRange = objection(
    "HealthFloorOutOfRange", N_("Minimum health must be between 0.1 and 99.9 per cent."), "minimum_health", tenths=int
)
HealthFloorOfOtherPart = objection(
    "HealthFloorOfOtherPart", N_("Only the high-voltage battery has a minimum health."), "minimum_health"
)
DatesReversed = objection(
    "DatesReversed", N_("The last day %(last)s is before the first day %(first)s."), first=date, last=date
)
PartOfPeriodTooLong = objection(
    "PartOfPeriodTooLong",
    N_("%(months)s months is more than the cover’s %(whole)s months."),
    months=int,
    whole=int,
)
# Kilometres in twelve months need their number, and no other condition has one.
ConditionWithoutFigure = objection(
    "ConditionWithoutFigure",
    N_("The condition “%(kind)s” has no valid distance."),
    "conditions",
    kind=ConditionKind,
)
ConditionTwice = objection(
    "ConditionTwice", N_("The condition “%(kind)s” is listed twice."), "conditions", kind=ConditionKind
)
SupersedesNothing = objection(
    "SupersedesNothing",
    N_("%(id)s cannot replace %(other)s: there is no such other cover."),
    "supersedes",
    id=str,
    other=str,
)
# A cover beyond what makers give: noted, for a zero may be too many.
CoverUnusuallyLong = objection(
    "CoverUnusuallyLong", N_("This cover is unusually long: check the period and the distance."), "months"
)


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of the terms; `km` is the most that may be run in twelve months, `window` which months are meant."""

    kind: ConditionKind
    km: int | None = None
    window: TwelveMonths = TwelveMonths.ROLLING


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One promise.

    `brands`, `markets` (codes), `models` (patterns with * and ?) and `energies` name the cars, empty tuples all;
    `except_models` and `except_markets` take some out. Periods and distances end inclusively, whichever comes first.
    For the `first_months_unlimited` the distance has no limit. Below `floor_tenths` of health a claim for lost capacity
    is possible; the cover itself does not depend on it. A rule that `narrows` takes its part out of the vehicle's
    cover; any other adds to it. Of cars, those count whose sale (or first registration, see `dated_by`) lies from
    `sold_from` and `valid_from` to `sold_until` and `valid_until`; a `retroactive` rule is, from `valid_from` on, also
    of cars sold earlier. `supersedes` names rules that narrow no longer once this one is in force; what was promised
    stays promised. Of the law's rules, `agreed_months` is how far a contract may shorten them, and within
    `presumed_months` a defect is taken to have been there at delivery, while later the buyer shows it. `barred_months`
    are those after which claims are barred: a limit to suing, and no promise that anything lasts so long; a law that
    knows nothing else lays down no period, and covers for certain only while a defect is presumed.
    What people are told of a rule that is to `verify` are its `doubts`, and the `note` where it has none: that of a
    dealer's own rule. The note of published terms is for whoever keeps the data.
    """

    id: str
    part: PartGroup
    lasts: Span | Open
    limit: Distance | Open
    valid_from: date
    source: str
    looked_up_on: date
    kind: RuleKind = RuleKind.MAKER
    brands: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
    except_markets: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    except_models: tuple[str, ...] = ()
    energies: tuple[Energy, ...] = ()
    first_months_unlimited: int = 0
    floor_tenths: int | None = None
    narrows: bool = False
    conditions: tuple[Condition, ...] = ()
    start: Start = Start.MARKET
    counting: Counting = Counting.FROM_THE_DAY
    dated_by: Dating = Dating.SALE
    valid_until: date | None = None
    sold_from: date | None = None
    sold_until: date | None = None
    supersedes: tuple[str, ...] = ()
    retroactive: bool = False
    agreed_months: int = 0
    presumed_months: int | None = None
    barred_months: int = 0
    verify: bool = False
    doubts: tuple[Doubt, ...] = ()
    note: str = ""
    basis: Basis | None = None

    def is_of(self, brand: str, market: str) -> bool:
        """Whether it is a promise of this brand (or of the law) in this market."""
        own = not self.brands or bare(brand) in {bare(each) for each in self.brands}
        code = market.upper()
        return own and code not in self.except_markets and (not self.markets or code in self.markets)

    def names(self, model: str, variant: str) -> bool:
        """Whether its patterns name a model, alone or with its variant, however they are spaced and capitalised."""
        names = (bare(model), bare(model + variant))
        taken_out = any(_fits(pattern, names) for pattern in self.except_models)
        return not taken_out and (not self.models or any(_fits(pattern, names) for pattern in self.models))


@lru_cache(maxsize=4_096)  # a few hundred names of rules are compared with each car
def bare(name: str) -> str:
    """A name without blanks, hyphens and capitals; the signs of patterns stay."""
    return "".join(each for each in name.casefold() if each.isalnum() or each in "*?")


def _fits(pattern: str, names: tuple[str, ...]) -> bool:
    return any(fnmatchcase(name, bare(pattern)) for name in names)


def check_rule(rule: Rule) -> tuple[Objection, ...]:
    """Refuse a rule that cannot be meant; give what is merely odd."""
    if not ID.fullmatch(rule.id):
        raise RuleWithoutName(rule.id)
    if rule.kind is RuleKind.MAKER and not any(map(bare, rule.brands)):
        raise BrandMissing
    if not rule.source.strip():
        raise SourceMissing
    if rule.verify and not rule.note.strip():
        raise NoteMissing
    _check_extent(rule)
    _check_floor(rule)
    _check_dates(rule)
    _check_conditions(rule.conditions)
    if rule.id in rule.supersedes:
        raise SupersedesNothing(rule.id, rule.id)
    return (CoverUnusuallyLong(),) if _unusual(rule) else ()


def check_rules(rules: Iterable[Rule]) -> tuple[Objection, ...]:
    """Refuse rules that cannot be meant together; give what is merely odd about each."""
    known = list(rules)
    for name, times in Counter(rule.id for rule in known).items():
        if times > 1:
            raise RuleNameTaken(name)
    names = {rule.id for rule in known}
    for rule in known:
        for other in rule.supersedes:
            if other not in names:
                raise SupersedesNothing(rule.id, other)
    return tuple(odd for rule in known for odd in check_rule(rule))


def _check_extent(rule: Rule) -> None:
    if isinstance(rule.lasts, Span):
        most = LONGEST_DAYS if rule.lasts.unit == "days" else LONGEST_MONTHS
        if not 1 <= rule.lasts.count <= most:
            raise PeriodOutOfRange(rule.lasts.count, most)
    if isinstance(rule.limit, Distance) and not 1 <= rule.limit.km <= FURTHEST_KM:
        raise DistanceOutOfRange(rule.limit.km, FURTHEST_KM)
    parts = (
        ("first_months_unlimited", rule.first_months_unlimited),
        ("agreed_months", rule.agreed_months),
        ("presumed_months", rule.presumed_months or 0),
        ("barred_months", rule.barred_months),
    )
    for field, months in parts:
        if months < 0:
            raise PeriodOutOfRange(months, LONGEST_MONTHS).at_field(field)
        if isinstance(rule.lasts, Span) and rule.lasts.unit == "months" and months > rule.lasts.count:
            raise PartOfPeriodTooLong(months, rule.lasts.count).at_field(field)


def _check_floor(rule: Rule) -> None:
    if rule.floor_tenths is None:
        return
    if rule.part is not PartGroup.BATTERY:
        raise HealthFloorOfOtherPart
    if not 1 <= rule.floor_tenths <= MOST_TENTHS:
        raise HealthFloorOutOfRange(rule.floor_tenths)


def _check_dates(rule: Rule) -> None:
    pairs = (
        ("valid_until", rule.valid_from, rule.valid_until),
        ("sold_until", rule.sold_from, rule.sold_until),
    )
    for field, first, last in pairs:
        if first and last and last < first:
            raise DatesReversed(first, last).at_field(field)


def _check_conditions(conditions: tuple[Condition, ...]) -> None:
    for kind, times in Counter(each.kind for each in conditions).items():
        if times > 1:
            raise ConditionTwice(kind)
    for each in conditions:
        counts = each.kind is ConditionKind.KM_IN_TWELVE_MONTHS
        if counts != (each.km is not None) or (each.km is not None and not 1 <= each.km <= FURTHEST_KM):
            raise ConditionWithoutFigure(each.kind)


def _unusual(rule: Rule) -> bool:
    """Whether it is beyond what makers give."""
    long = isinstance(rule.lasts, Span) and rule.lasts.unit == "months" and rule.lasts.count > UNUSUAL_MONTHS
    return long or (isinstance(rule.limit, Distance) and rule.limit.km > UNUSUAL_KM)
