"""The items of the maintenance schedule that a job carries out: each a chip that is on while it is done here."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.desktop.look.messages import PlainText, UiText, set_text
from lifecycle_desk.desktop.look.parts import ChipLines, FilterChip
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.schedules.rules import named_item

CARRIES_OUT = N_("Schedule items carried out by this job")


def item_words(code: str) -> UiText:
    """An item in the language of now."""
    item = named_item(code)
    return item.label if isinstance(item, LabeledEnum) else PlainText(item)


def said_item(code: str) -> str:
    """The same as it is said now; for what is drawn anew with every change of language."""
    return translator().current.spoken(named_item(code))


class ServiceItems(ChipLines[str]):
    """Chips in as many lines as they need; one that is off is not carried out by the job."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._live = True
        set_text(self.setAccessibleName, CARRIES_OUT)
        translator().changed.connect(self.place)
        self.hide()

    def show_items(self, codes: Sequence[str], done: Sequence[str] | None = None) -> None:
        """Show items, all of them or some as carried out."""
        for chip in self.chips.values():
            chip.hide()
            chip.deleteLater()
        self.chips = {}
        for code in dict.fromkeys(codes):
            self._append(code, on=done is None or code in done)
        self._fit()

    def add(self, code: str) -> None:
        """Let the job carry out another item."""
        if code in self.chips:
            self.chips[code].setChecked(True)
        else:
            self._append(code, on=True)
        self._fit()
        self.edited.emit()

    def _append(self, code: str, *, on: bool) -> None:
        chip = FilterChip(item_words(code), icon="tool", checked=on)
        chip.setParent(self)
        chip.setEnabled(self._live)
        chip.clicked.connect(self._clicked)
        chip.show()
        self.chips[code] = chip

    @Slot()
    def _clicked(self) -> None:
        self.edited.emit()

    def carried_out(self) -> tuple[str, ...]:
        """The items that are on."""
        return tuple(code for code, chip in self.chips.items() if chip.isChecked())

    def stops(self) -> Iterator[QWidget]:
        """The stops of Tab."""
        yield from self.chips.values()

    def allow(self, *, live: bool) -> None:
        """Let them be switched, or only read."""
        self._live = live
        for chip in self.chips.values():
            chip.setEnabled(live)

    def _fit(self) -> None:
        self.setVisible(bool(self.chips))
        self.place()
