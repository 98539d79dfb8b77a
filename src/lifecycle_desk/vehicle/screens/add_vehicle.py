"""The form that takes a vehicle into the books, in the order of its papers; for one that is there, its description."""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, override

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QBoxLayout, QWidget

from lifecycle_desk.base import clock
from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.commands.command import Result
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.forms import DraftKeeper, Faults, Submission
from lifecycle_desk.desktop.look.messages import UiText
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    Field,
    LineField,
    PageTitle,
    Scroll,
    SectionTitle,
    StickyBar,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.parts.boxes import Item
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.vehicle.rules.life import VehicleKnown
from lifecycle_desk.vehicle.rules.vin import VinFacts, canonical
from lifecycle_desk.vehicle.screens.fields import day_field, distance_field, looked
from lifecycle_desk.vehicle.screens.model_fields import ModelFields
from lifecycle_desk.vehicle.screens.picker import PersonPicker
from lifecycle_desk.vehicle.screens.step_form import within
from lifecycle_desk.vehicle.screens.vin_field import VinField
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Describe, Description, add_vehicle, describe_vehicle
from lifecycle_desk.vehicle.usecases.listing import is_known
from lifecycle_desk.vehicle.usecases.showing import VehiclePage, page

FORM = "add_vehicle"
BROUGHT_BACK = N_("What was not saved yet is back.")
WIDEST = 1080  # px of a form
AND_THEN = "/"  # "LSJWH4095PN000001/order_form": where to go with the vehicle when it is saved


