"""The facts of a car that a buyer may see: the one function that chooses them, field by field."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from lifecycle_desk.batteries.usecases.replacing import REPLACED
from lifecycle_desk.campaigns.usecases.lists import CampaignOfCar, are_known, campaigns_of_car
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.cover import rules as cover
from lifecycle_desk.cover.rules import Answer, ConditionKind, Holds
from lifecycle_desk.cover.rules.facts import Owner
from lifecycle_desk.cover.rules.tested import Tested
from lifecycle_desk.cover.usecases import car_facts, rules_in_force
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.overview.rules.buyers import (
    CONDITION_FOUND,
    BatteryShown,
    BuyersFacts,
    CampaignShown,
    ConditionShown,
    CoverLeft,
    HealthRead,
    ReadingShown,
    ServiceDone,
    Unknown,
    code_shown,
    condition_of,
)
from lifecycle_desk.overview.usecases.lives.readings import ReadingTold, odometer_of
from lifecycle_desk.overview.usecases.lives.visits import Visit, visits
from lifecycle_desk.stages.charging.health.usecases.health import BatteryPage, battery_page
from lifecycle_desk.stages.recycling.end.rules.status import Happening
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import RecordedEvent, effective_events
from lifecycle_desk.vehicle.rules.models import Chemistry, Energy, find_model
from lifecycle_desk.vehicle.usecases.data_in_force import data_in_force
from lifecycle_desk.vehicle.usecases.showing import VehiclePage, page


def buyers_facts(user: UserSession, vin: str) -> BuyersFacts:
    """The allow-list of one car, as it is today; raises UnknownVehicle."""
    known = page(user, vin)
    events = effective_events(each.told for each in known.lines)
    described, figures = known.description, known.figures
    energy = Energy.of(described["energy"]) if described["energy"] else None
    electric = energy is None or energy.has_traction_battery
    with user.store.reading() as tx:
        as_of = today(tx)
        odometer = odometer_of(tx, known.vin, [each.told for each in known.lines], as_of)
        covers = tuple(_covers(tx, known, as_of))
        model = find_model(described["make"], described["model"], described["variant"] or None, data_in_force(tx))
    battery = _battery(battery_page(user, known.vin), events) if electric else None
    facts = BuyersFacts(
        vin=known.vin,
        make=described["make"],
        model=described["model"],
        variant=described["variant"],
        model_year=described["model_year"],
        colour=described["colour"],
        energy=energy,
        chemistry=Chemistry(described["chemistry"]) if described["chemistry"] else None,
        rated_range=model.ranges[0] if model and model.ranges else None,
        battery_code=code_shown(figures.battery),
        first_registered_on=figures.first_registered_on,
        as_of=as_of,
        owners=len(known.owners) or None,
        odometer=known.odometer,
        odometer_on=figures.odometer_on,
        readings=tuple(map(_reading, odometer.readings)),
        clusters=odometer.clusters,
        verdict=odometer.verdict,
        remarks=odometer.remarks,
        services=tuple(map(_service, visits(events))),
        battery=battery,
        covers=covers,
        condition=_condition(events),
        campaigns=tuple(map(_campaign, campaigns_of_car(user, known.vin))) if are_known(user) else None,
        stage=figures.stage,
        stage_since=_last_day(each for each in events if each.sets.stage),
        total_loss_on=_last_day(each for each in events if each.kind == Happening.TOTAL_LOSS),
        unknown=(),
    )
    return replace(facts, unknown=tuple(_unknown(facts, known)))


def _last_day(events: Iterable[RecordedEvent]) -> date | None:
    return max((each.on for each in events), default=None)


def _reading(told: ReadingTold) -> ReadingShown:
    return ReadingShown(told.on, told.shown, told.km, told.source, told.odd)


def _service(visit: Visit) -> ServiceDone:
    return ServiceDone(visit.on, visit.km, visit.kinds)


def _battery(told: BatteryPage, events: Sequence[RecordedEvent]) -> BatteryShown:
    health = told.health
    now = round(told.usable_wh * health.percent / 1000) if told.usable_wh and health.percent is not None else None
    return BatteryShown(
        health.percent,
        health.low,
        health.high,
        health.method,
        health.confidence,
        health.sessions_used,
        health.as_of,
        told.usable_wh,
        now,
        tuple(HealthRead(each.on, each.tenths, each.kind) for each in health.officials),
        tuple(each.on for each in events if each.kind == REPLACED),
        tuple(health.band),
    )


def _covers(tx: Transaction, known: VehiclePage, on: date) -> Iterator[CoverLeft]:
    """The covers of a car under another owner: evaluated as if it were handed on today."""
    facts, rules, km = car_facts(tx, known.vin), rules_in_force(tx), known.figures.odometer_km
    before = facts.owners or tuple(Owner(each.since) for each in known.owners)
    never_sold = known.figures.arrived_on is not None and known.figures.sold_on is None
    if before or never_sold:
        facts = replace(facts, owners=(*before, Owner(on)))
    for each in cover.covers_of(facts, on, km, rules):
        verdict = cover.evaluate(facts, each.part, on, km, rules)
        conditions = _conditions(verdict.by.tests if verdict.by else (), each.answer)
        yield CoverLeft(
            each.part,
            each.rule.kind,
            each.answer,
            each.until,
            each.until_km,
            each.floor_tenths,
            conditions,
            is_weak=each.is_weak,
        )


def _conditions(tests: Sequence[Tested], answer: Answer) -> tuple[ConditionKind, ...]:
    """The conditions of a cover that must be kept; of one that does not go on, those that end it."""
    ended = answer is Answer.NOT_COVERED
    return tuple(
        test.asked for test in tests if isinstance(test.asked, ConditionKind) and (not ended or test.holds is Holds.NO)
    )


def _campaign(told: CampaignOfCar) -> CampaignShown:
    of, stood = told.campaign, told.standing
    return CampaignShown(of.number, of.type, stood.state, stood.done_on, of.do_not_drive, of.park_outside)


def _condition(events: Sequence[RecordedEvent]) -> ConditionShown | None:
    """The last condition report of the car, where there is one."""
    found = [each for each in events if each.kind == CONDITION_FOUND]
    return condition_of(found[-1].on, found[-1].facts) if found else None


def _unknown(facts: BuyersFacts, known: VehiclePage) -> Iterator[Unknown]:
    """Unknown facts of a car, in the order in which a buyer asks."""
    missing = {
        Unknown.FIRST_REGISTRATION: facts.first_registered_on is None,
        Unknown.OWNERS: facts.owners is None,
        Unknown.BEFORE_THE_BOOKS: known.figures.arrived_on is None,
        Unknown.ELSEWHERE: True,
        Unknown.HEALTH: facts.battery is not None and facts.battery.percent is None and not facts.battery.officials,
        Unknown.COVER: not facts.covers,
        Unknown.CAMPAIGNS: facts.campaigns is None,
        Unknown.CONDITION: facts.condition is None,
        Unknown.ACCIDENTS: True,
    }
    return (each for each in Unknown if missing[each])
