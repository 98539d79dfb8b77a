"""Entries that the palette and the list of campaigns share."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.dealership.rules import rights
from lifecycle_desk.desktop.pages import PaletteCommand

BRING_CAMPAIGNS = PaletteCommand(
    N_("Import campaigns"),
    "file-import",
    lambda app: app.go("campaign_import"),
    right=rights.IMPORT,
)
