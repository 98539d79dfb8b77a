"""Rights: who may write charging."""

from lifecycle_desk.commands.rights import Right, Role

CHARGING_EDIT = Right.of("charging.edit", Role.ADVISER, Role.SALES, Role.MANAGER)
RIGHTS = (CHARGING_EDIT,)
