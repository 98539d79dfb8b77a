"""Warranty cover of a vehicle: what its life tells of it, put before the published rules and the dealer's own."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.base.said import Piece, Said
from lifecycle_desk.commands.command import Command, UserSession, command
from lifecycle_desk.cover import rules as cover
from lifecycle_desk.cover import tables as cover_rows
from lifecycle_desk.cover.rules import CarFacts, Owner, PartGroup, ServiceVisit, Shown
from lifecycle_desk.cover.rules.guarantees import OwnGuarantee, own_guarantees
from lifecycle_desk.cover.rules.rights import COVER_EDIT
from lifecycle_desk.dealership import tables as dealership
from lifecycle_desk.dealership.rules.rights import VIEW
from lifecycle_desk.dealership.usecases import market_in_force
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.market.market import Market
from lifecycle_desk.market.own_rules import GUARANTEES
from lifecycle_desk.schedules.usecases.due import servicing
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import odometer
from lifecycle_desk.vehicle.rules import vin as vins
from lifecycle_desk.vehicle.rules.life import ELSEWHERE, Event, RecordedEvent, VehicleEvent, effective_events
from lifecycle_desk.vehicle.rules.models import Energy
from lifecycle_desk.vehicle.rules.owners import periods
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.data_in_force import data_in_force
from lifecycle_desk.vehicle.usecases.holding import on_hold
from lifecycle_desk.vehicle.usecases.recording import readings, record_event

RULE_KEPT, RULE_DROPPED = "dealer.cover_rule_kept", "dealer.cover_rule_dropped"

CoverRuleUnread = objection("CoverRuleUnread", N_("The terms are not valid: %(why)s"), "rule", why=str)
MarketWithoutTerms = objection(
    "MarketWithoutTerms", N_("No warranty terms are known for market %(market)s."), "market", market=str
)
CoverRuleUnknown = objection("CoverRuleUnknown", N_("You have no terms of your own called %(name)s."), "name", name=str)


@dataclass(frozen=True, slots=True)
class CoverOf:
    """A vehicle, and the part, the day and the odometer that are meant; all parts, today and the last reading else."""

    vin: str
    part: PartGroup | None = None
    on: date | None = None
    odometer_km: int | None = None


@dataclass(frozen=True, slots=True)
class ConditionAnswered:
    """A condition of a rule: whether it holds (yes, no, not_known), the event that shows it, and why."""

    condition: str
    holds: str
    event: int | None
    why: dict[str, Any]


@dataclass(frozen=True, slots=True)
class RuleAnswered:
    """A rule that was considered, with its answer, its last day and kilometre (inclusive) and all its conditions."""

    rule: str
    kind: str
    answer: str
    last_day: str | None
    last_km: str | None
    minimum_health_percent: str | None
    conditions: tuple[ConditionAnswered, ...]
    source: str


@dataclass(frozen=True, slots=True)
class PartAnswered:
    """Whether a part is covered (covered, not_covered, not_known), by which rule, until when, and all rules of it."""

    part: str
    answer: str
    by: str | None
    last_day: str | None
    last_km: str | None
    claim_possible: str | None
    rules: tuple[RuleAnswered, ...]


@dataclass(frozen=True, slots=True)
class CoverAnswered:
    """The cover of a vehicle on a day."""

    vin: str
    on: date
    odometer_km: int | None
    parts: tuple[PartAnswered, ...]


@dataclass(frozen=True, slots=True)
class KeepRule:
    """A rule of the dealer's own, as an entry of resources/warranty is written, with days as 2026-11-25."""

    rule: dict[str, Any]


@dataclass(frozen=True, slots=True)
class DropRule:
    """The name of a rule of the dealer's own that is kept no longer."""

    name: str


@dataclass(frozen=True, slots=True)
class SavedRule:
    """A rule of the dealer's own in the books, and the one of that name before it, which undoing puts back."""

    name: str
    before: dict[str, Any] | None = None


_HEALTH: list[Callable[[Transaction, str], cover.Health | None]] = []


def on_health(told: Callable[[Transaction, str], cover.Health | None]) -> None:
    """The stage that knows the battery's health tells how it is asked for one vehicle."""
    _HEALTH.append(told)


