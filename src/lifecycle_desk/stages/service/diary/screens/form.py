"""The form of an appointment: who comes when, with which car, for what, and who does it."""

from contextlib import suppress
from datetime import date, timedelta
from functools import partial
from typing import Any, cast, override

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.commands.command import Result
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.followed_form import FollowedForm, FormTexts
from lifecycle_desk.desktop.form_body import FormBody, over_bar
from lifecycle_desk.desktop.forms import DraftSaver, Faults, Submission
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    ChoiceField,
    Field,
    Label,
    LineField,
    PageTitle,
    SectionTitle,
    StickyBar,
    TextField,
    column,
    row,
)
from lifecycle_desk.desktop.pages import PageWidget, PaletteCommand
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.diary.rules.appointments import (
    LONGEST_NOTE,
    LONGEST_WORDS,
    AppointmentChangedMeanwhile,
    WorkKind,
    name_of,
    number_in,
)
from lifecycle_desk.stages.service.diary.rules.rights import DIARY_EDIT
from lifecycle_desk.stages.service.diary.screens import acting
from lifecycle_desk.stages.service.diary.screens.day_said import DaySaid
from lifecycle_desk.stages.service.diary.screens.fields import (
    offer_names,
    tenths_field,
    time_field,
    written_hours,
    written_time,
)
from lifecycle_desk.stages.service.diary.usecases.booking import book_appointment, change_appointment
from lifecycle_desk.stages.service.diary.usecases.requests import AppointmentDone, BookAppointment, ChangeAppointment
from lifecycle_desk.stages.service.diary.usecases.showing import BookingForm, booking_form
from lifecycle_desk.vehicle.screens.booking import known_in
from lifecycle_desk.vehicle.screens.fields import chosen, day_field
from lifecycle_desk.vehicle.screens.picker import PersonPicker
from lifecycle_desk.vehicle.screens.vehicle_field import VehicleField
from lifecycle_desk.vehicle.usecases.vehicles_shown import VehicleSummary

NEW, EDIT = N_("Book an appointment"), N_("Edit appointment")
CAR, CAR_HINT = N_("Vehicle not recorded yet"), N_("Plate number or model")
DAY, TIME, HOURS, WORK = C_("appointment", "Day"), C_("appointment", "Time"), N_("Hours of work"), N_("Kind of work")
WHO, BAY, LENT = C_("role", "Technician"), C_("appointment", "Bay"), C_("appointment", "Courtesy car")
SAVE, CUSTOMER = N_("Save appointment"), C_("order", "Customer")
OWNER_MEANT = N_("The owner, unless you enter somebody else")
WHEN, WHAT, WITH = N_("When"), N_("What for"), N_("Who and what with")
SHOW, BOOK_AGAIN = N_("Show in the diary"), N_("Book another appointment")
FIRST_MINUTE, A_TENTH_HOUR = 9 * 60, 10


