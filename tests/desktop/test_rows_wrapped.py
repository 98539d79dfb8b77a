"""Rows of a narrow card: what one line would cut takes a second, and the list stands as high as its rows then are."""

import pytest
from hands import dress_once
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look.rows import TwoLineRow
from lifecycle_desk.desktop.look.rows.wrapped import WrappedList
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import Language

STEP = TwoLineRow(
    "Depollution · 3ฎส 7636 · GAC Aion Y Plus 490 Elite 63.2 kWh",
    "15 mandatory items of the depollution list are open.",
    icon="recycle",
    stage="recycling",
    end="16 days",
    end_detail="in progress",
)
CODE = TwoLineRow(
    "TVLMEWGGXYS7BND8V0000003",
    "Removed, not handed over · Original · 8วต 8873 · GWM Haval H6 PHEV 34 kWh",
    is_code=True,
    end="4 days",
)
SHORT = TwoLineRow("Jaecoo J7", "Vehicle in quarantine", end="6 days")
NARROW = 420  # px, as a card has them at least


@pytest.fixture
def listed(qtbot):
    """A list of three rows that stands as high as they do; resized, its rows are measured anew."""
    dress_once()
    made = WrappedList(N_("Next steps"))
    qtbot.addWidget(made)
    made.stand_whole()
    made.show_rows([STEP, CODE, SHORT])
    return made


def at(listed: WrappedList, width: int) -> list[int]:
    """The heights of its rows in a width."""
    listed.resize(width, listed.height())
    listed.show()
    for _ in range(3):
        QApplication.processEvents()
    return [listed.visualRect(listed.rows.index(row, 0)).height() for row in range(3)]


@pytest.mark.parametrize("code", ["en", "th", "ar"])
def test_what_one_line_would_cut_takes_a_second_and_nothing_of_it_is_cut(listed, code):
    translator().set_language(Language(code))
    wide, narrow = at(listed, 900), at(listed, NARROW)
    assert len(set(wide)) == 1
    assert narrow[0] > narrow[1] > narrow[2] == wide[2]
    for place, row in enumerate((STEP, CODE, SHORT)):
        assert listed.delegate.cut(QRect(0, 0, NARROW, narrow[place]), row) == []
    assert listed.height() >= sum(narrow)
    assert at(listed, 900) == wide
    assert listed.height() < sum(narrow)