def car_facts(tx: Transaction, vin: str) -> CarFacts:
    """The facts of a vehicle's life that covers rest on, each with its event."""
    row, events = life_rows.row(tx, vin), effective_events(life_rows.told(tx, vin))
    found, offsets = readings(tx, vin)
    sound = [odometer.true_reading(each, offsets) or each for each in odometer.sound(found, offsets)]
    pack = market_in_force(tx)
    handed_over, registered = _shown(events, "handed_over_on"), _shown(events, "first_registered_on")
    began = _shown(events, "warranty_started_on") or _begun(pack, row.make or "", handed_over, registered)
    health = next((each for ask in _HEALTH if (each := ask(tx, vin))), None)
    serviced = servicing(tx, vin)
    return CarFacts(
        brand=row.make or "",
        market=pack.code,
        model=row.model or "",
        variant=row.variant or "",
        energy=Energy.of(row.energy) if row.energy else None,
        warranty_started_on=began,
        handed_over_on=handed_over,
        first_registered_on=registered,
        sold_on=_shown(events, "sold_on"),
        owners=known_owners(_owners(events), handed_over_here=_is_handed_over_here(events)),
        readings=tuple(sound),
        health=health,
        services=tuple(ServiceVisit(each.on, each.km, each.authorised, each.seq) for each in serviced.record.done),
        services_known_from=None if serviced.record.is_whole else serviced.record.known_from,
        schedule=serviced.schedule,
        record=serviced.record,
    )


def _begun(pack: Market, make: str, handed_over: Shown | None, registered: Shown | None) -> Shown | None:
    """The start of warranty by the rule of the market, of a vehicle that was handed over elsewhere."""
    on = pack.warranty_start(handed_over.on if handed_over else None, registered.on if registered else None, make)
    shown = next((each for each in (handed_over, registered) if each and each.on == on), None)
    return Shown(on, shown.seq if shown else None) if on else None


def _shown(events: Iterable[RecordedEvent], name: str) -> Shown | None:
    """The day that a figure has, and the event that set it last."""
    setting = [(getattr(each.sets, name), each.seq) for each in events if getattr(each.sets, name) is not None]
    return Shown(*setting[-1]) if setting else None


def _owners(events: Iterable[RecordedEvent]) -> tuple[Owner, ...]:
    """The owners whom the life tells of, the first first."""
    return tuple(Owner(each.since, each.event, each.keeps_first) for each in periods(events))


def _is_handed_over_here(events: Iterable[RecordedEvent]) -> bool:
    """Whether the car went to its first owner here; what another dealer tells leaves its owners out."""
    told = list(events)
    here = (each.sets.handed_over_on for each in told if each.kind != VehicleEvent.FIRST_SOLD)
    return any(here) and all(each.kind != ELSEWHERE for each in told)


def known_owners(told: tuple[Owner, ...], *, handed_over_here: bool) -> tuple[Owner, ...] | None:
    """The owners, where it is known whether the last of them is the first.

    It is of a car that was handed over here, and of one of which two owners are told: then the last is not the first.
    """
    return told if handed_over_here or len(told) > 1 else None


def handed_on(facts: CarFacts, on: date, *, to_spouse: bool = False) -> CarFacts:
    """The facts as they would be if the car became another's on a day: its owner then is not its first."""
    before = facts.owners or (Owner(facts.handed_over_on.on if facts.handed_over_on else date.min),)
    return replace(facts, owners=(*before, Owner(on, keeps_first=to_spouse)))


def rules_in_force(tx: Transaction) -> tuple[cover.Rule, ...]:
    """The published rules, the law's guarantees as the dealer entered them, and the dealer's own terms."""
    own = (_rule(each) for each in cover_rows.own_rules(tx))
    return (*cover.published(data_in_force(tx)), *own_guarantees(_entered(tx), market_in_force(tx).code), *own)


def _entered(tx: Transaction) -> Iterator[OwnGuarantee]:
    """The law's guarantees as the dealer entered them in the market's rules."""
    for each in dealership.own_rules(tx):
        if of := GUARANTEES.get(each.kind):
            yield OwnGuarantee(of.value, each.valid_from, int(each.value or 0) or None, each.reason)


