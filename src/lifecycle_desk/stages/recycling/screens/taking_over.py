"""The form of the taking over: who hands the car in, by which papers, in what state, with their signature."""

from typing import Any

from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.parts import (
    CheckField,
    Field,
    LineField,
    SignaturePad,
    column,
    row,
    wrap,
)
from lifecycle_desk.stages.recycling.rules.taking_over import (
    HEAVIEST,
    Essential,
    IdentityDocument,
    RegistrationDocument,
    VehicleClass,
)
from lifecycle_desk.stages.recycling.screens.addresses import AddressFields
from lifecycle_desk.stages.recycling.screens.fields import (
    NOTE,
    TermTicks,
    asked_field,
    country_field,
    day_of,
    must_choose,
    picked,
    term_field,
    today_field,
    whole,
    whole_field,
)
from lifecycle_desk.stages.recycling.usecases.showing import EndPage
from lifecycle_desk.stages.recycling.usecases.taking_over import (
    TakeOver,
    TakeOverFromNew,
    take_over_from_new,
    take_over_vehicle,
)
from lifecycle_desk.vehicle.screens.documents import DocumentsField
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.fields import distance_field, looked, strokes_of
from lifecycle_desk.vehicle.screens.picker import PersonPicker


class TakeOverForm(QWidget):
    """The statement of the last holder, in the order in which it is gone through at the gate."""

    def __init__(self, app: AppContext, end: EndPage) -> None:
        super().__init__()
        self._end = end
        self.holder = PersonPicker(app, N_("Last holder"))
        if end.owner:
            self.holder.choose(*end.owner)
        self.nationality = country_field(N_("Nationality"), end.market)
        self.address = AddressFields(end.market)
        self.document = term_field(N_("Identity document"), IdentityDocument)
        self.number = LineField(N_("Number of the document"))
        self.issued_in = country_field(N_("Issued in"), end.market)
        self.declared = CheckField(N_("Declares that the vehicle is theirs to hand in"))
        self.free = CheckField(N_("Taken back free of charge"), checked=True)
        self.registration = asked_field(N_("Registration document"), RegistrationDocument)
        self.plate = LineField(C_("vehicle", "Plate"), longest=20)
        self.plate.line.setText(end.figures.plate or "")
        self.mark = country_field(N_("Nationality mark"), end.market)
        self.kind = term_field(N_("Class of vehicle"), VehicleClass)
        self.weight = whole_field(N_("Empty weight"), "kg", HEAVIEST)
        self.missing = TermTicks(N_("Missing from the vehicle"), Essential)
        self.on, self.odometer = today_field(), distance_field(N_("Odometer"))
        self.pad, self.note = SignaturePad(N_("Signature of the holder")), LineField(NOTE)
        self.documents = DocumentsField(app)
        self._lay_out()

    def _lay_out(self) -> None:
        vehicle = ((self.plate, 2), (self.mark, 1), (self.kind, 1), (self.weight, 1), (self.odometer, 1), (self.on, 1))
        papers = ((self.registration, 2), (self.document, 2), (self.number, 2), (self.issued_in, 1))
        beside = wrap(column(self.note, self.documents, None, gap=4))
        self.setLayout(
            column(
                row((self.holder, 5), (self.nationality, 1), gap=16),
                row(*self.address.line(), gap=16),
                row(*papers, gap=16),
                row(*vehicle, gap=16),
                self.missing,
                row((self.declared, 1), (self.free, 1), gap=16),
                row((wrap(column(self.pad, None, gap=0)), 1), (beside, 1), gap=16),
                gap=4,
            )
        )

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them, in the order of the form."""
        return {
            **self.holder.fields,
            "holder": self.holder.name,
            "nationality": self.nationality,
            **self.address.fields("address"),
            "registration_document": self.registration,
            "identity_document": self.document,
            "identity_number": self.number,
            "identity_country": self.issued_in,
            "plate": self.plate,
            "registration_country": self.mark,
            "vehicle_class": self.kind,
            "empty_weight_kg": self.weight,
            "odometer_km": self.odometer,
            "odometer": self.odometer,
            "on": self.on,
            "missing": self.missing,
            "owner_declared": self.declared,
            "note": self.note,
            "documents": self.documents,
            "vin": self.plate,
        }

    def read(self) -> TakeOver | TakeOverFromNew:
        """The taking over as it stands here."""
        looked(self.weight, self.odometer, self.on)
        must_choose(self.registration)
        new = self.holder.new_person()
        if self.holder.number is None and new is None:
            self.holder.name.fault(N_("Please fill this in."))
        run = self.odometer.value
        told = TakeOver(
            self._end.vin,
            day_of(self.on),
            self.holder.number or 0,
            self.nationality.text,
            picked(IdentityDocument, self.document),
            self.number.text,
            self.declared.checked,
            picked(RegistrationDocument, self.registration),
            self.address.read(),
            self.issued_in.text,
            self.free.checked,
            self.missing.values,
            picked(VehicleClass, self.kind),
            self.plate.text,
            self.mark.text,
            whole(self.weight),
            run if isinstance(run, Distance) else None,
            strokes_of(self.pad),
            self.note.text,
            self.documents.digests,
        )
        return TakeOverFromNew(told, new) if new else told


def taking_over(app: AppContext, end: EndPage) -> Entry:
    """The car is handed in."""
    form = TakeOverForm(app, end)

    def verb() -> Any:
        return take_over_from_new if form.holder.new_person() else take_over_vehicle

    return Entry(
        C_("event", "Taken over for scrapping"),
        form.fields,
        (((form, 1),),),
        verb,
        form.read,
        N_("The vehicle is taken over; it is at its end of life."),
        documents=form.documents,
    )
