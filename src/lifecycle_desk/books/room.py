"""The room of the books as a whole."""

from lifecycle_desk.commands.room import Room

ROOM = Room(
    package="lifecycle_desk.books",
    tables=("tables",),
    readers=("formats:READERS",),
    writers=("formats:WRITERS",),
)
