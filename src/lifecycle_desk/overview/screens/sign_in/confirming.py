"""A second person confirms, on the spot, what one alone may not do: by PIN, at the same window."""

from collections.abc import Callable
from typing import override

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLayout

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.said import names_in
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.rules.roles import SecondPersonNeeded
from lifecycle_desk.dealership.usecases.proving import who_confirm
from lifecycle_desk.desktop.look.parts import Button, Label, PageTitle, column, row
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.overview.screens.sign_in.cover import INSIDE, Cover, CoverCard, in_the_middle
from lifecycle_desk.overview.screens.sign_in.people import People

TITLE, MEANS = N_("A second person must confirm"), N_("Your own sign-in stays as it is.")
CONFIRM, CANCEL = C_("button", "Confirm"), N_("Cancel")


class SecondPersonScreen(Cover):
    """Covers the window until somebody who may has confirmed, or it was given up."""

    def __init__(self, over: Window) -> None:
        self.people = People(over.app, TITLE)
        self.what = Label("", "body", "ink", wrap=True)
        self.confirm = Button(CONFIRM, "primary", shown_keys="Return")
        self.cancel = Button(CANCEL, shown_keys="Esc")
        super().__init__(over, self._laid_out())
        self._app = over.app
        self._go_on: Callable[[str], object] = lambda _: None
        self._give_up: Callable[[], object] = lambda: None
        self.confirm.clicked.connect(self.people.try_secret)
        self.cancel.clicked.connect(self._cancel)
        self.people.ready.connect(self.confirm.setEnabled)
        self.people.proved.connect(self._proved)

    def _laid_out(self) -> QLayout:
        means = Label(MEANS, "small", "ink3", wrap=True)
        buttons = row(None, self.cancel, self.confirm, gap=8)
        items = (PageTitle(TITLE), self.what, self.people, means, buttons)
        return in_the_middle(CoverCard(column(*items, gap=8, margins=INSIDE)))

    def ask(self, needed: SecondPersonNeeded, go_on: Callable[[str], object], give_up: Callable[[], object]) -> None:
        """Ask those whom the refusal names; then it is done with the one who confirmed, or given up."""
        self._go_on, self._give_up = go_on, give_up
        self.what.set_message(needed.facts["doing"])
        self.rise(self.people.offer(who_confirm(self._app.user, names_in(needed.facts["names"]))))

    @Slot(Member)
    def _proved(self, member: Member) -> None:
        self.lift()
        self._go_on(member.name)

    @Slot()
    def _cancel(self) -> None:
        self.lift()
        self._give_up()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._cancel()
            return
        super().keyPressEvent(event)
