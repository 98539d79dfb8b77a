"""What a page is for is seen in every size of window and text: lines of an order, rows of schedules, what saves."""

from collections.abc import Iterator

import pytest
from every_page import on_page, place, unpainted
from examples import NOON
from hands import NO_WARNINGS, press, rest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QScrollArea

from lifecycle_desk.app import main_places
from lifecycle_desk.base import clock
from lifecycle_desk.desktop.look import marks
from lifecycle_desk.desktop.look.parts import StickyBar
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.language import LANGUAGES
from lifecycle_desk.stages.service.inspections.screens.templates import PointEditor
from lifecycle_desk.stages.service.line_cover.screens.cell import WORDS
from lifecycle_desk.stages.service.orders.rules.states import BOOKED, IN_WORK
from lifecycle_desk.stages.service.orders.screens.sheet.lines.cells import AIR
from lifecycle_desk.stages.service.orders.screens.sheet.lines.head import LinesHead
from lifecycle_desk.stages.service.orders.screens.sheet.lines.row import LineRow
from lifecycle_desk.stages.service.orders.screens.working.head import OrderHead
from lifecycle_desk.stages.service.orders.tables import orders as order_rows

pytestmark = NO_WARNINGS
SIZES = {
    100: QSize(1280, 720),
    125: QSize(1366, 768),
    150: QSize(1440, 900),
    200: QSize(1920, 1080),
}
SCRIPTS = ("en", "ar", "th", "zh_CN")  # each with another height of its lines
LINES_SEEN = {100: 3, 125: 3, 150: 3, 200: 2}
SCHEDULES_SEEN = 7
PAGES = ("repair-order", "order-form", "schedules", "schedule")
ENDING = ("repair-order", "order-form", "claim", "catalogue-entry", "inspection-templates", "purchase-form", "schedule")


@pytest.fixture
def desk(whole: Window) -> Iterator[Window]:
    with clock.standing_at(NOON), unpainted(whole):
        yield whole
        theme.set_theme(scale=1.0)


def become(desk: Window, percent: int, language: str = "en") -> None:
    theme.set_theme(scale=percent / 100)
    desk.resize(SIZES[percent])
    if translator().current.code != language:
        desk.speak(language)


def look_at(desk: Window, name: str) -> None:
    desk.go(dict(main_places(desk.app.user))[name])
    rest(desk)


def look_at_an_order_of_lines(desk: Window) -> None:
    """Open an order that is or will be worked on, in whose first job enough lines stand."""
    with desk.app.user.store.reading() as tx:
        orders = order_rows.orders(tx, order_rows.keys(tx, (BOOKED, IN_WORK), None))
    number = next(each.number for each in orders if len(each.sheet.jobs[0].lines) >= max(LINES_SEEN.values()))
    desk.go(Place("order", number))
    rest(desk)


def sight_of(row: LineRow) -> QScrollArea:
    at = row.parentWidget()
    while not isinstance(at, QScrollArea):
        assert at
        at = at.parentWidget()
    return at


def below(desk: Window, rows: list[LineRow]) -> list[int]:
    """How far above the end of what is seen each line ends; less than nothing where it is not seen whole."""
    area = sight_of(rows[0])
    end = place(desk, area).bottom()
    return [end - place(desk, each).bottom() for each in rows]


def come_to_cover(desk: Window) -> None:
    """Come to the cover of a line by Tab, which brings its column back where it was empty and gave its room."""
    line = on_page(desk, LineRow)[0]
    line.pays.setFocus()
    press(desk, Qt.Key.Key_Tab)
    assert line.cover.hasFocus()
    rest(desk)


