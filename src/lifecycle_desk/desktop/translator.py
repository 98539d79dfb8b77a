"""Live language: every text on the screen is said once and follows when the language changes."""

from collections.abc import Callable
from typing import cast, override

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, Qt, QTranslator, Signal, Slot
from PySide6.QtWidgets import QApplication
from shiboken6 import delete, isValid

from lifecycle_desk.desktop.look.undisturbed import undisturbed
from lifecycle_desk.language import Language


class Translator(QTranslator):
    """The language of the screen; answers Qt's own words from our catalogs too."""

    changing = Signal()  # the language is about to change: what stands on the screen is still as it was
    changed = Signal()
    settled = Signal()  # all that follows the language has followed

    current = Language("en")

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._qt = QTranslator(self)
        self.through: Callable[[Language], Language] = _itself  # what hears all that is said: a second language

    def set_language(self, language: Language) -> None:
        """Change the language of the whole open application, mirrored where it is written from the right."""
        self.changing.emit()
        self.current = self.through(language)
        for each in (self, self._qt):
            QCoreApplication.removeTranslator(each)
        locale = QLocale(language.code)
        QLocale.setDefault(locale)
        with undisturbed():
            if self._qt.load(locale, "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
                QCoreApplication.installTranslator(self._qt)  # beneath ours, which is asked first
            QCoreApplication.installTranslator(self)  # sends LanguageChange, which asks for the layout direction
            for window in QApplication.topLevelWidgets():
                window.setLocale(locale)
        self.changed.emit()
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


def _itself(language: Language) -> Language:
    return language


_known: list[Translator] = []  # that of the running application, so that a thread which words a row asks no widget


def translator() -> Translator:
    """The speech of the running application."""
    if not (_known and isValid(_known[0])):
        _known[:] = [Translator(cast("QApplication", QApplication.instance()))]
    return _known[0]


class _Said(QObject):
    """A text that a widget says; it lives and dies with the widget."""

    def __init__(self, widget: QObject) -> None:
        super().__init__(widget)
        translator().changed.connect(self.again)

    def say(self, put: Callable[[str], object], message: str, facts: dict[str, object]) -> None:
        """Say a message, now and in every language to come."""
        self._put, self._message, self._facts = put, message, facts
        self.again()

    @property
    def told(self) -> tuple[str, dict[str, object]]:
        """The message and its facts."""
        return self._message, self._facts

    @Slot()
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
