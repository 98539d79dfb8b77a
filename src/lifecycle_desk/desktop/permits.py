"""Permits: buttons of what the person at the window may not do are greyed, and say why and who may.

Nothing is protected by this: the books refuse what is not permitted, whoever asks. It spares people a form that cannot
be saved.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from shiboken6 import isValid

from lifecycle_desk.base.named import load
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.commands.command import Command, UserSession
from lifecycle_desk.commands.rights import Right
from lifecycle_desk.desktop.look.messages import Message, UiText
from lifecycle_desk.desktop.look.parts import WithheldButton

if TYPE_CHECKING:
    from typing import Any

    from lifecycle_desk.desktop.app_context import AppContext
    from lifecycle_desk.desktop.pages import PaletteCommand

# A change of one of them may change who may do what.
TABLES = frozenset({"dealer", "staff", "own_role"})
type Named = "Right | str"  # "module:RIGHT" is loaded where it is looked up, so that naming one costs nothing
type Need = "Named | Command[Any, Any]"


class Permits(QObject):
    """The rights that buttons need, looked up together, and again when staff, roles or the person change."""

    known = Signal()  # something was looked up

    def __init__(self, app: "AppContext") -> None:
        super().__init__(app)
        self._app = app
        self._needs: WeakKeyDictionary[WithheldButton, Named] = WeakKeyDictionary()
        self._asked: set[Named] = set()  # of what is offered by no button
        self.forms: Mapping[str, Named] = {}  # the rights of what pages save, by their names
        self._reasons: dict[Named, UiText] = {}
        self._soon = QTimer(self, singleShot=True, interval=0)  # a page says what each of its buttons needs in one go
        self._soon.timeout.connect(self._look)
        app.changed.connect(self._heard)

    def need(self, what: "Need | None", *buttons: WithheldButton) -> None:
        """Say which right some buttons need from now on, by itself or as the one of a command; None for none."""
        right = _right_needed(what)
        for each in buttons:
            if right is None:
                self._needs.pop(each, None)
                each.withhold("")
            else:
                self._needs[each] = right
                self._withhold(each, right)

    def _withhold(self, button: WithheldButton, right: Named) -> None:
        if right in self._reasons:
            button.withhold(self._reasons[right])
        else:
            self._soon.start()

    def lead_to(self, page: str, *buttons: WithheldButton) -> None:
        """Say to which page some buttons lead: where it is a form, they need the right of what it saves."""
        self.need(self.of_page(page), *buttons)

    def of_page(self, page: str) -> Named | None:
        """The right of what a page saves; None where the page is no form."""
        return self.forms.get(page)

    def watch(self, needs: "Iterable[Need | None]") -> None:
        """Look up rights of what no button offers: the entries of a menu, what is dragged, what is saved by itself."""
        self._asked |= {right for each in needs if (right := _right_needed(each))}
        if self._asked - self._reasons.keys():
            self._soon.start()

    def lacks(self, what: "Need | None") -> bool:
        """Whether a right that is watched is known to be missing."""
        return bool(self.reason(what))

    def reason(self, what: "Need | None") -> UiText:
        """Why a right that is watched is missing, and who has it; empty where it is there, or not known yet."""
        right = _right_needed(what)
        return self._reasons.get(right, "") if right else ""

    def lets(self, what: "Need") -> bool:
        """Whether something that no button starts may be begun; where it may not, the window says why."""
        if reason := self.reason(what):
            self._app.hint(reason)
        return not reason

    def offered(self, commands: Iterable["PaletteCommand"]) -> "Sequence[PaletteCommand]":
        """The commands but those whose right is known to be missing; what is not known yet is looked up."""
        kept = tuple(commands)
        self.watch(each.right for each in kept)
        return [each for each in kept if not self.lacks(each.right)]

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
        user, missing = self._app.user, {*self._needs.values(), *self._asked} - self._reasons.keys()
        if missing:
            self._app.run_query(lambda: _reasons(user, missing), lambda found: self._came(user, found))

    def _came(self, user: UserSession, found: dict[Named, UiText]) -> None:
        if user != self._app.user:
            return  # somebody else sits here by now, for whom it is being looked up
        self._reasons |= found
        for button, right in tuple(self._needs.items()):
            if right in found and isValid(button):  # a page of who sat here before may be going
                button.withhold(found[right])
        self.known.emit()


def _right_needed(what: "Need | None") -> Named | None:
    return what.right if isinstance(what, Command) else what


def right_of(named: Named) -> Right:
    """The right itself, loaded where it was only named."""
    right: Right = load(named) if isinstance(named, str) else named
    return right


def _reasons(user: UserSession, rights: Iterable[Named]) -> dict[Named, UiText]:
    """Why each right is not there, in the words of the refusal; empty words where it is."""
    named = {each: right_of(each) for each in rights}
    try:
        refusals = user.refusals(named.values())
    except Objection as refusal:  # books that cannot be read let nothing be done
        return dict.fromkeys(named, _in_words(refusal))
    return {each: _in_words(refusals[right]) for each, right in named.items()}


def _in_words(refusal: Objection | None) -> UiText:
    return Message(refusal.message, **refusal.told) if refusal else ""
