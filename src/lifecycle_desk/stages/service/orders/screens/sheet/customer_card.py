"""Below the jobs of an order: who the customer is, where that is not the owner, and a note for the workshop."""

from typing import Any, override

from PySide6.QtCore import Signal, Slot

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.kinds import kinds_of
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.parts import Card, Field, TextField, row
from lifecycle_desk.stages.service.orders.rules.orders import OrderSheet
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.screens.picker import PersonPicker

NOT_KNOWN = N_("Choose an existing customer, or leave empty.")
FOUND = N_("Type to search; leave empty for the vehicle’s owner.")
STAYS = N_("Type to search")
ROWS, MOST_ROWS = 2, 8  # of a note: those that it has at first, and those behind which one scrolls in it


class CustomerPicker(PersonPicker):
    """A customer of the books; nobody new, since an order is written for somebody who is known."""

    def __init__(self, app: AppContext, label: str, hint: str) -> None:
        self._found = hint
        super().__init__(app, label)
        for part in (self.phone, self.language):
            part.hide()

    @override
    def validate(self) -> bool:
        """Refuse a name that nobody in the books has."""
        if self.number is None and self.text:
            self.name.fault(NOT_KNOWN)
        return super().validate()

    @override
    def _show_new(self) -> None:
        if self.number is None:
            self.name.hint(self._found)


class CustomerCard(Card):
    """Customer and note of a sheet."""

    edited = Signal()

    def __init__(self, app: AppContext, hint: str = STAYS) -> None:
        kinds = kinds_of(OrderSheet)
        self.customer = CustomerPicker(app, kinds["customer"].label, hint)
        self.note = TextField(kinds["note"].label)
        super().__init__(row((self.customer, 2), (self.note, 3), gap=16, margins=(16, 10, 16, 4)))
        self.fields: dict[str, Field] = {"customer": self.customer.name, "note": self.note}
        self.customer.name.edited.connect(self.edited)
        self.customer.completion.taken.connect(self.edited)
        self.note.edited.connect(self.edited)
        self.note.lines.document().documentLayout().documentSizeChanged.connect(self._fit_note)

    @Slot()
    def _fit_note(self) -> None:
        """Let a note be read without scrolling in it, as far as it is one."""
        self.note.lines.show_rows(min(max(self.note.lines.lines_written, ROWS), MOST_ROWS))

    def show_sheet(self, sheet: OrderSheet, person: Person | None) -> None:
        """Show what is kept; a customer who was erased has no name and stays all the same."""
        self.customer.restore(None)
        if sheet.customer is not None:
            self.customer.choose(sheet.customer, person or Person(""))
        self.note.set_text(sheet.note)

    def clear(self) -> None:
        """Empty it for the next visit."""
        self.customer.restore(None)
        self.note.set_text("")

    def typed(self) -> dict[str, Any]:
        """The typed texts, as a draft stores them."""
        return {"customer": self.customer.draft_value(), "note": self.note.text}

    def write(self, draft: dict[str, Any]) -> None:
        """Bring back what a draft kept."""
        self.customer.restore(draft["customer"])
        self.note.set_text(draft["note"])

    def read(self) -> dict[str, Any]:
        """The values for a sheet; refuses a customer who is not known."""
        self.customer.validate()
        return {"customer": self.customer.value, "note": self.note.text}

    def allow(self, *, live: bool) -> None:
        """Let it be written, or only read."""
        self.customer.name.allow(live=live)
        self.note.allow(live=live)
