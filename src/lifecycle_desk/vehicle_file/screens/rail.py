"""The rail of a vehicle's page: the entry that was chosen, the owners, the vehicle as it was built, its documents."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.campaigns.screens.card import CampaignCard
from lifecycle_desk.cover.rules import Cover, Open
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.parts import (
    Button,
    Chip,
    Divider,
    Label,
    NameLink,
    Rail,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.rail_section import Section, pair, pair_of
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.schedules.rules import named_item
from lifecycle_desk.schedules.screens.fields import title_said
from lifecycle_desk.schedules.screens.looks import limits_said, overdue_look
from lifecycle_desk.schedules.usecases.due import Servicing
from lifecycle_desk.vehicle.rules.dash import Odometer
from lifecycle_desk.vehicle.rules.life import Part, VehicleEvent
from lifecycle_desk.vehicle.rules.wording import described, worded
from lifecycle_desk.vehicle.screens.booking import BOOK, book
from lifecycle_desk.vehicle.screens.documents import document_button
from lifecycle_desk.vehicle.screens.event_text import as_spoken, in_words, join
from lifecycle_desk.vehicle.usecases.correcting import entry_as_told
from lifecycle_desk.vehicle.usecases.showing import OwnerPeriod, TimelineEntry, personal_part
from lifecycle_desk.vehicle_file.screens.lines import Shown, why_not
from lifecycle_desk.vehicle_file.screens.strip_facts import cover_look

TREE, CALL_OR_BOOK = N_("Battery genealogy"), N_("Call or book")
MOST_DUES = 4
VEHICLE_PHOTO = N_("Vehicle photo…")
DAYS: tuple[tuple[str, str], ...] = (
    (C_("vehicle", "Arrived"), "arrived_on"),
    (N_("First registered"), "first_registered_on"),
    (C_("vehicle", "Handover"), "handed_over_on"),
    (N_("Warranty started"), "warranty_started_on"),
)
PERSONAL = {
    "name": C_("customer", "Name"),
    "phone": C_("customer", "Phone"),
    "email": C_("customer", "E-mail"),
    "address": C_("customer", "Address"),
    "tax_id": C_("customer", "Tax number"),
}


class VehicleRail(Rail):
    """The rail beside a vehicle's life, which explains it."""

    correct = Signal(int)  # the number of an event that is to be explained, corrected or taken back
    amend = Signal(int)  # the number of an event that is to be told again as it was meant
    choose_photo = Signal()
    again = Signal(int)  # the number of a correction that was a mistake

    def __init__(self, app: AppContext) -> None:
        self._app = app
        self._seq: int | None = None
        self._edit = Button(N_("Edit"), "link")
        self._entry = Section(N_("Record"))
        self._change = Button(N_("Change of owner…"), "link")
        self._owners = Section(N_("Owners"), self._change)
        self._odometer = Section(N_("Odometer"))
        self._servicing = Section(N_("Service due"))
        self._cover = Section(N_("Warranty cover"))
        self._built = Section(N_("As built"), self._edit)
        self._photo = Button(VEHICLE_PHOTO, "link")
        self._documents = Section(N_("Documents"), self._photo)
        self.campaigns = CampaignCard(app)
        self._waiting = Section(N_("For the next visit"))
        super().__init__(
            self._entry,
            self.campaigns,
            self._waiting,
            self._servicing,
            self._cover,
            self._owners,
            self._odometer,
            self._built,
            self._documents,
        )
        self._change.clicked.connect(self._change_owner)
        self._edit.clicked.connect(self._describe)
        self._photo.clicked.connect(self.choose_photo)
        app.permits.lead_to("change_of_owner", self._change)
        app.permits.lead_to("add_vehicle", self._edit)
        self._vin = ""

    def show_vehicle(self, shown: Shown) -> None:
        """Show another vehicle, or the same one anew."""
        self._vin = shown.page.vin
        self._edit.setVisible(shown.page.closed is None)
        self.campaigns.show_campaigns(shown.page.vin, shown.campaigns, may_decide=shown.may_decide)
        self._waiting.setVisible(bool(shown.waiting))
        waits = [Label(Message(each.message, **each.facts), "body", wrap=True) for each in shown.waiting]
        self._waiting.fill([*waits, _link(BOOK, partial(self.book, shown))] if waits else [])
        self._owners.fill([self._owner(each) for each in reversed(shown.page.owners)] or [_none(N_("No owner yet"))])
        self._show_odometer(shown)
        self._show_servicing(shown.servicing, shown.page.odometer)
        self._cover.setVisible(bool(shown.covers))
        self._cover.fill([_cover_line(each) for each in shown.covers])
        facts = described(shown.page.description)
        built = [pair(label, in_words(value)) for label, value in facts]
        figures = shown.page.figures
        days = [(label, on) for label, name in DAYS if (on := getattr(figures, name))]
        built += [pair(label, translator().current.formats.day(on)) for label, on in days]
        if code := shown.page.figures.battery:
            built += [pair(N_("Battery code"), code), _link(TREE, partial(self._app.go, "battery_tree", code))]
        self._built.fill(built or [_none(N_("No data yet"))])
        self._documents.setVisible(bool(shown.documents))
        self._documents.fill([document_button(self._app, each) for each in shown.documents.values()])
        self._photo.setVisible(shown.may_decide and bool(shown.pictures))

    def _show_odometer(self, shown: Shown) -> None:
        """What the dash shows, the verdict on it, and the way to all readings."""
        verdict = shown.odometer
        self._odometer.setVisible(verdict is not None)
        if verdict is None:
            return
        strong = Label(verdict.integrity.label, "medium", wrap=True)
        why = [Label(Message(each.message, **each.facts), "small", "ink2", wrap=True) for each in verdict.why[:2]]
        self._odometer.fill([*_reading(shown), strong, *why, _link(N_("All readings"), self._readings)])

    def _show_servicing(self, found: Servicing | None, odometer: Odometer | None) -> None:
        """Show the next due date, and the way to call or to book."""
        dues = found.dues[:MOST_DUES] if found else ()
        self._servicing.setVisible(bool(dues))
        parts = list[QWidget]()
        for each in dues:
            name = translator().current.spoken(named_item(each.code))
            when = limits_said(each, odometer)
            parts.append(pair_of(PlainText(name), name, when, overdue_look(each.forecast)))
        if found and found.schedule:
            parts.append(Label(text=title_said(found.schedule), role="small", ink="ink3", wrap=True))
        self._servicing.fill([*parts, _link(CALL_OR_BOOK, lambda: self._app.go("due", self._vin))])

    def show_cover(self) -> None:
        """Bring the covers into sight."""
        self.ensureWidgetVisible(self._cover, 0, 0)

    def book(self, shown: Shown) -> None:
        """Book the car in, for the work that was declined before where there is any."""
        declined = [translator().current.spoken(each.facts["what"]) for each in shown.waiting if "what" in each.facts]
        book(self._app, vin=self._vin, work="repair" if declined else "", note="\n".join(declined))

    def _change_owner(self) -> None:
        self._app.go("change_of_owner", self._vin)

    def _readings(self) -> None:
        self._app.go("odometer", self._vin)

    def _describe(self) -> None:
        self._app.go("add_vehicle", self._vin)

    def _owner(self, period: OwnerPeriod) -> QWidget:
        formats = translator().current.formats
        link = NameLink(PlainText(period.name) if period.name else N_("Personal data erased"))
        link.setEnabled(period.name is not None)
        link.clicked.connect(partial(self._app.go, "person", str(period.person)))
        since = formats.day(period.since)
        span: UiText = (
            PlainText(f"{since} – {formats.day(period.until)}")
            if period.until
            else Message(N_("since %(on)s"), on=period.since)
        )
        return wrap(column(row(link, None), Label(span, "small", "ink3"), gap=0, margins=(0, 0, 0, 4)))

    def show_entry(self, shown: Shown, seq: int | None) -> None:
        """Show all that is known of the entry that was chosen."""
        self._seq = seq
        line = shown.line(seq) if seq is not None else None
        self._entry.setVisible(line is not None)
        if line is None:
            return
        self._entry.entitle(PlainText(in_words(worded(line.told, shown.names).title)))
        self._fill_entry(shown, line, {})
        if line.told.person and shown.may_see_people:
            user, number = self._app.user, line.told.seq
            self._app.run_query(lambda: personal_part(user, number), partial(self._personal, shown, line))

    def _personal(self, shown: Shown, line: TimelineEntry, found: dict[str, Any] | None) -> None:
        if line.told.seq == self._seq and found:
            self._fill_entry(shown, line, found)

    def _fill_entry(self, shown: Shown, line: TimelineEntry, personal: Mapping[str, Any]) -> None:
        told = line.told
        parts = [pair(label, in_words(value)) for label, value in worded(told, shown.names).facts]
        parts += [document_button(self._app, kept) for each in told.documents if (kept := shown.documents.get(each))]
        apart = [pair(words, str(personal[name])) for name, words in PERSONAL.items() if personal.get(name)]
        if apart:
            parts += [Label(N_("Personal data, protected separately"), "small", "ink3"), *apart]
        self._entry.fill([*parts, *self._trust(shown, line), *self._ways(shown, line)])

    def _trust(self, shown: Shown, line: TimelineEntry) -> list[QWidget]:
        """The entry's author, its moment, and the number under which it is sealed."""
        told, language = line.told, translator().current
        at = datetime.fromisoformat(told.at) if told.at else None
        written: list[UiText] = [Message(N_("Recorded %(at)s"), at=at)] if at else []
        if told.by and at:
            written = [Message(N_("Recorded %(at)s by %(who)s"), at=at, who=told.by)]
        says: list[UiText] = [*written, Message(N_("Record no. %(seq)s, tamper-evident"), seq=told.seq)]
        correction = shown.corrections.get(told.seq)
        if correction and not line.stands:
            says.insert(0, PlainText(why_not(correction)))
        if told.corrects:
            says.insert(0, Message(N_("Corrects record no. %(seq)s"), seq=told.corrects))
        if line.odd and line.stands:
            says.insert(0, PlainText(language.sentence(line.odd)))
        return [Divider(), *(Label(each, "small", "ink3", wrap=True) for each in says)]

    def _ways(self, shown: Shown, line: TimelineEntry) -> list[QWidget]:
        """The actions on the entry."""
        told = line.told
        opens = worded(told, shown.names).opens
        own = [_link(C_("entry", "Open"), partial(self._app.go, *opens))] if opens else []
        if not shown.may_correct or told.part is not Part.VEHICLE or told.kind == VehicleEvent.ADDED:
            return own
        if line.stands:
            amend = [_link(N_("Correct…"), partial(self.amend.emit, told.seq))]
            correctable = entry_as_told(shown.page.vin, told) is not None
            return [*own, *amend[:correctable], _link(N_("Void…"), partial(self.correct.emit, told.seq))]
        correction = shown.corrections.get(told.seq)
        if correction is None or correction.part is not Part.VEHICLE:
            return own
        return [*own, _link(N_("Reinstate…"), partial(self.again.emit, correction.seq))]


