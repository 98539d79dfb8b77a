"""What of second-hand trade travels with the car: how it was found and that it changed hands; not whose it was."""

from lifecycle_desk.stages.transfer.rules.trade import TradeEvent
from lifecycle_desk.vehicle.rules.travel import Travels, only, teach

FOUND = (
    "checklist",
    "marks",
    "tyres",
    "brakes",
    "answers",
    "electric",
    "twelve_volt_mv",
    "keys",
    "key_cards",
    "graded",
)

teach(
    {
        TradeEvent.CONDITION.value: Travels(only(*FOUND), documents=True),
    }
)
