"""Rights: who may write charging."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.rights import Right, Role

CHARGING_EDIT = Right.of(
    "charging.edit",
    N_("Record charging"),
    N_("Records, assigns and corrects charging sessions, tariffs and readings of battery health."),
    Role.ADVISER,
    Role.SALES,
    Role.MANAGER,
)
RIGHTS = (CHARGING_EDIT,)