def _reading(shown: Shown) -> list[QWidget]:
    """What the dash shows, the distance over all clusters where one was replaced, and what is run in a day."""
    read, pace, formats = shown.page.odometer, shown.page.km_per_day, translator().current.formats
    parts: list[QWidget] = [pair(N_("Last reading"), formats.kilometres(read.shown_km))] if read else []
    if read and read.is_replaced:
        parts.append(Label(as_spoken(read.over_all), "small", "ink2", wrap=True))
    if pace:
        daily = Message(N_("about %(distance)s per day"), distance=formats.kilometres(round(pace)))
        parts.append(Label(daily, "small", "ink3", wrap=True))
    return parts


def _cover_line(cover: Cover) -> QWidget:
    """A part with its verdict, and until when and how far it is covered."""
    tone, icon = cover_look(cover)
    formats = translator().current.formats
    until = cover.until.label if isinstance(cover.until, Open) else formats.day(cover.until) if cover.until else ""
    far = cover.until_km.label if isinstance(cover.until_km, Open) else cover.until_km
    said = [translator().current(until) if isinstance(cover.until, Open) else until]
    said.append(translator().current(far) if isinstance(far, str) else formats.kilometres(far) if far else "")
    verdict = Chip(cover.answer.label, tone, icon)
    name = Label(cover.part.label, "small", "ink2", wrap=True)
    says = PlainText(join(*dict.fromkeys(said))) if any(said) else Message(cover.why.message, **cover.why.facts)
    limits = Label(says, "small", "ink3", wrap=True)
    return wrap(column(row((name, 1), verdict), limits, gap=0, margins=(0, 2, 0, 4)))


def _none(words: UiText) -> QWidget:
    return Label(words, "small", "ink3", wrap=True)


def _link(words: UiText, call: Callable[[], object]) -> QWidget:
    button = Button(words, "link")
    button.clicked.connect(lambda _: call())
    return wrap(row(button, None))
