"""The form of an arrival, in the order of its papers; it stays open for the next car of the same ship."""

from typing import Any, override

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import Command, Result
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.look.parts import Button, InfoBar, column, row, wrap
from lifecycle_desk.market.checklists import checklist
from lifecycle_desk.stages.sale.arrival.rules import GoesToQuarantine, needs_quarantine
from lifecycle_desk.stages.sale.arrival.screens.damages import Damages
from lifecycle_desk.stages.sale.arrival.usecases import (
    ARRIVAL_LIST,
    PANELS,
    RECEIVED,
    ReceiveVehicle,
    odd_on_arrival,
    receive_vehicle,
)
from lifecycle_desk.stages.sale.stock.screens.fields import today
from lifecycle_desk.vehicle.rules.vin import VinFacts
from lifecycle_desk.vehicle.screens.model_fields import BuiltFields
from lifecycle_desk.vehicle.screens.step_form import Around, Part, StepForm
from lifecycle_desk.vehicle.screens.step_page import StepPage
from lifecycle_desk.vehicle.screens.vin_field import VinField
from lifecycle_desk.vehicle.usecases.listing import is_known

BATCH = ("on", "vessel", "port", "bill_of_lading")  # what the next car of the same ship shares


class ArrivalPage(StepPage[ReceiveVehicle]):
    """A car that has come from the maker."""

    draft = "arrival"

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._opens = False
        panels = [group for group in checklist(ARRIVAL_LIST, today()).groups if group.id == PANELS]
        items = [item for group in panels for item in group.items]
        self.vin, self.model = VinField(), BuiltFields(app)
        self.damages = Damages([(item.id, item.says) for item in items])
        parts: dict[str, Part] = {"vin": self.vin, "description": self.model, "damages": self.damages}
        self.form = StepForm(
            RECEIVED,
            Around(app),
            self.begins(),
            parts=parts,
            odd=lambda asked: odd_on_arrival(asked, asked.description.energy),
        )
        self.next = Button(N_("Save and next"), "primary", keys="Ctrl+Return")
        self.open = Button(N_("Save and open"), keys="Ctrl+Shift+Return")
        self.apart = InfoBar(GoesToQuarantine.message, tone="danger", icon="lock")
        cards = (
            self.section(
                C_("vehicle", "Vehicle"),
                row((self.vin, 1), (self.model.original, 1), (self.form["battery_code"], 1), gap=16),
                row(self.vin.offer, None, self.model.original.offer),
                self.model,
            ),
            self.section(C_("event", "Arrival"), "on vessel port / bill_of_lading customs_document location"),
            self.section(N_("State on arrival"), "keys odometer twelve_volt_mv soc_percent / signs / note"),
            self.section(N_("Transport damage"), self.damages, "documents"),
        )
        self._warning = wrap(column(self.apart, gap=0, margins=(24, 4, 24, 8)))
        self.ask(app, self.next, self.open, cards=cards, below=self._warning)
        self._connect()

    def _connect(self) -> None:
        self.next.clicked.connect(lambda: self.save(opens=False))
        self.open.clicked.connect(lambda: self.save(opens=True))
        self.vin.understood_vin.connect(self._read_vin)
        self.model.energy.chosen.connect(self._judge)
        self.form["signs"].toggled.connect(self._judge)
        self.damages.changed.connect(self._judge)
        self._judge()

    @override
    def begins(self) -> ReceiveVehicle:
        return ReceiveVehicle("", today())

    @override
    def blank(self, keep: tuple[str, ...] = ()) -> None:
        super().blank(keep)
        self._judge()

    @override
    def car_of(self, key: str) -> None:
        if key:
            self.vin.set_text(key)

    @override
    def first_focus(self) -> QWidget:
        return self.model.fields["find"] if self.vin.text else self.vin

    @Slot()
    def _judge(self) -> None:
        """Ask only what the car has, and say that it must stand apart as soon as the form says so."""
        asked = self.form.stands()
        energy = asked.description.energy
        self.form.concern(energy)
        for each in (self.apart, self._warning):  # its margins go with it
            each.setVisible(needs_quarantine(energy, asked.signs, asked.damages))

    @Slot(object)
    def _read_vin(self, facts: VinFacts | None) -> None:
        self.model.know(facts)
        if facts:
            user, of = self._app.user, facts.vin
            self._app.run_query(lambda: is_known(user, of), lambda known: self._told_known(of, known=known))

    def _told_known(self, of: str, *, known: bool) -> None:
        if known and of == self.vin.vin:
            self.vin.warn(N_("This vehicle is already recorded; it cannot arrive twice."))

    def save(self, *, opens: bool) -> None:
        """Save what the form says; then open the car's sale, or be ready for the next car."""
        self._opens = opens
        self.submit("" if opens else None)

    @override
    def command(self) -> Command[Any, Any]:
        return receive_vehicle

    @override
    def after(self, done: Result[Any]) -> None:
        if self._opens:
            self._app.go("sale_of", done.value.vin)
            return
        self.blank(keep=BATCH)
        self.bar.summary.set_message(Message(N_("Last received: %(vin)s"), vin=done.value.vin))
        self._draft.begin("")
        self.vin.setFocus()
