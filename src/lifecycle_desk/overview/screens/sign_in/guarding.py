"""The guard of a window: asks who works here where staff have PINs, at the opening, by a key and after idleness."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QDialog

from lifecycle_desk.base.objections import N_
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.desktop.keys import KeyGroup, listen
from lifecycle_desk.desktop.window import Window

if TYPE_CHECKING:
    from lifecycle_desk.overview.screens.sign_in.confirming import SecondPersonScreen
    from lifecycle_desk.overview.screens.sign_in.screen import SignInScreen

SWITCH_USER, KEYS = N_("Switch user or lock"), "Ctrl+Shift+L"
TABLES = frozenset({"staff_secret", "dealer", "staff"})


class Guard(QObject):
    """Stands before a window; does nothing as long as nobody at this dealer's has a PIN."""

    def __init__(self, window: Window, dealer: str) -> None:
        super().__init__(window)
        self._window, self._dealer, self.is_on = window, dealer, False
        window.bar.person.clicked.connect(self.ask)
        window.app.changed.connect(self._heard)
        window.app.confirming = self._confirm

    @cached_property
    def screen(self) -> "SignInScreen":
        """The page that asks, made when it is first needed, and with it the watch on idleness and the key."""
        from lifecycle_desk.overview.screens.sign_in.idle import Idle
        from lifecycle_desk.overview.screens.sign_in.screen import SignInScreen

        made = SignInScreen(self._window, self._dealer)
        made.signed_in.connect(self._signed_in)
        listen(self._window, KEYS, SWITCH_USER, self.ask, group=KeyGroup.EVERYWHERE)
        Idle(self, lambda: self._window.machine.lock_after).fell.connect(self.ask)
        return made

    @cached_property
    def second(self) -> "SecondPersonScreen":
        """The page that asks a second person, made when it is first needed."""
        from lifecycle_desk.overview.screens.sign_in.confirming import SecondPersonScreen

        return SecondPersonScreen(self._window)

    def _confirm(self, fact: Exception, go_on: Callable[[str], object], give_up: Callable[[], object]) -> bool:
        """Ask a second person where a refusal says that one is needed."""
        from lifecycle_desk.dealership.rules.roles import SecondPersonNeeded

        if not isinstance(fact, SecondPersonNeeded):
            return False
        self.second.ask(fact, go_on, give_up)
        return True

    def stand(self, name: str | None) -> None:
        """Ask from now on; somebody may be chosen already."""
        self.is_on = True
        self.screen.ask(name)

    @Slot()
    def ask(self) -> None:
        """Ask who works here; what is being typed is kept as a draft, dialogs that no cover covers are given up."""
        if self.is_on and not self.screen.is_up:
            self._window.app.pausing.emit()
            for dialog in self._window.findChildren(QDialog):
                dialog.reject()
            self.screen.ask()

    def _signed_in(self, member: Member) -> None:
        if member.name != self._window.app.user.staff:
            self._window.become(member.name, member.full_name)
            if member.language and member.language != self._window.machine.language:
                self._window.speak(member.language)

    @Slot(frozenset)
    def _heard(self, tables: frozenset[str]) -> None:
        if tables & TABLES:
            from lifecycle_desk.dealership.usecases.proving import asks_for_secrets

            store = self._window.app.user.store
            self._window.app.run_query(lambda: asks_for_secrets(store), self._known)

    def _known(self, asks: bool) -> None:  # noqa: FBT001 (an answer)
        if asks and not self.is_on and self._window.app.user.staff is None:
            self.stand(None)  # sign-in was required just now: whoever did so proves that the PIN is known
        self.is_on = asks
