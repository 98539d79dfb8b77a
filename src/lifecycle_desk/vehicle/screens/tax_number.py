"""The field for a tax number: called as its country calls it, and remarked on where it has another form."""

from typing import override

from PySide6.QtCore import Slot

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look.messages import Message, UiText
from lifecycle_desk.desktop.look.parts import LineField
from lifecycle_desk.market.tax_numbers import TaxNumber, tax_number

CALLED = N_("%(name)s, for example %(example)s")  # NOTE: under a field for a tax number: NIF, for example B00000000


class TaxNumberField(LineField):
    """A line that warns when it is left, and refuses nothing: there are numbers of other countries."""

    def __init__(self, label: UiText) -> None:
        self._of: TaxNumber | None = None
        super().__init__(label)
        self.line.editingFinished.connect(self.look)

    def follow(self, country: str) -> None:
        """Ask for the number as a country calls it."""
        self._of = tax_number(country)
        self.hint(Message(CALLED, name=self._of.names, example=self._of.example) if self._of else "")

    @Slot()
    def look(self) -> None:
        """Remark on a number that is of another form."""
        unusual = self._of.look_at(self.text) if self._of and self.text else None
        if unusual:
            self.object_to(unusual, warning=True)
        else:
            self.clear()

    @override
    def set_text(self, text: str) -> None:
        super().set_text(text)
        self.look()
