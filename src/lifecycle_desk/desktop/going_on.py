"""Going on by Enter: in every form of every page Enter leads from field to field, and at last to what saves it.

A page hears Enter where nothing on the way had a use for it: not a completion that is open, which takes its row, nor a
text of several lines, which begins a new one, nor a line that keeps it for a meaning of its own (`LineEdit.on_enter`).
"""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QTextEdit, QWidget

from lifecycle_desk.desktop.look.parts import Button, CheckBox, Field

ASKED = (QLineEdit, QTextEdit, QComboBox, CheckBox)
SAVES = frozenset({"Ctrl+Return", "Ctrl+Enter"})


def is_enter(event: QKeyEvent) -> bool:
    """Whether a key is Enter and nothing else."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not held


def go_on(page: QWidget) -> bool:
    """Give the keyboard to what comes after the field that has it; False where no field of the page has it."""
    here = QApplication.focusWidget()
    if here is None or not page.isAncestorOf(here):
        return False  # a list leaves its Enter to its page once that has opened another one
    field = field_around(here, page)
    if field is None and not isinstance(here, CheckBox):
        return False
    form = form_around(here, page)
    after = next(_after(here, form), None) or next(_saving(form), None)
    if after:
        after.setFocus(Qt.FocusReason.TabFocusReason)
    return True


def field_around(part: QWidget | None, page: QWidget) -> Field | None:
    """The field of a page in which a part stands."""
    while part is not None and part is not page:
        if isinstance(part, Field):
            return part
        part = part.parentWidget()
    return None


def form_around(part: QWidget, page: QWidget) -> QWidget:
    """The form of a part: the narrowest part of the page around it that has a button which saves."""
    around = part.parentWidget()
    while around is not None and around is not page and not any(_saving(around)):
        around = around.parentWidget()
    return around or page


def _after(here: QWidget, form: QWidget) -> Iterator[QWidget]:
    """What a form asks for behind a part, in the order of Tab."""
    at: QWidget | None = here.nextInFocusChain()
    while at is not None and at is not here and not at.isWindow():
        if isinstance(at, ASKED) and _hears(at) and form.isAncestorOf(at):
            yield at
        at = at.nextInFocusChain()


def _saving(form: QWidget) -> Iterator[QWidget]:
    """The buttons that save what stands in a form."""
    return (each for each in form.findChildren(Button) if each.keys in SAVES and _hears(each))


def _hears(part: QWidget) -> bool:
    """Whether somebody could come to a part by Tab."""
    return part.isVisible() and part.isEnabled() and bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus)
