"""Rights: who may write second-hand."""

from lifecycle_desk.commands.rights import Right, Role

TRADE = Right.of("transfer.trade", Role.SALES, Role.MANAGER)
CONDITION = Right.of("transfer.condition", Role.TECHNICIAN, Role.ADVISER, Role.SALES, Role.MANAGER)
CHANGE_OWNER = Right.of("transfer.change_owner", Role.ADVISER, Role.SALES, Role.MANAGER)
RIGHTS = (TRADE, CONDITION, CHANGE_OWNER)
