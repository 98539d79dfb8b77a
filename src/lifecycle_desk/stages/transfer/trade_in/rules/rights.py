"""Rights: who may write second-hand."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.rights import Right, Role

TRADE = Right.of(
    "transfer.trade",
    N_("Trade used vehicles"),
    N_("Values, buys, advertises and sells used vehicles."),
    Role.SALES,
    Role.MANAGER,
)
CONDITION = Right.of(
    "transfer.condition",
    N_("Record condition reports"),
    N_("Records the condition of a used vehicle and what it needs."),
    Role.TECHNICIAN,
    Role.ADVISER,
    Role.SALES,
    Role.MANAGER,
)
CHANGE_OWNER = Right.of(
    "transfer.change_owner",
    N_("Record changes of ownership"),
    N_("Records that a vehicle has a new owner or keeper."),
    Role.ADVISER,
    Role.SALES,
    Role.MANAGER,
)
RIGHTS = (TRADE, CONDITION, CHANGE_OWNER)
