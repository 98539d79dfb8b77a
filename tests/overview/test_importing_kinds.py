"""Importing any kind of file through the window: its kind shown by itself, its columns decided, its faults told."""

from datetime import date

import pytest
from hands import (
    CTRL,
    ENTER,
    HOSTILE,
    NO_WARNINGS,
    OPEN,
    go,
    marked,
    nameless,
    out_of_reach,
    press,
    rest,
    room,
    said,
    seen,
)
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from lifecycle_desk.books.usecases.books import check
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.files.kinds import likely, readers
from lifecycle_desk.rooms import offered
from lifecycle_desk.stages.charging.imports.rules.mappings import ColumnMapping
from lifecycle_desk.stages.charging.imports.usecases import mappings
from lifecycle_desk.stages.charging.sessions.usecases.inbox import how_many_wait
from lifecycle_desk.stages.service.catalogue.usecases.offering import catalogue_counts
from lifecycle_desk.vehicle.screens.importing.preview import STOPPED
from lifecycle_desk.vehicle.usecases.life import AddVehicle, add_vehicle
from lifecycle_desk.vehicle.usecases.people_shown import People
from lifecycle_desk.vehicle.usecases.showing import page as page_of
from lifecycle_desk.vehicle.usecases.vehicles_shown import Vehicles

pytestmark = NO_WARNINGS
ONE, OTHER = "LSJWH4095PN000001", "LGXCE4CB7R0000001"
VISITS = "Date,Odometer,Description,Cost,Notes,Tags\n2026-05-01,21000,Brake pads,120.50,front,brakes\n"
DRIVEN = "Date,InitialOdometer,Odometer,Notes,Tags\n2026-05-01,20000,21000,,\n"
GARAGE = "units_version,unit_system,Date,Reading (km),Notes\n2,metric,2026-05-02,21500,\n"
GARAGE_VISITS = (
    "units_version,unit_system,Date,Odometer (km),Category,Description,Cost,Vendor,Notes\n"
    "2,metric,2026-05-02,21500,Service,Oil,40.00,Shop,\n"
)
CHARGED = (
    "id,start_date,end_date,charge_energy_added,charge_energy_used,start_battery_level,end_battery_level,cost\n"
    "1,2026-01-01 08:00:00,2026-01-01 09:00:00,20,22,30,70,4.10\n"
)
PEOPLE = f"Kunde;Telefon;Sprache\nSomchai Jaidee;+66 81 000 0001;th\n{HOSTILE};+66 81 000 0002;en\n"
ELSEWHERE = f"VIN,Date,Beschreibung,Werkstatt,Kosten\n{ONE},2026-05-01,Tyres,Garage A,90\nnothing,2026-05-02,Oil,,1\n"
READINGS = f"VIN,Date,Kilometerstand\n{ONE},2026-05-01,21000\n{OTHER},2026-05-01,300\n"
CARS = f"Fahrgestellnummer;Marke;Kennzeichen\n{ONE};MG;3กข 4821\n"
WALLBOX = "Beginn;Ende;Energie (kWh)\n2026-05-01 18:02;2026-05-01 21:40;24.1\n"
CODES = "code,maker,title\nP0AA6,,Isolation fault\n"
CAMPAIGNS = f"campaign_no,title,vin\nEX-1,Seat,{ONE}\n"
NEW_LIST = f"vin,make\n{ONE},MG\n"


@pytest.fixture
def window(bare_window):
    add_vehicle(bare_window.app.user, AddVehicle(ONE, date(2025, 1, 2), plate="3กข 4821"))
    add_vehicle(bare_window.app.user, AddVehicle(OTHER, date(2025, 1, 2)))
    return bare_window


def written(folder, content, name="table.csv"):
    made = folder / name
    made.write_text(content, "utf-8")
    return made


def bring(window, folder, content, kind="", name="table.csv"):
    """Bring a file to the page; gives the page that looks at it."""
    page = go(window, "import", kind)
    page.read(written(folder, content, name))
    for _ in range(3):
        rest(window)
    return page.now


def let_in(window):
    """Import by the key, and wait for it."""
    press(window, ENTER, CTRL)
    rest(window)
    rest(window)