def _rule(entry: dict[str, Any]) -> cover.Rule:
    """A rule from plain values; refuses what is none."""
    told = {key: _day(value) if key in _DAYS else value for key, value in entry.items()}
    try:
        rule = cover.rule_of(told | {"kind": told.get("kind", "dealer")}, {})
    except KeyError as missing:
        raise CoverRuleUnread(f"{missing} is missing") from None
    except (TypeError, ValueError, AttributeError, ArithmeticError) as error:
        raise CoverRuleUnread(str(error)) from None
    return rule


_DAYS = ("valid_from", "valid_until", "sold_from", "sold_until", "looked_up_on")


def _day(value: Any) -> Any:
    return date.fromisoformat(value) if isinstance(value, str) else value


@command(VIEW)
def vehicle_cover(tx: Transaction, asked: CoverOf) -> CoverAnswered:
    """Whether a vehicle's parts are covered on a day, with every condition and the event that shows it."""
    vin = str(life_rows.row(tx, vins.canonical(asked.vin)).vin)
    figures = life_rows.figures(tx, vin)[0]
    on, km = asked.on or today(tx), figures.odometer_km if asked.odometer_km is None else asked.odometer_km
    facts, rules = car_facts(tx, vin), rules_in_force(tx)
    parts = [asked.part] if asked.part else [each for each in PartGroup if each.is_in(facts.energy)]
    told = (cover.evaluate(facts, part, on, km, rules) for part in parts)
    return CoverAnswered(vin, on, km, tuple(_answered(each) for each in told if asked.part or each.considered))


def _answered(verdict: cover.Verdict) -> PartAnswered:
    last_day, last_km = verdict.ends
    return PartAnswered(
        verdict.part.value,
        verdict.answer.value,
        verdict.by.rule.id if verdict.by else None,
        _end(last_day),
        _end(last_km),
        verdict.claim_possible.value if verdict.claim_possible else None,
        tuple(_considered(each) for each in verdict.considered),
    )


def _considered(each: cover.Considered) -> RuleAnswered:
    floor = each.rule.floor_tenths
    return RuleAnswered(
        each.rule.id,
        each.rule.kind.value,
        each.answer.value,
        _end(each.last_day),
        _end(each.last_km),
        None if floor is None else f"{floor / 10:g}",
        tuple(
            ConditionAnswered(
                test.asked.value,
                test.holds.value,
                test.seq,
                {"says": test.why.message, "facts": _plain(test.why.facts)},
            )
            for test in each.tests
        ),
        each.rule.source,
    )


def _plain(facts: Any) -> dict[str, Any]:
    return {name: str(value) for name, value in facts.items()}


def _end(end: date | int | cover.Open | None) -> str | None:
    """A last day or kilometre, or that there is none."""
    return None if end is None else end.value if isinstance(end, cover.Open) else str(end)


def _as_before(made: SavedRule) -> tuple[Command[Any, Any], DropRule | KeepRule]:
    return (drop_cover_rule, DropRule(made.name)) if made.before is None else (keep_cover_rule, KeepRule(made.before))


@command(COVER_EDIT, _as_before)
def keep_cover_rule(tx: Transaction, asked: KeepRule) -> SavedRule:
    """Keep a rule of warranty of the dealer's own; it stands beside the published ones, with its dates."""
    try:
        rule = _rule(asked.rule)
        tx.note(*cover.check_rule(rule))
    except (ValueError, TypeError) as error:  # a day that is none, a value of another kind
        raise CoverRuleUnread(str(error)) from None
    before = next((each for each in cover_rows.own_rules(tx) if each["id"] == rule.id), None)
    cover_rows.save_rule(tx, rule.id, asked.rule)
    record_event(tx, Event(None, today(tx), RULE_KEPT, {"rule": asked.rule}))
    return SavedRule(rule.id, before)


