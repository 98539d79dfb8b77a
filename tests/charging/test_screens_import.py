"""The import of charging files: looked at, faults beside their rows, one Undo for the whole; by keyboard."""

import pytest
from charging_books import ONE, OTHER, is_sound, sessions_of
from hands import (
    CTRL,
    NO_WARNINGS,
    all_of,
    go,
    press,
    rest,
    said,
)
from import_window import (
    CHARGE_AT,
    CHARGES,
    ENERGY_AT,
    FAULTY,
    GOOD,
    HEAD,
    MEND,
    PLATE,
    ROWS,
    cell,
    import_window,
    listed,
    nothing_is_written,
    read,
    verdict,
    written,
)
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractButton, QFileDialog

from lifecycle_desk.desktop.look.rows import Cell
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.stages.charging.imports.interchange.previewing import Outcome
from lifecycle_desk.stages.charging.sessions.usecases.inbox import how_many_wait

pytestmark = NO_WARNINGS


@pytest.fixture
def window(own_user, qapp):
    yield from import_window(own_user)


@pytest.fixture
def file(tmp_path):
    return written(tmp_path, CHARGES)


# Looking at it ---------------------------------------------------------------------------------------------------


def test_a_file_is_chosen_by_a_key_and_its_kind_recognised(window, file, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    page = go(window, "charging_import")
    assert page.choose.hasFocus()
    press(window, Qt.Key.Key_O, CTRL)
    rest(window)

    assert page.steps.here == 1
    assert page.choices.kind.value == "teslamate"
    assert page.table.hasFocus()
    assert listed(page) == list(range(2, 10))
    assert nothing_is_written(window)
    press(window, Qt.Key.Key_Escape)
    assert (page.steps.here, page.choose.hasFocus()) == (0, True)


def test_a_file_is_dropped_onto_the_page(window, file):
    page = go(window, "charging_import")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    copy, button, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    assert page.acceptDrops()
    page.dropEvent(QDropEvent(QPointF(page.rect().center()), copy, data, button, none))
    rest(window)
    rest(window)

    assert page.table.long.rowCount() == ROWS


def test_each_row_says_what_we_make_of_it_and_the_wrong_cell_is_tinted(window, file):
    page = read(window, file)

    assert verdict(page, 2) == "Ready"
    assert "is not a time; write it like 2026-03-15 18:30" in verdict(page, 3)
    assert "“my car”" in verdict(page, 4)
    assert verdict(page, 5).startswith("Skipped")
    assert "between 0% and 100%" in verdict(page, 6)
    assert verdict(page, 7) == "Ready, please check: The end state of charge is below the start."
    assert verdict(page, 8) == "Same as line 2"
    assert cell(page, 2, 1) == PLATE
    assert cell(page, 4, 1) == Cell("my car", "warn", tint="warn")
    assert cell(page, 6, CHARGE_AT) == Cell("30 → 170", "danger", tint="danger")
    assert cell(page, 9, ENERGY_AT) == Cell("2000", "danger", tint="danger")
    assert not isinstance(cell(page, 2, ENERGY_AT), Cell)


def test_the_whole_reason_stands_under_the_table(window, file):
    page = read(window, file)
    press(window, Qt.Key.Key_Down)

    assert page.found.verdict.text() == verdict(page, 3)


def test_f8_goes_from_fault_to_fault_and_round_also_from_a_filtered_list(window, file):
    page = read(window, file)
    lines = []
    for _ in range(4):
        press(window, Qt.Key.Key_F8)
        lines.append(page.table.current_key())
    assert lines == [*FAULTY, FAULTY[0]]

    page.chips.choose(Outcome.READY)
    rest(window)
    assert listed(page) == [2, 7]
    press(window, Qt.Key.Key_F8)
    rest(window)
    assert page.table.current_key() == FAULTY[0]


def test_chips_count_and_filter_what_would_become_of_the_rows(window, file):
    page = read(window, file)
    counts = {value: chip.accessibleName() for value, chip in page.chips.chips.items() if chip.isVisible()}
    assert counts == {
        None: "All 8",
        Outcome.READY: "Ready 2",
        Outcome.WAITING: "Waiting for a vehicle 1",
        Outcome.KNOWN: "Already imported 1",
        Outcome.LEFT_OUT: "Skipped 1",
        Outcome.FAULTY: "Rejected 3",
    }
    page.chips.choose(Outcome.FAULTY)
    rest(window)

    assert listed(page) == FAULTY


@pytest.mark.parametrize("content", ["", "colour\nred\n", '{"colour": "red"}', f'{HEAD}\n1,"open'])
def test_what_cannot_be_read_is_told_and_another_file_can_be_chosen(window, tmp_path, content):
    page = read(window, written(tmp_path, content))

    assert page.refusal.isVisible()
    assert page.choose.isEnabled()
    assert (page.steps.here, page.choose.hasFocus()) == (0, True)


def test_a_file_that_is_not_there_is_told(window, tmp_path):
    assert read(window, tmp_path / "none.csv").refusal.isVisible()


# Faulty lines ----------------------------------------------------------------------------------------------------


def test_faulty_lines_are_saved_with_their_reasons_and_go_in_when_they_are_mended(window, file, tmp_path, monkeypatch):
    target = tmp_path / "faulty.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    page = read(window, file)
    page.save_faulty.setFocus()
    press(window, Qt.Key.Key_Space)
    rest(window)
    text = target.read_text("utf-8")
    assert text.count("# Line ") == len(FAULTY)
    lines = CHARGES.splitlines()
    assert [each for each in text.splitlines() if not each.startswith("#")] == [
        lines[0],
        *(lines[line - 1] for line in FAULTY),
    ]

    for wrong, right in MEND.items():
        text = text.replace(wrong, right)
    target.write_text(text, "utf-8")
    again = read(window, target)
    assert (again.seen.faulty, again.save_faulty.isVisible()) == ([], False)
    press(window, Qt.Key.Key_Return, CTRL)
    rest(window)
    assert len(sessions_of(window.app.user)) == len(FAULTY)


def test_where_no_file_can_be_written_is_told(window, file, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file / "faulty.csv"), ""))
    page = read(window, file)
    page.save_faulty.click()
    rest(window)

    assert "cannot be saved there" in " ".join(said(window.notices.toast))


