"""The chooser of a period: how long it is, and the arrows to the one before and after."""

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.keys import listen
from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.look.parts import FilterChip, IconButton, Label, row, wrap
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.figures.papers import period_words
from lifecycle_desk.figures.rules.periods import Period, PeriodKind, first_of

BEFORE, AFTER = N_("Earlier"), N_("Later")


class PeriodChooser(QWidget):
    """A period in words between two arrows, and chips for its length; Left and Right turn to the ones beside it.

    Time runs from left to right in every language, so the keys do as well.
    """

    chosen = Signal(object)

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self.period: Period | None = None
        self.kinds = {kind: FilterChip(kind.label, checked=kind is PeriodKind.MONTH) for kind in PeriodKind}
        self._group = QButtonGroup(self)
        for kind, chip in self.kinds.items():
            self._group.addButton(chip)
            chip.clicked.connect(partial(self._take, kind))
        self.earlier, self.later = IconButton("chevron-left", BEFORE), IconButton("chevron-right", AFTER)
        self.earlier.clicked.connect(partial(self.turn, -1))
        self.later.clicked.connect(partial(self.turn, 1))
        self.words = Label("", "strong", fixed=True)
        turning = wrap(row(self.earlier, self.words, self.later, gap=6))  # a period stands between its arrows
        self.setLayout(row(*self.kinds.values(), 8, turning, gap=6))
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        listen(page, "Left", BEFORE, partial(self.turn, -1), context)
        listen(page, "Right", AFTER, partial(self.turn, 1), context)
        translator().changed.connect(self._say)

    def show_period(self, period: Period) -> None:
        """Show a period, without telling anybody."""
        self.period = period
        self.kinds[period.kind].setChecked(True)
        self._say()

    @Slot()
    def turn(self, by: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot of a signal)
        """Turn to the period before or after."""
        if self.period:
            self._choose(self.period.after if by > 0 else self.period.before)

    def _take(self, kind: PeriodKind, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot of a signal)
        """Take the period of another length in which the end of the present one lies."""
        if self.period and kind is not self.period.kind:
            self._choose(Period.of(kind, first_of(self.period.last)))

    def _choose(self, period: Period) -> None:
        self.show_period(period)
        self.chosen.emit(period)

    @Slot()
    def _say(self) -> None:
        if self.period:
            self.words.set_message(PlainText(period_words(self.period, translator().current)))
