"""The sidebar with the program's own places: all in sight on a laptop, none cut, walked by the arrows as one list."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.rows.lanes import STRIP, Lane
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.pages import Badge, Section
from lifecycle_desk.desktop.place_list import LOWEST_ROW, PlaceList
from lifecycle_desk.desktop.sidebar import Sidebar
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import LANGUAGES, Language
from lifecycle_desk.rooms import offered
from lifecycle_desk.stages.service.orders.rules.states import LANES
from lifecycle_desk.stages.service.orders.screens.looks import STATES

LAPTOP = 1366, 768
PAGE_MARGIN, BETWEEN_LANES = 24, 8
SIDEBAR_ICON = 42  # px in which the icon of a place stands, before its name


@pytest.fixture
def side(dressed, qtbot) -> Sidebar:
    """The sidebar of the whole program, where much waits on each page."""
    pages = tuple(each for each in offered("pages") if each.section is not Section.NOWHERE)
    made = Sidebar(pages)
    qtbot.addWidget(made)
    for page in pages:
        if page.badge:
            made.show_badges({page.name: Badge(28, late=True)})
    made.show()
    return made


@contextmanager
def laid_out(side: Sidebar, language: str, height: int) -> Iterator[None]:
    """The sidebar in a language, below the top bar of a window of this height."""
    translator().set_language(Language(language))
    side.resize(side.wide, height - theme.px(t.TOP_BAR))
    QApplication.processEvents()
    yield


def in_sight(shown: PlaceList) -> bool:
    last = shown.visualRect(shown.rows.index(len(shown.rows.rows) - 1, 0))
    return shown.viewport().rect().contains(last)


def test_every_place_is_in_sight_on_a_laptop_in_each_language_and_at_125_percent(side):
    for scale in (1.0, 1.25):
        theme.set_theme(scale=scale)
        for language in LANGUAGES:
            with laid_out(side, language, LAPTOP[1]):
                rows = [each for shown in side.lists for each in shown.rows.rows if not each.is_heading]
                assert all(in_sight(shown) for shown in side.lists), (language, scale)
                assert not side.places.scrolls
                assert min(side.places.places.height(each) for each in rows) >= theme.u(LOWEST_ROW)


def test_no_two_places_have_the_same_icon_or_one_that_differs_by_a_dot(side):
    icons = [each.icon for shown in side.lists for each in shown.rows.rows if not each.is_heading]
    assert len(icons) == len(set(icons))
    assert sum(each.startswith("calendar") for each in icons) == 1


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_the_icon_at_the_foot_stands_below_those_of_the_places(side, scale):
    theme.set_theme(scale=scale)
    for width in (theme.u(t.SIDEBAR_NARROW), side.wide):
        side.resize(width, 900)
        QApplication.processEvents()
        drawn = side.grab().toImage()
        pinned = side.pinned.visualRect(side.pinned.rows.index(0, 0)).translated(side.pinned.pos())
        axes = []
        for place, colour in ((pinned, theme.c.ink2), (side.safety.geometry(), theme.c.ok)):
            inked = [
                x
                for x in range(theme.u(SIDEBAR_ICON))
                if any(near(drawn.pixelColor(x, y), colour) for y in range(place.top() + 2, place.bottom()))
            ]
            axes.append((inked[0] + inked[-1]) / 2)
        assert axes[0] == pytest.approx(axes[1], abs=1.5), width


def near(seen: QColor, meant: str) -> bool:
    """Whether a pixel is mostly of a colour, however smooth its edges are."""
    wanted = QColor(meant)
    return abs(seen.red() - wanted.red()) + abs(seen.green() - wanted.green()) + abs(seen.blue() - wanted.blue()) < 60


def test_icons_alone_are_all_in_sight_at_200_percent_on_a_large_screen(side):
    theme.set_theme(scale=2.0)
    side.resize(theme.u(t.SIDEBAR_NARROW), 1080 - theme.px(t.TOP_BAR))
    QApplication.processEvents()
    side.grab()  # which lays out what was resized last
    assert not side.places.scrolls
    assert all(in_sight(shown) for shown in side.lists)


def test_with_room_the_rows_have_their_full_height(side):
    with laid_out(side, "en", 1080):
        assert {side.places.places.height(each) for each in side.places.rows.rows if not each.is_heading} == {32}


def test_settings_and_help_stay_in_sight_where_the_places_scroll(side):
    with laid_out(side, "ar", 480):
        assert side.places.scrolls
        assert not in_sight(side.places)
        assert in_sight(side.pinned)
        assert [each.key for each in side.pinned.rows.rows] == ["settings", "help"]
        assert side.safety.geometry().bottom() <= side.rect().bottom()


def test_no_name_in_the_sidebar_is_cut(side):
    cut = {}
    for language in LANGUAGES:
        with laid_out(side, language, LAPTOP[1]):
            for shown in side.lists:
                place = QRect(0, 0, shown.width(), 32)
                cut |= {(language, each.title): x for each in shown.rows.rows if (x := shown.delegate.cut(place, each))}
    assert not cut


def test_no_name_of_a_lane_is_cut_on_a_laptop(side, qtbot):
    lanes = [Lane(state.label, STATES[state][1]) for state in LANES]
    for lane in lanes:
        qtbot.addWidget(lane)
    cut = []
    for language, hours, folded in product(LANGUAGES, ("18.5 h", ""), (0, 1)):
        theme.set_theme(scale=1.25 if folded else 1.0)  # at 125 % the last lane is empty, and a strip
        with laid_out(side, language, LAPTOP[1]):
            room = LAPTOP[0] - side.wide - 2 * theme.u(PAGE_MARGIN) - theme.u(BETWEEN_LANES) * (len(lanes) - 1)
            room -= folded * theme.u(STRIP)
            opened = lanes[: len(lanes) - folded]
            for lane in opened:
                lane.show_cards((), "12", hours)
                lane.resize(room // len(opened), 600)
                lane.show()
                lane.layout().activate()
            in_two = not all(lane.head.fits_one_line for lane in opened)
            for lane in opened:
                lane.head.have_two_lines(in_two)
                lane.grab()
                cut += [(language, lane.head.toolTip())] if lane.head.toolTip() else []
    assert not cut


def test_the_arrows_lead_from_the_last_place_to_what_is_pinned_and_back(side):
    side.stand_at("reports")
    side.places.setFocus()
    QTest.keyClick(side.places, Qt.Key.Key_Down)
    assert side.pinned.current().key == "settings"
    assert side.places.current() is None
    gone: list[str] = []
    side.wanted.connect(lambda page, _key: gone.append(page))
    QTest.keyClick(side.pinned, Qt.Key.Key_Return)
    QTest.keyClick(side.pinned, Qt.Key.Key_Up)
    assert (gone, side.places.current().key, side.pinned.current()) == (["settings"], "reports", None)
