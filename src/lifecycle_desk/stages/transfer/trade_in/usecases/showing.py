"""Showing: everything of one car's second-hand standing, its condition sheet as it is filled in, and its appraisal."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from lifecycle_desk.base.money import Money
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.cover.usecases import car_facts
from lifecycle_desk.dealership.usecases import dealer, market_in_force
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.market.checklist_items import Checklist, Group
from lifecycle_desk.market.checklists import checklist_named
from lifecycle_desk.stages.transfer.appraisal.rules import Offer, Reckoned, Suggested, suggested
from lifecycle_desk.stages.transfer.appraisal.usecases import Appraise
from lifecycle_desk.stages.transfer.condition.rules.condition import Electric, HealthMethod
from lifecycle_desk.stages.transfer.condition.rules.grading import Graded, Judged, grades
from lifecycle_desk.stages.transfer.condition.rules.limits import Found
from lifecycle_desk.stages.transfer.condition.usecases import CONDITION_LIST, SaveCondition, found_in, graded_now
from lifecycle_desk.stages.transfer.trade_in import tables
from lifecycle_desk.stages.transfer.trade_in.rules.trade import TradeEvent, TradeList, TradeStanding, listed_on
from lifecycle_desk.stages.transfer.trade_in.usecases.recording import TradeCar, trade_car
from lifecycle_desk.stages.transfer.trade_in.usecases.trading import Seller, TakeInTrade
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import life
from lifecycle_desk.vehicle.rules import vin as vins
from lifecycle_desk.vehicle.rules.dash import Odometer
from lifecycle_desk.vehicle.rules.life import RecordedEvent, VehicleState
from lifecycle_desk.vehicle.rules.models import named
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.tables import people
from lifecycle_desk.vehicle.usecases.documents import Document, document
from lifecycle_desk.vehicle.usecases.glance import BatteryGlance, battery_at_a_glance
from lifecycle_desk.vehicle.usecases.odometer import odometer_now
from lifecycle_desk.vehicle.usecases.steps import told_as


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A trade-in as it was told, and who handed the car over (None where the data were erased)."""

    seq: int
    on: date
    by: str | None
    said: TakeInTrade
    seller: Person | None


@dataclass(frozen=True, slots=True)
class ConditionTold:
    """A finished condition report (`seq` None: still in work): what was found, by which list, and its grade."""

    seq: int | None
    on: date
    by: str | None
    said: SaveCondition
    checklist: Checklist
    market: str
    found: tuple[Found, ...]
    graded: Graded


@dataclass(frozen=True, slots=True)
class AppraisalTold:
    """An appraisal as it was told, and what it comes to."""

    seq: int
    on: date
    by: str | None
    said: Appraise
    amounts: Offer


@dataclass(frozen=True, slots=True)
class TradePage:
    """Everything of one car's second-hand standing; `owner` is whom the books have, `sheet` the draft in work."""

    vin: str
    name: str
    description: dict[str, Any]
    figures: VehicleState
    odometer: Odometer | None
    standing: TradeStanding
    owner_number: int | None
    owner: Person | None
    taken_in: TakenIn | None
    condition: ConditionTold | None
    appraisal: AppraisalTold | None
    sheet: ConditionTold | None
    currency: str

    @property
    def which(self) -> TradeList | None:
        """The list that it stands on; None for a car that was never seen, or is gone."""
        found = self.standing.which
        return listed_on(found, self.figures.stage) if found else None


@dataclass(frozen=True, slots=True)
class ConditionShown:
    """A sheet as it is filled in for one car: the groups that concern it, the draft or a blank one, its photos.

    `last` is the report that stands while nobody has begun the next.
    """

    vin: str
    name: str
    energy: str | None
    groups: tuple[Group, ...]
    sheet: SaveCondition
    begun: bool
    market: str
    documents: dict[str, Document]
    last: ConditionTold | None = None
    plate: str | None = None


@dataclass(frozen=True, slots=True)
class AppraisalShown:
    """The defaults of an appraisal: the report that it rests on, the costs that follow from it, the last appraisal.

    `battery` is its health today, which the report's own reading is of another day than.
    """

    page: TradePage
    suggested: tuple[Suggested, ...]
    currency: str
    battery: BatteryGlance | None = None


