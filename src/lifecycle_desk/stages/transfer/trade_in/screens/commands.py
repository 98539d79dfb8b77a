"""Entries that the list of second-hand cars offers."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.pages import PaletteCommand

TRADE_IN = PaletteCommand(
    N_("Trade in a vehicle"),
    "arrows-exchange",
    lambda app: app.go("trade_in"),
    right="lifecycle_desk.stages.transfer.trade_in.rules.rights:TRADE",
)
