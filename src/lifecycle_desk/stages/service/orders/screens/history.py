"""The history of an order or of a claim, the last first: what, who, when, and whether it still counts."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.look.parts import Card, Glyph, Label, SectionTitle, Stack, column, row, wrap
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.claims.rules.facts import WhyTold
from lifecycle_desk.stages.service.orders.rules.facts import OrderTold
from lifecycle_desk.stages.service.orders.usecases.history import Happened
from lifecycle_desk.vehicle.screens.event_text import join

NOT_COUNTING = N_("no longer counts")


class History[Said: OrderTold | WhyTold](Card):
    """The steps of one thing; `says` gives the title of a step, in the language of now, and its icon."""

    def __init__(self, says: Callable[[Happened[Said]], tuple[str, str]]) -> None:
        self._says = says
        self._steps: tuple[Happened[Said], ...] = ()
        self._list = Stack(10)
        super().__init__(column(SectionTitle(C_("order", "History")), self._list, gap=10, margins=(16, 14, 16, 14)))
        translator().changed.connect(self._show)

    def show_steps(self, steps: Sequence[Happened[Said]]) -> None:
        """Show other steps, the last first."""
        self._steps = tuple(steps)
        self._show()

    @Slot()
    def _show(self) -> None:
        self._list.fill(map(self._line, self._steps))

    def _line(self, step: Happened[Said]) -> QWidget:
        (title, icon), told, language = self._says(step), step.told, translator().current
        when = language.formats.moment(datetime.fromisoformat(told.at)) if told.at else language.formats.day(told.on)
        counts = None if step.stands else language(NOT_COUNTING)
        lines = [Label(PlainText(title), "medium", "ink" if step.stands else "ink3", wrap=True)]
        lines.append(Label(PlainText(join(when, told.by, counts)), "small", "ink3", wrap=True))
        if step.said.why:
            lines.append(Label(PlainText(step.said.why), "small", "ink2", wrap=True))
        return wrap(row(Glyph(icon, "ink2" if step.stands else "ink3"), (wrap(column(*lines, gap=1)), 1), gap=10))
