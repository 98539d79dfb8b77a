"""The room of maintenance schedules."""

from lifecycle_desk.commands.room import Room

ROOM = Room(
    package="lifecycle_desk.schedules",
    rights=("rules.rights:RIGHTS",),
    tables=("tables",),
    commands=("usecases.schedules:COMMANDS", "usecases.snoozing:COMMANDS"),
    checks=("usecases.due:CHECKS",),
    pages=("pages:PAGES",),
    pictures=("pages:PICTURES",),
    hooks=("usecases.hooks:register",),
)
