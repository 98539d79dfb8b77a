"""The next step stands in every row of the day where words are long: it is cut, and told, before it is left out."""

from dataclasses import replace

import pytest
from hands import NO_WARNINGS, dress_once
from hearing import Hearing
from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPixmap

from lifecycle_desk.desktop.look.paint import Brush
from lifecycle_desk.desktop.look.rows import DueDelegate, DueRow
from lifecycle_desk.desktop.look.rows.base import State
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import Language
from lifecycle_desk.overview.rules import DueKind
from lifecycle_desk.overview.screens.due_rows import LOOKS
from lifecycle_desk.stages.service.orders.screens.looks import HOURS_LATE

pytestmark = NO_WARNINGS
REASONS = {"de": "Zugesagt 29. Nov. 17:30", "ru": "Обещано 29 нояб. 17:30"}
LONG = "Endkontrolle: nicht bestanden, nachzuprüfen"  # cut in any case: a reason stands as wide as its most
WIDTH = {"de": 1008, "ru": 970}  # px of the list in a window of 1366 x 768 at 125 %, beside the sidebar
OF_TODAY = 20  # hours


@pytest.fixture(params=REASONS)
def due(request, qtbot) -> dict[DueKind, DueRow]:
    """A row of each kind, in a language of long words, at 125 %."""
    dress_once()
    language = Language(request.param)
    translator().set_language(language)
    theme.set_theme(scale=1.25)
    late = language(HOURS_LATE, n=OF_TODAY)
    yield {
        kind: DueRow("3กข 4821", "MG4", REASONS[language.code], "x", "Nok K.", "1", late, step=language(look.step.says))
        for kind, look in LOOKS.items()
    }
    theme.set_theme(scale=1.0)
    translator().set_language(Language("en"))


def test_each_row_has_its_step_before_the_owner_takes_the_room_and_the_reason_is_whole(due):
    delegate, rect = DueDelegate(), QRect(0, 0, WIDTH[translator().current.code], 58)
    long, longest = replace(due[DueKind.INSPECTION_FAILED], reason=LONG), replace(due[DueKind.END_LATE], step=LONG)
    delegate.measure([*due.values(), long, longest])
    assert [kind for kind, row in due.items() if delegate.link(rect, row).isEmpty()] == []
    cut = {text for row in due.values() for text in delegate.cut(rect, row)}
    assert cut <= {due[kind].step for kind in (DueKind.SERVICE_OVERDUE, DueKind.END_LATE, DueKind.PART_LATE)}
    assert due[DueKind.COMES].step not in cut
    assert not delegate.link(rect, longest).isEmpty()
    assert LONG in delegate.cut(rect, longest)  # and told where one points


def test_where_there_is_room_the_longest_step_is_whole_beside_the_owner(due):
    delegate, rect = DueDelegate(), QRect(0, 0, 2000, 58)
    delegate.measure([*due.values()])
    assert [delegate.cut(rect, row) for row in due.values()] == [[]] * len(due)


def test_a_step_is_pressed_where_it_stands_also_when_it_is_cut(due):
    delegate, rect = DueDelegate(), QRect(0, 0, WIDTH[translator().current.code], 58)
    delegate.measure([*due.values()])
    button = delegate.link(rect, due[DueKind.SERVICE_OVERDUE])
    assert button.right() <= rect.right() - theme.u(16) + 1
    assert button.width() <= theme.u(220)


def test_no_step_is_cut_by_being_chosen_its_key_goes_first(due):
    delegate, rect = DueDelegate(), QRect(0, 0, WIDTH[translator().current.code], 58)
    delegate.measure([*due.values()])
    paper = QPixmap(rect.size())
    painter = QPainter(paper)
    brush = Brush(painter)
    delegate.draw(brush, rect, due[DueKind.COMES], State(selected=True))
    painter.end()
    assert brush.cut == []


def test_a_row_of_a_short_reason_says_whom_to_call_though_another_row_has_a_long_one(due):
    delegate, rect = DueDelegate(), QRect(0, 0, WIDTH[translator().current.code], 58)
    short, long = replace(due[DueKind.COMES], reason="14:00"), replace(due[DueKind.INSPECTION_FAILED], reason=LONG)
    delegate.measure([*due.values(), long])
    assert "Nok K." in written(delegate, rect, short)
    assert "Nok K." not in written(delegate, rect, long)  # whose reason would be cut for it


@pytest.mark.parametrize("wide", range(700, 1700, 90))
def test_whom_to_call_stands_in_one_column_whatever_each_row_says(due, monkeypatch, wide):
    short, long = replace(due[DueKind.COMES], reason="14:00"), replace(due[DueKind.READY], reason=LONG)
    nobodys = replace(due[DueKind.CHECK_DUE], person="", phone="", reason=LONG)
    company = replace(due[DueKind.LATE], person="Bangkok Green Transport and Logistics Limited")
    rows = [*due.values(), short, long, nobodys, company]
    delegate, begins, steps = DueDelegate(), set[int](), set[int]()
    delegate.measure(rows)
    write = Brush.text

    def noting(brush, rect, words, *how, **more):
        if words in {row.person for row in rows if row.person}:
            begins.add(rect.x())
        return write(brush, rect, words, *how, **more)

    monkeypatch.setattr(Brush, "text", noting)
    for row in rows:
        steps.add(delegate.link(QRect(0, 0, wide, 58), row).x())
        written(delegate, QRect(0, 0, wide, 58), row)
    assert len(begins) <= 1
    assert len(steps) == 1


def test_the_longest_reason_in_sight_does_not_keep_other_rows_from_saying_whom_to_call(due):
    delegate, rect = DueDelegate(), QRect(0, 0, 1120, 58)
    stored = replace(due[DueKind.CHECK_DUE], person="", phone="", reason=LONG)  # a car that is nobody's yet
    delegate.measure([*due.values(), stored])
    assert all("Nok K." in written(delegate, rect, row) for row in due.values())
    assert LONG not in delegate.cut(rect, stored)


def written(delegate: DueDelegate, rect: QRect, row: DueRow) -> list[str]:
    """What a row writes."""
    paper = QPixmap(rect.size())
    with QPainter(paper) as painter:
        brush = Hearing(painter)
        delegate.draw(brush, rect, row, State())
    return brush.wrote
