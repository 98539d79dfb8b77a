"""Second-hand pages in any language: all words follow at once, lines mirror, data stay as they were written."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hands import (
    HOSTILE,
    OPEN,
    all_of,
    controls,
    go,
    left_as_found,
    markup,
    middle,
    nameless,
    out_of_reach,
    rest,
    room,
    said,
    shown,
    unsaid,
    written,
)
from PySide6.QtWidgets import QAbstractButton
from trade_story import STRANGE, VIN
from trade_window import fill, trade_window

from lifecycle_desk.base.clock import standing_at
from lifecycle_desk.books.usecases.books import create
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.language import LANGUAGES

PLACES = (
    ("transfer", ""),
    ("second_hand", VIN),
    ("second_hand", STRANGE),
    ("trade_in", ""),
    ("trade_in", STRANGE),
    ("condition", STRANGE),
    ("condition", VIN),
)
NOON = datetime(2026, 11, 25, 9, tzinfo=UTC)
DATA = (
    HOSTILE,
    *(VIN, STRANGE),
    *("MG", "BEV", "Niran K.", "1กข", "Michelin", "THB", "kWh"),
    *("LFP", "NMC", "NCA", "LMO", "LCO", "LTO", "NA_ION", "Na-ion", "NIMH", "NiMH", "OTHER"),
    *("kΩ", "Ω", "mm", "km", "V", *"SDCKRPBMWHFNABE"),
    *LANGUAGES.values(),
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, qapp) -> Iterator[Window]:
    """One window for all that is only looked at."""
    with standing_at(NOON):
        user = create(tmp_path_factory.mktemp("words") / "desk.ldk", Dealer("Sathorn EV", "TH", "en"))
        fill(user)
        yield from shown(trade_window(user))
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


@pytest.mark.parametrize("card", [0, 1, 2])
def test_every_word_of_an_entry_follows_the_language(own_user: UserSession, qapp, card):
    fill(own_user)
    for window in shown(trade_window(own_user)):
        page = go(window, "second_hand", VIN)
        page.cards[card].buttons[-1 if card != 1 else 0].click()
        window.speak("marked")
        rest(window)
        assert page.panel.isVisible()
        assert not unsaid(page.panel, DATA)
        page.panel.submit()
        rest(window)
        assert not unsaid(page, DATA)


@pytest.mark.parametrize(("page", "key"), PLACES)
def test_what_people_wrote_is_shown_as_they_wrote_it(looked_at, page, key):
    there = go(looked_at, page, key)
    whole = "\n".join([*said(there), *written(there)])
    assert not markup(there)
    assert "&amp;" not in whole
    if key:
        assert HOSTILE in whole
    for button in all_of(there, QAbstractButton):
        assert HOSTILE not in button.text() or button.shortcut().isEmpty()


@pytest.mark.parametrize(("page", "key"), PLACES)
def test_every_control_can_be_reached_and_has_a_name(looked_at, page, key):
    there = go(looked_at, page, key)
    assert controls(there)
    assert not nameless(there)
    assert not out_of_reach(there)


def test_pages_mirror_where_one_reads_from_the_right(looked_at):
    places = [("transfer", ""), ("trade_in", ""), ("condition", STRANGE)]

    def primary(place: tuple[str, str]) -> float:
        page = go(looked_at, *place)
        buttons = all_of(page, QAbstractButton)
        return middle(page, next(each for each in buttons if getattr(each, "kind", "") == "primary"))

    before = [primary(each) for each in places]
    drawing = looked_at.page().marks.drawing
    seen = drawing.on_screen((0, 0)).x()
    looked_at.speak("ar")
    rest(looked_at)
    after = [primary(each) for each in places]
    assert min(before) > 0.8
    assert max(after) < 0.2
    assert abs(looked_at.page().marks.drawing.on_screen((0, 0)).x() - seen) < 40  # the car itself is not turned round


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_page_asks_for_more_width_than_a_small_window_has(looked_at, scale):
    if scale != 1.0:
        theme.set_theme(scale=scale)
    looked_at.resize(1100, 700)
    asked = {place: go(looked_at, *place).minimumSizeHint().width() for place in PLACES}
    assert {place: width for place, width in asked.items() if width > room(scale)} == {}


def test_the_names_of_wheels_are_whole_in_every_language(looked_at):
    page = go(looked_at, "condition", STRANGE)
    for code in ("es", "ar", "en"):
        looked_at.speak(code)
        rest(looked_at)
        for line in page.tyres.lines:
            assert theme.width(line.name.text(), "medium") <= line.name.width()
