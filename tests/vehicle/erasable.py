"""A customer who stands in every place of the books that may hold words about one, each with a word of its own."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import count

from sale_story import VIN as SOLD_CAR
from sale_story import arrival, contract, handing_over, pdi

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.proof.usecases.issuing import Wanted, WithdrawPaper, confirm, reserve, withdraw_paper
from lifecycle_desk.stages.charging.health.usecases.health import OfficialKind, ReadHealth, read_health
from lifecycle_desk.stages.charging.sessions.rules.sessions import Place, Session
from lifecycle_desk.stages.charging.sessions.usecases.by_hand import (
    AddSession,
    EditSession,
    Typed,
    add_session,
    edit_session,
)
from lifecycle_desk.stages.charging.sessions.usecases.changing import put
from lifecycle_desk.stages.charging.sessions.usecases.inbox import (
    AssignName,
    AssignSessions,
    assign_name,
    assign_sessions,
)
from lifecycle_desk.stages.sale.arrival.usecases import MoveStock, PutInStock, move_stock, put_in_stock, receive_vehicle
from lifecycle_desk.stages.sale.contract.usecases.selling import CancelSale, cancel_sale, sell_vehicle
from lifecycle_desk.stages.sale.handover.usecases import RegisterVehicle, hand_over_vehicle, register_vehicle
from lifecycle_desk.stages.sale.inspection.usecases import save_inspection
from lifecycle_desk.stages.service.orders.rules.orders import Job
from lifecycle_desk.stages.service.orders.rules.states import OrderState
from lifecycle_desk.stages.service.orders.usecases.orders import (
    change_repair_order,
    correct_repair_order,
    log_repair_order,
    open_repair_order,
)
from lifecycle_desk.stages.service.orders.usecases.requests import (
    CancelRepairOrder,
    ChangeRepairOrder,
    CorrectRepairOrder,
    LogRepairOrder,
    MoveRepairOrder,
    OpenRepairOrder,
    TakeBackOrderStep,
)
from lifecycle_desk.stages.service.orders.usecases.transitions import (
    cancel_repair_order,
    move_repair_order,
    take_back_order_step,
)
from lifecycle_desk.store import drafts
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.usecases.documents import attach
from lifecycle_desk.vehicle.usecases.life import (
    AddVehicle,
    Description,
    Note,
    ReadOdometer,
    RecordOwner,
    RecordPlate,
    TakeBack,
    add_vehicle,
    note_event,
    read_odometer,
    record_owner,
    record_plate,
    take_back,
)
from lifecycle_desk.vehicle.usecases.people import Customer, add_person, change_person

OWN_CAR, BOUGHT_CAR = "LGXCE4CB7R0000001", "LC07LLWN3P3000034"
WORK = Job(cause="Pressure sensor reads too high.", correction="Sensor replaced.")


class Planted:
    """Words that stand nowhere else, each given out once."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self._numbers = count(1)

    def __call__(self, where: str) -> str:
        word = f"Kanari{next(self._numbers):03}{where}Ω"
        self.words.append(word)
        return word

    @property
    def sought(self) -> tuple[bytes, ...]:
        """The words as bytes of a file, without the letter that JSON may write as an escape."""
        return tuple(each.rstrip("Ω").encode() for each in self.words)


def plant(user: UserSession) -> tuple[int, Planted]:
    """Everything that the books may hold of one customer, through the verbs of all rooms; the number, and the words."""
    said = Planted()
    number = _known(user, said)
    for part in (_owns, _buys, _visits, _charges, _is_drafted):
        part(user, number, said)
    return number, said


def _known(user: UserSession, said: Planted) -> int:
    """A customer who was called otherwise before."""
    before = Person(said("oldname"), phone=said("oldphone"), email=f"{said('oldmail')}@example.org")
    number = add_person(user, before).value.number
    address = f"{said('street')}\n{said('town')}"
    now = Person(said("name"), phone=said("phone"), email=f"{said('mail')}@example.org", address=address)
    change_person(user, Customer(number, now))
    change_person(user, Customer(number, Person(now.name, now.kind, now.phone, now.email, address, said("tax"))))
    return number


def _owns(user: UserSession, number: int, said: Planted) -> None:
    """A car of their own, with notes in its life."""
    car = AddVehicle(OWN_CAR, date(2025, 1, 2), Description("BYD", "Dolphin"), "3กข 4821", Distance(12), number)
    add_vehicle(user, car)
    paper = attach(user, f"{said('file')}.txt", b"A paper of theirs.")
    note_event(user, Note(OWN_CAR, date(2025, 3, 1), said("note"), (paper.sha256,)))
    read_odometer(user, ReadOdometer(OWN_CAR, date(2025, 4, 1), Distance(900), note=said("reading")))
    wrong = record_plate(user, RecordPlate(OWN_CAR, "9กค 18", date(2025, 5, 1))).value
    take_back(user, TakeBack(wrong.event, said("takenback")))
    read_health(user, ReadHealth(OWN_CAR, date(2025, 6, 1), 950, next(iter(OfficialKind)), said("health")))
    paper = reserve(user, Wanted("battery-certificate", f"vin={OWN_CAR}", "en", OWN_CAR))
    confirm(user, [paper], "0" * 64)
    withdraw_paper(user, WithdrawPaper("battery-certificate", paper.issue.number, 1, said("withdrawn")))
    add_vehicle(user, AddVehicle(BOUGHT_CAR, date(2025, 1, 5)))
    record_owner(user, RecordOwner(BOUGHT_CAR, number, date(2025, 2, 1)))


