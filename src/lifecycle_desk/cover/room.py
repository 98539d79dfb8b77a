"""The room of warranty cover."""

from lifecycle_desk.commands.room import Room

ROOM = Room(
    package="lifecycle_desk.cover",
    rights=("rules.rights:RIGHTS",),
    tables=("tables",),
    commands=("usecases:COMMANDS",),
    hooks=("usecases:register",),
    subjects=("reports:SUBJECTS",),
    reports=("reports:REPORTS",),
)
