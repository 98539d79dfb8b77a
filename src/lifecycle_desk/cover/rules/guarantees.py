"""The law's guarantees as a dealer entered them for the market, as rules of cover beside the published ones."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from lifecycle_desk.cover.rules.reading import rule_of
from lifecycle_desk.cover.rules.rule import Rule
from lifecycle_desk.cover.rules.terms import Start
from lifecycle_desk.market.citing import Basis, Doubt

STARTS = {"new": Start.HANDOVER, "used": Start.RESALE}
WITHOUT_REASON = "Entered by the dealer"
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OwnGuarantee:
    """A guarantee to buyers of "new" or "used" cars as the dealer entered it; without months it is the law's again."""

    of: str
    valid_from: date
    months: int | None
    reason: str = ""


def own_guarantees(entered: Iterable[OwnGuarantee], market: str) -> Iterator[Rule]:
    """The guarantees as rules, each for cars that are sold from its day until the next one's."""
    known = sorted(entered, key=lambda each: each.valid_from)
    for of in STARTS:
        for own, after in pairwise([*(each for each in known if each.of == of), None]):
            if own and own.months:
                yield _rule(own, market, after.valid_from - A_DAY if after else None)


def _rule(own: OwnGuarantee, market: str, last: date | None) -> Rule:
    entry = {
        "id": f"own-guarantee_{own.of}-{own.valid_from}",
        "kind": "statutory",
        "part": "vehicle",
        "markets": [market],
        "months": own.months,
        "km": "unlimited",
        "start": STARTS[own.of].value,
        "counting": "from_the_next_day",
        "conditions": ["private_use_only"],
        "valid_from": own.valid_from,
        "source": own.reason or WITHOUT_REASON,
        "looked_up_on": own.valid_from,
    }
    weak = {"verify": True, "note": WITHOUT_REASON, "basis": Basis.DEALER, "doubts": [Doubt.NO_SOURCE]}
    return rule_of(entry | ({} if own.reason else weak) | ({"valid_until": last} if last else {}), {})
