"""The sale in any language: all words follow at once, lines mirror, data stay as they were written."""

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
from PySide6.QtWidgets import QAbstractButton, QWidget
from sale_story import VIN
from sale_window import FAILED, GONE, SUSPECT, fill, stock_window

from lifecycle_desk.base.clock import standing_at
from lifecycle_desk.books.usecases.books import create
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.language import LANGUAGES
from lifecycle_desk.stages.sale.contract.screens.form import selling
from lifecycle_desk.stages.sale.stock.screens import entries

PLACES = (
    ("sale", ""),
    ("arrival", ""),
    ("sale_of", VIN),
    ("sale_of", FAILED),
    ("sale_of", GONE),
    ("sale_of", "LSJWH4090PN000009"),
    ("inspection", VIN),
    ("inspection", FAILED),
    ("inspection", SUSPECT),
    ("handover", VIN),
    ("handover", GONE),
)
NOON = datetime(2026, 11, 25, 9, tzinfo=UTC)
FORMS = {
    "stock": lambda app, of: entries.stocking(app, of.sale),
    "check": lambda app, of: entries.checking(app, of.sale),
    "move": lambda app, of: entries.moving(app, of.sale),
    "quarantine": lambda app, of: entries.apart(app, of.sale),
    "sell": lambda app, of: selling(app, VIN, of.market),
    "register": lambda app, of: entries.registering(app, of.sale, of.market),
    "cancel": lambda app, _: entries.cancelling(app, VIN),
}
DATA = (
    HOSTILE,
    *(VIN, FAILED, GONE, SUSPECT),
    *("MG", "BEV", "Niran K.", "SHA-88213", "SC", "1กข", "pdi", "VAT", "kWh", "THB"),
    *("LFP", "NMC", "NCA", "LMO", "LCO", "LTO", "NA_ION", "Na-ion", "NIMH", "NiMH", "OTHER"),
    *("V", "km", "µm", "Ω", "kPa", "Nm", "°C", "P", "F", "X", "N"),
    *LANGUAGES.values(),
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, qapp) -> Iterator[Window]:
    """One window for all that is only looked at."""
    with standing_at(NOON):
        user = create(tmp_path_factory.mktemp("words") / "desk.ldk", Dealer("Sathorn EV", "TH", "en"))
        fill(user)
        yield from shown(stock_window(user))
    user.store.close()


@pytest.fixture
def looked_at(shared: Window) -> Iterator[Window]:
    """The same in English, of its usual size."""
    yield from left_as_found(shared)


@pytest.fixture
def window(stocked_user, qapp) -> Iterator[Window]:
    """A window of its own, for what is written."""
    yield from shown(stock_window(stocked_user(fill)))


@pytest.mark.parametrize(("page", "key"), PLACES)
def test_every_word_follows_the_language_at_once(looked_at, page, key):
    there = go(looked_at, page, key)
    looked_at.speak("marked")
    rest(looked_at)

    assert any(OPEN in each for each in said(there))
    assert not unsaid(there, DATA)


@pytest.mark.parametrize("form", FORMS)
def test_every_word_of_a_step_follows_the_language(window, form):
    page = go(window, "sale_of", VIN)
    page.open(FORMS[form](page._app, page.shown))
    window.speak("marked")
    rest(window)
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
    if key in {VIN, FAILED} or page == "sale":
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
    places = [("sale", ""), ("arrival", ""), ("inspection", VIN), ("handover", VIN)]
    before = [_of_primary(go(looked_at, *place)) for place in places]
    looked_at.speak("ar")
    rest(looked_at)
    after = [_of_primary(go(looked_at, *place)) for place in places]

    assert min(before) > 0.8
    assert max(after) < 0.2


def _of_primary(page: QWidget) -> float:
    """Where the primary button of a page stands across it."""
    return middle(page, next(each for each in all_of(page, QAbstractButton) if getattr(each, "kind", "") == "primary"))


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_page_asks_for_more_width_than_a_small_window_has(looked_at, scale):
    if scale != 1.0:
        theme.set_theme(scale=scale)
    looked_at.resize(1100, 700)
    asked = {place: go(looked_at, *place).minimumSizeHint().width() for place in PLACES}

    assert {place: width for place, width in asked.items() if width > room(scale)} == {}
