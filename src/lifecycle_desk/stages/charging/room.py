"""The room of charging: sessions, tariffs, and what they tell of the battery."""

from lifecycle_desk.commands.room import Room

ROOM = Room(
    package="lifecycle_desk.stages.charging",
    rights=("sessions.rules.rights:RIGHTS",),
    tables=(
        "sessions.tables",
        "tariffs.tables",
        "health.tables",
    ),
    commands=(
        "sessions.usecases.by_hand:VERBS",
        "sessions.usecases.inbox:VERBS",
        "sessions.usecases.changing:VERBS",
        "tariffs.usecases:VERBS",
        "health.usecases.health:VERBS",
        "health.usecases.currents:VERBS",
        "imports.usecases:VERBS",
    ),
    checks=(
        "sessions.usecases.checks:CHECKS",
        "sessions.usecases.viewing:CHECKS",
    ),
    shows=("health.usecases.health:SHOWS",),
    reports=("reports:REPORTS",),
    readers=("formats:READERS",),
    writers=("formats:WRITERS",),
    pages=("pages:PAGES",),
    pictures=("pages:PICTURES",),
    words=(
        "sessions.rules.travel",
        "sessions.rules.wording",
    ),
    hooks=("sessions.usecases.hooks:register",),
)
