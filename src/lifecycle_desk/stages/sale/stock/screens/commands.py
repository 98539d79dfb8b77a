"""Entries that the list of stock offers."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.pages import PaletteCommand

RECEIVE = PaletteCommand(
    N_("Receive a vehicle"),
    "ship",
    lambda app: app.go("arrival"),
    right="lifecycle_desk.stages.sale.stock.rules.rights:ARRIVAL",
)
