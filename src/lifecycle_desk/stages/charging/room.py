"""The room of charging: sessions, tariffs, and what they tell of the battery."""

from lifecycle_desk.commands.room import Room

ROOM = Room(
    package="lifecycle_desk.stages.charging",
    commands=(
        "usecases.by_hand:VERBS",
        "usecases.inbox:VERBS",
        "usecases.changing:VERBS",
        "usecases.tariffs:VERBS",
        "usecases.health:VERBS",
        "usecases.currents:VERBS",
        "usecases.mappings:VERBS",
    ),
    checks=(
        "usecases.checks:CHECKS",
        "usecases.viewing:CHECKS",
    ),
    shows=("usecases.health:SHOWS",),
    reports=("papers:REPORTS",),
    readers=("interchange:READERS",),
    writers=("interchange:WRITERS",),
    pages=("screens:PAGES",),
    pictures=("screens:PICTURES",),
    words=(
        "rules.travel",
        "rules.wording",
    ),
    hooks=("usecases.hooks:register",),
)
