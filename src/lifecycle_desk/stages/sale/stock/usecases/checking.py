"""Checking: whether the tables of the sale say what the sealed events say."""

from collections.abc import Iterator

from lifecycle_desk.stages.sale.contract.rules import OfContract
from lifecycle_desk.stages.sale.stock import tables
from lifecycle_desk.stages.sale.stock.rules.status import Happening, folded
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.contract import number_of
from lifecycle_desk.vehicle.tables import contracts
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.findings import Check, Finding


def stock_agrees(tx: Transaction) -> Iterator[Finding]:
    """Every car that arrived has its row, and each row says what the life tells."""
    rows = set(tables.ROWS.keys(tx))
    for vin in sorted(rows.symmetric_difference(tables.received(tx))):
        yield Finding("stock", vin, "a row without an arrival, or an arrival without a row")
    for vin in sorted(rows):
        told = folded(life_rows.told(tx, vin))
        if tables.ROWS.one(tx, vin) != tables.row_of(vin, life_rows.row(tx, vin).number, told):
            yield Finding("stock", vin, "the row differs from the life")


def contracts_agree(tx: Transaction) -> Iterator[Finding]:
    """Every sale that was told has its number and every number its sale; our own numbers have no gaps."""
    signed = {each.event: each for each in contracts.contracts(tx)}
    sold: set[str] = set()
    for vin, told in tables.sales(tx):
        number = told.facts_as(OfContract).contract
        if told.kind == Happening.SOLD:
            sold.add(number)
        elif not number or number in sold:  # not our sale, or the end of one that was told before
            continue
        found = signed.pop(told.seq, None)
        if found is None or (found.vin, found.number) != (vin, number):
            yield Finding("contracts", number, "the contract differs from the sale that was told")
        elif (found.cancelled is not None) != life_rows.is_corrected(tx, told.seq):
            yield Finding("contracts", number, "cancelled here and not in the life, or there and not here")
    for each in signed.values():
        yield Finding("contracts", each.number, "a contract without a sale")
    yield from _gaps(contracts.contracts(tx))


def _gaps(signed: list[contracts.Contract]) -> Iterator[Finding]:
    for year in sorted({each.year for each in signed}):
        ordinals = [each.ordinal for each in signed if each.year == year and each.ordinal]
        for missing in sorted(set(range(1, len(ordinals) + 1)).difference(ordinals)):
            yield Finding("contracts", number_of(year, missing), "a number is missing")


CHECKS: tuple[Check, ...] = (stock_agrees, contracts_agree)
