"""The example's workshop: the visits that are over, and what stands on the board now."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from itertools import cycle
from random import Random

from lifecycle_desk.base import clock
from lifecycle_desk.campaigns.rules.status import MustNotBeDriven
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.market.examples import ExampleJob, PartLine
from lifecycle_desk.overview.usecases.demo import approvals, diagnosis
from lifecycle_desk.overview.usecases.demo.cars import Car, read
from lifecycle_desk.overview.usecases.demo.maintenance import CARRIED_OUT, is_due
from lifecycle_desk.overview.usecases.demo.pictures import photo
from lifecycle_desk.overview.usecases.demo.shop import CLOSES, OPENS, Came, Shop
from lifecycle_desk.stages.service.clocks.usecases import StartClock, StopClock, start_clock, stop_clock
from lifecycle_desk.stages.service.orders.rules.orders import Job, Line, LineKind, PayType
from lifecycle_desk.stages.service.orders.rules.states import OrderState
from lifecycle_desk.stages.service.orders.usecases.orders import log_repair_order, open_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import (
    HandOverRepairOrder,
    LogRepairOrder,
    MoveRepairOrder,
    OpenRepairOrder,
)
from lifecycle_desk.stages.service.orders.usecases.showing import order
from lifecycle_desk.stages.service.orders.usecases.transitions import hand_over_repair_order, move_repair_order
from lifecycle_desk.vehicle.usecases.documents import attach

MOST_VISITS = 6
ANNUAL, OIL = "annual_service", "oil_service"
BEFORE_DELIVERY = ("accessories",)
OFTEN_PAID = 2  # how much more often a job comes that customers pay
A_PICTURE, A_SECOND_JOB, A_SUBLET = 0.3, 0.45, 0.08  # how often
ROUND_PRICE, ROUND_LARGE, LARGE = 100, 100_000, 5_000_000  # minor units: rupiah and dong are rounded to thousands
SHARE_ON_THE_BOARD = 0.5  # of the cars that are driven
LONGEST_TEST_DRIVE = 9  # km
CLOCKED = timedelta(days=92)  # for how long visits have gone through the workshop with their time on the clock
QUICKEST, SLOWER = 53, 5  # minutes for an hour that is sold, and of how many minutes past the hour one more is needed
A_BREAK = 10  # minutes between two cars
TO_ORDER = ("windscreen", "bumper", "door_handle", "rear_camera", "tailgate")  # jobs whose dearest part is never kept
LONG, MOST_NIGHTS = 2, 3  # hours from which on a car may have been here since the day before, or one more

BOOKED, IN_WORK, WAITING, CHECK, READY = (
    OrderState.BOOKED,
    OrderState.IN_WORK,
    OrderState.WAITING_FOR_PARTS,
    OrderState.QUALITY_CHECK,
    OrderState.READY,
)


@dataclass(frozen=True, slots=True)
class Scene:
    """A car on the board: the states it went through, opened so many days ago, promised in so many hours."""

    states: tuple[OrderState, ...]
    opened_days_ago: int
    promised_in_hours: float


SCENES = (
    Scene((IN_WORK,), 1, -2.2),
    Scene((IN_WORK, WAITING), 6, 26),
    Scene((IN_WORK, CHECK, READY), 1, 1.5),
    Scene((IN_WORK,), 0, 2.5),
    Scene((IN_WORK, WAITING), 3, -4),
    Scene((IN_WORK, CHECK), 0, 2),
    Scene((IN_WORK,), 0, 4),
    Scene((IN_WORK, WAITING), 11, 74),
    Scene((), 0, 4.5),
    Scene((IN_WORK, CHECK, READY), 2, -20),
    Scene((IN_WORK,), 0, 3),
    Scene((), 0, 30),
)

ASKED, INSPECTED = (SCENES[2], SCENES[3], SCENES[4], SCENES[0]), (SCENES[0], SCENES[6])


def visits(shop: Shop, car: Car, first: date) -> list[date]:
    """Let a car come to the workshop from a day on; gives the days, the last of them some weeks ago."""
    last = shop.today - timedelta(days=shop.dice.randint(15, 120))
    count = min(MOST_VISITS, max(1, (last - first).days // 190))
    if last <= first:
        return []
    gap = (last - first).days / (count + 1)
    days = [first + timedelta(days=round(gap * place + shop.dice.randint(-15, 15))) for place in range(1, count + 1)]
    kept = sorted({shop.working(max(day, first + timedelta(days=20))) for day in days})
    come = [day for day in kept if day < shop.today]
    for place, day in enumerate(come):
        _log(shop, car, day, regular=place % 2 == 1)
    return come


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit that is over: what was done on a day and by whom, how far it was tried out, and perhaps a picture."""

    day: date
    jobs: tuple[Job, ...]
    technician: str
    adviser: str
    test_drive: int
    minute: int
    picture: tuple[str, bytes] | None = None


