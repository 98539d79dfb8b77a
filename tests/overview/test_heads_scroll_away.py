"""In a low window the head of a page scrolls away with the list under it, by wheel and keys, and comes back."""

from collections.abc import Iterator

import pytest
from every_page import on_page, place, unpainted
from examples import NOON, example_user
from hands import NO_WARNINGS, dress_once, press, rest, shown
from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lifecycle_desk.app import main_places, window
from lifecycle_desk.base import clock
from lifecycle_desk.desktop.headed_list import HeadedList
from lifecycle_desk.desktop.list_notes import NotesCard
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.language import LANGUAGES

pytestmark = NO_WARNINGS
LOW = {125: QSize(1366, 768), 150: QSize(1440, 900), 200: QSize(1920, 1080)}
PAGES = ("vehicle", "charging-of", "campaign", "figure")
ROWS_SEEN = 5


@pytest.fixture(scope="module")
def whole(tmp_path_factory, qapp) -> Iterator[Window]:
    """The whole program on the example dealer's books, which nobody changes here."""
    dress_once()
    user = example_user(tmp_path_factory.mktemp("whole") / "desk.ldk")
    with clock.standing_at(NOON):
        yield from shown(window(user, Machine(), remember=False))
    user.store.close()


@pytest.fixture
def desk(whole: Window) -> Iterator[Window]:
    with clock.standing_at(NOON), unpainted(whole):
        yield whole
        theme.set_theme(scale=1.0)


def look_at(desk: Window, name: str, percent: int, size: QSize | None = None, language: str = "en") -> HeadedList:
    theme.set_theme(scale=percent / 100)
    desk.resize(size or LOW[percent])
    if translator().current.code != language:
        desk.speak(language)
    desk.go(dict(main_places(desk.app.user))[name])
    rest(desk)
    [page] = on_page(desk, HeadedList)
    page._page.setValue(0)
    page._view.scrollToTop()
    page._view.setFocus()
    for _ in range(2):  # to the first row, and from there to the head: of some cars both have no room on the page
        press(page._view, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
        rest(desk)
    return page


def seen(desk: Window, page: HeadedList) -> QRect:
    """What of the list is seen: what its own frame and the page leave of it."""
    return place(desk, page._view.viewport()).intersected(place(desk, page.viewport()))


def rows_seen(desk: Window, page: HeadedList) -> list[int]:
    """The rows that are seen whole, but for headings."""
    view, model, sight = page._view, page._view.model(), seen(desk, page)
    indexes = [model.index(at, 0) for at in range(model.rowCount()) if model.flags(model.index(at, 0))]
    return [each.row() for each in indexes if _is_within(sight, desk, view, view.visualRect(each))]


def _is_within(sight: QRect, desk: Window, view, rect: QRect) -> bool:
    top = view.viewport().mapTo(desk, rect.topLeft()).y()
    return rect.height() > 0 and sight.top() <= top and top + rect.height() - 1 <= sight.bottom()


def wheel(desk: Window, page: HeadedList, notches: int) -> None:
    """Turn the wheel over the list, a notch at a time; more than nothing is upwards."""
    for _ in range(abs(notches)):
        at = seen(desk, page).center()
        under = desk.childAt(at)
        step = QPoint(0, 120 if notches > 0 else -120)
        where, buttons, keys = QPointF(under.mapFrom(desk, at)), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
        turned = QWheelEvent(
            where, QPointF(desk.mapToGlobal(at)), QPoint(), step, buttons, keys, Qt.ScrollPhase.NoScrollPhase, False
        )
        QApplication.sendEvent(under, turned)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_life_of_a_car_is_read_at_200_percent_and_its_head_is_there_again(desk, language):
    page = look_at(desk, "vehicle", 200, language=language)
    assert page._page.value() == 0
    head = place(desk, desk.page().head)
    assert desk.rect().contains(head)
    press(page._view, Qt.Key.Key_PageDown)
    rest(desk)
    there = rows_seen(desk, page)
    assert len(there) >= ROWS_SEEN, there
    assert page._view.currentIndex().row() in there
    press(page._view, Qt.Key.Key_Home)
    rest(desk)
    first, there = page._view.currentIndex().row(), rows_seen(desk, page)
    assert first in there
    assert page._page.value() == 0 or there[-1] == first  # as much of the head as there is room for
    press(page._view, Qt.Key.Key_Up)
    rest(desk)
    assert place(desk, desk.page().head) == head


def test_where_the_head_leaves_no_room_for_the_first_row_another_step_up_leads_to_its_beginning(desk):
    page = look_at(desk, "vehicle", 200, QSize(1920, 800))
    view = page._view
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Home, Qt.Key.Key_PageUp):
        press(view, Qt.Key.Key_Down)
        press(view, Qt.Key.Key_Home)
        rest(desk)
        first = view.currentIndex().row()
        assert first in rows_seen(desk, page)
        assert page._page.value() > 0
        press(view, key)
        rest(desk)
        assert (page._page.value(), view.currentIndex().row()) == (0, first)
        assert first not in rows_seen(desk, page)


