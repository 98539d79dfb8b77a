"""Bars on every page of a car whose campaigns keep it here: one for each, with the way to it."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_
from lifecycle_desk.campaigns.rules.status import stop_of
from lifecycle_desk.campaigns.screens.looks import orders_of
from lifecycle_desk.campaigns.usecases.lists import CampaignOfCar
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.look.parts import Button, InfoBar, Stack
from lifecycle_desk.desktop.look.theme import theme

OPEN = C_("campaign", "View")


class CampaignBars(QWidget):
    """The campaigns that keep a car here; hidden while there is none. `action` makes another button than the way."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[str, ...] = ()
        self._stack = Stack(8)
        self.setLayout(self._stack)
        self.hide()

    def show_campaigns(
        self, campaigns: Sequence[CampaignOfCar], action: Callable[[CampaignOfCar], Button | None] | None = None
    ) -> None:
        """Show other campaigns; what has not changed stays, so that the keyboard stays on it."""
        keeping = [each for each in campaigns if each.grounds]
        made = tuple(f"{each.campaign}{each.texts}" for each in keeping)
        if made == self._shown and action is None:
            return
        self._shown = made
        self._stack.fill(self._bar(each, action(each) if action else None) for each in keeping)
        self.setVisible(bool(keeping))

    @property
    def bars(self) -> list[InfoBar]:
        """The bars that stand here."""
        return self._stack.parts

    def _bar(self, of: CampaignOfCar, action: Button | None) -> InfoBar:
        button = action
        if button is None:
            button = Button(OPEN, icon="speakerphone")
            button.clicked.connect(partial(self._want, of.campaign.number))
        why = stop_of(of.campaign, of.texts.title)
        said = Message(why.message, **why.told)
        bar = InfoBar(said, strong=next(orders_of(of.campaign)), tone="danger", icon="lock", action=button)
        bar.setMinimumHeight(theme.px(38))  # a layout inside a widget forgets what height the widget asked for
        return bar

    def _want(self, number: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot of a signal)
        self.wanted.emit(number)
