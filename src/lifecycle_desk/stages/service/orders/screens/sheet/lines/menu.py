"""The menu of an order line: what is special about it, the campaign that it carries out, and what is seldom said."""

from functools import partial
from typing import TYPE_CHECKING

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.look.parts.menus import Menu
from lifecycle_desk.stages.service.orders.rules.cores import can_be_credited
from lifecycle_desk.stages.service.orders.rules.orders import PayType
from lifecycle_desk.stages.service.orders.screens.sheet.lines.layout import KINDS
from lifecycle_desk.stages.service.orders.screens.sheet.lines.parts import CARRIES_OUT

if TYPE_CHECKING:
    from lifecycle_desk.stages.service.orders.screens.sheet.lines.row import LineRow

MARK_AS, CAMPAIGN, FILL_IN = C_("line", "Mark as"), C_("campaign", "Campaign"), N_("More details")
REMOVE, CREDIT_CORE = N_("Remove line"), N_("Credit returned core")


def line_menu(of: "LineRow") -> Menu:
    """The menu of a line as it stands."""
    menu = Menu(of)
    menu.group(MARK_AS)
    for name in filter(of.has, of.marks):
        is_marked = getattr(of.base, name)
        menu.offer(KINDS[name].label, partial(of.mark, name, not is_marked), checked=is_marked)
    menu.group(KINDS["taxing"].label)
    for taxing in of.pricing().taxings:
        is_so = of.base.taxing is taxing
        menu.offer(taxing.label, partial(of.tax_as, None if is_so else taxing), checked=is_so)
    menu.group(CAMPAIGN)
    for number in of.pricing().campaigns if of.payer is PayType.CAMPAIGN else ():
        is_done = of.base.campaign == number
        menu.offer(Message(CARRIES_OUT, number=number), partial(of.carry_out, number, not is_done), checked=is_done)
    menu.group(FILL_IN)
    line = of.reckoned()
    if line and can_be_credited(line):
        menu.offer(CREDIT_CORE, of.core_back.emit)
    for name in filter(of.has, of.fold.cells):
        menu.offer(KINDS[name].label, partial(of.ask, name))
    menu.group()
    menu.offer(REMOVE, of.removed.emit, icon_name="trash")
    return menu
