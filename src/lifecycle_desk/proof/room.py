"""The room of proof."""

from lifecycle_desk.commands.room import Room

ROOM = Room(
    package="lifecycle_desk.proof",
    rights=("rules.rights:RIGHTS",),
    tables=("tables",),
    commands=(
        "usecases.issuing:COMMANDS",
        "usecases.keys:COMMANDS",
        "usecases.trusting:COMMANDS",
        "usecases.heads:COMMANDS",
    ),
    writers=("formats:WRITERS",),
    hooks=("usecases.hooks:register",),
)
