"""The page of one vehicle: its whole life in one timeline, and all that can be written into it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import override

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.batteries.screens import entries as battery_entries
from lifecycle_desk.campaigns.screens.entries import building
from lifecycle_desk.campaigns.usecases.lists import campaigns_of_car
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import PlainText, UiText
from lifecycle_desk.desktop.look.parts import Button, Columns, EmptyPage, Scroll, column, wrap
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.schedules.screens import entries as service_entries
from lifecycle_desk.schedules.usecases.due import reminded_of
from lifecycle_desk.vehicle.rules.life import Part, UnknownVehicle, VehicleEvent
from lifecycle_desk.vehicle.rules.rights import EVENT_CORRECT, PERSON_EDIT, VEHICLE_EDIT
from lifecycle_desk.vehicle.rules.wording import worded
from lifecycle_desk.vehicle.screens import life_entries as entries
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.panel import EntryPanel
from lifecycle_desk.vehicle.screens.voiding import taking_back
from lifecycle_desk.vehicle.usecases.documents import document
from lifecycle_desk.vehicle.usecases.life import COUNTED_AGAIN, take_back
from lifecycle_desk.vehicle.usecases.odometer import odometer_verdict
from lifecycle_desk.vehicle.usecases.showing import page
from lifecycle_desk.vehicle.usecases.waiting import waiting_tables, what_waits
from lifecycle_desk.vehicle_file.screens.head import Offer, VehicleHead
from lifecycle_desk.vehicle_file.screens.life import Life
from lifecycle_desk.vehicle_file.screens.lines import Shown, row_of
from lifecycle_desk.vehicle_file.screens.rail import VehicleRail

ABOUT = N_("About the reading of %(on)s:")
TABLES = frozenset({"vehicle", "event", "person", "document", "campaign", "campaign_car"})
# What is done with the vehicle on pages of their own: offered before what is entered here, and after it.
PAGES_OF_IT: tuple[tuple[tuple[str, str, str], ...], ...] = (
    (
        (N_("Repair order"), "tool", "order_form"),
        (N_("Charging session"), "bolt", "charging_of"),
    ),
    (
        (N_("Trade-in and condition"), "arrows-exchange", "second_hand"),
        (N_("Change of owner"), "user-check", "change_of_owner"),
        (N_("Dossier"), "package", "dossier"),
        (N_("End of life"), "recycle", "end_of_life"),
    ),
)


def shown_of(user: UserSession, vin: str) -> Shown:
    """All that the page shows of a vehicle, in one go; asked in a reading thread."""
    found = page(user, vin)
    named = dict.fromkeys(digest for each in found.lines for digest in each.told.documents)
    documents = {digest: kept for digest in named if (kept := document(user, digest))}
    verdict, may_correct = odometer_verdict(user, vin), user.may(EVENT_CORRECT) and not found.closed
    may_decide = user.may(VEHICLE_EDIT) and not found.closed
    recalls = campaigns_of_car(user, vin)
    return Shown(
        found,
        documents,
        user.may(PERSON_EDIT),
        may_correct,
        verdict,
        campaigns=recalls,
        may_decide=may_decide,
        waiting=what_waits(user, found.vin),
        servicing=reminded_of(user, vin),
    )


class OneVehiclePage(PageWidget):
    """The life of one vehicle; files that are dropped on it go with a new note."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app = app
        self._vin = ""
        self._wanted: int | None = None
        self.shown: Shown | None = None
        self.head = VehicleHead(self._kinds())
        self.panel, self.life, self.rail = EntryPanel(app), Life(), VehicleRail(app)
        self.columns = Columns(self.life, self.rail)
        whole = column(self.head, self.panel, (self.columns, 1), gap=12, margins=(24, 14, 24, 14))
        self._stack = QStackedWidget()
        self._scroll = Scroll(whole)
        self._stack.addWidget(self._scroll)
        self._stack.addWidget(self._not_there())
        self._stack.addWidget(wrap(column(gap=0)))
        self.setLayout(column(self._stack, gap=0))
        self._stack.setCurrentIndex(2)
        self.setAcceptDrops(True)
        self._connect()

    def _kinds(self) -> list[Offer]:
        """What can be added, as the menu offers it; an owner only where none is known: else the owner changes."""
        made: list[tuple[UiText, str, Callable[..., Entry]]] = [
            (N_("Odometer reading"), "gauge", entries.reading),
            (N_("Note with documents"), "notes", entries.noting),
            (N_("New plate"), "license", entries.plate),
            (N_("Instrument cluster replaced"), "gauge", entries.cluster),
            (N_("Traction battery replaced"), "battery-charging", battery_entries.replacing),
            (N_("Serviced elsewhere"), "tool", service_entries.serviced_elsewhere),
            (N_("Maintenance schedule"), "list-check", service_entries.on_schedule),
            (N_("Day of build"), "car", building),
        ]
        entered = [Offer(words, icon, partial(self.write, make)) for words, icon, make in made]
        owner = Offer(
            C_("vehicle", "Owner"), "user", partial(self.write, entries.owner), lambda each: each.owner is None
        )
        before, after = (
            [Offer(words, icon, partial(self._go, page)) for words, icon, page in each] for each in PAGES_OF_IT
        )
        return [*before, *entered, owner, *after]

    def _connect(self) -> None:
        app = self._app
        self.head.print_wanted.connect(lambda: app.go("reports", f"lifecycle-report:{self._vin}"))
        self.head.closed.wanted.connect(partial(self._go, "end_of_life"))
        self.head.campaign_wanted.connect(partial(app.go, "campaign"))
        self.rail.campaigns.wanted.connect(self._open)
        self.life.chosen.connect(self._choose)
        self.life.explain.connect(self.explain)
        self.life.opened.connect(self._follow)
        self.rail.correct.connect(self.explain)
        self.rail.again.connect(lambda seq: self._open([taking_back(self._app, take_back, seq, COUNTED_AGAIN)]))
        self.panel.closed.connect(self._closed)
        app.changed.connect(self._heard)
        translator().changed.connect(self._show)
        QShortcut(QKeySequence("Ctrl+I"), self, context=Qt.ShortcutContext.WindowShortcut).activated.connect(
            self.columns.show_rail
        )

    def _not_there(self) -> EmptyPage:
        add = Button(N_("Add vehicle"), "primary", icon="plus")
        add.clicked.connect(lambda: self._app.go("add_vehicle", self._vin))
        back = Button(N_("All vehicles"), "link", icon="car")
        back.clicked.connect(lambda: self._app.go("vehicles"))
        return EmptyPage(
            N_("This vehicle is not in the books yet"),
            N_("Add it, and its whole life is kept here from then on."),
            add,
            (back,),
        )

    @override
    def show_key(self, key: str) -> None:
        if key != self._vin:
            self._vin, self.shown = key, None
            self._stack.setCurrentIndex(2)
            self.panel.close_up()
            self.life.begin()
        self._load()

    @override
    def first_focus(self) -> QWidget | None:
        return self.life.focus_list()

    @override
    def filter_field(self) -> QWidget | None:
        return self.life.field

    @override
    def title(self) -> UiText:
        return PlainText(self._vin)

    @Slot(frozenset)
    def _heard(self, tables: frozenset[str]) -> None:
        if self._vin and self.isVisible() and tables & (TABLES | waiting_tables()):
            self._load()

    def _load(self) -> None:
        vin, user = self._vin, self._app.user
        self._app.run_query(lambda: shown_of(user, vin), partial(self._came, vin), partial(self._failed, vin))

    def _came(self, vin: str, shown: Shown) -> None:
        if vin != self._vin:
            return
        first, self.shown = self.shown is None, shown
        self._stack.setCurrentIndex(0)
        self._show()
        if first and self.isVisible():
            self.life.list.setFocus()

    def _failed(self, vin: str, fact: Exception) -> None:
        if vin != self._vin:
            return
        self._stack.setCurrentIndex(1)
        if not isinstance(fact, UnknownVehicle):
            self._app.failed.emit(fact)

    @Slot()
    def _show(self) -> None:
        if self.shown:
            self.head.show_vehicle(self.shown)
            self.rail.show_vehicle(self.shown)
            self.life.show_life(self.shown)

    @Slot(object)
    def _choose(self, seq: int | None) -> None:
        if self.shown:
            self.rail.show_entry(self.shown, seq)

    @Slot(int)
    def _follow(self, seq: int) -> None:
        """To the page on which an entry was made; an entry of its own is shown in the rail."""
        line = self.shown.line(seq) if self.shown else None
        opens = worded(line.told, self.shown.names).opens if line and self.shown else None
        if opens:
            self._app.go(*opens)
        elif not self.columns.has_room:
            self.columns.show_rail()

    def _go(self, page: str) -> None:
        """To another page of this vehicle."""
        self._app.go(page, self._vin)

    def write(self, make: Callable[[AppContext, str], Entry]) -> None:
        """Open an entry of some kind."""
        self._open([make(self._app, self._vin)])

    def _open(self, offered: list[Entry], about: UiText = "") -> None:
        self.head.keep_back(quiet=True)
        self.panel.open(offered, about)
        QTimer.singleShot(0, partial(self._scroll.ensureWidgetVisible, self.panel))

    @Slot(int)
    def explain(self, seq: int) -> None:
        """Open what can be done about an entry: for an odd reading all that may explain it, else to take it back."""
        line = self.shown.line(seq) if self.shown else None
        if line is None or self.shown is None:
            return
        told, row = line.told, row_of(self.shown, line)
        own = [taking_back(self._app, take_back, seq)] if told.part is Part.VEHICLE else []
        if line.odd is None:
            self._open(own)
            return
        again = [entries.reading_again(self._app, seq, line.odd)] if told.kind == VehicleEvent.READ else []
        why = f"{translator().current(ABOUT, on=told.on)} "
        rest = [entries.cluster(self._app, self._vin), entries.explaining(self._app, self._vin, why)]
        self._open([*again, *own, *rest], PlainText(row.odd))

    @Slot()
    def _closed(self) -> None:
        self.head.keep_back(quiet=False)
        if self.isVisible():
            self.life.list.setFocus()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.shown and any(each.isLocalFile() for each in event.mimeData().urls()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.take_files([Path(each.toLocalFile()) for each in event.mimeData().urls() if each.isLocalFile()])
        event.acceptProposedAction()

    def take_files(self, paths: list[Path]) -> None:
        """Attach files to the entry that is being written, or to a new note."""
        if self.shown and self.shown.page.closed:
            return
        entry = self.panel.entry
        if entry is None or entry.documents is None:
            self.write(entries.noting)
            entry = self.panel.entry
        if entry and entry.documents:
            entry.documents.take(paths)
