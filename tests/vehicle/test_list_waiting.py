"""A list whose rows are on their way shows nothing false: a sketch once waiting is noticed, and nothing before."""

import pytest
from hands import CTRL, NO_WARNINGS, go, press, rest
from PySide6.QtCore import Qt

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.desktop.look.parts.painted import surface
from lifecycle_desk.desktop.remembered import Order
from lifecycle_desk.vehicle.rules.life import Stage

pytestmark = NO_WARNINGS


@pytest.fixture
def page(window):
    found = go(window, "vehicles")
    found.body.table.sort_by([Order("plate")])
    rest(window)
    return found


def is_seen(table) -> bool:
    """Whether the rows are seen, and not something over them."""
    over = surface(table)
    return over.childAt(over.rect().center()) is None


def test_rows_of_another_filter_give_way_to_a_sketch_until_those_of_this_one_come(window, qtbot, page):
    table = page.body.table
    rows, said = table.long.rowCount(), table.foot.count.text()
    window.app.reads.pause()
    page.chips.choose(Stage.IN_USE)
    assert is_seen(table)  # nothing flickers before anybody notices
    qtbot.waitUntil(lambda: table.sketch.is_drawn)
    assert not is_seen(table)
    assert table.foot.count.text() == ""
    picture = table.sketch.grab().toImage()
    assert len({picture.pixel(x, y) for x in range(0, picture.width(), 5) for y in range(picture.height())}) >= 3
    rest(window)
    assert not table.sketch.is_drawn
    page.chips.choose(None)
    rest(window)
    assert (table.long.rowCount(), table.foot.count.text()) == (rows, said)


def test_nothing_is_done_with_rows_that_lie_under_the_sketch(window, qtbot, page):
    table = page.body.table
    table.setFocus()
    window.app.reads.pause()
    page.chips.choose(Stage.IN_USE)
    qtbot.waitUntil(lambda: table.sketch.is_drawn)
    assert (table.current_key(), table.chosen_keys(9), table.count_chosen()) == (None, [], 0)
    opened = []
    table.opened.connect(opened.append)
    table.activated.emit(table.currentIndex())
    table.open_current()
    assert opened == []
    rest(window)
    page.chips.choose(None)
    rest(window)
    table.setFocus()
    press(window, Qt.Key.Key_A, CTRL)
    assert table.count_chosen() == table.long.rowCount() > 1


def test_what_comes_before_anybody_notices_is_never_sketched(window, qtbot, page):
    table, drawn = page.body.table, []
    table.sketch.changed.connect(lambda: drawn.append(True))
    page.chips.choose(Stage.IN_USE)
    rest(window)
    qtbot.wait(table.sketch.BARE + 50)
    assert drawn == []


def test_a_list_that_cannot_be_read_is_not_sketched_for_ever(window, qtbot, page, monkeypatch):
    table = page.body.table
    monkeypatch.setattr(type(table.values), "arranged", lambda *_: (_ for _ in ()).throw(Objection("gone")))
    window.app.reads.pause()
    page.chips.choose(Stage.IN_USE)
    qtbot.waitUntil(lambda: table.sketch.is_drawn)
    failed = []
    window.app.failed.connect(failed.append)
    rest(window)
    assert [str(each) for each in failed[:1]] == [str(Objection("gone"))]
    assert not table.sketch.is_drawn
