"""The page of one customer: who they are, their vehicles, and the end of their personal data."""

from collections.abc import Sequence
from functools import partial
from typing import Any, override

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.commands.command import Result
from lifecycle_desk.commands.kinds import kinds_of
from lifecycle_desk.commands.meanwhile import ChangedMeanwhile
from lifecycle_desk.dealership.usecases import market_of
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.followed_form import FollowedForm, FormTexts
from lifecycle_desk.desktop.form_body import PageScroll, WhyWithheld
from lifecycle_desk.desktop.forms import DraftSaver, Faults, Submission
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    Columns,
    EmptyPage,
    InfoBar,
    Label,
    NameLink,
    PageTitle,
    Rail,
    Stack,
    StickyBar,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.rail_section import Section
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.screens.address import AddressField
from lifecycle_desk.vehicle.screens.event_text import join
from lifecycle_desk.vehicle.screens.fields import language_field
from lifecycle_desk.vehicle.screens.owing import Owing
from lifecycle_desk.vehicle.screens.person_data import Erasing, PersonalData
from lifecycle_desk.vehicle.screens.step_form import Around, Part, StepForm
from lifecycle_desk.vehicle.screens.tax_number import TaxNumberField
from lifecycle_desk.vehicle.usecases.erasing import Erased
from lifecycle_desk.vehicle.usecases.listing import vehicles_of
from lifecycle_desk.vehicle.usecases.owing import owing_tables
from lifecycle_desk.vehicle.usecases.people import CUSTOMER, Customer, add_person, change_person
from lifecycle_desk.vehicle.usecases.people_shown import Change, last_change, person
from lifecycle_desk.vehicle.usecases.vehicles_shown import VehicleSummary

NEW = "new"
FORM = "person"
RECALLS = N_("Letters about recalls are still sent: the law requires them.")
BROUGHT_BACK = N_("Unsaved entries restored")


