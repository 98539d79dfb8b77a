"""The keys that something listens to: each is told with its words, so that the sheet of keys is never kept by hand."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look.parts.buttons import Button, IconButton
from lifecycle_desk.desktop.translator import translator

NEXT_FIELD, NEW_LINE = N_("Next field"), N_("New line in a longer text")
_AS_TYPED = QKeySequence.SequenceFormat.PortableText


class KeyGroup(StrEnum):
    """Where keys do something."""

    EVERYWHERE = N_("Everywhere")
    PAGE = N_("This page")
    LISTS = N_("In lists")
    FORMS = N_("In forms")


@dataclass(frozen=True, slots=True)
class KeyShown:
    """A key and what it does, in the language of now."""

    keys: str
    words: str
    group: KeyGroup


class KeyOffer(QObject):
    """Something that a widget hears keys for by itself, such as a list: it says which, and what they do."""

    def key_words(self) -> Iterator[tuple[str, str]]:
        """Each key, and the message that says what it does."""
        raise NotImplementedError


def listen(
    on: QWidget,
    keys: str | QKeySequence.StandardKey,
    words: str,
    call: Callable[[], object],
    context: Qt.ShortcutContext = Qt.ShortcutContext.WindowShortcut,
    *,
    group: KeyGroup | None = None,
) -> QShortcut:
    """Listen to a key on a widget; `words` says what it does, `group` where that is not told by its context."""
    made = QShortcut(QKeySequence(keys), on, context=context)
    made.setWhatsThis(words)
    made.setProperty("group", (group or _BY_CONTEXT.get(context, KeyGroup.PAGE)).value)
    made.activated.connect(call)
    return made


_BY_CONTEXT = {
    Qt.ShortcutContext.WidgetShortcut: KeyGroup.LISTS,
    Qt.ShortcutContext.WidgetWithChildrenShortcut: KeyGroup.FORMS,
}


def keys_of(part: QWidget, *, everywhere: bool = False, deep: bool = True) -> list[KeyShown]:
    """The keys that could be pressed now on a part that is shown: of its buttons, its shortcuts and its lists.

    `everywhere` puts all of them into the group of what is heard on every page; without `deep` only the part's own
    shortcuts are told.
    """
    shown: dict[tuple[str, str], KeyShown] = {}
    heard = (*_buttons(part), *_shortcuts(part), *_offered(part), *_in_fields(part)) if deep else _shortcuts(part, _OWN)
    for keys, words, group in heard:
        told = KeyShown(keys, words, KeyGroup.EVERYWHERE if everywhere else group)
        shown.setdefault((told.keys, told.words), told)
    return list(shown.values())


_ALL = Qt.FindChildOption.FindChildrenRecursively
_OWN = Qt.FindChildOption.FindDirectChildrenOnly


def _shortcuts(part: QWidget, how: Qt.FindChildOption = _ALL) -> Iterator[tuple[str, str, KeyGroup]]:
    say = translator().current.words
    for each in part.findChildren(QShortcut, options=how):
        parent = each.parent()
        if each.whatsThis() and isinstance(parent, QWidget) and (parent is part or parent.isVisibleTo(part)):
            yield each.key().toString(_AS_TYPED), say(each.whatsThis()), KeyGroup(each.property("group"))


def _buttons(part: QWidget) -> Iterator[tuple[str, str, KeyGroup]]:
    for each in part.findChildren(QWidget):
        if isinstance(each, Button | IconButton) and each.pressed_by and each.isVisibleTo(part):
            yield each.pressed_by, each.text() or each.accessibleName(), KeyGroup.PAGE


def _in_fields(part: QWidget) -> Iterator[tuple[str, str, KeyGroup]]:
    """What Enter does in the fields of a form."""
    from lifecycle_desk.desktop.look.parts import TextField, TypedField  # few pages have any

    say, asked = translator().current.words, [each for each in part.findChildren(TypedField) if each.isVisibleTo(part)]
    if any(not isinstance(each, TextField) for each in asked):
        yield "Enter", say(NEXT_FIELD), KeyGroup.FORMS
    if any(isinstance(each, TextField) for each in asked):
        yield "Enter", say(NEW_LINE), KeyGroup.FORMS


def _offered(part: QWidget) -> Iterator[tuple[str, str, KeyGroup]]:
    say = translator().current.words
    for each in part.findChildren(KeyOffer):
        parent = each.parent()
        if isinstance(parent, QWidget) and parent.isVisibleTo(part):
            yield from ((keys, say(words), KeyGroup.LISTS) for keys, words in each.key_words())
