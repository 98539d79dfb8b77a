"""The room of the end: ways out, depollution, the battery handed over, the certificate."""

from lifecycle_desk.commands.room import Room

ROOM = Room(
    package="lifecycle_desk.stages.recycling",
    commands=(
        "usecases.deciding:VERBS",
        "usecases.taking_over:VERBS",
        "usecases.dismantling:VERBS",
        "usecases.handing_on:VERBS",
        "usecases.certifying:VERBS",
        "usecases.permits:VERBS",
        "usecases.taking_back:VERBS",
    ),
    checks=("usecases.checking:CHECKS",),
    shows=("usecases.showing:SHOWS",),
    reports=("papers:REPORTS",),
    writers=("interchange:WRITERS",),
    pages=("screens:PAGES",),
    pictures=("screens:PICTURES",),
)
