"""Today: what is late, what was promised, what waits, read across the stages."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from lifecycle_desk.base import clock
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import day as dealer_day
from lifecycle_desk.overview.rules import Day, Due, DueKind, Expected
from lifecycle_desk.schedules.rules import DueList
from lifecycle_desk.stages.recycling.end.rules.deadlines import State
from lifecycle_desk.stages.recycling.end.usecases.listing import pressing
from lifecycle_desk.stages.sale.inspection.rules import InspectionState
from lifecycle_desk.stages.sale.stock.rules.status import StockList
from lifecycle_desk.stages.sale.stock.usecases.showing import SalePage, Stock, StockSummary, sale_page
from lifecycle_desk.stages.service.diary.rules.appointments import moment_of
from lifecycle_desk.stages.service.diary.usecases.listing import AppointmentList, Appointments
from lifecycle_desk.stages.service.due.usecases import DueCars
from lifecycle_desk.stages.service.orders.rules.states import BOOKED, HANDED_OVER, READY, WAITING
from lifecycle_desk.stages.service.orders.usecases.showing import Card, board, day_of, what_waits
from lifecycle_desk.stages.service.purchasing.usecases.listing import PartRows, PartsList
from lifecycle_desk.vehicle.rules.life import Stage
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.tables import people

TABLES = frozenset(
    {
        "repair_order",
        "repair_job",
        "repair_line",
        "recycling_car",
        "vehicle_due",
        "campaign_car",
        "sale_stock",
        "sale_inspection_sheet",
        "vehicle",
        "person",
        "staff",
        "appointment",
        "purchase_line",
        "purchase_waiting",
    }
)
MOST_CARS = 200  # of one kind; a list of today that is longer is worked off in the list of stock
BY_MOMENT = frozenset(
    {DueKind.COMES, DueKind.LATE, DueKind.PROMISED, DueKind.READY}
)  # what waits for a part waits since a day
PARTS_EXPECTED = frozenset({BOOKED, WAITING})  # an order that is worked on knows of its parts
STANDING_STILL = {
    InspectionState.FAILED: DueKind.INSPECTION_FAILED,
    InspectionState.OPEN: DueKind.INSPECTION_OPEN,
}


def today(user: UserSession) -> Day:
    """The day's due things, each group with the longest waiting first."""
    with user.store.reading() as tx:
        zone, day = dealer_day.zone(tx), dealer_day.today(tx)
    cards = [card for lane in board(user) for card in lane.cards]
    phones = _people(user, {card.line.customer for card in cards if card.line.customer})
    dues = [*_orders(cards, phones, day, zone), *_stock(user), *_handovers(user), *_ends(user), *_services(user)]
    dues += [*_appointments(user, zone), *_parts(user, day, zone)]
    return Day(day, tuple(sorted(dues, key=urgency)), day_of(user).shares, tuple(_expected(cards, day, zone)))


def late_orders(user: UserSession) -> int:
    """How many open orders are late: what the badge counts."""
    return what_waits(user).late


def urgency(due: Due) -> tuple[int, datetime, str]:
    """The kind; then what its row shows: the moment that was promised or reached, or the day from which it waits."""
    waiting = due.until or due.since
    since = datetime(waiting.year, waiting.month, waiting.day, tzinfo=UTC) if waiting else clock.now()
    moment = (due.ready_at or due.moment) if due.kind in BY_MOMENT else None
    return list(DueKind).index(due.kind), moment or since, due.vin


def _people(user: UserSession, numbers: Iterable[int]) -> dict[int, Person | None]:
    """Some customers, to be called."""
    with user.store.reading() as tx:
        return people.some(tx, sorted(numbers))


def _orders(cards: Iterable[Card], phones: dict[int, Person | None], day: date, zone: ZoneInfo) -> Iterable[Due]:
    for card in cards:
        kind = _kind(card, day, zone)
        if kind is None:
            continue
        line = card.line
        customer = phones.get(line.customer or 0)
        yield Due(
            kind,
            line.vin,
            line.plate,
            line.model,
            about=line.complaint,
            person=line.owner or "",
            phone=customer.phone if customer else "",
            technician=line.technician,
            order=line.number,
            moment=line.promised,
            since=line.state_since.astimezone(zone).date(),
            campaign=card.left_open,
            lane=line.state,
            ready_at=line.state_since if line.state is READY else None,
        )


def _kind(card: Card, day: date, zone: ZoneInfo) -> DueKind | None:
    line = card.line
    if line.state is HANDED_OVER:
        return None
    if card.late:
        return DueKind.LATE
    if card.passed:
        return DueKind.PROMISED
    if line.state is READY:
        return DueKind.READY
    if line.state is WAITING:
        return DueKind.WAITING_FOR_PARTS
    promised = line.promised.astimezone(zone).date() if line.promised else None
    return DueKind.PROMISED if promised == day else None


