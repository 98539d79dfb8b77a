"""The room of data packs."""

from lifecycle_desk.commands.room import Room

ROOM = Room(
    package="lifecycle_desk.data_packs",
    readers=("formats:READERS",),
    commands=("usecases.withdrawing:COMMANDS",),
    checks=("usecases.taking:CHECKS", "usecases.withdrawing:CHECKS"),
)
