"""The form of a battery's hand-over; while one types, it says how the rules of transport class what is told."""

from datetime import date
from decimal import Decimal

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.parts import (
    ChoiceField,
    Fact,
    Field,
    LineField,
    SignaturePad,
    column,
    facts_strip,
    row,
)
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.recycling.rules.batteries import HealthMethod
from lifecycle_desk.stages.recycling.rules.transport import (
    HAZARD_CLASS,
    Condition,
    Mode,
    Presentation,
    Shipment,
    classify,
)
from lifecycle_desk.stages.recycling.screens.fields import (
    NOTE,
    asked_field,
    chosen,
    day_of,
    figure,
    figure_field,
    maybe_day,
    must_choose,
    picked,
    term_field,
    today_field,
    whole,
    whole_field,
)
from lifecycle_desk.stages.recycling.usecases.handing_on import HandOverBattery, hand_over_battery
from lifecycle_desk.stages.recycling.usecases.showing import EndPage
from lifecycle_desk.vehicle.rules.batteries.words import Fate
from lifecycle_desk.vehicle.rules.models import Chemistry
from lifecycle_desk.vehicle.screens.documents import DocumentsField
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.event_text import NOTHING
from lifecycle_desk.vehicle.screens.fields import day_field, looked, strokes_of


class BatteryForm(QWidget):
    """The battery, its state, its transport, who takes it, and both signatures."""

    def __init__(self, app: AppContext, end: EndPage) -> None:
        super().__init__()
        self._vin = end.vin
        self._make_state(end)
        self._make_ways(app)
        names = (N_("UN number and class"), N_("Packaging"), N_("Rule"))
        self.classed = [Fact(name, PlainText(NOTHING)) for name in names]
        self._lay_out()
        for each in (self.chemistry, self.condition, self.fate, self.presentation, self.mode):
            each.chosen.connect(self._classify)
        self.on.read.connect(self._classify)
        translator().changed.connect(self._classify)
        self._classify()

    def _make_state(self, end: EndPage) -> None:
        self.codes = LineField(N_("Battery code"), mono=True, hint=N_("Several are parted by spaces."))
        self.codes.line.setText(end.figures.battery or "")
        kinds: list[tuple[object, UiText]] = [(None, C_("fact", "not known"))]
        kinds += [(each, PlainText(each.value.replace("_", "-"))) for each in Chemistry]
        known = end.description["chemistry"]
        self.chemistry = ChoiceField(N_("Chemistry"), kinds, value=Chemistry(known) if known else None)
        self.mass, self.energy = figure_field(N_("Mass"), "kg"), figure_field(N_("Nominal energy"), "kWh", digits=3)
        self.charge = whole_field(N_("State of charge"), "%", 100)
        self.volts = figure_field(N_("Voltage"), "V", digits=3)
        self.health = figure_field(N_("State of health"), "%")
        methods: list[tuple[object, UiText]] = [
            (None, PlainText(NOTHING)),
            *((each, each.label) for each in HealthMethod),
        ]
        self.method = ChoiceField(C_("health method", "Method"), methods)
        self.condition = asked_field(C_("battery", "Condition"), Condition)
        self.assessor, self.assessed_on = LineField(N_("Assessed by")), day_field(N_("Assessed on"), today=True)

    def _make_ways(self, app: AppContext) -> None:
        self.on = today_field()
        self.presentation = term_field(C_("battery", "Presentation"), Presentation)
        self.mode = term_field(C_("transport", "Way"), Mode)
        self.fate = term_field(N_("Intended fate"), Fate, value=Fate.RECYCLING)
        self.carrier, self.consignee = LineField(N_("Carrier")), LineField(N_("Consignee"))
        self.permit, self.until = LineField(N_("Permit of the consignee")), day_field(N_("Permit valid until"))
        self.waste, self.summary = LineField(N_("Waste code")), LineField(N_("UN 38.3 test summary"))
        self.consignor, self.driver = LineField(N_("Consignor")), LineField(N_("Driver"))
        self.consignor.line.setText(app.user.staff or "")
        self.pads = SignaturePad(N_("Signature of the consignor")), SignaturePad(N_("Signature of the carrier"))
        self.note, self.documents = LineField(NOTE), DocumentsField(app)

    def _lay_out(self) -> None:
        self.setLayout(
            column(
                row((self.codes, 3), (self.chemistry, 1), (self.mass, 1), (self.energy, 1), gap=16),
                row((self.charge, 1), (self.volts, 1), (self.health, 1), (self.method, 2), gap=16),
                row((self.condition, 2), (self.assessor, 2), (self.assessed_on, 1), (self.on, 1), gap=16),
                row((self.fate, 2), (self.presentation, 2), (self.mode, 1), (self.summary, 2), gap=16),
                4,
                facts_strip(self.classed, least=200),
                6,
                row((self.carrier, 1), (self.consignee, 1), (self.permit, 1), (self.until, 1), gap=16),
                row((self.waste, 1), (self.consignor, 1), (self.driver, 1), (self.note, 1), gap=16),
                row((self.pads[0], 1), (self.pads[1], 1), gap=16),
                6,
                self.documents,
                gap=4,
            )
        )

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them, in the order of the form."""
        return {
            "codes": self.codes,
            "battery_code": self.codes,
            "chemistry": self.chemistry,
            "mass_kg": self.mass,
            "nominal_wh": self.energy,
            "soc_percent": self.charge,
            "millivolts": self.volts,
            "health_percent": self.health,
            "health_method": self.method,
            "condition": self.condition,
            "assessor": self.assessor,
            "assessed_on": self.assessed_on,
            "on": self.on,
            "fate": self.fate,
            "presentation": self.presentation,
            "mode": self.mode,
            "test_summary": self.summary,
            "carrier": self.carrier,
            "consignee": self.consignee,
            "permit_number": self.permit,
            "permit_until": self.until,
            "waste_code": self.waste,
            "consignor": self.consignor,
            "driver": self.driver,
            "note": self.note,
            "documents": self.documents,
            "vin": self.codes,
        }

    @Slot()
    def _classify(self) -> None:
        """Say how the rules class what stands here."""
        condition = chosen(Condition, self.condition)
        if condition is None:
            self.classed[0].show_fact(PlainText(NOTHING), N_("follows from condition and chemistry"))
            return
        on = self.on.value if isinstance(self.on.value, date) else date.min
        shipment = Shipment(
            chosen(Chemistry, self.chemistry),
            picked(Presentation, self.presentation),
            condition,
            picked(Fate, self.fate),
            picked(Mode, self.mode),
            on,
        )
        number, packaging, rule = self.classed
        try:
            found = classify(shipment)
        except Objection as objection:
            number.show_fact(PlainText(NOTHING), Message(objection.message, **objection.told), "warn", "alert-triangle")
            packaging.show_fact(PlainText(NOTHING))
            rule.show_fact(PlainText(NOTHING))
            return
        number.show_fact(PlainText(f"{found.un_number}, {HAZARD_CLASS}"))
        rule.show_fact(PlainText(found.packing_rule))
        if found.forbidden:
            packaging.show_fact(
                C_("transport", "forbidden"), N_("May not travel by this way."), "danger", "alert-circle"
            )
        elif found.packaging:
            packaging.show_fact(PlainText(", ".join(found.packaging)))
        else:
            packaging.show_fact(N_("as the authority says"))

    def read(self) -> HandOverBattery:
        """The hand-over as it stands here."""
        must_choose(self.condition)
        looked(self.mass, self.energy, self.charge, self.volts, self.health, self.assessed_on, self.on, self.until)
        return HandOverBattery(
            self._vin,
            day_of(self.on),
            tuple(self.codes.text.split()),
            chosen(Chemistry, self.chemistry),
            picked(Condition, self.condition),
            self.assessor.text,
            day_of(self.assessed_on),
            self.carrier.text,
            self.consignee.text,
            self.permit.text,
            picked(Fate, self.fate),
            maybe_day(self.until),
            picked(Presentation, self.presentation),
            picked(Mode, self.mode),
            figure(self.mass),
            _thousandths(figure(self.energy)),
            whole(self.charge),
            _thousandths(figure(self.volts)),
            figure(self.health),
            chosen(HealthMethod, self.method),
            self.waste.text,
            self.summary.text,
            self.consignor.text,
            self.driver.text,
            strokes_of(self.pads[0]),
            strokes_of(self.pads[1]),
            self.note.text,
            self.documents.digests,
        )


def _thousandths(value: Decimal | None) -> int | None:
    """KWh as whole Wh, V as whole mV."""
    return int(value * 1000) if value is not None else None


def handing_on(app: AppContext, end: EndPage) -> Entry:
    """The battery goes."""
    form = BatteryForm(app, end)
    return Entry(
        N_("Hand over the high-voltage battery"),
        form.fields,
        (((form, 1),),),
        lambda: hand_over_battery,
        form.read,
        N_("The hand-over is written down; its record can be printed."),
        documents=form.documents,
    )
