"""The contracts of a customer that are not fulfilled yet: their data stay until then."""

from collections.abc import Iterator
from datetime import date

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.said import Piece, Said
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.facts import SaleTold
from lifecycle_desk.vehicle.rules.life import effective_events
from lifecycle_desk.vehicle.tables import contracts
from lifecycle_desk.vehicle.tables import life as life_rows


def open_contracts(tx: Transaction, person: int, _on: date) -> Iterator[Piece]:
    """The contracts under which a customer did not become the owner yet."""
    for signed in with_contracts(tx).get(person, ()):
        later = (each for each in effective_events(life_rows.told(tx, signed.vin)) if each.seq >= signed.event)
        if not any(each.sets.owner == person for each in later):
            yield Said(N_("Open contract %(number)s"), number=signed.number)


def with_contracts(tx: Transaction) -> dict[int, list[contracts.Contract]]:
    """The contracts that count, by whom their events concern or name as the buyer; asked once in a transaction."""
    if open_contracts not in tx.known:
        found: dict[int, list[contracts.Contract]] = {}
        for signed in contracts.contracts(tx):
            told = life_rows.event(tx, signed.event) if signed.cancelled is None else None
            for who in {told[0].person, told[0].facts_as(SaleTold).buyer} - {None} if told else ():
                found.setdefault(who or 0, []).append(signed)
        tx.known[open_contracts] = found
    known: dict[int, list[contracts.Contract]] = tx.known[open_contracts]
    return known
