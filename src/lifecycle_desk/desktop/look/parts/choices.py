"""Fields in which one chooses rather than types: one of some values, or yes and no."""

from collections.abc import Iterable
from typing import override

from PySide6.QtCore import Signal, Slot

from lifecycle_desk.desktop.look.messages import UiText, set_text
from lifecycle_desk.desktop.look.parts.controls import CheckBox, Choice, offer_all
from lifecycle_desk.desktop.look.parts.fields import Field
from lifecycle_desk.desktop.look.parts.notes import AIR
from lifecycle_desk.desktop.look.parts.painted import PREFERRED
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language.words import YES_NO


class ChoiceField(Field):
    """One of some values, each with its words: `ChoiceField(N_("Pays"), [("customer", C_("payer", "Customer"))])`."""

    keeps_room = False  # for it says nothing but that something has to be chosen
    chosen = Signal(object)

    def __init__(
        self,
        label: UiText,
        items: Iterable[tuple[object, UiText]] = (),
        *,
        value: object = None,
        hint: UiText = "",
        placeholder: UiText = "",
    ) -> None:
        self.choice = Choice()
        super().__init__(label, self.choice, hint=hint)
        offer_all(self.choice, items)
        set_text(self.choice.setPlaceholderText, placeholder)
        if placeholder:
            self.choice.setCurrentIndex(-1)
        if value is not None:
            self.set_value(value)
        self.choice.currentIndexChanged.connect(self._chosen)

    @property
    @override
    def value(self) -> object:
        """The value that is chosen, or None."""
        return self.choice.currentData()

    @override
    def draft_value(self) -> object:
        return self.value

    @override
    def restore(self, saved: object) -> None:
        self.set_value(saved)

    @override
    def worded(self, saved: object) -> object:
        at = self.choice.place_of(saved)
        return self.choice.itemText(at) if at >= 0 else saved

    def set_value(self, value: object) -> None:
        """Choose a value."""
        self.choice.setCurrentIndex(self.choice.place_of(value))

    @Slot()
    def _chosen(self) -> None:
        if self.level in {"warning", "fault"}:
            self.clear()
        self.chosen.emit(self.value)


class CheckField(Field):
    """A yes or no in a form, standing on the line of the other controls; where there are none, without room above."""

    keeps_room = False
    apart = AIR
    toggled = Signal(bool)

    def __init__(self, words: UiText, *, checked: bool = False, hint: UiText = "", label: UiText = "") -> None:
        self.tick = CheckBox(words, checked=checked)
        super().__init__(label, self.tick, hint=hint)
        set_text(self.tick.setAccessibleName, words)
        self.setSizePolicy(PREFERRED, PREFERRED)
        self.tick.toggled.connect(self.toggled)

    def stand_alone(self) -> None:
        """Take no room for a label that it has not: no other control stands on its line."""
        self.label.setVisible(bool(self.label.text()))

    @property
    @override
    def value(self) -> object:
        """Whether it is ticked."""
        return self.checked

    @override
    def draft_value(self) -> object:
        return self.checked

    @override
    def restore(self, saved: object) -> None:
        self.tick.setChecked(bool(saved))

    @override
    def worded(self, saved: object) -> object:
        return translator().current(YES_NO[bool(saved)])

    @property
    def checked(self) -> bool:
        """Whether it is ticked."""
        return self.tick.isChecked()
