"""The law's guarantees as a dealer entered them for the market, as rules of cover beside the published ones."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise

from lifecycle_desk.cover.rules.reading import rule_of
from lifecycle_desk.cover.rules.rule import Rule
from lifecycle_desk.cover.rules.terms import Start
from lifecycle_desk.market.own_rules import GUARANTEES, OwnRule, RuleKind

STARTS = {RuleKind.GUARANTEE_NEW: Start.HANDOVER, RuleKind.GUARANTEE_USED: Start.RESALE}
WITHOUT_REASON = "Entered by the dealer"
A_DAY = timedelta(days=1)


def own_guarantees(own: Iterable[OwnRule], market: str) -> Iterator[Rule]:
    """The guarantees that a dealer's own rules give, each for cars that are sold from its day until the next one's."""
    rules = sorted(own, key=lambda each: each.valid_from)
    for kind in GUARANTEES:
        of_kind = [each for each in rules if each.kind is kind]
        for rule, after in pairwise([*of_kind, None]):
            if rule and rule.value:
                yield _guarantee(rule, market, after.valid_from - A_DAY if after else None)


def _guarantee(rule: OwnRule, market: str, last: date | None) -> Rule:
    entry = {
        "id": f"own-{rule.kind.value}-{rule.valid_from}",
        "kind": "statutory",
        "part": "vehicle",
        "markets": [market],
        "months": int(rule.value),
        "km": "unlimited",
        "start": STARTS[rule.kind].value,
        "counting": "from_the_next_day",
        "conditions": ["private_use_only"],
        "valid_from": rule.valid_from,
        "source": rule.reason or WITHOUT_REASON,
        "looked_up_on": rule.valid_from,
    }
    weak = {} if rule.reason else {"verify": True, "note": WITHOUT_REASON}
    return rule_of(entry | weak | ({"valid_until": last} if last else {}), {})
