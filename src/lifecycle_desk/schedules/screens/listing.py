"""Maintenance schedules: those of makers, rules of thumb and the dealer's own, each read whole; and the form of one."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import N_, NN_
from lifecycle_desk.desktop.app_context import AppContext
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
from lifecycle_desk.desktop.look.rows import Heading, RowList, TwoLineDelegate, TwoLineRow
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.pages import PageWidget
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
from lifecycle_desk.schedules.screens.form import ScheduleForm
from lifecycle_desk.schedules.usecases.schedules import MoveCars, ScheduleSummary, move_cars, schedules_known
from lifecycle_desk.vehicle.screens.event_text import join

TITLE = N_("Maintenance schedules")
SOLD_FROM = N_("sold from %(day)s")
VERIFY = N_("Unconfirmed: %(note)s")
LEAST = 280  # px of a schedule as it is read; where the form has no room beside it, it stands below
SHARES = (4, 5)  # of the width, for what is kept and for the form
TABLES = frozenset({"maintenance_schedule", "vehicle_due"})
MOVE = NN_(
    "Move %(n)s vehicle from earlier versions to this one", "Move %(n)s vehicles from earlier versions to this one"
)
MOVED = NN_("%(n)s vehicle moved to this version", "%(n)s vehicles moved to this version")


class ScheduleReading(Card):
    """A schedule as it is read: for whom, its visits, its items, its source."""

    def __init__(self) -> None:
        self.use, self.next = Button(N_("Copy to new schedule"), icon="copy"), Button(N_("Next version"), icon="edit")
        self._lines = Stack(4)
        self._title = SectionTitle("")
        self.moving = Button("", "link", icon="arrows-exchange")
        head = row((self._title, 1), self.use, self.next, gap=8, margins=(16, 10, 12, 6))
        body = column(self._lines, row(self.moving, None), None, gap=0, margins=(16, 4, 16, 12))
        super().__init__(column(head, (Scroll(body), 1), gap=0, margins=(1,) * 4))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(max(super().minimumSizeHint().width(), theme.u(LEAST)), super().minimumSizeHint().height())

    def show_schedule(self, line: ScheduleSummary | None, *, may_edit: bool) -> None:
        """Show a schedule, or none."""
        schedule = line.schedule if line else None
        self._lines.fill()
        self.use.setVisible(schedule is not None and may_edit)
        self.next.setVisible(schedule is not None and schedule.kind is ScheduleKind.OWN and may_edit)
        earlier = line.earlier if line and line.is_last else 0
        self.moving.set_message(Message(MOVE, n=earlier))
        self.moving.setVisible(bool(earlier) and may_edit)
        self._title.set_message(PlainText(title_said(schedule) if schedule else ""))
        if schedule:
            for words in lines_of(schedule):
                self._lines.put(Label(text=words, role="body", wrap=True))
            if schedule.verify:
                self._lines.put(InfoBar(PlainText(translator().current(VERIFY, note=schedule.note)), tone="warn"))


def lines_of(schedule: Schedule) -> Sequence[str]:
    """All that a schedule says, line by line."""
    language = translator().current
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
    lines += [_item(each) for each in schedule.items]
    return [each for each in (*lines, schedule.source) if each]


def _item(item: Item) -> str:
    language = translator().current
    every = said_interval(item.every) or (language(N_("with every visit")) if item.goes_with_visits else "")
    first = f"{language(N_('First time after'))} {said_interval(item.first)}" if item.first else ""
    severe = f"{language(N_('Severe use: every'))} {said_interval(item.severe)}" if item.severe else ""
    about = join(every, first, severe, written_parts(item.parts), written_torques(item.torques))
    return language.labelled(item_said(item.code), join(language(item.action.label), about))


class SchedulesPage(PageWidget):
    """The list with the chosen schedule whole, and beside it the form."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._found, self._may_edit = app, tuple[ScheduleSummary, ...](), False
        self.list = RowList(TITLE, TwoLineDelegate())
        self.reading, self.form = ScheduleReading(), ScheduleForm(app)
        listed = Card(column((self.list, 1), gap=0, margins=(1, 6, 1, 6)))
        kept = wrap(column((listed, 1), (self.reading, 1), gap=t.CARD_GAP))
        work = row((kept, SHARES[0]), (self.form, SHARES[1]), gap=t.COLUMN_GAP, folds=True)
        self.setLayout(column(row(PageTitle(TITLE), None), (wrap(work), 1), gap=14, margins=(24, 14, 24, 16)))
        self.list.selectionModel().currentChanged.connect(self._stand_on)
        self.reading.use.clicked.connect(lambda: self._use(as_next=False))
        self.reading.next.clicked.connect(lambda: self._use(as_next=True))
        self.reading.moving.clicked.connect(self._move)
        app.changed.connect(self._heard)
        translator().changed.connect(self._say)

    @override
    def show_key(self, key: str) -> None:
        self._look()

    @override
    def first_focus(self) -> QWidget | None:
        return self.list

    @override
    def may_leave(self) -> bool:
        self.form.save_draft()
        return True

    @Slot(frozenset)
    def _heard(self, tables: frozenset[str]) -> None:
        if self.isVisible() and tables & TABLES:
            self._look()

    def _look(self) -> None:
        user = self._app.user
        self._app.run_query(lambda: (schedules_known(user), user.may(SCHEDULE_EDIT)), self._came)

    def _came(self, found: tuple[tuple[ScheduleSummary, ...], bool]) -> None:
        self._found, self._may_edit = found
        self.form.setVisible(self._may_edit)
        self.form.know(each.schedule.id for each in self._found)
        self._say()

    @Slot()
    def _say(self) -> None:
        language, rows = translator().current, list[Heading | TwoLineRow]()
        for kind in (ScheduleKind.OWN, ScheduleKind.MAKER, ScheduleKind.RULE_OF_THUMB):
            of_kind = [each for each in self._found if each.schedule.kind is kind]
            if of_kind:
                rows.append(Heading(language(kind.label), language.formats.number(len(of_kind))))
                rows += [_row(each) for each in of_kind]
        self.list.show_rows(rows)
        if rows and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.list.rows.index(1, 0))
        self._stand_on()

    def _chosen(self) -> ScheduleSummary | None:
        shown = self.list.current()
        return shown.key if shown and isinstance(shown.key, ScheduleSummary) else None

    @Slot()
    def _move(self) -> None:
        """Move the cars of earlier versions to this one."""
        if chosen := self._chosen():
            asked = MoveCars(chosen.schedule.id, chosen.schedule.valid_from)
            self._app.do(move_cars, asked, lambda done: self._app.show_toast(Message(MOVED, n=done.value.cars)))

    @Slot()
    def _stand_on(self) -> None:
        self.reading.show_schedule(self._chosen(), may_edit=self._may_edit)

    def _use(self, *, as_next: bool) -> None:
        if chosen := self._chosen():
            self.form.use(chosen.schedule, as_next=as_next)


def _row(line: ScheduleSummary) -> TwoLineRow:
    schedule, language = line.schedule, translator().current
    return TwoLineRow(
        title=title_said(schedule),
        detail=join(*schedule.brands, *schedule.models, *schedule.markets),
        end=language(SOLD_FROM, day=schedule.valid_from),
        disabled=not line.is_last,
        key=line,
    )