def trade_page(user: UserSession, given: str) -> TradePage:
    """Everything of one car's second-hand standing; refuses a VIN that is not in the books."""
    with user.store.reading() as tx:
        of = trade_car(tx, given)
        row = life_rows.row(tx, of.vin)
        last = {
            each.kind: each
            for each in life.effective_events(of.events)
            if of.standing.seen_on is None or each.on >= of.standing.seen_on
        }
        market = market_in_force(tx)
        return TradePage(
            of.vin,
            named(row.make, row.model, row.variant),
            {name: getattr(row, name) for name in life_rows.DESCRIBED},
            life_rows.figures_of(row),
            odometer_now(tx, of.vin),
            of.standing,
            of.owner,
            people.maybe_person(tx, of.owner),
            _taken_in(tx, of.vin, last.get(TradeEvent.TAKEN_IN)),
            _condition(of.vin, last.get(TradeEvent.CONDITION)),
            _appraisal(of.vin, last.get(TradeEvent.APPRAISED)),
            _drafted(tx, of.vin, market.code),
            market.currency,
        )


def _taken_in(tx: Transaction, of: str, told: RecordedEvent | None) -> TakenIn | None:
    if told is None:
        return None
    seller = people.maybe_person(tx, told.facts_as(Seller).seller)
    return TakenIn(told.seq, told.on, told.by, told_as(TakeInTrade, of, told), seller)


def _condition(of: str, told: RecordedEvent | None) -> ConditionTold | None:
    if told is None:
        return None
    asked = told_as(SaveCondition, of, told)
    of_marks = {each for mark in asked.marks for each in mark.documents}  # the event names those of its marks too
    asked = replace(asked, documents=tuple(each for each in asked.documents if each not in of_marks))
    used, judged = checklist_named(CONDITION_LIST, asked.checklist, told.on), told.facts_as(Judged)
    return ConditionTold(told.seq, told.on, told.by, asked, used, judged.market, judged.found, judged.graded)


def _drafted(tx: Transaction, of: str, market: str) -> ConditionTold | None:
    asked = tables.SHEETS.sheet(tx, of, SaveCondition)
    return in_work(asked, market) if asked else None


def in_work(asked: SaveCondition, market: str) -> ConditionTold:
    """A sheet that nobody has finished, as if it had been told."""
    used = checklist_named(CONDITION_LIST, asked.checklist, asked.on)
    found = found_in(asked, used, market)
    return ConditionTold(None, asked.on, None, asked, used, market, found, graded_now(asked, market))


def _appraisal(of: str, told: RecordedEvent | None) -> AppraisalTold | None:
    if told is None:
        return None
    return AppraisalTold(told.seq, told.on, told.by, told_as(Appraise, of, told), told.facts_as(Reckoned).amounts)


def condition_sheet(user: UserSession, given: str) -> ConditionShown:
    """The condition sheet of a car: the draft in work, or a blank one with what is known of its battery already."""
    with user.store.reading() as tx:
        of = trade_car(tx, given)
        row = life_rows.row(tx, of.vin)
        market = market_in_force(tx).code
        drafted = _drafted(tx, of.vin, market)
        last = None if drafted else _report(of)
        sheet = drafted.said if drafted else _blank(tx, of, user.staff or "")
    used = checklist_named(CONDITION_LIST, sheet.checklist, sheet.on)
    named_documents = (*sheet.documents, *(each for mark in sheet.marks for each in mark.documents))
    documents = {each: found for each in named_documents if (found := document(user, each))}
    return ConditionShown(
        of.vin,
        named(row.make, row.model, row.variant),
        of.energy,
        used.groups_for(of.energy),
        sheet,
        drafted is not None,
        market,
        documents,
        _condition(of.vin, last),
        row.plate,
    )


def _report(of: TradeCar) -> RecordedEvent | None:
    """The event of the report that stands."""
    return next((each for each in of.events if each.seq == of.standing.condition_event), None)


def _blank(tx: Transaction, of: TradeCar, inspector: str) -> SaveCondition:
    """A sheet of today with what is known already: the marks of the last report, the last official battery health."""
    energy = of.energy
    health = car_facts(tx, of.vin).health if energy != "ICE" else None
    last = _report(of)
    marks = told_as(SaveCondition, of.vin, last).marks if last else ()
    electric = (
        Electric(Decimal(health.tenths) / 10, HealthMethod.DEALER_TOOL, health.on)
        if health
        else Electric()
        if energy != "ICE"
        else None
    )
    return SaveCondition(of.vin, today(tx), marks, electric=electric, inspector=inspector)


def appraisal_shown(user: UserSession, given: str) -> AppraisalShown:
    """The defaults of an appraisal of a car; costs by the dealer's own rate, nought where there is none."""
    shown = trade_page(user, given)
    rate = Money(dealer(user.store).labour_rate or 0, shown.currency)
    report = shown.condition
    costs = suggested(report.said.marks, report.found, grades(report.on), rate, report.on) if report else ()
    return AppraisalShown(shown, costs, shown.currency, battery_at_a_glance(user, shown.vin))


def is_in_books(user: UserSession, given: str) -> bool:
    """Whether a car is in the books, and so needs no description to be taken in."""
    with user.store.reading() as tx:
        return life_rows.is_known(tx, vins.canonical(given))
