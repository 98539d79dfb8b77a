"""The form that takes a vehicle into the books, in the order of its papers; for one that is there, its description."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any, override

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.commands.command import Command, Result
from lifecycle_desk.commands.meanwhile import ChangedMeanwhile
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.followed_form import FollowedForm, FormTexts
from lifecycle_desk.desktop.look.messages import UiText
from lifecycle_desk.desktop.look.parts import Button, row
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.vehicle.rules.life import RecordedEvent, VehicleEvent, VehicleKnown
from lifecycle_desk.vehicle.rules.vin import VinFacts, canonical
from lifecycle_desk.vehicle.screens.model_fields import BuiltFields
from lifecycle_desk.vehicle.screens.step_form import Around, StepForm
from lifecycle_desk.vehicle.screens.step_page import StepPage
from lifecycle_desk.vehicle.screens.vin_field import VinField
from lifecycle_desk.vehicle.usecases.life import (
    ADDED,
    AddVehicle,
    Describe,
    Description,
    add_vehicle,
    describe_vehicle,
)
from lifecycle_desk.vehicle.usecases.listing import is_known
from lifecycle_desk.vehicle.usecases.showing import VehiclePage, page

BROUGHT_BACK = N_("Unsaved entries restored")
DESCRIBE = N_("Describe vehicle")
AND_THEN = "/"  # "LSJWH4095PN000001/order_form": where to go with the vehicle when it is saved


class AddVehiclePage(StepPage[AddVehicle]):
    """A new vehicle; or, where the VIN is known, what it is."""

    draft = "add_vehicle"

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._filled: Description | None = None  # what the fields of a vehicle that is there were filled from
        self._key, self._then = "", "vehicle"
        self.vin, self.model = VinField(), BuiltFields(app)
        self.there = Button(N_("Open vehicle"), "link", icon="car")
        self.there.hide()
        self.form = StepForm(ADDED, Around(app), self.begins(), parts={"vin": self.vin, "description": self.model})
        self.meanwhile = FollowedForm(FormTexts(self.form.draft_value, self.form.restore, lambda: self.form.fields))
        self.save = Button(C_("form", "Save"), "primary", keys="Ctrl+Return")
        cancel = Button(C_("form", "Cancel"))
        self._of_new = (
            self.section(N_("Registration and odometer"), "plate odometer first_registered_on battery_code"),
            self.section(C_("vehicle", "Owner"), self.form["owner"]),
        )
        car = self.section(
            C_("vehicle", "Vehicle"),
            row((self.vin, 1), (self.model.original, 1), gap=16),
            row(self.vin.offer, self.there, None, self.model.original.offer),
            self.model,
        )
        self.ask(app, self.save, cancel, cards=(self.meanwhile, car, *self._of_new))
        self.save.clicked.connect(self._save)
        cancel.clicked.connect(self._give_up)
        self.there.clicked.connect(lambda: app.go("vehicle", self.vin.vin))
        self.vin.understood_vin.connect(self._read_vin)
        self.meanwhile.action.clicked.connect(self._show_theirs)
        self._submission.refused.connect(self._refused)
        app.changed.connect(self._heard)

    @override
    def begins(self) -> AddVehicle:
        return AddVehicle("", translator().current.formats.today())

    @override
    def show_key(self, key: str) -> None:
        self._draft.leave()
        self._key = key
        given, _, then = key.partition(AND_THEN)
        self._then = then or "vehicle"
        self._know(None)
        self.blank()
        self.vin.restore(given)
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
            self._fill(Description(**found.description))
            self._told_known(found.vin, known=False)
            self.vin.validate()
        self._begin(_last_described(found) if found else None)

    def _fill(self, described: Description) -> None:
        self._know(described)
        self.model.restore(described)

    def _begin(self, last: RecordedEvent | None = None) -> None:
        self.meanwhile.begin(new=self._filled is None, **_by(last))
        self._draft.begin(self._key)
        if self.isVisible():
            self.first_focus().setFocus()

    def _know(self, described: Description | None) -> None:
        """Of a vehicle that is there what it is can be put right, what happened to it cannot."""
        self._filled, known = described, described is not None
        self.heading.set_message(DESCRIBE if known else ADDED.heading)
        for card in self._of_new:
            card.setVisible(not known)
        self.vin.line.setReadOnly(known)
        self.vin.line.style().polish(self.vin.line)

    # What others save of the same --------------------------------------------------------------------------------

    @Slot(frozenset)
    def _heard(self, tables: frozenset[str]) -> None:
        if "vehicle" in tables and self._filled and self.isVisible() and not self._submission.running:
            self._look_again()

    @Slot(object)
    def _refused(self, objection: Objection) -> None:
        if isinstance(objection, ChangedMeanwhile):
            self._look_again()

    def _look_again(self) -> None:
        user, of = self._app.user, self.vin.vin
        self._app.run_query(lambda: page(user, of), partial(self._follow, self._key))

    def _follow(self, key: str, found: VehiclePage) -> None:
        """Take over what somebody else saved, together with what was typed here since."""
        described = Description(**found.description)
        if key == self._key and self._filled not in (None, described):
            self.meanwhile.follow(partial(self._fill, described), **_by(_last_described(found)))

    @Slot()
    def _show_theirs(self) -> None:
        """Show what is saved, and let go what was typed."""
        self._draft.end()
        self.show_key(self._key)

    @override
    def first_focus(self) -> QWidget:
        return self.model.finder if self.vin.text else self.vin

    @override
    def title(self) -> UiText:
        return DESCRIBE if self._filled else ""

    @Slot(object)
    def _read_vin(self, facts: VinFacts | None) -> None:
        self.model.know(facts)
        if facts and not self._filled:
            user, of = self._app.user, facts.vin
            self._app.run_query(lambda: is_known(user, of), lambda known: self._told_known(of, known=known))
        self.there.setVisible(self.there.isVisible() and facts is not None)

    def _told_known(self, of: str, *, known: bool) -> None:
        self.there.setVisible(known and not self._filled and of == self.vin.vin)
        if self.there.isVisibleTo(self):
            self.vin.object_to(VehicleKnown(of), warning=True)

    @Slot()
    def _save(self) -> None:
        self.submit(N_("Description saved") if self._filled else None)

    @override
    def command(self) -> Command[Any, Any]:
        return describe_vehicle if self._filled else add_vehicle

    @override
    def read(self) -> AddVehicle | Describe:
        asked = replace(self.form.read(), on=translator().current.formats.today())
        return Describe(self.vin.vin, asked.description, self._filled) if self._filled else asked

    @override
    def after(self, done: Result[Any]) -> None:
        self._app.go(self._then, done.value.vin)

    @Slot()
    def _give_up(self) -> None:
        """Give the form up, with its draft."""
        known, of = self._filled, self.vin.vin
        self._draft.leave(drop=True)
        self._app.go("vehicle", of) if known else self._app.go("vehicles")

    @override
    def draft_value(self) -> dict[str, Any]:
        return self.meanwhile.draft()

    @override
    def restore(self, saved: Mapping[str, Any]) -> None:
        if saved:
            self.meanwhile.restore(saved)
            self._cleared()
            self.bar.summary.set_message(BROUGHT_BACK)


def _last_described(found: VehiclePage) -> RecordedEvent | None:
    """The event that described the vehicle last."""
    return next((each.told for each in reversed(found.lines) if each.told.kind == VehicleEvent.DESCRIBED), None)


def _by(last: RecordedEvent | None) -> dict[str, Any]:
    """Who recorded an event, and when."""
    return {"who": last.by, "at": last.recorded_at} if last else {}
