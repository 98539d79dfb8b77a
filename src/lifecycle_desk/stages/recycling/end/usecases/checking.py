"""Checking: whether the tables of the end say what the sealed events say, and whether numbers have gaps."""

from collections.abc import Iterable, Iterator

from lifecycle_desk.stages.recycling.depollution.rules import parts
from lifecycle_desk.stages.recycling.depollution.rules.parts import Numbered
from lifecycle_desk.stages.recycling.end import tables
from lifecycle_desk.stages.recycling.end.rules import certificates
from lifecycle_desk.stages.recycling.end.rules.permits import Certified
from lifecycle_desk.stages.recycling.end.rules.status import Happening
from lifecycle_desk.stages.recycling.end.usecases.recording import car
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.findings import Check, Finding


def cars_agree(tx: Transaction) -> Iterator[Finding]:
    """Every car whose end is told has the row that its life tells, and no other car has one."""
    for vin in sorted({*tables.vins(tx), *tables.told_of(tx)}):
        found = car(tx, vin)
        told = tables.row_of(vin, found.row.number, found.end, found.open_items, has_battery=found.has_battery)
        if tables.car(tx, vin) != told:
            yield Finding("recycling", vin, "the row differs from the life")


def certificates_agree(tx: Transaction) -> Iterator[Finding]:
    """Every certificate that was told has its number and every number its certificate; ours have no gaps."""
    signed = {each.event: each for each in tables.certificates(tx)}
    for vin, told in tables.told(tx, Happening.DESTROYED):
        found, number = signed.pop(told.seq, None), told.facts_as(Certified).certificate
        if found is None or (found.vin, found.number) != (vin, number):
            yield Finding("certificates", number, "the number differs from the certificate that was told")
        elif (found.withdrawn is not None) != life_rows.is_corrected(tx, told.seq):
            yield Finding("certificates", number, "withdrawn here and not in the life, or there and not here")
    for each in signed.values():
        yield Finding("certificates", each.number, "a number without a certificate")
    ours = [(each.year, each.ordinal) for each in tables.certificates(tx) if each.ordinal]
    for year, ordinal in _gaps(ours):
        yield Finding("certificates", certificates.number_of(year, ordinal), "a number is missing")


def parts_agree(tx: Transaction) -> Iterator[Finding]:
    """Every part that was told has its number; the numbers have no gaps."""
    taken = tables.parts(tx)
    numbered: dict[int, set[str]] = {}
    for each in taken:
        numbered.setdefault(each.event, set()).add(each.number)
    told = {each.seq: {*each.facts_as(Numbered).numbers} for _, each in tables.told(tx, Happening.PARTS_TAKEN)}
    for seq in sorted({*told, *numbered}):
        if told.get(seq) != numbered.get(seq):
            yield Finding("parts", str(seq), "the numbers differ from the parts that were told")
    for year, ordinal in _gaps((each.year, each.ordinal) for each in taken):
        yield Finding("parts", parts.number_of(year, ordinal), "a number is missing")


def _gaps(numbers: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    by_year: dict[int, set[int]] = {}
    for year, ordinal in numbers:
        by_year.setdefault(year, set()).add(ordinal)
    for year, ordinals in sorted(by_year.items()):
        for missing in sorted(set(range(1, max(ordinals) + 1)) - ordinals):
            yield year, missing


CHECKS: tuple[Check, ...] = (cars_agree, certificates_agree, parts_agree)
