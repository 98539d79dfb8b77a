"""The history of one record: who changed which field when, with what it held before and what it holds."""

from collections.abc import Sequence
from typing import override

from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.listing import ListBody
from lifecycle_desk.desktop.long_table import LongTable
from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.look.parts import Button, EmptyPage, Label, PageTitle, column, row
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.market.addresses import in_one_line
from lifecycle_desk.vehicle.rules.audit import source_of
from lifecycle_desk.vehicle.rules.record_refs import PERSON, record_kind
from lifecycle_desk.vehicle.rules.wording import worded
from lifecycle_desk.vehicle.screens.event_text import NOTHING, in_words, join
from lifecycle_desk.vehicle.usecases.record_history import Change, HistoryLine, HistoryLines

TITLE = C_("record", "History")
UNTOLD = C_("history", "Changed")
COLUMNS = (
    Column(C_("audit", "When"), 184, ink="ink2", id="when", value=lambda line: line.event.recorded_at),
    Column(C_("audit", "Who"), 120, id="who", value=lambda line: line.event.by),
    Column(C_("history", "Field"), 180, role="medium", id="field"),
    Column(C_("history", "Before"), ink="ink2", id="before"),
    Column(C_("history", "After"), id="after"),
    Column(C_("audit", "Source"), 120, ink="ink2", id="source", gives_way=1),
    Column(C_("audit", "Number"), 76, "end", ink="ink3", id="number", value=lambda line: line.event.seq, gives_way=2),
)


def nothing_yet(app: AppContext) -> EmptyPage:
    """The page that says from when on changes are told."""
    every = Button(N_("All activity"), "primary", icon="history")
    every.clicked.connect(lambda: app.go("settings", "history"))
    sentence = N_("Changes made before this version were not recorded field by field.")
    return EmptyPage(N_("No recorded changes"), sentence, every, stages=("sale", "service", "transfer"))


def _both(change: Change | None) -> tuple[str, str]:
    """What a field held and what it holds, each in one line."""
    if change is None:
        return "", ""
    language = translator().current
    if not change.told:
        return "", language(UNTOLD)
    before, after = (in_one_line(in_words(each)) for each in (change.before, change.after))
    return before or NOTHING, after or NOTHING


class RecordHistoryPage(PageWidget):
    """A list of changed fields, the latest first."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._kind, self._key = app, "", ""
        self._subject = Label("", "read", "ink2")
        self.table = LongTable(TITLE, HistoryLines(app.user, "", ""), COLUMNS, self._cells, app)
        self.body = ListBody(self.table, nothing_yet(app))
        self.table.acts.listen()
        self.setLayout(
            column(row(PageTitle(TITLE), (self._subject, 1), gap=12), (self.body, 1), gap=14, margins=(24, 14, 24, 16))
        )
        self.table.counted.connect(self._say)
        app.changed.connect(self.body.hear)

    @override
    def show_key(self, key: str) -> None:
        self._kind, _, self._key = key.partition(" ")
        self.body.show_listing(HistoryLines(self._app.user, self._kind, self._key), narrowed=False)
        self._say()

    @override
    def first_focus(self) -> QWidget | None:
        return self.body.work()

    def _say(self) -> None:
        """Name the record by its name, else by its kind and its key."""
        listing, known = self.table.long.listing, record_kind(self._kind)
        names = listing.names if isinstance(listing, HistoryLines) else {}
        name = names.get(int(self._key), "") if self._kind == PERSON and self._key.isdigit() else ""
        what = translator().current(known.label) if known else ""
        self._subject.set_message(PlainText(name or join(what, self._key)))

    def _cells(self, line: HistoryLine) -> Sequence[str | Cell]:
        """A line in the columns of the list."""
        told, language = line.event, translator().current
        source, change = source_of(told.via), line.change
        listing = self.table.long.listing
        names = listing.names if isinstance(listing, HistoryLines) else {}
        said = worded(told, names)
        return (
            language.formats.cell_moment(told.recorded_at) if told.at else language.formats.cell_day(told.on),
            told.by or "",
            language(change.label) if change else Cell(in_words(said.title), icon=said.icon),
            *_both(change),
            in_words(source) if source else "",
            str(told.seq),
        )
