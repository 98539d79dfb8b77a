"""Numbers like one that nobody knows, each to be chosen in its place by mouse or by keys."""

from collections.abc import Sequence
from functools import partial
from itertools import zip_longest

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.look.parts import Button, Label, LineField, row
from lifecycle_desk.stages.service.shelf.usecases.naming import NEAR

MEANT = N_("Did you mean:")  # NOTE: part numbers follow, each a button


class SimilarNumbers(QWidget):
    """The similar numbers beside the field of a part number; hidden while there are none."""

    def __init__(self, code: LineField, after: QWidget) -> None:
        super().__init__()
        self._code, self._after = code, after
        self.numbers: tuple[str, ...] = ()
        self.buttons = [Button("", "link", icon="package") for _ in range(NEAR)]
        self.setLayout(row(Label(MEANT, "small", "ink2"), *self.buttons, None, gap=12))
        for at, button in enumerate(self.buttons):
            button.clicked.connect(partial(self._choose, at))
        self.hide()

    def offer(self, numbers: Sequence[str]) -> None:
        """Offer some numbers, or none; they come behind the field of the number in the order of Tab."""
        self.numbers = tuple(numbers)
        before: QWidget = self._code.line
        for number, button in zip_longest(self.numbers, self.buttons):
            button.setVisible(number is not None)
            if number is not None:
                button.set_message(PlainText(number))
                QWidget.setTabOrder(before, button)
                before = button
        self.setVisible(bool(self.numbers))

    def _choose(self, at: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot of a signal)
        """Put a number in the place of the unknown one, and go on with what is asked next."""
        number = self.numbers[at]
        self._after.setFocus(Qt.FocusReason.TabFocusReason)
        self.offer(())
        self._code.set_text(number)
        self._code.clear()