def test_a_page_that_stands_at_its_top_stands_there_in_another_language_and_size_too(desk):
    page = look_at(desk, "vehicle", 200)
    for language in ("ar", "th", "en"):
        desk.speak(language)
        rest(desk)
        assert page._page.value() == 0
    desk.go(Place("today"))
    desk.speak("ar")
    theme.set_theme(scale=1.5)
    rest(desk)
    desk.go(dict(main_places(desk.app.user))["vehicle"])
    rest(desk)
    assert page.isVisible()
    assert page._page.value() == 0
    theme.set_theme(scale=2.0)
    rest(desk)
    assert page._page.value() == 0


@pytest.mark.parametrize("percent", LOW)
@pytest.mark.parametrize("name", PAGES)
def test_the_wheel_moves_the_page_before_the_rows_and_the_rows_before_the_page(desk, name, percent):
    page = look_at(desk, name, percent)
    bar = page._view.verticalScrollBar()
    moved = []
    for _ in range(40):
        wheel(desk, page, -1)
        moved.append((page._page.value(), bar.value()))
        if bar.value() or page._page.value() == page._page.maximum():
            break
    assert moved == sorted(moved)
    assert page._page.value() == page._top
    assert all(rows == 0 for at, rows in moved if at < page._top)
    assert len(rows_seen(desk, page)) >= min(ROWS_SEEN, page._view.model().rowCount())
    wheel(desk, page, 40)
    assert (page._page.value(), bar.value()) == (0, 0)


@pytest.mark.parametrize("percent", LOW)
@pytest.mark.parametrize("name", PAGES)
def test_what_the_keyboard_stands_on_is_seen_at_each_step(desk, name, percent):
    page = look_at(desk, name, percent)
    view, last = page._view, min(16, page._view.model().rowCount() - 1)
    for key in [Qt.Key.Key_Down] * last + [Qt.Key.Key_Up] * last:
        press(view, key)
        rest(desk)
        assert view.currentIndex().row() in rows_seen(desk, page), key
    assert page._page.value() < page._top
    press(view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    rest(desk)
    assert view.currentIndex().row() in rows_seen(desk, page)


def test_a_bar_that_is_dragged_stays_under_the_hand_and_the_list_is_whole_when_it_is_let_go(desk):
    page = look_at(desk, "vehicle", 200)
    bar = page._view.verticalScrollBar()
    bar.setSliderDown(True)
    bar.setSliderPosition(300)
    assert page._page.value() == 0
    bar.setSliderDown(False)
    assert page._page.value() == page._top


def test_what_is_filtered_away_does_not_move_the_page(desk, qtbot):
    page = look_at(desk, "vehicle", 200)
    wheel(desk, page, -20)
    before = page._page.value()
    assert before == page._top
    field = desk.page().filter_field()
    field.setFocus()
    rows = page._view.model().rowCount()
    QTest.keyClicks(field, "zzzz")
    qtbot.waitUntil(lambda: page._view.model().rowCount() == 0, timeout=5000)
    rest(desk)
    assert page._page.value() == before
    field.clear()
    qtbot.waitUntil(lambda: page._view.model().rowCount() == rows, timeout=5000)


def test_the_rail_has_the_page_where_it_stands_in_place_of_the_life(desk):
    page = look_at(desk, "vehicle", 200)
    columns = desk.page().columns
    columns.show_rail()
    rest(desk)
    assert columns.rail.isVisible()
    assert columns.rail.height() > page.height() * 3 // 4
    columns.show_rail()
    rest(desk)
    assert page._view.isVisible()


def test_a_window_with_room_scrolls_no_head(desk):
    page = look_at(desk, "vehicle", 100, QSize(1920, 1080))
    assert page._page.maximum() == 0
    assert not page.is_low
    wheel(desk, page, -2)
    assert page._view.verticalScrollBar().value() > 0


@pytest.mark.parametrize(("size", "percent"), [(QSize(1280, 720), 100), (QSize(1366, 768), 125)])
@pytest.mark.parametrize("name", ["campaigns", "claims", "recycling"])
def test_the_cards_under_a_short_list_scroll_with_the_page_and_not_in_a_window_of_their_own(desk, name, size, percent):
    page, notes = look_at(desk, name, percent, size), desk.page().notes
    assert notes.isVisible()
    assert [each.verticalScrollBar().maximum() for each in (notes, page._view)] == [0, 0]
    wheel(desk, page, -40)
    cards = [place(desk, each) for each in desk.page().notes.findChildren(NotesCard)]
    assert max(each.bottom() for each in cards) <= place(desk, page).bottom()
