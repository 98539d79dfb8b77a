"""The form in which a workshop visit is logged as a whole, by keyboard alone."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, cast, override

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_, objection
from lifecycle_desk.commands.command import Result
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.form_body import FormColumns, WhyWithheld
from lifecycle_desk.desktop.forms import DraftSaver, Submission
from lifecycle_desk.desktop.headed_form import HeadedForm
from lifecycle_desk.desktop.keys import listen
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.look.parts import (
    Button,
    CheckField,
    Field,
    InfoBar,
    Label,
    PageTitle,
    StickyBar,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.desktop.words import SIDE_PANEL
from lifecycle_desk.stages.service.line_cover.rules import LineJudge
from lifecycle_desk.stages.service.line_cover.usecases import line_judge
from lifecycle_desk.stages.service.orders.rules.states import HANDED_OVER
from lifecycle_desk.stages.service.orders.rules.totals import reckoned
from lifecycle_desk.stages.service.orders.screens.entry.reading_check import ReadingCheck
from lifecycle_desk.stages.service.orders.screens.entry.saved_card import SavedCard
from lifecycle_desk.stages.service.orders.screens.queueing import once_written
from lifecycle_desk.stages.service.orders.screens.sheet.before_handover import (
    CUSTOMER_PAYS,
    TO_SETTLE,
    BeforeHandover,
    points,
)
from lifecycle_desk.stages.service.orders.screens.sheet.car_notes import CarNotesCard
from lifecycle_desk.stages.service.orders.screens.sheet.customer_card import FOUND, CustomerCard
from lifecycle_desk.stages.service.orders.screens.sheet.folded_facts import ALL, FactsLine, FoldedParts, reveal
from lifecycle_desk.stages.service.orders.screens.sheet.jobs import JobsEditor, OrderFaults
from lifecycle_desk.stages.service.orders.screens.sheet.offering import LineOffers
from lifecycle_desk.stages.service.orders.screens.sheet.reception import (
    ON,
    ON_HINT,
    FigureField,
    Reception,
    read_date,
    today,
)
from lifecycle_desk.stages.service.orders.screens.sheet.template_menu import TemplateMenu
from lifecycle_desk.stages.service.orders.screens.sheet.who_pays import WhoPays
from lifecycle_desk.stages.service.orders.usecases.form_defaults import FormDefaults, form_defaults
from lifecycle_desk.stages.service.orders.usecases.orders import log_repair_order, open_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import LogRepairOrder, OpenRepairOrder, OrderDone
from lifecycle_desk.stages.service.orders.usecases.showing import scheduled_items
from lifecycle_desk.vehicle.rules.life import LifeClosed, Stage
from lifecycle_desk.vehicle.screens.event_text import join
from lifecycle_desk.vehicle.screens.vehicle_field import VehicleField
from lifecycle_desk.vehicle.usecases.showing import life_closed
from lifecycle_desk.vehicle.usecases.vehicles_shown import VehicleSummary

if TYPE_CHECKING:
    from datetime import date

TITLE = N_("New repair order")
BOOK, LOG = N_("Save as booked"), N_("Save and close order")
BOOKED, LOGGED = N_("%(number)s booked"), N_("%(number)s saved and closed")
FREE, FREE_HINT = N_("Nothing is charged"), N_("The order has no lines, which is intended.")
UNKNOWN_VIN, ADD_VEHICLE = N_("No vehicle has VIN %(vin)s."), N_("Add vehicle")
TEMPLATES = C_("order", "Templates")
RAIL = 272  # px

VehicleNotChosen = objection("VehicleNotChosen", N_("Choose the vehicle."), "vin")


class OrderFormPage(PageWidget):
    """Everything of a visit on one page; Ctrl+Enter saves it and begins the next."""

    written = Signal(object)  # Done[OrderDone]

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._key, self._start = app, "", None  # type: tuple[AppContext, str | None, FormDefaults | None]
        self.vehicle = VehicleField(app)
        self.on = FigureField(ON, read_date, hint=ON_HINT)
        self.reception = Reception([(self.vehicle, 3), (self.on, 1)])
        self.reading = ReadingCheck(app, self.reception, self.vehicle, self.on)
        self.jobs, self.who, self.before = JobsEditor(), WhoPays(), BeforeHandover()
        self.offers = LineOffers(app, self)
        self.jobs.offer_from(self.offers)
        self.customer = CustomerCard(app, FOUND)
        self.free = CheckField(FREE, hint=FREE_HINT)
        self.draft = Label("", "small", "ink3")
        self.templates = TemplateMenu(app, self.jobs)
        add_vehicle = Button(ADD_VEHICLE)
        add_vehicle.clicked.connect(self._add_vehicle)
        app.permits.lead_to("add_vehicle", add_vehicle)
        self.unknown, self._unknown = InfoBar("", action=add_vehicle), ""
        self.advice = CarNotesCard(app)
        self.log = Button(LOG, "primary", keys="Ctrl+Return")
        self.book = Button(BOOK, keys="Ctrl+S")
        self.bar, self.done = StickyBar(self.log, self.book), SavedCard(app)
        fields: dict[str, Field] = {
            "vin": self.vehicle,
            "on": self.on,
            **self.reception.fields,
            **self.customer.fields,
            "without_lines": self.free,
        }
        self._submission = Submission(app, OrderFaults(fields, self.jobs), self)
        self._drafts = DraftSaver(app, "repair_order", self._typed, self._write, self)
        self._lay_out()
        self._connect()
        self._begin()

    def _lay_out(self) -> None:
        known = FoldedParts(self.advice)
        self.fold = FactsLine()
        self.fold.stand_for(known, self.reception.first)
        head = wrap(row(PageTitle(TITLE), 4, (self.fold, ALL), None, self.draft, 8, self.templates.button))
        form = column(
            WhyWithheld(self.log, self.book),
            self.unknown,
            known,
            self.templates,
            self.reception,
            self.jobs,
            self.customer,
            self.free,
            None,
            gap=12,
            margins=(0, 0, 0, 16),
        )
        self.jobs.come_after(self.reception.language.choice)
        self.body = FormColumns(form, self.who, self.before, width=RAIL)
        self._form = HeadedForm(head, form, self.body, self.bar)
        self._form.became_low.connect(self.fold.be_low)
        self._form.became_low.connect(self.jobs.be_low)
        self.setLayout(column((self._form, 1), self.done, gap=0))
        self.unknown.hide()
        self.free.hide()

    def _connect(self) -> None:
        self.vehicle.chosen.connect(self._vehicle_chosen)
        self.vehicle.unknown.connect(self._unknown_vin)
        self.on.read.connect(self.reading.judge)
        self.on.read.connect(self._offer_lines)
        self.reception.language.chosen.connect(self._offer_lines)
        self.reception.odometer_read.connect(self.reading.judge)
        self.reception.odometer_read.connect(self.jobs.read_odometer)
        self.reception.edited.connect(self._changed)
        self.jobs.edited.connect(self._changed)
        self.customer.edited.connect(self._say)
        self.advice.told.connect(self._say_facts)
        self.jobs.template_wanted.connect(self.templates.ask)
        self.done.onward.connect(self._next)
        self.log.clicked.connect(self._log)
        self.book.clicked.connect(self._book)
        self._app.permits.need(log_repair_order, self.log)
        self._app.permits.need(open_repair_order, self.book)
        self._submission.saved.connect(self._saved)
        self._drafts.saved.connect(self.draft.set_message)
        translator().changed.connect(self._say)
        listen(self, "Ctrl+Enter", "", self.log.click)
        listen(self, "Ctrl+I", SIDE_PANEL, self.body.show_rail)

    # The place --------------------------------------------------------------------------------------------------

    @override
    def show_key(self, key: str) -> None:
        self.done.hide()
        self._form.show()
        self.fold.begin(wanted=bool(key))
        if key != self._key or not self._is_touched():
            self._drafts.end(drop=False)
            self._key = key
            self._begin()
            self._drafts.begin(key)
            if key and not self.vehicle.vehicle:
                self.vehicle.find_vehicle(key)
        self._app.run_query(lambda: form_defaults(self._app.user), self._offered)
        self._offer_lines()

    @override
    def first_focus(self) -> QWidget | None:
        if not self.done.isHidden():
            return self.done.next
        return self.reception.odometer.line if self._key else self.vehicle.line

    @override
    def may_leave(self) -> bool:
        self._drafts.keep()
        return True

    def _offered(self, start: FormDefaults) -> None:
        self._start = start
        self.reception.offer(start)
        for field, last in (
            (self.reception.technician, start.last.technician),
            (self.reception.adviser, start.last.adviser),
        ):
            if not field.text:
                with self._drafts.filling():
                    field.line.setText(last)
        self.jobs.price_by(start.currency, start)
        self.templates.offer(start.templates)
        self._changed()

    # What stands in it ------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        """An empty form, ready for the next visit."""
        self.vehicle.reset()
        self.on.set_text(translator().current.formats.day(today(), "short"))
        self.reception.clear()
        self.jobs.begin()
        self.customer.clear()
        self.free.tick.setChecked(False)
        self.free.hide()
        self.unknown.hide()
        self.advice.show_car("")
        self.draft.show_text("")
        self._changed()

    def _is_touched(self) -> bool:
        return bool(self.vehicle.text or self.reception.odometer.text or self.jobs.written())

    def _typed(self) -> dict[str, Any]:
        """What was typed; the car that the form was opened with was not."""
        vin = self.vehicle.vehicle.vin if self.vehicle.vehicle else self.vehicle.text
        parts = {"reception": self.reception.typed(), "jobs": self.jobs.typed(), "customer": self.customer.typed()}
        return {
            "vin": "" if vin == self._key else vin,
            "on": self.on.text,
        } | parts

    def _write(self, draft: dict[str, Any]) -> None:
        self.on.set_text(draft["on"])
        self.reception.write(draft["reception"])
        if draft["jobs"]:
            self.jobs.write(draft["jobs"])
        if "customer" in draft:  # drafts of an older program have none
            self.customer.write(draft["customer"])
        if draft["vin"]:
            self.vehicle.find_vehicle(draft["vin"])
        self._changed()

    def _sheet(self) -> dict[str, Any]:
        """The request's sheet for both commands; refuses unreadable fields."""
        header = self.reception.read() | self.customer.read()
        self.on.validate()
        if self.vehicle.vehicle is None:
            raise VehicleNotChosen
        return header | {
            "vin": self.vehicle.vehicle.vin,
            "on": cast("date | None", self.on.value),
            "jobs": self.jobs.jobs(),
        }

    # What is done with it ---------------------------------------------------------------------------------------

    @Slot()
    def _log(self) -> None:
        def read() -> LogRepairOrder:
            return LogRepairOrder(**self._sheet(), without_lines=self.free.checked)

        self._once_judged(lambda: self._submission.submit(log_repair_order, read))

    @Slot()
    def _book(self) -> None:
        self._once_judged(lambda: self._submission.submit(open_repair_order, lambda: OpenRepairOrder(**self._sheet())))

    def _once_judged(self, save: Callable[[], object]) -> None:
        if not self._submission.running:
            self.reading.save_once_judged(save)

    @Slot(object)
    def _saved(self, done: Result[OrderDone]) -> None:
        """Say so, and begin the next."""
        words = LOGGED if done.value.state is HANDED_OVER else BOOKED
        self._app.show_toast(Message(words, number=done.value.number), undo=self._app.way_back(done))
        self._drafts.end()
        self._key = ""
        self.fold.begin(wanted=False)
        self._begin()
        once_written(self._app, partial(self._drafts.begin, ""))  # not before the saved one's draft is gone
        self._form.hide()
        self.done.show_order(done.value.number, Message(words, number=done.value.number))
        self.written.emit(done)
        self._app.run_query(lambda: form_defaults(self._app.user), self._offered)

    @Slot()
    def _next(self) -> None:
        """The empty form again, in place of what was saved."""
        self.done.hide()
        self._form.show()
        self.vehicle.line.setFocus()

    # What is said about it --------------------------------------------------------------------------------------

    @Slot()
    def _changed(self) -> None:
        if self._start:
            sheet = self.jobs.reckoned()
            totals = reckoned(sheet, self._start.tax, self._start.currency)
            self.who.show_totals(totals)
            self.bar.summary.set_message(Message(CUSTOMER_PAYS, amount=totals.customer))
        self._say()

    @Slot()
    def _say_facts(self) -> None:
        line, day = self.vehicle.vehicle, "" if self.on.value == today() else self.on.text
        self.fold.say(join(line.plate, line.name, day) if line else self.vehicle.text, self.advice.said)

    @Slot()
    def _say(self) -> None:
        self._say_facts()
        odometer = self.reception.odometer
        found = points(self.jobs.written(), odometer, has_odometer=bool(odometer.text))
        self.before.show_points(found)
        count = sum(not each.is_done for each in found) + (self.vehicle.vehicle is None)
        self.bar.missing.set_message(Message(TO_SETTLE, n=count) if count else "")
        self.vehicle.say_vehicle()

    @Slot()
    def _offer_lines(self) -> None:
        """Offer the operations and parts of this car, with the prices of the day, in the language of the papers."""
        vin = self.vehicle.vehicle.vin if self.vehicle.vehicle else ""
        on, language = cast("date | None", self.on.value), cast("str | None", self.reception.language.value)
        self.offers.follow(vin, on, language or None)

    @Slot(object)
    def _vehicle_chosen(self, line: VehicleSummary | None) -> None:
        self.unknown.hide()
        self._judge_lines(line)
        self._offer_lines()
        if line and line.stage is Stage.DESTROYED:
            user, of = self._app.user, line.vin
            self._app.run_query(lambda: life_closed(user, of), self._say_closed)
        if line:
            user, vin = self._app.user, line.vin
            self._app.run_query(lambda: scheduled_items(user, vin), self.jobs.offer_items)
        self.advice.show_car(line.vin if line else "")
        self.reading.judge()
        self._say()

    def _judge_lines(self, line: VehicleSummary | None) -> None:
        """Say of each line whether it is covered for the vehicle that was chosen."""
        if line is None:
            self.jobs.judge_by(None)
            return
        user, vin = self._app.user, line.vin

        def came(judge: LineJudge) -> None:
            if self.vehicle.vehicle and self.vehicle.vehicle.vin == vin:
                self.jobs.judge_by(judge)

        self._app.run_query(lambda: line_judge(user, vin), came)

    def _say_closed(self, closed: LifeClosed | None) -> None:
        """A vehicle that was destroyed gets no order: the field says so before anything is written."""
        if closed:
            self.vehicle.object_to(closed)

    @Slot(str)
    def _unknown_vin(self, vin: str) -> None:
        self.unknown.set_message(UNKNOWN_VIN, vin=vin)
        self._unknown = vin
        self.unknown.show()
        reveal(self.vehicle)

    @Slot()
    def _add_vehicle(self) -> None:
        self._app.go("add_vehicle", self._unknown)
