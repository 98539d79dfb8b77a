"""The room of the end: ways out, depollution, the battery handed over, the certificate."""

from lifecycle_desk.commands.room import Room

ROOM = Room(
    package="lifecycle_desk.stages.recycling",
    rights=("end.rules.rights:RIGHTS",),
    tables=("end.tables",),
    commands=(
        "end.usecases.deciding:COMMANDS",
        "end.usecases.taking_over:COMMANDS",
        "depollution.usecases:COMMANDS",
        "batteries_out.usecases:COMMANDS",
        "end.usecases.certifying:COMMANDS",
        "end.usecases.permits:COMMANDS",
        "end.usecases.taking_back:COMMANDS",
    ),
    hooks=("end.usecases.hooks:register",),
    checks=("end.usecases.checking:CHECKS",),
    shows=("end.usecases.showing:SHOWS",),
    reports=("reports:REPORTS",),
    writers=("formats:WRITERS",),
    pages=("pages:PAGES",),
    pictures=("pages:PICTURES",),
    figures=("end.rules.counted:FIGURES",),
    sources=("end.usecases.counted:SOURCES",),
)
