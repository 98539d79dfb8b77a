"""The workshop's room: repair orders, estimates, inspections, diagnosis, claims, and what is due."""

from lifecycle_desk.commands.room import Room

ROOM = Room(
    package="lifecycle_desk.stages.service",
    rights=("orders.rules.rights:RIGHTS", "claims.rules.rights:RIGHTS", "catalogue.rules.entries:RIGHTS"),
    tables=(
        "orders.tables",
        "clocks.tables",
        "estimates.tables",
        "inspections.tables",
        "diagnosis.tables",
        "claims.tables",
        "catalogue.tables",
    ),
    commands=(
        "orders.usecases.orders:COMMANDS",
        "orders.usecases.transitions:COMMANDS",
        "orders.usecases.templates:COMMANDS",
        "diagnosis.usecases.diagnosis:COMMANDS",
        "estimates.usecases.approving:COMMANDS",
        "inspections.usecases.inspecting:COMMANDS",
        "clocks.usecases:COMMANDS",
        "line_cover.usecases:COMMANDS",
        "claims.usecases:COMMANDS",
        "due.usecases:COMMANDS",
        "catalogue.usecases.changing:COMMANDS",
    ),
    checks=(
        "orders.usecases.checks:CHECKS",
        "orders.usecases.copies:CHECKS",
        "clocks.usecases:CHECKS",
        "claims.usecases:CHECKS",
    ),
    subjects=("orders.usecases.subjects:SUBJECTS",),
    finders=("catalogue.usecases.finding:FINDERS",),
    reports=("reports:REPORTS",),
    readers=("formats:READERS",),
    writers=("formats:WRITERS",),
    pages=("pages:PAGES",),
    pictures=("pages:PICTURES",),
    words=("orders.rules.travel", "orders.rules.wording", "catalogue.rules.events"),
    hooks=("orders.usecases.hooks:register",),
)