class PersonPage(PageWidget):
    """One customer, or a new one."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app = app
        self.key, self._known = "", Person("")
        kinds, country = kinds_of(Person), market_of(app.user.store).country
        address, tax_id = AddressField(kinds["address"].label), TaxNumberField(kinds["tax_id"].label)
        address.follow(country)
        tax_id.follow(country)
        parts: dict[str, Part] = {"language": language_field(), "address": address, "tax_id": tax_id}
        self.form = StepForm(CUSTOMER, Around(app), Person(""), parts=parts)
        self.form["no_reminders"].hint(RECALLS)
        texts = FormTexts(self.form.draft_value, self.form.restore, lambda: self.form.fields)
        self.meanwhile = FollowedForm(texts)
        self._draft = DraftSaver(app, FORM, self.meanwhile.draft, self._restore, self)
        self._title = PageTitle(CUSTOMER.heading)
        self._cars, self.owing = Section(N_("Vehicles")), Owing(app)
        self.data, self.erasing = PersonalData(app, self._ask), Erasing(app, self._draft.end)
        self.save = Button(C_("form", "Save"), "primary", keys="Ctrl+Return")
        cancel = Button(C_("form", "Cancel"))
        self._bar = StickyBar(self.save, cancel)
        rail = Rail(self._cars, self.owing, self.data)
        card = Card(column(*self.form.rows(), gap=t.FIELD_GAP, margins=(16, 14, 16, 10)))
        body = wrap(column(self.meanwhile, card, None, gap=12))
        self._columns = Columns(body, rail, least=460, scrolls=True)
        whole = column(self._title, WhyWithheld(self.save), (self._columns, 1), gap=14, margins=(24, 14, 24, 16))
        self._stack = QStackedWidget()
        self._stack.addWidget(wrap(column((PageScroll(whole), 1), self._bar, gap=0)))
        self._left = Stack()
        self._stack.addWidget(wrap(column(self._left, (self._gone(), 1), gap=0)))
        self._stack.addWidget(self.erasing)
        self.setLayout(column(self._stack, gap=0))
        self.erasing.erased.connect(self._erased)
        self.erasing.given_up.connect(self._keep)
        self._submission = Submission(app, Faults(lambda: self.form.fields), self)
        self._submission.saved.connect(self._saved)
        self._submission.refused.connect(self._refused)
        self.meanwhile.action.clicked.connect(self._show_theirs)
        self._draft.saved.connect(self._bar.summary.set_message)
        self.save.clicked.connect(self.submit)
        cancel.clicked.connect(self._cancel)
        app.permits.need(change_person, self.save)
        app.changed.connect(self._heard)

    def _gone(self) -> EmptyPage:
        back = Button(N_("All customers"), "primary", icon="users")
        back.clicked.connect(lambda: self._app.go("customers"))
        return EmptyPage(
            N_("Customer not found"),
            N_("Their personal data has been erased, or the number never existed; vehicle histories stay complete."),
            back,
            stages=("service", "sale", "transfer"),
        )

    @override
    def show_key(self, key: str) -> None:
        self.key = key
        new = key == NEW
        self.data.setVisible(not new)
        self._show_left(())
        self._cars.setVisible(not new)
        self.owing.about(int(key) if key.isdigit() else 0)
        self._stack.setCurrentIndex(0)
        if new:
            self._show(Person(""))
        elif key.isdigit():
            self._load()
        else:
            self._stack.setCurrentIndex(1)

    def _load(self) -> None:
        number, user = int(self.key), self._app.user
        self._app.run_query(lambda: (person(user, number), vehicles_of(user, number)), partial(self._came, self.key))

    def _came(self, key: str, found: tuple[Person | None, Sequence[VehicleSummary]]) -> None:
        told, cars = found
        if key != self.key:
            return
        self._stack.setCurrentIndex(0 if told else 1)
        if told:
            self.data.about(int(key))
            self._show(told)
            self._show_cars(cars)
        else:
            self._forget()

    def _show(self, told: Person) -> None:
        self._title.set_message(PlainText(told.name) if told.name else N_("New customer"))
        self._fill(told)
        self.meanwhile.begin(new=not told.name)
        self._bar.summary.set_message("")
        self._draft.begin(self.key)
        if self.isVisible():
            self.form["name"].setFocus()

    def _fill(self, told: Person) -> None:
        self._known = told
        self.form.begin(told)

    def _follow(self, key: str, found: tuple[Person | None, Change | None]) -> None:
        """Take over what somebody else saved, together with what was typed here since."""
        told, change = found
        if key != self.key or told is None or told == self._known:
            return
        self.meanwhile.follow(partial(self._fill, told), *((change.who, change.at) if change else ()))

    @Slot()
    def _show_theirs(self) -> None:
        """Show what is saved, and let go what was typed."""
        self._draft.end()
        self._show(self._known)

    @Slot(object)
    def _refused(self, objection: Objection) -> None:
        if isinstance(objection, ChangedMeanwhile):
            self._look_again()

    def _look_again(self) -> None:
        number, user = int(self.key), self._app.user
        self._app.run_query(lambda: (person(user, number), last_change(user, number)), partial(self._follow, self.key))

    def _show_cars(self, cars: Sequence[VehicleSummary]) -> None:
        self._cars.fill([self._car(each) for each in cars] or [Label(N_("No vehicle at present"), "small", "ink3")])

    def _car(self, car: VehicleSummary) -> QWidget:
        link = NameLink(PlainText(join(car.plate, car.name) or car.vin))
        link.clicked.connect(lambda: self._app.go("vehicle", car.vin))
        return wrap(column(row(link, None), Label(text=car.vin, role="mono", ink="ink3", ltr=True), gap=0))

    @override
    def first_focus(self) -> QWidget | None:
        return self.form.fields["name"]

    @override
    def title(self) -> UiText:
        return N_("New customer") if self.key == NEW else ""

    @override
    def may_leave(self) -> bool:
        self._draft.leave()
        return True

    @Slot()
    def submit(self) -> None:
        """Save the customer."""
        if self.key == NEW:
            self._submission.submit(add_person, self.form.read, CUSTOMER.done)
        else:
            self._submission.submit(change_person, self._changed, CUSTOMER.done)

    def _changed(self) -> Customer:
        return Customer(int(self.key), self.form.read(), self._known)

    @Slot(object)
    def _saved(self, done: Result[Customer]) -> None:
        self._draft.end()
        self._app.go("person", str(done.value.number))

    @Slot()
    def _cancel(self) -> None:
        self._draft.leave(drop=True)
        self._app.go("customers")

    @Slot(frozenset)
    def _heard(self, tables: frozenset[str]) -> None:
        if not self.key.isdigit():
            return
        number, user = int(self.key), self._app.user
        if self.isVisible() and tables & owing_tables():
            self.owing.about(number)
        if self.isVisible() and "vehicle" in tables:
            self._app.run_query(lambda: vehicles_of(user, number), self._show_cars)
        if "person" in tables and self._known.name:
            self._app.run_query(lambda: person(user, number), partial(self._look_whether_gone, self.key))
            if not self._submission.running:
                self._look_again()

    def _look_whether_gone(self, key: str, told: Person | None) -> None:
        if told is None and key == self.key:  # erased from elsewhere, while the form may be hidden
            self._forget()
            self._stack.setCurrentIndex(1)

    def _forget(self) -> None:
        """Hold nothing of a customer any more who is not here."""
        self._draft.end()
        self._fill(Person(""))
        self.meanwhile.begin(new=True)
        self._title.set_message("")
        self.erasing.about(0, "")

    def _ask(self) -> None:
        """Ask whether the customer is to be erased, in place of the form."""
        self.erasing.about(int(self.key), self._known.name)
        self._stack.setCurrentWidget(self.erasing)
        self.erasing.why.setFocus()

    @Slot()
    def _keep(self) -> None:
        """Back to the form, as it was left."""
        self._stack.setCurrentIndex(0)
        self.data.erase.setFocus()

    @Slot(object)
    def _erased(self, done: Result[Erased]) -> None:
        self._forget()
        self._show_left(done.warnings)
        self._stack.setCurrentIndex(1)

    def _show_left(self, warnings: Sequence[Objection]) -> None:
        """Show what an erasure could not reach, above the page that says that the customer is gone."""
        bars = [InfoBar(Message(each.message, **each.told)) for each in warnings]
        self._left.fill([wrap(column(*bars, gap=8, margins=(24, 14, 24, 0)))] if bars else [])

    def _restore(self, saved: dict[str, Any]) -> None:
        if saved:
            self.meanwhile.restore(saved)
            self._bar.summary.set_message(BROUGHT_BACK)
