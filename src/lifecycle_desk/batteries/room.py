"""The room of batteries."""

from lifecycle_desk.commands.room import Room

ROOM = Room(
    package="lifecycle_desk.batteries",
    rights=("rules.rights:RIGHTS",),
    tables=("tables",),
    commands=("usecases.replacing:COMMANDS", "usecases.moves:COMMANDS"),
    checks=("usecases.genealogy:CHECKS",),
    shows=("usecases.tree:SHOWS",),
    subjects=("reports:SUBJECTS",),
    reports=("reports:REPORTS",),
    readers=("formats:READERS",),
    pages=("pages:PAGES",),
    pictures=("pages:PICTURES",),
    hooks=("usecases.hooks:register",),
)