class AddVehiclePage(PageWidget):
    """A new vehicle; or, where the VIN is known, what it is."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app = app
        self._filled: Description | None = None  # what the fields of a vehicle that is there were filled from
        self._key, self._then, self._known = "", "vehicle", False
        self._draft = DraftKeeper(app, FORM, self._kept, self._restore, self)
        self._title = PageTitle(N_("Add vehicle"))
        self.vin, self.original = VinField(), VinField(original=True)
        self.model, self.there = ModelFields(), Button(N_("Open the vehicle"), "link", icon="car")
        self.there.hide()
        self.plate, self.odometer = LineField(C_("vehicle", "Plate"), longest=20), distance_field(N_("Odometer"))
        self.registered, self.battery = day_field(N_("First registered")), LineField(N_("Battery code"), mono=True)
        self.owner = PersonPicker(app, C_("vehicle", "Owner"))
        self.save = Button(C_("form", "Save"), "primary", keys="Ctrl+Return")
        self._cancel = Button(C_("form", "Cancel"))
        self.bar = StickyBar(self.save, self._cancel)
        self._here = self._card_of_the_road()
        self._owner_card = Card(
            column(SectionTitle(C_("vehicle", "Owner")), self.owner, gap=8, margins=(16, 12, 16, 8))
        )
        whole = column(
            self._title,
            2,
            self._card_of_the_car(),
            self._here,
            self._owner_card,
            None,
            gap=12,
            margins=(24, 14, 24, 16),
        )
        self.setLayout(column((Scroll(self._narrowed(whole)), 1), self.bar, gap=0))
        self._submission = Submission(app, Faults(lambda: self.fields), self)
        self._submission.saved.connect(self._saved)
        self._draft.kept.connect(self.bar.summary.set_message)
        self.save.clicked.connect(self.submit)
        self._cancel.clicked.connect(self._leave)
        self.there.clicked.connect(lambda: app.go("vehicle", self.vin.vin))
        self.vin.understood_vin.connect(self._read_vin)

    def _narrowed(self, whole: QBoxLayout) -> QBoxLayout:
        """Lines of a form are read badly where they are wider than the eye can span."""
        self._holder = wrap(whole)
        theme.changed.connect(self._narrow)
        self._narrow()
        return row((self._holder, 1000), None, gap=0)

    @Slot()
    def _narrow(self) -> None:
        self._holder.setMaximumWidth(theme.u(WIDEST))

    def _card_of_the_car(self) -> Card:
        offers = row(self.vin.offer, self.there, None, self.original.offer)
        vins = row((self.vin, 1), (self.original, 1), gap=16)
        return _card(C_("vehicle", "Vehicle"), vins, offers, self.model)

    def _card_of_the_road(self) -> Card:
        line = row((self.plate, 1), (self.odometer, 1), (self.registered, 1), (self.battery, 1), gap=16)
        return _card(N_("On the road"), line)

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them, in the order of the form."""
        return {
            "vin": self.vin,
            "original_vin": self.original,
            **self.model.fields,
            "plate": self.plate,
            "odometer_km": self.odometer,
            "first_registered_on": self.registered,
            "battery_code": self.battery,
            **within("owner", self.owner.fields),
        }

    @override
    def show_key(self, key: str) -> None:
        self._key = key
        given, _, then = key.partition(AND_THEN)
        self._then = then or "vehicle"
        self._clear()
        if not given:
            self._begin()
            return
        self.vin.set_text(given)
        try:
            of = canonical(given)
        except Objection:
            self._begin()
            return
        user = self._app.user
        self._app.run_query(lambda: page(user, of) if is_known(user, of) else None, partial(self._came, key))

    def _came(self, key: str, found: VehiclePage | None) -> None:
        if key != self._key:
            return
        if found:
            self._describe(found)
        self._begin()

    def _describe(self, found: VehiclePage) -> None:
        """A vehicle that is there: what it is can be put right, what happened to it cannot."""
        self._know(known=True)
        self._filled = Description(**found.description)
        self.model.write(Description(**{**found.description, "original_vin": None}))
        self.original.set_text(found.description["original_vin"] or "")
        self._told_known(found.vin, known=False)
        self.vin.validate()

    def _know(self, *, known: bool) -> None:
        self._known, self._filled = known, None
        self._title.set_message(N_("Describe the vehicle") if known else N_("Add vehicle"))
        self._here.setVisible(not known)
        self._owner_card.setVisible(not known)
        self.vin.line.setReadOnly(known)
        self.vin.line.style().polish(self.vin.line)

    def _clear(self) -> None:
        self._know(known=False)
        self.bar.summary.set_message("")
        self._restore({})
        for field in self.fields.values():
            field.clear()
        self.bar.summary.set_message("")

    def _begin(self) -> None:
        self._draft.begin(self._key)
        if self.isVisible():
            self.first_focus().setFocus()

    @override
    def first_focus(self) -> QWidget:
        return self.model.finder if self.vin.text else self.vin

    @override
    def title(self) -> UiText:
        return N_("Describe the vehicle") if self._known else ""

    @override
    def may_leave(self) -> bool:
        self._draft.leave()
        return True

    @Slot(object)
    def _read_vin(self, facts: VinFacts | None) -> None:
        self.model.know(facts)
        if facts and not self._known:
            user, of = self._app.user, facts.vin
            self._app.run_query(lambda: is_known(user, of), lambda known: self._told_known(of, known=known))
        self.there.setVisible(self.there.isVisible() and facts is not None)

    def _told_known(self, of: str, *, known: bool) -> None:
        self.there.setVisible(known and not self._known and of == self.vin.vin)
        if self.there.isVisibleTo(self):
            self.vin.object_to(VehicleKnown(of), warning=True)

    @Slot()
    def submit(self) -> None:
        """Save what the form says."""
        if self._known:
            self._submission.submit(describe_vehicle, self._read_description, N_("The description is saved."))
        else:
            self._submission.submit(add_vehicle, self._read_car, N_("The vehicle is in the books."))

    def _described(self) -> Description:
        looked(self.vin, self.original)
        return replace(self.model.read(), original_vin=self.original.vin or None)

    def _read_description(self) -> Describe:
        return Describe(self.vin.vin, self._described(), self._filled)

    def _read_car(self) -> AddVehicle:
        described = self._described()
        looked(self.odometer, self.registered)
        today = translator().current.formats.local(clock.now()).date()
        odometer, registered = self.odometer.value, self.registered.value
        return AddVehicle(
            self.vin.vin,
            today,
            described,
            self.plate.text or None,
            odometer if isinstance(odometer, Distance) else None,
            self.owner.value,
            first_registered_on=registered if isinstance(registered, date) else None,
            battery_code=self.battery.text or None,
        )

    @Slot(object)
    def _saved(self, done: Result[Any]) -> None:
        self._draft.end()
        self._app.go(self._then, done.value.vin)

    @Slot()
    def _leave(self) -> None:
        """Give the form up, with its draft."""
        known, of = self._known, self.vin.vin
        self._draft.leave(drop=True)
        self._app.go("vehicle", of) if known else self._app.go("vehicles")

    def _kept(self) -> dict[str, Any]:
        lines = {name: field.text for name, field in self._lines().items()}
        return {**lines, "model": self.model.draft_value(), "owner": self.owner.draft_value()}

    def _restore(self, kept: dict[str, Any]) -> None:
        for name, field in self._lines().items():
            field.set_text(kept.get(name) or "")
        self.model.restore(kept.get("model") or {})
        self.owner.restore(kept.get("owner") or {})
        self.bar.summary.set_message(BROUGHT_BACK)

    def _lines(self) -> dict[str, LineField]:
        return {
            "vin": self.vin,
            "original_vin": self.original,
            "plate": self.plate,
            "odometer": self.odometer,
            "first_registered_on": self.registered,
            "battery_code": self.battery,
        }


def _card(title: UiText, *parts: Item) -> Card:
    return Card(column(SectionTitle(title), *parts, gap=8, margins=(16, 12, 16, 8)))
