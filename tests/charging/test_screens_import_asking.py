"""The import of charging files: what is asked of a person, and every word in every language."""

import pytest
from charging_books import ONE, OTHER, sessions_of
from hands import (
    CTRL,
    ENTER,
    HOSTILE,
    NO_WARNINGS,
    OPEN,
    SHIFT,
    TAB,
    controls,
    go,
    markup,
    middle,
    named,
    nameless,
    out_of_reach,
    press,
    rest,
    room,
    said,
    type_in,
    unsaid,
)
from import_window import CHARGE_AT, CHARGES, HEAD, PLATE, ROWS, VERDICT_AT, cell, import_window, read, verdict, written
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.stages.charging.imports.interchange.previewing import Outcome
from lifecycle_desk.stages.charging.imports.rules.mappings import ColumnMapping
from lifecycle_desk.stages.charging.imports.usecases import keep_mapping
from lifecycle_desk.stages.charging.sessions.usecases.inbox import how_many_wait

pytestmark = NO_WARNINGS
DATA = (
    *(HOSTILE, ONE, OTHER, PLATE, "charges.csv", "my car", "TeslaMate", "evcc", "leapmotor-mate", "LubeLogger"),
    *("MyGarage", "UTF", "THB", "kWh", "Home"),
)


@pytest.fixture
def window(own_user, qapp):
    yield from import_window(own_user)


@pytest.fixture
def file(tmp_path):
    return written(tmp_path, CHARGES)


# What is asked ---------------------------------------------------------------------------------------------------


def test_days_that_can_be_two_are_asked_with_both_readings_and_read_again(window, tmp_path):
    days = "date,energy_kwh\n03/04/2026 10:00,20\n05/06/2026 10:00,20\n"
    page = read(window, written(tmp_path, days))
    assert page.question.isVisible()
    words = [button.text() for button in page.question.buttons]
    assert words == ["Wed 4 Mar 2026 (Month, day, year)", "Fri 3 Apr 2026 (Day, month, year)"]
    assert page.question.buttons[0].hasFocus()
    press(window, TAB)
    press(window, Qt.Key.Key_Space)
    rest(window)

    assert page.choices.dates.value == "dmy"
    assert cell(page, 2, 2).startswith("3 Apr 2026")
    page.choices.dates.set_value("mdy")
    rest(window)
    rest(window)
    assert cell(page, 2, 2).startswith("4 Mar 2026")
    press(window, Qt.Key.Key_Return, CTRL)
    rest(window)
    assert how_many_wait(window.app.user) == 2


def test_columns_that_no_row_proves_are_asked_and_read_as_is_answered(window, tmp_path):
    head = "Created,Finished,a,b,c,d,e,f,Energy (kWh),g,h,i,j,k,l,m,n,o"
    row = "2026-05-01 18:02:11,2026-05-01 21:40:03,Garage,t,car,12345,,,24.1,3h,31,72,55,,,,,"
    page = read(window, written(tmp_path, f"{head}\n{row}\n"))
    assert page.about_columns.isVisible()
    assert page.about_columns.buttons[0].hasFocus()
    press(window, Qt.Key.Key_Space)
    rest(window)
    rest(window)

    assert page.seen.choices.columns == "order"
    assert "31 → 72" in cell(page, 2, CHARGE_AT)


def test_any_table_is_shown_by_the_mapping_that_is_proposed_and_by_one_that_is_kept(window, tmp_path):
    columns = {"started_at": "Begun", "battery_kwh": "kWh"}
    keep_mapping(window.app.user, ColumnMapping("Other side", "sessions", columns))
    page = read(window, written(tmp_path, "Start,Begun,kWh\n2026-05-01 18:02,2026-05-02 10:00,20\n"))
    assert "started_at = Start, meter_kwh = kWh" in page.read_as(page.seen)
    assert page.choices.mapping.isVisible()
    assert cell(page, 2, 2).startswith("1 May 2026")
    page.choices.mapping.set_value("Other side")
    rest(window)
    rest(window)
    assert cell(page, 2, 2).startswith("2 May 2026")


def test_the_answer_to_one_file_is_forgotten_with_the_next(window, tmp_path):
    page = read(window, written(tmp_path, "date,energy_kwh\n03/04/2026,20\n"))
    press(window, Qt.Key.Key_Space)
    rest(window)
    assert page.seen is not None

    again = read(window, written(tmp_path, "date,energy_kwh\n05/06/2026,20\n", "other.csv"))
    assert again.question.isVisible()