def _stock(user: UserSession) -> Iterable[Due]:
    """Cars in stock that stand still: apart, failed, begun, or not looked at for a month."""
    for line in _lines(user, StockList.QUARANTINE):
        yield _of_stock(line, DueKind.IN_QUARANTINE)
    for line in _lines(user, StockList.TO_INSPECT):
        if line.inspection in STANDING_STILL and not line.quarantined:
            yield _of_stock(line, STANDING_STILL[line.inspection])
    for line in _lines(user, StockList.CHECK_DUE):
        if not line.quarantined:
            yield _of_stock(line, DueKind.CHECK_DUE)


def _lines(user: UserSession, which: StockList) -> Iterable[StockSummary]:
    listed = Stock(user, which)
    return listed.rows(listed.keys(MOST_CARS)).values()


def _of_stock(line: StockSummary, kind: DueKind) -> Due:
    until = line.next_check_on if kind is DueKind.CHECK_DUE else None
    return Due(kind, line.vin, None, line.name, about=line.location, since=line.arrived_on, until=until)


def _handovers(user: UserSession) -> Iterable[Due]:
    """Sold cars that nothing keeps here any more."""
    for line in _lines(user, StockList.SOLD):
        found = sale_page(user, line.vin)
        if not found.blocks and found.figures.stage is not Stage.IN_USE:
            yield _handover(found, line)


def _handover(found: SalePage, line: StockSummary) -> Due:
    buyer = found.contract.buyer if found.contract else None
    return Due(
        DueKind.TO_HAND_OVER if found.standing.registered_on else DueKind.TO_REGISTER,
        line.vin,
        found.figures.plate,
        line.name,
        about=line.contract or "",
        person=buyer.name if buyer else "",
        phone=buyer.phone if buyer else "",
        since=found.standing.registered_on or line.sold_on,
    )


def _ends(user: UserSession) -> Iterable[Due]:
    """Cars on their way out with a deadline that waits, the most pressing of each."""
    for line in pressing(user)[:MOST_CARS]:
        if line.due:
            kind = DueKind.END_LATE if line.due.state is State.LATE else DueKind.END_DUE
            about, since = line.due.deadline.text, line.due.since
            yield Due(kind, line.vin, line.plate or None, line.name, about=about, since=since, until=line.due.due_on)


def _services(user: UserSession) -> Iterable[Due]:
    """The cars whose service is overdue and that nobody has booked or put off, the longest first."""
    listed = DueCars(user, DueList.OVERDUE)
    for line in listed.rows(listed.keys(MOST_CARS)).values():
        if line.order is None:
            yield Due(
                DueKind.SERVICE_OVERDUE,
                line.vin,
                line.plate,
                line.name,
                about=line.due.item,
                person=line.owner or "",
                phone=line.phone,
                until=line.due.forecast_on,
            )


def _appointments(user: UserSession, zone: ZoneInfo) -> Iterable[Due]:
    """The cars that are still to come today, the next first."""
    listed = Appointments(user, AppointmentList.TODAY)
    for each in listed.rows(listed.keys(MOST_CARS)).values():
        if each.of.is_expected:
            yield Due(
                DueKind.COMES,
                each.of.vin or "",
                each.plate or each.of.car or None,
                each.model,
                about=each.of.work.label,
                person=each.customer,
                phone=each.phone,
                technician=each.of.technician,
                moment=moment_of(each.of, zone).astimezone(UTC),
                appointment=each.number,
            )


def _parts(user: UserSession, day: date, zone: ZoneInfo) -> Iterable[Due]:
    """The parts that an order waits for and that are late, and those that came today or whose order has not begun."""
    for which, kind in ((PartsList.LATE, DueKind.PART_LATE), (PartsList.CAME, DueKind.PART_CAME)):
        listed = PartRows(user, which)
        for each in listed.rows(listed.keys(MOST_CARS)).values():
            waits = each.order_state in PARTS_EXPECTED or _is_of(each.order_since, day, zone)
            if each.vin and (kind is DueKind.PART_LATE or waits):
                yield Due(
                    kind,
                    each.vin,
                    each.plate or None,
                    each.car,
                    about=each.text or each.code,
                    person=each.customer_name,
                    phone=each.phone,
                    order=each.order or None,
                    since=each.since,
                    until=each.promised if kind is DueKind.PART_LATE else None,
                    purchase=each.purchase,
                )


def _is_of(moment: datetime | None, day: date, zone: ZoneInfo) -> bool:
    return moment is not None and moment.astimezone(zone).date() == day


def _expected(cards: Iterable[Card], day: date, zone: ZoneInfo) -> Iterable[Expected]:
    """The cars that were promised for a day, by the hour."""
    promised = [(card.line.promised, card.line) for card in cards if card.line.promised]
    for moment, line in sorted(promised, key=lambda pair: (pair[0], pair[1].number)):
        if moment.astimezone(zone).date() == day:
            done = line.state in {READY, HANDED_OVER}
            yield Expected(moment, line.vin, line.plate, line.model, line.complaint, line.number, done)
