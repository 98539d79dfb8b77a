"""What is written into a life on the screen: readings, plates, owners, notes; put right and taken back."""

from datetime import date

from hands import CTRL, NO_WARNINGS, go, press, rest, type_in
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from screens_window import VIN

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.batteries.usecases.replacing import ReplaceBattery
from lifecycle_desk.campaigns.rules.status import CampaignEvent
from lifecycle_desk.campaigns.screens.entries import building
from lifecycle_desk.campaigns.usecases.standing import RecordBuildDay
from lifecycle_desk.desktop.look.rows import EventRow
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.schedules.rules.record import ServicingEvent
from lifecycle_desk.schedules.usecases.schedules import RecordService
from lifecycle_desk.vehicle.rules.life import VehicleEvent
from lifecycle_desk.vehicle.screens import entries, life_entries
from lifecycle_desk.vehicle.usecases.correcting import as_meant
from lifecycle_desk.vehicle.usecases.documents import attach
from lifecycle_desk.vehicle.usecases.life import (
    AddVehicle,
    Description,
    Note,
    ReadOdometer,
    RecordPlate,
    add_vehicle,
    note_event,
    read_odometer,
)
from lifecycle_desk.vehicle.usecases.showing import page as page_of
from lifecycle_desk.vehicle_file.screens.vehicle import CORRECTED

pytestmark = NO_WARNINGS

NOBODYS = "LC0CE4CB7P0000001"


def titles(page) -> list[str]:
    return [each.title for each in page.life.list.rows.rows if isinstance(each, EventRow)]


def open_entry(window: Window, words: str) -> None:
    """Ctrl+N, then the arrow down to an entry, then Enter."""
    press(window, Qt.Key.Key_N, CTRL)
    menu = window.page().head.menu
    for _ in menu.actions():
        QTest.keyClick(menu, Qt.Key.Key_Down)
        if menu.activeAction().text() == words:
            break
    QTest.keyClick(menu, Qt.Key.Key_Return)
    window.activateWindow()
    rest(window)


def odd(page) -> int:
    return next(each.told.seq for each in page.shown.lines.values() if each.odd)


def test_a_reading_is_written_by_keyboard(window, own_user):
    page = go(window, "vehicle", VIN)
    open_entry(window, "Odometer reading")
    assert page.panel.isVisible()
    type_in(window, "50,000")
    press(window, Qt.Key.Key_Tab)
    type_in(window, "-1")
    press(window, Qt.Key.Key_Return, CTRL)
    assert not page.panel.isVisible()
    assert page_of(own_user, VIN).figures.odometer_km == 50_000
    assert page.head.add.kind == "primary"
    assert QApplication.focusWidget() is page.life.list
    press(window, Qt.Key.Key_Z, CTRL)
    assert page_of(own_user, VIN).figures.odometer_km == 44_655


def test_enter_goes_on_to_the_button_of_an_entry_and_the_sheet_of_keys_says_so(window, own_user):
    page = go(window, "vehicle", VIN)
    open_entry(window, "Odometer reading")
    assert "Next field" in {each.words for each in window.sheet.shown(page)}
    type_in(window, "50,000")
    passed = []
    while QApplication.focusWidget() is not page.panel.save:
        passed.append(QApplication.focusWidget())
        press(window, Qt.Key.Key_Return)
        assert len(passed) < 9
    assert len(passed) > 1
    press(window, Qt.Key.Key_Return)
    assert page_of(own_user, VIN).figures.odometer_km == 50_000


def test_escape_closes_an_entry_and_nothing_is_written(window, own_user):
    page = go(window, "vehicle", VIN)
    before = len(page_of(own_user, VIN).lines)
    open_entry(window, "Note with documents")
    assert page.head.add.kind == "plain"
    type_in(window, "never mind")
    press(window, Qt.Key.Key_Escape)
    assert not page.panel.isVisible()
    assert len(page_of(own_user, VIN).lines) == before


def test_an_entry_without_fields_waits_at_its_button_and_is_written_by_a_key(window, own_user):
    page = go(window, "vehicle", VIN)
    noted = Note(VIN, date(2026, 11, 25), "the owner called")
    page.panel.open([entries.Entry("A call", {}, (), lambda: note_event, lambda: noted, "It is written.")])
    rest(window)
    assert QApplication.focusWidget() is page.panel.save
    press(window, Qt.Key.Key_Return, CTRL)

    assert not page.panel.isVisible()
    assert any(each.told.facts.get("text") == "the owner called" for each in page_of(own_user, VIN).lines)


