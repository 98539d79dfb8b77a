"""Requesting a part without a repair order: for a car that is not here, or for the shelf. Ctrl+Enter saves it."""

from decimal import Decimal
from typing import cast, override

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import Result
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.form_body import FormBody, form_card, over_bar
from lifecycle_desk.desktop.forms import Faults, Submission
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.parts import (
    Button,
    Field,
    LineField,
    PageTitle,
    StickyBar,
    column,
    row,
)
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.stages.service.purchasing.rules.purchases import LONGEST_WORDS
from lifecycle_desk.stages.service.purchasing.screens.part_fields import CODE, QUANTITY, TEXT, quantity_field
from lifecycle_desk.stages.service.purchasing.usecases.requests import WantDone, WantPart
from lifecycle_desk.stages.service.purchasing.usecases.wanting import want_part
from lifecycle_desk.vehicle.screens.vehicle_field import VehicleField

TITLE, SAVE, SAVED = N_("Request a part"), C_("parts", "Save request"), N_("Part requested")


class WantPage(PageWidget):
    """A part request; its place names a car by its VIN."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app = app
        self.vehicle = VehicleField(app)
        self.code = LineField(CODE, mono=True, longest=LONGEST_WORDS)
        self.text = LineField(TEXT, longest=LONGEST_WORDS)
        self.quantity = quantity_field(QUANTITY)
        self.save = Button(SAVE, "primary", keys="Ctrl+Return")
        self._submission = Submission(app, Faults(lambda: self.fields), self)
        parts = row((self.code, 2), (self.text, 3), (self.quantity, 1), gap=16)
        bar = StickyBar(self.save)
        form = FormBody(column(form_card(self.vehicle, parts), None, gap=t.CARD_GAP, margins=(24, 0, 24, 16)), bar)
        title = row(PageTitle(TITLE), None, margins=(24, 14, 24, 0))
        self.setLayout(over_bar(title, form, bar))
        self.save.clicked.connect(self._save)
        app.permits.need(want_part, self.save)
        self._submission.saved.connect(self._saved)

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them."""
        return {"vin": self.vehicle, "code": self.code, "text": self.text, "quantity": self.quantity}

    @override
    def show_key(self, key: str) -> None:
        self.vehicle.reset()
        if key:
            self.vehicle.find_vehicle(key)

    @override
    def first_focus(self) -> QWidget | None:
        return self.code.line

    @Slot()
    def _save(self) -> None:
        self._submission.submit(want_part, self._read)

    def _read(self) -> WantPart:
        self.quantity.validate()
        vehicle = self.vehicle.vehicle
        return WantPart(
            code=self.code.text,
            text=self.text.text,
            quantity=cast("Decimal", self.quantity.value or Decimal(1)),
            vin=vehicle.vin if vehicle else None,
        )

    @Slot(object)
    def _saved(self, done: Result[WantDone]) -> None:
        """Say so, and show it among the parts to order."""
        self._app.show_toast(SAVED, "", self._app.way_back(done))
        for field in (self.code, self.text, self.quantity):
            field.set_text("")
        self._app.go("parts_on_order")
