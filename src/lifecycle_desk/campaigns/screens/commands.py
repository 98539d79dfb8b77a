"""What the palette and the list of campaigns offer alike."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.pages import PaletteCommand

BRING_CAMPAIGNS = PaletteCommand(N_("Import campaigns"), "file-import", lambda app: app.go("campaign_import"))