def test_the_menu_leads_to_a_repair_order_and_ctrl_p_to_papers(window):
    go(window, "vehicle", VIN)
    open_entry(window, "Repair order")
    assert window.place == Place("order_form", VIN)
    go(window, "vehicle", VIN)
    press(window, Qt.Key.Key_P, CTRL)
    assert window.place == Place("reports", f"lifecycle-report:{VIN}")


def test_a_plate_and_the_first_owner_are_written(window, own_user):
    add_vehicle(own_user, AddVehicle(NOBODYS, date(2026, 1, 2), Description("BYD", "Atto 3")))
    page = go(window, "vehicle", NOBODYS)
    open_entry(window, "New plate")
    type_in(window, "5ขข 55")
    press(window, Qt.Key.Key_Return, CTRL)
    assert page.car.plate.text() == "5ขข 55"
    open_entry(window, "Owner")
    type_in(window, "Siriporn")
    press(window, Qt.Key.Key_Return, CTRL)
    assert page_of(own_user, NOBODYS).owner.name == "Siriporn"
    assert "New owner: Siriporn" in titles(page)


def test_who_follows_a_known_owner_comes_in_by_the_change_of_owner_alone(window, own_user):
    add_vehicle(own_user, AddVehicle(NOBODYS, date(2026, 1, 2), Description("BYD", "Atto 3")))
    offered = {}
    for vin in (VIN, NOBODYS):
        menu = go(window, "vehicle", vin).head.menu
        menu.refill()
        offered[vin] = {each.text() for each in menu.actions()}

    assert offered[NOBODYS] - offered[VIN] == {"Owner"}
    assert "Change of owner" in offered[VIN]


def test_an_entry_without_what_it_needs_is_refused_beside_the_field(window):
    page = go(window, "vehicle", VIN)
    for make, field in ((life_entries.plate, "plate"), (life_entries.owner, "person"), (life_entries.noting, "text")):
        page.write(make)
        press(window, Qt.Key.Key_Return, CTRL)
        assert page.panel.entry.fields[field].level == "fault", field
        press(window, Qt.Key.Key_Escape)


def test_an_entry_opens_without_a_word_about_what_is_not_filled_in_yet(window):
    page = go(window, "vehicle", VIN)
    for make in (life_entries.reading, life_entries.noting, life_entries.plate, life_entries.cluster, building):
        page.write(make)
        assert {name: each.level for name, each in page.panel.entry.fields.items() if each.is_faulty} == {}, make
    assert not page.panel.entry.fields["built_on"].text


def test_an_odd_reading_is_put_right_where_it_stands(window, own_user):
    page = go(window, "vehicle", VIN)
    page.life.delegate.link_pressed.emit(next(each for each in page.life.list.rows.rows if getattr(each, "odd", "")))
    rest(window)
    assert page.panel.isVisible()
    page.panel.entry.fields["odometer_km"].set_text("43,950")
    page.panel.entry.fields["why"].set_text("misread")
    press(window, Qt.Key.Key_Return, CTRL)

    lines = page_of(own_user, VIN).lines
    assert not [each for each in lines if each.odd]
    assert not [each for each in page.life.list.rows.rows if getattr(each, "key", None) in page.life.delegate.gone]
    meant = next(place for place, each in enumerate(page.life.list.rows.rows) if getattr(each, "opened", None) is False)
    page.life.list.setFocus()
    page.life.list.setCurrentIndex(page.life.list.rows.index(meant, 0))
    press(window, Qt.Key.Key_Right)  # what was mistyped stands inside what was meant
    gone = next(each for each in page.life.list.rows.rows if getattr(each, "key", None) in page.life.delegate.gone)
    assert gone.is_inside
    assert gone.chip.words == "Voided"
    inside = {each.title: each.detail for each in page.life.list.rows.rows if getattr(each, "is_inside", False)}
    assert inside["Corrected"] == "misread"
    assert "43,950\u00a0km" in [each.odometer for each in page.life.list.rows.rows if isinstance(each, EventRow)]


