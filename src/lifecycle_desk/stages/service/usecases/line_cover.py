"""Whether lines of an order are covered: the car's judge for whoever types, and the verdicts for other programs."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from lifecycle_desk.counter.verbs import Seat, Verb, verb
from lifecycle_desk.dealership.rules import VIEW
from lifecycle_desk.stages.service.rules.line_cover import LineJudge, LineVerdict, judge_of
from lifecycle_desk.stages.service.rules.orders import LineKind, RepairOrder
from lifecycle_desk.stages.service.rules.states import HANDED_OVER
from lifecycle_desk.stages.service.tables import orders as kept
from lifecycle_desk.stages.service.usecases.sealing import house
from lifecycle_desk.store.store import Work
from lifecycle_desk.vehicle.rules import vin as vins
from lifecycle_desk.vehicle.rules.cover import Fitted
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.cover import car_facts, rules_in_force
from lifecycle_desk.vehicle.usecases.odometer import distance_run, odometer_now


@dataclass(frozen=True, slots=True)
class OrderCover:
    """The number of an order whose lines are to be judged."""

    number: str


@dataclass(frozen=True, slots=True)
class LineAnswered:
    """Whether a line of a job (both from 1) is covered, by which rule, and why.

    `part` is what it is about, `proposed` whether only its words say so; `answer` is covered, not_covered or not_known.
    """

    job: int
    line: int
    text: str
    part: str | None
    proposed: bool
    answer: str
    rule: str | None
    why: dict[str, Any]


@dataclass(frozen=True, slots=True)
class OrderAnswered:
    """The lines of an order, judged on the day of its opening at the odometer that it came with."""

    number: str
    vin: str
    on: date
    odometer_km: int | None
    lines: tuple[LineAnswered, ...]


def judge(work: Work, vin: str, on: date, read_km: int | None = None, besides: int = 0) -> LineJudge:
    """The judge of a car on a day, at what its dash showed or as far as is known; `besides` is the order judged.

    Cover goes by the distance run: where a cluster was replaced, what the dash showed is not that.
    """
    run = distance_run(work, vin, read_km, on) if read_km else life.figures(work, vin)[0].odometer_km
    fittings = _fittings(work, vin, besides)
    now = odometer_now(work, vin)
    made = judge_of(car_facts(work, vin), rules_in_force(work), on, run, fittings)
    return replace(made, beyond_dash_km=now.whole_km - now.shown_km) if now else made


def judge_of_order(work: Work, order: RepairOrder) -> LineJudge:
    """The judge of an order: on the day of its opening, at the odometer that the car came with."""
    came = order.sheet.odometer_in or order.sheet.odometer_out
    return judge(work, order.vin, order.opened_on, came.km if came else None, order.key)


def _fittings(work: Work, vin: str, besides: int) -> dict[str, Fitted]:
    """The parts that orders handed over here fitted, by number: the last fitting of each whose odometer is known."""
    found: dict[str, Fitted] = {}
    for order in kept.orders(work, sorted(kept.keys_of(work, vin))):
        read = order.sheet.odometer_out or order.sheet.odometer_in
        if order.state is not HANDED_OVER or order.handed_over_on is None or read is None or order.key == besides:
            continue
        for line in order.sheet.lines:
            if line.kind is LineKind.PART and line.code:
                run = distance_run(work, vin, read.km, order.handed_over_on)
                found[line.code] = Fitted(order.handed_over_on, run, order.closing_event)
    return found


def line_judge(seat: Seat, vin: str) -> LineJudge:
    """The judge of a car today, for whoever types lines."""
    with seat.store.reading() as work:
        return judge(work, str(life.row(work, vins.canonical(vin)).vin), house(work).today)


def order_judge(seat: Seat, number: str) -> LineJudge:
    """The judge of an order."""
    with seat.store.reading() as work:
        return judge_of_order(work, kept.order(work, number))


@verb(VIEW)
def order_cover(work: Work, asked: OrderCover) -> OrderAnswered:
    """Whether each line of a repair order is covered by the maker's warranty or the dealer's own, and why."""
    order = kept.order(work, asked.number)
    of = judge_of_order(work, order)
    lines = tuple(
        _answered(at, place, line.text or line.code, of.judged(line))
        for at, job in enumerate(order.sheet.jobs, 1)
        for place, line in enumerate(job.lines, 1)
    )
    return OrderAnswered(order.number, order.vin, of.on, of.odometer_km, lines)


def _answered(job: int, line: int, text: str, verdict: LineVerdict) -> LineAnswered:
    by = verdict.verdict.by if verdict.verdict else None
    facts = {name: str(value) for name, value in verdict.why.facts.items()}
    return LineAnswered(
        job,
        line,
        text,
        verdict.part.value if verdict.part else None,
        verdict.proposed,
        verdict.answer.value,
        by.rule.id if by else None,
        {"says": verdict.why.message, "facts": facts},
    )


VERBS: tuple[Verb[Any, Any], ...] = (order_cover,)
