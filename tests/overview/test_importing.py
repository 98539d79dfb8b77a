"""Importing a list: looked at with each fault beside its row, taken in, and what is left brought again."""

import csv
from io import StringIO

import pytest
from hands import CTRL, HOSTILE, NO_WARNINGS, OPEN, go, marked, nameless, press, rest, seen
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog

from lifecycle_desk.base.steps import drained
from lifecycle_desk.books.usecases.books import check
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.commands.sealed_file import sealed_file
from lifecycle_desk.desktop.look.rows import Cell
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.files.looking import SeenRows, Which, faulty_rows, looked, taken_in, template
from lifecycle_desk.vehicle.interchange.vehicles import HEADER, READER
from lifecycle_desk.vehicle.usecases.showing import page as page_of
from lifecycle_desk.vehicle.usecases.vehicles_shown import Vehicles

pytestmark = NO_WARNINGS
LIST = f"""vin,make,model,plate,first_registered_on,odometer_km,owner_name
LSJWH4095PN000001,MG,MG4 Electric,3กข 4821,14/03/2023,48212,สมชาย ใจดี
LSJWH4097PN00000I,MG,MG4 Electric,3กข 4822,14/03/2023,48212,Niran
LGXCE4CB7R0000001,BYD,Seal,,31/11/2024,120,
LGWFF4A50RH000001,GWM,Haval H6,4กก 2281,02/01/2024,35.120,{HOSTILE}
LMGAC1G82R1000001,GAC Aion,{HOSTILE},5ขก 7742,11/11/2024,9600,
too,few
"""
GOOD, ROWS = 2, 6


@pytest.fixture
def file(tmp_path):
    made = tmp_path / "list.csv"
    made.write_text(LIST, "utf-8")
    return made


def read(window, file):
    page = go(window, "import")
    page.read(file)
    rest(window)
    rest(window)
    return page.now or page


def previewed(user, file):
    return looked(user, READER, file, Choices())


def cell(page, line, column):
    long = page.table.long
    return long.data(long.index(long.row_of(line), column), Qt.ItemDataRole.UserRole)


def test_a_list_is_looked_at_and_nothing_is_written(own_user, file):
    before = check(own_user).head
    preview = drained(previewed(own_user, file))

    assert check(own_user).head == before
    assert (preview.taken.rows, preview.good, len(preview.faulty)) == (ROWS, GOOD, ROWS - GOOD)
    assert [each.line for each in preview.faulty] == [3, 4, 5, 7]
    assert [each.fault.field for each in preview.faulty] == ["vin", "first_registered_on", "odometer_km", None]


def test_its_rows_are_listed_by_what_becomes_of_them(own_user, file):
    preview = drained(previewed(own_user, file))

    assert list(SeenRows(preview).keys()) == [2, 3, 4, 5, 6, 7]
    assert list(SeenRows(preview, Which.GOOD).keys()) == [2, 6]
    assert list(SeenRows(preview, Which.FAULTY).keys(2)) == [3, 4]


def test_what_cannot_go_in_is_given_back_and_can_be_mended_and_brought_again(own_user, file, tmp_path):
    preview = drained(previewed(own_user, file))
    back = faulty_rows(preview, {4: "31/11/2024 does not exist."})
    rows = list(csv.DictReader(StringIO(back.decode("utf-8-sig"))))
    assert [row["vin"][:4] for row in rows] == ["LSJW", "LGXC", "LGWF", ""]
    assert rows[1]["why"] == "31/11/2024 does not exist."
    drained(taken_in(own_user, preview))

    mended = [{**rows[1], "first_registered_on": "2024-11-30"}]
    again = tmp_path / "again.csv"
    columns = [name for name in mended[0] if name != "why"]
    lines = StringIO()
    csv.writer(lines).writerows([columns, [mended[0][name] for name in columns]])
    again.write_text(lines.getvalue(), "utf-8")
    done = drained(taken_in(own_user, drained(previewed(own_user, again))))
    assert (done.value.new, done.value.refused) == (1, [])


def test_an_empty_list_to_fill_in_has_all_columns(own_user, tmp_path):
    path = tmp_path / "vehicles.csv"
    path.write_bytes(template(READER))

    assert drained(previewed(own_user, path)).header == HEADER


def test_each_fault_stands_beside_its_row_with_its_cell_tinted(bare_window, file):
    page = read(bare_window, file)

    assert "position 17" in cell(page, 3, 6).text
    assert cell(page, 3, 1).tint == "danger"
    assert cell(page, 5, 5).tint == "danger"
    assert cell(page, 2, 6).tone == "ok"
    assert not isinstance(cell(page, 2, 1), Cell)


def test_f8_goes_from_fault_to_fault_and_round(bare_window, file):
    page = read(bare_window, file)
    lines = []
    for _ in range(5):
        press(bare_window, Qt.Key.Key_F8)
        lines.append(page.table.current_key())

    assert lines == [3, 4, 5, 7, 3]


