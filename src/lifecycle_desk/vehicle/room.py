"""The vehicle's room: the life that every stage writes to, its VIN, its odometer, and people."""

from lifecycle_desk.commands.room import Room

ROOM = Room(
    package="lifecycle_desk.vehicle",
    rights=("rules.rights:RIGHTS",),
    tables=("tables",),
    commands=(
        "usecases.life:COMMANDS",
        "usecases.first_sale:COMMANDS",
        "usecases.clusters:COMMANDS",
        "usecases.people:COMMANDS",
        "usecases.erasing:COMMANDS",
        "usecases.access:COMMANDS",
        "usecases.older_names:COMMANDS",
        "usecases.correcting:COMMANDS",
        "usecases.signing_in:COMMANDS",
        "usecases.photo:COMMANDS",
    ),
    subjects=("usecases.subjects:SUBJECTS",),
    readers=("formats:READERS",),
    writers=("formats:WRITERS",),
    previews=("screens.importing.vehicles:PREVIEWS",),
    pages=("pages:PAGES",),
    pictures=("pages:PICTURES",),
    words=("rules.dealer_wording",),
    hooks=("usecases.hooks:register",),
)