class AppointmentFormPage(PageWidget):
    """One appointment, or a new one; Ctrl+Enter saves it. Its place says what is known: A-17, or on and vin."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._key, self._form = app, "", None  # type: tuple[AppContext, str, BookingForm | None]
        self.head, self.draft = PageTitle(NEW), Label("", "small", "ink3")
        self.vehicle, self.customer = VehicleField(app), PersonPicker(app, CUSTOMER)
        self.car = LineField(CAR, hint=CAR_HINT, longest=LONGEST_WORDS)
        self.on = day_field(DAY, required=True, ahead=True)
        self.start, self.tenths = time_field(TIME), tenths_field(HOURS)
        self.work = ChoiceField(WORK, [(each, each.label) for each in WorkKind], value=WorkKind.MAINTENANCE)
        self.technician, self.bay, self.lent = ChoiceField(WHO), ChoiceField(BAY), ChoiceField(LENT)
        self.campaign = LineField(N_("Campaign number"), mono=True, longest=LONGEST_WORDS)
        self.note = TextField(N_("Note"), rows=3, longest=LONGEST_NOTE)
        self.day_said = DaySaid(app)
        self.save = Button(SAVE, "primary", keys="Ctrl+Return")
        self.bar = StickyBar(self.save)
        self._submission = Submission(app, Faults(lambda: self.fields), self, tells=False)
        texts = FormTexts(self._typed, self._write, lambda: self.fields, whole=frozenset({"customer"}))
        self.meanwhile = FollowedForm(texts)
        self._drafts = DraftSaver(app, "appointment", self.meanwhile.draft, self.meanwhile.restore, self)
        self._lay_out()
        self._connect()
        self._clear()

    def _lay_out(self) -> None:
        when = Card(
            column(
                SectionTitle(WHEN),
                row((self.on, 2), (self.start, 1), (self.tenths, 1), gap=16),
                self.day_said,
                gap=4,
                margins=(16, 10, 16, 10),
            )
        )
        car = row((self.vehicle, 1), (self.car, 1), gap=16)
        who = Card(column(car, self.customer, gap=2, margins=(16, 10, 16, 4)))
        what = Card(
            column(
                SectionTitle(WHAT),
                row((self.work, 1), (self.campaign, 1), gap=16),
                self.note,
                gap=2,
                margins=(16, 10, 16, 10),
            )
        )
        whom = Card(
            column(
                SectionTitle(WITH),
                row((self.technician, 1), (self.bay, 1), (self.lent, 1), gap=16),
                gap=2,
                margins=(16, 10, 16, 4),
            )
        )
        form = FormBody(column(self.meanwhile, who, when, what, whom, None, gap=12, margins=(24, 0, 24, 16)), self.bar)
        title = row(self.head, None, self.draft, margins=(24, 14, 24, 0))
        self.setLayout(over_bar(title, form, self.bar))

    def _connect(self) -> None:
        self.save.clicked.connect(self._save)
        self._app.permits.need(DIARY_EDIT, self.save)
        self._submission.saved.connect(self._saved)
        self._submission.refused.connect(self._refused)
        self.meanwhile.action.clicked.connect(self._show_theirs)
        self._app.changed.connect(self._heard)
        self._drafts.saved.connect(self.draft.set_message)
        self.vehicle.chosen.connect(self._owner_known)
        self.on.read.connect(self._ask_day)
        self.technician.chosen.connect(self._ask_day)
        self.bay.chosen.connect(self._ask_day)
        translator().changed.connect(self._ask_day)

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them."""
        return {
            "vin": self.vehicle,
            "vehicle": self.vehicle,
            "car": self.car,
            "customer": self.customer.name,
            "customer.name": self.customer.name,
            "customer.phone": self.customer.phone,
            "on": self.on,
            "start": self.start,
            "hours": self.tenths,
            "tenths": self.tenths,
            "work": self.work,
            "campaign": self.campaign,
            "note": self.note,
            "technician": self.technician,
            "bay": self.bay,
            "courtesy_car": self.lent,
            "lent": self.lent,
        }

    # The place --------------------------------------------------------------------------------------------------

    @override
    def show_key(self, key: str) -> None:
        if key == self._key and self._form:
            return
        self._drafts.end(drop=False)
        self._key = key
        user, number = self._app.user, number_in(key)
        self.head.set_message(EDIT if number else NEW)
        who = known_in(key).get("customer", "")
        customer = int(who) if who.isdigit() else None
        self._app.run_query(lambda: booking_form(user, number, customer), partial(self._offered, key))

    @override
    def first_focus(self) -> QWidget | None:
        known = known_in(self._key)  # what it says is filled in later
        return self.on.line if known.get("vin") or known.get("car") else self.vehicle.line

    @override
    def may_leave(self) -> bool:
        self._drafts.keep()
        return True

    def _offered(self, key: str, form: BookingForm) -> None:
        """Fill in what is known: the appointment, or what the place says of a new one."""
        if key != self._key:
            return
        self._form = form
        self._clear()
        for field, names in (
            (self.technician, form.technicians),
            (self.bay, form.bays),
            (self.lent, form.courtesy_cars),
        ):
            offer_names(field, names)
        if form.known:
            self._show_known(form)
        else:
            self._fill_in(known_in(key), form)
        self.meanwhile.begin(new=form.known is None, **_by(form))
        self._drafts.begin(key)
        self._ask_day()

    def _show_known(self, form: BookingForm) -> None:
        of = form.known.of if form.known else None
        if of is None:
            return
        self.on.set_text(_day(of.on))
        self._put({name: getattr(of, name) for name in ("start", "tenths", "car", "campaign", "note")})
        self._choose(of.technician, of.bay, of.courtesy_car)
        self.work.set_value(of.work)
        self._find(of.vin or "")
        self.customer.restore(None)
        if form.customer and of.customer:
            self.customer.choose(of.customer, form.customer)

    def _fill_in(self, known: dict[str, str], form: BookingForm) -> None:
        with suppress(ValueError):
            self.on.set_text(_day(date.fromisoformat(known.get("on") or _next(form.today).isoformat())))
        start, tenths = known.get("start", ""), known.get("tenths", "")
        self._put(
            {
                "start": int(start) if start.isdigit() else FIRST_MINUTE,
                "tenths": int(tenths) if tenths.isdigit() else A_TENTH_HOUR,
                **{name: known.get(name, "") for name in ("car", "campaign", "note")},
            }
        )
        self._choose(known.get("technician", ""), known.get("bay", ""), known.get("courtesy_car", ""))
        work = next((each for each in WorkKind if each.value == known.get("work")), WorkKind.MAINTENANCE)
        self.work.set_value(work)
        self._find(known.get("vin", ""))
        if form.customer:
            self.customer.choose(int(known["customer"]), form.customer)

    def _put(self, said: dict[str, Any]) -> None:
        self.start.set_text(written_time(said["start"]))
        self.tenths.set_text(written_hours(said["tenths"]))
        self.car.set_text(said["car"])
        self.campaign.set_text(said["campaign"])
        self.note.set_text(said["note"])

    def _choose(self, technician: str, bay: str, lent: str) -> None:
        form = self._form
        if form is None:
            return
        offer_names(self.technician, form.technicians, technician)
        offer_names(self.bay, form.bays, bay)
        offer_names(self.lent, form.courtesy_cars, lent)

    def _clear(self) -> None:
        self.vehicle.reset()
        self.customer.restore(None)
        for field in (self.car, self.on, self.start, self.tenths, self.campaign, self.note):
            field.set_text("")
            field.clear()
        for choice in (self.technician, self.bay, self.lent):
            choice.set_value("")

    # Drafts -----------------------------------------------------------------------------------------------------

    def _typed(self) -> dict[str, Any]:
        """What a draft stores."""
        texts = {name: getattr(self, name).text for name in ("on", "start", "tenths", "car", "campaign", "note")}
        chosen_ones = {name: getattr(self, name).value for name in ("work", "technician", "bay", "lent")}
        return texts | chosen_ones | {"vehicle": self._vehicle, "customer": self.customer.draft_value()}

    @property
    def _vehicle(self) -> str:
        """The VIN of the vehicle, or what was typed to find one."""
        return self.vehicle.vehicle.vin if self.vehicle.vehicle else self.vehicle.text

    def _find(self, vehicle: str) -> None:
        """Find a vehicle in place of the one that stands there."""
        if vehicle != self._vehicle:
            self.vehicle.reset()
            self.car.setEnabled(True)
        if vehicle and not self.vehicle.vehicle:
            self.vehicle.find_vehicle(vehicle)

    def _write(self, draft: dict[str, Any]) -> None:
        for name in ("on", "start", "tenths", "car", "campaign", "note"):
            getattr(self, name).set_text(draft.get(name, ""))
        self.work.set_value(draft.get("work"))
        self._choose(draft.get("technician") or "", draft.get("bay") or "", draft.get("lent") or "")
        self.customer.restore(draft.get("customer"))
        self._find(draft.get("vehicle") or "")

    # What others save of the same -------------------------------------------------------------------------------

    @Slot(frozenset)
    def _heard(self, tables: frozenset[str]) -> None:
        if "appointment" in tables and self.isVisible() and not self._submission.running:
            self._look_again()

    @Slot(object)
    def _refused(self, objection: Objection) -> None:
        if isinstance(objection, AppointmentChangedMeanwhile):
            self._look_again()

    def _look_again(self) -> None:
        user, number = self._app.user, number_in(self._key)
        if number:
            self._app.run_query(lambda: booking_form(user, number), partial(self._follow, self._key))

    def _follow(self, key: str, form: BookingForm) -> None:
        """Take over what somebody else saved, together with what was typed here since."""
        before = self._form.known if self._form else None
        if key == self._key and before and form.known and before.of.revision != form.known.of.revision:
            self._form = form
            self.meanwhile.follow(partial(self._show_known, form), **_by(form))
            self._ask_day()

    @Slot()
    def _show_theirs(self) -> None:
        """Show what is saved, and let go what was typed."""
        self._drafts.end()
        self._form = None
        self.show_key(self._key)

    # What is said about it --------------------------------------------------------------------------------------

    @Slot(object)
    def _owner_known(self, line: VehicleSummary | None) -> None:
        if line and line.owner and not self.customer.text:
            self.customer.name.hint(OWNER_MEANT)
        self.car.setEnabled(line is None)

    @Slot()
    def _ask_day(self) -> None:
        """Say how full that day is, before anything is booked."""
        names = {str(self.technician.value or ""), str(self.bay.value or "")} - {""}
        self.day_said.ask(cast("date | None", self.on.value), names)

    # What is done with it ---------------------------------------------------------------------------------------

    @Slot()
    def _save(self) -> None:
        number = number_in(self._key)
        if number:
            self._submission.submit(change_appointment, lambda: self._changed(number))
        else:
            self._submission.submit(book_appointment, lambda: BookAppointment(**self._read()))

    def _changed(self, number: int) -> ChangeAppointment:
        known = self._form.known if self._form else None
        return ChangeAppointment(number=number, revision=known.of.revision if known else None, **self._read())

    def _read(self) -> dict[str, Any]:
        for field in (self.on, self.start, self.tenths, self.customer):
            field.validate()
        vehicle = self.vehicle.vehicle
        return {
            "on": self.on.value or date.min,
            "start": self.start.value or 0,
            "tenths": self.tenths.value or A_TENTH_HOUR,
            "work": chosen(WorkKind, self.work) or WorkKind.OTHER,
            "vin": vehicle.vin if vehicle else None,
            "car": "" if vehicle else self.car.text,
            "customer": self.customer.value,
            "technician": str(self.technician.value or ""),
            "bay": str(self.bay.value or ""),
            "courtesy_car": str(self.lent.value or ""),
            "campaign": self.campaign.text,
            "note": self.note.text,
        }

    @Slot(object)
    def _saved(self, done: Result[AppointmentDone]) -> None:
        """Say so, and show it where it stands in the diary."""
        made = done.value
        again = PaletteCommand(BOOK_AGAIN, "plus", lambda app: app.go("appointment"))
        acting.told(self._app, done, acting.CHANGED if made.before else acting.BOOKED, (again,))
        self._drafts.end()
        self._form = None
        self._clear()
        self._app.go("diary", name_of(made.number))


def _by(form: BookingForm) -> dict[str, Any]:
    """Who changed the appointment last, and when."""
    return {"who": form.known.of.changed_by, "at": form.known.of.changed_at} if form.known else {}


def _next(today: date) -> date:
    """The day that a booking begins with: tomorrow."""
    return today + timedelta(days=1)


def _day(on: date) -> str:
    return translator().current.formats.day(on, "short")