def test_the_list_is_filtered(bare_window, file):
    page = read(bare_window, file)
    page.chips.choose(Which.FAULTY)
    rest(bare_window)
    assert page.table.long.rowCount() == ROWS - GOOD
    page.chips.choose(Which.GOOD)
    rest(bare_window)
    assert page.table.long.rowCount() == GOOD
    assert page.chips.chips[None].accessibleName().endswith(str(ROWS))


def test_the_good_rows_are_imported_by_a_key(bare_window, file):
    user = bare_window.app.user
    page = read(bare_window, file)
    assert page.table.hasFocus()
    press(bare_window, Qt.Key.Key_Return, CTRL)
    assert "4 lines were not imported" in " ".join(seen(page))
    assert page.save_faulty.isVisible()
    press(bare_window, Qt.Key.Key_Return, CTRL)

    assert bare_window.place == Place("vehicles")
    assert len(Vehicles(user).keys()) == GOOD
    assert page_of(user, "LMGAC1G82R1000001").description["model"] == HOSTILE
    assert "2 vehicles imported" in bare_window.notices.toast.accessibleName()
    assert check(user).sound


def test_a_list_without_a_good_row_cannot_be_imported(bare_window, tmp_path):
    path = tmp_path / "bad.csv"
    path.write_text("vin\nnothing\n")
    page = read(bare_window, path)

    assert not page.go_in.isEnabled()


@pytest.mark.parametrize("content", [b"", b"\0\1\2", b'vin\n"open'])
def test_what_is_no_list_is_told_and_another_can_be_chosen(bare_window, tmp_path, content):
    path = tmp_path / "letter.csv"
    path.write_bytes(content)
    page = read(bare_window, path)

    assert page.refusal.isVisible()
    assert page.choose.isVisible()
    assert page.choose.isEnabled()


def test_a_file_that_is_not_there_is_told(bare_window, tmp_path):
    page = read(bare_window, tmp_path / "none.csv")

    assert page.refusal.isVisible()


def test_days_that_can_be_two_are_read_as_one_says(bare_window, tmp_path):
    path = tmp_path / "days.csv"
    path.write_text("vin,first_registered_on\nLSJWH4095PN000001,03/04/2024\n")
    page = read(bare_window, path)
    assert not page.go_in.isEnabled()
    assert page.choices.order.isVisible()
    page.choices.order.set_value("mdy")
    rest(bare_window)

    assert page.go_in.isEnabled()
    press(bare_window, Qt.Key.Key_Return, CTRL)
    found = page_of(bare_window.app.user, "LSJWH4095PN000001").figures.first_registered_on
    assert found.isoformat() == "2024-03-04"


def test_a_file_is_dropped_onto_the_page(bare_window, file):
    page = go(bare_window, "import")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    copy, button, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    assert page.acceptDrops()
    page.dropEvent(QDropEvent(QPointF(page.rect().center()), copy, data, button, none))
    rest(bare_window)
    rest(bare_window)

    assert page.now.table.long.rowCount() == ROWS


def test_a_file_is_chosen_by_a_key_and_escape_begins_anew(bare_window, file, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    page = go(bare_window, "import")
    assert page.choose.hasFocus()
    press(bare_window, Qt.Key.Key_O, CTRL)
    rest(bare_window)
    assert page.now.steps.here == 1
    press(bare_window, Qt.Key.Key_Escape)

    assert page.now is None
    assert page.choose.isVisible()


def test_an_encrypted_list_asks_for_its_passphrase_and_lies_open_only_until_it_is_put_away(
    bare_window, file, tmp_path, qtbot
):
    sealed = tmp_path / "list.csv.ldx"
    sealed.write_bytes(b"".join(sealed_file([file.read_bytes()], "correct horse battery staple")))
    page = go(bare_window, "import")
    page.read(sealed)
    asked = page.sealed
    assert asked.isVisible()
    for typed, said in (("", "Enter its passphrase"), ("another one altogether", "the passphrase is wrong")):
        asked.passphrase.set_text(typed)
        asked.passphrase.setFocus()
        press(bare_window, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda said=said: said in asked.passphrase.control.accessibleDescription())
    asked.passphrase.set_text("correct horse battery staple")
    press(bare_window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.now is not None and page.now.seen is not None)
    plain = asked.plain
    assert (plain.name, page.now.seen.taken.rows, asked.passphrase.text) == ("list.csv", ROWS, "")
    assert plain.is_file()
    press(bare_window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.now is None)
    assert not plain.exists()


def test_faulty_lines_are_saved_with_their_reasons(bare_window, file, tmp_path, monkeypatch):
    target = tmp_path / "faulty.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    page = read(bare_window, file)
    page.save_faulty.click()
    rest(bare_window)

    assert "31/11/2024 does not exist." in target.read_text("utf-8-sig")


def test_every_text_follows_the_language(bare_window, file):
    page = read(bare_window, file)
    translator().set_language(marked(bare_window.app.user))
    rest(bare_window)

    assert [text for text in seen(page) if OPEN not in text] == []
    assert OPEN in cell(page, 2, 6).text


def test_every_control_has_a_name(bare_window, file):
    page = go(bare_window, "import")
    assert nameless(page) == []
    page = read(bare_window, file)
    assert nameless(page) == []