def test_the_page_lists_every_kind_that_the_command_line_imports_by_name_and_group(window):
    page = go(window, "import")
    assert {*page.readers} == {each.kind for each in offered("readers")}
    listed = {each.key for each in page.kinds.rows.rows if not each.is_heading}
    assert {*page.readers} < listed
    assert all(each.title for each in readers().values())
    page.kinds.choose("claim-answers")
    rest(window)
    assert "claim_number" in " ".join(seen(page))
    assert page.save_template.isVisible()


def test_a_place_names_the_kind_that_is_chosen_and_an_empty_list_of_it_is_saved(window, tmp_path, monkeypatch):
    page = go(window, "import", "trouble-codes")
    assert page.kinds.kind == "trouble-codes"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "empty.csv"), ""))
    page.save_template.click()
    rest(window)
    assert '"code"' in (tmp_path / "empty.csv").read_text("utf-8-sig")


def test_a_file_shows_its_own_kind(window, tmp_path):
    user = window.app.user
    shown = {
        "vehicles": NEW_LIST,
        "campaign": CAMPAIGNS,
        "lubelogger-service": VISITS,
        "lubelogger-odometer": DRIVEN,
        "mygarage-odometer": GARAGE,
        "mygarage-service": GARAGE_VISITS,
        "teslamate": CHARGED,
        "trouble-codes": CODES,
        "generic": PEOPLE,
        "diagnostic-data": '{"diagnosticSessions": []}',
        "battery-codes": '{"productType": "pack", "tractionBatteryCode": "x"}',
        "battery-passport": '{"GeneralProductInformation": {}}',
        "records": '{"format": "lifecycle-desk/records", "version": 1}\n',
    }
    found = {kind: likely(user, written(tmp_path, content))[0] for kind, content in shown.items()}
    assert found == {kind: kind for kind in shown}


def test_a_list_of_vehicles_comes_in(window, tmp_path):
    new = NEW_LIST.replace(ONE, "LMGAC1G82R1000001")
    page = bring(window, tmp_path, new)
    assert page.seen.reader.kind == "vehicles"
    let_in(window)
    assert window.place == Place("vehicles")
    assert len(Vehicles(window.app.user).keys()) == 3


def test_a_list_of_parts_is_undone_from_the_note_that_tells_of_it_and_by_the_key(window, tmp_path):
    parts = "number,text,price\nA-1,Fuse,100\nA-2,Relay,250\n"
    user = window.app.user
    for way in ("note", "key"):
        bring(window, tmp_path, parts, "parts", f"{way}.csv")
        let_in(window)
        assert catalogue_counts(user)[1] == 2
        toast = window.notices.toast
        assert ("2 rows imported" in seen(toast), "Undo" in seen(toast)) == (True, True)
        if way == "note":
            toast._undo.click()
        else:
            press(window, Qt.Key.Key_Z, CTRL)
        rest(window)
        rest(window)
        assert catalogue_counts(user)[1] == 0


def test_a_list_that_changed_nothing_offers_no_undo(window, tmp_path):
    parts = "number,text,price\nA-1,Fuse,100\n"
    for name in ("first.csv", "again.csv"):
        bring(window, tmp_path, parts, "parts", name)
        let_in(window)
    assert "Undo" not in seen(window.notices.toast)
    assert catalogue_counts(window.app.user)[1] == 1


def test_services_of_lubelogger_are_asked_whose_they_are_and_read_as_the_kind_that_is_chosen(window, tmp_path):
    page = bring(window, tmp_path, VISITS)
    assert page.car.isVisible()
    assert page.car.whose.line.hasFocus()
    page.car.whose.find_vehicle(ONE)
    for _ in range(3):
        rest(window)
    assert (page.seen.good, page.seen.reader.kind) == (1, "lubelogger-service")
    assert page.choices.kind.isVisible()
    page.choices.kind.set_value("lubelogger-repair")
    for _ in range(3):
        rest(window)
    assert page.seen.reader.kind == "lubelogger-repair"
    assert page.choices.vin == ONE
    before = check(window.app.user).head
    let_in(window)
    assert check(window.app.user).head != before
    assert page_of(window.app.user, ONE).figures.odometer_km == 21_000


def test_an_odometer_file_of_mygarage_comes_in(window, tmp_path):
    page = bring(window, tmp_path, GARAGE)
    page.car.whose.find_vehicle(ONE)
    for _ in range(3):
        rest(window)
    let_in(window)
    assert page_of(window.app.user, ONE).figures.odometer_km == 21_500


