"""Rights: who may write batteries."""

from lifecycle_desk.commands.rights import Right, Role

BATTERY_EDIT = Right.of("battery.edit", Role.TECHNICIAN, Role.ADVISER, Role.MANAGER)
RIGHTS = (BATTERY_EDIT,)
