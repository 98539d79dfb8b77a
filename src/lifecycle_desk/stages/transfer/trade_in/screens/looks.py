"""How second-hand cars look: the tones and icons of their grades and lists."""

from lifecycle_desk.desktop.look import states
from lifecycle_desk.stages.transfer.condition.rules.grading import Grade
from lifecycle_desk.stages.transfer.trade_in.rules.trade import TradeList

GRADE_LOOKS: dict[Grade, states.Look] = {
    Grade.A: states.GOOD,
    Grade.B: states.GOOD,
    Grade.C: states.FAIR,
    Grade.D: states.TO_WATCH,
    Grade.E: states.FAILED,
}
LIST_LOOKS: dict[TradeList, states.Look] = {
    TradeList.TO_INSPECT: states.TO_DO,
    TradeList.FOR_SALE: states.at("transfer", "arrows-exchange"),
    TradeList.UNDER_CONTRACT: states.AGREED,
    TradeList.OFFERED: states.OFFERED,
}