def test_customers_come_in_by_columns_that_are_proposed_with_samples(window, tmp_path):
    page = bring(window, tmp_path, PEOPLE)
    assert page.editor.isVisible()
    assert page.editor.of.value == "customers"
    assert [field.value for field in page.editor.fields] == ["name", "phone", "language"]
    assert any("Somchai Jaidee" in each for each in said(page.editor))
    assert not len(People(window.app.user).keys())
    press(window, ENTER, CTRL)
    for _ in range(3):
        rest(window)
    assert (page.seen.good, page.seen.faulty) == (2, [])
    assert page.table.horizontalHeader().isVisible()
    assert page.table.long.headerData(1, Qt.Orientation.Horizontal) == "Kunde"
    let_in(window)
    assert window.place == Place("customers")
    assert len(People(window.app.user).keys()) == 2


def test_a_mapping_is_mended_saved_by_name_and_chosen_the_next_time(window, tmp_path):
    page = bring(window, tmp_path, CARS)
    editor = page.editor
    assert [field.value for field in editor.fields] == ["vin", "make", "plate"]
    editor.fields[1].set_value(None)
    editor.name.set_text("Old system")
    press(window, Qt.Key.Key_S, CTRL)
    rest(window)
    (kept,) = mappings(window.app.user)
    assert kept.columns == {"vin": "Fahrgestellnummer", "plate": "Kennzeichen"}
    page.begin_anew()

    again = bring(window, tmp_path, CARS, name="next.csv")
    assert again.editor.stored.value == "Old system"
    assert [field.value for field in again.editor.fields] == ["vin", None, "plate"]
    press(window, ENTER, CTRL)
    for _ in range(3):
        rest(window)
    assert "Old system" in again.read_as(again.seen)


def test_a_mapping_goes_out_as_a_file_and_comes_back(window, tmp_path, monkeypatch):
    page = bring(window, tmp_path, CARS)
    file = tmp_path / "mapping.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    page.editor.share.click()
    assert page.editor.refusal.isVisible()  # it has no name
    page.editor.name.set_text("Mine")
    page.editor.fields[2].set_value(None)
    page.editor.share.click()
    rest(window)
    page.editor.fields[2].set_value("plate")
    page.editor.open.click()
    rest(window)
    assert page.editor.now == ColumnMapping("Mine", "vehicles", {"vin": "Fahrgestellnummer", "make": "Marke"})


def test_a_mapping_by_which_nothing_could_be_read_is_refused_on_the_spot(window, tmp_path):
    page = bring(window, tmp_path, CARS)
    page.editor.fields[0].set_value(None)
    press(window, ENTER, CTRL)
    assert page.editor.refusal.isVisible()
    page.editor.fields[0].set_value("plate")
    press(window, ENTER, CTRL)
    assert any("Two columns are set to “Plate”" in each for each in said(page.editor))
    assert page.seen is None


def test_services_by_a_mapping_tell_faults_with_lines_and_nothing_is_written_before(window, tmp_path, monkeypatch):
    user = window.app.user
    before = check(user).head
    page = bring(window, tmp_path, ELSEWHERE)
    assert page.editor.of.value == "services"
    press(window, ENTER, CTRL)
    for _ in range(3):
        rest(window)
    assert [each.line for each in page.seen.faulty] == [3]
    assert check(user).head == before
    let_in(window)
    assert page.is_done
    assert any("1 line was not imported" in each for each in said(page))
    target = tmp_path / "faulty.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    page.save_faulty.click()
    rest(window)
    assert "nothing" in target.read_text("utf-8-sig")
    assert "Tyres" not in target.read_text("utf-8-sig")
    press(window, Qt.Key.Key_Escape)
    assert go(window, "import").now is None


def test_readings_of_several_cars_come_in_by_a_mapping(window, tmp_path):
    page = bring(window, tmp_path, READINGS)
    assert page.editor.of.value == "readings"
    press(window, ENTER, CTRL)
    for _ in range(3):
        rest(window)
    let_in(window)
    found = [page_of(window.app.user, vin).figures.odometer_km for vin in (ONE, OTHER)]
    assert found == [21_000, 300]


