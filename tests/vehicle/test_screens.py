"""Vehicles and customers on the screen: found, added, read, corrected and erased by keyboard alone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from screens_window import CTRL, HOSTILE, OTHER, VIN, fill, go, opened, press, rest, take_first, type_in

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.counter.verbs import Seat
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.desktop.look.rows import EventRow, YearRow
from lifecycle_desk.desktop.look.theme import dress, theme
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.speech import speech
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.language import Language
from lifecycle_desk.vehicle.rules import wording
from lifecycle_desk.vehicle.rules.life import Event, Stage
from lifecycle_desk.vehicle.rules.wording import Said, Worded
from lifecycle_desk.vehicle.screens import PICTURES, entries
from lifecycle_desk.vehicle.screens.documents import copy_of
from lifecycle_desk.vehicle.screens.lines import rows_of
from lifecycle_desk.vehicle.usecases.documents import Document
from lifecycle_desk.vehicle.usecases.life import Note, ReadOdometer, note_event, read_odometer
from lifecycle_desk.vehicle.usecases.people import person
from lifecycle_desk.vehicle.usecases.showing import page as page_of
from lifecycle_desk.vehicle.usecases.telling import tell

pytestmark = [pytest.mark.qt_log_level_fail("WARNING"), pytest.mark.qt_log_ignore("propagateSizeHints|This plugin")]


@pytest.fixture(scope="module")
def _dressed(qapp) -> None:
    dress(qapp, calm=True)


@pytest.fixture
def bare_window(own_seat: Seat, qtbot, _dressed) -> Iterator[Window]:
    """A window on the empty books of a Bangkok dealer."""
    speech().speak(spoken(own_seat, "en"))
    made = opened(own_seat, lambda code: spoken(own_seat, code))
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    yield made
    made.close()
    rest(made)  # a field that is left by closing still asks something, and must be there to hear the answer
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    theme.wear(dark=False, scale=1.0)
    speech().speak(Language("en"))


@pytest.fixture
def window(own_seat: Seat, bare_window: Window) -> Window:
    """The same with two cars in the books."""
    fill(own_seat)
    rest(bare_window)
    return bare_window


def titles(page) -> list[str]:
    return [each.title for each in page.life.list.rows.rows if isinstance(each, EventRow)]


def cells(page) -> list[str]:
    long = page.body.table.long
    return [long.data(long.index(row, 1)) for row in range(long.rowCount())]


def open_entry(window: Window, down: int) -> None:
    """Ctrl+N, then so many times the arrow down, then Enter."""
    press(window, Qt.Key.Key_N, CTRL)
    menu = window.page().head.menu
    for _ in range(down):
        QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    window.activateWindow()
    rest(window)


def test_empty_books_teach_how_to_begin(bare_window):
    page = go(bare_window, "vehicles")
    assert page.body.is_empty
    assert QApplication.focusWidget() is page.body.empty.primary
    press(bare_window, Qt.Key.Key_Space)
    assert bare_window.place == Place("add_vehicle")


def test_a_list_is_filtered_and_opened_by_keyboard(window):
    press(window, Qt.Key.Key_7, CTRL)
    page = window.page()
    assert len(cells(page)) == 2
    assert QApplication.focusWidget() is page.body.table
    press(window, Qt.Key.Key_F6)
    type_in(window, "4821")
    QTest.qWait(160)
    rest(window)
    assert cells(page) == ["MG4 Electric 64 kWh"]
    press(window, Qt.Key.Key_Return)
    press(window, Qt.Key.Key_Return)
    assert window.place == Place("vehicle", VIN)


def test_what_fits_nothing_says_so_and_shows_all_again(window):
    page = go(window, "vehicles")
    press(window, Qt.Key.Key_F6)
    type_in(window, "zzzz")
    QTest.qWait(160)
    rest(window)
    assert not page.body.table.isVisible()
    assert not page.body.is_empty
    press(window, Qt.Key.Key_Escape)
    QTest.qWait(160)
    rest(window)
    assert len(cells(page)) == 2


def test_chips_count_each_stage_and_narrow_the_list(window):
    page = go(window, "vehicles")
    seen = {value for value, chip in page.chips.chips.items() if chip.isVisible()}
    assert seen == {None, Stage.IN_USE}
    assert page.chips.chips[Stage.IN_USE].accessibleName() == "In use 2"
    page.chips.choose(Stage.IN_USE)
    rest(window)
    assert len(cells(page)) == 2


def test_a_vehicle_and_its_owner_are_added_by_keyboard(window, own_seat):
    go(window, "vehicles")
    press(window, Qt.Key.Key_N, CTRL)
    page = window.page()
    assert QApplication.focusWidget() is page.vin.line
    type_in(window, "lgxce4cc0-s001 0006")
    press(window, Qt.Key.Key_Tab, times=2)
    page.model.finder.setFocus()
    type_in(window, "atto 3")
    take_first(window, page.model.completion.popup)
    assert (page.model.make.text, page.model.model.text) == ("BYD", "Atto 3")
    page.plate.setFocus()
    type_in(window, "1ขค 77")
    press(window, Qt.Key.Key_Tab)
    type_in(window, "12,345")
    page.owner.name.setFocus()
    type_in(window, "Somchai Jaidee")
    page.owner.phone.setFocus()
    type_in(window, "089 555 0199")
    press(window, Qt.Key.Key_Return, CTRL)

    assert window.place == Place("vehicle", "LGXCE4CC0S0010006")
    found = page_of(own_seat, "LGXCE4CC0S0010006")
    assert (found.owner.name, found.owner.phone) == ("Somchai Jaidee", "089 555 0199")
    assert (found.figures.plate, found.figures.odometer_km) == ("1ขค 77", 12_345)
    assert found.description["usable_wh"] > 30_000


def test_a_known_customer_is_found_by_typing(window, own_seat):
    page = go(window, "add_vehicle", "LGXCE4CC6S0010009")
    page.owner.name.setFocus()
    type_in(window, "0142")
    QTest.qWait(200)
    rest(window)
    take_first(window, page.owner.completion.popup)
    assert page.owner.name.text == "Anan Wongsakul"
    assert not page.owner.phone.isEnabled()
    press(window, Qt.Key.Key_Return, CTRL)
    assert page_of(own_seat, "LGXCE4CC6S0010009").owner.name == "Anan Wongsakul"


def test_letters_for_digits_are_refused_with_what_was_meant(window):
    page = go(window, "add_vehicle")
    page.vin.setFocus()
    type_in(window, "LSJWH4O95PNOOOOO2")
    assert page.vin.level == "fault"
    assert page.vin.offer.text() == "Use LSJWH4095PN000002"
    page.vin.offer.setFocus()
    press(window, Qt.Key.Key_Space)
    assert page.vin.vin == "LSJWH4095PN000002"
    assert page.vin.level == "warning"  # the check digit is that of another number; it may stay
    assert page.model.year.text == "2023"


def test_the_first_fault_has_the_keyboard_and_nothing_is_written(window, own_seat):
    page = go(window, "add_vehicle")
    page.odometer.set_text("many")
    press(window, Qt.Key.Key_Return, CTRL)
    assert QApplication.focusWidget() is page.vin.line
    assert (page.vin.level, page.odometer.level) == ("fault", "fault")
    assert len(go(window, "vehicles").body.table.long.listing.keys()) == 2


def test_a_vehicle_that_is_there_is_named_and_opened_instead(window):
    page = go(window, "add_vehicle")
    page.vin.setFocus()
    type_in(window, OTHER)
    assert page.vin.level == "warning"
    assert page.there.isVisible()
    page.there.setFocus()
    press(window, Qt.Key.Key_Space)
    assert window.place == Place("vehicle", OTHER)


def test_a_known_vehicle_is_described_anew(window, own_seat):
    page = go(window, "add_vehicle", VIN)
    assert page.vin.line.isReadOnly()
    assert not page.plate.isVisible()
    page.model.variant.set_text("77 kWh")
    press(window, Qt.Key.Key_Return, CTRL)
    assert window.place == Place("vehicle", VIN)
    assert page_of(own_seat, VIN).description["variant"] == "77 kWh"
    assert page_of(own_seat, VIN).description["colour"] == HOSTILE


def test_a_form_that_was_left_comes_back_and_one_that_was_saved_does_not(window):
    page = go(window, "add_vehicle")
    page.plate.set_text("7กก 7")
    page.model.colour.set_text("Pearl")
    go(window, "vehicles")
    page = go(window, "add_vehicle")
    assert (page.plate.text, page.model.colour.text) == ("7กก 7", "Pearl")
    page.vin.set_text("LGXCE4CC6S0010009")
    press(window, Qt.Key.Key_Return, CTRL)
    assert go(window, "add_vehicle").plate.text == ""


def test_the_form_goes_on_to_the_repair_order_it_was_opened_for(window):
    go(window, "add_vehicle", "LGXCE4CC6S0010009/order_form")
    press(window, Qt.Key.Key_Return, CTRL)
    assert window.place == Place("order_form", "LGXCE4CC6S0010009")


def test_an_unknown_vehicle_can_be_added_with_its_vin(window):
    page = go(window, "vehicle", "LGXCE4CC6S0010009")
    assert page.shown is None
    assert page._stack.currentIndex() == 1
    go(window, "add_vehicle", "LGXCE4CC6S0010009")
    assert window.page().vin.vin == "LGXCE4CC6S0010009"


def test_a_life_stands_under_its_years_the_newest_first(window):
    page = go(window, "vehicle", VIN)
    rows = page.life.list.rows.rows
    assert isinstance(rows[0], YearRow)
    assert (rows[0].year, rows[0].summary) == ("2025", "4 events")
    assert rows[0].distance == "+44,643\u00a0km"
    assert titles(page)[-1] == "Taken into the books"
    assert QApplication.focusWidget() is page.life.list


def test_a_reading_is_written_by_keyboard(window, own_seat):
    page = go(window, "vehicle", VIN)
    open_entry(window, 2)
    assert page.panel.isVisible()
    type_in(window, "50,000")
    press(window, Qt.Key.Key_Tab)
    type_in(window, "-1")
    press(window, Qt.Key.Key_Return, CTRL)
    assert not page.panel.isVisible()
    assert page_of(own_seat, VIN).figures.odometer_km == 50_000
    assert page.head.add.kind == "primary"
    assert QApplication.focusWidget() is page.life.list
    press(window, Qt.Key.Key_Z, CTRL)
    assert page_of(own_seat, VIN).figures.odometer_km == 44_655


def test_escape_closes_an_entry_and_nothing_is_written(window, own_seat):
    page = go(window, "vehicle", VIN)
    before = len(page_of(own_seat, VIN).lines)
    open_entry(window, 3)
    assert page.head.add.kind == "plain"
    type_in(window, "never mind")
    press(window, Qt.Key.Key_Escape)
    assert not page.panel.isVisible()
    assert len(page_of(own_seat, VIN).lines) == before


def test_the_menu_leads_to_a_repair_order_and_ctrl_p_to_papers(window):
    go(window, "vehicle", VIN)
    open_entry(window, 1)
    assert window.place == Place("order_form", VIN)
    go(window, "vehicle", VIN)
    press(window, Qt.Key.Key_P, CTRL)
    assert window.place == Place("reports", VIN)


def test_a_plate_and_a_new_owner_are_written(window, own_seat):
    page = go(window, "vehicle", VIN)
    open_entry(window, 4)
    type_in(window, "5ขข 55")
    press(window, Qt.Key.Key_Return, CTRL)
    assert page.head.plate.text() == "5ขข 55"
    open_entry(window, 5)
    type_in(window, "Siriporn")
    press(window, Qt.Key.Key_Return, CTRL)
    assert page_of(own_seat, VIN).owner.name == "Siriporn"
    assert "New owner: Siriporn" in titles(page)


def test_an_entry_without_what_it_needs_is_refused_beside_the_field(window):
    page = go(window, "vehicle", VIN)
    for make, field in ((entries.plate, "plate"), (entries.owner, "person"), (entries.noting, "text")):
        page.write(make)
        press(window, Qt.Key.Key_Return, CTRL)
        assert page.panel.entry.fields[field].level == "fault", field
        press(window, Qt.Key.Key_Escape)


def odd(page) -> int:
    return next(each.told.seq for each in page.shown.lines if each.odd)


def test_an_odd_reading_is_put_right_where_it_stands(window, own_seat):
    page = go(window, "vehicle", VIN)
    page.life.delegate.link_pressed.emit(next(each for each in page.life.list.rows.rows if getattr(each, "odd", "")))
    rest(window)
    assert page.panel.isVisible()
    page.panel.entry.fields["odometer_km"].set_text("43,950")
    page.panel.entry.fields["why"].set_text("misread")
    press(window, Qt.Key.Key_Return, CTRL)

    lines = page_of(own_seat, VIN).lines
    assert not [each for each in lines if each.odd]
    gone = next(each for each in page.life.list.rows.rows if getattr(each, "key", None) in page.life.delegate.gone)
    assert gone.chip.words == "Taken back"
    assert "misread" in gone.detail
    assert "43,950\u00a0km" in [each.odometer for each in page.life.list.rows.rows if isinstance(each, EventRow)]


def test_an_odd_reading_may_have_been_a_new_cluster_or_stay_with_a_note(window, own_seat):
    page = go(window, "vehicle", VIN)
    page.explain(odd(page))
    rest(window)
    assert page.panel._choice.count() == 4
    page.panel._choice.setCurrentIndex(3)
    rest(window)
    type_in(window, "read by hand")
    press(window, Qt.Key.Key_Return, CTRL)
    assert page_of(own_seat, VIN).lines[-1].told.facts["text"].startswith("About the reading of 18 Jun 2025:")
    page.write(entries.cluster)
    for name, text in (("old", "44,700"), ("odometer_km", "10"), ("why", "blank screen")):
        page.panel.entry.fields[name].set_text(text)
    press(window, Qt.Key.Key_Return, CTRL)
    assert page_of(own_seat, VIN).figures.odometer_km == 44_700


def test_an_entry_is_taken_back_with_its_reason_and_counts_again(window, own_seat):
    read_odometer(own_seat, ReadOdometer(VIN, date(2025, 9, 1), Distance(46_000)))
    page = go(window, "vehicle", VIN)
    seq = page_of(own_seat, VIN).lines[-1].told.seq
    page.explain(seq)
    rest(window)
    press(window, Qt.Key.Key_Return, CTRL)
    assert page.panel.entry.fields["why"].level == "fault"
    type_in(window, "another car")
    press(window, Qt.Key.Key_Return, CTRL)
    assert page_of(own_seat, VIN).figures.odometer_km == 44_655
    page.rail.again.emit(page.shown.corrections[seq].seq)
    rest(window)
    type_in(window, "it was this car")
    press(window, Qt.Key.Key_Return, CTRL)
    assert page_of(own_seat, VIN).figures.odometer_km == 46_000
    assert not page.life.delegate.gone


def test_enter_opens_the_page_on_which_an_entry_was_made(window, own_seat):
    with own_seat.store.writing() as work:
        tell(work, Event(VIN, date(2025, 10, 1), "service.sample_told", {"order": "RO-1"}))
    wording.teach({"service.sample_told": lambda _told, _names: Worded(Said("Sample"), opens=("order_form", "RO-1"))})
    go(window, "vehicle", VIN)
    press(window, Qt.Key.Key_Return)
    del wording._KNOWN["service.sample_told"]
    assert window.place == Place("order_form", "RO-1")


def test_a_life_is_filtered_by_part_and_by_letters(window):
    page = go(window, "vehicle", VIN)
    press(window, Qt.Key.Key_F6)
    type_in(window, "rattle")
    QTest.qWait(160)
    rest(window)
    assert titles(page) == ["Note"]
    press(window, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is page.life.list
    assert rows_of(page.shown, text="nothing like it") == []


def test_the_rail_explains_what_is_chosen(window):
    page = go(window, "vehicle", VIN)
    press(window, Qt.Key.Key_Down, times=2)
    assert page.life.list.current().title == "Note"
    said = [each.text() for each in page.rail._entry.findChildren(type(page.head.name)) if each.isVisible()]
    assert any("rattle" in each for each in said)
    assert any(each.startswith("Sealed as number") for each in said)


def test_the_rail_tells_owners_what_was_built_and_documents(window):
    page = go(window, "vehicle", VIN)
    said = [each.text() for each in page.rail.findChildren(QLabel) if each.isVisible()]
    assert {"MG4 Electric", "NMC", "61.7 kWh", "CATL-08Z", "since 10 Mar 2023"} <= set(said)
    links = [each.text() for each in page.rail.findChildren(QAbstractButton) if each.isVisible()]
    assert {"Anan Wongsakul", f"{HOSTILE}.bat", "Edit"} <= set(links)


def test_files_that_are_dropped_go_with_a_note(window, own_seat, tmp_path):
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
    told = max((each.told for each in page_of(own_seat, VIN).lines), key=lambda each: each.seq)
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


def test_what_is_written_elsewhere_shows_at_once(window, own_seat):
    page = go(window, "vehicle", VIN)
    note_event(own_seat, Note(VIN, date(2025, 9, 9), "from another seat"))
    rest(window)
    assert any("another seat" in each.detail for each in page.life.list.rows.rows if isinstance(each, EventRow))


def test_a_customer_is_added_changed_and_found(window, own_seat):
    press(window, Qt.Key.Key_8, CTRL)
    press(window, Qt.Key.Key_N, CTRL)
    press(window, Qt.Key.Key_Return, CTRL)
    page = window.page()
    assert page.form.name.level == "fault"
    type_in(window, "Maliwan Thongdee")
    page.form.email.set_text("not an address")
    press(window, Qt.Key.Key_Return, CTRL)
    number = int(window.place.key)
    assert person(own_seat, number).name == "Maliwan Thongdee"
    page.form.email.set_text("maliwan@example.com")
    page.form.language.set_value("th")
    press(window, Qt.Key.Key_Return, CTRL)
    assert person(own_seat, number) == replace(
        person(own_seat, number), email="maliwan@example.com", language="th", phone=""
    )
    listed = go(window, "customers").body.table.long
    assert listed.data(listed.index(0, 0)) == "Maliwan Thongdee"


def test_a_customer_shows_their_vehicles(window):
    page = go(window, "person", "1")
    said = [each.text() for each in page._cars.findChildren(type(page._title).__mro__[1]) if each.isVisible()]
    assert VIN in said


def test_personal_data_are_erased_in_two_steps_with_a_reason(window, own_seat):
    page = go(window, "person", "1")
    page.erase.first.setFocus()
    press(window, Qt.Key.Key_Space)
    assert QApplication.focusWidget() is page.erase.why.line
    page.erase.second.click()
    rest(window)
    assert page.erase.why.level == "fault"
    assert person(own_seat, 1) is not None
    type_in(window, "asked for it")
    page.erase.second.click()
    rest(window)
    assert person(own_seat, 1) is None
    assert page._stack.currentIndex() == 1
    car = go(window, "vehicle", VIN)
    assert car.head._facts.owner._value.text() == "Personal data erased"
    assert "Anan" not in " ".join(each.words() for each in car.life.list.rows.rows)


@pytest.mark.parametrize("key", ["999", "nobody", ""])
def test_a_customer_who_is_not_there_is_told_so(window, key):
    assert go(window, "person", key)._stack.currentIndex() == 1


def test_each_page_has_its_picture(own_seat):
    fill(own_seat)
    places = [place for names in PICTURES for _, place in names(own_seat)]
    assert {each.page for each in places} == {"vehicles", "vehicle", "add_vehicle", "customers", "person"}


def test_the_folder_of_copies_is_our_own():
    assert Path(copy_of(Document("cd" * 32, "a", "text/plain", 1), b"a")).parent.name.startswith("lifecycle-desk-")
