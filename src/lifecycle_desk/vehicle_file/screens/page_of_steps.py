"""A page of one car that goes its way in steps: a card for each, above them what stands in the way."""

from collections.abc import Mapping, Sequence
from typing import Any, override

from PySide6.QtWidgets import QApplication, QWidget

from lifecycle_desk.base.milestones import Milestone, Reached
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.parts import Button, Card, Stack, Steps, column, row, wrap
from lifecycle_desk.vehicle.rules.life import VehicleState
from lifecycle_desk.vehicle.screens.event_text import join
from lifecycle_desk.vehicle.screens.step_card import StepCard, StepShown
from lifecycle_desk.vehicle_file.screens.page_of_a_car import PageOfACar


class PageOfSteps[Read](PageOfACar[Read]):
    """The way of one car, shown by `show_steps`; the next step has the primary button and the keyboard.

    Its card stands first: at the end of a long way nobody would see where the keyboard is.
    """

    def __init__(self, app: AppContext) -> None:
        super().__init__(app)
        self.cards: list[StepCard] = []
        self.bars: list[QWidget] = []
        self.vehicle = self.car.open
        self._bars, self._cards = Stack(12), Stack(12)

    def lay_out_way(self, way: Sequence[Milestone], *buttons: Button, empty: QWidget) -> None:
        """Lay out a page that shows nothing but its way: how far the car has come, then the cards."""
        self.steps = Steps(way)
        card = Card(row(self.steps, None, margins=(16, 8, 16, 8)))
        head = column(self.car.lines(*buttons, self.print, self.vehicle), card, gap=10)
        self.lay_out(head, wrap(column(self._cards, None, margins=(0, 0, 0, 2))), self._bars, empty=empty)

    def show_way(
        self, name: str, figures: VehicleState, described: Mapping[str, Any], here: int, reached: Sequence[Reached]
    ) -> None:
        """Say which car it is and how far it has come."""
        about = join(str(described["model_year"] or ""), described["colour"], described["energy"])
        self.car.show_car(self._vin, name, figures.plate, figures.stage, about)
        self.steps.go(here, reached)

    def show_steps(self, steps: Sequence[StepShown], bars: Sequence[QWidget] = ()) -> None:
        """Show cards and bars anew; a button that has the keyboard keeps it."""
        held = self._held()
        self.bars, self.cards = list(bars), [StepCard(each, self._app.permits) for each in steps]
        self._bars.fill(self.bars)
        first = [each for each in self.cards if each.is_next]
        self._cards.fill([*first, *(each for each in self.cards if not each.is_next)])
        self.keep_back(quiet=self.panel.entry is not None)
        if held is not None:
            same = (each for each in self._buttons() if each.text() == held)
            next(same, self.work()).setFocus()

    @override
    def begin(self) -> None:
        self.show_steps([])

    def _buttons(self) -> list[Button]:
        return [each for card in self.cards for each in card.buttons]

    def _held(self) -> str | None:
        """The text of the focused button that is about to be made anew; None where the focus is elsewhere."""
        focus = QApplication.focusWidget()
        if focus is None or not any(each.isAncestorOf(focus) for each in (*self.cards, *self.bars)):
            return None
        return focus.text() if isinstance(focus, Button) else ""

    @override
    def work(self) -> QWidget:
        return next((each for each in self._buttons() if each.kind == "primary"), self.vehicle)

    @override
    def keep_back(self, *, quiet: bool) -> None:
        for each in self._buttons():
            each.setEnabled(not quiet)

    @override
    def _give_focus(self) -> None:
        super()._give_focus()
        if not self.panel.entry:
            self._scroll.verticalScrollBar().setValue(0)  # Qt followed the focus of cards that are gone
