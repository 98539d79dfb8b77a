"""Permits: buttons of what the person at the window may not do are greyed, and say why and who may.

Nothing is protected by this: the books refuse what is not permitted, whoever asks. It spares people a form that cannot
be saved.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING
from weakref import WeakSet

from PySide6.QtCore import QObject, QTimer, Slot

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.commands.command import Command, UserSession
from lifecycle_desk.commands.rights import Right
from lifecycle_desk.desktop.look.messages import Message, UiText
from lifecycle_desk.desktop.look.parts import Button

if TYPE_CHECKING:
    from typing import Any

    from lifecycle_desk.desktop.app_context import AppContext

# A change of one of them may change who may do what.
TABLES = frozenset({"dealer", "staff", "own_role"})


class Permits(QObject):
    """The rights that buttons need, looked up together, and again when staff, roles or the person change."""

    def __init__(self, app: "AppContext") -> None:
        super().__init__(app)
        self._app = app
        self._buttons: defaultdict[Right, WeakSet[Button]] = defaultdict(WeakSet)
        self._reasons: dict[Right, UiText] = {}
        self._soon = QTimer(self, singleShot=True, interval=0)  # a page says what each of its buttons needs in one go
        self._soon.timeout.connect(self._look)
        app.changed.connect(self._heard)

    def need(self, what: "Right | Command[Any, Any]", *buttons: Button) -> None:
        """Say which right some buttons need, by itself or as the one of a command."""
        right = what.right if isinstance(what, Command) else what
        self._buttons[right].update(buttons)
        if right in self._reasons:
            for each in buttons:
                each.withhold(self._reasons[right])
        else:
            self._soon.start()

    def look(self) -> None:
        """Look up everything anew: somebody else sits here now, or may do other things."""
        self._reasons.clear()
        self._soon.start()

    @Slot(frozenset)
    def _heard(self, tables: frozenset[str]) -> None:
        if tables & TABLES:
            self.look()

    @Slot()
    def _look(self) -> None:
        user, rights = self._app.user, [each for each, buttons in self._buttons.items() if buttons]
        missing = [each for each in rights if each not in self._reasons]
        if missing:
            self._app.run_query(lambda: _reasons(user, missing), self._came)

    def _came(self, found: dict[Right, UiText]) -> None:
        self._reasons |= found
        for right, reason in found.items():
            for button in tuple(self._buttons[right]):
                button.withhold(reason)


def _reasons(user: UserSession, rights: Iterable[Right]) -> dict[Right, UiText]:
    """Why each right is not there, in the words of the refusal; empty words where it is."""
    return {each: _reason(user, each) for each in rights}


def _reason(user: UserSession, right: Right) -> UiText:
    try:
        user.require(right)
    except Objection as refusal:
        return Message(refusal.message, **refusal.told)
    return ""
