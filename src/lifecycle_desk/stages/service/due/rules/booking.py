"""The order of a booked service: a job that names its items, with their parts, hours and torques.

Nothing is invented: parts, hours and torques that a schedule does not tell stay open on the order.
"""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.quantities import NM, Measure
from lifecycle_desk.base.said import APART, InARow
from lifecycle_desk.schedules.rules import VISIT, Due, Item, Schedule, named_item
from lifecycle_desk.stages.service.orders.rules.orders import Job, Line, LineKind
from lifecycle_desk.stages.service.orders.rules.validation import LONGEST_TEXT, LONGEST_WORDS

type Say = Callable[..., str]

DOES = N_("%(item)s: %(action)s")
WITH_TORQUES = N_("%(work)s (%(torques)s)")  # NOTE: what is done at a service, with the torques of its bolts
TIGHTENS = N_("%(what)s %(torque)s")
OF_A_VISIT = N_("%(visit)s no. %(number)s")


def jobs_of(schedule: Schedule, plan: Iterable[Due], say: Say, *, priced: bool) -> tuple[Job, ...]:
    """The job of a service that carries out what is planned, in the words of `say` (a message and its facts).

    `priced` is whether the dealer has a price of an hour; without one, hours cost nothing until somebody says more.
    """
    planned = list(plan)
    if not planned:
        return ()
    visit = next((each for each in planned if each.code == VISIT), None)
    items = [found for each in planned if (found := schedule.item(each.code))]
    title = say(schedule.title) if schedule.is_published else schedule.title
    told = _one_after_another((_told(each, say) for each in items), say)
    return (
        Job(
            complaint=_complaint(schedule, visit, items, say)[:LONGEST_TEXT],
            cause="\n".join(filter(None, (title, told)))[:LONGEST_TEXT],
            lines=tuple(_lines(schedule, visit, items, say, priced=priced)),
            service=tuple(each.code for each in planned),
        ),
    )


def _complaint(schedule: Schedule, visit: Due | None, items: list[Item], say: Say) -> str:
    if visit is None:
        return _one_after_another((say(DOES, item=named_item(each.code), action=each.action) for each in items), say)
    size = schedule.visits.size(visit.number) if schedule.visits else None
    return say(OF_A_VISIT, visit=size or named_item(VISIT), number=visit.number)


def _told(item: Item, say: Say) -> str:
    """The work on an item, and its torques."""
    does = say(DOES, item=named_item(item.code), action=item.action)
    torques = [say(TIGHTENS, what=each.text, torque=Measure(each.newton_metres, NM)) for each in item.torques]
    return say(WITH_TORQUES, work=does, torques=InARow(*torques)) if torques else does


def _one_after_another(works: Iterable[str], say: Say) -> str:
    """Pieces of work in one line."""
    return say("%(works)s", works=InARow(*works, by=APART))


def _lines(schedule: Schedule, visit: Due | None, items: list[Item], say: Say, *, priced: bool) -> Iterator[Line]:
    if visit and schedule.visits and schedule.visits.hours:
        yield _labour(_complaint(schedule, visit, items, say), schedule.visits.hours, priced=priced)
    for item in items:
        does = say(DOES, item=named_item(item.code), action=item.action)
        if item.hours:
            yield _labour(does, item.hours, priced=priced)
        for part in item.parts:
            text, price = (part.text or does)[:LONGEST_WORDS], part.price or 0
            yield Line(kind=LineKind.PART, code=part.number, text=text, quantity=part.quantity, price=price)


def _labour(text: str, hours: Decimal, *, priced: bool) -> Line:
    return Line(kind=LineKind.LABOUR, text=text[:LONGEST_WORDS], hours=hours, price=None if priced else 0)
