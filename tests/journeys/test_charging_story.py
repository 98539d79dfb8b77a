"""The story of a battery, walked by keyboard in the whole window, from records to certificate.

An owner's file is taken in with its faults beside their rows, what belongs to an unknown card goes to its car, the
language is switched to Arabic, and in Arabic the health page tells a figure whose certificate is printed and read back.
"""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from hands import CTRL, ENTER, let_go, press, rest, type_in
from pypdf import PdfReader
from PySide6.QtCore import Qt

from lifecycle_desk import app
from lifecycle_desk.books.usecases import books
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.desktop.look.theme import apply_style, theme
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import Language
from lifecycle_desk.stages.charging.health.usecases.health import battery_page
from lifecycle_desk.stages.charging.reports import REPORTS
from lifecycle_desk.stages.charging.sessions.usecases.inbox import how_many_wait
from lifecycle_desk.stages.charging.sessions.usecases.showing import charged
from lifecycle_desk.vehicle.papers.subject import OfVehicle
from lifecycle_desk.vehicle.rules.models import Chemistry, Energy
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Description, add_vehicle

VIN, PLATE = "LSJWH4095PN000001", "3กข 4821"
HEAD = (
    "id,start_date,end_date,charge_energy_added,charge_energy_used,"
    "start_battery_level,end_battery_level,outside_temp_avg,cost,car_id"
)


@pytest.fixture
def window(own_user, qtbot):
    """The whole window on books with one electric car."""
    described = Description(
        make="MG", model="MG4 Electric", energy=Energy.BEV, chemistry=Chemistry.NMC, usable_wh=61_700
    )
    add_vehicle(own_user, AddVehicle(VIN, date(2024, 1, 5), described, PLATE, first_registered_on=date(2024, 1, 5)))
    apply_style(app.application())
    theme.set_theme(dark=False, calm=True)
    made = app.window(own_user, Machine(page="charging_import", language="en"), remember=False)
    made.show()
    qtbot.waitExposed(made)
    rest(made)
    yield made
    let_go(made)
    translator().set_language(Language("en"))


def rows(first: int, last: int, car: str) -> list[str]:
    made = []
    for number in range(first, last):
        began = datetime(2024, 2, 1, 10, tzinfo=UTC) + timedelta(days=20 * number)
        energy = 61.7 * 0.7 * (1 - 0.02 * number * 20 / 365)
        times = f"{began:%Y-%m-%d %H:%M:%S},{began + timedelta(hours=7):%Y-%m-%d %H:%M:%S}"
        made.append(f"{number},{times},{energy:.2f},{energy / 0.9:.2f},20,90,21.0,120,{car}")
    return made


def true_share() -> int:
    """Per mille of the energy when new that the battery of `rows` holds today: two parts in a hundred go each year."""
    return round(1_000 * (1 - 0.02 * (datetime.now(UTC) - datetime(2024, 2, 1, tzinfo=UTC)).days / 365))


def bring(window, tmp_path, name, lines):
    """Read a file on the import page, as dropping it does."""
    file = tmp_path / name
    file.write_text("\n".join([HEAD, *lines, ""]))
    window.go(Place("charging_import"))
    rest(window)
    window.page().read(file)
    rest(window)
    rest(window)


def test_records_come_in_and_the_battery_is_certified_by_keyboard(window, tmp_path):
    user = window.app.user
    broken = "99,2025-03-01 10:00:00,2025-03-01 17:00:00,40,44,20,170,21.0,120,7"
    bring(window, tmp_path, "own.csv", [*rows(0, 30, "7"), broken])
    press(window, ENTER, CTRL)
    rest(window)
    assert window.place.page == "charging_import"  # with the row that was left out
    assert how_many_wait(user) == 30

    window.go(Place("charging", "inbox"))
    rest(window)
    press(window, ENTER)
    type_in(window, "4821")
    rest(window)
    press(window, ENTER)
    press(window, ENTER, CTRL)
    rest(window)
    assert (how_many_wait(user), charged(user, VIN).total.sessions) == (0, 30)
    bring(window, tmp_path, "more.csv", rows(30, 40, "7"))  # the name was learnt
    press(window, ENTER, CTRL)
    rest(window)
    assert charged(user, VIN).total.sessions == 40
    press(window, Qt.Key.Key_Z, CTRL)
    rest(window)
    assert charged(user, VIN).total.sessions == 30

    window.speak("ar")
    window.go(Place("battery", VIN))
    rest(window)
    health = battery_page(user, VIN).health
    assert health.low <= true_share() <= health.high
    assert window.page().shown.health.percent == health.percent
    press(window, Qt.Key.Key_P, CTRL)
    assert window.place == Place("reports", f"battery-certificate:{VIN}")

    pdf = REPORTS[0].draw(user, OfVehicle(VIN), spoken(user, "ar")).pdf()
    assert VIN in PdfReader(BytesIO(pdf)).pages[0].extract_text()
    assert books.check(user).sound
