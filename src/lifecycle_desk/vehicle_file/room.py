"""The room of one vehicle's file."""

from lifecycle_desk.commands.room import Room

ROOM = Room(
    package="lifecycle_desk.vehicle_file",
    pages=("pages:PAGES",),
    pictures=("pages:PICTURES",),
)
