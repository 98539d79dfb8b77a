"""Suppliers: saved, taken away, and the days that they usually take."""

from dataclasses import fields
from statistics import median
from typing import Any

from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.commands.meanwhile import both_changes
from lifecycle_desk.dealership.usecases import market_in_force
from lifecycle_desk.stages.service.purchasing.rules.purchases import (
    Supplier,
    SupplierInUse,
    SupplierKnown,
    tidied_supplier,
)
from lifecycle_desk.stages.service.purchasing.rules.rights import PARTS_ORDER
from lifecycle_desk.stages.service.purchasing.tables import suppliers as rows
from lifecycle_desk.stages.service.purchasing.usecases.requests import DropSupplier, SaveSupplier, SupplierSaved
from lifecycle_desk.store.store import Transaction


def _undone(made: SupplierSaved) -> tuple[Command[Any, Any], Any]:
    was = made.before
    if was is None:
        return drop_supplier, DropSupplier(made.now.number)
    return save_supplier, SaveSupplier(number=was.number, **_said(was))


@command(PARTS_ORDER, undo=_undone)
def save_supplier(tx: Transaction, asked: SaveSupplier) -> SupplierSaved:
    """Add a supplier of parts, or change what is known of one; what somebody else changed meanwhile stays."""
    return supplier_saved(tx, asked)


def supplier_saved(tx: Transaction, asked: SaveSupplier) -> SupplierSaved:
    """The same within another transaction: of an order from a supplier who is new."""
    before = rows.supplier(tx, asked.number) if asked.number else None
    made = tidied_supplier(Supplier(number=before.number if before else rows.next_number(tx), **_said(asked)))
    if before:
        made = both_changes(asked.before, made, before)
    if any(each.name.casefold() == made.name.casefold() and each.number != made.number for each in rows.every(tx)):
        raise SupplierKnown(made.name)
    rows.save(tx, made)
    return SupplierSaved(made, before)


def _said(of: Supplier | SaveSupplier) -> dict[str, Any]:
    """What is said of a supplier, but for the number."""
    return {each.name: getattr(of, each.name) for each in fields(Supplier) if each.name != "number"}


@command(PARTS_ORDER)
def drop_supplier(tx: Transaction, asked: DropSupplier) -> SupplierSaved:
    """Remove a supplier of whom there is nothing; one with orders, deliveries or prices is deactivated instead."""
    found = rows.supplier(tx, asked.number)
    if rows.is_in_use(tx, found.number):
        raise SupplierInUse(found.name)
    rows.drop(tx, found.number)
    return SupplierSaved(found, found)


def currency_of(tx: Transaction, of: Supplier) -> str:
    """The currency in which a supplier charges: their own, else the dealer's."""
    return of.currency or market_in_force(tx).currency


def usual_days(tx: Transaction, of: Supplier) -> int | None:
    """How many days a supplier usually takes, by what arrived last; where nothing did, what was agreed."""
    taken = [(came - ordered).days for ordered, came in rows.days_taken(tx, of.number)]
    return round(median(taken)) if taken else of.delivery_days


COMMANDS: tuple[Command[Any, Any], ...] = (save_supplier, drop_supplier)
