"""The room of figures: kept as the dealership works, read by period, and shown to who manages it."""

from lifecycle_desk.commands.room import Room

ROOM = Room(
    package="lifecycle_desk.figures",
    rights=("rules.rights:RIGHTS",),
    tables=("tables",),
    checks=("usecases.checking:CHECKS",),
    figures=("rules.stages:FIGURES",),
    sources=("usecases.stages:SOURCES",),
    pages=("pages:PAGES",),
    pictures=("pages:PICTURES",),
    hooks=("usecases.hooks:register",),
)