def test_whose_sessions_they_are_is_said_by_typing_and_taken_back_by_emptying(window, file):
    page = read(window, file)
    page.choices.whose.line.setFocus()
    type_in(window, OTHER)
    press(window, ENTER)
    rest(window)

    assert page.seen.counts[Outcome.WAITING] == 0
    assert cell(page, 4, 1) == OTHER
    page.choices.whose.line.setFocus()
    page.choices.whose.line.selectAll()
    press(window, Qt.Key.Key_Delete)
    rest(window)
    assert page.seen.counts[Outcome.WAITING] == 1


def test_amounts_in_another_currency_go_in_once_it_is_said(window, tmp_path):
    page = read(window, written(tmp_path, f"{HEAD}\n1,2026-01-01,2026-01-01,20,22,30,70,€4.10,{ONE}\n"))
    assert "choose the currency above" in verdict(page, 2)
    assert (page.choices.currency.text, page.go_in.isEnabled()) == ("THB", False)
    page.choices.currency.line.setFocus()
    page.choices.currency.line.selectAll()
    type_in(window, "eur")
    press(window, ENTER)
    rest(window)

    assert cell(page, 2, 6) == "€4.10"
    press(window, Qt.Key.Key_Return, CTRL)
    rest(window)
    assert sessions_of(window.app.user)[0].cost.currency == "EUR"


def test_a_look_that_is_stopped_leaves_what_was_seen_before_and_how_it_was_read(window, file):
    page = read(window, file)
    window.app.long.pause()
    page.choices.kind.set_value("mygarage-fuel")
    assert page.stop.isVisible()
    press(window, Qt.Key.Key_Escape)
    window.app.long.begin()
    rest(window)

    assert (page.choices.kind.value, page.stop.isVisible()) == ("teslamate", False)
    assert (page.table.long.rowCount(), page.go_in.isEnabled()) == (ROWS, True)


def test_a_kind_that_does_not_fit_is_told_and_what_was_seen_stands(window, file):
    page = read(window, file)
    page.choices.kind.set_value("evcc")
    rest(window)
    rest(window)

    assert page.refusal.isVisible()
    assert page.choices.kind.value == "teslamate"
    assert page.table.long.rowCount() == ROWS
    assert page.go_in.isEnabled()


# Words -----------------------------------------------------------------------------------------------------------


def test_every_word_follows_the_language_at_once(window, file, tmp_path):
    page = go(window, "charging_import")
    window.speak("marked")
    rest(window)
    assert not unsaid(page, DATA)
    page = read(window, file)
    assert any(OPEN in each for each in said(page))
    assert not unsaid(page, DATA)
    page = read(window, written(tmp_path, "date,energy_kwh\n03/04/2026,20\n", "days.csv"))
    assert not unsaid(page, (*DATA, "days.csv", "date"))
    window.speak("en")
    rest(window)
    assert "Which date is meant?" in said(page)


def test_what_a_file_says_is_shown_as_it_was_written(window, file):
    page = read(window, file)

    assert not markup(page)
    assert HOSTILE in [str(cell(page, line, 5)) for line in (4, 6)]
    assert "&amp;" not in "\n".join(said(page))
    strange = written(file.parent, f"{HEAD}\n1,2026-01-01,2026-01-01,20,22,30,70,4.10,{HOSTILE}\n", f"{'a&b'}.csv")
    page = read(window, strange)
    assert HOSTILE in verdict(page, 2)
    assert not markup(page)


def test_every_control_can_be_reached_and_has_a_name(window, file):
    for page in (go(window, "charging_import"), read(window, file)):
        assert controls(page)
        assert not nameless(page)
        assert not out_of_reach(page)


def test_tab_goes_through_all_that_can_be_done_and_back(window, file):
    page = read(window, file)
    met = set()
    for _ in range(20):
        press(window, TAB)
        met.add(named(QApplication.focusWidget()))
    press(window, TAB, SHIFT)

    assert {"File type", "Vehicle", "Currency", "Another file…", "Save faulty lines…"} <= met
    assert page.isVisible()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_step_asks_for_more_width_than_a_small_window_has(window, file, scale):
    if scale != 1.0:
        theme.set_theme(scale=scale)
    window.resize(1100, 700)
    for page in (go(window, "charging_import"), read(window, file)):
        assert page.minimumSizeHint().width() <= room(scale)


@pytest.mark.parametrize("width", [1100, 1440])
def test_the_verdict_has_room_and_only_less_weighty_columns_give_way(window, file, width):
    window.resize(width, 900)
    page = read(window, file)
    hidden = [place for place in range(8) if page.table.isColumnHidden(place)]

    assert hidden == ([] if width == 1440 else [4, 5])
    assert page.table.columnWidth(VERDICT_AT) > 220


def test_the_page_mirrors_where_one_reads_from_the_right(window, file):
    page = read(window, file)
    before = middle(page, page.go_in)
    window.speak("ar")
    rest(window)

    assert before > 0.8
    assert middle(page, page.go_in) < 0.2
