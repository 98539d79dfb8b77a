"""The kinds of paper that can be read, printed or saved, and the list of them."""

from typing import override

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QSizePolicy, QWidget

from lifecycle_desk.base.objections import C_
from lifecycle_desk.commands.offers import Report
from lifecycle_desk.commands.presence import offered
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.parts import ChoiceField, Fitted, column
from lifecycle_desk.desktop.look.parts.painted import EXPANDING
from lifecycle_desk.desktop.look.rows import RowList, TwoLineDelegate, TwoLineRow
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.overview.usecases.subjects import subject_kinds

PAPERS = C_("reports", "Document")
SIDE, LEAST, FEW = 330, 2, 3  # px; rows that there are at least; rows before what a paper is about gets its second


def printable() -> tuple[Report, ...]:
    """All papers of all rooms, by what they are about; those that read across the stages come last."""
    places = {name: place for place, name in enumerate(subject_kinds())}
    return tuple(sorted(offered("reports"), key=lambda each: (not each.stage, places[each.about_which])))


class PaperKinds(RowList):
    """The kinds of paper: all at once where there is room, else some of them, to be scrolled.

    Where there is little, `tell` shows their titles alone, or one would see two of them.
    """

    def __init__(self) -> None:
        super().__init__(PAPERS, TwoLineDelegate())
        self.reports, self._is_brief = printable(), False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.u(SIDE), theme.px(t.ROW_TWO, 2) * len(self.reports) + 2)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.u(200), self.row_height * self.least)

    @property
    def least(self) -> int:
        """How many rows are seen in any room: of titles alone, three take no more than two others."""
        return FEW if self._is_brief else LEAST

    @property
    def row_height(self) -> int:
        """How high a row stands."""
        return self.delegate.height(self.rows.rows[0]) if self.rows.rows else theme.px(t.ROW_TWO, 2)

    def tell(self, *, briefly: bool) -> None:
        """Show titles alone, or what each paper holds as well."""
        if briefly != self._is_brief:
            self._is_brief = briefly
            self.say()

    @property
    def report(self) -> Report:
        """The kind of paper that is chosen."""
        return self.reports[max(0, self.currentIndex().row())]

    @Slot()
    def say(self) -> None:
        """Name them in the language of now."""
        language = translator().current
        said = {each: "" if self._is_brief else language(each.about) for each in self.reports}
        self.show_rows([listed(each, language(each.title), said[each], each.kind) for each in self.reports])


class LanguageField(ChoiceField):
    """The language of a paper; nothing is ever said of it, so no room is kept for a note."""

    keeps_room = False


class KindsOver(Fitted, QWidget):
    """The kinds of paper over what the chosen one is about: in a low page they keep whole rows, and it keeps some."""

    def __init__(self, kinds: PaperKinds, subjects: RowList, top: QWidget, below: QWidget) -> None:
        super().__init__()
        self._kinds, self._subjects = kinds, subjects
        self._subjects.setSizePolicy(EXPANDING, QSizePolicy.Policy.Ignored)  # what the kinds leave
        self.setLayout(column(top, (below, 1), gap=t.CARD_GAP))
        self._fit()

    def _fit(self) -> None:
        row = theme.px(t.ROW_TWO, 2)
        self.setFixedWidth(theme.u(SIDE))
        self._subjects.setMinimumHeight(row)
        room = self.height() - self.minimumSizeHint().height() + self._kinds.minimumSizeHint().height()
        self._kinds.tell(briefly=room < FEW * row)
        rows = room // self._kinds.row_height
        self._kinds.setMaximumHeight(max(self._kinds.least, min(rows, FEW), rows - 1) * self._kinds.row_height)


def listed(report: Report, title: str, detail: str, key: str) -> TwoLineRow:
    """A row that looks like a kind of paper: with the colour of its stage, and its icon."""
    stage = next((each for each in t.STAGES if each == report.stage), None)
    icon = report.icon or (t.STAGES[stage] if stage else "car")
    return TwoLineRow(title, detail, icon, stage, key=key)
