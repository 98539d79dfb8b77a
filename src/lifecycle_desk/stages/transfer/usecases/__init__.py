"""What is done when a vehicle is second-hand: taken in trade, looked at, appraised, handed to another owner."""

from typing import Any

from lifecycle_desk.commands.command import Command
from lifecycle_desk.stages.transfer.usecases.appraising import VERBS as APPRAISING
from lifecycle_desk.stages.transfer.usecases.changing_owner import VERBS as CHANGING_OWNER
from lifecycle_desk.stages.transfer.usecases.condition import VERBS as OF_CONDITION
from lifecycle_desk.stages.transfer.usecases.trade_checking import CHECKS
from lifecycle_desk.stages.transfer.usecases.trading import VERBS as TRADING

VERBS: tuple[Command[Any, Any], ...] = (*TRADING, *OF_CONDITION, *APPRAISING, *CHANGING_OWNER)

__all__ = ["CHECKS", "VERBS"]
