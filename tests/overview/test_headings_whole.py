"""No heading is cut in any language, window or size of text, and no name by a column that matters less."""

import pytest
from every_page import unpainted
from examples import NOON
from hands import NO_WARNINGS, rest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QTableView

from lifecycle_desk.app import main_places
from lifecycle_desk.base import clock
from lifecycle_desk.desktop.look.rows.column_room import NAME, ColumnRoom
from lifecycle_desk.desktop.look.rows.head import TableHead
from lifecycle_desk.desktop.look.rows.table import CellDelegate, shown_in
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.language import LANGUAGES

pytestmark = NO_WARNINGS
SIZES = {100: QSize(1280, 720), 125: QSize(1366, 768), 150: QSize(1440, 900), 200: QSize(1920, 1080)}
# At 125 % lists have the least room for their words: beside the whole sidebar, which folds above. There all languages
# are walked, elsewhere those with the longest words, since a walk through all lists takes seconds.
LONG_WORDS = ("ru", "de", "id")
# What lists have beside a folded sidebar or the whole one, a rail or none, in px at 100 %: asked of each list where it
# stands, in every language and in milliseconds, as by another window of each size.
ROOMS = (560, 710, 811, 850, 1010, 1230)
SPOKEN = {100: LONG_WORDS, 125: tuple(LANGUAGES), 150: LONG_WORDS, 200: LONG_WORDS}


def heads(desk: Window) -> list[TableHead]:
    """The heads of the tables that are seen on the page that is shown."""
    page = desk.page()
    assert page
    found = (each.horizontalHeader() for each in page.findChildren(QTableView) if each.isVisible())
    return [each for each in found if isinstance(each, TableHead) and each.isVisible()]


def crowding(head: TableHead) -> list[tuple[str, str]]:
    """Where something is cut that is no longer than a name beside a column that matters less: in which, and by which.

    Needed columns matter more than those that may give way, and of these the ones that go last.
    """
    view = head.parentWidget()
    assert isinstance(view, QTableView)
    delegate, shown_at = view.itemDelegate(), shown_in(view.model())
    assert isinstance(delegate, CellDelegate)
    end = view.rowAt(view.viewport().height() - 1)
    rows = range(max(view.rowAt(0), 0), end + 1 if end >= 0 else view.model().rowCount())
    turns = {at: head.columns[at].gives_way for at in head.seen()}
    found = []
    for at, turn in turns.items():
        less = [other for other, its in turns.items() if 0 < its < (turn or max(turns.values()) + 1)]
        name = theme.u(NAME) + delegate.width("", at)
        if less and any(head.sectionSize(at) < min(delegate.width(shown_at(row, at), at) - 2, name) for row in rows):
            found.append((head.title(at), head.title(less[0])))
    return found


def crowding_in_rooms(head: TableHead) -> list[tuple[int, str, str]]:
    """The same as the list stands, and in all the rooms it can have."""
    view, room = head.parentWidget(), head.findChild(ColumnRoom)
    assert view
    least, most = view.minimumWidth(), view.maximumWidth()
    found = [(view.width(), *each) for each in crowding(head)]
    for wide in ROOMS:
        view.setFixedWidth(theme.u(wide))  # where another column goes the page is laid out anew, and leaves it so
        room.share()
        assert view.width() == theme.u(wide)
        found += [(wide, *each) for each in crowding(head)]
    view.setMinimumWidth(least)
    view.setMaximumWidth(most)
    room.share()
    return found


def go(whole: Window, name: str) -> None:
    with unpainted(whole):
        whole.go(dict(main_places(whole.app.user))[name])
        rest(whole)


@pytest.fixture(scope="module")
def lists(whole: Window) -> list[str]:
    """The places that have a table."""
    with clock.standing_at(NOON):
        names = [name for name, _ in main_places(whole.app.user)]
        found = []
        for name in names:
            go(whole, name)
            found += [name] if heads(whole) else []
    return found


@pytest.mark.parametrize("percent", SIZES)
def test_no_heading_is_cut_and_no_name_by_a_column_that_matters_less(whole, lists, percent):
    assert len(lists) > 20
    cut: list[object] = []
    crowded: list[object] = []
    lines = set()
    given_way = 0
    with clock.standing_at(NOON):
        for language in SPOKEN[percent]:
            whole.speak(language)
            theme.set_theme(scale=percent / 100)
            whole.resize(SIZES[percent])
            for name in lists:
                go(whole, name)
                for head in heads(whole):
                    lines.add(head.lines)
                    cut += [(name, language, head.title(at)) for at in head.seen() if head.is_cut(at)]
                    crowded += [(name, language, *each) for each in crowding_in_rooms(head)]
                    given_way += len(head.findChild(ColumnRoom).gone)
        theme.set_theme(scale=1.0)
        whole.speak("en")
    assert not cut
    assert not crowded
    assert given_way  # or there was room for all, and nothing was shown
    assert lines == {1, 2}  # or no heading was long enough to show anything
