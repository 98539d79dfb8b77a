"""Vehicles and customers in any language: all words follow at once, lines mirror, data stay as they were written."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)
from screens_window import CTRL, HOSTILE, OTHER, VIN, all_of, fill, go, opened, press, rest

from lifecycle_desk.counter.verbs import Seat
from lifecycle_desk.dealership.papers import customs_of
from lifecycle_desk.dealership.usecases import dealer
from lifecycle_desk.desktop.look.theme import dress, theme
from lifecycle_desk.desktop.speech import speech
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.language import Language
from lifecycle_desk.language.language import LANGUAGES
from lifecycle_desk.vehicle.screens import entries

pytestmark = [pytest.mark.qt_log_level_fail("WARNING"), pytest.mark.qt_log_ignore("propagateSizeHints|This plugin")]

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
DATES = re.compile(r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b")


class Marked(Language):
    """A language whose every answer shows that it was asked."""

    def words(self, message, n=1):
        return f"⟦{super().words(message, n)}⟧" if message else ""


@pytest.fixture(scope="module")
def _dressed(qapp) -> None:
    dress(qapp, calm=True)


@pytest.fixture
def window(own_seat: Seat, qtbot, _dressed) -> Iterator[Window]:
    fill(own_seat)
    customs = customs_of(dealer(own_seat.store))

    def speak(code: str) -> Language:
        return Marked("en", customs) if code == "marked" else Language(code, customs)

    speech().speak(speak("en"))
    made = opened(own_seat, speak)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    yield made
    made.close()
    rest(made)
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    theme.wear(dark=False, scale=1.0)
    speech().speak(Language("en"))


def said(page: QWidget) -> list[str]:
    """Every text that can be seen or heard on a page."""
    texts = [each.text() for each in (*all_of(page, QLabel), *all_of(page, QAbstractButton))]
    texts += [each.placeholderText() for each in all_of(page, QLineEdit)]
    texts += [each.itemText(n) for each in all_of(page, QComboBox) for n in range(each.count())]
    texts += [each.accessibleName() for each in all_of(page, QWidget)]
    texts += [each.accessibleDescription() for each in all_of(page, QWidget)]
    for view in all_of(page, QAbstractItemView):
        model = view.model()
        columns = range(model.columnCount() if isinstance(view, QTableView) else 1)
        texts += [str(model.index(row, each).data() or "") for row in range(model.rowCount()) for each in columns]
        texts += [str(model.headerData(each, Qt.Orientation.Horizontal) or "") for each in columns]
    return [each for each in texts if each]


def unsaid(text: str) -> str:
    """The letters of a text that are neither said in the language nor data."""
    rest_of = re.sub(r"⟦[^⟦⟧]*(⟦[^⟦⟧]*⟧[^⟦⟧]*)*⟧", "", text)
    for each in sorted(DATA, key=len, reverse=True):
        rest_of = rest_of.replace(each, "")
    return re.sub(r"[\W\d_]+", "", DATES.sub("", rest_of))


@pytest.mark.parametrize(("page", "key"), PLACES)
def test_every_word_follows_the_language_at_once(window, page, key):
    shown = go(window, page, key)
    window.speak("marked")
    rest(window)
    texts = said(shown)
    assert any("⟦" in each for each in texts)
    assert not [each for each in texts if unsaid(each)]


@pytest.mark.parametrize("make", ["reading", "noting", "plate", "owner", "cluster"])
def test_every_word_of_an_entry_follows_the_language(window, make):
    page = go(window, "vehicle", VIN)
    page.write(getattr(entries, make))
    window.speak("marked")
    rest(window)
    assert not [each for each in said(page.panel) if unsaid(each)]
    press(window, Qt.Key.Key_Return, CTRL)
    assert not [each for each in said(page) if unsaid(each)]


@pytest.mark.parametrize(("page", "key"), PLACES)
def test_what_people_wrote_is_shown_as_they_wrote_it(window, page, key):
    shown = go(window, page, key)
    assert all(each.textFormat() == Qt.TextFormat.PlainText for each in all_of(shown, QLabel))
    whole = "\n".join([*said(shown), *(each.text() for each in all_of(shown, QLineEdit))])
    assert "&amp;" not in whole
    if (page, key) in {("vehicles", ""), ("vehicle", VIN), ("add_vehicle", VIN), ("customers", "")}:
        assert HOSTILE in whole
    for button in all_of(shown, QAbstractButton):
        assert not button.text().startswith("<img") or button.shortcut().isEmpty()


@pytest.mark.parametrize(("page", "key"), PLACES)
def test_every_control_can_be_reached_and_has_a_name(window, page, key):
    shown = go(window, page, key)
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView)
    found = [each for kind in kinds for each in all_of(shown, kind)]
    controls = [each for each in found if not isinstance(each, QHeaderView)]
    for each in controls:
        name = each.accessibleName() or (each.text() if isinstance(each, QAbstractButton) else "")
        assert name, each
        assert each.focusPolicy() & Qt.FocusPolicy.TabFocus or not each.isEnabled(), name


def test_the_tab_key_goes_through_a_form_as_its_paper_does(window):
    page = go(window, "add_vehicle")
    order = [each.control for name, each in page.fields.items() if name not in {"person", "owner", "phone"}]
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


def middle(page: QWidget, widget: QWidget) -> float:
    return widget.mapTo(page, QPoint(widget.width() // 2, 0)).x() / page.width()


@pytest.mark.parametrize(("page", "key"), [("vehicle", VIN), ("vehicles", ""), ("person", "1"), ("add_vehicle", "")])
def test_a_page_mirrors_where_one_reads_from_the_right(window, page, key):
    shown = go(window, page, key)
    marks = [each for each in all_of(shown, QAbstractButton) if each.text() and not in_rail(shown, each)]
    before = [middle(shown, each) for each in marks]
    window.speak("ar")
    rest(window)
    after = [middle(shown, each) for each in marks if each.isVisible()]
    assert len(after) == len(before)
    assert all(abs(one + other - 1) < 0.12 for one, other in zip(before, after, strict=True)), (before, after)


@pytest.mark.parametrize("code", ["th", "ar", "zh_CN"])
def test_lines_have_the_height_of_their_script(window, code):
    page = go(window, "vehicle", VIN)
    index = page.life.list.rows.index(1, 0)
    before = page.life.list.visualRect(index).height()
    window.speak(code)
    rest(window)
    assert page.life.list.visualRect(index).height() > before


@pytest.mark.parametrize(("page", "key"), PLACES)
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_page_asks_for_more_width_than_a_small_window_has(window, page, key, scale):
    theme.wear(scale=scale)
    window.resize(1100, 700)
    shown = go(window, page, key)
    assert shown.minimumSizeHint().width() <= (1100 - 224 if scale == 1.0 else 1100 * scale - 112), shown
    assert window.width() <= 1100 * scale
