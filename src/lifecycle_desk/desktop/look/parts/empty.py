"""The page that has nothing to show yet: a picture, what it is for, and how to begin."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QEvent, QRect, QSize

from lifecycle_desk.desktop.look import marks
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import UiText
from lifecycle_desk.desktop.look.paint import Brush
from lifecycle_desk.desktop.look.parts.boxes import column, row
from lifecycle_desk.desktop.look.parts.buttons import Button
from lifecycle_desk.desktop.look.parts.labels import Label
from lifecycle_desk.desktop.look.parts.painted import FIXED, Painted
from lifecycle_desk.desktop.look.theme import theme


class EmptyPicture(Painted):
    """Three sheets of a life to come, the middle one in the colour of its stage."""

    def __init__(self, stages: tuple[t.Stage, t.Stage, t.Stage]) -> None:
        super().__init__()
        self._stages = stages
        self.setSizePolicy(FIXED, FIXED)

    @override
    def sizeHint(self) -> QSize:
        return QSize(220, 120)

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        first, middle, last = self._stages
        for dx, dy, stage in ((-64, 14, first), (64, 14, last), (0, 0, middle)):
            sheet = QRect(rect.center().x() - 44 + dx, rect.y() + 8 + dy, 88, 100 - dy)
            b.frame(sheet, b.c.line, t.R_CARD, 1, b.c.surface)
            disc = QRect(sheet.x(), sheet.y() + 12, sheet.width(), 34)
            marks.stage_disc(b, disc, stage, t.STAGES[stage], (26 if dx else 34) / theme.scale)
            for i, width in enumerate((56, 40, 48)):
                y = sheet.y() + 58 + i * 11
                if y + 12 < sheet.bottom():
                    b.fill(QRect(sheet.center().x() - width // 2, y, width, 4), b.c.line, 2)


class EmptyPage(Painted):
    """One title, one sentence, one thing to do, and at most three links."""

    def __init__(
        self,
        title: UiText,
        sentence: UiText,
        primary: Button,
        links: Sequence[Button] = (),
        *,
        stages: tuple[t.Stage, t.Stage, t.Stage] = ("sale", "service", "charging"),
    ) -> None:
        super().__init__()
        self.primary = primary
        self._sentence = Label(sentence, "read", "ink2", align="centre", wrap=True)
        body = column(
            None,
            row(None, EmptyPicture(stages), None),
            8,
            Label(title, "title", align="centre"),
            row(None, (self._sentence, 1000), None),
            12,
            row(None, primary, None),
            row(None, *links, None, gap=16),
            None,
            None,
            gap=4,
        )
        self.setLayout(body)
        self._narrow()

    def _narrow(self) -> None:
        self._sentence.setMaximumWidth(theme.u(520))  # a longer line is hard to read

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._narrow()
