"""Showing: one car on its way to the end, what stands in the way, and what its certificate lacks."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership import tables as dealership
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.usecases import day as dealer_day
from lifecycle_desk.dealership.usecases import market_in_force
from lifecycle_desk.market.checklist_items import Item as ChecklistItem
from lifecycle_desk.market.checklist_items import concerned
from lifecycle_desk.stages.recycling.batteries_out.rules.transport import Classified
from lifecycle_desk.stages.recycling.batteries_out.usecases import HANDED_OVER, HandOverBattery, Sent
from lifecycle_desk.stages.recycling.depollution.rules.parts import PartsTold, PartTaken
from lifecycle_desk.stages.recycling.end import tables
from lifecycle_desk.stages.recycling.end.rules import certificates, deadlines, permits, status
from lifecycle_desk.stages.recycling.end.rules.certificates import Item
from lifecycle_desk.stages.recycling.end.rules.deadlines import Due
from lifecycle_desk.stages.recycling.end.rules.permits import Certified, Permit
from lifecycle_desk.stages.recycling.end.rules.status import EndOfLife, Happening, Step
from lifecycle_desk.stages.recycling.end.usecases.certifying import CertifyDestruction, RecordCertificate
from lifecycle_desk.stages.recycling.end.usecases.deciding import (
    DecideEnd,
    RecordExport,
    RecordFound,
    RecordTheft,
    RecordTotalLoss,
)
from lifecycle_desk.stages.recycling.end.usecases.facts import Holder, certificate_facts, statement, told_with_own
from lifecycle_desk.stages.recycling.end.usecases.recording import Car, car
from lifecycle_desk.stages.recycling.end.usecases.taking_over import TakeOver
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import life
from lifecycle_desk.vehicle.rules.life import RecordedEvent, VehicleState
from lifecycle_desk.vehicle.rules.models import named
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.usecases.steps import told_as


@dataclass(frozen=True, slots=True)
class PartSummary:
    """A part that was taken, with its number and day."""

    number: str
    part: PartTaken
    on: date
    by: str
    event: int


@dataclass(frozen=True, slots=True)
class BatteryTold:
    """A hand-over as it was told, and how the battery travels."""

    said: HandOverBattery
    transport: Classified


@dataclass(frozen=True, slots=True)
class CertificateTold:
    """A certificate as it was told: our own with its permit and signers, or another facility's."""

    number: str
    on: date
    own: bool
    event: int
    said: CertifyDestruction | RecordCertificate
    permit: Permit | None


@dataclass(frozen=True, slots=True)
class EndPage:
    """Everything that the page of a car's end shows.

    `blocks` stand in the way of the certificate, `items` are what it must say with what is missing for each, `known`
    the facts for it by name. `told` are the numbers of the events that may be taken back, by what happened.
    """

    vin: str
    name: str
    description: dict[str, Any]
    figures: VehicleState
    car: Car
    step: Step
    decision: DecideEnd | None
    total_loss: RecordTotalLoss | None
    theft: RecordTheft | None
    found: RecordFound | None
    export: RecordExport | None
    taking: TakeOver | None
    holder: Holder | None
    owner: tuple[int, Person] | None
    parts: tuple[PartSummary, ...]
    batteries: tuple[BatteryTold, ...]
    certificate: CertificateTold | None
    blocks: tuple[Objection, ...]
    items: tuple[Item, ...]
    known: dict[str, Any]
    permit: Permit | None
    dues: tuple[Due, ...]
    staff: tuple[Member, ...]
    market: str
    currency: str
    today: date
    told: dict[Happening, int]

    @property
    def end(self) -> EndOfLife:
        """The end by the life."""
        return self.car.end

    @property
    def last_told(self) -> tuple[Happening, int] | None:
        """The last effective event, with its number: the only one that can be taken back without hurting another."""
        told = [(seq, happening) for happening, seq in self.told.items() if happening is not Happening.TAKEN_BACK]
        return max(told)[::-1] if told else None

    @property
    def depollution_items(self) -> tuple[ChecklistItem, ...]:
        """The items of this car's depollution list."""
        return concerned(self.car.used.items, self.car.energy)

    @property
    def open_items(self) -> tuple[str, ...]:
        """The mandatory items without an answer."""
        return self.car.open_items


def end_page(user: UserSession, vin: str) -> EndPage:
    """Everything that is known of a car's end; refuses a VIN that is not in the books."""
    with user.store.reading() as tx:
        return _page(tx, car(tx, vin))


