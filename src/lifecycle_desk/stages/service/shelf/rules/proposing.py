"""What to order of a part: enough for the minimum or for what is used in a month, and for what open orders want.

    to order = larger of (minimum, use of the last 90 days / 90 * 30) + wanted by open orders - on hand - on order

and nothing below nothing; of pieces and sets, whole ones. The window is long enough to see a part that is needed once
in a while, the month is what most suppliers take to deliver; a dealer who waits longer sets a minimum.
"""

from dataclasses import dataclass

from lifecycle_desk.base.objections import C_
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.stages.service.shelf.rules.movements import ONE
from lifecycle_desk.stages.service.shelf.rules.parts import StockUnit

WINDOW, AHEAD = 90, 30  # days
WHOLE = frozenset({StockUnit.PIECE, StockUnit.SET})


@dataclass(frozen=True, slots=True)
class Need:
    """What is known of a part, in thousandths: on hand, minimum, wanted by open orders, used in the window, on order.

    What is on order for a customer who asked for it is `coming` to nobody else, and does not count.
    """

    on_hand: int = 0
    minimum: int = 0
    wanted: int = 0
    used: int = 0
    coming: int = 0

    @property
    def ahead(self) -> int:
        """What is used in a month, by what was used in the window."""
        return -(-max(self.used, 0) * AHEAD // WINDOW)


class Why(LabeledEnum):
    """What makes more be ordered of a part."""

    MINIMUM = "minimum", C_("stock", "Below minimum")
    USE = "use", C_("to order", "A month’s use")
    WANTED = "wanted", C_("to order", "Repair orders")


def why(need: Need) -> Why:
    """What makes more be ordered: the minimum, the use where that asks for more, else the open orders alone."""
    if need.on_hand + need.coming >= max(need.minimum, need.ahead):
        return Why.WANTED
    return Why.USE if need.ahead > need.minimum else Why.MINIMUM


def to_order(need: Need, unit: StockUnit) -> int:
    """How many thousandths to order; 0 where there is enough."""
    lacking = max(need.minimum, need.ahead) + need.wanted - need.on_hand - need.coming
    if lacking <= 0:
        return 0
    return in_wholes(lacking, unit)


def in_wholes(thousandths: int, unit: StockUnit) -> int:
    """A quantity as it can be had: of pieces and sets the next whole one."""
    return -(-thousandths // ONE) * ONE if unit in WHOLE else thousandths


def is_below(need: Need) -> bool:
    """Whether less is there than the minimum, once open orders have taken what they want; without one nothing is."""
    return need.minimum > 0 and need.on_hand - need.wanted < need.minimum
