"""Rights: who may write maintenance schedules."""

from lifecycle_desk.commands.rights import Right, Role

SCHEDULE_EDIT = Right.of("schedule.edit", Role.MANAGER, Role.ADMINISTRATOR)
RIGHTS = (SCHEDULE_EDIT,)
