"""A made-up room, with one of each thing that a room offers."""

from lifecycle_desk.commands.room import Room

ROOM = Room(
    package="washing",
    rights=("washing:RIGHTS",),
    tables=("washing",),
    commands=("washing:COMMANDS",),
    reports=("washing:REPORTS",),
    readers=("washing:READERS",),
    pages=("washing:PAGES",),
)
