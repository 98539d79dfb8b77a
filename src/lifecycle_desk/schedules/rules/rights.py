"""Rights: who may write maintenance schedules."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.rights import Right, Role

SCHEDULE_EDIT = Right.of(
    "schedule.edit",
    N_("Edit maintenance schedules"),
    N_("Saves the dealer’s own maintenance schedules and moves vehicles to them."),
    Role.MANAGER,
    Role.ADMINISTRATOR,
)
RIGHTS = (SCHEDULE_EDIT,)
