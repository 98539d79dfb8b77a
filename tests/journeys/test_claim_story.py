"""A claim from the complaint to the money: a car of our own is covered, repaired, claimed, cut, appealed and paid."""

import csv
import io
import json
from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from lifecycle_desk.base import clock
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.steps import drained
from lifecycle_desk.books.usecases import books
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.cover.usecases import KeepRule, keep_cover_rule
from lifecycle_desk.rooms import offered
from lifecycle_desk.stages.service.claims.rules.claim import ClaimSheet
from lifecycle_desk.stages.service.claims.rules.states import ClaimState, PartState
from lifecycle_desk.stages.service.claims.usecases.creating import begin_claim, change_claim, check_claim
from lifecycle_desk.stages.service.claims.usecases.listing import ageing
from lifecycle_desk.stages.service.claims.usecases.parts import keep_claim_limit, move_claim_part
from lifecycle_desk.stages.service.claims.usecases.requests import (
    BeginClaim,
    ChangeClaim,
    ClaimStep,
    ClaimStepWhy,
    KeepClaimLimit,
    MoveClaimPart,
    OfClaim,
)
from lifecycle_desk.stages.service.claims.usecases.showing import claim_page
from lifecycle_desk.stages.service.claims.usecases.transitions import appeal_claim, close_claim, submit_claim
from lifecycle_desk.stages.service.line_cover.usecases import OrderCover, order_cover
from lifecycle_desk.stages.service.orders.rules.orders import Job, Line, LineKind, PayType
from lifecycle_desk.stages.service.orders.rules.states import CHECK, IN_WORK, READY
from lifecycle_desk.stages.service.orders.usecases.orders import open_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import HandOverRepairOrder, MoveRepairOrder, OpenRepairOrder
from lifecycle_desk.stages.service.orders.usecases.transitions import hand_over_repair_order, move_repair_order
from lifecycle_desk.vehicle.rules.models import Energy
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.usecases.erasing import ErasePerson, erase_person
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Description, add_vehicle
from lifecycle_desk.vehicle.usecases.people import add_person
from lifecycle_desk.vehicle.usecases.showing import page

VIN = "LSJWH4095PN000001"
TASK = "0b9e4f32-1c39-4a2b-9f7e-3f6c1d2e5a10"
READER = {each.kind: each for each in offered("readers")}["claim-answers"]
WRITERS = {each.kind: each for each in offered("writers")}


@pytest.fixture
def shop(own_user, stopped_clock):
    stopped_clock(clock.now().replace(year=2026, month=11, day=25, hour=9))
    return own_user


