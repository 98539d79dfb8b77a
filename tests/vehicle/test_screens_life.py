"""The life of a vehicle on the screen: read, written, filtered and explained, with its documents."""

from datetime import date
from pathlib import Path

import pytest
from hands import CTRL, HOSTILE, NO_WARNINGS, go, pause, press, rest, seen, type_in
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from screens_window import VIN, fill
from spine_pages import PICTURES

from lifecycle_desk.base import clock
from lifecycle_desk.base.isolates import LRI, PDI
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.said import Said
from lifecycle_desk.desktop.look.rows import EventRow, YearRow
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.vehicle.rules import wording
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.rules.wording import Worded
from lifecycle_desk.vehicle.screens.documents import copy_of
from lifecycle_desk.vehicle.usecases.clusters import ReplaceCluster, replace_cluster
from lifecycle_desk.vehicle.usecases.documents import Document
from lifecycle_desk.vehicle.usecases.life import (
    Note,
    ReadOdometer,
    note_event,
    read_odometer,
)
from lifecycle_desk.vehicle.usecases.recording import record_event
from lifecycle_desk.vehicle.usecases.showing import page as page_of
from lifecycle_desk.vehicle_file.screens.lines import Wanted, rows_of

pytestmark = NO_WARNINGS


def titles(page) -> list[str]:
    return [each.title for each in page.life.list.rows.rows if isinstance(each, EventRow)]


def test_a_life_stands_under_its_years_the_newest_first(window):
    page = go(window, "vehicle", VIN)
    rows = page.life.list.rows.rows
    assert isinstance(rows[0], YearRow)
    assert (rows[0].year, rows[0].summary) == ("2025", "4 records")
    assert rows[0].distance == "+44,643\u00a0km"
    assert titles(page)[-1] == "Added to Lifecycle Desk"
    assert QApplication.focusWidget() is page.life.list


def test_what_a_year_added_keeps_its_sign_before_the_figure_where_one_reads_from_the_right(window):
    page = go(window, "vehicle", VIN)
    window.speak("ar")
    rest(window)
    assert page.life.list.rows.rows[0].distance.startswith(f"{LRI}+44,643{PDI}")


def test_enter_opens_the_page_on_which_an_entry_was_made(window, own_user):
    with own_user.store.writing() as tx:
        record_event(tx, Event(VIN, date(2025, 10, 1), "service.sample_told", {"order": "RO-1"}))
    wording.teach({"service.sample_told": lambda _told, _names: Worded(Said("Sample"), opens=("order_form", "RO-1"))})
    go(window, "vehicle", VIN)
    press(window, Qt.Key.Key_Return)
    del wording._KNOWN["service.sample_told"]
    assert window.place == Place("order_form", "RO-1")


def test_a_life_is_filtered_by_part_and_by_letters(window):
    page = go(window, "vehicle", VIN)
    press(window, Qt.Key.Key_F6)
    type_in(window, "rattle")
    pause(window)
    assert titles(page) == ["Note"]
    press(window, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is page.life.list
    assert rows_of(page.shown, Wanted(text="nothing like it")) == []


def test_the_rail_explains_what_is_chosen(window):
    page = go(window, "vehicle", VIN)
    press(window, Qt.Key.Key_Down, times=2)
    assert page.life.list.current().title == "Note"
    said = [each.text() for each in page.rail._entry.findChildren(QLabel) if each.isVisible()]
    assert any("rattle" in each for each in said)
    assert any(each.startswith("Record no. ") for each in said)


def test_the_rail_tells_owners_what_was_built_and_documents(window):
    page = go(window, "vehicle", VIN)
    said = [each.text() for each in page.rail.findChildren(QLabel) if each.isVisible()]
    assert {"MG4 Electric", "NMC", "61.7\u00a0kWh", "CATL-08Z", "since 10 Mar 2023"} <= set(said)
    links = [each.text() for each in page.rail.findChildren(QAbstractButton) if each.isVisible()]
    assert {"Anan Wongsakul", f"{HOSTILE}.bat", "Edit"} <= set(links)


def test_files_that_are_dropped_go_with_a_note(window, own_user, tmp_path):
    page = go(window, "vehicle", VIN)
    picture = tmp_path / "dashboard.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\nand so on")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(picture))])
    where = QPointF(200, 400)
    move, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(where, move, data, left, none))
    rest(window)
    assert [each.name for each in page.panel.entry.documents.documents] == ["dashboard.png"]
    press(window, Qt.Key.Key_Return, CTRL)
    told = max((each.told for each in page_of(own_user, VIN).lines), key=lambda each: each.seq)
    assert len(told.documents) == 1


def test_a_file_that_is_no_document_is_refused_beside_its_field(window, tmp_path):
    page = go(window, "vehicle", VIN)
    strange = tmp_path / "program.bin"
    strange.write_bytes(b"\x00\xff\xfe\x00")
    page.take_files([strange])
    rest(window)
    assert page.panel.entry.documents.level == "fault"
    page.take_files([tmp_path / "gone.pdf"])
    rest(window)
    assert page.panel.entry.documents.level == "fault"


@pytest.mark.parametrize(
    ("media", "suffix"), [("image/png", ".png"), ("application/pdf", ".pdf"), ("text/plain", ".txt"), ("x/y", ".txt")]
)
def test_a_document_opens_by_what_it_is_and_not_by_its_name(media, suffix):
    path = copy_of(Document("ab" * 32, "../../invoice.exe", media, 3), b"abc")
    assert path.suffix == suffix
    assert "invoice" not in path.name
    assert path.read_bytes() == b"abc"


def test_a_narrow_page_hides_the_rail_until_it_is_asked_for(window):
    window.resize(1000, 700)
    page = go(window, "vehicle", VIN)
    assert not page.rail.isVisible()
    press(window, Qt.Key.Key_I, CTRL)
    assert page.rail.isVisible()
    press(window, Qt.Key.Key_I, CTRL)
    assert page.life.isVisible()


def test_what_is_written_elsewhere_shows_at_once(window, own_user):
    page = go(window, "vehicle", VIN)
    note_event(own_user, Note(VIN, date(2025, 9, 9), "from another seat"))
    rest(window)
    assert any("another seat" in each.detail for each in page.life.list.rows.rows if isinstance(each, EventRow))


def test_each_page_has_its_picture(own_user):
    fill(own_user)
    places = [place for names in PICTURES for _, place in names(own_user)]
    lists = {"vehicles", "customers", "campaigns", "schedules", "schedule"}
    assert {each.page for each in places} == lists | {"vehicle", "odometer", "add_vehicle", "person"}


def test_the_folder_of_copies_is_our_own():
    assert Path(copy_of(Document("cd" * 32, "a", "text/plain", 1), b"a")).parent.name.startswith("lifecycle-desk-")


def test_the_odometer_is_what_the_cluster_shows_with_the_distance_over_all_beside_it(window, own_user):
    replace_cluster(own_user, ReplaceCluster(VIN, clock.now().date(), Distance(60_000), Distance(0), "display dead"))
    read_odometer(own_user, ReadOdometer(VIN, clock.now().date(), Distance(120)))
    said = " ".join(seen(go(window, "vehicle", VIN)))
    assert "120 km" in said.replace("\u00a0", " ")
    assert "60,120 km over all clusters" in said.replace("\u00a0", " ")
    page = go(window, "odometer", VIN)
    assert "60,120 km over all clusters" in " ".join(seen(page)).replace("\u00a0", " ")
