"""Folding a life in a region: by the rules by which the program itself keeps figures, from what the veil lets through.

A car's contributions follow from its whole life. When records come, its life is folded anew and the days move by the
difference to what the car contributed before; so what is corrected or taken back needs nothing of its own, and a
recount is the same computation from nothing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from lifecycle_desk.base.typed import UnreadableError
from lifecycle_desk.figures.rules import stages
from lifecycle_desk.figures.rules.figure import Contribution
from lifecycle_desk.region.rules.batch import CarLine
from lifecycle_desk.stages.charging.health.rules.counted import ENERGY
from lifecycle_desk.stages.charging.health.rules.counted import READ as HEALTH_READ
from lifecycle_desk.stages.charging.sessions.rules.events import BatchTold, ChargingEvent
from lifecycle_desk.stages.sale.contract.rules import Agreed
from lifecycle_desk.stages.sale.stock.rules import counted as sales
from lifecycle_desk.stages.sale.stock.rules.purchases import Bought
from lifecycle_desk.stages.sale.stock.rules.status import Happening
from lifecycle_desk.stages.service.claims.rules import counted as claim_figures
from lifecycle_desk.stages.service.claims.rules import folding as claims
from lifecycle_desk.stages.service.claims.rules.facts import AboutClaim, AnsweredTold, MoneyTold, SubmittedTold
from lifecycle_desk.stages.service.claims.rules.states import ClaimEvent
from lifecycle_desk.stages.service.orders.rules import counted as orders
from lifecycle_desk.stages.service.orders.rules.facts import AtOrder, OrderTold, SealedOrder
from lifecycle_desk.stages.service.orders.rules.orders import RepairOrder, key_of
from lifecycle_desk.stages.service.orders.rules.states import HANDED_OVER, WITH_SHEET
from lifecycle_desk.vehicle.rules.life import RecordedEvent, effective_events

type Key = tuple[date, str, str, str]  # day, measure, sort, currency
type Counted = dict[Key, tuple[int, int]]  # amount and things

LEAST_PERCENT, MOST_PERCENT = 0, 110
_NO_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)
_BESIDE_CLAIMS = frozenset({ClaimEvent.PART.value, ClaimEvent.AUTHORISED.value})
_SHEETS = frozenset(each.value for each in WITH_SHEET)


@dataclass(frozen=True, slots=True)
class HealthTold:
    """A reading of battery health: tenths of a percent, and of which kind it is."""

    tenths: int
    kind: str = ""


READ_AS: dict[str, tuple[type, ...]] = {
    **dict.fromkeys(sorted(_SHEETS), (SealedOrder, AtOrder)),
    **dict.fromkeys(sorted(orders.STEPS), (AtOrder, OrderTold)),
    **dict.fromkeys((each for each in claims.KINDS if each not in _BESIDE_CLAIMS), (AboutClaim,)),
    ClaimEvent.SUBMITTED.value: (AboutClaim, SubmittedTold),
    ClaimEvent.ANSWERED.value: (AboutClaim, AnsweredTold),
    ClaimEvent.PAID.value: (AboutClaim, MoneyTold),
    ClaimEvent.WRITTEN_OFF.value: (AboutClaim, MoneyTold),
    Happening.SOLD.value: (Agreed,),
    Happening.PURCHASED.value: (Bought,),
    ChargingEvent.RECORDED.value: (BatchTold,),
    ChargingEvent.HEALTH_READ.value: (HealthTold,),
}  # what the facts of each kind are read as, here and by the figures that a life is folded by


@dataclass(frozen=True, slots=True)
class HealthSeen:
    """The last official reading of a battery: tenths of a percent, its day, and the age of the car in whole years."""

    tenths: int
    on: date
    years: int

    @property
    def percent(self) -> int:
        """The whole percent under which it is counted."""
        return min(max(self.tenths // 10, LEAST_PERCENT), MOST_PERCENT)


@dataclass(frozen=True, slots=True)
class Folded:
    """What a life comes to: the contributions to days, and the last reading of battery health.

    `unread` are the numbers of records that do not say what their kinds say in this version.
    """

    counted: Mapping[Key, tuple[int, int]]
    health: HealthSeen | None
    unread: tuple[int, ...] = field(default=(), compare=False)


def folded(car: CarLine, life: Iterable[RecordedEvent]) -> Folded:
    """Fold a life; what cannot be read, since a newer version wrote it, is left out and told by its number."""
    events = list(life)
    try:
        return _folded(car, events)
    except UnreadableError:
        return _without_unread(car, events)


def _without_unread(car: CarLine, events: Sequence[RecordedEvent]) -> Folded:
    """Fold what can be read: each record is tried with those before it, which only a life with such ones costs."""
    found, readable, unread = _folded(car, ()), list[RecordedEvent](), list[int]()
    for each in events:
        try:
            found = _folded(car, [*readable, each])
            readable.append(each)
        except UnreadableError:
            unread.append(each.seq)
    return replace(found, unread=tuple(unread))


def _folded(car: CarLine, life: Iterable[RecordedEvent]) -> Folded:
    """Fold a life; raises UnreadableError where a record does not say what its kind says."""
    effective = effective_events(life)
    amounts, things = Counter[Key](), Counter[Key]()
    try:
        for each in _contributions(effective):
            key = each.on, each.measure, each.sort, each.currency
            amounts[key] += each.amount
            things[key] += each.count
        health = _health(car, effective)
    except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError) as fault:
        raise UnreadableError(str(fault)) from fault
    counted = {key: (amounts[key], things[key]) for key in sorted(things) if amounts[key] or things[key]}
    return Folded(counted, health)


def _contributions(life: list[RecordedEvent]) -> Iterator[Contribution]:
    yield from stages.contributions(life)
    # What a dealer paid goes along only where he chose so; without it no margin is counted.
    yield from sales.contributions(each for each in life if each.kind != Happening.PURCHASED or each.facts)
    for each in life:
        if each.kind in _SHEETS:
            yield from orders.contributions(_order(each), _steps(life, each))
        elif each.kind == ChargingEvent.RECORDED:
            told = each.facts_as(BatchTold)
            yield Contribution(ENERGY, told.last_on or each.on, told.energy_wh, told.sessions)
        elif each.kind == ChargingEvent.HEALTH_READ:
            read = each.facts_as(HealthTold)
            yield Contribution(HEALTH_READ, each.on, read.tenths, sort=read.kind)
    yield from _claims(life)


def _claims(life: list[RecordedEvent]) -> Iterator[Contribution]:
    """What the claims of a car contribute; where a part is and what was authorised moves none of their figures."""
    of_claims = [each for each in life if each.kind in claims.KINDS and each.kind not in _BESIDE_CLAIMS]
    for number in dict.fromkeys(each.facts_as(AboutClaim).claim for each in of_claims):
        told = claims.of_claim(of_claims, number)
        currency = next((str(each.facts["currency"]) for each in told if each.facts.get("currency")), "")
        yield from claim_figures.contributions(claims.folded(told), currency)


def _order(closed: RecordedEvent) -> RepairOrder:
    """The order that an event holds, as its figures need it: handed over on the day of the event."""
    told, number = closed.facts_as(SealedOrder), closed.facts_as(AtOrder).order
    return RepairOrder(
        key=key_of(number) or 0,
        vin="",
        state=HANDED_OVER,
        sheet=told.sheet,
        currency=told.currency,
        revision=1,
        opened_on=closed.on,
        opened_at=_NO_MOMENT,
        state_since=_NO_MOMENT,
        changed_at=_NO_MOMENT,
        changed_by=None,
        last_event=closed.seq,
        handed_over_on=closed.on,
        closing_event=closed.seq,
        tax=told.tax,
    )


def _steps(life: Iterable[RecordedEvent], closed: RecordedEvent) -> list[RecordedEvent]:
    number = closed.facts_as(AtOrder).order
    return [each for each in life if each.kind in orders.STEPS and each.facts_as(AtOrder).order == number]


def _health(car: CarLine, life: list[RecordedEvent]) -> HealthSeen | None:
    last = next((each for each in reversed(life) if each.kind == ChargingEvent.HEALTH_READ), None)
    if last is None:
        return None
    since = car.first_registered_on or car.handed_over_on or car.sold_on or last.on
    return HealthSeen(last.facts_as(HealthTold).tenths, last.on, max((last.on - since).days // 365, 0))


def written(counted: Mapping[Key, tuple[int, int]]) -> list[list[Any]]:
    """Contributions as they are kept beside their car, in plain values."""
    return [[on.isoformat(), *key, *amounts] for (on, *key), amounts in counted.items()]


def read(kept: Iterable[list[Any]]) -> Counted:
    """The same, read."""
    return {(date.fromisoformat(on), measure, sort, currency): (a, n) for on, measure, sort, currency, a, n in kept}


def moved(before: Mapping[Key, tuple[int, int]], after: Mapping[Key, tuple[int, int]]) -> Counted:
    """By how much the days move when a car contributes something else than before."""
    differ = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    zero = (0, 0)
    return {
        key: (after.get(key, zero)[0] - before.get(key, zero)[0], after.get(key, zero)[1] - before.get(key, zero)[1])
        for key in differ
    }
