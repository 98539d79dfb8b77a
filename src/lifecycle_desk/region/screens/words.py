"""Words and cells that several pages of a region share: markets, states, shares, and what is too little to compare."""

from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.look.rows import Cell
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.figures.rules.readings import Number
from lifecycle_desk.region.papers import country
from lifecycle_desk.region.rules.comparing import Interval, Verdict
from lifecycle_desk.region.rules.lateness import DealerState
from lifecycle_desk.vehicle.rules.life import Stage
from lifecycle_desk.vehicle.screens.event_text import LOOKS, NOTHING

FEW = N_("Too few to compare")
DEALER, MARKET = C_("region", "Dealer"), N_("Market")
IN_USE = N_("Vehicles in use")
AGAINST = N_("Against the region")
STATES: dict[DealerState, states.Look] = {
    DealerState.DISPUTED: states.STOPPED,
    DealerState.SILENT: states.FAILED,
    DealerState.LATE: states.OVERDUE,
    DealerState.NEVER: states.NOT_BEGUN,
    DealerState.CURRENT: states.GOOD,
}
VERDICTS: dict[Verdict, states.Look] = {
    Verdict.ABOVE: states.ABOVE,
    Verdict.BELOW: states.BELOW,
    Verdict.WITHIN: states.FAIR,
}


def state_cell(state: DealerState) -> Cell:
    """How a dealer stands, in a list."""
    tone, icon = STATES[state]
    return Cell(translator().current(state.label), tone, icon, is_chip=True)


def stage_cell(stage: str) -> str | Cell:
    """Where a car stands in its life."""
    if stage not in {each.value for each in Stage}:
        return stage
    found = Stage.of(stage)
    tone, icon = LOOKS[found]
    return Cell(translator().current(found.label), tone, icon, is_chip=True)


def verdict_cell(verdict: Verdict | None, *, is_few: bool) -> str | Cell:
    """How a dealer's rate stands to the region's; said only where chance explains it badly."""
    if is_few:
        return few_cell()
    if verdict is None:
        return ""
    tone, icon = VERDICTS[verdict]
    words = translator().current(verdict.label)
    return words if verdict is Verdict.WITHIN else Cell(words, tone, icon, is_chip=True)


def few_cell() -> Cell:
    """The mark of who is too small to be compared."""
    tone, icon = states.TO_KNOW
    return Cell(translator().current(FEW), tone, icon)


def moment_words(moment: datetime | None) -> str:
    """A moment, or a dash."""
    return translator().current.formats.moment(moment) if moment else NOTHING


def market_words(code: str) -> str:
    """A market by the name of its country."""
    return country(code, translator().current)


def count_words(count: int) -> str:
    """A count; none is a dash, so that columns can be read."""
    return translator().current.formats.number(count) if count else NOTHING


def per_cars_words(number: Number) -> str:
    """A count for each hundred cars."""
    return NOTHING if number is None else translator().current.formats.number(tenths(number), 1)


def tenths(number: Fraction | Number) -> Decimal:
    """A fraction to one decimal place."""
    return Decimal(str(round(float(number or 0), 1)))


def share_words(share: Fraction | None) -> str:
    """A share in percent; a dash where there is nothing to share."""
    formats = translator().current.formats
    return NOTHING if share is None else formats.percent(Decimal(str(round(float(share), 3))), 1)


def interval_words(found: Interval | None) -> str:
    """An interval of a rate in percent."""
    if found is None:
        return ""
    formats = translator().current.formats
    low, high = (Decimal(str(round(each * 100, 1))) for each in (found.low, found.high))
    return formats.between(low, high, "%", 1)
