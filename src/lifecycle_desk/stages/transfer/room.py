"""The room of second-hand: trade-in, condition, appraisal, change of owner."""

from lifecycle_desk.commands.room import Room

ROOM = Room(
    package="lifecycle_desk.stages.transfer",
    commands=(
        "usecases.trading:VERBS",
        "usecases.condition:VERBS",
        "usecases.appraising:VERBS",
        "usecases.changing_owner:VERBS",
    ),
    checks=("usecases.trade_checking:CHECKS",),
    reports=("papers:REPORTS",),
    pages=("screens:PAGES",),
    pictures=("screens:PICTURES",),
)