def test_sessions_of_charging_go_on_to_the_look_at_sessions_known_or_by_a_mapping(window, tmp_path):
    page = bring(window, tmp_path, CHARGED)
    assert page.seen.kind == "teslamate"
    press(window, Qt.Key.Key_Escape)
    mapped = bring(window, tmp_path, WALLBOX, name="box.csv")
    assert mapped.editor.of.value == "sessions"
    press(window, ENTER, CTRL)
    for _ in range(4):
        rest(window)
    sessions = go(window, "import").now
    assert sessions.seen.kind == "generic"
    assert sessions.choices.edit.isVisible()
    let_in(window)
    assert how_many_wait(window.app.user) == 1


def test_one_table_of_several_in_a_file_is_chosen(window, tmp_path):
    cars = f'"## Cars"\n"Fahrgestellnummer","Marke"\n"{ONE}","MG"\n'
    several = f'{cars}"## People"\n"Kunde","Telefon","Sprache"\n"A","1","th"\n'
    page = bring(window, tmp_path, several)
    assert page.editor.part.value == "## People"
    page.editor.part.set_value("## Cars")
    rest(window)
    assert page.editor.of.value == "vehicles"
    press(window, ENTER, CTRL)
    for _ in range(3):
        rest(window)
    assert [*page.seen.lines] == [3]


def test_a_table_without_known_words_asks_what_its_columns_mean(window, tmp_path):
    page = bring(window, tmp_path, "colour\nred\n")
    assert page.editor.isVisible()
    assert [field.value for field in page.editor.fields] == [None]


def test_a_file_that_is_not_of_the_kind_that_was_chosen_is_refused_beside_the_kinds(window, tmp_path):
    go(window, "import")
    assert bring(window, tmp_path, "colour\nred\n", "claim-answers") is None
    page = window.page()
    assert page.refusal.isVisible()
    assert page.kinds.kind == "claim-answers"


@pytest.mark.parametrize("content", ["", PEOPLE, VISITS])
def test_all_words_are_spoken_and_every_control_can_be_reached(window, tmp_path, content):
    page = go(window, "import", "trouble-codes" if not content else "")
    if content:
        bring(window, tmp_path, content)
    assert nameless(page) == []
    assert out_of_reach(page) == []
    translator().set_language(marked(window.app.user))
    rest(window)
    assert any(OPEN in each for each in said(page))


def test_kinds_columns_and_rows_fit_a_window_of_1100_pixels_in_large_letters_of_long_languages(window, tmp_path):
    page = go(window, "import")
    files = {"kinds": "", "columns": ELSEWHERE, "car": VISITS, "rows": NEW_LIST}
    theme.set_theme(dark=False, scale=1.5)
    for code in ("es", "ar"):
        translator().set_language(spoken(window.app.user, code))
        for name, content in files.items():
            page.begin_anew()
            if content:
                page.read(written(tmp_path, content, f"{name}-{code}.csv"))
            for _ in range(3):
                rest(window)
            assert page.minimumSizeHint().width() <= room(1.5), (name, code)


def test_the_page_is_walked_by_the_keyboard_alone(window, tmp_path, monkeypatch):
    file = written(tmp_path, ELSEWHERE)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    page = go(window, "import")
    page.kinds.setFocus()
    while page.kinds.kind != "generic":
        press(window, Qt.Key.Key_Down)
    press(window, ENTER)
    for _ in range(3):
        rest(window)
    assert page.files.editor.go_on.hasFocus()
    press(window, Qt.Key.Key_Space)
    for _ in range(3):
        rest(window)
    assert page.now.table.hasFocus()
    press(window, Qt.Key.Key_F8)
    assert page.now.table.current_key() == 3
    press(window, Qt.Key.Key_Escape)
    assert page.choose.hasFocus()


def test_an_import_that_is_stopped_amid_says_what_stays(window, tmp_path):
    many = "".join(f"Customer {each};+66 81 {each:07}\n" for each in range(250))
    page = bring(window, tmp_path, f"Kunde;Telefon\n{many}")
    press(window, ENTER, CTRL)
    for _ in range(3):
        rest(window)
    steps = page.take_in(page.seen)
    next(steps)
    steps.close()
    assert 0 < len(People(window.app.user).keys()) < 250
    assert page.stopped != STOPPED
    let_in(window)
    assert len(People(window.app.user).keys()) == 250


def test_what_is_said_of_a_kind_ends_with_its_button_and_not_with_the_page(window):
    window.resize(1366, 768)
    page = go(window, "import", "vehicles")
    rest(window)
    card, kinds = page.heading.parentWidget(), page.kinds.parentWidget()
    assert card.height() < kinds.height() // 2
    assert card.y() == 0
