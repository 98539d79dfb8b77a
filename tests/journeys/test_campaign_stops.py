"""Campaigns that keep a car here, over the stages: the sale, an order, the end of its life, another dealer."""

from dataclasses import replace
from datetime import date

import pytest
from campaign_books import NOW, stands, take_in, written
from end_story import VIN as ENDING
from end_story import destroyed
from sale_story import VIN as NEW_CAR
from sale_story import contract, handing_over, made_ready
from workshop import COOLING, VIN, moved, opened, sheet_of, with_car

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.steps import drained
from lifecycle_desk.books.usecases import books
from lifecycle_desk.campaigns.rules.status import MayHaveToStay, MustBeParkedOutside, MustNotBeDriven
from lifecycle_desk.campaigns.usecases.standing import CampaignDoneElsewhere, record_campaign_done
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.dossier.interchange import giving, taking
from lifecycle_desk.rooms import offered
from lifecycle_desk.stages.recycling.end.usecases.deciding import RecordExport, record_export
from lifecycle_desk.stages.sale.contract.usecases.selling import sell_vehicle
from lifecycle_desk.stages.sale.handover.usecases import hand_over_vehicle
from lifecycle_desk.stages.service.orders.rules.orders import Job, PayType
from lifecycle_desk.stages.service.orders.rules.states import CHECK, IN_WORK, READY
from lifecycle_desk.stages.service.orders.rules.validation import CampaignNotNamed, CampaignPaysNot
from lifecycle_desk.stages.service.orders.usecases.events import CampaignUnknown
from lifecycle_desk.stages.service.orders.usecases.orders import (
    correct_repair_order,
    log_repair_order,
    open_repair_order,
)
from lifecycle_desk.stages.service.orders.usecases.requests import (
    CorrectRepairOrder,
    HandOverRepairOrder,
    LogRepairOrder,
    OpenRepairOrder,
    TakeBackOrderStep,
)
from lifecycle_desk.stages.service.orders.usecases.transitions import hand_over_repair_order, take_back_order_step
from lifecycle_desk.stages.transfer.ownership.usecases.changing import ChangeOwner, change_owner
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.usecases.people import add_person

STOP = {"campaign_no": "MG-1", "title": "Battery", "do_not_drive": "yes"}
WORK = COOLING.lines[0]


def job(number="MG-1", pays=PayType.CAMPAIGN) -> Job:
    """What carries a campaign out."""
    return replace(COOLING, lines=(replace(WORK, pays=pays, campaign=number),))


@pytest.fixture
def shop(user, stopped_clock, tmp_path):
    stopped_clock(NOW)
    with_car(user)
    take_in(user, written(tmp_path / "c.csv", STOP | {"vin": VIN}))
    return user


def sound(user) -> bool:
    """Whether the check finds nothing, whatever room it asks."""
    return books.check(user, tuple(offered("checks"))).findings == ()


def ready(user, *jobs) -> str:
    """An order that waits for its handing over."""
    number = opened(user, OpenRepairOrder(vin=VIN, jobs=jobs or (COOLING,))).number
    moved(user, number, IN_WORK, CHECK, READY)
    return number


def test_an_order_does_not_let_a_car_go_that_must_not_be_driven(shop):
    number = ready(shop)

    with pytest.raises(MustNotBeDriven) as refused:
        hand_over_repair_order(shop, HandOverRepairOrder(number=number))
    assert {name: str(fact) for name, fact in refused.value.facts.items()} == {"number": "MG-1", "title": "Battery"}
    assert stands(shop, VIN) == {"MG-1": "open"}


def test_an_order_that_carries_the_campaign_out_lets_the_car_go_and_does_it(shop):
    made = hand_over_repair_order(shop, HandOverRepairOrder(number=ready(shop, job(" mg-1 ")))).value

    assert stands(shop, VIN) == {"MG-1": "done"}
    assert sound(shop)
    take_back_order_step(shop, TakeBackOrderStep(made.number, made.event, "too early"))
    assert stands(shop, VIN) == {"MG-1": "open"}
    assert sound(shop)


def test_a_corrected_order_carries_out_what_it_says_now(shop):
    number = hand_over_repair_order(shop, HandOverRepairOrder(number=ready(shop, job()))).value.number
    told = sheet_of(shop, number, jobs=(COOLING,))
    correct_repair_order(shop, CorrectRepairOrder(number=number, revision=5, why="not that one", **told))
    assert stands(shop, VIN) == {"MG-1": "open"}

    told = sheet_of(shop, number, jobs=(job(),))
    correct_repair_order(shop, CorrectRepairOrder(number=number, revision=6, why="it was", **told))
    assert stands(shop, VIN) == {"MG-1": "done"}
    assert sound(shop)


def test_a_visit_that_is_over_is_told_with_a_warning(shop):
    asked = LogRepairOrder(vin=VIN, on=date(2026, 11, 20), jobs=(COOLING,), odometer_in=Distance(48_000))
    warned = log_repair_order(shop, asked).warnings

    assert [each.rule for each in warned if isinstance(each, MustNotBeDriven)] == ["must_not_be_driven"]


