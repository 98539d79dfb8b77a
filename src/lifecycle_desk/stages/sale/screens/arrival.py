"""The form of an arrival, in the order of its papers; it stays open for the next car of the same ship."""

from dataclasses import replace
from datetime import date
from typing import Any, override

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base import clock
from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.counter.verbs import Done
from lifecycle_desk.desktop.desk import Desk
from lifecycle_desk.desktop.forms import DraftKeeper, Faults, Submission
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    Field,
    InfoBar,
    LineField,
    PageTitle,
    SectionTitle,
    StickyBar,
    TextField,
    column,
    row,
)
from lifecycle_desk.desktop.look.words import Words
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.market.checklists import checklist
from lifecycle_desk.stages.sale.rules.arrival import DangerSign, GoesToQuarantine, needs_quarantine
from lifecycle_desk.stages.sale.rules.measures import is_electric, look_at_charge, look_at_twelve_volt
from lifecycle_desk.stages.sale.screens.damages import Damages
from lifecycle_desk.stages.sale.screens.fields import (
    NOTE,
    ON,
    PLACE,
    TermTicks,
    chosen,
    keys_field,
    percent_field,
    volts_field,
    whole,
)
from lifecycle_desk.stages.sale.screens.form_body import FormBody, form_card
from lifecycle_desk.stages.sale.screens.pictures import Pictures
from lifecycle_desk.stages.sale.usecases.arriving import ARRIVAL_LIST, PANELS, ReceiveVehicle, receive_vehicle
from lifecycle_desk.vehicle.rules.models import Chemistry, Energy
from lifecycle_desk.vehicle.rules.vin import VinFacts
from lifecycle_desk.vehicle.screens.fields import day_field, distance_field, looked, today_written
from lifecycle_desk.vehicle.screens.model_fields import ModelFields
from lifecycle_desk.vehicle.screens.vin_field import VinField
from lifecycle_desk.vehicle.usecases.life import Description
from lifecycle_desk.vehicle.usecases.listing import is_known

FORM = "arrival"
BATCH = ("on", "vessel", "port", "bill_of_lading")  # what the next car of the same ship shares
RECEIVED = N_("The vehicle is received. The form is ready for the next one.")


