"""Parts of an order line beside its cells: marks of parts, the unit of a figure, the amount."""

from collections.abc import Callable
from decimal import Decimal
from typing import override

from PySide6.QtCore import QEvent, QRect, QSize, Slot
from PySide6.QtWidgets import QSizePolicy, QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.quantities import HOUR
from lifecycle_desk.commands.kinds import kinds_of
from lifecycle_desk.desktop.look import marks
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message, set_text
from lifecycle_desk.desktop.look.paint import Brush
from lifecycle_desk.desktop.look.parts import Label, Painted
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.market.taxes import Taxing
from lifecycle_desk.stages.service.orders.rules.orders import Line
from lifecycle_desk.stages.service.orders.rules.part_status import PartStatus

CARRIES_OUT = N_("Carries out campaign %(number)s")
TAXED_AS = kinds_of(Line)["taxing"].written
AMOUNT_WIDTH = 88


class Mark(Painted):
    """A mark of a part, as an icon on the ground of its tone; its words are told and read aloud."""

    def __init__(self, words: str, tone: t.Tone, icon: str) -> None:
        super().__init__()
        self._tone: t.Tone = tone
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        set_text(self.setToolTip, words)
        set_text(self.setAccessibleName, words)

    @override
    def sizeHint(self) -> QSize:
        return QSize(marks.chip_width("", self._icon), theme.px(t.CHIP))

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        marks.chip(b, rect, "", self._tone, self._icon)


class PartMark(Mark):
    """Where the part of a line is: not in stock, ordered for a day, late, or there."""

    def __init__(self, words: str, tone: t.Tone, icon: str) -> None:
        super().__init__(words, tone, icon)
        self._usual: tuple[str, t.Tone] = words, tone

    def show_status(self, status: PartStatus | None) -> None:
        """Tell where the part is, where somebody ordered it."""
        words, self._tone = self._usual
        if status:
            self._tone = "danger" if status.is_late else "ok" if status.is_there else "accent"
        said = Message(status.said.message, **status.said.facts) if status else words
        set_text(self.setToolTip, said)
        set_text(self.setAccessibleName, said)
        self.update()


class TaxMark(Mark):
    """How a line is taxed that does not bear the usual rate; hidden where it does."""

    def __init__(self) -> None:
        super().__init__("", "neutral", "receipt")
        self.hide()

    def show_taxing(self, taxing: Taxing | None) -> None:
        """Tell another one, or none."""
        words = Message(TAXED_AS, taxing=taxing) if taxing else ""
        set_text(self.setToolTip, words)
        set_text(self.setAccessibleName, words)
        self.setVisible(taxing is not None)


class CampaignMark(Painted):
    """Which campaign a line carries out, as an icon whose words are told and read aloud; hidden where it does none."""

    def __init__(self) -> None:
        super().__init__()
        self.number = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_number(self, number: str) -> None:
        """Show another campaign, or none."""
        self.number = number
        words = Message(CARRIES_OUT, number=number) if number else ""
        set_text(self.setToolTip, words)
        set_text(self.setAccessibleName, words)
        self.setVisible(bool(number))

    @override
    def sizeHint(self) -> QSize:
        return QSize(marks.chip_width("", "speakerphone"), theme.px(t.CHIP))

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        marks.chip(b, rect, "", "warn", "speakerphone")


class UnitLabel(Label):
    """The hours behind a figure, in the word for so many; it keeps their room where there is none.

    Where one reads from the right the figure's cell draws them, beside its figure (`FigureCell`).
    """

    def __init__(self) -> None:
        super().__init__("", "small", "ink3", fixed=True)
        if self.isRightToLeft():
            self.hide()
        translator().changed.connect(self._fit)  # where it is empty, no other words come

    def show_hours(self, hours: Decimal | None, *, shown: bool) -> None:
        """Show the word for so many; where nobody knows how many, for several."""
        self.show_text(translator().current.formats.sign(HOUR, hours) if shown else "")

    @override
    def changeEvent(self, event: QEvent, /) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange and self.parent():  # without one it would be a window
            self.setVisible(not self.isRightToLeft())

    @Slot()
    def _fit(self) -> None:
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        several = translator().current.formats.sign(HOUR)
        return QSize(theme.width(several, "small") + 2, super().sizeHint().height())


class AmountLabel(Label):
    """The line's price, at the end of its column."""

    def __init__(self) -> None:
        super().__init__("", "strong", align="figure")

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.u(AMOUNT_WIDTH), super().sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class Place(QWidget):
    """Room in a row, as wide as a cell in another one: what stands there or behind it stands in line with that.

    One that `grows` takes the rest of its row.
    """

    def __init__(self, width: Callable[[], int], *, grows: bool = False) -> None:
        super().__init__()
        self._width = width
        across = QSizePolicy.Policy.Expanding if grows else QSizePolicy.Policy.Fixed
        self.setSizePolicy(across, QSizePolicy.Policy.Preferred)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._width(), 0)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
