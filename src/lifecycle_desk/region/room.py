"""The room of the region: the side of a dealer; a region itself is worked at the command line."""

from lifecycle_desk.commands.room import Room

ROOM = Room(
    package="lifecycle_desk.region",
    tables=("tables.link",),
    commands=("usecases.linking:COMMANDS", "usecases.margins:COMMANDS"),
    checks=("usecases.linking:CHECKS",),
    readers=("formats:READERS",),
    writers=("formats:WRITERS",),
    words=("rules.margins",),
)
