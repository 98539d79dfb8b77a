"""The head of an order: its number and state, the vehicle, whose it is, and what is known where its page is low."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.look.parts import Button, Chip, Label, PageTitle, Plate, Vin, column, row, wrap
from lifecycle_desk.desktop.look.parts.painted import Glyph
from lifecycle_desk.stages.service.orders.screens.looks import STATES
from lifecycle_desk.stages.service.orders.screens.sheet.folded_facts import ALL, FactsLine
from lifecycle_desk.stages.service.orders.usecases.showing import OrderPage

TITLE = N_("Repair order")


class OrderHead(QWidget):
    """Two lines over an order.

    Whose vehicle it is and where to call them is always seen. Where the page is low, the vehicle stands beside the
    number, in the place of the page's title, and behind the owner a line of facts for what is folded.
    """

    def __init__(self) -> None:
        super().__init__()
        self.number, self.state = Label("", "title", "ink", ltr=True, fixed=True), Chip("")
        self.draft = Label("", "small", "ink3")
        self.plate, self.vehicle, self.vin = Plate(""), Label("", "strong"), Vin("")
        self.owner, self.phone = Label("", "body", "ink2"), Label("", "body", "ink2", ltr=True, fixed=True)
        self._handset = Glyph("phone", "ink3")
        self._actions, self.title = row(gap=8), PageTitle(TITLE)
        self.car = wrap(row(self.plate, 2, self.vehicle, gap=8))
        begun = self.title, self.number, 4, self.state, 4
        self._first, self._beside_number = row(*begun, None, self.draft, self._actions, gap=8), len(begun)
        self._second = row(self.car, self.vin, self.owner, self._handset, self.phone, 4, None, gap=8)
        self.setLayout(column(self._first, self._second, gap=8))

    def hold_actions(self, *actions: Button | QWidget) -> None:
        """Put what can be done at the end of the first line."""
        for each in actions:
            self._actions.addWidget(each)

    def hold_facts(self, line: FactsLine) -> None:
        """Put what is known behind the owner; what is rarer than that, as the VIN, gives way to it."""
        self._second.addWidget(line, ALL)
        line.folded.connect(self.vin.setHidden)

    @Slot(bool)
    def be_low(self, low: bool) -> None:  # noqa: FBT001 (a slot of a signal)
        """Leave the room of the second line to the facts."""
        self.title.setHidden(low)
        if low:
            self._first.insertWidget(self._beside_number, self.car)
        else:
            self._second.insertWidget(0, self.car)

    def show_order(self, page: OrderPage) -> None:
        """Show an order."""
        found, customer = page.order, page.customer
        self.number.show_text(found.number)
        self.state.become(found.state.label, *STATES[found.state])
        self.plate.setVisible(bool(page.car.plate))
        self.plate.setText(page.car.plate or "")
        self.plate.updateGeometry()
        self.vehicle.set_message(PlainText(page.car.name))
        self.vin.show_vin(page.car.vin)
        self.owner.set_message(PlainText(customer.name if customer else ""))
        phone = customer.phone if customer else ""
        self._handset.setVisible(bool(phone))
        self.phone.show_text(phone)
