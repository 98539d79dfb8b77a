"""Importing: every kind of file that can come in, by what people call it; a file that is dropped shows its own kind."""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, override

from PySide6.QtCore import QDir, Slot
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from lifecycle_desk.base.named import load
from lifecycle_desk.base.objections import N_, NN_
from lifecycle_desk.base.said import InARow
from lifecycle_desk.commands.offers import Group, Reader
from lifecycle_desk.commands.presence import offered
from lifecycle_desk.commands.sealed_file import is_sealed
from lifecycle_desk.dealership.rules.rights import IMPORT
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.look.parts import Button, Card, InfoBar, Label, PageTitle, SectionTitle, column, row, wrap
from lifecycle_desk.desktop.look.rows import Heading, RowList, TwoLineDelegate, TwoLineRow
from lifecycle_desk.desktop.notices import said_of
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.files.kinds import likely, readers
from lifecycle_desk.files.looking import template
from lifecycle_desk.overview.screens.file_import import TITLE, FileImportPage
from lifecycle_desk.overview.screens.sealed_question import SealedQuestion
from lifecycle_desk.stages.charging.imports.interchange.mapped import KIND as GENERIC
from lifecycle_desk.stages.charging.imports.rules.mappings import ColumnMapping
from lifecycle_desk.vehicle.screens.dropping import FileDropPage
from lifecycle_desk.vehicle.screens.importing.page import BringingPage
from lifecycle_desk.vehicle.screens.importing.preview import CHOOSE, FileNotReadable
from lifecycle_desk.vehicle.screens.importing.table import TEMPLATE

ANY, BY_ITSELF = N_("Any file"), N_("The type is recognised from the contents.")
DROP = N_("Drop a file here, or choose one. It is checked before anything is imported.")
KINDS, COLUMNS = N_("File types"), N_("Columns: %(columns)s.")
COUNT = NN_("%(n)s type", "%(n)s types")
NEEDS_VEHICLE = N_("The file does not say which vehicle it is about; you will be asked.")
BY_COLUMNS = N_("You choose what each column means, and can save your choice for next time.")
FOUNDS = N_("A full export can only be imported when a new dealership is created.")


class KindList(RowList):
    """Every kind of file, grouped; the first row leaves it to the file."""

    def __init__(self, readers: Mapping[str, Reader]) -> None:
        super().__init__(KINDS, TwoLineDelegate())
        self._readers = readers
        translator().changed.connect(self.say)
        self.say()
        self.choose(None)

    @property
    def kind(self) -> str | None:
        """The kind that is chosen; None leaves it to the file."""
        key = getattr(self.current(), "key", None)
        return key if key in self._readers else None

    def choose(self, kind: str | None) -> None:
        """Choose a kind."""
        keys = [getattr(each, "key", None) for each in self.rows.rows]
        self.setCurrentIndex(self.rows.index(keys.index(kind or ANY), 0))

    @Slot()
    def say(self) -> None:
        """Say all rows in the language of now."""
        self.show_rows(list(self._rows()))

    def _rows(self) -> Iterator[TwoLineRow | Heading]:
        language = translator().current
        yield TwoLineRow(language(ANY), language(BY_ITSELF), icon="file-import", key=ANY)
        for group in Group:
            readers = [each for each in self._readers.values() if each.group is group]
            yield Heading(language(group.label), language(COUNT, n=len(readers)))
            for each in readers:
                yield TwoLineRow(language(each.title), language(each.about), icon=group.icon, key=each.kind)


