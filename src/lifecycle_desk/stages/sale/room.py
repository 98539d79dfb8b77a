"""The sale's room: from a car's arrival to its handover."""

from lifecycle_desk.commands.room import Room

ROOM = Room(
    package="lifecycle_desk.stages.sale",
    rights=("stock.rules.rights:RIGHTS",),
    tables=("stock.tables",),
    commands=(
        "arrival.usecases:COMMANDS",
        "inspection.usecases:COMMANDS",
        "contract.usecases.selling:COMMANDS",
        "handover.usecases:COMMANDS",
        "stock.usecases.taking_back:COMMANDS",
    ),
    checks=("stock.usecases.checking:CHECKS",),
    reports=("reports:REPORTS",),
    readers=("formats:READERS",),
    pages=("pages:PAGES",),
    pictures=("pages:PICTURES",),
    words=(
        "stock.rules.travel",
        "stock.rules.wording",
    ),
    hooks=("contract.usecases.hooks:register",),
    figures=("stock.rules.counted:FIGURES",),
    sources=("stock.usecases.counted:SOURCES",),
)
