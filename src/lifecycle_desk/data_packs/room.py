"""The room of data packs."""

from lifecycle_desk.commands.room import Room

ROOM = Room(
    package="lifecycle_desk.data_packs",
    readers=("formats:READERS",),
    checks=("usecases.taking:CHECKS",),
)
