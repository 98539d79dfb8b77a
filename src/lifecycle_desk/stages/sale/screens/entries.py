"""Entries: the steps of a sale that are told on its page, each with its fields in the order of the paper."""

from datetime import date
from functools import partial
from typing import Any

from lifecycle_desk.base import clock
from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.desktop.desk import Desk
from lifecycle_desk.desktop.look.parts import CheckField, LineField, ReadField
from lifecycle_desk.market.checklists import checklist
from lifecycle_desk.market.market import Market, tidy_plate
from lifecycle_desk.stages.sale.rules.arrival import DangerSign
from lifecycle_desk.stages.sale.rules.measures import is_electric, look_at_charge, look_at_twelve_volt, look_at_tyres
from lifecycle_desk.stages.sale.screens.fields import (
    NOTE,
    ON,
    PLACE,
    JudgedField,
    TermTicks,
    keys_field,
    percent_field,
    pressure_field,
    volts_field,
    whole,
)
from lifecycle_desk.stages.sale.usecases.arriving import (
    STORAGE_LIST,
    MoveStock,
    PutInStock,
    Quarantine,
    StorageCheck,
    log_storage_check,
    move_stock,
    put_in_stock,
    quarantine_vehicle,
)
from lifecycle_desk.stages.sale.usecases.handing_over import RegisterVehicle, register_vehicle
from lifecycle_desk.stages.sale.usecases.selling import CancelSale, cancel_sale
from lifecycle_desk.stages.sale.usecases.showing import SalePage
from lifecycle_desk.vehicle.screens.documents import DocumentsField
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.fields import day_field, distance_field, looked

WHY = C_("correction", "Reason")


def stocking(_: Desk, sale: SalePage) -> Entry:
    """A car takes its place in stock."""
    on, location, keys = _today(), LineField(PLACE), keys_field()
    odometer, volts, charge = distance_field(N_("Odometer")), _volts(), _charge(sale)
    location.line.setText(sale.standing.location)
    charge.setVisible(_electric(sale))

    def read() -> PutInStock:
        looked(on, keys, odometer, volts, charge)
        return PutInStock(
            sale.vin, day_of(on), location.text, whole(keys), distance_of(odometer), whole(volts), whole(charge)
        )

    return Entry(
        N_("Put in stock"),
        {
            "location": location,
            "on": on,
            "keys": keys,
            "odometer_km": odometer,
            "twelve_volt_mv": volts,
            "soc_percent": charge,
        },
        (((location, 2), (on, 1), (keys, 1)), ((odometer, 1), (volts, 1), (charge, 1))),
        lambda: put_in_stock,
        read,
        N_("The vehicle is in stock."),
    )


def checking(desk: Desk, sale: SalePage) -> Entry:
    """A look at a car in stock."""
    on, volts, charge = _today(), _volts(), _charge(sale)
    tyres = pressure_field(partial(_judged, look_at_tyres, "tyre_pressure_storage"))
    moved = CheckField(N_("The car was moved, so that its tyres stay round"))
    signs = TermTicks(N_("Signs of danger at the high-voltage battery"), DangerSign, least=240)
    location, note, documents = LineField(PLACE), LineField(NOTE), DocumentsField(desk)
    location.line.setText(sale.standing.location)
    for each in (charge, signs):
        each.setVisible(_electric(sale))

    def read() -> StorageCheck:
        looked(on, volts, charge, tyres)
        return StorageCheck(
            sale.vin,
            day_of(on),
            whole(volts),
            whole(charge),
            whole(tyres),
            moved.checked,
            signs.values,
            location.text if location.text != sale.standing.location else "",
            note=note.text,
            documents=documents.digests,
        )

    return Entry(
        N_("Storage check"),
        {
            "twelve_volt_mv": volts,
            "soc_percent": charge,
            "tyre_kpa": tyres,
            "on": on,
            "location": location,
            "signs": signs,
            "note": note,
            "documents": documents,
        },
        (
            ((volts, 1), (charge, 1), (tyres, 1), (on, 1)),
            ((location, 1), (moved, 1)),
            ((signs, 1),),
            ((note, 1), (documents, 1)),
        ),
        lambda: log_storage_check,
        read,
        N_("The check is written down; the next one is due in a month."),
        documents=documents,
    )