@pytest.mark.parametrize("percent", [125, 150, 200])
def test_lines_of_an_order_are_seen_when_it_is_opened(desk, percent):
    for language in LANGUAGES:
        become(desk, percent, language)
        look_at_an_order_of_lines(desk)
        rows = on_page(desk, LineRow)
        assert len(rows) >= 3
        under = [row.height() // 2 if row.fold.is_shown else 0 for row in rows]  # who does it, not what it is
        whole = [each for each, less in zip(below(desk, rows), under, strict=True) if each + less >= 0]
        assert len(whole) >= LINES_SEEN[percent], (language, below(desk, rows))


@pytest.mark.parametrize("percent", SIZES)
def test_an_order_says_who_to_call_and_in_a_word_whether_a_line_is_covered(desk, percent):
    for language in LANGUAGES:
        become(desk, percent, language)
        look_at(desk, "repair-order")
        [head] = on_page(desk, OrderHead)
        for part in (head.plate, head.vehicle, head.owner, head.phone):
            assert part.text()
            assert desk.rect().contains(place(desk, part))
            assert part.width() >= part.sizeHint().width(), (language, part.text())
        if language in SCRIPTS:
            come_to_cover(desk)
            for words in map(translator().current, WORDS.values()):
                assert all(marks.chip_width(words) <= line.cover.width() for line in on_page(desk, LineRow)), words
            for area in desk.page().findChildren(QScrollArea):
                area.verticalScrollBar().setValue(0)


@pytest.mark.parametrize("percent", [125, 150, 200])
def test_a_new_order_of_a_car_has_room_for_lines(desk, percent):
    for language in LANGUAGES:
        become(desk, percent, language)
        look_at(desk, "order-form")
        row, *_ = on_page(desk, LineRow)
        room = below(desk, [row])[0] + row.height()
        assert room >= LINES_SEEN[percent] * row.height(), (language, room, row.height())


@pytest.mark.parametrize("percent", SIZES)
def test_titles_and_what_stands_below_a_line_are_in_line_with_its_cells(desk, percent):
    for language in ("en", "ar", "de"):
        become(desk, percent, language)
        look_at(desk, "repair-order")
        come_to_cover(desk)
        head, row = on_page(desk, LinesHead)[0], on_page(desk, LineRow)[0]
        cells = {"code": row.code, "text": row.text, "figure": row.figure, "price": row.price, "pays": row.pays}
        cells |= {"cover": row.cover, "amount": row.amount}
        for name, cell in cells.items():
            title = head.places[name].geometry()
            assert (title.x(), title.width()) == (cell.x(), cell.width()), (name, language)
        assert row.fold.is_shown
        title, text = row.fold._titles["technician"].geometry(), row.text.geometry()
        starts = (text.right() - title.right(),) if language == "ar" else (title.x() - text.x(),)
        assert starts == (AIR,), language
        cover = head._titles["cover"]
        assert cover
        assert theme.width(cover, "small") <= head.places["cover"].width(), (language, cover)


@pytest.mark.parametrize("percent", SIZES)
def test_schedules_are_seen_and_what_saves_one_lies_in_the_window(desk, percent):
    for language in SCRIPTS:
        become(desk, percent, language)
        look_at(desk, "schedules")
        table = desk.page().table
        seen = table.viewport().height() // table.rowHeight(0)
        assert seen >= SCHEDULES_SEEN, (language, seen)
        look_at(desk, "schedule")
        save = place(desk, desk.page().form.save)
        assert desk.rect().contains(save), (language, save)
        assert desk.visibleRegion().contains(save)


@pytest.mark.parametrize("percent", SIZES)
def test_a_point_of_an_inspection_stands_in_two_full_lines_and_its_words_are_seen_whole(desk, percent):
    for language in LANGUAGES:
        become(desk, percent, language)
        look_at(desk, "inspection-templates")
        points = on_page(desk, PointEditor)
        assert points
        for each in points:
            measure = [each.least, each.most, each.unit] if each.least.isVisible() else [each.answers]
            first, second = (each.text, each.kind), (*measure, each.job)
            for line in (first, second):
                assert len({place(desk, field).top() for field in line}) == 1, language
            ends = [place(desk, field) for field in (each.kind, each.job)]
            assert ends[0].left() == ends[1].left(), language
            assert ends[0].width() == ends[1].width(), language
            words = each.text.line
            assert words.fontMetrics().horizontalAdvance(words.text()) < words.width(), (language, words.text())


@pytest.mark.parametrize("percent", SIZES)
def test_what_scrolls_ends_at_the_bar_below_it(desk, percent):
    become(desk, percent)
    seen = 0
    for name in ENDING:
        look_at(desk, name)
        [bar] = on_page(desk, StickyBar)
        for area in on_page(desk, QScrollArea):
            bottom = place(desk, area).bottom()
            if bottom >= place(desk, bar).top() - 40 and area.parentWidget() is not desk.stack:
                seen += 1
                assert bottom == place(desk, bar).top() - 1, name
    assert seen >= len(ENDING)