def test_a_line_names_a_campaign_that_pays_for_it_and_a_strange_number_is_told(shop):
    with pytest.raises(CampaignPaysNot) as refused:
        open_repair_order(shop, OpenRepairOrder(vin=VIN, jobs=(job(pays=PayType.WARRANTY),)))
    assert refused.value.at == "jobs[0].lines[0].pays"

    warned = hand_over_repair_order(shop, HandOverRepairOrder(number=ready(shop, job(), job("ELSE-9")))).warnings
    assert [each.number for each in warned if isinstance(each, CampaignUnknown)] == ["ELSE-9"]
    assert stands(shop, VIN) == {"MG-1": "done", "ELSE-9": "done"}
    nameless = log_repair_order(shop, LogRepairOrder(vin=VIN, on=date(2026, 11, 20), jobs=(job(""),))).warnings
    assert [each.job for each in nameless if isinstance(each, CampaignNotNamed)] == [1]


def test_what_was_done_before_any_file_came_is_never_opened_by_it(shop, tmp_path):
    log_repair_order(shop, LogRepairOrder(vin=VIN, on=date(2026, 11, 20), jobs=(job("LATE-1"),)))
    take_in(shop, written(tmp_path / "late.csv", {"campaign_no": "LATE-1", "vin": VIN}))

    assert stands(shop, VIN)["LATE-1"] == "done"
    assert sound(shop)


@pytest.mark.parametrize(("flag", "rule"), [("do_not_drive", MustNotBeDriven), ("park_outside", MustBeParkedOutside)])
def test_a_new_car_is_not_handed_over_while_a_campaign_keeps_it(user, stopped_clock, tmp_path, flag, rule):
    stopped_clock(NOW)
    made_ready(user)
    sell_vehicle(user, contract())
    row = {"campaign_no": "MG-2", "title": "Fire", flag: "yes", "vin": NEW_CAR}
    take_in(user, written(tmp_path / "c.csv", row))
    with pytest.raises(rule):
        hand_over_vehicle(user, handing_over())

    elsewhere = CampaignDoneElsewhere(NEW_CAR, "MG-2", date(2026, 9, 30), "The port", "Stamp 7")
    record_campaign_done(user, elsewhere)
    assert hand_over_vehicle(user, handing_over()).value.owner == 1


def test_a_campaign_that_only_may_keep_a_car_is_told_at_its_handover(user, stopped_clock, tmp_path):
    stopped_clock(NOW)
    made_ready(user)
    sell_vehicle(user, contract())
    row = {
        "campaign_no": "MG-3",
        "title": "Fire",
        "park_outside": "yes",
        "vin_from": NEW_CAR[:6],
        "built_from": "2026-01-01",
    }
    take_in(user, written(tmp_path / "c.csv", row))

    warned = hand_over_vehicle(user, handing_over()).warnings
    assert [each.number for each in warned if isinstance(each, MayHaveToStay)] == ["MG-3"]


def test_a_car_that_was_destroyed_has_no_open_campaign_any_more(user, stopped_clock, tmp_path):
    stopped_clock(NOW)
    destroyed(user)
    take_in(user, written(tmp_path / "c.csv", STOP | {"vin": ENDING}))

    assert stands(user, ENDING) == {"MG-1": "gone"}
    assert sound(user)


def test_a_campaign_that_was_done_is_done_for_the_next_dealer_too(shop, tmp_path):
    hand_over_repair_order(shop, HandOverRepairOrder(number=ready(shop, job())))
    file = tmp_path / "car.ldz"
    file.write_bytes(b"".join(giving.write(shop, {"vin": VIN})))
    there = books.create(tmp_path / "there.ldk", Dealer("Taller", "ES", "es"))
    take_in(there, written(tmp_path / "c.csv", STOP | {"vin": VIN}))
    compared = tuple(life.fingerprint for life, _ in taking.look_at(there, file).strangers)
    drained(taking.take_in(there, file, Choices(trust=compared)))

    assert stands(there, VIN) == {"MG-1": "done"}
    assert sound(there)
    there.store.close()


def test_a_new_owner_is_told_what_keeps_the_car(shop):
    buyer = add_person(shop, Person("Malee Suwan")).value.number
    asked = ChangeOwner(vin=VIN, on=date(2026, 11, 24), to=buyer, odometer=Distance(48_000), keys=2)
    warned = change_owner(shop, asked).warnings

    assert [each.number for each in warned if isinstance(each, MustNotBeDriven)] == ["MG-1"]


def test_a_car_that_left_the_market_has_no_open_campaign_any_more(shop):
    record_export(shop, RecordExport(VIN, date(2026, 11, 24), "LA", "DEC-1"))

    assert stands(shop, VIN) == {"MG-1": "gone"}
    assert sound(shop)
