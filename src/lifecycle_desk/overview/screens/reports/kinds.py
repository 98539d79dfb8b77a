"""The kinds of paper that can be read, printed or saved, and the list of them."""

from typing import override

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QSizePolicy

from lifecycle_desk.base.objections import C_
from lifecycle_desk.batteries.reports import REPORTS as OF_BATTERIES
from lifecycle_desk.campaigns.reports import REPORTS as OF_CAMPAIGNS
from lifecycle_desk.commands.offers import Report
from lifecycle_desk.cover.reports import REPORTS as OF_COVER
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.rows import RowList, TwoLineDelegate, TwoLineRow
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.overview.reports import REPORTS as ACROSS_STAGES
from lifecycle_desk.stages.charging.reports import REPORTS as OF_CHARGING
from lifecycle_desk.stages.sale.reports import REPORTS as OF_SALE
from lifecycle_desk.stages.service.reports import REPORTS as OF_SERVICE
from lifecycle_desk.stages.transfer.reports import REPORTS as OF_TRANSFER

REPORTS: tuple[Report, ...] = (
    *OF_SERVICE,
    *OF_SALE,
    *OF_CHARGING,
    *OF_TRANSFER,
    *OF_BATTERIES,
    *OF_CAMPAIGNS,
    *OF_COVER,
    *ACROSS_STAGES,
)
PAPERS = C_("reports", "Paper")
SIDE, LEAST = 330, 3  # px; rows


class PaperKinds(RowList):
    """The kinds of paper: all at once where there is room, else some of them, to be scrolled."""

    def __init__(self) -> None:
        super().__init__(PAPERS, TwoLineDelegate())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.u(SIDE), theme.px(t.ROW_TWO, 2) * len(REPORTS) + 2)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.u(200), theme.px(t.ROW_TWO, 2) * LEAST)

    @property
    def report(self) -> Report:
        """The kind of paper that is chosen."""
        return REPORTS[max(0, self.currentIndex().row())]

    @Slot()
    def say(self) -> None:
        """Name them in the language of now."""
        language = translator().current
        self.show_rows([listed(each, language(each.title), language(each.about), each.kind) for each in REPORTS])


def listed(report: Report, title: str, detail: str, key: str) -> TwoLineRow:
    """A row that looks like a kind of paper: with the colour of its stage, and its icon."""
    stage = next((each for each in t.STAGES if each == report.stage), None)
    icon = report.icon or (t.STAGES[stage] if stage else "car")
    return TwoLineRow(title, detail, icon, stage, key=key)
