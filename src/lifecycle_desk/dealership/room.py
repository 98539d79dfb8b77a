"""The dealer's room: profile, staff and their rights, the keys that sign."""

from lifecycle_desk.commands.room import Room

ROOM = Room(
    package="lifecycle_desk.dealership",
    rights=("rules.rights:RIGHTS",),
    tables=("tables",),
    commands=(
        "usecases.changing:COMMANDS",
        "usecases.proving:COMMANDS",
        "usecases.keys:COMMANDS",
        "usecases.key_handover:COMMANDS",
        "usecases.market_rules:COMMANDS",
    ),
)
