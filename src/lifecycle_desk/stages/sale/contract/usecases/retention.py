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
    told = {each.seq for each, _ in life_rows.about(tx, person)}
    for signed in contracts.contracts(tx):
        if signed.cancelled is not None or not (signed.event in told or _names(tx, signed, person)):
            continue
        later = (each for each in effective_events(life_rows.told(tx, signed.vin)) if each.seq >= signed.event)
        if not any(each.sets.owner == person for each in later):
            yield Said(N_("Open contract %(number)s"), number=signed.number)


def _names(tx: Transaction, signed: contracts.Contract, person: int) -> bool:
    """Whether the event of a contract names a customer as the buyer."""
    found = life_rows.event(tx, signed.event)
    return found is not None and found[0].facts_as(SaleTold).buyer == person
