"""The first-hour tour: each step leads to a place of the example dealer, and its tick stays until one starts again."""

import pytest
from examples import FEW, NOON, example_user
from hands import NO_WARNINGS, go, rest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtWidgets import QLabel

from lifecycle_desk.base.clock import standing_at
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.remembered import Remembered
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import LANGUAGES
from lifecycle_desk.market.example_data import codes_written_in_full
from lifecycle_desk.overview.rules.help_pages import FIRST_HOUR, help_page
from lifecycle_desk.overview.rules.help_text import filled
from lifecycle_desk.overview.rules.tour import TOUR, steps_of
from lifecycle_desk.overview.screens.help.block_label import BlockLabel
from lifecycle_desk.overview.screens.help.tour import places
from lifecycle_desk.rooms import offered, put_together

pytestmark = NO_WARNINGS
NEEDS_MANY = {"battery", "campaign", "order-form"}  # steps to what only a dealer of many cars surely has


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tour_tells_each_step_once_in_every_language(language):
    assert len(steps_of(help_page((language,), FIRST_HOUR))) == len(TOUR)


@pytest.mark.parametrize("market", codes_written_in_full())
def test_each_step_finds_its_place_at_the_example_dealer_of_each_market(market, tmp_path):
    put_together()
    numbers = {} if market == "TH" else {"vehicles": FEW}
    user = example_user(tmp_path / "desk.ldk", market, **numbers)
    with standing_at(NOON):
        found = places(user)
    user.store.close()
    names = {each.name for each in offered("pages")}
    assert {each.name for each in TOUR} - found.keys() <= (NEEDS_MANY if numbers else set())
    assert {each.page for each in found.values()} <= names
    assert {each.page for each in TOUR} <= names


def test_show_me_goes_to_the_place_and_ticks_the_step(window):
    tour = go(window, "help", FIRST_HOUR).tour
    tour._places = {TOUR[0].name: Place("today")}
    assert tour.next_button().hasFocus()
    line = tour.lines[TOUR[0]]
    line.show_me.click()
    rest(window)
    assert window.place == Place("today")

    go(window, "help", FIRST_HOUR)
    assert line.tick.isChecked()
    assert window.app.remembered.tour == {TOUR[0].name}
    assert tour.next_button() is tour.lines[TOUR[1]].show_me

    tour.again.click()
    assert not line.tick.isChecked()
    assert window.app.remembered.tour == frozenset()


def test_a_tick_can_be_set_and_taken_away_by_hand(window):
    tour = go(window, "help", FIRST_HOUR).tour
    tour.lines[TOUR[3]].tick.click()
    assert window.app.remembered.tour == {TOUR[3].name}
    tour.lines[TOUR[3]].tick.click()
    assert window.app.remembered.tour == frozenset()


def test_the_tour_names_keys_as_the_help_does(window):
    tour = go(window, "help", FIRST_HOUR).tour
    window.speak("de")
    rest(window)
    said = " ".join(each.text() for each in tour.findChildren(QLabel))
    assert "Alt\u00a0←" in said  # in one line
    assert "Strg\u00a0Umschalt" in said
    assert "Alt+Left" not in said


def test_the_tour_names_the_key_that_goes_back_where_one_reads_leftwards(window):
    tour = go(window, "help", FIRST_HOUR).tour
    window.speak("ar")
    rest(window)
    said = " ".join(each.text() for each in tour.findChildren(QLabel))
    assert "Alt\u00a0→" in said


def test_the_tour_sets_buttons_and_keys_as_the_help_does_and_breaks_no_keys(window):
    labels = go(window, "help", FIRST_HOUR).tour.findChildren(BlockLabel)
    label = next(each for each in labels if "Alt" in each.text())
    for width in range(120, 500, 20):
        document = label._laid(width)
        assert label.heightForWidth(width) == round(document.size().height())
        first = document.begin()
        layout, text = first.layout(), first.text()
        lines = [layout.lineAt(at) for at in range(layout.lineCount())]
        assert any("Alt\u00a0←" in text[each.textStart() : each.textStart() + each.textLength()] for each in lines)
    bold = [form for form in first.textFormats() if form.format.font().weight() >= QFont.Weight.DemiBold]
    assert [_bare(text[each.start : each.start + each.length]) for each in bold] == ["Show me", "Alt\u00a0←"]


@pytest.mark.parametrize("language", ["ar", "th", "zh_CN", "en"])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_letter_of_the_tour_is_cut_at_the_foot_of_its_paragraph(window, language, scale):
    window.speak(language)
    theme.set_theme(scale=scale)
    label = BlockLabel()
    for block in steps_of(help_page((language,), FIRST_HOUR)):
        label.show_spans(filled(block, translator().current.words).spans)
        high = label.heightForWidth(400)
        paper = QImage(400, high + 40, QImage.Format.Format_ARGB32)
        paper.fill(Qt.GlobalColor.transparent)
        painter = QPainter(paper)
        label._laid(400).drawContents(painter)
        painter.end()
        below = bytes(paper.constBits())[high * paper.bytesPerLine() :]
        assert not any(below), label.text()


def _bare(words: str) -> str:
    """Words without the signs that keep them apart, and the room of a ground."""
    return "".join(each for each in words if each not in "\u2066\u2067\u2068\u2069").strip("\u00a0")


def test_the_tour_ends_at_today(window):
    tour = go(window, "help", FIRST_HOUR).tour
    tour.end.click()
    assert window.place == Place("today")


def test_ticks_stay_on_this_computer(tmp_path):
    where = tmp_path / "lists.json"
    Remembered(where, "ana").keep_tour(frozenset({"today"}))
    assert Remembered(where, "ana").tour == {"today"}
    assert Remembered(where, "ben").tour == frozenset()


def test_empty_books_offer_the_tour(bare_window):
    page = go(bare_window, "today")
    assert "First-hour tour" in [each.text() for each in page.empty.findChildren(type(page.new))]
