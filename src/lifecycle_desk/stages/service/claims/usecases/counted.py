"""The source of the figures of claims."""

from collections.abc import Iterator

from lifecycle_desk.figures.rules.figure import Contribution
from lifecycle_desk.figures.usecases.sources import CarOf, Source
from lifecycle_desk.stages.service.claims.rules.claim import claim_key
from lifecycle_desk.stages.service.claims.rules.counted import contributions
from lifecycle_desk.stages.service.claims.rules.folding import KINDS
from lifecycle_desk.stages.service.claims.tables import claims as claim_rows
from lifecycle_desk.stages.service.claims.tables import lists
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import Event


def _changed(event: Event) -> Iterator[str]:
    if event.kind in KINDS and (number := event.facts.get("claim")):
        yield str(number)


def _of_claim(car: CarOf, number: str) -> Iterator[Contribution]:
    key = claim_key(number)
    for each in claim_rows.claims(car.tx, [key]) if key else ():  # one that had only just been begun may be gone
        yield from contributions(each.status, each.currency)


def _of_car(tx: Transaction, vin: str) -> Iterator[str]:
    return (each.number for each in claim_rows.claims(tx, lists.keys_of_vehicle(tx, vin)))


SOURCES = (Source(name="claim", changed_by=_changed, of_car=_of_car, contributes=_of_claim),)
