"""A tariff that is chosen in the list, whole: when each price applies and what it is, and what to do with it."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look.parts import Button, Card, Label, Scroll, SectionTitle, Stack, column, row, wrap
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.charging.tariffs.rules.tariffs import Tariff
from lifecycle_desk.stages.charging.tariffs.screens.words import (
    NOTHING_ELSE,
    elements_said,
    fee_said,
    period_said,
    place_said,
)
from lifecycle_desk.vehicle.screens.event_text import join


class TariffReading(Card):
    """All that a tariff says; hidden while none is chosen."""

    def __init__(self, history: Button) -> None:
        self.history = history
        self.use = Button(N_("Copy to new tariff"), icon="copy")
        self.drop = Button(N_("Remove tariff"), icon="trash")
        self._place, self._about = SectionTitle(), Label("", "small", "ink2", wrap=True)
        self._body = Stack()
        self._shown: tuple[Tariff, str, int] | None = None
        named = wrap(column(self._place, self._about, gap=2))
        head = row((named, 1), self.history, margins=(16, 12, 12, 4))
        foot = row(None, self.use, self.drop, margins=(12, 6, 12, 10))
        scroll = Scroll(column(self._body, None, gap=0, margins=(16, 2, 16, 2)))
        super().__init__(column(head, (scroll, 1), foot, gap=0, margins=(1, 0, 1, 1)))
        translator().changed.connect(self._say)
        self.hide()

    def show_tariff(self, tariff: Tariff | None, zone: str = "", first_weekday: int = 1) -> None:
        """Show a tariff, where `zone` is the dealer's own; or none."""
        self._shown = (tariff, zone, first_weekday) if tariff else None
        self.setVisible(tariff is not None)
        self._say()

    @Slot()
    def _say(self) -> None:
        if self._shown is None:
            return
        tariff, zone, first_weekday = self._shown
        language = translator().current
        self._place.show_text(place_said(tariff, language))
        elsewhere = "" if tariff.zone == zone else language(N_("times in %(zone)s"), zone=tariff.zone)
        self._about.show_text(join(period_said(tariff, language), fee_said(tariff, language), elsewhere))
        said = elements_said(tariff, language, first_weekday) or [language(NOTHING_ELSE)]
        names = [element.name for element in tariff.elements] or [""]
        self._body.fill([wrap(column(*map(_lines, said, names), gap=8))])


def _lines(said: str, name: str) -> QWidget:
    """A price, under its name where it has one."""
    named = [Label(text=name, role="small", ink="ink3", wrap=True)] if name else []
    return wrap(column(*named, Label(text=said, wrap=True), gap=0))
