"""A destroyed car on the pages of the other rooms: the sentence stands where the buttons were."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from closed_story import closed_books
from end_story import VIN
from hands import all_of, elsewhere, go, opened, rest, shown
from spine_pages import PAGES as VEHICLE

from lifecycle_desk.base.clock import standing_at
from lifecycle_desk.desktop.look.parts import Button, InfoBar, Label
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.stages.charging.pages import PAGES as CHARGING
from lifecycle_desk.stages.recycling.pages import PAGES as RECYCLING
from lifecycle_desk.stages.sale.pages import PAGES as SALE
from lifecycle_desk.stages.service.pages import PAGES as SERVICE

ORDER = "RO-2026-0001"
WRITES = frozenset(
    {
        "Add event",
        "Add session",
        "Edit…",
        "Put in stock",
        "Storage check",
        "Enter reading",
        "Enter odometer reading",
        "Edit",
    }
)


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory, qapp) -> Iterator[Window]:
    """A window on books with a destroyed car, for what is only looked at."""
    with standing_at(datetime(2026, 11, 25, 9, tzinfo=UTC)):
        user = closed_books(tmp_path_factory.mktemp("shut") / "desk.ldk")
        pages = (*VEHICLE, *SALE, *CHARGING, *SERVICE, *RECYCLING, *elsewhere("reports", "settings", "import"))
        yield from shown(opened(user, pages))
    user.store.close()


@pytest.mark.parametrize(
    ("page", "key"),
    [("vehicle", VIN), ("sale_of", VIN), ("charging_of", VIN), ("battery", VIN), ("order", ORDER)],
)
def test_the_page_says_what_closed_the_life_and_offers_nothing(window, page, key):
    there = go(window, page, key)
    bars = [each for each in all_of(there, InfoBar) if each.isVisible()]
    said = "\n".join(each.text() for bar in bars for each in all_of(bar, Label))
    assert f"Vehicle {VIN} was destroyed: certificate CD-2026-0001 of 20 Nov 2026." in said
    offered = {each.text() for each in all_of(there, Button) if each.isVisible() and each.isEnabled()}
    assert not offered & WRITES
    assert "Save" not in offered
    next(bar for bar in bars if bar.action and bar.action.text() == "End of life").action.click()
    rest(window)
    assert window.place == Place("end_of_life", VIN)


def test_a_new_order_for_it_says_so_beside_the_vehicle(window):
    there = go(window, "order_form", VIN)
    assert there.vehicle.is_faulty


def test_today_has_nothing_of_it(window):
    from lifecycle_desk.overview.usecases.today import today

    assert [due for due in today(window.app.user).dues if due.vin == VIN] == []
