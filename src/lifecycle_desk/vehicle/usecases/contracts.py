"""Contracts of sale: their numbers, and the contract under which a used car stands until it is its buyer's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import contract as rules
from lifecycle_desk.vehicle.rules.contract import SOLD
from lifecycle_desk.vehicle.rules.facts import SaleTold
from lifecycle_desk.vehicle.rules.life import RecordedEvent, effective_events
from lifecycle_desk.vehicle.tables import contracts as contract_rows
from lifecycle_desk.vehicle.tables.contracts import Contract


@dataclass(frozen=True, slots=True)
class Number:
    """A contract's number, and its place among our own of the year; None where it is another's."""

    said: str
    year: int
    ordinal: int | None

    def stands_for(self, tx: Transaction, vin: str, event: int) -> None:
        """Keep it as the number of the contract that an event tells."""
        contract_rows.save_contract(tx, Contract(self.said, vin, event, self.year, self.ordinal, None))


def next_number(tx: Transaction, on: date, given: str | None) -> Number:
    """The number of a contract: the next of ours, or the one that was given; refuses one that is taken."""
    year, wanted = on.year, (given or "").strip()
    following = contract_rows.next_ordinal(tx, year)
    if not wanted:
        return Number(rules.number_of(year, following), year, following)
    number, ordinal = rules.check_number(wanted, year, following)
    if contract_rows.contract(tx, number):
        raise rules.ContractNumberUsed(number)
    return Number(number, year, ordinal)


def used_contract(events: Iterable[RecordedEvent]) -> RecordedEvent | None:
    """The sale of a used car that counts and was not followed by its change of owner."""
    found: dict[str, RecordedEvent] = {}
    for each in effective_events(events):
        told = each.facts_as(SaleTold)
        if each.kind == SOLD and told.used:
            found[told.contract] = each
        elif each.kind != SOLD:
            found.pop(told.contract, None)
    return next(iter(found.values()), None)
