"""Whether lines of an order are covered: the car's judge for whoever types, and the verdicts for other programs."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from lifecycle_desk.commands.command import Command, UserSession, command
from lifecycle_desk.cover.rules import Fitted
from lifecycle_desk.cover.usecases import car_facts, rules_in_force
from lifecycle_desk.dealership.rules.rights import VIEW
from lifecycle_desk.stages.service.line_cover.rules import LineJudge, LineVerdict, judge_of
from lifecycle_desk.stages.service.orders.rules.orders import LineKind, RepairOrder
from lifecycle_desk.stages.service.orders.rules.states import HANDED_OVER
from lifecycle_desk.stages.service.orders.tables import orders as order_rows
from lifecycle_desk.stages.service.orders.usecases.events import dealer_context
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import vin as vins
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.data_in_force import data_in_force
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


def judge(tx: Transaction, vin: str, on: date, read_km: int | None = None, besides: int = 0) -> LineJudge:
    """The judge of a car on a day, at what its dash showed or as far as is known; `besides` is the order judged.

    Cover goes by the distance run: where a cluster was replaced, what the dash showed is not that.
    """
    run = distance_run(tx, vin, read_km, on) if read_km else life.figures(tx, vin)[0].odometer_km
    fittings = _fittings(tx, vin, besides)
    now = odometer_now(tx, vin)
    made = judge_of(car_facts(tx, vin), rules_in_force(tx), on, run, fittings)
    beyond = now.whole_km - now.shown_km if now else 0
    return replace(made, beyond_dash_km=beyond, data=data_in_force(tx))


def judge_of_order(tx: Transaction, order: RepairOrder) -> LineJudge:
    """The judge of an order: on the day of its opening, at the odometer that the car came with."""
    came = order.sheet.odometer_in or order.sheet.odometer_out
    return judge(tx, order.vin, order.opened_on, came.km if came else None, order.key)


def _fittings(tx: Transaction, vin: str, besides: int) -> dict[str, Fitted]:
    """The parts that orders handed over here fitted, by number: the last fitting of each whose odometer is known."""
    found: dict[str, Fitted] = {}
    for order in order_rows.orders(tx, sorted(order_rows.keys_of(tx, vin))):
        read = order.sheet.odometer_out or order.sheet.odometer_in
        if order.state is not HANDED_OVER or order.handed_over_on is None or read is None or order.key == besides:
            continue
        if parts := [each.code for each in order.sheet.lines if each.kind is LineKind.PART and each.code]:
            run = distance_run(tx, vin, read.km, order.handed_over_on)
            found |= dict.fromkeys(parts, Fitted(order.handed_over_on, run, order.closing_event))
    return found


def line_judge(user: UserSession, vin: str) -> LineJudge:
    """The judge of a car today, for whoever types lines."""
    with user.store.reading() as tx:
        return judge(tx, str(life.row(tx, vins.canonical(vin)).vin), dealer_context(tx).today)


def order_judge(user: UserSession, number: str) -> LineJudge:
    """The judge of an order."""
    with user.store.reading() as tx:
        return judge_of_order(tx, order_rows.order(tx, number))


@command(VIEW)
def order_cover(tx: Transaction, asked: OrderCover) -> OrderAnswered:
    """Whether each line of a repair order is covered by the maker's warranty or the dealer's own, and why."""
    order = order_rows.order(tx, asked.number)
    of = judge_of_order(tx, order)
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


COMMANDS: tuple[Command[Any, Any], ...] = (order_cover,)
