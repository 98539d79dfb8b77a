"""The head of an order: its number and state, the vehicle, and whose it is."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.look.parts import Button, Chip, Label, PageTitle, Plate, Vin, column, row, wrap
from lifecycle_desk.desktop.look.parts.painted import Glyph
from lifecycle_desk.stages.service.orders.screens.looks import STATES
from lifecycle_desk.stages.service.orders.usecases.showing import OrderPage
from lifecycle_desk.vehicle.screens.event_text import join

TITLE = N_("Repair order")


class OrderHead(QWidget):
    """Two lines over an order; one, where the page is low and what is known of the vehicle is folded."""

    def __init__(self) -> None:
        super().__init__()
        self.number, self.state = Label("", "title", "ink", ltr=True, fixed=True), Chip("")
        self.draft = Label("", "small", "ink3")
        self.plate, self.vehicle, self.vin = Plate(""), Label("", "strong"), Vin("")
        self.owner, self.phone = Label("", "body", "ink2"), Label("", "body", "ink2", ltr=True, fixed=True)
        self._handset = Glyph("phone", "ink3")
        self._actions = row(gap=8)
        self.title, self.short = PageTitle(TITLE), Label("", "strong", "ink2")
        begun = self.title, self.number, 4, self.state, 4, self.short
        first = row(*begun, None, self.draft, self._actions, gap=8)
        whose = (self.owner, self._handset, self.phone)
        self._second = wrap(row(self.plate, 2, self.vehicle, 4, self.vin, 4, *whose, None, gap=8))
        self.setLayout(column(first, self._second, gap=8))
        self.short.hide()

    def hold_actions(self, *actions: Button | QWidget) -> None:
        """Put what can be done at the end of the first line."""
        for each in actions:
            self._actions.addWidget(each)

    @Slot(bool)
    def be_short(self, short: bool) -> None:  # noqa: FBT001 (a slot of a signal)
        """Tell in one line which order of which vehicle it is."""
        self.title.setHidden(short)
        self._second.setHidden(short)
        self.short.setVisible(short)

    def show_order(self, page: OrderPage) -> None:
        """Show an order."""
        found, customer = page.order, page.customer
        self.number.show_text(found.number)
        self.state.become(found.state.label, *STATES[found.state])
        self.plate.setVisible(bool(page.car.plate))
        self.plate.setText(page.car.plate or "")
        self.plate.updateGeometry()
        self.vehicle.set_message(PlainText(page.car.name))
        self.short.set_message(PlainText(join(page.car.plate, page.car.name)))
        self.vin.show_vin(page.car.vin)
        self.owner.set_message(PlainText(customer.name if customer else ""))
        phone = customer.phone if customer else ""
        self._handset.setVisible(bool(phone))
        self.phone.show_text(phone)
