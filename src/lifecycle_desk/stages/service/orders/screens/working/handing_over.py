"""The questions when the vehicle goes back to the customer."""

from collections.abc import Iterable
from datetime import date
from typing import cast

from PySide6.QtCore import Qt, Signal, Slot

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.desktop.keys import listen
from lifecycle_desk.desktop.look.messages import UiText
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    CheckField,
    Field,
    Label,
    SectionTitle,
    column,
    row,
)
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.desktop.words import CLOSE
from lifecycle_desk.market.market import PaymentMeans
from lifecycle_desk.stages.service.orders.screens.sheet.reception import (
    ON_HINT,
    FigureField,
    read_date,
    read_odometer,
    today,
)
from lifecycle_desk.stages.service.payments.rules import PaidBy
from lifecycle_desk.stages.service.payments.screens.means import PaidByField

HAND_OVER, NOT_YET = N_("Hand over to customer"), N_("Cancel")
ODOMETER_OUT, ON = N_("Odometer out"), N_("Handed over on")
FREE, FREE_HINT = N_("Nothing is charged"), N_("The order has no lines, which is intended.")


class HandOverPanel(Card):
    """The odometer's reading as the vehicle leaves, the day, how it is paid, and whether nothing is charged."""

    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.odometer = FigureField(ODOMETER_OUT, read_odometer)
        self.on = FigureField(ON, read_date, hint=ON_HINT)
        self.free, self.pays = CheckField(FREE, hint=FREE_HINT), Label("", "strong", fixed=True)
        self.paid_by = PaidByField(optional=True)
        later = Button(NOT_YET, "quiet")
        self.fields: dict[str, Field] = {"odometer_out": self.odometer, "on": self.on, "without_lines": self.free}
        self.fields["paid_by"] = self.paid_by
        head = row((SectionTitle(HAND_OVER), 1), self.pays, later, gap=12)
        fields = row((self.odometer, 1), (self.on, 1), (self.paid_by, 1), self.free, None, gap=16)
        self.setLayout(column(head, fields, gap=6, margins=(16, 8, 12, 4)))
        self.hide()
        later.clicked.connect(self.close_panel)
        listen(self, "Esc", CLOSE, self.close_panel, Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def open_panel(self, amount: UiText, means: Iterable[PaymentMeans], *, has_lines: bool, owes: bool) -> None:
        """Ask, beginning with the odometer; a customer who owes nothing is not asked how it is paid."""
        self.pays.set_message(amount)
        self.free.setVisible(not has_lines)
        self.paid_by.offer(means)
        self.paid_by.set_value("")  # not as the order before was paid
        self.paid_by.setVisible(owes)
        if not self.on.text:
            self.on.set_text(translator().current.formats.day(today(), "short"))
        self.show()
        self.odometer.setFocus()

    @Slot()
    def close_panel(self) -> None:
        """Not yet."""
        self.hide()
        self.odometer.set_text("")
        self.given_up.emit()

    @property
    def odometer_out(self) -> Distance | None:
        """The odometer's reading."""
        self.odometer.validate()
        return cast("Distance | None", self.odometer.value)

    @property
    def day(self) -> date | None:
        """The day of the handover."""
        self.on.validate()
        return cast("date | None", self.on.value)

    @property
    def paid(self) -> PaidBy | None:
        """How the customer pays all that is open; None where that is not recorded now."""
        return cast("PaidBy | None", self.paid_by.value)