def test_a_claim_goes_from_the_complaint_to_the_money(shop, stopped_clock, tmp_path):
    in_use(shop)
    keep_cover_rule(shop, KeepRule(_promise("MG")))
    keep_claim_limit(shop, KeepClaimLimit(_kept("MG", "TH")))

    # the complaint at the counter; each line says whether it is covered
    lines = (
        Line(kind=LineKind.LABOUR, code="HV-1", text="Replace inverter", hours=Decimal(2), pays=PayType.WARRANTY,
             price=100_000),
        Line(kind=LineKind.PART, code="INV-7", text="Inverter", quantity=Decimal(1), pays=PayType.WARRANTY,
             price=900_000, causal=True),
    )  # fmt: skip
    job = Job(
        complaint="It stopped on the motorway", cause="Inverter shorted", correction="Inverter replaced", lines=lines
    )
    order = open_repair_order(shop, OpenRepairOrder(vin=VIN, jobs=(job,), odometer_in=Distance(21_000))).value.number
    assert {each.answer for each in order_cover(shop, OrderCover(order)).value.lines} == {"covered"}
    for state in (IN_WORK, CHECK, READY):
        move_repair_order(shop, MoveRepairOrder(order, state))
    hand_over_repair_order(shop, HandOverRepairOrder(number=order, odometer_out=Distance(21_004)))

    # the claim says what is missing, and goes out once it is there
    number = begin_claim(shop, BeginClaim(order)).value.number
    missing = check_claim(shop, OfClaim(number)).value.missing
    assert [each.rule for each in missing] == ["trouble_code_missing"]
    page_of = claim_page(shop, number)
    claimed = list(page_of.claim.sheet.lines)
    claimed[1] = replace(claimed[1], trouble_code="P0A78", faulty_serial="OLD-1", new_serial="NEW-1")
    sheet = replace(page_of.claim.sheet, lines=tuple(claimed), breakdown=True)
    given = {each.name: getattr(sheet, each.name) for each in fields(ClaimSheet)}
    change_claim(shop, ChangeClaim(number=number, revision=page_of.claim.revision, **given))
    done = submit_claim(shop, ClaimStep(number))
    assert done.warnings == ()
    asked = done.value.asked.minor
    assert claim_page(shop, number).claim.status.parts[2].until == date(2026, 11, 25) + timedelta(days=60)
    request = json.loads(
        b"".join(WRITERS["warranty-claim-request"].write(shop, {"claim": number, "quality_task": TASK}))
    )
    assert request["claimId"] == number

    # weeks later the maker grants less, the dealer appeals, the maker pays
    stopped_clock(clock.now().replace(month=12, day=20))
    assert [each.count for each in ageing(shop)] == [1, 0, 0, 0]
    answer(shop, tmp_path, f"{number},1,1500.00,THB,partly_approved,1.5 h,,,M-9")
    assert claim_page(shop, number).claim.state is ClaimState.PARTLY_APPROVED
    appeal_claim(shop, ClaimStepWhy(number, "The bus bar had to come off, too."))
    move_claim_part(shop, MoveClaimPart(number=number, line=2, state=PartState.REQUESTED))
    move_claim_part(shop, MoveClaimPart(number=number, line=2, state=PartState.SENT, reference="WB-1"))
    answer(shop, tmp_path, f"{number},,,,approved,,,2026-12-20,M-9", f"{number},,,,,,2026-12-20,,")
    found = claim_page(shop, number).claim.status
    assert (found.state, found.paid, found.outstanding) == (ClaimState.PAID, asked, 0)
    close_claim(shop, ClaimStep(number))
    assert [each.owed.minor for each in ageing(shop)] == [0, 0, 0, 0]
    rows = list(csv.DictReader(io.StringIO(b"".join(WRITERS["claims"].write(shop, {})).decode("utf-8-sig"))))
    assert {row["state"] for row in rows} == {"closed"}
    sound(shop)

    # the customer is erased: what was said goes, the claim stays whole
    erase_person(shop, ErasePerson(page(shop, VIN).figures.owner, "asked for it"))
    gone = claim_page(shop, number)
    assert gone.complaint == ""
    assert gone.claim.sheet.correction == "Inverter replaced"
    sound(shop)


def in_use(user) -> None:
    """A car that was first registered two years ago and belongs to somebody."""
    owner = add_person(user, Person("สมชาย ใจดี", phone="089 555 0177", language="th")).value.number
    built = Description("MG", "MG4 Electric", "64 kWh", 2024, Energy.BEV)
    registered = date(2024, 11, 4)
    car = AddVehicle(
        VIN,
        date(2026, 1, 2),
        built,
        "3กข 4821",
        Distance(1_000),
        owner,
        owner_since=registered,
        first_registered_on=registered,
    )
    add_vehicle(user, car)


def answer(user, tmp_path, *rows: str) -> None:
    """An answer of the maker comes in as a file."""
    file = tmp_path / "answer.csv"
    file.write_text("\n".join((",".join(READER.header), *rows)), "utf-8")
    taken = drained(READER.take_in(user, file, Choices())).value
    assert not taken.refused, taken.refused
    assert taken.written


def sound(user) -> None:
    found = books.check(user, tuple(offered("checks")))
    assert found.sound, found.findings


def _promise(make: str) -> dict[str, object]:
    return {
        "id": "own-drive_unit",
        "part": "drive_unit",
        "months": "unlimited",
        "km": 160_000,
        "brands": [make],
        "valid_from": "2015-01-01",
        "looked_up_on": "2026-11-01",
        "source": "Booklet of 2015",
        "retroactive": True,
        "start": "first_registration",
    }


def _kept(make: str, market: str) -> dict[str, object]:
    return {
        "id": "parts",
        "brands": [make],
        "markets": [market],
        "wants": "parts_kept",
        "days": 60,
        "valid_from": "2026-01-01",
        "source": "Circular 26-3",
    }
