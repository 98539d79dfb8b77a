"""The workshop's room: repair orders, estimates, inspections, diagnosis, claims, and what is due."""

from lifecycle_desk.commands.room import Room

ROOM = Room(
    package="lifecycle_desk.stages.service",
    commands=(
        "usecases.orders:VERBS",
        "usecases.transitions:VERBS",
        "usecases.templates:VERBS",
        "usecases.diagnosis:VERBS",
        "usecases.approving:VERBS",
        "usecases.inspecting:VERBS",
        "usecases.clocks:VERBS",
        "usecases.line_cover:VERBS",
        "usecases.claims:VERBS",
        "usecases.due:VERBS",
    ),
    checks=(
        "usecases.checks:CHECKS",
        "usecases.copies:CHECKS",
        "usecases.clocks:CHECKS",
        "usecases.claims:CHECKS",
    ),
    reports=("papers:REPORTS",),
    readers=("interchange:READERS",),
    writers=("interchange:WRITERS",),
    pages=("screens:PAGES",),
    pictures=("screens:PICTURES",),
    words=("rules.travel", "rules.wording"),
    hooks=("usecases.hooks:register",),
)