class ArrivalPage(PageWidget):
    """A car that has come from the maker."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._key, self._opens = "", False
        self._looked_at = checklist(ARRIVAL_LIST, clock.now().date())
        self._make_fields()
        self.next = Button(N_("Save and next"), "primary", keys="Ctrl+Return")
        self.open = Button(N_("Save and open"), keys="Ctrl+Shift+Return")
        self.bar = StickyBar(self.next, self.open)
        self.bar.summary.paint_in("ink3")
        self.apart = InfoBar(GoesToQuarantine.says, tone="danger", icon="lock")
        self.apart.hide()
        whole_form = column(
            PageTitle(N_("Receive a vehicle")),
            2,
            self._card_of_the_car(),
            self._card_of_the_way(),
            self._card_of_its_state(),
            self._card_of_damages(),
            None,
            gap=12,
            margins=(24, 14, 24, 16),
        )
        warning = column(self.apart, gap=0, margins=(24, 4, 24, 8))
        self.setLayout(column((FormBody(whole_form), 1), warning, self.bar, gap=0))
        self._submission = Submission(desk, Faults(lambda: self.fields), self)
        self._submission.saved.connect(self._saved)
        self._draft = DraftKeeper(desk, FORM, self._kept, self._restore, self)
        self._draft.kept.connect(self.bar.summary.say)
        self._connect()

    def _make_fields(self) -> None:
        self.vin, self.original, self.model = VinField(), VinField(original=True), ModelFields()
        self.battery = LineField(N_("Battery code"), mono=True, hint=N_("As on the battery pack"))
        self.on = day_field(ON, today=True, required=True)
        self.vessel, self.port = LineField(N_("Vessel")), LineField(N_("Port"))
        self.bill, self.customs = LineField(N_("Bill of lading")), LineField(N_("Customs document"))
        self.location, self.keys = LineField(PLACE, hint=N_("Where it stands now")), keys_field()
        self.odometer = distance_field(N_("Odometer"))
        self.volts = volts_field(self._weak)
        self.charge = percent_field(self._uncharged)
        self.signs = TermTicks(N_("Signs of danger at the high-voltage battery"), DangerSign, least=240)
        self.note = TextField(NOTE, rows=2)
        items = [item for group in self._looked_at.groups if group.id == PANELS for item in group.items]
        self.damages = Damages([(item.id, item.says) for item in items])
        self.documents = Pictures(self._desk)

    def _card_of_the_car(self) -> Card:
        return form_card(
            SectionTitle(C_("vehicle", "Vehicle")),
            row((self.vin, 1), (self.original, 1), (self.battery, 1), gap=16),
            row(self.vin.offer, None, self.original.offer),
            self.model,
        )

    def _card_of_the_way(self) -> Card:
        return form_card(
            SectionTitle(C_("event", "Arrival")),
            row((self.on, 1), (self.vessel, 1), (self.port, 1), gap=16),
            row((self.bill, 1), (self.customs, 1), (self.location, 1), gap=16),
        )

    def _card_of_its_state(self) -> Card:
        return form_card(
            SectionTitle(N_("State on arrival")),
            row((self.keys, 1), (self.odometer, 1), (self.volts, 1), (self.charge, 1), gap=16),
            self.signs,
            self.note,
        )

    def _card_of_damages(self) -> Card:
        return form_card(SectionTitle(N_("Transport damages")), self.damages, self.documents)

    def _connect(self) -> None:
        self.next.clicked.connect(lambda: self.submit(opens=False))
        self.open.clicked.connect(lambda: self.submit(opens=True))
        self.vin.understood_vin.connect(self._read_vin)
        self.model.energy.chosen.connect(self._judge)
        self.signs.toggled.connect(self._judge)
        self.damages.changed.connect(self._judge)

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them, in the order of the form."""
        return {
            "vin": self.vin,
            "original_vin": self.original,
            **self.model.fields,
            "battery_code": self.battery,
            **self._lines(),
            "odometer_km": self.odometer,
            "signs": self.signs,
            "note": self.note,
            **self.damages.fields,
            "documents": self.documents,
        }

    def _lines(self) -> dict[str, LineField]:
        return {
            "on": self.on,
            "vessel": self.vessel,
            "port": self.port,
            "bill_of_lading": self.bill,
            "customs_document": self.customs,
            "location": self.location,
            "keys": self.keys,
            "odometer": self.odometer,
            "twelve_volt_mv": self.volts,
            "soc_percent": self.charge,
        }

    @override
    def show_key(self, key: str) -> None:
        self._draft.leave()
        self._key = key
        self._restore({"on": today_written()})
        self.vin.set_text(key) if key else self.vin.clear()
        self._draft.begin(key)

    @override
    def first_focus(self) -> QWidget:
        return self.model.fields["find"] if self.vin.text else self.vin

    @override
    def may_leave(self) -> bool:
        self._draft.leave()
        return True

    @property
    def _energy(self) -> Energy | None:
        return chosen(Energy, self.model.energy)

    def _weak(self, value: object) -> Objection | None:
        item = self._looked_at.item("voltage_12v")
        return look_at_twelve_volt(value, item) if isinstance(value, int) else None

    def _uncharged(self, value: object) -> Objection | None:
        item = self._looked_at.item("soc_arrival")
        return look_at_charge(value, item) if isinstance(value, int) and is_electric(self._energy) else None

    @Slot()
    def _judge(self) -> None:
        """Say that the car must stand apart as soon as the form says so."""
        electric = is_electric(self._energy)
        self.signs.setVisible(electric)
        self.charge.setVisible(electric)
        self.apart.setVisible(needs_quarantine(self._energy, self.signs.values, self.damages.seen()))

    @Slot(object)
    def _read_vin(self, facts: VinFacts | None) -> None:
        self.model.know(facts)
        if facts:
            seat, of = self._desk.seat, facts.vin
            self._desk.look(lambda: is_known(seat, of), lambda known: self._told_known(of, known=known))

    def _told_known(self, of: str, *, known: bool) -> None:
        if known and of == self.vin.vin:
            self.vin.warn(N_("This vehicle is already in the books; an arrival cannot be told twice."))

    def submit(self, *, opens: bool) -> None:
        """Save what the form says; then open the car's sale, or be ready for the next car."""
        self._opens = opens
        self._submission.submit(receive_vehicle, self._read, "" if opens else RECEIVED)

    def _read(self) -> ReceiveVehicle:
        self.vin.look()
        self.original.look()
        looked(self.on, self.keys, self.odometer, self.volts, self.charge)
        signs = self.signs.values if is_electric(self._energy) else ()
        odometer, on = self.odometer.value, self.on.value
        return ReceiveVehicle(
            self.vin.vin,
            on if isinstance(on, date) else date.min,
            self._described(),
            vessel=self.vessel.text,
            port=self.port.text,
            bill_of_lading=self.bill.text,
            customs_document=self.customs.text,
            location=self.location.text,
            keys=whole(self.keys),
            odometer=odometer if isinstance(odometer, Distance) else None,
            twelve_volt_mv=whole(self.volts),
            soc_percent=whole(self.charge) if is_electric(self._energy) else None,
            battery_code=self.battery.text or None,
            signs=signs,
            damages=self.damages.read(),
            note=self.note.text,
            documents=self.documents.digests,
        )

    def _described(self) -> Description:
        chemistry = chosen(Chemistry, self.model.chemistry)
        original = self.original.vin or None
        return replace(self.model.read(), energy=self._energy, chemistry=chemistry, original_vin=original)

    @Slot(object)
    def _saved(self, done: Done[Any]) -> None:
        self._draft.end()
        if self._opens:
            self._desk.go("sale_of", done.made.vin)
            return
        kept = {name: self._lines()[name].text for name in BATCH}
        self._key = ""
        self._restore(kept)
        for field in (self.vin, self.original):
            field.clear()
        self.bar.summary.say(Words(N_("Last received: %(vin)s"), vin=done.made.vin))
        self._draft.begin("")
        self.vin.setFocus()

    def _kept(self) -> dict[str, Any]:
        return {
            **{name: field.text for name, field in self._lines().items()},
            "vin": self.vin.text,
            "original_vin": self.original.text,
            "battery_code": self.battery.text,
            "model": self.model.kept(),
            "signs": [sign.value for sign in self.signs.values],
            "damages": self.damages.kept(),
            "note": self.note.text,
        }

    def _restore(self, kept: dict[str, Any]) -> None:
        for name, field in self._lines().items():
            field.set_text(kept.get(name) or "")
        self.vin.set_text(kept.get("vin") or "")
        self.original.set_text(kept.get("original_vin") or "")
        self.battery.set_text(kept.get("battery_code") or "")
        self.model.restore(kept.get("model") or {})
        self.signs.tick(kept.get("signs") or ())
        self.damages.restore(kept.get("damages") or ())
        self.note.set_text(kept.get("note") or "")
        self.documents.show_documents(())
        Faults(lambda: self.fields).clear()
        self.bar.summary.say("")
        self._judge()
