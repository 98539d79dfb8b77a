"""The field for an address: shows its lines as its country writes them, and remarks where the postcode is missing."""

import re
from typing import override

from PySide6.QtCore import QEvent, QObject, Slot

from lifecycle_desk.desktop.look.messages import PlainText, UiText
from lifecycle_desk.desktop.look.parts import TextField
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import Language
from lifecycle_desk.market.addresses import AddressForm, address_form
from lifecycle_desk.vehicle.screens.event_text import join

BETWEEN = re.compile(r"(?<=})[ ,]*(?={)")  # two parts of a line of an address: without a sign names would run together


class AddressField(TextField):
    """Lines that warn when they are left, and refuse nothing: there are addresses of other countries."""

    def __init__(self, label: UiText, *, rows: int = 3) -> None:
        self._of: AddressForm | None = None
        super().__init__(label, rows=rows)
        self.lines.installEventFilter(self)
        translator().changed.connect(self._say)

    def follow(self, country: str) -> None:
        """Ask for the address as a country writes it."""
        self._of = address_form(country)
        self._say()

    @Slot()
    def _say(self) -> None:
        self.hint(PlainText(join(*form_lines(self._of, translator().current))) if self._of else "")

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.look()
        return super().eventFilter(watched, event)

    def look(self) -> None:
        """Remark on an address without a postcode."""
        unusual = self._of.look_at(self.text) if self._of else None
        if unusual:
            self.object_to(unusual, warning=True)
        else:
            self.clear()


def form_lines(form: AddressForm, language: Language) -> tuple[str, ...]:
    """The lines of an address with the names of their parts, parted by commas where no other sign stands between."""
    said = {part: language(message) for part, message in form.parts.items()}
    return tuple(
        language.in_a_row(*(part.format_map(said) for part in BETWEEN.split(line) if part)) for line in form.form
    )