@command(COVER_EDIT)
def drop_cover_rule(tx: Transaction, asked: DropRule) -> SavedRule:
    """Keep a rule of warranty of the dealer's own no longer."""
    if not cover_rows.drop_rule(tx, asked.name):
        raise CoverRuleUnknown(asked.name)
    record_event(tx, Event(None, today(tx), RULE_DROPPED, {"name": asked.name}))
    return SavedRule(asked.name)


@dataclass(frozen=True, slots=True)
class CoverShown:
    """The covers of a vehicle, each part's best, and the window of its battery's."""

    facts: CarFacts
    odometer_km: int | None
    covers: tuple[cover.Cover, ...]
    battery: cover.Window | None
    battery_verdict: cover.Verdict


def covers(tx: Transaction, vin: str, on: date) -> CoverShown:
    """The covers of a vehicle on a day."""
    facts, rules = car_facts(tx, vin), rules_in_force(tx)
    found, offsets = readings(tx, vin)
    km, pace = life_rows.figures(tx, vin)[0].odometer_km, odometer.km_per_day(found, offsets)
    return CoverShown(
        facts,
        km,
        cover.covers_of(facts, on, km, rules),
        cover.battery_window(facts, on, km, pace, rules),
        cover.evaluate(facts, PartGroup.BATTERY, on, km, rules),
    )


def covers_of(user: UserSession, given: str, on: date) -> CoverShown:
    """The same, for who looks."""
    with user.store.reading() as tx:
        return covers(tx, str(life_rows.row(tx, vins.canonical(given)).vin), on)


def shown_covers(user: UserSession, vin: str, on: date) -> list[dict[str, Any]]:
    """The covers as other programs read them; `why` is a sentence with its facts, in English."""
    return [
        {
            "part": each.part.value,
            "until": _end(each.until),
            "until_km": each.until_km if isinstance(each.until_km, int) else _end(each.until_km),
            "minimum_health_percent": None if each.floor_tenths is None else f"{each.floor_tenths / 10:g}",
            "in_force": each.in_force,
            "why": each.why,
        }
        for each in covers_of(user, vin, on).covers
    ]


def rule_table(user: UserSession, brand: str, market: str, on: date | None) -> cover.RuleTable:
    """The rules of a brand in force on a day (None: today) in a market (empty: the dealer's)."""
    with user.store.reading() as tx:
        rules, here, data = rules_in_force(tx), market_in_force(tx).code, data_in_force(tx)
        day = on or today(tx)
    code = market.strip().upper() or here
    if code != here and code not in cover.markets_of(rules, data):
        raise MarketWithoutTerms(code)
    return cover.table_of(rules, brand.strip(), code, day, data)


def brands_with_terms(user: UserSession) -> tuple[str, ...]:
    """The brands of which terms are known or were looked for, by name."""
    with user.store.reading() as tx:
        return cover.brands_of(rules_in_force(tx), data_in_force(tx))


COMMANDS: tuple[Command[Any, Any], ...] = (vehicle_cover, keep_cover_rule, drop_cover_rule)


def covered_cars(tx: Transaction, person: int, on: date) -> Iterator[Piece]:
    """The vehicles of a customer whose warranty is in force on a day: whom it is owed to stays known."""
    for vin in life_rows.of_owner(tx, person):
        row, km = life_rows.row(tx, vin), life_rows.figures(tx, vin)[0].odometer_km
        rules = _rules_of_brand(tx, row.make or "")
        if rules and any(each.in_force for each in cover.covers_of(car_facts(tx, vin), on, km, rules)):
            yield Said(N_("Warranty of %(vehicle)s in force"), vehicle=row.plate or vin)


def _rules_of_brand(tx: Transaction, brand: str) -> tuple[cover.Rule, ...]:
    """The rules that can promise something to cars of a brand; read once in a transaction that changes none."""
    known: dict[str, tuple[cover.Rule, ...]] = tx.known.setdefault(covered_cars, {})
    if brand not in known:
        market = market_in_force(tx).code
        known[brand] = tuple(each for each in rules_in_force(tx) if each.is_of(brand, market))
    return known[brand]


def register() -> None:
    """Whose warranty is in force is not erased by a rule of retention."""
    on_hold(covered_cars, life_rows.cars_by_owner)