def test_an_odd_reading_may_have_been_a_new_cluster_or_stay_with_a_note(window, own_user):
    page = go(window, "vehicle", VIN)
    page.explain(odd(page))
    rest(window)
    assert page.panel._choice.count() == 4
    page.panel._choice.setCurrentIndex(3)
    rest(window)
    type_in(window, "read by hand")
    press(window, Qt.Key.Key_Return, CTRL)
    assert page_of(own_user, VIN).lines[-1].told.facts["text"].startswith("About the reading of 18 Jun 2025:")
    page.write(life_entries.cluster)
    for name, text in (("old", "44,700"), ("odometer_km", "10"), ("why", "blank screen")):
        page.panel.entry.fields[name].set_text(text)
    press(window, Qt.Key.Key_Return, CTRL)
    assert page_of(own_user, VIN).figures.odometer_km == 44_700


def test_an_entry_is_taken_back_with_its_reason_and_counts_again(window, own_user):
    read_odometer(own_user, ReadOdometer(VIN, date(2025, 9, 1), Distance(46_000)))
    page = go(window, "vehicle", VIN)
    seq = page_of(own_user, VIN).lines[-1].told.seq
    page.explain(seq)
    rest(window)
    press(window, Qt.Key.Key_Return, CTRL)
    assert page.panel.entry.fields["why"].level == "fault"
    type_in(window, "another car")
    press(window, Qt.Key.Key_Return, CTRL)
    assert page_of(own_user, VIN).figures.odometer_km == 44_655
    page.rail.again.emit(page.shown.corrections[seq].seq)
    rest(window)
    type_in(window, "it was this car")
    press(window, Qt.Key.Key_Return, CTRL)
    assert page_of(own_user, VIN).figures.odometer_km == 46_000
    assert seq not in page.life.delegate.gone


def test_an_entry_is_corrected_in_its_own_form(window, own_user):
    photo = attach(own_user, "scratch.txt", b"a scratch").sha256
    seq = note_event(own_user, Note(VIN, date(2026, 11, 20), "a scrtch", (photo,))).value.event
    page = go(window, "vehicle", VIN)
    page.rail.show_entry(page.shown, seq)
    rest(window)
    links = [each for each in page.rail._entry.findChildren(QAbstractButton) if each.text() == "Correct…"]
    links[-1].click()
    rest(window)
    assert page.panel.entry.fields["text"].text == "a scrtch"
    press(window, Qt.Key.Key_A, CTRL)
    type_in(window, "a scratch")
    page.panel.entry.fields["why"].setFocus()
    press(window, Qt.Key.Key_Return, CTRL)
    assert page.panel.isVisible()
    assert page.panel.entry.fields["why"].is_faulty
    type_in(window, "mistyped")
    press(window, Qt.Key.Key_Return, CTRL)
    assert not page.panel.isVisible()
    told = {each.told.facts.get("text"): each.told for each in page_of(own_user, VIN).lines if each.stands}
    assert "a scrtch" not in told
    assert (told["a scratch"].on, told["a scratch"].documents) == (date(2026, 11, 20), (photo,))


def test_each_form_of_a_correction_begins_as_the_entry_was_told(window, own_user):
    page = go(window, "vehicle", VIN)
    told = {
        VehicleEvent.READ: ReadOdometer(VIN, date(2026, 11, 20), Distance(44_700), note="by phone"),
        VehicleEvent.PLATED: RecordPlate(VIN, "5ขข 55", date(2026, 11, 20)),
        VehicleEvent.BATTERY_REPLACED: ReplaceBattery(VIN, "PACK1", date(2026, 11, 20), "swollen"),
        ServicingEvent.SERVICED: RecordService(
            VIN, date(2026, 11, 20), Distance(44_700), ("visit", "brake_fluid", "washing"), authorised=False
        ),
        CampaignEvent.BUILT: RecordBuildDay(VIN, date(2023, 5, 6)),
    }
    for kind, asked in told.items():
        entry = life_entries.correcting(page._app, 7, CORRECTED[kind](page._app, VIN, asked))
        found = entry.read()
        assert (found.seq, entry.fields["why"].is_faulty) == (7, True)
        assert found.meant == as_meant(found, asked).meant
