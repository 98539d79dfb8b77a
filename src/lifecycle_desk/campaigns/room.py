"""The room of campaigns."""

from lifecycle_desk.commands.room import Room

ROOM = Room(
    package="lifecycle_desk.campaigns",
    tables=("tables",),
    commands=(
        "usecases.standing:COMMANDS",
        "usecases.several:COMMANDS",
        "usecases.withdrawing:COMMANDS",
        "usecases.words:COMMANDS",
    ),
    checks=("usecases.checks:CHECKS",),
    shows=("usecases.lists:SHOWS",),
    subjects=("reports:SUBJECTS",),
    reports=("reports:REPORTS",),
    readers=("formats:READERS",),
    writers=("formats:WRITERS",),
    previews=("screens.importing:PREVIEWS",),
    pages=("pages:PAGES",),
    pictures=("pages:PICTURES",),
    words=("rules.wording",),
    hooks=("usecases.hooks:register",),
)
