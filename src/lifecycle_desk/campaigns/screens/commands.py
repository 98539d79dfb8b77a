"""Entries that the list of campaigns offers."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.dealership.rules import rights
from lifecycle_desk.desktop.pages import PaletteCommand

BRING_CAMPAIGNS = PaletteCommand(
    N_("Import campaigns"),
    "file-import",
    lambda app: app.go("campaign_import"),
    right=rights.IMPORT,
)
