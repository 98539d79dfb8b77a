"""The items of the inspection break into lines: no question, hint or mark is cut, however narrow or large."""

from collections.abc import Iterator

import pytest
from hands import go, rest, shown
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter
from sale_window import SUSPECT, fill, stock_window

from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.desktop.look import flow
from lifecycle_desk.desktop.look.paint import Brush
from lifecycle_desk.desktop.look.rows.base import State
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.vehicle.screens.checklist_list import ChecklistList
from lifecycle_desk.vehicle.screens.checklist_rows import OPTIONAL, ItemRow


@pytest.fixture
def window(stocked_user, qapp) -> Iterator[Window]:
    yield from shown(stock_window(stocked_user(fill)))


def items(listed: ChecklistList) -> list[ItemRow]:
    return [each for each in listed.rows.rows if isinstance(each, ItemRow)]


def drawn(listed: ChecklistList, row: ItemRow, monkeypatch) -> tuple[list[str], list[tuple[str, int, int]], QRect]:
    """What is cut of a row in its place, the wrapped texts with their top and foot, and the place itself."""
    listed.stand_on(row.key)
    place = listed.visualRect(listed.currentIndex())
    texts: list[tuple[str, int, int]] = []

    def note(_painter: QPainter, rect: QRect, words: str, role: str, _colour: str) -> None:
        texts.append((words, rect.top(), rect.top() + flow.height(words, role, rect.width())))

    paper = QImage(place.size(), QImage.Format.Format_ARGB32)
    with monkeypatch.context() as patch:
        patch.setattr(flow, "draw", note)
        painter = QPainter(paper)
        brush = Brush(painter)
        listed.delegate.draw(brush, QRect(0, 0, place.width(), place.height()), row, State())
        painter.end()
    return brush.cut, texts, place


@pytest.mark.parametrize("code", ["en", "th", "ar", "de"])
@pytest.mark.parametrize(("wide", "scale"), [(1366, 1.25), (1000, 1.5), (1920, 2.0), (1440, 1.0)])
def test_every_question_stands_whole_in_its_row(window, monkeypatch, code, wide, scale):
    page = go(window, "inspection", SUSPECT)
    theme.set_theme(scale=scale)
    translator().set_language(spoken(window.app.user, code))
    window.resize(wide, 900)
    rest(window)
    for row in items(page.list):
        cut, texts, place = drawn(page.list, row, monkeypatch)
        assert cut == []
        assert [words for words, *_ in texts] == [each for each in (row.title, row.detail) if each]
        assert texts[0][1] >= 0
        assert texts[-1][2] <= place.height()


def test_what_is_optional_says_so_in_a_narrow_list_too(window, monkeypatch):
    page = go(window, "inspection", SUSPECT)
    words = translator().current(OPTIONAL)
    told = []
    monkeypatch.setattr(
        "lifecycle_desk.vehicle.screens.checklist_rows.marks.chip", lambda _b, rect, mark: told.append((rect, mark))
    )
    for wide in (1440, 900):
        window.resize(wide, 900)
        rest(window)
        for row in items(page.list):
            told.clear()
            place = drawn(page.list, row, monkeypatch)[2]
            assert [mark for _, mark in told] == ([row.mark] if row.mark else [])
            assert all(QRect(0, 0, place.width(), place.height()).contains(rect) for rect, _ in told)
    assert any(row.mark == words for row in items(page.list))


def test_rows_get_higher_as_the_list_gets_narrower(window):
    page = go(window, "inspection", SUSPECT)

    def heights() -> list[int]:
        rest(window)
        rows = page.list.rows
        return [page.list.visualRect(rows.index(at, 0)).height() for at in range(rows.rowCount())]

    window.resize(1600, 900)
    wide = heights()
    window.resize(800, 900)
    narrow = heights()
    assert all(more >= less for more, less in zip(narrow, wide, strict=True))
    assert sum(narrow) > sum(wide)
    window.resize(1600, 900)
    assert heights() == wide
