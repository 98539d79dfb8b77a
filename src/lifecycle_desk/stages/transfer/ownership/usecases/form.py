"""Showing: what the form of a change of owner begins with, and what would come of one on a day."""

from dataclasses import dataclass
from datetime import date

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.said import Said
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import market_in_force
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.stages.transfer.ownership.rules import ownership
from lifecycle_desk.stages.transfer.ownership.rules.ownership import OwnerEvent, PartAfter
from lifecycle_desk.stages.transfer.ownership.rules.papers_wanted import Authority, authority_of
from lifecycle_desk.stages.transfer.ownership.usecases.changing import compared
from lifecycle_desk.vehicle.rules import life
from lifecycle_desk.vehicle.rules import vin as vins
from lifecycle_desk.vehicle.rules.life import RecordedEvent, VehicleState
from lifecycle_desk.vehicle.rules.models import named
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.usecases.contracts import used_contract
from lifecycle_desk.vehicle.usecases.odometer import distance_run
from lifecycle_desk.vehicle.usecases.owners import what_ends


@dataclass(frozen=True, slots=True)
class OwnerForm:
    """The facts before a vehicle changes hands.

    `owner` is None where nobody is known, or their data were erased; `blocked` says why it cannot change hands at all;
    `last_change` is the change of owner that may still be taken back. `currency` is the market's.
    """

    vin: str
    name: str
    plate: str | None
    figures: VehicleState
    owner: Person | None
    authority: Authority | None
    currency: str
    blocked: Objection | None
    last_change: RecordedEvent | None


@dataclass(frozen=True, slots=True)
class Foreseen:
    """The outlook of a change of owner on a day: the fate of the cover, and the ends."""

    on: date
    cover: tuple[PartAfter, ...]
    ends: tuple[Said, ...]
    notify_by: date | None


def owner_form(user: UserSession, given: str) -> OwnerForm:
    """The defaults of the form of a change of owner."""
    with user.store.reading() as tx:
        row = life_rows.row(tx, vins.canonical(given))
        figures, pack = life_rows.figures_of(row), market_in_force(tx)
        events = [each for each in life.effective_events(life_rows.told(tx, row.vin)) if each.sets.owner]
        last = max(events, key=lambda each: each.seq, default=None)
        return OwnerForm(
            str(row.vin),
            named(row.make, row.model, row.variant),
            row.plate,
            figures,
            people.maybe_person(tx, figures.owner),
            authority_of(pack.code, today(tx)),
            pack.currency,
            _blocked(figures, under_contract=used_contract(life_rows.told(tx, row.vin)) is not None),
            last if last and last.kind == OwnerEvent.CHANGED else None,
        )


def _blocked(figures: VehicleState, *, under_contract: bool) -> Objection | None:
    try:
        ownership.check_stage(figures.stage, under_contract=under_contract)
    except Objection as objection:
        return objection
    return None


def foreseen(user: UserSession, given: str, on: date, odometer_km: int | None, *, to_spouse: bool = False) -> Foreseen:
    """The outlook of a change on a day, at an odometer reading (km; the last one where there is none)."""
    with user.store.reading() as tx:
        vin = str(life_rows.row(tx, vins.canonical(given)).vin)
        run = life_rows.figures(tx, vin)[0].odometer_km
        km = run if odometer_km is None else distance_run(tx, vin, odometer_km, on)
        authority = authority_of(market_in_force(tx).code, on)
        return Foreseen(
            on,
            compared(tx, vin, on, km, to_spouse=to_spouse),
            what_ends(tx, vin, on),
            authority.notify_by(on) if authority else None,
        )
