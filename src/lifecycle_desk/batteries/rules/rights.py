"""Rights: who may write batteries."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.rights import Right, Role

BATTERY_EDIT = Right.of(
    "battery.edit",
    N_("Record batteries"),
    N_("Records where a battery is: installed, removed, repaired, given a second life or recycled."),
    Role.TECHNICIAN,
    Role.ADVISER,
    Role.PARTS,
    Role.MANAGER,
)
RIGHTS = (BATTERY_EDIT,)
