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
        "sessions.usecases.by_hand:COMMANDS",
        "sessions.usecases.inbox:COMMANDS",
        "sessions.usecases.changing:COMMANDS",
        "tariffs.usecases:COMMANDS",
        "health.usecases.health:COMMANDS",
        "health.usecases.currents:COMMANDS",
        "imports.usecases:COMMANDS",
    ),
    checks=(
        "sessions.usecases.checks:CHECKS",
        "sessions.usecases.viewing:CHECKS",
    ),
    shows=("health.usecases.health:SHOWS",),
    reports=("reports:REPORTS",),
    readers=("formats:READERS",),
    knows=("formats:KNOWS",),
    writers=("formats:WRITERS",),
    pages=("pages:PAGES",),
    pictures=("pages:PICTURES",),
    words=(
        "sessions.rules.travel",
        "sessions.rules.wording",
    ),
    hooks=("sessions.usecases.hooks:register",),
    figures=("health.rules.counted:FIGURES",),
    sources=("health.usecases.counted:SOURCES",),
)
