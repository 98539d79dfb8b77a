"""The page of one vehicle: its whole life in one timeline, and all that can be written into it."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, override

from PySide6.QtCore import Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLayout, QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.batteries.screens import entries as battery_entries
from lifecycle_desk.campaigns.rules.status import CampaignEvent
from lifecycle_desk.campaigns.screens.entries import building
from lifecycle_desk.campaigns.usecases.lists import campaigns_of_car
from lifecycle_desk.commands.command import Result, UserSession
from lifecycle_desk.commands.rights import Right
from lifecycle_desk.cover.rules import PartGroup
from lifecycle_desk.cover.rules.rights import COVER_EDIT
from lifecycle_desk.cover.screens import own_rule
from lifecycle_desk.cover.usecases import covers_of
from lifecycle_desk.dealership.usecases.day import today_at
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.headed_list import HeadedList
from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.look.parts import Button, Columns, EmptyPage
from lifecycle_desk.desktop.pages import PaletteCommand
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.schedules.rules.record import ServicingEvent
from lifecycle_desk.schedules.screens import entries as service_entries
from lifecycle_desk.schedules.usecases.due import reminded_of
from lifecycle_desk.schedules.usecases.schedules import servicing_of
from lifecycle_desk.vehicle.rules.life import Part, UnknownVehicle, VehicleEvent, VehicleState
from lifecycle_desk.vehicle.rules.photo import photos_of
from lifecycle_desk.vehicle.rules.rights import EVENT_CORRECT, ODOMETER_ADD, PERSON_EDIT, VEHICLE_EDIT
from lifecycle_desk.vehicle.screens import life_entries as entries
from lifecycle_desk.vehicle.screens.booking import BOOK
from lifecycle_desk.vehicle.screens.documents import dropped
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.voiding import taking_back
from lifecycle_desk.vehicle.usecases.correcting import entry_as_told
from lifecycle_desk.vehicle.usecases.documents import Document, document
from lifecycle_desk.vehicle.usecases.glance import battery_at_a_glance, glance_tables, place_of
from lifecycle_desk.vehicle.usecases.life import COUNTED_AGAIN, take_back
from lifecycle_desk.vehicle.usecases.odometer import odometer_verdict
from lifecycle_desk.vehicle.usecases.photo import PHOTO, ChoosePhoto, choose_photo
from lifecycle_desk.vehicle.usecases.recording import EventRef
from lifecycle_desk.vehicle.usecases.showing import VehiclePage, page
from lifecycle_desk.vehicle.usecases.summing import summaries, summary_tables
from lifecycle_desk.vehicle.usecases.waiting import waiting_tables, what_waits
from lifecycle_desk.vehicle_file.screens.head import Offer, OfferGroup, VehicleHead
from lifecycle_desk.vehicle_file.screens.life import LEAST_HEIGHT, Life
from lifecycle_desk.vehicle_file.screens.lines import Shown, row_of
from lifecycle_desk.vehicle_file.screens.page_of_a_car import PageOfACar
from lifecycle_desk.vehicle_file.screens.photo import CarPhoto
from lifecycle_desk.vehicle_file.screens.photo_chooser import PhotoChooser
from lifecycle_desk.vehicle_file.screens.rail import VehicleRail
from lifecycle_desk.vehicle_file.screens.strip_facts import WITH_THE_DEALER, Ask

ABOUT = N_("About the reading of %(on)s:")
TABLES = frozenset({"vehicle", "event", "person", "document", "campaign", "campaign_car", "cover_rule"})
type MadeEntry = tuple[
    str, str, Callable[..., Entry], Right
]  # words, icon, the entry of the app and the vehicle, its right

# What is done with the vehicle on pages of their own: while somebody uses it, and when it leaves.
USED: tuple[tuple[str, str, str], ...] = (
    (N_("Repair order"), "tool", "order_form"),
    (N_("Appointment"), "calendar-event", "appointment"),
    (N_("Charging session"), "bolt", "charging_of"),
)
LEAVES: tuple[tuple[str, str, str], ...] = (
    (N_("Trade-in and condition"), "arrows-exchange", "second_hand"),
    (N_("Change of owner"), "user-check", "change_of_owner"),
    (N_("Dossier"), "package", "dossier"),
    (N_("End of life"), "recycle", "end_of_life"),
)
# The entries that can be corrected, each by its own form.
CORRECTED: dict[str, Callable[[AppContext, str, Any], Entry]] = {
    VehicleEvent.READ: entries.reading,
    VehicleEvent.NOTED: entries.noting,
    VehicleEvent.PLATED: entries.plate,
    VehicleEvent.FIRST_SOLD: entries.first_sale,
    VehicleEvent.BATTERY_REPLACED: battery_entries.replacing,
    ServicingEvent.SERVICED: service_entries.serviced_elsewhere,
    CampaignEvent.BUILT: building,
}
# What the strip may lack, and the form that adds it.
ADDED_BY: dict[Ask, Callable[[AppContext, str], Entry]] = {
    Ask.FIRST_SALE: entries.first_sale,
    Ask.SCHEDULE: service_entries.on_schedule,
    Ask.READING: entries.reading,
    Ask.OWNER: entries.owner,
}


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
        may_set_terms=user.may(COVER_EDIT) and not found.closed,
        waiting=what_waits(user, found.vin),
        servicing=reminded_of(user, vin),
        has_schedule=servicing_of(user, vin).schedule is not None,
        summaries=summaries(user, found.vin),
        battery=battery_at_a_glance(user, found.vin),
        covers=covers_of(user, found.vin, today_at(user)).covers,
        place=place_of(user, found.vin),
        photo=photo_among(found, documents),
    )


def sold_elsewhere(figures: VehicleState) -> bool:
    """Whether a car in use was sold by somebody else, so that nobody here knows the day."""
    return figures.handed_over_on is None and figures.stage not in WITH_THE_DEALER


def photo_among(page: VehiclePage, documents: Mapping[str, Document]) -> Document | None:
    """The photo of a vehicle: the first picture among the documents that may be it."""
    known = (documents.get(each) for each in photos_of(each.told for each in page.lines))
    return next((each for each in known if each and each.media.startswith("image/")), None)


class OneVehiclePage(PageOfACar[Shown]):
    """The life of one vehicle; files that are dropped on it go with a new note."""

    paper = "lifecycle-report"

    def __init__(self, app: AppContext) -> None:
        super().__init__(app)
        self.tables = TABLES | waiting_tables() | summary_tables() | glance_tables()
        self.photo = CarPhoto(app)
        self.chooser: PhotoChooser | None = None
        self.head = VehicleHead(self.car, self.print, self._kinds(), self.photo, app.permits)
        self.life, self.rail = Life(), VehicleRail(app)
        self.columns = Columns(self.life, self.rail)
        self.lay_out(self.head, self.columns, empty=self._not_there(), scrolls=self._over_life)
        self._connect()

    def _over_life(self, whole: QLayout) -> HeadedList:
        """The head over the life, or over the rail where that stands in its place."""

        def wanted(most: int) -> int:
            return most if self.life.isHidden() else self.life.height_wanted(most)

        return HeadedList(whole, self.columns, self.life.list, wanted, self.rail, least=LEAST_HEIGHT)

    def _kinds(self) -> list[OfferGroup]:
        """The entries of the menu; an owner only where none is known, and a first sale where it was not ours."""
        serviced: list[MadeEntry] = [
            (N_("Serviced elsewhere"), "tool", service_entries.serviced_elsewhere, VEHICLE_EDIT),
            (N_("Maintenance schedule"), "list-check", service_entries.on_schedule, VEHICLE_EDIT),
        ]
        noted: list[MadeEntry] = [
            (N_("Odometer reading"), "gauge", entries.reading, ODOMETER_ADD),
            (N_("Note with documents"), "notes", entries.noting, VEHICLE_EDIT),
            (N_("New plate"), "license", entries.plate, VEHICLE_EDIT),
            (N_("Instrument cluster replaced"), "gauge", entries.cluster, EVENT_CORRECT),
            (N_("Traction battery replaced"), "battery-charging", battery_entries.replacing, VEHICLE_EDIT),
            (N_("Build date"), "car", building, VEHICLE_EDIT),
        ]
        entered, about = (
            [Offer(words, icon, partial(self.write, make), needs) for words, icon, make, needs in each]
            for each in (serviced, noted)
        )
        of_page = self._app.permits.of_page
        used, leaves = (
            [Offer(words, icon, self.goes(page), of_page(page)) for words, icon, page in each]
            for each in (USED, LEAVES)
        )
        owner = Offer(
            C_("vehicle", "Owner"),
            "user",
            partial(self.write, entries.owner),
            VEHICLE_EDIT,
            lambda each: each.owner is None,
        )
        sold = Offer(
            N_("First sale elsewhere"), "key", partial(self.write, entries.first_sale), VEHICLE_EDIT, sold_elsewhere
        )
        return [
            (N_("Service and charging"), [*used, *entered]),
            (N_("Vehicle data"), [*about, sold, owner]),
            (N_("Ownership and end of life"), leaves),
        ]

    def _connect(self) -> None:
        self.head.campaign_wanted.connect(partial(self._app.go, "campaign"))
        self.head.strip.wanted.connect(self._app.go)
        self.head.strip.asked.connect(self._asked)
        self.rail.campaigns.wanted.connect(lambda offered: self.open(*offered))
        self.life.chosen.connect(self._choose)
        self.life.explain.connect(self.explain)
        self.life.opened.connect(self._look_closer)
        self.life.leads.connect(self._app.go)
        self.rail.correct.connect(self.explain)
        self.rail.amend.connect(self.amend)
        self.rail.choose_photo.connect(self._choose_photo)
        self.rail.again.connect(lambda seq: self.open(taking_back(self._app, take_back, seq, COUNTED_AGAIN)))

    def _not_there(self) -> EmptyPage:
        add = Button(N_("Add vehicle"), "primary", icon="plus")
        add.clicked.connect(self.goes("add_vehicle"))
        self._app.permits.lead_to("add_vehicle", add)
        back = Button(N_("All vehicles"), "link", icon="car")
        back.clicked.connect(lambda: self._app.go("vehicles"))
        return EmptyPage(
            N_("Vehicle not added yet"),
            N_("Add it to keep its full history here."),
            add,
            (back,),
        )

    @override
    def commands(self) -> Sequence[PaletteCommand]:
        shown = self.shown
        if shown is None or shown.page.closed:
            return super().commands()
        right = self._app.permits.of_page("appointment")
        return (
            PaletteCommand(BOOK, "calendar-event", lambda _: self.rail.book(shown), right=right),
            *super().commands(),
        )

    @staticmethod
    @override
    def look_up(user: UserSession, vin: str) -> Shown:
        return shown_of(user, vin)

    @override
    def begin(self) -> None:
        self.life.begin()

    @override
    def work(self) -> QWidget:
        return self.life.focus_list()

    @override
    def let_write(self, *, can: bool) -> None:
        self.head.add.setVisible(can)

    @override
    def keep_back(self, *, quiet: bool) -> None:
        self.head.keep_back(quiet=quiet)

    @override
    def filter_field(self) -> QWidget | None:
        return self.life.field

    @override
    def not_read(self, fact: Exception) -> None:
        self._stack.setCurrentWidget(self._empty)
        if not isinstance(fact, UnknownVehicle):
            self._app.failed.emit(fact)

    @override
    def show_read(self, read: Shown) -> None:
        self.head.show_vehicle(read)
        self.photo.show_photo(read.photo)
        self.rail.show_vehicle(read)
        self.life.show_life(read)

    @Slot(object)
    def _choose(self, seq: int | None) -> None:
        if self.shown:
            self.rail.show_entry(self.shown, seq)

    @Slot(Ask)
    def _asked(self, what: Ask) -> None:
        """Show all covers in the rail, or open the form that adds what the strip lacks."""
        if what is Ask.COVER:
            if not self.columns.has_room:
                self.columns.show_rail()
            self.rail.show_cover()
        elif what is Ask.TERMS and self.shown:
            self.open(own_rule(self.shown.page.description["make"] or "", PartGroup.VEHICLE))
        else:
            self.write(ADDED_BY[what])

    @Slot(int)
    def _look_closer(self, _: int) -> None:
        """An entry that has no page of its own is shown in the rail."""
        if not self.columns.has_room:
            self.columns.show_rail()

    @Slot()
    def _choose_photo(self) -> None:
        if self.shown:
            self.chooser = PhotoChooser(self._app, self.shown.pictures, self.shown.photo, self)
            self.chooser.chosen.connect(self._use_photo)
            self.chooser.open()

    @Slot(str)
    def _use_photo(self, digest: str) -> None:
        """Use a document as the photo of the vehicle, and offer the way back."""

        def saved(made: Result[EventRef]) -> None:
            self._app.show_toast(PHOTO.done, undo=self._app.way_back(made))

        self._app.do(choose_photo, ChoosePhoto(self._vin, (digest,)), saved)

    def write(self, make: Callable[[AppContext, str], Entry]) -> None:
        """Open an entry of some kind."""
        self.open(make(self._app, self._vin))

    @Slot(int)
    def explain(self, seq: int) -> None:
        """Open what can be done about an entry: for an odd reading all that may explain it, else to take it back."""
        line = self.shown.line(seq) if self.shown else None
        if line is None or self.shown is None:
            return
        told, row = line.told, row_of(self.shown, line)
        own = [taking_back(self._app, take_back, seq)] if told.part is Part.VEHICLE else []
        if line.odd is None:
            self.open(*own)
            return
        again = [entries.reading_again(self._app, seq, line.odd)] if told.kind == VehicleEvent.READ else []
        why = f"{translator().current(ABOUT, on=told.on)} "
        rest = [entries.cluster(self._app, self._vin), entries.explaining(self._app, self._vin, why)]
        self.open(*again, *own, *rest, about=PlainText(row.odd))

    @Slot(int)
    def amend(self, seq: int) -> None:
        """Open the form of an entry as it was told, to be told as it was meant."""
        line = self.shown.line(seq) if self.shown else None
        if line is None or self.shown is None:
            return
        entry = CORRECTED[line.told.kind](self._app, self._vin, entry_as_told(self._vin, line.told))
        documents = [kept for each in line.told.documents if (kept := self.shown.documents.get(each))]
        self.open(entries.correcting(self._app, seq, entry, documents))

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.shown and dropped(event.mimeData()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.take_files(dropped(event.mimeData()))
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
