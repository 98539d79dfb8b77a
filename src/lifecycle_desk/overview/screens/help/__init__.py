"""Help: the pages at the start, the one that is read at the end; a search over all of them."""

from collections.abc import Iterator, Sequence
from typing import override

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop import words
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.keys import KeyGroup, listen
from lifecycle_desk.desktop.look.messages import PlainText, UiText, set_text
from lifecycle_desk.desktop.look.parts import Button, Card, Label, LineEdit, PageTitle, column, row, wrap
from lifecycle_desk.desktop.look.rows import Heading, RowList, TwoLineDelegate, TwoLineRow
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.overview.rules.help_pages import FIRST_HOUR, GROUPS, INDEX, NAMES, OF_REGION, Group, help_page
from lifecycle_desk.overview.rules.help_text import Block, filled
from lifecycle_desk.overview.screens.help.document import HelpText
from lifecycle_desk.overview.screens.help.tour import Tour

TITLE, CONTENTS, SEARCH = N_("Help"), N_("Help pages"), N_("Search help")
AROUND = 28  # letters shown before and after what was searched
CONTENTS_WIDTH, LEAST_CONTENTS = 280, 184  # px


class HelpPage(PageWidget):
    """Help on the page that one came from; a place names the page of help: Place("help", "order_form")."""

    groups: Sequence[Group] = GROUPS

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self.name = app, INDEX
        self.search = LineEdit()
        self.search.setClearButtonEnabled(False)
        set_text(self.search.setPlaceholderText, SEARCH)
        set_text(self.search.setAccessibleName, SEARCH)
        self.contents = RowList(CONTENTS, TwoLineDelegate())
        self.nothing = Label(words.NOTHING_FOUND, "body", "ink3", wrap=True)
        self.text, self.tour = HelpText(TITLE), Tour(app)
        self.keys = Button(words.SHORTCUTS, shown_keys="?")
        self.back = Button(C_("page", "Back"), shown_keys="Esc")
        listed = column(
            wrap(row((self.search, 1), margins=(12, 12, 12, 4))),
            wrap(row(self.nothing, margins=(16, 0, 16, 0))),
            (self.contents, 1),
            gap=4,
            margins=(1, 1, 1, 6),
        )
        self._side = Card(listed)
        self._shown = QStackedWidget()
        for part in (self.text, self.tour):
            self._shown.addWidget(part)
        self._read = Card(column(self._shown, gap=0, margins=(1, 1, 1, 1)))
        head = row(PageTitle(TITLE), None, self.keys, self.back)
        body = row(self._side, (self._read, 1), gap=16)
        self.setLayout(column(head, (wrap(body), 1), gap=14, margins=(24, 14, 24, 16)))
        self._connect()
        self._fit()
        self._list()

    def _connect(self) -> None:
        self.search.textChanged.connect(self._list)
        self.search.on_enter(self._open_first)
        self.contents.opened.connect(self._open)
        self.contents.clicked.connect(lambda index: self._open(self.contents.rows.rows[index.row()]))
        self.text.followed.connect(self._follow)
        self.keys.clicked.connect(self._app.keys_wanted)
        self.back.clicked.connect(self._app.go_back)
        listen(self, "Esc", words.BACK, self._leave, group=KeyGroup.PAGE)
        translator().changed.connect(self._follow_language)
        theme.changed.connect(self._fit)

    @override
    def show_key(self, key: str) -> None:
        self.name = key if key in NAMES else INDEX
        self._read_page()
        if self._is_tour:
            self.tour.look()
        self._stand()

    @override
    def first_focus(self) -> QWidget | None:
        return self.tour.next_button() if self._is_tour else self.text

    @property
    def _is_tour(self) -> bool:
        return self.name == FIRST_HOUR

    def _read_page(self) -> None:
        """Show the page that is named, from its beginning."""
        self._shown.setCurrentIndex(1 if self._is_tour else 0)
        if not self._is_tour:
            self.text.show_blocks(help_page(translator().current.chain, self.name))

    @override
    def filter_field(self) -> QWidget | None:
        return self.search

    @override
    def title(self) -> UiText:
        return PlainText(self._title_of(self.name))

    @Slot()
    def _follow_language(self) -> None:
        self._list()
        self._read_page()

    # The list ---------------------------------------------------------------------------------------------------

    @Slot()
    def _list(self) -> None:
        """List the pages, or those in which what is searched stands, in the language of now."""
        wanted = self.search.text().strip().casefold()
        rows = list(self._rows(wanted))
        self.contents.show_rows(rows)
        self.contents.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self._stand()

    def _rows(self, wanted: str) -> Iterator[Heading | TwoLineRow]:
        for group in self.groups:
            found = [(name, where) for name in group.names if (where := self._where(name, wanted)) is not None]
            if found:
                yield Heading(translator().current(group.heading))
            for name, where in found:
                yield TwoLineRow(self._title_of(name), where, key=name)

    def _where(self, name: str, wanted: str) -> str | None:
        """The words around what is searched; empty where only the title has it, or nothing is searched."""
        if not wanted or wanted in self._title_of(name).casefold():
            return ""
        for block in self._filled(name):
            said = block.plain()
            at = said.casefold().find(wanted)
            if at >= 0:
                start, end = max(0, at - AROUND), at + len(wanted) + AROUND
                return f"{'…' if start else ''}{said[start:end].strip()}{'…' if end < len(said) else ''}"
        return None

    @staticmethod
    def _filled(name: str) -> list[Block]:
        say = translator().current.words
        return [filled(each, say) for each in help_page(translator().current.chain, name)]

    def _title_of(self, name: str) -> str:
        return self._filled(name)[0].plain()

    def _stand(self) -> None:
        """Let the list stand at the page that is read."""
        rows = self.contents.rows.rows
        at = next((n for n, each in enumerate(rows) if getattr(each, "key", None) == self.name), None)
        if at is not None:
            head = max(n for n, each in enumerate(rows[: at + 1]) if isinstance(each, Heading))
            self.contents.scrollTo(self.contents.rows.index(head, 0))  # a page is seen below its heading
            self.contents.setCurrentIndex(self.contents.rows.index(at, 0))

    # Ways out ---------------------------------------------------------------------------------------------------

    @Slot(object)
    def _open(self, row: object) -> None:
        if isinstance(row, TwoLineRow) and row.key != self.name:
            self._app.go("help", str(row.key))

    @Slot()
    def _open_first(self) -> None:
        first = next((each for each in self.contents.rows.rows if isinstance(each, TwoLineRow)), None)
        if first:
            self._open(first)

    @Slot(str)
    def _follow(self, target: str) -> None:
        kind, _, name = target.partition(":")
        if kind == "help":
            self._app.go("help", name)
        elif kind == "page":
            self._app.go(name)

    @Slot()
    def _leave(self) -> None:
        """Give up the search first, then go back."""
        if self.search.text():
            self.search.clear()
        else:
            self._app.go_back()

    @Slot()
    def _fit(self) -> None:
        """Give the contents their column, and in a narrow window less of it than what is read."""
        self._side.setFixedWidth(min(theme.u(CONTENTS_WIDTH), max(theme.u(LEAST_CONTENTS), self.width() // 3)))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class RegionHelpPage(HelpPage):
    """Help in the window that looks into a region, whose people have none of a dealer's pages."""

    groups = OF_REGION
