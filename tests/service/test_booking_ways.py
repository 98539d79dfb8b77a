"""The five ways to book an appointment from where one is, by keys alone: what is known stands in the form already."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from campaign_books import take_in, written
from hands import CTRL, ENTER, SHIFT, opened, said, shown
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from screen import Hands
from test_approval import BRAKES, WIPERS, say
from workshop import VIN

from lifecycle_desk.campaigns.pages import PAGES as CAMPAIGNS
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.stages.service.diary.rules.appointments import WorkKind
from lifecycle_desk.stages.service.diary.screens.form import AppointmentFormPage
from lifecycle_desk.stages.service.diary.usecases.showing import appointment_card
from lifecycle_desk.stages.service.orders.usecases.orders import open_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import OpenRepairOrder
from lifecycle_desk.stages.service.pages import PAGES as SERVICE
from lifecycle_desk.vehicle.pages import PAGES as VEHICLES
from lifecycle_desk.vehicle_file.pages import PAGES as VEHICLE_FILE


@pytest.fixture
def hands(own_dealer: UserSession, qtbot, tmp_path) -> Iterator[Hands]:
    """A window on a car whose service is due, with a campaign, and whose brake discs the customer declined."""
    take_in(own_dealer, written(tmp_path / "c.csv", {"campaign_no": "MG-1", "title": "Battery", "vin": VIN}))
    order = open_repair_order(own_dealer, OpenRepairOrder(vin=VIN, jobs=(BRAKES, WIPERS))).value.number
    say(own_dealer, order, True, False, True)
    window = opened(own_dealer, (*VEHICLES, *VEHICLE_FILE, *CAMPAIGNS, *SERVICE))
    with contextmanager(shown)(window):
        yield Hands(window, qtbot)


def by_palette(hands: Hands) -> None:
    """Take the first that the palette offers for the words."""
    hands.press(Qt.Key.Key_K, CTRL)
    QTest.keyClicks(hands.focus, "book an app")
    hands.press(ENTER)


def by_keys_of_due(hands: Hands) -> None:
    hands.press(Qt.Key.Key_A, CTRL | SHIFT)


def by_n(hands: Hands) -> None:
    hands.press(Qt.Key.Key_N)


# Where one is, the keys that book from there, and what the appointment says then: the kind of work, campaign and note.
WAYS = {
    "car": (("vehicles", ""), by_palette, (WorkKind.MAINTENANCE, "", "")),
    "due list": (("due", ""), by_keys_of_due, (WorkKind.MAINTENANCE, "", "")),
    "campaign": (("campaign", "MG-1"), by_palette, (WorkKind.CAMPAIGN, "MG-1", "")),
    "declined work": (("vehicle", VIN), by_palette, (WorkKind.REPAIR, "", "DISCS")),
    "free slot": (("diary", ""), by_n, (WorkKind.MAINTENANCE, "", "")),
}


def test_each_way_to_book_begins_where_something_has_still_to_be_said_and_tells_of_the_booking(hands):
    for number, (way, (place, keys, (work, campaign, note))) in enumerate(WAYS.items(), 1):
        hands.go(*place)
        hands.settle()
        keys(hands)
        hands.settle()
        form = hands.window.page()
        assert isinstance(form, AppointmentFormPage), way
        if way == "free slot":
            assert hands.focus is form.vehicle.line, way
            form.vehicle.find_vehicle(VIN)
        else:
            assert hands.focus is form.on.line, way
        hands.until(lambda form=form: form.vehicle.vehicle)
        hands.press(ENTER, CTRL)
        hands.settle()
        of = appointment_card(hands.window.app.user, number).shown.of
        assert (of.vin, of.work, of.campaign, note in of.note) == (VIN, work, campaign, True), way
        assert "Appointment booked" in said(hands.window.notices.toast), way
        assert hands.window.place.key == f"A-{number}", way
