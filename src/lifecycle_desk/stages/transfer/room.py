"""The room of second-hand: trade-in, condition, appraisal, change of owner."""

from lifecycle_desk.commands.room import Room

ROOM = Room(
    package="lifecycle_desk.stages.transfer",
    rights=("trade_in.rules.rights:RIGHTS",),
    tables=("trade_in.tables",),
    commands=(
        "trade_in.usecases.trading:COMMANDS",
        "condition.usecases:COMMANDS",
        "appraisal.usecases:COMMANDS",
        "ownership.usecases.changing:COMMANDS",
    ),
    checks=("trade_in.usecases.checking:CHECKS",),
    reports=("reports:REPORTS",),
    pages=("pages:PAGES",),
    pictures=("pages:PICTURES",),
    figures=("trade_in.rules.counted:FIGURES",),
    sources=("trade_in.usecases.counted:SOURCES",),
)