def show_end(user: UserSession, vin: str, told: dict[str, Any]) -> None:
    """Put the end of a life, once it has begun, into everything that is known of a vehicle; names of people are not."""
    page = end_page(user, vin)
    end = page.end
    if not end.begun:
        return
    told["end_of_life"] = {
        "step": page.step,
        "decision": end.choice,
        "taken_over_on": end.taken_over_on,
        "depolluted_on": end.depolluted_on(page.open_items),
        "open_items": page.open_items,
        "parts": end.parts,
        "batteries": [{"code": each.code, "handed_over_on": each.on, "fate": each.fate} for each in end.batteries],
        "exported_on": end.exported_on,
        "stolen_on": end.stolen_on,
        "certificate": end.certificate,
        "destroyed_on": end.destroyed_on,
        "due": [
            {"deadline": each.deadline.id, "due_on": each.due_on, "state": each.state}
            for each in page.dues
            if each.waits
        ],
    }


def _page(tx: Transaction, of: Car) -> EndPage:
    today, dealer = dealer_day.today(tx), dealership.dealer(tx)
    counting = life.effective_events(of.events)
    last = {Happening.of(each.kind): each for each in counting if each.kind in set(Happening)}
    certificate = _certificate(of, last.get(Happening.DESTROYED))
    day = certificate.on if certificate else today
    permit = certificate.permit if certificate else permits.in_force(tables.permits(tx), today)
    known = certificate_facts(tx, of, permit, day, signed=certificate is not None)
    items = certificates.completeness({*known, "facility.signature"}, dealer.market, day)
    taking, holder = statement(tx, of) or (None, None)
    return EndPage(
        of.vin,
        named(of.row.make, of.row.model, of.row.variant),
        {name: getattr(of.row, name) for name in life_rows.DESCRIBED},
        life_rows.figures_of(of.row),
        of,
        of.end.step(of.open_items, has_battery=of.has_battery),
        _said(of, last, Happening.DECIDED, DecideEnd),
        _said(of, last, Happening.TOTAL_LOSS, RecordTotalLoss),
        _said(of, last, Happening.STOLEN, RecordTheft) if of.end.stolen_on else None,
        _said(of, last, Happening.FOUND, RecordFound) if not of.end.stolen_on else None,
        _said(of, last, Happening.EXPORTED, RecordExport),
        taking,
        holder,
        _owner(tx, of.row.owner),
        _parts(counting),
        _batteries(tx, of, counting),
        certificate,
        status.blocks(of.end, of.open_items, has_battery=of.has_battery),
        items,
        known,
        permit,
        deadlines.dues(of.events, dealer.market, today, of.end.depolluted_on(of.open_items)),
        tuple(each for each in dealership.staff(tx) if each.active),
        dealer.market,
        market_in_force(tx).currency,
        today,
        {happening: each.seq for happening, each in last.items()},
    )


def _said[Asked](of: Car, last: dict[Happening, RecordedEvent], what: Happening, request: type[Asked]) -> Asked | None:
    told = last.get(what)
    return told_as(request, of.vin, told) if told else None


def _owner(tx: Transaction, number: int | None) -> tuple[int, Person] | None:
    """The owner of the car by the books: most often its last holder."""
    person = people.maybe_person(tx, number)
    return (number, person) if number and person else None


def _parts(counting: list[RecordedEvent]) -> tuple[PartSummary, ...]:
    lines = []
    for told in counting:
        if told.kind == Happening.PARTS_TAKEN:
            taken = told.facts_as(PartsTold)
            lines += [
                PartSummary(number, part, told.on, taken.by, told.seq)
                for number, part in zip(taken.numbers, taken.parts, strict=True)
            ]
    return tuple(lines)


def _batteries(tx: Transaction, of: Car, counting: list[RecordedEvent]) -> tuple[BatteryTold, ...]:
    return tuple(
        BatteryTold(told_with_own(tx, HANDED_OVER, of.vin, told), told.facts_as(Sent).transport)
        for told in counting
        if told.kind == Happening.BATTERY_HANDED_OVER
    )


def _certificate(of: Car, told: RecordedEvent | None) -> CertificateTold | None:
    if told is None:
        return None
    found = told.facts_as(Certified)
    request: type[CertifyDestruction | RecordCertificate] = CertifyDestruction if found.own else RecordCertificate
    said = told_as(request, of.vin, told)
    return CertificateTold(found.certificate, told.on, found.own, told.seq, said, found.permit)


SHOWS = (show_end,)
