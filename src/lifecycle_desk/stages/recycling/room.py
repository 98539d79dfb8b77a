"""The room of the end: ways out, depollution, the battery handed over, the certificate."""

from lifecycle_desk.commands.room import Room

ROOM = Room(
    package="lifecycle_desk.stages.recycling",
    rights=("end.rules.rights:RIGHTS",),
    tables=("end.tables",),
    commands=(
        "end.usecases.deciding:VERBS",
        "end.usecases.taking_over:VERBS",
        "depollution.usecases:VERBS",
        "batteries_out.usecases:VERBS",
        "end.usecases.certifying:VERBS",
        "end.usecases.permits:VERBS",
        "end.usecases.taking_back:VERBS",
    ),
    checks=("end.usecases.checking:CHECKS",),
    shows=("end.usecases.showing:SHOWS",),
    reports=("reports:REPORTS",),
    writers=("formats:WRITERS",),
    pages=("pages:PAGES",),
    pictures=("pages:PICTURES",),
)
