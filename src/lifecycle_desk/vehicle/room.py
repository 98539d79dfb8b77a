"""The vehicle's room: the life that every stage writes to, its VIN, its odometer, and people."""

from lifecycle_desk.commands.room import Room

ROOM = Room(
    package="lifecycle_desk.vehicle",
    rights=("rules.rights:RIGHTS",),
    tables=("tables",),
    commands=(
        "usecases.life:VERBS",
        "usecases.clusters:VERBS",
        "usecases.people:VERBS",
        "usecases.erasing:VERBS",
        "usecases.access:VERBS",
        "usecases.older_names:VERBS",
        "usecases.correcting:VERBS",
        "usecases.signing_in:VERBS",
    ),
    readers=("formats:READERS",),
    writers=("formats:WRITERS",),
    pages=("pages:PAGES",),
    pictures=("pages:PICTURES",),
    words=("rules.dealer_wording",),
)