def moving(_: Desk, sale: SalePage) -> Entry:
    """Another place for a car."""
    location, on, note = LineField(PLACE), _today(), LineField(NOTE)

    def read() -> MoveStock:
        looked(on)
        return MoveStock(sale.vin, day_of(on), location.text, note.text)

    return Entry(
        N_("Move to another place"),
        {"location": location, "on": on, "note": note},
        (((location, 2), (on, 1), (note, 2)),),
        lambda: move_stock,
        read,
        N_("The new place is written down."),
    )


def apart(_: Desk, sale: SalePage) -> Entry:
    """A car must stand apart."""
    why, on = LineField(WHY), _today()

    def read() -> Quarantine:
        looked(on)
        return Quarantine(sale.vin, day_of(on), why.text)

    return Entry(
        N_("Send to quarantine"),
        {"why": why, "on": on, "vin": why},
        (((why, 3), (on, 1)),),
        lambda: quarantine_vehicle,
        read,
        N_("The vehicle is in quarantine."),
    )


def cancelling(_: Desk, sale: SalePage) -> Entry:
    """A contract that is cancelled."""
    hint = N_("The contract stays readable with this reason, and its number stays taken.")
    why, on = LineField(WHY, hint=hint), _today()

    def read() -> CancelSale:
        looked(on)
        return CancelSale(sale.vin, day_of(on), why.text)

    return Entry(
        N_("Cancel the sale"),
        {"why": why, "on": on, "vin": why},
        (((why, 3), (on, 1)),),
        lambda: cancel_sale,
        read,
        N_("The sale is cancelled; the vehicle is for sale again."),
        C_("sale", "Cancel the sale"),
    )


def registering(desk: Desk, sale: SalePage, market: Market) -> Entry:
    """A registration with the authority."""

    def read_plate(text: str) -> tuple[object, str]:
        tidy = tidy_plate(text)
        return tidy, tidy if tidy != text else ""

    def look_at(plate: object) -> Objection | None:
        return market.look_at_plate(str(plate))

    plate = JudgedField(C_("vehicle", "Plate"), read_plate, look_at)
    plate.hint(N_("For example %(example)s"), example=market.plates[0].example)
    place, on = LineField(C_("plate", "Province, emirate or state")), _today()
    authority, certificate = LineField(N_("Authority")), LineField(N_("Certificate"))
    first = day_field(N_("First registered"))
    first.hint(N_("Empty: the same day"))
    documents = DocumentsField(desk)

    def read() -> RegisterVehicle:
        looked(plate, on, first)
        first_on = first.value if isinstance(first.value, date) else None
        return RegisterVehicle(
            sale.vin,
            day_of(on),
            str(plate.value or ""),
            authority.text,
            certificate.text,
            place.text,
            first_on,
            documents.digests,
        )

    return Entry(
        C_("sale", "Register the vehicle"),
        {
            "plate": plate,
            "place": place,
            "on": on,
            "authority": authority,
            "certificate": certificate,
            "first_registered_on": first,
            "documents": documents,
        },
        (
            ((plate, 1), (place, 1), (on, 1)),
            ((authority, 1), (certificate, 1), (first, 1)),
            ((documents, 1),),
        ),
        lambda: register_vehicle,
        read,
        N_("The registration is written down."),
        documents=documents,
    )


def day_of(field: ReadField) -> date:
    """The day that was read; where it was not, its fault keeps the entry from being told."""
    return field.value if isinstance(field.value, date) else date.min


def distance_of(field: ReadField) -> Distance | None:
    """The reading, if there is one."""
    return field.value if isinstance(field.value, Distance) else None


def _today() -> ReadField:
    return day_field(ON, today=True, required=True)


def _electric(sale: SalePage) -> bool:
    return is_electric(sale.description["energy"])


def _volts() -> ReadField:
    return volts_field(partial(_judged, look_at_twelve_volt, "voltage_12v"))


def _charge(sale: SalePage) -> ReadField:
    judge = partial(_judged, look_at_charge, "soc_storage")
    return percent_field(judge) if _electric(sale) else percent_field()


def _judged(rule: Any, item: str, value: object) -> Objection | None:
    """What a rule says of a value, by the limits for cars in stock that are in force today."""
    odd: Objection | None = rule(value, checklist(STORAGE_LIST, clock.now().date()).item(item))
    return odd
