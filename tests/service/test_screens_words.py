"""The workshop in any language: all words follow at once, lines mirror, what people wrote stays as they wrote it."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableView,
    QTextEdit,
    QWidget,
)
from screen import Hands, at_the_window
from workshop import COOLING, VIN

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.counter.verbs import Seat
from lifecycle_desk.dealership.papers import customs_of, spoken
from lifecycle_desk.dealership.usecases import dealer
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.speech import speech
from lifecycle_desk.language import Language
from lifecycle_desk.language.language import LANGUAGES
from lifecycle_desk.stages.service.rules.orders import Job, Line, LineKind
from lifecycle_desk.stages.service.usecases.orders import log_repair_order, open_repair_order
from lifecycle_desk.stages.service.usecases.requests import LogRepairOrder, OpenRepairOrder

HOSTILE = "<img src=x> & co"
NASTY = Job(
    complaint=HOSTILE,
    cause=HOSTILE,
    correction=HOSTILE,
    lines=(Line(kind=LineKind.SUBLET, text=HOSTILE, price=100),),
)
PLACES = (
    ("service", ""),
    ("order_form", ""),
    ("order_form", VIN),
    ("order", "RO-2026-0001"),
    ("order", "RO-2026-0002"),
)
DATA = (
    *(HOSTILE, VIN, "MG4 Electric", "64 kWh", "MG", "RO-", "VAT", "THB", "สิริพร ชัยสิทธิ์", "3กข"),
    *(line.code for line in COOLING.lines),
    *LANGUAGES.values(),
    "<S",  # the initials of a hostile technician
)
DATES = re.compile(r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b")


class Marked(Language):
    """A language whose every answer shows that it was asked."""

    def words(self, message, n=1):
        return f"⟦{super().words(message, n)}⟧" if message else ""


@pytest.fixture
def hands(own_shop: Seat, qtbot) -> Iterator[Hands]:
    read = Distance(47_990)
    open_repair_order(own_shop, OpenRepairOrder(vin=VIN, jobs=(NASTY,), technician=HOSTILE, odometer_in=read))
    log_repair_order(own_shop, LogRepairOrder(vin=VIN, jobs=(NASTY,), adviser=HOSTILE, odometer_in=read))
    with at_the_window(own_shop, qtbot) as found:
        yield found


def all_of[Part: QWidget](page: QWidget, kind: type[Part]) -> list[Part]:
    return [each for each in page.findChildren(kind) if each.isVisible()]


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
        if isinstance(view, QTableView):
            texts += [str(model.headerData(each, Qt.Orientation.Horizontal) or "") for each in columns]
    return [each for each in texts if each]


def unsaid(text: str) -> str:
    """The letters of a text that are neither said in the language nor data."""
    rest_of = re.sub(r"⟦[^⟦⟧]*(⟦[^⟦⟧]*⟧[^⟦⟧]*)*⟧", "", text)
    for each in sorted(DATA, key=len, reverse=True):
        rest_of = rest_of.replace(each, "")
    return re.sub(r"[\W\d_]+", "", DATES.sub("", rest_of))


@pytest.mark.parametrize(("page", "key"), PLACES)
def test_every_word_follows_the_language_at_once(hands, own_shop, page, key):
    shown = hands.go(page, key)
    speech().speak(Marked("en", customs_of(dealer(own_shop.store))))
    hands.settle()
    texts = said(shown)
    assert any("⟦" in each for each in texts)
    assert not [each for each in texts if unsaid(each)]


@pytest.mark.parametrize(("page", "key"), [*PLACES, ("service", "list")])
def test_what_people_wrote_is_shown_as_they_wrote_it(hands, page, key):
    shown = hands.go(page, key.replace("list", ""))
    if key == "list":
        shown.as_list.click()
        hands.settle()
    assert all(each.textFormat() == Qt.TextFormat.PlainText for each in all_of(shown, QLabel))
    whole = [*said(shown), *(each.text() for each in all_of(shown, QLineEdit))]
    whole += [each.toPlainText() for each in all_of(shown, QTextEdit)]
    assert not any("&amp;" in each for each in whole)
    if page == "order" or (page, key) == ("service", ""):
        assert any(HOSTILE in each for each in whole)


@pytest.mark.parametrize(("page", "key"), PLACES)
def test_every_control_can_be_reached_and_has_a_name(hands, page, key):
    shown = hands.go(page, key)
    kinds = (QAbstractButton, QLineEdit, QTextEdit, QComboBox, QAbstractItemView)
    found = [each for kind in kinds for each in all_of(shown, kind)]
    for each in found:
        if isinstance(each, QHeaderView) or each.objectName().startswith("qt_"):
            continue
        name = each.accessibleName() or (each.text() if isinstance(each, QAbstractButton) else "")
        assert name, each
        by_tab = bool(each.focusPolicy() & Qt.FocusPolicy.TabFocus)
        assert by_tab or not each.isEnabled() or name == "More about this line"  # the Menu key opens that one


@pytest.mark.parametrize(("page", "key"), [PLACES[0], PLACES[2], PLACES[3]])
def test_pages_are_drawn_mirrored_dark_and_large(hands, own_shop, page, key):
    shown = hands.go(page, key)
    speech().speak(spoken(own_shop, "ar"))
    theme.wear(dark=True, scale=2.0)
    hands.window.resize(1100, 700)
    hands.settle()
    assert not hands.window.grab().isNull()
    assert shown.layoutDirection() == Qt.LayoutDirection.RightToLeft
    for button in all_of(shown, QAbstractButton):
        assert button.width() >= min(button.sizeHint().width(), button.parentWidget().width()), button.text()


def test_cells_of_a_line_mirror(hands, own_shop):
    page = hands.go("order", "RO-2026-0001")
    row = page.jobs.cards[0].rows[0]
    assert row.code.x() < row.price.x()
    speech().speak(spoken(own_shop, "ar"))
    hands.settle()
    assert row.code.x() > row.price.x()