def _log(shop: Shop, car: Car, day: date, *, regular: bool) -> None:
    """One visit that is over, with what the shop's dice say of it."""
    technician, adviser = shop.somebody(Role.TECHNICIAN), shop.somebody(Role.ADVISER)
    jobs = diagnosis.naming_codes(shop, _jobs(shop, shop.dice, car, technician, regular=regular))
    picture = photo(shop.dice, shop.paint_of(car.description)) if shop.dice.random() < A_PICTURE else None
    test_drive = shop.dice.randint(0, LONGEST_TEST_DRIVE)
    visit = Visit(day, jobs, technician, adviser, test_drive, shop.dice.randrange(0, 60, 5), picture)
    happened(shop, car, visit)


def happened(shop: Shop, car: Car, visit: Visit) -> None:
    """Let a visit have happened: with its time on the clock where it is not long ago and the technician is free."""
    sold = hours_of(visit.jobs)
    shop.sold[visit.technician, visit.day] += sold
    worked = round(sold * (QUICKEST + visit.minute // SLOWER))
    free = shop.clocked.get((visit.technician, visit.day), 0)
    begins = max((OPENS + 1) * 60 + visit.minute, free + A_BREAK)
    ends, received_on = begins + worked, visit.day
    clocked = timedelta(days=1) <= shop.today - visit.day <= CLOCKED  # today the clocks run for the cars on the board
    if not clocked or not worked or ends >= (CLOSES - 1) * 60:
        _log_whole(shop, car, visit)
    else:
        if sold > LONG:
            received_on = shop.working(visit.day - timedelta(days=visit.test_drive % MOST_NIGHTS))
        shop.clocked[visit.technician, visit.day] = ends
        _work_through(shop, car, visit, received_on, (begins, ends))
    shop.came[car.vin, visit.day] = Came(received_on, visit.technician, visit.jobs)


def hours_of(jobs: Sequence[Job]) -> Decimal:
    """The flat-rate hours on the lines of some jobs."""
    return sum((line.hours or Decimal(0) for job in jobs for line in job.lines), Decimal(0))


def _work_through(shop: Shop, car: Car, visit: Visit, received_on: date, clocked: tuple[int, int]) -> None:
    """Let a visit go through the workshop; `clocked` are the minutes of its day between which the clock runs."""
    number, came = list[str](), car.km(received_on)
    received = shop.at(received_on, OPENS, visit.minute)
    begun, ended = (shop.at(visit.day, *divmod(each, 60)) for each in clocked)

    def receive(user: UserSession) -> None:
        documents = (attach(user, *visit.picture).sha256,) if visit.picture else ()
        asked = OpenRepairOrder(
            vin=car.vin,
            jobs=visit.jobs,
            odometer_in=read(shop, came),
            adviser=visit.adviser,
            technician=shop.full_name(visit.technician),
            documents=documents,
        )
        number.append(open_repair_order(user, asked).value.number)
        diagnosis.read_out(shop, user, number[0], visit.jobs, clock.now())

    def begin(user: UserSession) -> None:
        with user.writing() as tx:
            move_repair_order.does(tx, MoveRepairOrder(number[0], IN_WORK))
            start_clock.does(tx, StartClock(number=number[0], job=1))

    def end(user: UserSession) -> None:
        with user.writing() as tx:
            stop_clock.does(tx, StopClock(visit.technician))
            for state in (CHECK, READY):
                move_repair_order.does(tx, MoveRepairOrder(number[0], state))
        out = read(shop, came + visit.test_drive)
        with suppress(MustNotBeDriven), user.writing() as tx:  # a campaign that came meanwhile keeps the car here
            hand_over_repair_order.does(tx, HandOverRepairOrder(number=number[0], odometer_out=out))

    shop.diary.note(received, receive, visit.adviser)
    shop.diary.note(begun, begin, visit.technician)
    shop.diary.note(ended, end, visit.adviser)


def _log_whole(shop: Shop, car: Car, visit: Visit) -> None:
    """Write down a visit in the evening of its day."""
    came = car.km(visit.day)

    def log(user: UserSession) -> None:
        documents = (attach(user, *visit.picture).sha256,) if visit.picture else ()
        done = log_repair_order(
            user,
            LogRepairOrder(
                vin=car.vin,
                on=visit.day,
                jobs=visit.jobs,
                odometer_in=read(shop, came),
                odometer_out=read(shop, came + visit.test_drive),
                adviser=visit.adviser,
                technician=shop.full_name(visit.technician),
                documents=documents,
            ),
        )
        diagnosis.read_out(shop, user, done.value.number, visit.jobs, shop.at(visit.day, OPENS + 1))

    shop.diary.note(shop.at(visit.day, CLOSES - 1, visit.minute), log, visit.adviser)


@dataclass(frozen=True, slots=True)
class OnBoard:
    """A car on the board: when its order was opened, who has it for what, and its number once that is known.

    `came` is whether it is here: an order on which nothing was begun waits for its car.
    """

    car: Car
    came: bool
    opened: datetime
    technician: str
    jobs: Sequence[Job]
    number: list[str]


def board(shop: Shop, cars: Sequence[Car]) -> list[OnBoard]:
    """Let some cars be in the workshop now, in every state that the board has."""
    shop.diary.note(shop.at(shop.opened_on, OPENS + 1), partial(approvals.write_template, shop))
    technicians = [each.name for each in shop.members if each.role is Role.TECHNICIAN]
    in_turn = zip(cycle(SCENES), cycle(technicians), cars, strict=False)
    return [_on_the_board(shop, car, scene, technician) for scene, technician, car in in_turn]


def on_the_board(count: int) -> int:
    """How many of so many cars are in the workshop at a time."""
    return min(count, max(1, round(count * SHARE_ON_THE_BOARD))) if count else 0


def _on_the_board(shop: Shop, car: Car, scene: Scene, technician: str) -> OnBoard:
    adviser = shop.somebody(Role.ADVISER)
    opened_on = shop.working(shop.last_day - timedelta(days=scene.opened_days_ago))
    opened = min(shop.at(opened_on, OPENS, shop.dice.randrange(10, 60, 5)), shop.now)
    waits = WAITING in scene.states
    dice = Random(f"board {shop.pack.code} {car.vin}")  # noqa: S311 (invented on purpose)
    regular = not waits and bool(dice.getrandbits(1))
    here = "waits" if waits else "works"
    jobs = _jobs(shop, dice, car, technician, regular=regular, here=here, refused=scene is ASKED[-1])
    jobs = diagnosis.naming_codes(shop, jobs)
    shop.here[car.vin] = jobs
    if BOOKED is (scene.states or (BOOKED,))[-1]:
        jobs = tuple(replace(each, cause="", correction="") for each in jobs)
    elif READY not in scene.states:
        jobs = tuple(replace(each, correction="") for each in jobs)
    number: list[str] = []

    def open_it(user: UserSession) -> None:
        asked = OpenRepairOrder(
            vin=car.vin,
            on=opened_on,
            jobs=jobs,
            odometer_in=read(shop, car.km(shop.today)) if scene.states else None,
            adviser=adviser,
            technician=shop.full_name(technician),
            promised=promised(shop, scene.promised_in_hours),
        )
        number.append(open_repair_order(user, asked).value.number)

    moment = shop.diary.note(opened, open_it, adviser)
    _look_and_ask(shop, scene, number, jobs, moment, (technician, adviser))
    for place, state in enumerate(scene.states):

        def move(user: UserSession, state: OrderState = state) -> None:
            if state is not IN_WORK:
                _stop(user, number[0])
            move_repair_order(user, MoveRepairOrder(number[0], state))
            if state is IN_WORK and opened_on == shop.today:
                start_clock(user, StartClock(number=number[0], job=1))

        moment = shop.diary.after(moment, 20 + 35 * place, move, technician)
    return OnBoard(car, bool(scene.states), opened, technician, jobs, number)


def _stop(user: UserSession, number: str) -> None:
    """Stop the clocks on an order, as who goes on with another car does."""
    for each in order(user, number).running:
        stop_clock(user, StopClock(each.technician))


def _look_and_ask(
    shop: Shop, scene: Scene, number: list[str], jobs: Sequence[Job], moment: datetime, who: tuple[str, str]
) -> None:
    """Read the car out, inspect it and ask its owner, before it goes from lane to lane; `number` is known by then."""
    technician, adviser = who

    def read_codes(user: UserSession) -> None:
        diagnosis.read_out(shop, user, number[0], jobs, clock.now())

    def inspect(user: UserSession) -> None:
        approvals.inspect(shop, user, number[0], technician)

    def ask(user: UserSession) -> None:
        approvals.decide(user, number[0], refuse_last=scene is ASKED[-1])

    if scene.states:
        shop.diary.after(moment, 15, read_codes, technician)
    if scene in INSPECTED:
        shop.diary.after(moment, 16, inspect, technician)
    if scene in ASKED:
        shop.diary.after(moment, 18, ask, adviser)


def promised(shop: Shop, hours: float) -> datetime:
    """A moment some hours from now at a quarter of an hour, within the hours of a day on which the shop is open."""
    wanted = (shop.now + timedelta(hours=hours)).astimezone(shop.zone)
    day, is_past = wanted.date(), hours < 0
    if wanted.hour >= CLOSES and not is_past:
        day += timedelta(days=1)
    elif wanted.hour < OPENS and is_past:
        day -= timedelta(days=1)
    elif OPENS <= wanted.hour < CLOSES and shop.is_open(day):
        return wanted.replace(minute=wanted.minute // 15 * 15, second=0, microsecond=0)
    day = shop.working(day, forward=not is_past)
    return shop.at(day, CLOSES - 1, 30) if is_past else shop.at(day, OPENS + 1, 30)


def to_order(of: ExampleJob) -> PartLine | None:
    """The part of a job that the shop never keeps, but orders for each car; None where it keeps all of them."""
    return max(of.parts, key=lambda each: each.price_from, default=None) if of.id in TO_ORDER else None


def _jobs(
    shop: Shop, dice: Random, car: Car, technician: str, *, regular: bool, here: str = "", refused: bool = False
) -> tuple[Job, ...]:
    """The jobs of a visit: the regular service, or the customer's complaint, and perhaps something more.

    A car that is `here` on the board waits for a part that is ordered for it, or it works with parts that are kept;
    regular work is done where it is due, since people see there what the plan of the car says. Where the customer is to
    refuse something, it is a second job that he would pay.
    """
    fitting = [each for each in shop.example.jobs if not each.energies or car.energy in each.energies]
    if here:
        fitting = [each for each in fitting if each.id not in CARRIED_OUT or is_due(shop, car, each.id, shop.today)]
    service = [each for each in fitting if each.id in {ANNUAL, OIL}]
    repairs = [each for each in fitting if each.id not in {ANNUAL, OIL, *BEFORE_DELIVERY}]
    waited_for = [each for each in repairs if here == "waits" and to_order(each)]
    repairs = [each for each in repairs if not (here and to_order(each))]
    repairs += [each for each in repairs if each.pay == "customer"] * OFTEN_PAID
    chosen = [service[0] if regular and service else dice.choice(waited_for or repairs)]
    if refused or dice.random() < A_SECOND_JOB:
        more = [each for each in repairs if each not in chosen]
        paid = [each for each in more if refused and each.pay == "customer" and each.parts]
        chosen.append(dice.choice(paid or more))
    return tuple(
        job_of(shop, dice, each, technician, awaited=to_order(each) if here == "waits" else None) for each in chosen
    )


def job_of(shop: Shop, dice: Random, job: ExampleJob, technician: str, *, awaited: PartLine | None = None) -> Job:
    """A job of the example as a technician does it, with the prices that the dice say."""
    pays = PayType.of(job.pay)
    labour = [
        Line(
            kind=LineKind.LABOUR,
            code=each.code,
            text=each.what,
            hours=Decimal(each.tenths) / 10,
            technician=shop.full_name(technician),
            pays=pays,
        )
        for each in job.labour
    ]
    parts = [
        Line(
            kind=LineKind.PART,
            code=each.number,
            text=each.what,
            quantity=Decimal(each.quantity),
            price=_price(dice, each.price_from, each.price_to),
            causal=each.causal,
            awaited=each == awaited,
            pays=pays,
        )
        for each in job.parts
    ]
    sublet = []
    if pays is PayType.CUSTOMER and shop.example.suppliers and dice.random() < A_SUBLET:
        supplier, price = dice.choice(shop.example.suppliers), round(shop.example.labour_rate * 1.5)
        sublet = [Line(kind=LineKind.SUBLET, text=supplier, supplier=supplier, price=price, pays=pays)]
    return Job(
        complaint=job.complaint,
        cause=job.cause,
        correction=job.correction,
        lines=(*labour, *parts, *sublet),
        service=CARRIED_OUT.get(job.id, ()),
    )


def _price(dice: Random, low: int, high: int) -> int:
    return dice.randrange(low, max(low, high) + 1, ROUND_LARGE if low >= LARGE else ROUND_PRICE)
