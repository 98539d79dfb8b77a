"""Campaigns on the page of an order: what keeps the vehicle here, and how the order carries it out."""

from collections.abc import Iterator
from datetime import date

import pytest
from campaign_books import stands, take_in, written
from hands import CTRL, ENTER, all_of, press, rest, said
from PySide6.QtCore import Qt
from screen import Hands, at_the_window
from workshop import COOLING, VIN

from lifecycle_desk.base import clock
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.campaigns.usecases.words import WordCampaign, word_campaign
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.look.parts import InfoBar
from lifecycle_desk.stages.service.orders.rules.orders import PayType
from lifecycle_desk.stages.service.orders.rules.states import BOOKED, CHECK, IN_WORK, READY
from lifecycle_desk.stages.service.orders.usecases.orders import open_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import MoveRepairOrder, OpenRepairOrder
from lifecycle_desk.stages.service.orders.usecases.showing import order
from lifecycle_desk.stages.service.orders.usecases.transitions import move_repair_order
from lifecycle_desk.vehicle.usecases.life import AddVehicle, add_vehicle

NUMBER, ANOTHER = "RO-2026-0001", "WVWZZZ1JZXW000001"


@pytest.fixture
def hands(own_shop: UserSession, qtbot, tmp_path) -> Iterator[Hands]:
    stop = {"campaign_no": "MG-1", "title": "Battery", "remedy": "A new hose", "do_not_drive": "yes", "vin": VIN}
    take_in(own_shop, written(tmp_path / "c.csv", stop))
    take_in(own_shop, written(tmp_path / "d.csv", {"campaign_no": "MG-2", "vin": VIN}))
    may = {"campaign_no": "MG-3", "vin_from": VIN[:3], "built_from": "2020-01-01"}
    take_in(own_shop, written(tmp_path / "e.csv", may))
    asked = OpenRepairOrder(vin=VIN, jobs=(COOLING,), odometer_in=Distance(47_990))
    open_repair_order(own_shop, asked)
    with at_the_window(own_shop, qtbot) as found:
        yield found


def words(page) -> str:
    bars = [*all_of(page.campaigns, InfoBar), page.campaigns.may_be]
    return " ".join(text for bar in bars if bar.isVisible() for text in said(bar))


def test_the_order_shouts_what_keeps_the_vehicle_here_and_tells_what_else_is_open(hands):
    page = hands.go("order", NUMBER)

    assert "Do not drive" in words(page)
    assert "1 open campaign on this vehicle: MG-2." in words(page)
    assert "1 campaign may affect this vehicle: MG-3." in words(page)


def test_on_the_board_a_car_that_must_not_be_driven_stands_first_and_warns_below_its_model(hands, own_shop):
    add_vehicle(own_shop, AddVehicle(ANOTHER, date(2026, 1, 2)))
    open_repair_order(own_shop, OpenRepairOrder(vin=ANOTHER, promised=clock.now()))  # by its time the first
    cards = hands.go("service").board.lanes[BOOKED].list.rows.rows
    assert [card.warning and card.warning.words for card in cards] == ["Do not drive", None]
    assert [chip.words for chip in cards[0].chips] == ["Parts in"]  # and says it once


def test_a_campaign_becomes_a_job_by_keyboard_and_handing_over_does_it(hands, own_shop):
    page = hands.go("order", NUMBER)
    page.campaigns.stops.bars[0].action.setFocus()
    hands.press(Qt.Key.Key_Space)
    line = page.jobs.cards[-1].rows[0]
    assert (line.pays.option.value, line.campaign.number) == (PayType.CAMPAIGN, "MG-1")
    assert "Do not drive" not in words(page)
    page.jobs.cards[-1].correction.set_text("Done")
    page.jobs.cards[0].correction.set_text("Done")
    line.figure.setText("0.5")
    hands.press(Qt.Key.Key_S, CTRL)
    rest(hands.window)
    kept = order(own_shop, NUMBER).order
    assert kept.sheet.campaigns == ("MG-1",)

    for state in (IN_WORK, CHECK, READY):
        move_repair_order(own_shop, MoveRepairOrder(NUMBER, state))
    rest(hands.window)
    page.primary.setFocus()
    hands.press(ENTER, CTRL)
    hands.press(ENTER, CTRL)
    rest(hands.window)
    assert stands(own_shop, VIN)["MG-1"] == "done"


def test_an_order_that_would_let_the_vehicle_go_is_refused_in_a_sentence(hands, own_shop):
    for state in (IN_WORK, CHECK, READY):
        move_repair_order(own_shop, MoveRepairOrder(NUMBER, state))
    page = hands.go("order", NUMBER)
    press(hands.window, ENTER, CTRL)
    press(hands.window, ENTER, CTRL)
    rest(hands.window)

    told = " ".join([*hands.told, *said(page)])
    assert "the vehicle must not be driven until it is done" in told
    assert stands(own_shop, VIN)["MG-1"] == "open"


def test_the_line_keeps_its_campaign_in_a_draft_and_loses_it_with_its_payer(hands):
    page = hands.go("order", NUMBER)
    page.campaigns.stops.bars[0].action.setFocus()
    hands.press(Qt.Key.Key_Space)
    line = page.jobs.cards[-1].rows[0]
    line.write(line.typed())
    assert line.campaign.number == "MG-1"
    line.figure.setText("1")
    assert line.line().campaign == "MG-1"
    line.pays.choose(PayType.CUSTOMER)
    assert line.line().campaign == ""


def test_the_order_and_the_job_say_the_campaign_in_the_language_of_the_window(hands, own_shop):
    words_of = WordCampaign("MG-1", "es", title="Batería", remedy="Un manguito nuevo")
    word_campaign(own_shop, words_of)
    hands.window.speak("es")
    page = hands.go("order", NUMBER)
    assert "Batería" in words(page)

    page.campaigns.stops.bars[0].action.setFocus()
    hands.press(Qt.Key.Key_Space)
    job = page.jobs.cards[-1]
    assert (job.complaint.text, job.rows[0].line().text) == ("MG-1: Batería", "Un manguito nuevo")
    form = hands.go("order_form", VIN)
    assert "Batería" in " ".join(said(form))
