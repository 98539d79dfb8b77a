"""Live language: every text on the screen is said once and follows when the language changes."""

import sys
from collections.abc import Callable, Iterable
from itertools import count
from operator import attrgetter
from typing import cast, override

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QLocale, QObject, Qt, QTranslator, Signal
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import delete, isValid

from lifecycle_desk.desktop.look.rooms import Behind
from lifecycle_desk.language import Language

_NUMBERS = count()


class Follower(QObject):
    """What a part does in each new language; it lives and dies with the part, and is found by being its child."""

    def __init__(self, part: QObject) -> None:
        super().__init__(part)
        self.number = next(_NUMBERS)

    def again(self) -> None:
        """Follow the language of now."""
        raise NotImplementedError


class _Calling(Follower):
    """Calls a method of its part, by its name: who held the method would hold the part."""

    def __init__(self, part: QObject, name: str) -> None:
        super().__init__(part)
        self._name = name

    @override
    def again(self) -> None:
        getattr(self.parent(), self._name)()


class Changed:
    """The language is another one: connected like a signal, and told to a room that is hidden when it is shown."""

    def connect(self, slot: Callable[[], object]) -> None:
        """Call a method of a part in each language to come, as long as the part lives."""
        _Calling(slot.__self__, slot.__name__)  # type: ignore[attr-defined]  # a bound method of a part


class Translator(QTranslator):
    """The language of the screen; answers Qt's own words from our catalogs too.

    A page that is hidden follows when it is shown: saying sixty pages anew took two thirds of a change of language.
    """

    changing = Signal()  # what is shown is about to follow the language: it is still as it was
    spoken = Signal()  # the language is another one, and nothing has followed it yet
    settled = Signal()  # all that is shown has followed

    current = Language("en")

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._qt = QTranslator(self)
        self.changed, self._behind = Changed(), Behind()
        self.through: Callable[[Language], Language] = _itself  # what hears all that is said: a second language

    def set_language(self, language: Language) -> None:
        """Change the language of the whole open application, mirrored where it is written from the right."""
        self.changing.emit()
        self.current = self.through(language)
        for each in (self, self._qt):
            QCoreApplication.removeTranslator(each)
        locale = QLocale(language.code)
        QLocale.setDefault(locale)
        if self._qt.load(locale, "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            QCoreApplication.installTranslator(self._qt)  # beneath ours, which is asked first
        QCoreApplication.installTranslator(self)  # sends LanguageChange, which asks for the layout direction
        for window in QApplication.topLevelWidgets():
            window.setLocale(locale)
        self.spoken.emit()
        self._behind.fall_back()
        _tell(each for each in self._behind.others() if isinstance(each, Follower))
        self.settled.emit()

    def catch_up(self, room: QWidget) -> None:
        """Let a room follow that was hidden when the language changed."""
        if self._behind.catch_up(room):
            self.changing.emit()
            QApplication.sendEvent(room, QEvent(QEvent.Type.LanguageChange))
            _tell(room.findChildren(Follower))
            self.settled.emit()

    @override
    def isEmpty(self) -> bool:
        return False  # an empty translator sends no LanguageChange

    @override
    def translate(self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        if sourceText == "QT_LAYOUT_DIRECTION":
            return "RTL" if self.current.right_to_left else "LTR"
        if context == "QShortcut":
            return None  # the names of keys stay Qt's: "Print" is not only a key
        words = self.current.words(sourceText)
        return words if words != sourceText else None


def _tell(followers: Iterable[Follower]) -> None:
    """Let parts follow in the order in which they began to: who looks at others was made behind them."""
    for each in sorted(followers, key=attrgetter("number")):
        if isValid(each):  # what follows before may have taken it away
            try:
                each.again()
            except Exception:  # noqa: BLE001 (reported, as Qt does of a slot: the others follow all the same)
                sys.excepthook(*sys.exc_info())


def _itself(language: Language) -> Language:
    return language


_known: list[Translator] = []  # that of the running application, so that a thread which words a row asks no widget


def translator() -> Translator:
    """The speech of the running application."""
    if not (_known and isValid(_known[0])):
        _known[:] = [Translator(cast("QApplication", QApplication.instance()))]
    return _known[0]


class _Said(Follower):
    """A text that a widget says; it lives and dies with the widget."""

    def say(self, put: Callable[[str], object], message: str, facts: dict[str, object]) -> None:
        """Say a message, now and in every language to come."""
        self._put, self._message, self._facts = put, message, facts
        self.again()

    @property
    def told(self) -> tuple[str, dict[str, object]]:
        """The message and its facts."""
        return self._message, self._facts

    @override
    def again(self) -> None:
        """Say it in the language of now."""
        self._put(translator().current(self._message, **self._facts))


def _said_by(put: Callable[[str], object]) -> list[_Said]:
    """What a setter was told to say."""
    widget = getattr(put, "__self__", None)
    if not isinstance(widget, QObject):
        return []
    return widget.findChildren(_Said, put.__name__, Qt.FindChildOption.FindDirectChildrenOnly)


def messages_of(widget: QObject) -> list[tuple[str, str, dict[str, object]]]:
    """The messages that a widget shows, each with the name of its setter and its facts."""
    found = widget.findChildren(_Said, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return [(each.objectName(), *each.told) for each in found if each.objectName()]


def clear_message(put: Callable[[str], object]) -> None:
    """End what a setter was told to say, at once, or it would come back with the next language."""
    for said in _said_by(put):
        delete(said)


def clear_messages_of(widget: QObject) -> None:
    """End what a widget was told to say by setters that are no bare methods: the entries of a list that goes."""
    for said in widget.findChildren(_Said, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if not said.objectName():
            delete(said)


def set_message(put: Callable[[str], object], message: str, by: QObject | None = None, **facts: object) -> None:
    """Say a message by a widget's setter, now and in every language to come; said anew, it replaces the last.

    `by` is who says it when the setter is no bare method: say(partial(box.setItemText, 2), N_("Warranty"), by=box).
    An empty message clears the text.
    """
    widget: QObject = by or put.__self__  # type: ignore[attr-defined]  # a bound method of a widget
    said = next(iter(() if by else _said_by(put)), None)
    if said is None:
        said = _Said(widget)
        said.setObjectName("" if by else put.__name__)
    said.say(put, message, facts)