def _buys(user: UserSession, number: int, said: Planted) -> None:
    """A new car from stock."""
    receive_vehicle(user, arrival())
    put_in_stock(user, PutInStock(SOLD_CAR, date(2026, 9, 2), "Hall 2"))
    save_inspection(user, pdi())
    paper = attach(user, f"{said('contract')}.txt", b"A contract of theirs.")
    sell_vehicle(user, contract(buyer=number))
    cancel_sale(user, CancelSale(SOLD_CAR, date(2026, 9, 21), said("undecided")))
    day = date(2026, 9, 22)
    sell_vehicle(user, contract(buyer=number, on=day, note=said("sale"), documents=(paper.sha256,)))
    move_stock(user, MoveStock(SOLD_CAR, date(2026, 9, 23), "Hall 1", said("waiting")))
    register_vehicle(user, RegisterVehicle(SOLD_CAR, date(2026, 9, 25), "1กก 1234"))
    hand_over_vehicle(user, handing_over(receiver=said("receiver"), note=said("handover")))


def _visits(user: UserSession, number: int, said: Planted) -> None:
    """Orders of every way that an order goes."""

    def job() -> Job:
        return Job(complaint=said("complaint"), cause=WORK.cause, correction=WORK.correction)

    on = date(2026, 11, 2)
    logged = log_repair_order(
        user, LogRepairOrder(vin=OWN_CAR, on=on, jobs=(job(),), note=said("order"), customer=number, without_lines=True)
    ).value
    correct_repair_order(
        user,
        CorrectRepairOrder(
            number=logged.number, revision=1, why=said("corrected"), jobs=(job(),), note=said("ordernew"),
            customer=number,
        ),
    )  # fmt: skip
    opened = open_repair_order(
        user, OpenRepairOrder(vin=OWN_CAR, on=on, jobs=(Job(complaint=said("oldwords")),), note=said("oldnote"))
    ).value
    change_repair_order(
        user, ChangeRepairOrder(number=opened.number, revision=1, jobs=(job(),), note=said("changed"), customer=number)
    )
    moved = move_repair_order(user, MoveRepairOrder(opened.number, OrderState.of("in_work"))).value
    take_back_order_step(user, TakeBackOrderStep(opened.number, moved.event, said("stepback")))
    cancel_repair_order(user, CancelRepairOrder(opened.number, said("cancelled")))


def _charges(user: UserSession, _: int, said: Planted) -> None:
    """Sessions by hand, and those of a file that waited for somebody to say whose they are."""
    typed = Typed(datetime(2025, 7, 1, 10, tzinfo=UTC), meter_wh=20_000, place=said("place"), city=said("city"))
    made = add_session(user, AddSession(OWN_CAR, typed)).value
    again = Typed(datetime(2025, 7, 1, 11, tzinfo=UTC), meter_wh=21_000, place=said("placenew"))
    edit_session(user, EditSession(made.sessions[0], again, "mistyped"))
    token, title = said("token"), said("title")
    with user.store.writing() as tx:
        waiting = put(tx, "added", [(each, None) for each in _sessions(said, token, title)], {})
    assign_name(user, AssignName("ocpi-cdr", token, OWN_CAR, date(2025, 1, 1)))
    assign_sessions(user, AssignSessions(waiting.sessions[1:2], OWN_CAR))


def _sessions(said: Planted, token: str, title: str) -> Iterator[Session]:
    """Sessions as two sources tell them: under a token that is learnt, and under a title; one waits for ever."""
    for at, (source, whose) in enumerate((("ocpi-cdr", token), ("teslamate", title), ("teslamate", title))):
        place = Place(said("charger"), said("road"), said("city"))
        begun = datetime(2025, 8, 1 + at, 10, tzinfo=UTC)
        more = json.dumps({"remark": said("remark")}, ensure_ascii=False)
        yield Session(source, f"id-{at}", begun, meter_wh=15_000 + at, place=place, whose=(whose,), more=more)


def _is_drafted(user: UserSession, number: int, said: Planted) -> None:
    """Forms that were left unfinished: about them, about their car, and about something else where they are named."""
    name = next(each for each in said.words if each.endswith("nameΩ") and "old" not in each)
    with user.store.writing() as tx:
        drafts.save(tx, "person", str(number), json.dumps({"name": said("drafted")}, ensure_ascii=False))
        drafts.save(tx, "repair_order", OWN_CAR, json.dumps({"complaint": said("draftorder")}, ensure_ascii=False))
        drafts.save(tx, "repair_order", "", json.dumps({"for": name, "says": said("draftother")}))
