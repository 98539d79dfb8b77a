"""All forms of the example dealer stand on one grid: rows agree, lines are kept, forms end with their bar."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import pytest
from hands import dress_once, rest, shown
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QWidget

from lifecycle_desk.app import main_places, window
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.form_body import FormBody, FormColumns
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.parts import Card, CheckField, Field, ReadField, StickyBar
from lifecycle_desk.desktop.machine import Machine
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.window import Window

NARROW, LAPTOP, SCREEN, WIDE = QSize(1092, 614), QSize(1366, 768), QSize(1440, 900), QSize(1920, 1080)
FORMS = (
    "add-vehicle",
    "customer",
    "schedules",
    "arrival",
    "inspection",
    "inspect-order",
    "inspection-templates",
    "claim",
    "trade-in",
    "condition",
    "change-of-owner",
    "settings",
)
ENDING = (*FORMS, "order-form", "repair-order", "claim", "claim-answered", "appointment")
NEARLY = 12  # px by which two fields that are meant to stand side by side may not miss each other


@pytest.fixture
def desk(example: UserSession) -> Iterator[Window]:
    """The whole program on the example dealer's books."""
    dress_once()
    yield from shown(window(example, Machine(), remember=False))


def forms(desk: Window, named: Sequence[str] = FORMS) -> Iterator[str]:
    """Go to each form."""
    for name, place in main_places(desk.app.user):
        if name in named:
            desk.go(place)
            rest(desk)
            yield name


def fields(desk: Window) -> list[Field]:
    return [each for each in desk.findChildren(Field) if each.isVisible()]


def place(desk: Window, part: QWidget) -> QRect:
    return QRect(part.mapTo(desk, QPoint(0, 0)), part.size())


def card_of(part: QWidget) -> QWidget | None:
    above = part.parentWidget()
    while above is not None and not isinstance(above, Card):
        above = above.parentWidget()
    return above


def uneven(desk: Window, inside: list[Field]) -> list[str]:
    """Fields whose tops, or whose controls' tops, nearly agree with those of others in their card."""
    tops = {each: place(desk, each).top() for each in inside}
    found = []
    for one in inside:
        for other in inside:
            by = tops[other] - tops[one]
            if 0 < by <= NEARLY:
                found.append(f"{other.label.text()} {by} px below {one.label.text()}")
            lines = not {one, other} & {each for each in inside if isinstance(each, CheckField)}
            if by == 0 and lines and place(desk, one.control).top() != place(desk, other.control).top():
                found.append(f"controls of {one.label.text()} and {other.label.text()}")
    return found


def gaps(desk: Window, inside: list[Field]) -> set[int]:
    """The distances of neighbouring rows that follow one another in one layout."""
    rows: dict[int, int] = {}
    for each in inside:
        at = place(desk, each)
        rows[at.top()] = max(rows.get(at.top(), 0), at.bottom() + 1)
    tops = sorted(rows)
    between = [after - rows[before] for before, after in pairwise(tops)]
    return {each for each in between if -t.FIELD_GAP < each < 3 * t.FIELD_GAP}


@pytest.mark.parametrize("size", [LAPTOP, SCREEN])
@pytest.mark.parametrize("language", ["en", "th", "ar"])
def test_fields_of_a_row_agree_and_rows_stand_apart_alike(desk, language, size):
    desk.resize(size)
    desk.speak(language)
    found: list[object] = []
    for name in forms(desk):
        cards: dict[QWidget | None, list[Field]] = {}
        for each in fields(desk):
            cards.setdefault(card_of(each), []).append(each)
        for inside in cards.values():
            found += [(name, each) for each in uneven(desk, inside)]
            if odd := gaps(desk, inside) - {t.FIELD_GAP}:
                found.append((name, [each.label.text() for each in inside][:3], odd))
    assert not found


@pytest.mark.parametrize("size", [LAPTOP, SCREEN])
def test_what_is_understood_of_a_day_moves_nothing(desk, size):
    desk.resize(size)
    moved: list[object] = []
    for name in forms(desk):
        days = [each for each in fields(desk) if isinstance(each, ReadField) and each._note.expected]
        for each in days:
            each.set_text("")
        rest(desk)
        before = {each: place(desk, each) for each in fields(desk)}
        for each in days:
            each.set_text("30/9/2026")
        rest(desk)
        moved += [(name, each.label.text()) for each in fields(desk) if before[each] != place(desk, each)]
    assert not moved


@pytest.mark.parametrize("size", [NARROW, LAPTOP, SCREEN, WIDE])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_form_ends_where_the_buttons_of_its_bar_end(desk, language, size):
    desk.resize(size)
    desk.speak(language)
    found: list[object] = []
    for name in forms(desk, ENDING):
        bars = [each for each in desk.findChildren(StickyBar) if each.isVisible()]
        cards = [place(desk, each) for each in desk.findChildren(Card) if each.isVisible()]
        bodies = [*desk.findChildren(FormBody), *desk.findChildren(FormColumns)]
        if not bars or not any(each.isVisible() for each in bodies):
            continue
        last = place(desk, bars[0].primary)
        ends = {each.left() if language == "ar" else each.right() for each in cards}
        end = min(ends) if language == "ar" else max(ends)
        if end != (last.left() if language == "ar" else last.right()):
            found.append((name, end, last))
    assert not found


def test_the_scroll_bar_of_a_page_lies_over_its_margin(desk):
    desk.resize(LAPTOP)
    desk.go(Place("arrival"))
    rest(desk)
    body = next(each for each in desk.findChildren(FormBody) if each.isVisible())
    assert body.verticalScrollBar().isVisible()
    assert body.widget().width() == body.width()
    assert not body.horizontalScrollBar().isVisible()
