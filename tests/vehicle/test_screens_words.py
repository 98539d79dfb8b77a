"""Vehicles and customers in any language: all words follow at once, lines mirror, data stay as they were written."""

from collections.abc import Iterator

import pytest
from hands import (
    CTRL,
    HOSTILE,
    NO_WARNINGS,
    OPEN,
    all_of,
    go,
    left_as_found,
    markup,
    middle,
    nameless,
    out_of_reach,
    press,
    rest,
    room,
    said,
    shown,
    unsaid,
    written,
)
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from screens_window import OTHER, VIN, books, fill

from lifecycle_desk.books.usecases.books import create
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.language import LANGUAGES
from lifecycle_desk.vehicle.screens import life_entries

pytestmark = NO_WARNINGS

PLACES = (
    ("vehicles", ""),
    ("vehicle", VIN),
    ("vehicle", "LGXCE4CC6S0010009"),
    ("add_vehicle", ""),
    ("add_vehicle", VIN),
    ("customers", ""),
    ("person", "1"),
    ("person", "new"),
    ("person", "999"),
)
DATA = (
    HOSTILE,
    VIN,
    OTHER,
    "LGXCE4CC6S0010009",
    "Anan Wongsakul",
    "A rattle",
    "MG4 Electric",
    "SAIC Motor",
    "CATL-08Z",
    "3กข",
    "9กค",
    "China",
    "BYD",
    "MG",
    "BEV",
    "NMC",
    "bat",
    "kWh",
    *("LFP", "NCA", "LMO", "LCO", "LTO", "Na-ion", "NiMH"),
    *LANGUAGES.values(),
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, qapp) -> Iterator[Window]:
    """One window for all that is only looked at."""
    user = create(tmp_path_factory.mktemp("words") / "desk.ldk", Dealer("Sathorn EV", "TH", "en"))
    fill(user)
    yield from shown(books(user))
    user.store.close()


@pytest.fixture
def looked_at(shared: Window) -> Iterator[Window]:
    """The same in English, of its usual size."""
    yield from left_as_found(shared)


@pytest.mark.parametrize(("page", "key"), PLACES)
def test_every_word_follows_the_language_at_once(looked_at, page, key):
    there = go(looked_at, page, key)
    looked_at.speak("marked")
    rest(looked_at)
    assert any(OPEN in each for each in said(there))
    assert not unsaid(there, DATA)


@pytest.mark.parametrize("make", ["reading", "noting", "plate", "owner", "cluster"])
def test_every_word_of_an_entry_follows_the_language(window, make):
    page = go(window, "vehicle", VIN)
    page.write(getattr(life_entries, make))
    window.speak("marked")
    rest(window)
    assert not unsaid(page.panel, DATA)
    press(window, Qt.Key.Key_Return, CTRL)
    assert not unsaid(page, DATA)


@pytest.mark.parametrize(("page", "key"), PLACES)
def test_what_people_wrote_is_shown_as_they_wrote_it(looked_at, page, key):
    there = go(looked_at, page, key)
    assert not markup(there)
    whole = "\n".join([*said(there), *written(there)])
    assert "&amp;" not in whole
    if (page, key) in {("vehicles", ""), ("vehicle", VIN), ("add_vehicle", VIN), ("customers", "")}:
        assert HOSTILE in whole
    for button in all_of(there, QAbstractButton):
        assert not button.text().startswith("<img") or button.shortcut().isEmpty()


@pytest.mark.parametrize(("page", "key"), PLACES)
def test_every_control_can_be_reached_and_has_a_name(looked_at, page, key):
    there = go(looked_at, page, key)
    assert not nameless(there)
    assert not out_of_reach(there)


def test_the_tab_key_goes_through_a_form_as_its_paper_does(window):
    page = go(window, "add_vehicle")
    order = [each.control for name, each in page.fields.items() if name not in {"phone", "owner.phone"}]
    order = list(dict.fromkeys(order))
    seen: list[QWidget] = []
    for _ in range(30):
        focus = QApplication.focusWidget()
        if focus in order and focus not in seen:
            seen.append(focus)
        press(window, Qt.Key.Key_Tab)
    assert seen == order


def in_rail(page: QWidget, widget: QWidget) -> bool:
    """Whether a widget stands in the rail, whose cards are made anew with each language."""
    rail = getattr(page, "rail", None)
    return rail is not None and rail.isAncestorOf(widget)


@pytest.mark.parametrize(("page", "key"), [("vehicle", VIN), ("vehicles", ""), ("person", "1"), ("add_vehicle", "")])
def test_a_page_mirrors_where_one_reads_from_the_right(looked_at, page, key):
    there = go(looked_at, page, key)
    marks = [each for each in all_of(there, QAbstractButton) if each.text() and not in_rail(there, each)]
    before = [middle(there, each) for each in marks]
    looked_at.speak("ar")
    rest(looked_at)
    after = [middle(there, each) for each in marks if each.isVisible()]
    assert len(after) == len(before)
    assert all(abs(one + other - 1) < 0.12 for one, other in zip(before, after, strict=True)), (before, after)


@pytest.mark.parametrize("code", ["th", "ar", "zh_CN"])
def test_lines_have_the_height_of_their_script(looked_at, code):
    page = go(looked_at, "vehicle", VIN)
    index = page.life.list.rows.index(1, 0)
    before = page.life.list.visualRect(index).height()
    looked_at.speak(code)
    rest(looked_at)
    assert page.life.list.visualRect(index).height() > before


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_page_asks_for_more_width_than_a_small_window_has(looked_at, scale):
    if scale != 1.0:
        theme.set_theme(scale=scale)
    looked_at.resize(1100, 700)
    for place in PLACES:
        assert go(looked_at, *place).minimumSizeHint().width() <= room(scale), place
        assert looked_at.width() <= 1100 * scale, place
