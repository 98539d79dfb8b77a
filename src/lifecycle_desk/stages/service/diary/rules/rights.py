"""Rights: who may book appointments, and who says what the workshop has."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.rights import Right, Role

DIARY_EDIT = Right.of(
    "service.diary.edit",
    N_("Book appointments"),
    N_("Books, moves and cancels appointments, and records who arrived."),
    Role.ADVISER,
    Role.SALES,
    Role.MANAGER,
)
DIARY_SETUP = Right.of(
    "service.diary.setup",
    N_("Set up the diary"),
    N_("Sets opening hours, bays and courtesy cars."),
    Role.MANAGER,
    Role.ADMINISTRATOR,
)
RIGHTS = (DIARY_EDIT, DIARY_SETUP)
