"""What grows with the text: gaps, margins and the insides of parts, also in a window that is open meanwhile."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hands import NO_WARNINGS
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import delete

import lifecycle_desk
from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.form_body import NEARLY, FormBody, form_card
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    CheckField,
    Chip,
    ChoiceField,
    Columns,
    Fact,
    FilterChip,
    Label,
    LineField,
    PageTitle,
    Rail,
    SectionTitle,
    Stack,
    StickyBar,
    TextEdit,
    TextField,
    column,
    facts_strip,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.parts.chips import ChipLines
from lifecycle_desk.desktop.look.rows import RowList, TwoLineDelegate, TwoLineRow
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import Language

pytestmark = [*NO_WARNINGS, pytest.mark.usefixtures("dressed")]
SCALES = (1.0, 1.25, 1.5, 2.0)


def a_page() -> QWidget:
    """A page of most kinds of layouts: head, chips, facts, a form in cards, a rail, a bar."""
    chips = ChipLines[str]()
    chips.chips = {each: FilterChip(text=each, icon="car") for each in ("All", "Open", "Done")}
    for each in chips.chips.values():
        each.setParent(chips)
    lines = Stack(6)
    for each in ("one", "two"):
        lines.put(Label(text=each))
    form = form_card(
        SectionTitle(N_("Owner")),
        wrap(row((LineField(N_("Name")), 1), (ChoiceField(N_("Pays"), [(1, N_("Customer"))]), 1), gap=t.COLUMN_GAP)),
        TextField(N_("Address"), rows=3),
        CheckField(N_("Yes")),
    )
    facts = facts_strip([Fact(N_("Plate"), PlainText("3กข 4821"), PlainText("in stock"), "ok", "check") for _ in "123"])
    head = row(PageTitle(text="BYD Atto 3"), 4, Chip(text="Open"), None, Button(text="History"), Button(text="Print"))
    beside = Card(column(SectionTitle(N_("Parts")), lines, gap=6, margins=(16, 10, 8, 12)))
    body = Columns(FormBody(column(chips, 7, facts, form, None, gap=t.CARD_GAP)), Rail(beside))
    bar = StickyBar(Button(text="Save", kind="primary"), Button(text="History"))
    inner = column(wrap(head), (body, 1), gap=12, margins=(24, 14, 24, 0))
    return wrap(column(wrap(inner), bar, gap=0))


@pytest.fixture
def put(qtbot) -> Iterator[Callable[[QWidget], QWidget]]:
    """Shows a page in a window of its own, wide enough for text of any size."""
    windows = []

    def shown(page: QWidget) -> QWidget:
        theme.dress(page)
        page.resize(2400, 1500)
        page.show()
        windows.append(page)
        settle()
        return page

    yield shown
    for each in windows:
        delete(each)


def settle() -> None:
    for _ in range(3):  # what a layout asks for is posted, and may ask for more
        QApplication.processEvents()


def places(page: QWidget) -> list[tuple[str, QRect]]:
    """Where every part of a page stands."""
    return [
        (type(each).__name__, QRect(each.mapTo(page, QPoint(0, 0)), each.size()))
        for each in page.findChildren(QWidget)
        if each.isVisible()
    ]


@pytest.mark.parametrize("code", ["en", "ar"])
@pytest.mark.parametrize("scale", SCALES[1:])
def test_text_that_grows_in_an_open_window_lays_it_out_as_one_that_was_opened_so(put, code, scale):
    translator().set_language(Language(code))
    page = put(a_page())
    theme.set_theme(scale=scale)
    settle()
    grown = places(page)
    assert grown == places(put(a_page()))
    theme.set_theme(scale=1.0)
    settle()
    assert places(page) == places(put(a_page()))


def test_a_page_that_is_hidden_while_the_text_grows_has_grown_when_it_is_shown(put):
    page = put(a_page())
    page.hide()
    theme.set_theme(scale=2.0)
    settle()
    page.show()
    settle()
    assert places(page) == places(put(a_page()))


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize(("code", "start"), [("en", 24), ("ar", 10)])
def test_gap_margins_and_spaces_are_as_large_as_the_text(put, scale, code, start):
    translator().set_language(Language(code))
    theme.set_theme(scale=scale)
    one, two, three = (Card() for _ in range(3))
    page = put(wrap(row((one, 1), 20, (two, 1), (three, 1), gap=12, margins=(24, 14, 10, 16))))
    left, middle, right = sorted((each.geometry() for each in (one, two, three)), key=QRect.left)
    between = {middle.left() - left.right() - 1, right.left() - middle.right() - 1}
    assert between == {round(12 * scale), round(12 * scale) + round(20 * scale)}
    assert (left.left(), page.width() - 1 - right.right()) == (round(start * scale), round((34 - start) * scale))
    assert (left.top(), page.height() - 1 - left.bottom()) == (round(14 * scale), round(16 * scale))


@pytest.mark.parametrize("make", [lambda: Button(text="Save", icon="car"), lambda: FilterChip(text="Open")])
def test_a_part_of_text_twice_as_large_has_twice_the_air(make):
    beside = {}
    for scale in (1.0, 2.0):
        theme.set_theme(scale=scale)
        part = make()
        role: t.Role = "medium" if isinstance(part, Button) else "small"
        beside[scale] = part.sizeHint().width() - theme.width(part.text(), role)
        part.deleteLater()
    assert beside[2.0] == 2 * beside[1.0]


def test_what_is_typed_stands_as_far_from_its_edge_as_the_text_is_large(put):
    field = LineField(N_("Name"), text="Niran")
    put(wrap(column(field, None)))
    edges = {}
    for scale in (1.0, 2.0):
        theme.set_theme(scale=scale)
        field.line.setCursorPosition(0)
        settle()
        edges[scale] = field.line.cursorRect().center().x()
    assert edges[2.0] - edges[1.0] == pytest.approx(6, abs=1)  # its padding, once more


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("code", ["en", "zh_CN", "th", "ar"])
def test_lines_that_have_room_show_no_scroll_bar_in_whatever_script_they_are(put, scale, code):
    translator().set_language(Language(code))
    theme.set_theme(scale=scale)
    lines = TextEdit(3)
    put(wrap(column(lines, None)))
    for word in ("Sukhumvit", "กรุงเทพมหานคร", "شارع", "北京市"):
        lines.setPlainText("\n".join([word] * 3))
        settle()
        assert not lines.verticalScrollBar().maximum(), word


def test_a_form_ends_where_its_page_does_or_well_before(put):
    form = Card()
    bar = StickyBar(Button(text="Save", kind="primary"))
    page = put(wrap(column((FormBody(column(form), bar, widest=860), 1), bar, gap=0)))
    for scale in (1.0, 2.0):
        theme.set_theme(scale=scale)
        for rest, left in ((0, 0), (2, 0), (NEARLY, 0), (NEARLY + 1, NEARLY + 1), (400, 400)):
            page.resize(round((860 + rest) * scale), 600)
            settle()
            end = form.mapTo(page, QPoint(form.width(), 0)).x()
            assert page.width() - end == round(left * scale), rest
            assert bar.primary.mapTo(page, QPoint(bar.primary.width(), 0)).x() + theme.u(t.PAGE_MARGIN) == end, rest


@pytest.mark.parametrize("words", ["تصفية (F6)", "0-1055-00000"])
def test_the_caret_does_not_cover_what_an_arabic_field_hints_at(put, words):
    translator().set_language(Language("ar"))
    theme.set_theme(scale=2.0)
    field = LineField(N_("Filter"), placeholder=PlainText(words))
    page = put(wrap(column(field, None)))
    page.activateWindow()
    field.line.clearFocus()
    settle()
    drawn = field.line.grab().toImage()
    caret, ground = field.line.cursorRect().center().x(), drawn.pixelColor(drawn.width() // 4, drawn.height() // 2)
    inked = [
        x
        for x in range(drawn.width() // 2, drawn.width() - 8)
        if any(drawn.pixelColor(x, y) != ground for y in range(10, drawn.height() - 10))
    ]
    assert inked
    assert max(inked) < caret - 1
    assert field.line.placeholderText() == words


def test_nothing_but_a_layout_that_grows_says_how_far_parts_stand_apart():
    """A distance that is set elsewhere stays as it is while the text grows."""
    bare = re.compile(r"\.(setSpacing|setContentsMargins|setHorizontalSpacing|setVerticalSpacing|addSpacing)\(")
    sources = Path(lifecycle_desk.__file__).parent
    found = {
        str(each.relative_to(sources)): call
        for each in sources.rglob("*.py")
        if each.name != "spaced.py"
        for call in bare.findall(each.read_text(encoding="utf-8"))
    }
    assert not found


def test_a_row_that_is_read_from_the_right_mirrors_its_margins(put):
    translator().set_language(Language("ar"))
    card = Card()
    page = put(wrap(row((card, 1), margins=(24, 0, 8, 0))))
    assert page.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert (card.x(), page.width() - card.geometry().right() - 1) == (8, 24)


def test_a_list_that_stands_whole_is_as_high_as_its_rows_are_now(put):
    rows = [TwoLineRow(each, "detail") for each in ("one", "two", "three")]
    shown = RowList(N_("Keys"), TwoLineDelegate())
    shown.stand_whole(2)
    put(wrap(column(shown, None)))
    for code, scale in (("en", 1.0), ("en", 2.0), ("ar", 2.0), ("en", 1.25)):
        translator().set_language(Language(code))
        theme.set_theme(scale=scale)
        shown.show_rows(rows)
        settle()
        assert shown.viewport().height() == 2 * theme.px(t.ROW_TWO, 2) + 2
        theme.set_theme(scale=1.5)
        settle()
        assert shown.viewport().height() == 2 * theme.px(t.ROW_TWO, 2) + 2
