"""Today: what is late, what was promised, what waits; each with whom to call and the one thing to do."""

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import override

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base import clock
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.keys import listen
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    Columns,
    EmptyPage,
    EqualGrid,
    Label,
    PageTitle,
    Rail,
    Stat,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.rows import DueDelegate, DueRow, Heading, WholeRowList
from lifecycle_desk.desktop.look.states import Look
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.overview.rules import Day, Due, DueGroup, DueKind
from lifecycle_desk.overview.screens.due_rows import place_of, row_of, time_left
from lifecycle_desk.overview.screens.rail import ExpectedToday, WorkshopToday
from lifecycle_desk.overview.usecases.today import TABLES, today, urgency
from lifecycle_desk.stages.service.diary.screens.acting import arrive, no_show
from lifecycle_desk.stages.service.orders.rules.states import READY, WAITING, OrderState

TITLE, NEW_ORDER, TOUR = N_("Today"), N_("New repair order"), N_("First-hour tour")
NO_SHOW = N_("Appointment: mark as no-show")
LONGEST = N_("longest %(time)s")
# NOTE: of the cars to hand over how many are ready in the workshop, and how many were sold: Workshop 2 · sales 3
HANDOVERS = C_("to hand over", "Workshop %(ready)s · sales %(sold)s")
SHOW_ALL, SHOW_FEWER = N_("Show all %(n)s"), N_("Show fewer")
NARROWEST = 150  # px of a count, so that five stand in a row of the narrowest window
AT_FIRST = 5  # rows of a group before it is asked for whole


@dataclass(frozen=True, slots=True)
class Counted:
    """A count above the list, and the kinds of what is due that it counts.

    With a lane it counts each order that stands there on the board, whatever else is due of it.
    """

    words: str
    state: Look
    icon: str
    kinds: tuple[DueKind, ...]
    lane: OrderState | None = None

    def counts(self, due: Due) -> bool:
        """Whether it counts something due."""
        return due.kind in self.kinds or (self.lane is not None and due.lane is self.lane)


STATS = (
    Counted(C_("due", "Late"), states.OVERDUE, "clock-exclamation", (DueKind.LATE,)),
    Counted(C_("due", "Waiting for parts"), states.WAITING, "package", (DueKind.WAITING_FOR_PARTS,), WAITING),
    Counted(C_("due", "Ready to hand over"), states.GOOD, "key", (DueKind.READY, DueKind.TO_HAND_OVER), READY),
    Counted(C_("due", "Storage checks"), states.CHECK_DUE, "battery-3", (DueKind.CHECK_DUE,)),
    Counted(C_("vehicle", "Quarantined"), states.STOPPED, "lock", (DueKind.IN_QUARANTINE,)),
)


UNKNOWN = Day(date.min)  # before the first look


