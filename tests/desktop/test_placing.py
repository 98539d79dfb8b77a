"""Where the window opens: on a screen that exists, and never larger than it."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect

from lifecycle_desk.desktop.machine import Machine, read_machine, write_machine
from lifecycle_desk.desktop.placing import FRAME, LEAST, placed

NOTEBOOK, BESIDE = QRect(0, 0, 1093, 574), QRect(1093, 0, 1920, 1040)
numbers = st.integers(-5_000, 5_000)


def test_a_first_start_fits_the_screen_and_stands_in_its_middle():
    at = placed(Machine(), [NOTEBOOK])
    assert NOTEBOOK.contains(at)
    assert at == NOTEBOOK.adjusted(0, FRAME, 0, 0)
    roomy = placed(Machine(), [BESIDE])
    assert (roomy.width(), roomy.height()) == (1440, 900)
    assert abs(roomy.center().x() - BESIDE.center().x()) <= 1


def test_the_window_is_where_it_was():
    assert placed(Machine(x=1200, y=60, width=1300, height=800), [NOTEBOOK, BESIDE]) == QRect(1200, 60, 1300, 800)


def test_a_window_of_a_screen_that_is_gone_comes_back_onto_one():
    assert NOTEBOOK.contains(placed(Machine(x=1200, y=60, width=1300, height=800), [NOTEBOOK]))


@given(numbers, numbers, st.integers(0, 5_000), st.integers(0, 5_000), st.booleans())
def test_it_lies_whole_on_one_screen_wherever_it_was(x, y, width, height, two):
    rooms = [NOTEBOOK, BESIDE] if two else [NOTEBOOK]
    at = placed(Machine(x=x, y=y, width=width, height=height), rooms)
    assert any(each.contains(at) for each in rooms)
    assert at.width() >= min(LEAST.width(), width)


def test_the_place_is_kept_with_the_settings_of_the_computer(tmp_path):
    kept = Machine(x=-40, y=12, width=900, height=700)
    write_machine(tmp_path / "machine.toml", kept)
    assert read_machine(tmp_path / "machine.toml") == kept
