"""The table of rules: all promises for a brand in a market in force on a day, and what was looked for in vain."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lifecycle_desk.cover.rules.rule import Rule, bare
from lifecycle_desk.cover.rules.searched import Search, searches
from lifecycle_desk.cover.rules.terms import PartGroup, RuleKind
from lifecycle_desk.market.published_data import PublishedData

_PARTS, _KINDS = tuple(PartGroup), tuple(RuleKind)


@dataclass(frozen=True, slots=True)
class RuleTable:
    """The rules in force by part, and the searches for terms that found none."""

    brand: str
    market: str
    on: date
    rules: tuple[Rule, ...]
    not_found: tuple[Search, ...]

    @property
    def is_brand_known(self) -> bool:
        """Whether any promise is the brand's own: the law's guarantees are there for every brand."""
        return any(each.kind is not RuleKind.STATUTORY for each in self.rules)


def is_in_force(rule: Rule, on: date) -> bool:
    """Whether a rule is given to a car that is sold on a day."""
    begins = max(each for each in (rule.valid_from, rule.sold_from) if each)
    ends = [each for each in (rule.valid_until, rule.sold_until) if each]
    return begins <= on and all(on <= each for each in ends)


def table_of(rules: Iterable[Rule], brand: str, market: str, on: date, data: PublishedData | None = None) -> RuleTable:
    """The rules of a brand in a market that are in force on a day, by part, promise and name."""
    found = [each for each in rules if each.is_of(brand, market) and is_in_force(each, on)]
    found.sort(key=lambda each: (_PARTS.index(each.part), _KINDS.index(each.kind), each.id))
    missing = tuple(each for each in searches(data) if each.is_of(brand, market) and each.looked_up_on <= on)
    return RuleTable(brand, market.upper(), on, tuple(found), missing)


def brands_of(rules: Iterable[Rule], data: PublishedData | None = None) -> tuple[str, ...]:
    """The brands that promises or searches name, by name."""
    of_rules = [brand for each in rules for brand in each.brands]
    searched = (brand for each in searches(data) for brand in each.brands)
    named = {bare(brand): brand for brand in (*of_rules, *searched)}
    return tuple(sorted(named.values(), key=str.casefold))


def markets_of(rules: Iterable[Rule], data: PublishedData | None = None) -> tuple[str, ...]:
    """The markets that promises or searches name, by code."""
    of_rules = {code for each in rules for code in each.markets}
    return tuple(sorted(of_rules.union(*(each.markets for each in searches(data)))))
