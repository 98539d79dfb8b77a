"""The room of proof."""

from lifecycle_desk.commands.room import Room

ROOM = Room(
    package="lifecycle_desk.proof",
    rights=("rules.rights:RIGHTS",),
    tables=("tables",),
    commands=("usecases.issuing:VERBS", "usecases.keys:VERBS", "usecases.trusting:VERBS", "usecases.heads:VERBS"),
    writers=("formats:WRITERS",),
    hooks=("usecases.hooks:register",),
)
