"""Entries that the pages of charging share."""

from typing import Final

from lifecycle_desk.base.objections import N_
from lifecycle_desk.dealership.rules import rights
from lifecycle_desk.desktop.pages import PaletteCommand

IMPORT = PaletteCommand(
    N_("Import charging records"),
    "file-import",
    lambda app: app.go("charging_import"),
    right=rights.IMPORT,
)
STAGES: Final = ("charging", "service", "transfer")  # what is drawn of a life where there is nothing yet
