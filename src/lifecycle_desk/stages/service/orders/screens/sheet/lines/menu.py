"""The menu of an order line: what is special about it, the campaign that it carries out, and what is seldom said."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.orders.rules.cores import can_be_credited
from lifecycle_desk.stages.service.orders.rules.orders import PayType
from lifecycle_desk.stages.service.orders.screens.sheet.lines.layout import KINDS
from lifecycle_desk.stages.service.orders.screens.sheet.lines.parts import CARRIES_OUT

if TYPE_CHECKING:
    from lifecycle_desk.stages.service.orders.screens.sheet.lines.row import LineRow

REMOVE, CREDIT_CORE = N_("Remove line"), N_("Credit returned core")


def line_menu(of: "LineRow") -> QMenu:
    """The menu of a line as it stands."""
    menu, say = QMenu(of), translator().current
    for name in filter(of.has, of.marks):
        action = menu.addAction(say(KINDS[name].label))
        action.setCheckable(True)
        action.setChecked(getattr(of.base, name))
        action.toggled.connect(partial(of.mark, name))
    menu.addSeparator()
    for number in of.pricing().campaigns if of.payer is PayType.CAMPAIGN else ():
        action = menu.addAction(say(CARRIES_OUT, number=number))
        action.setCheckable(True)
        action.setChecked(of.base.campaign == number)
        action.toggled.connect(partial(of.carry_out, number))
    menu.addSeparator()
    line = of.reckoned()
    if line and can_be_credited(line):
        menu.addAction(say(CREDIT_CORE)).triggered.connect(of.core_back)
    for name in filter(of.has, of.fold.cells):
        menu.addAction(say(KINDS[name].label)).triggered.connect(partial(of.ask, name))
    menu.addSeparator()
    menu.addAction(say(REMOVE)).triggered.connect(of.removed)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu
