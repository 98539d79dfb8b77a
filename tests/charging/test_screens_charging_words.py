"""Charging in any language: all words follow at once, lines mirror, data stay as they were written, nothing is cut."""

from calendar import day_abbr, day_name, month_name
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import pytest
from charging_books import ONE, OTHER
from charging_window import BARE, NOON, PLATE, charging_window, fill
from hands import (
    HOSTILE,
    NO_WARNINGS,
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
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton
from widest import ONCE_EACH, Widest

from lifecycle_desk.base.clock import standing_at
from lifecycle_desk.books.usecases.books import create
from lifecycle_desk.cover.rules import published
from lifecycle_desk.dealership.papers import customs_of
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.dealership.usecases import dealer, market_of
from lifecycle_desk.desktop.look.paint import ELIDED
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.language import LANGUAGES
from lifecycle_desk.stages.charging.tariffs.rules.tariffs import Element, Season, Tariff
from lifecycle_desk.stages.charging.tariffs.rules.tariffs import Window as Hours

pytestmark = NO_WARNINGS
TABS = ("batteries", "inbox", "came_in", "tariffs")
PLACES = (
    *(("charging", tab) for tab in TABS),
    *((page, vin) for page in ("charging_of", "battery") for vin in (ONE, OTHER, BARE)),
)
MANY = Tariff(
    place=HOSTILE,
    currency="THB",
    valid_from=date(2026, 1, 1),
    zone="Asia/Bangkok",
    elements=(
        Element(
            name=HOSTILE, minute=Fraction(5), after_minutes=3, weekdays=frozenset({1, 2}), season=Season((1, 2), (3, 4))
        ),
        Element(kwh=Fraction(5), window=Hours(0, 60)),
    ),
)
ENTRIES = ("_add", "_edit", "_remove", "_split", "_merge")
DATA = (
    *(HOSTILE, ONE, OTHER, BARE, PLATE, "3กข", "BYD", "Atto 3", "cdrs.json", "THB", "kWh", "NMC", "km", "°C"),
    *(rule.source for rule in published()),
    *month_name[1:],
    *day_name,
    *day_abbr,
    *LANGUAGES.values(),
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, qapp) -> Iterator[Window]:
    """One window for all that is only looked at."""
    with standing_at(NOON):
        user = create(tmp_path_factory.mktemp("words") / "desk.ldk", Dealer("Sathorn EV", "TH", "en"))
        fill(user)
        yield from shown(charging_window(user))
    user.store.close()


@pytest.fixture
def looked_at(shared: Window) -> Iterator[Window]:
    """The same in English, of its usual size."""
    yield from left_as_found(shared)


@pytest.mark.parametrize(("page", "key"), PLACES)
def test_every_word_follows_the_language_at_once_and_what_people_wrote_stays(looked_at, page, key):
    there = go(looked_at, page, key)
    whole = "\n".join([*said(there), *written(there)])
    assert not markup(there)
    assert "&amp;" not in whole
    if key not in {BARE, "came_in"} and (page, key) != ("battery", ONE):
        assert HOSTILE in whole
    for button in all_of(there, QAbstractButton):
        assert HOSTILE not in button.text() or button.shortcut().isEmpty()

    looked_at.speak("marked")
    rest(looked_at)
    assert any(OPEN in each for each in said(there))
    assert not unsaid(there, DATA)


@pytest.mark.parametrize("entry", ENTRIES)
def test_every_word_of_an_entry_follows_the_language(looked_at, entry):
    page = go(looked_at, "charging_of", ONE)
    page.table.selectAll()
    getattr(page, entry)()
    looked_at.speak("marked")
    rest(looked_at)
    assert page.panel.isVisible()
    assert not unsaid(page.panel, DATA)
    assert HOSTILE in written(page.panel) or entry != "_edit"
    page.panel.close_up()
    rest(looked_at)


def test_every_word_of_an_official_reading_follows_the_language(looked_at):
    page = go(looked_at, "battery", ONE)
    page.read.click()
    looked_at.speak("marked")
    rest(looked_at)
    page.panel.submit()
    rest(looked_at)
    assert page.panel.isVisible()
    assert not unsaid(page, DATA)
    page.panel.close_up()


@pytest.fixture
def conditions(looked_at: Window) -> Iterator[Window]:
    """The form of a tariff with all conditions, and the chosen tariff whole."""
    tab = go(looked_at, "charging", "tariffs").tabs["tariffs"]
    tab.table.setCurrentIndex(tab.table.long.index(0, 0))
    tab.form.use(MANY)
    rest(looked_at)
    yield tab
    tab.form.write({})
    tab.table.clearSelection()


def test_every_word_of_a_tariff_with_conditions_follows_the_language_and_is_no_markup(looked_at, conditions):
    assert HOSTILE in written(conditions)
    assert HOSTILE in said(conditions.reading)
    assert not markup(conditions)
    looked_at.speak("marked")
    rest(looked_at)
    last = conditions.form.list.blocks[-1]
    last.kwh.set_text("")
    conditions.form.save.click()
    rest(looked_at)
    assert last.kwh.is_faulty
    assert not unsaid(conditions, DATA)


def test_every_control_of_a_tariff_with_conditions_can_be_reached_and_has_a_name(conditions):
    assert len(controls(conditions)) > 30
    assert not nameless(conditions)
    assert not out_of_reach(conditions)


def speak(window: Window, code: str) -> None:
    if code == "widest":
        store = window.app.user.store
        translator().set_language(Widest(customs_of(dealer(store), market_of(store))))
    else:
        window.speak(code)


@pytest.mark.parametrize("code", ONCE_EACH)
def test_a_narrow_window_cuts_nothing_of_a_tariff_with_conditions(looked_at, conditions, code):
    speak(looked_at, code)
    looked_at.resize(1000, 700)
    rest(looked_at)
    assert looked_at.width() == 1000
    for button in all_of(conditions, QAbstractButton):
        assert button.width() >= button.minimumSizeHint().width(), button.text()
    for day in conditions.form.list.blocks[0].weekdays.days:
        ELIDED.clear()
        day.grab()
        assert not ELIDED, day.text()


@pytest.mark.parametrize("width", [1100, 1440])
@pytest.mark.parametrize("code", ONCE_EACH)
def test_no_word_of_the_form_of_a_tariff_is_cut(looked_at, conditions, code, width):
    speak(looked_at, code)
    looked_at.resize(width, 900)
    form = conditions.form
    for texts in (form.texts, {}):
        form.write(texts)
        rest(looked_at)
        ELIDED.clear()
        form.grab()
        assert not ELIDED


@pytest.mark.parametrize(("page", "key"), PLACES)
def test_every_control_can_be_reached_and_has_a_name(looked_at, page, key):
    there = go(looked_at, page, key)

    assert controls(there)
    assert not nameless(there)
    assert not out_of_reach(there)


def test_pages_mirror_where_one_reads_from_the_right(looked_at):
    places = [("charging", "tariffs"), ("charging_of", ONE), ("battery", ONE)]
    before = [_of_primary(go(looked_at, *place)) for place in places]
    looked_at.speak("ar")
    rest(looked_at)
    after = [_of_primary(go(looked_at, *place)) for place in places]

    assert min(before) > 0.8
    assert max(after) < 0.2


def _of_primary(page) -> float:
    return middle(page, next(each for each in all_of(page, QAbstractButton) if getattr(each, "kind", "") == "primary"))


@pytest.mark.parametrize("code", ONCE_EACH)
def test_a_narrow_window_cuts_no_button_in_any_language(looked_at, code):
    speak(looked_at, code)
    looked_at.resize(1000, 700)
    cut = []
    for place in PLACES:
        page = go(looked_at, *place)
        assert looked_at.width() == 1000, place
        for button in all_of(page, QAbstractButton):
            left = button.mapTo(page, QPoint(0, 0)).x()
            if button.width() < button.minimumSizeHint().width() or left < 0 or left + button.width() > page.width():
                cut.append((place, button.text()))
    assert cut == []


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_page_asks_for_more_width_than_a_small_window_has(looked_at, scale):
    if scale != 1.0:
        theme.set_theme(scale=scale)
    looked_at.resize(1100, 700)
    asked = {place: go(looked_at, *place).minimumSizeHint().width() for place in PLACES}

    assert {place: width for place, width in asked.items() if width > room(scale)} == {}
