"""Battery passports of makers that are kept: told as an event of the car's life, with the file as its document."""

from datetime import date

from lifecycle_desk.batteries import tables as batteries
from lifecycle_desk.stages.charging.passports.rules import (
    MakersPassport,
    PassportOfAnotherBattery,
    PassportOfNoCar,
)
from lifecycle_desk.stages.charging.sessions.rules.events import ChargingEvent
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import Event, RecordedEvent, effective_events
from lifecycle_desk.vehicle.tables import life, people
from lifecycle_desk.vehicle.usecases.recording import record_event, refuse_closed


def car_of(tx: Transaction, passport: MakersPassport, named: str | None) -> str:
    """The car of a passport's battery: the car that is named, or the one that has this battery.

    Refuses a car that has another battery, where the books know its code and the passport tells one.
    """
    product = passport.product
    if named is None:
        known = next(iter(batteries.some(tx, [product])), None) if product else None
        if known is None or known.vin is None:
            raise PassportOfNoCar(product or passport.identifier)
        return str(known.vin)
    row = life.row(tx, named)
    if row.battery and product and _folded(row.battery) != _folded(product):
        raise PassportOfAnotherBattery(product, str(row.vin), str(row.battery))
    return str(row.vin)


def _folded(code: str) -> str:
    return "".join(each for each in code.upper() if each.isalnum())


def save_passport(tx: Transaction, vin: str, passport: MakersPassport, kept: tuple[str, str, int], on: date) -> str:
    """Keep a passport, whose file is kept already (hash, name, size); gives whether it is new, known or changed."""
    refuse_closed(tx, vin)
    before = stored_passport(tx, vin)
    digest, name, size = kept
    if before and before.documents == (digest,):
        return "known"
    people.save_document(tx, digest, name, "text/plain", size)
    facts = {"model": passport.model.value, **passport.static}
    record_event(tx, Event(vin, on, ChargingEvent.PASSPORT_KEPT.value, facts, documents=(digest,)))
    return "changed" if before else "new"


def stored_passport(tx: Transaction, vin: str, since: date | None = None) -> RecordedEvent | None:
    """The last passport of a maker that counts; with `since`, one of the battery that the car has had from then on."""
    told = [each for each in effective_events(life.told(tx, vin)) if each.kind == ChargingEvent.PASSPORT_KEPT.value]
    last = told[-1] if told else None
    if last is None or since is None:
        return last
    code, product = life.row(tx, vin).battery, last.facts_as(MakersPassport).product
    return last if last.on >= since and not (code and product and _folded(code) != _folded(product)) else None