class TodayPage(PageWidget):
    """The day's work in one list, with the workshop beside it."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._day, self._stale = app, UNKNOWN, True
        self._whole: set[DueGroup] = set()
        self.new = Button(NEW_ORDER, "primary", icon="plus", keys="Ctrl+N")
        self._date = Label("", "body", "ink3", fixed=True)
        self.stats = [Stat(each.words, tone=each.state[0], icon=each.icon) for each in STATS]
        self._delegate = DueDelegate()
        self.list = WholeRowList(TITLE, self._delegate)
        self.workshop, self.expected = WorkshopToday(), ExpectedToday()
        self.empty = self._nothing_due()
        self._card = Card(column(self.list, gap=0, margins=(1, 6, 1, 6)))
        work = column((self._card, 1), (self.empty, 1), gap=0)
        self.columns = Columns(wrap(work), Rail(self.workshop, self.expected))
        head = row(PageTitle(TITLE), 4, self._date, None, self.new)
        body = column(
            head,
            EqualGrid(self.stats, least=NARROWEST, gap=t.CARD_GAP, lines=False),
            (self.columns, 1),
            gap=14,
            margins=(24, 14, 24, 16),
        )
        self.setLayout(body)
        for said in (self.empty, self.workshop, self.expected):
            said.hide()  # nothing is said of the day before it is known
        self._connect()

    def _connect(self) -> None:
        self.new.clicked.connect(lambda: self._app.go("order_form"))
        self._app.permits.lead_to("order_form", self.new)
        self.list.opened.connect(self._open)
        self._delegate.link_pressed.connect(self._open)
        self.expected.list.opened.connect(lambda shown: self._app.go("order", shown.key))
        for stat in self.stats:
            stat.toggled.connect(partial(self._narrow, stat))
        listen(self.list, "Delete", NO_SHOW, self._missed, Qt.ShortcutContext.WidgetShortcut)
        self._app.changed.connect(self._heard)
        translator().changed.connect(self._fill)
        self._app.minute_passed.connect(self._look)

    def _nothing_due(self) -> EmptyPage:
        start = Button(NEW_ORDER, "primary", icon="plus", shown_keys="Ctrl+N")
        receive = Button(N_("Receive a vehicle"), "link", icon="ship")
        example = Button(N_("Use sample data"), "link", icon="database")
        tour = Button(TOUR, "link", icon="help")
        for button, page in ((start, "order_form"), (receive, "arrival"), (example, "settings")):
            button.clicked.connect(partial(self._app.go, page))
            self._app.permits.lead_to(page, button)
        tour.clicked.connect(partial(self._app.go, "help", "first_hour"))
        return EmptyPage(
            N_("Nothing due"),
            N_("Late jobs, today’s promises and anything waiting appear here."),
            start,
            (receive, example, tour),
            stages=("sale", "service", "transfer"),
        )

    @override
    def first_focus(self) -> QWidget | None:
        return self.list if self._day.dues or self._day is UNKNOWN else self.empty.primary

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._look()

    @Slot(frozenset)
    def _heard(self, tables: frozenset[str]) -> None:
        self._stale |= bool(tables & TABLES)
        if self._stale and self.isVisible():
            self._look()

    @Slot()
    def _look(self) -> None:
        """Look anew; also each minute, since what is late becomes so by itself."""
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        self._app.run_query(lambda: today(self._app.user), self._came)

    def _came(self, day: Day) -> None:
        had_focus = self.list.hasFocus() or self.empty.primary.hasFocus()
        self._day = day
        self._fill()
        work = self.first_focus()
        if had_focus and work:
            work.setFocus()

    @Slot()
    def _fill(self) -> None:
        """Say the day in the language of now."""
        language, day = translator().current, self._day
        if day is UNKNOWN:
            return
        self._date.set_message(PlainText(language.formats.weekday(day.today)))
        for stat, counted in zip(self.stats, STATS, strict=True):
            self._count(stat, counted, [each for each in day.dues if counted.counts(each)])
        rows = self._rows()
        self._delegate.measure(rows)
        self.list.show_rows(rows)
        if rows and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.list.rows.index(1, 0))
            self.list.scrollToTop()  # the first heading belongs to the first row
        self._card.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.workshop.show_booked(day.booked)
        self.expected.show_expected(day.expected)
        self.workshop.show()
        self.expected.show()

    def _count(self, stat: Stat, counted: Counted, found: list[Due]) -> None:
        """Say how many there are, and how long the first of them has waited, or where they wait for the customer."""
        more: UiText = ""
        if found and counted.lane is READY:  # it waits for the customer, not for us
            sold = sum(each.kind is DueKind.TO_HAND_OVER for each in found)
            more = Message(HANDOVERS, ready=len(found) - sold, sold=sold)
        elif found:
            as_counted = (replace(each, kind=counted.kinds[0]) if each.lane else each for each in found)
            longest = time_left(min(as_counted, key=urgency), clock.now())[0]
            more = Message(LONGEST, time=longest) if longest else ""
        stat.count(translator().current.formats.number(len(found)), more)
        stat.setEnabled(bool(found) or stat.isChecked())

    def _rows(self) -> list[Heading | DueRow]:
        """The groups that hold something, each with its heading."""
        language, now, rows = translator().current, clock.now(), list[Heading | DueRow]()
        chosen = self._chosen()
        for group in DueGroup:
            found = [each for each in self._day.of(group) if chosen is None or chosen.counts(each)]
            if not found:
                continue
            whole = chosen is not None or group in self._whole or len(found) <= AT_FIRST  # as many as the count says
            is_long = chosen is None and group in self._whole
            more = language(SHOW_ALL, n=len(found)) if not whole else language(SHOW_FEWER) if is_long else ""
            rows.append(Heading(language(group.label), language.formats.number(len(found)), more, group))
            rows += [row_of(each, now) for each in (found if whole else found[:AT_FIRST])]
        return rows

    def _chosen(self) -> Counted | None:
        """The count that was chosen, to which the list is narrowed."""
        return next((each for stat, each in zip(self.stats, STATS, strict=True) if stat.isChecked()), None)

    def _narrow(self, chosen: Stat, on: bool) -> None:  # noqa: FBT001 (a slot of a signal)
        """Show what one count stands for; the counts answer one at a time."""
        if on:
            for stat in self.stats:
                if stat is not chosen:
                    stat.setChecked(False)
        self._fill()

    @Slot()
    def _missed(self) -> None:
        """Mark the appointment that one stands on as one to which nobody came."""
        match self.list.current():
            case DueRow(key=Due(appointment=number)) if number:
                no_show(self._app, number)

    @Slot(object)
    def _open(self, shown: object) -> None:
        match shown:
            case Heading(key=DueGroup() as group):
                self._whole ^= {group}
                self._fill()
            case DueRow(key=Due(appointment=number)) if number:
                arrive(self._app, number)
            case DueRow(key=Due() as due):
                place = place_of(due)
                self._app.go(place.page, place.key)
