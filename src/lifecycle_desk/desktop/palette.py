"""The palette: anything found or done from anywhere, in two keystrokes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import override

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from lifecycle_desk.desktop import words
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look import marks
from lifecycle_desk.desktop.look.messages import set_text
from lifecycle_desk.desktop.look.parts import Floating, Label, LineEdit, Scrim, column
from lifecycle_desk.desktop.look.rows import PaletteDelegate, PaletteHeading, PaletteRow, RowList
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.pages import Page, PaletteCommand
from lifecycle_desk.desktop.translator import translator

WIDE, DEEP, FROM_TOP = 640, 460, 96
FIELD = 70  # the field with its margins
SETTLED = 60  # ms without a key before the store is asked
MOST_COMMANDS = 8
OWN_KEYS = frozenset({Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down, Qt.Key.Key_Up})


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found in the books: what it is, its key, what to show."""

    kind: str
    ref: str
    vin: str | None
    label: str


type Search = Callable[[str], Sequence[Hit]]


class Palette(QObject):
    """A field and a list over the window; it closes when something was chosen, with Escape, or by a click beside."""

    chosen = Signal(object)  # a Command or a Hit

    def __init__(
        self,
        over: QWidget,
        app: AppContext,
        commands: Sequence[PaletteCommand],
        pages: Mapping[str, Page],
        search: Search,
        here: Callable[[], Sequence[PaletteCommand]] = tuple,
    ) -> None:
        super().__init__(over)
        self._over, self._app, self._commands, self._pages, self._search = over, app, commands, pages, search
        self._here = here  # what the page that is shown offers
        self._before: QWidget | None = None  # where one wrote
        self._hits: Sequence[Hit] = ()
        self._scrim, self.field = Scrim(over), LineEdit(role="read")
        self.found = RowList(words.SEARCH, PaletteDelegate())
        self.nothing = Label(words.NOTHING_FOUND, "body", "ink3", align="centre")
        self._box = Floating(column(self.field, (self.found, 1), self.nothing, gap=8, margins=(12, 12, 12, 12)))
        self._box.setParent(over)
        set_text(self.field.setPlaceholderText, words.SEARCH)
        set_text(self.field.setAccessibleName, words.SEARCH)
        self._wait = QTimer(self, singleShot=True, interval=SETTLED)
        self._wait.timeout.connect(self._ask)
        self.field.textChanged.connect(self._typed)
        self.field.installEventFilter(self)
        self.found.opened.connect(self._take)
        self.found.clicked.connect(lambda index: self._take(self.found.rows.rows[index.row()]))
        self._scrim.installEventFilter(self)
        over.installEventFilter(self)
        app.permits.known.connect(self._permitted)
        for part in (self._scrim, self._box):
            part.hide()

    def rise(self, text: str = "") -> None:
        """Open, with something typed already or not."""
        if not self.is_open:
            self._before = QApplication.focusWidget()
        self._place()
        self._scrim.show()
        self._box.show()
        for part in (self._scrim, self._box):
            part.raise_()
        self.field.setText(text)
        self.field.selectAll()
        self.field.setFocus()
        self._show(())

    def close_up(self) -> None:
        """Close and give the focus back to where one wrote."""
        before, self._before = self._before, None
        (before if before and isValid(before) and before.isVisible() else self._over).setFocus()
        self._scrim.hide()  # behind the focus, or Qt would tab on from here and mark what one wrote
        self._box.hide()

    @property
    def is_open(self) -> bool:
        """Whether it can be seen."""
        return self._box.isVisible()

    @Slot()
    def _typed(self) -> None:
        self._show(())
        self._wait.start()

    @Slot()
    def _permitted(self) -> None:
        """Leave out what it has just come to be known that one may not do."""
        if self.is_open:
            self._show(self._hits)

    @Slot()
    def _ask(self) -> None:
        typed = self.field.text().strip()
        if typed:
            self._app.run_query(lambda: self._search(typed), lambda hits: self._came(typed, hits))

    def _came(self, typed: str, hits: Sequence[Hit]) -> None:
        if typed == self.field.text().strip():
            self._show(hits)

    def _show(self, hits: Sequence[Hit]) -> None:
        self._hits, typed = hits, self.field.text().strip()
        rows: list[PaletteHeading | PaletteRow] = []
        for kind in dict.fromkeys(each.kind for each in hits if each.kind in self._pages):
            page = self._pages[kind]
            rows.append(PaletteHeading(translator().current(page.found.heading if page.found else page.title)))
            rows += [_hit(each, page, typed) for each in hits if each.kind == kind]
        commands = self._matching(typed)
        if commands:
            rows.append(PaletteHeading(translator().current(words.COMMANDS)))
            rows += commands
        self.found.show_rows(rows)
        first = next((n for n, each in enumerate(rows) if not each.is_heading), None)
        if first is not None:
            self.found.setAutoScroll(False)  # which would hide the heading above it
            self.found.setCurrentIndex(self.found.rows.index(first, 0))
            self.found.setAutoScroll(True)
            self.found.scrollToTop()
        self.nothing.setVisible(not rows)
        self.found.setVisible(bool(rows))
        self._place()

    def _matching(self, typed: str) -> list[PaletteRow]:
        wanted = typed.casefold()
        offered = self._app.permits.offered((*self._here(), *self._commands))
        named = [(translator().current(each.words), each) for each in offered]
        fitting = [(name, each) for name, each in named if wanted in name.casefold()]
        return [
            PaletteRow(name, icon=each.icon, match=_where(name, wanted), keys=each.keys, key=each)
            for name, each in fitting[:MOST_COMMANDS]
        ]

    def _take(self, row: object) -> None:
        if isinstance(row, PaletteRow):
            self.close_up()
            self.chosen.emit(row.key)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and event.key() in OWN_KEYS:
                event.accept()  # or the page behind would hear it: Escape leaves it, Ctrl+Enter saves it
                return True
            if event.type() == QEvent.Type.KeyPress:
                return self._key(event)
        if watched is self._scrim and event.type() == QEvent.Type.MouseButtonPress:
            self.close_up()
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _key(self, event: QKeyEvent) -> bool:
        match event.key():
            case Qt.Key.Key_Escape:
                self.close_up()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._take(self.found.current())
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                self._move(1 if event.key() == Qt.Key.Key_Down else -1)
            case _:
                return False
        return True

    def _move(self, by: int) -> None:
        """To the next row that is no heading."""
        rows, at = self.found.rows.rows, self.found.currentIndex().row() + by
        while 0 <= at < len(rows) and rows[at].is_heading:
            at += by
        if 0 <= at < len(rows):
            self.found.setCurrentIndex(self.found.rows.index(at, 0))

    def _place(self) -> None:
        over = self._over
        self._scrim.setGeometry(over.rect())
        rows = sum(self.found.delegate.height(each) for each in self.found.rows.rows) or theme.px(40)
        shade = 2 * marks.SHADE
        wide = min(theme.u(WIDE) + shade, over.width() - 48)
        deep = min(theme.px(FIELD) + rows + shade, theme.px(DEEP) + shade, over.height() - FROM_TOP - 24)
        self._box.setGeometry(QRect((over.width() - wide) // 2, FROM_TOP, wide, deep))


def _hit(hit: Hit, page: Page, typed: str) -> PaletteRow:
    """Something found, as the page that shows it says."""
    at = hit.label.casefold().find(typed.casefold())
    match = (at, at + len(typed)) if at >= 0 else (0, 0)
    detail = hit.ref if page.found and page.found.with_key else hit.vin or ""
    return PaletteRow(hit.label, detail, page.icon, match=match, key=hit)


def _where(name: str, wanted: str) -> tuple[int, int]:
    at = name.casefold().find(wanted) if wanted else -1
    return (at, at + len(wanted)) if at >= 0 else (0, 0)
