"""The papers of a change of owner, as the authority of the market wants them: each ticked when it is there."""

from datetime import date
from typing import override

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.isolates import own
from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look.messages import Message, PlainText
from lifecycle_desk.desktop.look.parts import CheckBox, EqualGrid, Field, Label, ReadField, column, row
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.transfer.ownership.rules.papers_wanted import (
    Asked,
    Authority,
    PaperKind,
    PaperThere,
    WantedPaper,
)
from lifecycle_desk.vehicle.screens.event_text import join
from lifecycle_desk.vehicle.screens.fields import day_field

LEAST = 300  # px of one paper


class _CloseTick(CheckBox):
    """A tick that stands close to what explains it."""

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.px(22))


class PaperLine(QWidget):
    """One paper: its tick, and below it what it is called there and who brings it."""

    def __init__(self, wanted: WantedPaper) -> None:
        super().__init__()
        self.wanted = wanted
        self.tick = _CloseTick(wanted.kind.label)
        self._about = Label(PlainText(_about(wanted)), "small", "ink3", wrap=True)
        self.setLayout(column(self.tick, row(24, (self._about, 1), gap=0), None, gap=0, margins=(0, 0, 0, 6)))
        self.setFocusProxy(self.tick)
        translator().changed.connect(self._say)

    @Slot()
    def _say(self) -> None:
        self._about.set_message(PlainText(_about(self.wanted)))


def _about(wanted: WantedPaper) -> str:
    language = translator().current
    asked = "" if wanted.asked is Asked.ALWAYS else language(wanted.asked.label)
    return join(own(wanted.local), language(wanted.brings.label), asked)


class PapersField(Field):
    """All papers that an authority wants, in even columns; one fault can stand below.

    `issued` are fields for the days of issue of those papers that grow too old.
    """

    def __init__(self, authority: Authority) -> None:
        self.lines = [PaperLine(each) for each in authority.papers]
        self.issued = {each.kind: _issued(each) for each in authority.papers if each.valid_days is not None}
        even = EqualGrid(list(self.lines), least=LEAST, gap=16, lines=False)
        even.setFocusProxy(self.lines[0])
        super().__init__(N_("Documents present"), even)

    @property
    def values(self) -> tuple[PaperThere, ...]:
        """The papers that are there."""
        ticked = (each.wanted.kind for each in self.lines if each.tick.isChecked())
        return tuple(PaperThere(kind, self._day(kind)) for kind in ticked)

    def _day(self, kind: PaperKind) -> date | None:
        field = self.issued.get(kind)
        return field.value if field and isinstance(field.value, date) else None


def _issued(wanted: WantedPaper) -> ReadField:
    field = day_field(Message(N_("%(paper)s: issued on"), paper=wanted.kind))
    field.hint(N_("At most %(days)s days old"), days=wanted.valid_days)
    return field
