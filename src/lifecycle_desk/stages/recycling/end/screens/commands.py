"""Entries that the palette and the list of cars on their way out share."""

from lifecycle_desk.base.objections import C_
from lifecycle_desk.desktop.pages import PaletteCommand

BEGIN = PaletteCommand(
    C_("button", "Begin end of life"),
    "recycle",
    lambda app: app.go("end_of_life"),
    right="lifecycle_desk.stages.recycling.end.rules.rights:END_OF_LIFE",
)