class ImportPage(FileDropPage):
    """The kinds of files, and the page that a file of one is looked at and taken in on."""

    def __init__(self, app: AppContext) -> None:
        super().__init__(app)
        self._asked = 0
        self.readers = readers()
        self.kinds = KindList(self.readers)
        self.choose = Button(CHOOSE, "primary", icon="file-import", keys="Ctrl+O")
        self.save_template = Button(TEMPLATE, "link", icon="download")
        self.heading, self.about, self.more = (
            SectionTitle(ANY),
            Label("", wrap=True),
            Label("", "small", "ink2", wrap=True),
        )
        self.refusal = InfoBar("", tone="danger", icon="alert-circle")
        self.sealed, self.files = SealedQuestion(app), FileImportPage(app)
        self._pages: dict[str, BringingPage[Any] | None] = {"": self.files}
        self._stack = QStackedWidget()
        self._chooser = self._lay_out()
        self._stack.addWidget(self._chooser)
        self._stack.addWidget(self.sealed)
        self.setLayout(column((self._stack, 1), gap=0))
        self._connect()
        self._tell_kind()

    def _lay_out(self) -> QWidget:
        buttons = row(self.choose, self.save_template, None, gap=16)
        told = column(self.heading, self.about, self.more, 8, buttons, None, gap=8, margins=(16, 14, 16, 16))
        kinds = Card(column((self.kinds, 1), gap=0, margins=(1, 1, 1, 1)))
        beside = wrap(column(Card(told), None))  # it ends with what it says
        both = wrap(row((kinds, 3), (beside, 2), gap=16))
        self._refused = wrap(row((self.refusal, 1)))
        self._refused.hide()
        inner = column(
            Label(DROP, "read", "ink2", wrap=True), self._refused, (both, 1), gap=10, margins=(24, 0, 24, 16)
        )
        head = row(PageTitle(TITLE), None, margins=(24, 14, 24, 0))
        return wrap(column(wrap(head), (wrap(inner), 1), gap=8))

    def _connect(self) -> None:
        self.choose.clicked.connect(self._choose)
        self.app.permits.need(IMPORT, self.choose)
        self.save_template.clicked.connect(self._save_template)
        self.kinds.opened.connect(self._choose)
        self.kinds.selectionModel().currentChanged.connect(self._tell_kind)
        self.files.handed_on.connect(self._handed_on)
        self._take_in(self.files)
        self.sealed.opened.connect(self.read)
        self.sealed.gave_up.connect(self.begin_anew)
        translator().changed.connect(self._tell_kind)

    def _take_in(self, page: BringingPage[Any]) -> None:
        """Let a page that files are looked at on stand in this one."""
        self._stack.addWidget(page)
        page.host = self.read
        page.left.connect(self.begin_anew)
        page.gave_up.connect(self._refuse)

    def _page(self, name: str) -> BringingPage[Any] | None:
        """The page of the window that looks at files of some kinds, as it stands in this one; None where it cannot."""
        if name not in self._pages:
            view = load(next(each.view for each in offered("pages") if each.name == name.partition("/")[0]))
            page = view(self.app) if issubclass(view, BringingPage) else None
            if page:
                self._take_in(page)
            self._pages[name] = page
        return self._pages[name]

    @property
    def now(self) -> BringingPage[Any] | None:
        """The page that a file is looked at on; None while kinds are shown."""
        here = self._stack.currentWidget()
        return here if isinstance(here, BringingPage) else None

    @override
    def first_focus(self) -> QWidget | None:
        return self.now.first_focus() if self.now else self.choose

    @override
    def may_leave(self) -> bool:
        if self.now and self.now.is_done:
            self.sealed.put_away()  # what it held is in the records now
        return super().may_leave()

    @override
    def show_key(self, key: str) -> None:
        if key in self.readers or (self.now and self.now.is_done):
            self.begin_anew()
        if key in self.readers:
            self.kinds.choose(key)

    @Slot()
    def begin_anew(self) -> None:
        """Show the kinds, and wait for a file."""
        self._refused.hide()
        self.sealed.put_away()
        self._stack.setCurrentWidget(self._chooser)
        if self.isVisible():
            self.choose.setFocus()

    @Slot()
    def _tell_kind(self) -> None:
        """Say of the chosen kind what its files look like."""
        reader = self.readers.get(self.kinds.kind or "")
        self.heading.set_message(reader.title if reader else ANY)
        self.about.set_message(reader.about if reader else BY_ITSELF)
        self.more.set_message(_more(reader) if reader else "")
        self.more.setVisible(bool(reader and _more(reader)))
        self.save_template.setVisible(bool(reader and reader.header))
        self.choose.setEnabled(reader is None or not reader.founds)

    # A file -------------------------------------------------------------------------------------------------------

    @Slot()
    def _choose(self) -> None:
        if not self.choose.isEnabled():
            return
        chosen, _ = QFileDialog.getOpenFileName(self, translator().current(TITLE), QDir.homePath())
        if chosen:
            self.read(Path(chosen))

    @override
    def bring(self, path: Path) -> None:
        self.read(path)

    @Slot(Path)
    def read(self, path: Path) -> None:
        """Look at a file as the kind that is chosen, or as the one that it shows."""
        kind = self.kinds.kind
        self._asked += 1
        if is_sealed(path):
            self._refused.hide()
            self._stack.setCurrentWidget(self.sealed)
            self.sealed.ask(path)
            return
        if path != self.sealed.plain:
            self.sealed.put_away()
        if kind:
            self._read_as(path, kind)
            return
        ask = partial(likely, self.app.user, path)
        asked = self._asked
        self.app.run_query(ask, partial(self._known, asked, path), partial(self._not_known, asked, path))

    def _known(self, asked: int, path: Path, kinds: tuple[str, ...]) -> None:
        if asked == self._asked:
            self._read_as(path, kinds[0], chosen=False)

    def _not_known(self, asked: int, path: Path, fact: Exception) -> None:
        if asked == self._asked:
            self._refuse(FileNotReadable(path.name) if isinstance(fact, OSError) else fact)

    def _read_as(self, path: Path, kind: str, *, chosen: bool = True) -> None:
        self._refused.hide()
        reader = self.readers[kind]
        if reader.founds:
            self._say(FOUNDS)
        elif page := self._page(reader.page):
            self._show(page)
            page.read_as_kind(path, kind if chosen else None)
        else:
            self.app.go(*reader.page.split("/"))

    def _handed_on(self, name: str, path: Path, mapping: ColumnMapping) -> None:
        if page := self._page(name):
            self._show(page)
            page.read_as_kind(path, GENERIC, mapping)

    def _show(self, page: BringingPage[Any]) -> None:
        page.begin_anew()
        self._stack.setCurrentWidget(page)

    @Slot(object)
    def _refuse(self, fact: Exception) -> None:
        """Say why a file cannot be read, where another kind can be chosen for it."""
        self._say(said_of(fact))

    def _say(self, said: Message | str) -> None:
        self.begin_anew()
        self.refusal.set_message(said)
        self._refused.show()

    @Slot()
    def _save_template(self) -> None:
        reader = self.readers[self.kinds.kind or ""]
        self.save_file(TITLE, f"{reader.kind}.csv", "CSV (*.csv)", partial(template, reader))


def _more(reader: Reader) -> Message | str:
    """Further facts to know before a file of a kind is chosen."""
    if reader.header:
        return Message(COLUMNS, columns=InARow(*reader.header))
    if reader.founds:
        return FOUNDS
    if reader.group is Group.LOGBOOKS:
        return NEEDS_VEHICLE
    return BY_COLUMNS if reader.group is Group.TABLES else ""
