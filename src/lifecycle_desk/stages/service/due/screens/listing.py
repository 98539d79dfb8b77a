"""The list of what is due over all cars: overdue, within a month, put off; and what is done about each."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import override

from PySide6.QtCore import QModelIndex, Slot

from lifecycle_desk.base import clock
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.filters import FilterChips, Kind
from lifecycle_desk.desktop.list_actions import ListAction
from lifecycle_desk.desktop.list_page import KindsPage
from lifecycle_desk.desktop.listing import ListBody
from lifecycle_desk.desktop.long_table import Listing, LongTable
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.parts import Button, Columns, EmptyPage, PageTitle, Rail, column, row
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.remembered import read_filter
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.schedules.rules import By, DueList, limit_of
from lifecycle_desk.schedules.screens.looks import left_look, left_said
from lifecycle_desk.stages.service.due.screens.card import RAIL, DueCard
from lifecycle_desk.stages.service.due.screens.snoozing import snoozing
from lifecycle_desk.stages.service.due.usecases import DueCar, DueCars, DueSummary, due_car, due_counts
from lifecycle_desk.stages.service.orders.screens.sheet.service_items import said_item
from lifecycle_desk.vehicle.rules.rights import ORDER_EDIT
from lifecycle_desk.vehicle.screens.columns import A_CAR
from lifecycle_desk.vehicle.screens.event_text import distance_cell, in_words, join
from lifecycle_desk.vehicle.screens.list_actions import booking_of, vehicle_actions
from lifecycle_desk.vehicle.screens.messages import CustomerMessage, WantsNone, copying
from lifecycle_desk.vehicle.screens.panel import EntryPanel

TITLE = N_("Service due")
COLUMNS = (
    Column(
        C_("vehicle", "Vehicle"), id="vehicle", rank=lambda line: f"{line.plate or ''} {line.name}".strip(), least=A_CAR
    ),
    Column(C_("order", "Customer"), 150, id="customer", value=lambda line: line.owner),
    Column(C_("maintenance", "Due for"), 124, id="item", gives_way=4),
    Column(
        C_("maintenance", "Expected"),
        108,
        "end",
        "small",
        "ink2",
        id="expected",
        value=lambda line: line.due.forecast_on,
        gives_way=3,
    ),
    Column(C_("maintenance", "Due in"), 158, "end", id="left", rank=lambda line: line.put_off or line.due.forecast_on),
    Column(
        C_("maintenance", "Due at"),
        118,
        "end",
        "small",
        "ink2",
        id="at",
        rank=lambda line: (line.due.by is By.KM, line.due.due_km or 0, line.due.due_on or date.max),
    ),
    Column(C_("order", "Order"), 128, role="small", ink="ink2", id="order", value=lambda line: line.order, gives_way=1),
    Column(C_("customer", "Phone"), 140, id="phone", value=lambda line: line.phone, extra=True),
)
LOOKS: dict[DueList, tuple[t.Tone, str]] = {
    DueList.OVERDUE: states.OVERDUE,
    DueList.SOON: states.SOON,
    DueList.LATER: states.LATER,
    DueList.SNOOZED: states.SNOOZED,
}
UNTIL = N_("until %(day)s")
NEAR = 300  # days


def _reminders(user: UserSession, lines: Sequence[DueSummary]) -> list[CustomerMessage | WantsNone | None]:
    """What is written to the owner of each car who may be reminded."""
    return [_reminder(user, due_car(user, each.vin)) for each in lines]


def _reminder(user: UserSession, car: DueCar | None) -> CustomerMessage | WantsNone | None:
    if car is None or car.owner is None:
        return None
    if car.owner.no_reminders:
        return WantsNone(car.owner.name)
    return CustomerMessage(car.owner.name, car.owner.phone, car.message(spoken(user, car.language)))


SNOOZE_CHOSEN = N_("Snooze selected…")
ACTIONS = (
    booking_of(lambda line: {"vin": line.vin, "work": "maintenance"}),
    *vehicle_actions(lambda line: line.vin, copying(_reminders)),
)


def nothing_due(app: AppContext) -> EmptyPage:
    """The page shown while no car has a schedule and an owner."""
    cars = Button(N_("All vehicles"), "primary", icon="car", shown_keys="Ctrl+N")
    cars.clicked.connect(lambda: app.go("vehicles"))
    schedules = Button(N_("Maintenance schedules"), "link", icon="list-check")
    schedules.clicked.connect(lambda: app.go("schedules"))
    return EmptyPage(
        N_("Nothing due"),
        N_("Vehicles in use appear here with the expected date of their next service, and whom to call."),
        cars,
        (schedules,),
        stages=("service", "sale", "transfer"),
    )


class DuePage(KindsPage):
    """All cars of which something comes due, the soonest first and snoozed ones last; beside them the current one."""

    def __init__(self, app: AppContext) -> None:
        schedules = Button(N_("Maintenance schedules"), icon="list-check")
        chips = FilterChips(TITLE, [Kind(which, which.label, *look) for which, look in LOOKS.items()])
        snooze = ListAction[DueSummary](
            words=SNOOZE_CHOSEN, icon="bell", run=self._snooze, keys="Ctrl+Shift+J", many=True, right=ORDER_EDIT
        )
        table = LongTable(TITLE, DueCars(app.user), COLUMNS, cells, app, actions=(snooze, *ACTIONS))
        body = ListBody(table, nothing_due(app), chips)
        self.card, self.panel = DueCard(app), EntryPanel(app)
        head = column(row(PageTitle(TITLE), None, schedules), self.panel, gap=12)
        super().__init__(app, body, head, chips, Rail(self.card, width=RAIL))
        self.table, self.schedules = table, schedules
        schedules.clicked.connect(lambda: app.go("schedules"))
        table.selectionModel().currentChanged.connect(self._stand_on)
        table.long.came.connect(lambda: self._stand_on(table.currentIndex()))
        table.counted.connect(lambda count: self.card.setVisible(bool(count)))
        body.opened.connect(self._open)
        card = self.card
        table.acts.beside(card.book, card.call, card.copy, card.snooze)
        table.acts.listen()
        self.panel.closed.connect(self._closed)

    @override
    @classmethod
    def rows_of(cls, user: UserSession, kind: DueList | None, text: str) -> Listing[DueSummary]:
        return DueCars(user, kind, text)

    @override
    @classmethod
    def all_kinds(cls) -> Sequence[DueList]:
        return list(DueList)

    @override
    def counts(self) -> tuple[Mapping[DueList, int], int]:
        found = due_counts(self._app.user)
        return found, sum(found.values())

    @override
    def show_key(self, key: str) -> None:
        """A place may name a list, Place("due", "overdue"), or a car by its VIN, to which the list is narrowed."""
        if read_filter(key):
            super().show_key(key)
            return
        which = next((each for each in DueList if each.value == key), None)
        if which is not None and which != self.chips.value:
            self.chips.choose(which)
        elif key and which is None:
            self.chips.choose(None)
            self.body.field.setText(key)

    @Slot(QModelIndex)
    def _stand_on(self, index: QModelIndex) -> None:
        key = self.table.long.key_at(index.row()) if index.isValid() else None
        found = self.table.long.listing.rows([key]).get(key) if key is not None else None
        self.card.show_car(found.vin if found else "")

    def _snooze(self, _app: AppContext, lines: Sequence[DueSummary]) -> None:
        """Ask until when nobody is to be reminded of the chosen cars, and why; the card of one car waits meanwhile."""
        self.card.setEnabled(False)
        self.panel.open([snoozing(lines)])

    @Slot()
    def _closed(self) -> None:
        self.card.setEnabled(True)
        if self.isVisible():
            self.table.setFocus()

    @Slot(int)
    def _open(self, _number: int) -> None:
        """Enter goes on to what can be done; over a narrow page it is brought there first."""
        if isinstance(self.columns, Columns) and not self.columns.has_room:
            self.columns.show_rail()
        self.card.book.setFocus()


def cells(line: DueSummary) -> Sequence[str | Cell]:
    """A car in the columns of the list."""
    language, due = translator().current, line.due
    formats = language.formats
    return (
        join(line.plate, line.name),
        line.owner or "",
        said_item(due.item),
        formats.cell_day(due.forecast_on) if due.forecast_on else "",
        _left(line),
        _at(line),
        line.order or "",
        line.phone,
    )


def _at(line: DueSummary) -> str | Cell:
    """The limit that makes it due: the distance as the dash will show it, or the day."""
    limit = limit_of(line.due)
    if isinstance(limit, Distance):
        return distance_cell(line.odometer, limit.km)
    return translator().current.formats.cell_day(limit) if limit else ""


def _left(line: DueSummary) -> str | Cell:
    """How long until it is due, or since when it is over, told by distance or time; or until when it is put off."""
    language, due = translator().current, line.due
    if line.put_off:
        return Cell(language(UNTIL, day=_shortly(line.put_off)), "neutral", "bell")
    icon = "gauge" if due.by is By.KM else "calendar-event"
    return Cell(in_words(left_said(line.days)), left_look(line.days)[0], icon)


def _shortly(day: date) -> str:
    """A day without its year while none can be mistaken for it."""
    formats = translator().current.formats
    near = (day - formats.local(clock.now()).date()).days < NEAR
    return formats.day_and_month(day) if near else formats.cell_day(day)
