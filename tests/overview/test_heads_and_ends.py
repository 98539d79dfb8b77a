"""Where pages begin and end: every page of one car has one head, and what scrolls is cut by nothing but its bar."""

from collections.abc import Iterator

import pytest
from every_page import on_page, place, unpainted
from examples import NOON
from hands import NO_WARNINGS, rest
from PySide6.QtCore import QSize

from lifecycle_desk.app import main_places
from lifecycle_desk.base import clock
from lifecycle_desk.desktop.look.parts import Card, PageTitle, Plate, Vin
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.desktop.window import Window

pytestmark = NO_WARNINGS
OF_ONE_CAR = (
    "vehicle", "sale-of", "inspection", "charging-of", "battery", "odometer", "claim", "condition", "second-hand-of",
    "change-of-owner", "end-of-life",
)  # fmt: skip


@pytest.fixture(params=("en", "ar"))
def desk(whole: Window, request: pytest.FixtureRequest) -> Iterator[Window]:
    with clock.standing_at(NOON), unpainted(whole):
        whole.resize(1440, 900)
        if translator().current.code != request.param:
            whole.speak(request.param)
        yield whole


def test_every_page_of_one_car_has_one_head(desk):
    places, heads = dict(main_places(desk.app.user)), {}
    for name in OF_ONE_CAR:
        desk.go(places[name])
        rest(desk)
        title, vin = (place(desk, on_page(desk, kind)[0]) for kind in (PageTitle, Vin))
        starts = [each.right() if desk.isRightToLeft() else each.left() for each in (title, vin)]
        plates = [place(desk, each).center().y() for each in on_page(desk, Plate)]
        heads[name] = starts[0] == starts[1] and all(title.top() <= each <= title.bottom() for each in plates)
    assert all(heads.values()), heads


def test_the_sheet_beside_a_checklist_shows_that_it_goes_on_down_to_the_buttons(desk):
    desk.go(dict(main_places(desk.app.user))["inspection"])
    found = set()
    for size in (QSize(1280, 720), QSize(1440, 1600)):
        desk.resize(size)
        rest(desk)
        page = desk.page()
        side, printing, card = page._side, place(desk, page.print), place(desk, page.editor)
        found.add(side.verticalScrollBar().isVisible())
        assert side.verticalScrollBar().isVisible() == (side.holder.height() > side.height())
        assert place(desk, side).bottom() + 1 == place(desk, page.bar).top(), size
        ends = [each.left() if desk.isRightToLeft() else each.right() for each in (card, printing)]
        assert ends[0] == ends[1], "its bar lies over the margin"
    assert found == {True, False}


def test_the_lines_of_a_purchase_begin_and_end_with_the_fields_above_them(desk):
    desk.go(dict(main_places(desk.app.user))["purchase-form"])
    rest(desk)
    page = desk.page()
    line = page.parts[0]
    for above, first, last in (
        (page.supplier, line.code, line.supplier_code),
        (page.reference, line.text, line.text),
        (page.promised, line.quantity, line.price),
    ):
        under = place(desk, first).united(place(desk, last))
        assert (under.left(), under.right()) == (place(desk, above).left(), place(desk, above).right())


def test_every_form_of_the_settings_ends_where_the_others_do(desk):
    desk.go(Place("settings"))
    for size in (QSize(1280, 720), QSize(1440, 900), QSize(1920, 1080)):
        desk.resize(size)
        ends = {}
        for key in ("dealer", "facility", "computer"):
            desk.page().chips[key].click()
            rest(desk)
            cards = [place(desk, each) for each in on_page(desk, Card)]
            ends[key] = min(each.left() for each in cards), max(each.right() for each in cards)
        assert len(set(ends.values())) == 1, (size, ends)
