"""The room of dossiers."""

from lifecycle_desk.commands.room import Room

ROOM = Room(
    package="lifecycle_desk.dossier",
    readers=("formats:READERS",),
    writers=("formats:WRITERS",),
    pages=("pages:PAGES",),
)
