"""What a change costs a list in sight: one look at a time, off the window's thread, and only what reads otherwise."""

from datetime import date
from threading import get_ident

import pytest
from hands import NO_WARNINGS, go, rest
from PySide6.QtWidgets import QApplication

from lifecycle_desk.desktop.look.parts.painted import surface
from lifecycle_desk.desktop.look.rows.table import CellDelegate
from lifecycle_desk.desktop.pages import Badge
from lifecycle_desk.desktop.remembered import Order
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Note, add_vehicle, note_event
from lifecycle_desk.vehicle.usecases.vehicles_shown import Vehicles

pytestmark = NO_WARNINGS
OF_THE_LIST = frozenset({"vehicle"})
LATE = date(2026, 2, 1)


@pytest.fixture
def page(window, own_user):
    for number in range(90):
        add_vehicle(own_user, AddVehicle(f"LGXCE4CC{number % 10}S00{number:05d}", date(2024, 1, 2)))
    window.setUpdatesEnabled(True)
    found = go(window, "vehicles")
    rest(window)
    return found


@pytest.fixture
def table(page):
    return page.body.table


@pytest.fixture
def painted(monkeypatch):
    """Collects the cells that are painted."""
    found = []
    draw = CellDelegate._draw_cell

    def noting(delegate, b, rect, shown, column, outer):
        found.append(shown)
        draw(delegate, b, rect, shown, column, outer)

    monkeypatch.setattr(CellDelegate, "_draw_cell", noting)
    return found


@pytest.fixture
def told(table):
    """Collects which rows the model told to read otherwise, and None where it told all anew."""
    found = []
    table.long.dataChanged.connect(lambda first, last: found.append((first.row(), last.row())))
    table.long.modelReset.connect(lambda: found.append(None))
    return found


def happens(window) -> None:
    """Somebody changes a table of the list, but no row in sight."""
    window.app.changed.emit(OF_THE_LIST)
    rest(window)
    QApplication.processEvents()


def test_a_change_of_no_row_in_sight_paints_nothing(window, table, painted, told):
    came = []
    table.long.came.connect(lambda: came.append(True))
    happens(window)
    assert (painted, told) == ([], [])
    assert came == [True]  # who shows more of a row hears of it all the same


def test_a_row_that_reads_otherwise_is_the_only_one_that_is_told_of(window, own_user, table, told):
    table.sort_by([Order("vin")])
    rest(window)
    told.clear()
    row = table.rowAt(0) + 2
    vin = table.long.listing.rows([table.long.key_at(row)])[table.long.key_at(row)].vin
    window.app.do(note_event, Note(vin, LATE, "seen"))
    rest(window)
    assert told == [(row, row)]
    assert "1 Feb 2026" in [str(table.long.shown_at(row, at)) for at in range(len(table.long.columns))]


def test_who_moves_to_the_top_brings_the_others_along_with_rows_that_were_read_already(
    window, table, told, painted, monkeypatch
):
    ours, asked = get_ident(), []
    rows = Vehicles.rows

    def noting(listing, keys):
        asked.append(get_ident())
        return rows(listing, keys)

    vin = table.long.listing.rows([table.long.key_at(40)])[table.long.key_at(40)].vin
    monkeypatch.setattr(Vehicles, "rows", noting)
    window.app.do(note_event, Note(vin, LATE, "seen"))
    rest(window)
    surface(table).repaint()
    QApplication.processEvents()
    assert None in told
    assert painted
    assert asked
    assert ours not in asked


def test_changes_while_a_look_is_on_its_way_are_one_more_look(window, table, monkeypatch):
    looks = []
    keys = Vehicles.keys
    monkeypatch.setattr(Vehicles, "keys", lambda listing, first=None: looks.append(first) or keys(listing, first))
    rest(window)
    window.app.reads.pause()
    open_before = len(window.app.reads.open)
    for _ in range(10):
        window.app.changed.emit(OF_THE_LIST)
    waiting = len(window.app.reads.open) - open_before
    rest(window)
    assert waiting <= 3  # the list, its counts, the badges
    assert looks == [None, None]


def test_a_look_that_fails_does_not_end_the_looking(window, table, monkeypatch):
    monkeypatch.setattr(Vehicles, "keys", lambda *_: (_ for _ in ()).throw(RuntimeError("a fault of ours")))
    heard = []
    window.app.failed.connect(heard.append)
    happens(window)
    monkeypatch.undo()
    asked = []
    keys = Vehicles.keys
    monkeypatch.setattr(Vehicles, "keys", lambda listing, first=None: asked.append(True) or keys(listing, first))
    happens(window)
    assert (len(heard), asked) == (1, [True])


def test_a_row_is_put_into_words_when_it_is_first_seen(window, table):
    worded = []
    cells = table.long.cells
    table.long.cells = lambda row: worded.append(row) or cells(row)
    table.show_listing(table.long.listing)
    rest(window)
    surface(table).repaint()
    seen = table.rowAt(surface(table).height() - 1) + 1
    assert 0 < seen < 40
    assert len({row.number for row in worded}) <= seen + 1


def test_a_badge_that_changes_paints_its_row_alone_and_moves_nothing_in_the_sidebar(window, page, monkeypatch):
    places, anew, drawn = window.side.places, [], []
    place = next(at for at, row in enumerate(places.rows.rows) if row.key == "vehicles")
    chosen = places.currentIndex().row()
    places.rows.modelReset.connect(lambda: anew.append(True))
    draw = type(places.places).draw
    monkeypatch.setattr(
        type(places.places),
        "draw",
        lambda of, b, rect, row, state: drawn.append(row.key) or draw(of, b, rect, row, state),
    )
    for badge in (Badge(41), Badge(41)):  # the second time it is the same
        window.side.show_badges({"vehicles": badge})
        QApplication.processEvents()
    assert (anew, drawn) == ([], ["vehicles"])
    assert places.rows.rows[place].badge == Badge(41)
    assert places.currentIndex().row() == chosen


def test_the_same_counts_leave_the_chips_as_they_stand(window, page):
    placed = []
    page.chips.placed.connect(lambda: placed.append(True))
    happens(window)
    assert placed == []
    page.chips.show_counts({}, 7)
    assert placed
