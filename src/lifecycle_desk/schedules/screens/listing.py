"""Maintenance schedules: those of makers, rules of thumb and the dealer's own, each read whole."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import cast, override

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.filters import FilterChips, Kind
from lifecycle_desk.desktop.list_page import KindsPage, begins
from lifecycle_desk.desktop.listing import ListBody
from lifecycle_desk.desktop.long_table import LongTable
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message, PlainText
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    InfoBar,
    Label,
    PageTitle,
    Scroll,
    SectionTitle,
    Stack,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.pages import PaletteCommand
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.schedules.rules import Item, Schedule, ScheduleKind, Tolerance
from lifecycle_desk.schedules.rules.rights import SCHEDULE_EDIT
from lifecycle_desk.schedules.screens.fields import (
    item_said,
    said_interval,
    title_said,
    written_parts,
    written_sizes,
    written_tolerance,
    written_torques,
)
from lifecycle_desk.schedules.screens.form import NEW
from lifecycle_desk.schedules.screens.page import place_of
from lifecycle_desk.schedules.usecases.listing import KINDS, Schedules, key_of, schedule_counts
from lifecycle_desk.schedules.usecases.schedules import MoveCars, ScheduleSummary, move_cars
from lifecycle_desk.vehicle.screens.event_text import join
from lifecycle_desk.vehicle.screens.history_button import history_button

TITLE = N_("Maintenance schedules")
BEGIN = PaletteCommand(NEW, "plus", lambda app: app.go("schedule"), right=SCHEDULE_EDIT)
SOLD_FROM = N_("sold from %(day)s")
VERIFY = N_("Unconfirmed: %(note)s")
LEAST = 300  # px of a schedule as it is read; where it has no room beside the list, it stands below
SHARES = (4, 3)  # of the width, for the list and for the schedule that is chosen there
SUPERSEDED = N_("There is a later version.")
COLUMNS = (
    Column(N_("Maintenance schedule"), role="medium", id="title"),
    Column(C_("schedule", "For"), 140, role="small", ink="ink2", id="for"),
    Column(
        C_("campaign", "Kind"),
        112,
        role="small",
        ink="ink2",
        id="kind",
        rank=lambda line: KINDS.index(line.schedule.kind),
        gives_way=1,
    ),
    Column(
        N_("Sold from"),
        124,
        "end",
        "small",
        "ink2",
        id="from",
        value=lambda line: line.schedule.valid_from,
        gives_way=2,
    ),
    Column(N_("Source"), 220, role="small", ink="ink2", id="source", extra=True),
)
MOVE = NN_(
    "Move %(n)s vehicle from earlier versions to this one", "Move %(n)s vehicles from earlier versions to this one"
)
MOVED = NN_("%(n)s vehicle moved to this version", "%(n)s vehicles moved to this version")


class ScheduleReading(Card):
    """A schedule as it is read: for whom, its visits, its items, its source."""

    def __init__(self, history: Button) -> None:
        self.history, self.shown = history, cast("Schedule | None", None)
        self.use, self.next = Button(N_("Copy to new schedule"), icon="copy"), Button(N_("Next version"), icon="edit")
        self._lines = Stack(4)
        self._title = SectionTitle("")
        self.moving = Button("", "link", icon="arrows-exchange")
        body = Scroll(column(self._lines, None, gap=0, margins=(16, 4, 16, 8)))
        head = row((self._title, 1), margins=(16, 10, 12, 6))
        moving = row(self.moving, None, margins=(16, 4, 12, 0))
        foot = row(self.use, self.next, self.history, gap=8, margins=(16, 8, 12, 10), folds=True)
        super().__init__(column(head, (body, 1), moving, foot, gap=0, margins=(1,) * 4))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(max(super().minimumSizeHint().width(), theme.u(LEAST)), super().minimumSizeHint().height())

    def show_schedule(self, line: ScheduleSummary | None, *, may_edit: bool) -> None:
        """Show a schedule, or none."""
        schedule = self.shown = line.schedule if line else None
        self._lines.fill()
        self.use.setVisible(schedule is not None and may_edit)
        is_own = schedule is not None and schedule.kind is ScheduleKind.OWN
        self.next.setVisible(is_own and may_edit)
        self.history.setVisible(is_own)  # of what comes with the program nothing was ever changed here
        earlier = line.earlier if line and line.is_last else 0
        self.moving.set_message(Message(MOVE, n=earlier))
        self.moving.setVisible(bool(earlier) and may_edit)
        self._title.set_message(PlainText(title_said(schedule) if schedule else ""))
        if line and schedule:
            for words in lines_of(line):
                self._lines.put(Label(text=words, role="body", wrap=True))
            if schedule.verify:
                self._lines.put(InfoBar(PlainText(_unconfirmed(schedule)), tone="warn"))


def _unconfirmed(schedule: Schedule) -> str:
    """What of a schedule is not confirmed, in words of every language where it was published."""
    language = translator().current
    doubts = language.formats.listed([language(each.label) for each in schedule.doubts])
    return language(VERIFY, note=doubts or schedule.note)


def lines_of(summary: ScheduleSummary) -> Sequence[str]:
    """All that a schedule says, line by line."""
    language, schedule = translator().current, summary.schedule
    energies = (
        language.formats.listed([language(each.label) for each in schedule.energies]) if schedule.energies else ""
    )
    lines = [
        join(*schedule.brands, *schedule.models, energies, *schedule.markets),
        join(language(schedule.kind.label), language(SOLD_FROM, day=schedule.valid_from)),
    ]
    if schedule.visits:
        visits = schedule.visits
        told = (
            (N_("Regular visit every"), visits.every),
            (N_("First after"), visits.first),
            (N_("Severe use: every"), visits.severe),
        )
        lines += [language.labelled(language(label), said_interval(each)) for label, each in told if each]
        if visits.sizes:
            lines.append(language.labelled(language(N_("Alternating service sizes")), written_sizes(visits.sizes)))
    if schedule.tolerance != Tolerance():
        lines.append(language.labelled(language(N_("Tolerance")), written_tolerance(schedule.tolerance)))
    lines += [_item(summary, each) for each in schedule.items]
    return [each for each in (*lines, schedule.source) if each]


def _item(summary: ScheduleSummary, item: Item) -> str:
    language = translator().current
    parts = [summary.part_in(language.code, each) for each in item.parts]
    every = said_interval(item.every) or (language(N_("with every visit")) if item.goes_with_visits else "")
    first = f"{language(N_('First time after'))} {said_interval(item.first)}" if item.first else ""
    severe = f"{language(N_('Severe use: every'))} {said_interval(item.severe)}" if item.severe else ""
    about = join(every, first, severe, written_parts(parts), written_torques(item.torques))
    return language.labelled(item_said(item.code), join(language(item.action.label), about))


class SchedulesPage(KindsPage):
    """The list, and beside it the chosen schedule whole."""

    def __init__(self, app: AppContext) -> None:
        self._chosen: ScheduleSummary | None = None
        self._may_edit = False
        chips = FilterChips(TITLE, [Kind(kind, kind.label) for kind in KINDS])
        table = LongTable(TITLE, Schedules(app.user), COLUMNS, cells, app)
        self.reading = ScheduleReading(history_button(app, self._record))
        self.begin = begins(BEGIN, app, keys="Ctrl+N")
        head = row(PageTitle(TITLE), None, self.begin)
        super().__init__(app, ListBody(table, None, chips), head, chips)
        self.table = table
        table.selectionModel().currentChanged.connect(self._stand_on)
        table.long.came.connect(self._stand_on)
        table.opened.connect(lambda _: self.reading.use.setFocus())
        self.reading.use.clicked.connect(lambda: self._use(as_next=False))
        self.reading.next.clicked.connect(lambda: self._use(as_next=True))
        self.reading.moving.clicked.connect(self._move)
        app.permits.need(SCHEDULE_EDIT, self.reading.use, self.reading.next, self.reading.moving)
        app.changed.connect(self._changed)
        translator().changed.connect(self._show)

    @override
    def arranged(self, listed: QWidget) -> QWidget:
        return wrap(row((listed, SHARES[0]), (self.reading, SHARES[1]), gap=t.COLUMN_GAP, folds=True))

    @override
    @classmethod
    def rows_of(cls, user: UserSession, kind: ScheduleKind | None, text: str) -> Schedules:
        return Schedules(user, kind, text)

    @override
    @classmethod
    def all_kinds(cls) -> Sequence[ScheduleKind]:
        return KINDS

    @override
    def counts(self) -> tuple[Mapping[ScheduleKind, int], int]:
        return schedule_counts(self._app.user)

    @override
    def show_key(self, key: str) -> None:
        super().show_key(key)
        self._look()

    @Slot(frozenset)
    def _changed(self, tables: frozenset[str]) -> None:
        if self.isVisible() and tables & self.table.long.listing.tables:
            self._look()

    def _look(self) -> None:
        """What may be done here."""
        user = self._app.user
        self._app.run_query(lambda: user.may(SCHEDULE_EDIT), self._came)

    def _came(self, may_edit: bool) -> None:  # noqa: FBT001 (what was asked)
        self._may_edit = may_edit
        self._stand_on()

    # The chosen one ---------------------------------------------------------------------------------------------

    @Slot()
    def _stand_on(self) -> None:
        key, listing = self.table.current_key(), self.table.long.listing
        if key is None:
            self._read(None, None)
        else:
            self._app.run_query(lambda: listing.rows([key]).get(key), partial(self._read, key))

    def _read(self, key: int | None, found: ScheduleSummary | None) -> None:
        if key == self.table.current_key():
            self._chosen = found
            self._show()

    def _record(self) -> tuple[str, str] | None:
        """The chosen schedule, as its history knows it: all its versions."""
        return ("maintenance_schedule", self._chosen.schedule.id) if self._chosen else None

    @Slot()
    def _show(self) -> None:
        self.reading.show_schedule(self._chosen, may_edit=self._may_edit)

    @Slot()
    def _move(self) -> None:
        """Move the cars of earlier versions to this one."""
        if self._chosen:
            asked = MoveCars(self._chosen.schedule.id, self._chosen.schedule.valid_from)
            self._app.do(move_cars, asked, lambda done: self._app.show_toast(Message(MOVED, n=done.value.cars)))

    def _use(self, *, as_next: bool) -> None:
        if self._chosen:
            self._app.go("schedule", place_of(key_of(self._chosen), as_next=as_next))


def cells(line: ScheduleSummary) -> Sequence[str | Cell]:
    """A version of a schedule in the columns of the list; one that has a later one is told apart by its ink."""
    schedule, language = line.schedule, translator().current
    title = title_said(schedule)
    return (
        title if line.is_last else Cell(title, "neutral", hint=language(SUPERSEDED)),
        join(*schedule.brands, *schedule.models, *schedule.markets),
        language(schedule.kind.label),
        language.formats.cell_day(schedule.valid_from),
        schedule.source,
    )
