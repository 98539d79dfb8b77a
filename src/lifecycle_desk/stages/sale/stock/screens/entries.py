"""Entries: the steps of a sale that are told on its page; each is declared beside its command."""

from dataclasses import replace
from functools import partial
from typing import Any

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.parts import LineField, ReadField
from lifecycle_desk.market.market import Market, tidy_plate
from lifecycle_desk.stages.sale.arrival import usecases as a
from lifecycle_desk.stages.sale.contract.usecases.selling import CANCELLED, CancelSale, cancel_sale
from lifecycle_desk.stages.sale.handover.usecases import REGISTERED, RegisterVehicle, register_vehicle
from lifecycle_desk.stages.sale.stock.screens.fields import labels_of, pressure_field, today
from lifecycle_desk.stages.sale.stock.usecases.showing import SalePage
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.step_form import Around, Part, StepForm


def _around(app: AppContext, sale: SalePage) -> Around:
    return Around(app, sale.description["energy"])


def _odd(sale: SalePage) -> Any:
    return partial(a.odd_in_stock, energy=sale.description["energy"])


def stocking(app: AppContext, sale: SalePage) -> Entry:
    """A car takes its place in stock."""
    begins = a.PutInStock(sale.vin, today(), sale.standing.location)
    return StepForm(a.STOCKED, _around(app, sale), begins, odd=_odd(sale)).entry(a.put_in_stock)


def purchasing(app: AppContext, sale: SalePage, market: Market) -> Entry:
    """What a car cost."""
    begins = a.RecordPurchase(sale.vin, today(), Money(0, market.currency))
    return StepForm(a.PURCHASED, Around(app), begins).entry(a.record_purchase)


def checking(app: AppContext, sale: SalePage) -> Entry:
    """A look at a car in stock; its place is told only where it is another."""
    begins = a.StorageCheck(sale.vin, today(), location=sale.standing.location)
    parts: dict[str, Part] = {"tyre_kpa": pressure_field()}
    form = StepForm(a.CHECKED, _around(app, sale), begins, parts=parts, odd=_odd(sale))

    def read() -> a.StorageCheck:
        asked = form.read()
        return replace(asked, location="") if asked.location == sale.standing.location else asked

    return replace(form.entry(a.log_storage_check), read=read)


def moving(app: AppContext, sale: SalePage) -> Entry:
    """Another place for a car."""
    return StepForm(a.MOVED, Around(app), a.MoveStock(sale.vin, today(), "")).entry(a.move_stock)


def apart(app: AppContext, sale: SalePage) -> Entry:
    """A car must stand apart."""
    return StepForm(a.QUARANTINED, Around(app), a.Quarantine(sale.vin, today(), "")).entry(a.quarantine_vehicle)


def cancelling(app: AppContext, vin: str) -> Entry:
    """A contract that is cancelled, of a new car or a used one."""
    return StepForm(CANCELLED, Around(app), CancelSale(vin, today(), "")).entry(cancel_sale)


def registering(app: AppContext, sale: SalePage, market: Market) -> Entry:
    """A registration with the authority; the plate is read by the forms of the market."""
    labels = labels_of(RegisterVehicle)
    plate = ReadField(labels["plate"], _read_plate)
    plate.hint(N_("For example %(example)s"), example=market.plates[0].example)
    parts: dict[str, Part] = {"plate": plate, "place": LineField(labels["place"])}
    begins = RegisterVehicle(sale.vin, today(), "")
    form = StepForm(REGISTERED, Around(app), begins, parts=parts, odd=lambda asked: [market.look_at_plate(asked.plate)])
    return form.entry(register_vehicle)


def _read_plate(text: str) -> tuple[object, str]:
    tidy = tidy_plate(text)
    return tidy, tidy if tidy != text else ""