# The import ------------------------------------------------------------------------------------------------------


def imported(window, file):
    page = read(window, file)
    press(window, Qt.Key.Key_Return, CTRL)
    rest(window)
    rest(window)
    return page


def test_what_is_good_goes_in_by_a_key_and_the_rest_waits_or_stays_out(window, file):
    page = imported(window, file)
    user = window.app.user

    assert "3 lines were not imported" in " ".join(said(page))
    assert page.table.long.rowCount() == len(FAULTY)
    press(window, Qt.Key.Key_Return, CTRL)
    assert window.place == Place("charging")
    assert "3 sessions imported" in window.notices.toast.accessibleName()
    assert [len(sessions_of(user, vin)) for vin in (ONE, OTHER)] == [1, 1]
    assert how_many_wait(user) == 1
    assert page.steps.here == 2
    assert is_sound(user)
    assert go(window, "charging_import").steps.here == 0


def test_the_same_file_again_is_here_already(window, file):
    imported(window, file)
    page = read(window, file)

    assert page.seen.counts[Outcome.KNOWN] == GOOD + 1
    assert verdict(page, 2) == "Already imported on 25 Nov 2026"
    assert not page.go_in.isEnabled()
    changed = written(file.parent, CHARGES.replace("20,22,70,30,4.10", "20,22,70,30,4.20"), "dearer.csv")
    assert verdict(read(window, changed), 7).startswith("Differs from 25 Nov 2026")


def test_ctrl_z_takes_the_whole_import_back(window, file):
    imported(window, file)
    press(window, Qt.Key.Key_Z, CTRL)
    rest(window)
    user = window.app.user

    assert (sessions_of(user), sessions_of(user, OTHER), how_many_wait(user)) == ([], [], 0)
    assert not window.app.undoing.can_undo
    assert is_sound(user)
    assert verdict(read(window, file), 2) == "Ready"


def test_the_toast_takes_the_whole_import_back(window, file):
    imported(window, file)
    undo = next(each for each in all_of(window.notices.toast, QAbstractButton) if each.text() == "Undo")
    undo.setFocus()
    press(window, Qt.Key.Key_Space)
    rest(window)

    assert sessions_of(window.app.user) == []
    assert is_sound(window.app.user)


def test_an_import_that_is_stopped_leaves_nothing_and_can_be_begun_again(window, tmp_path, qtbot):
    row = "{n},2026-01-01 08:00:00,2026-01-01 09:00:00,20,22,30,70,4.10," + ONE
    rows = "\n".join(row.format(n=n) for n in range(9_000))
    page = read(window, written(tmp_path, f"{HEAD}\n{rows}\n"))
    page.go_in.click()
    assert not page.go_in.isEnabled()
    assert page.stop.isVisible()
    with qtbot.waitSignal(page._task.stepped):
        pass
    press(window, Qt.Key.Key_Escape)
    rest(window)

    assert nothing_is_written(window)
    assert "Nothing was imported" in window.notices.toast.accessibleName()
    assert (page.go_in.isEnabled(), page.stop.isVisible()) == (True, False)
    press(window, Qt.Key.Key_Return, CTRL)
    rest(window)
    assert len(sessions_of(window.app.user)) == 9_000


def test_who_goes_elsewhere_while_it_runs_stays_there(window, file):
    page = read(window, file)
    window.app.long.pause()
    page.go_in.click()
    window.app.go("charging")
    window.app.go("charging_import")
    window.app.go("charging", "tariffs")
    window.app.long.begin()
    rest(window)
    rest(window)

    assert window.place == Place("charging", "tariffs")
    assert len(sessions_of(window.app.user)) == 1
