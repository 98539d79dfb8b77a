"""The sale's room: from a car's arrival to its handover."""

from lifecycle_desk.commands.room import Room

ROOM = Room(
    package="lifecycle_desk.stages.sale",
    commands=(
        "usecases.arriving:VERBS",
        "usecases.inspecting:VERBS",
        "usecases.selling:VERBS",
        "usecases.handing_over:VERBS",
        "usecases.taking_back:VERBS",
        "usecases.together:VERBS",
    ),
    checks=("usecases.checking:CHECKS",),
    reports=("papers:REPORTS",),
    pages=("screens:PAGES",),
    pictures=("screens:PICTURES",),
    words=(
        "rules.travel",
        "rules.wording",
    ),
    hooks=("usecases.hooks:register",),
)
