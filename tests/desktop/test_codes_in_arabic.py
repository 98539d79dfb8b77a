"""Sizes, codes and quantities in Latin letters inside an Arabic text are drawn in the order in which they are read."""

from functools import partial

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter, QTextLayout, QTextOption

from lifecycle_desk.base.isolates import LRI, PDI, shown_in_order
from lifecycle_desk.desktop.look import flow
from lifecycle_desk.desktop.look.messages import tip
from lifecycle_desk.desktop.look.paint import Brush
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import Language

pytestmark = pytest.mark.usefixtures("dressed")
CODES = ["215/55 R18", "215/55 R18 99V", "31x10.5 R15", "5W-30", "12 V 70 Ah", "R-1234yf", "M14x1.5", "6.5 x 16 ET45"]
NAMES = [f"إطار {code}" for code in CODES] + [f"قطعة {code} أمامية" for code in CODES]
ROOM = QRect(0, 0, 400, 60)


def places(text: str, code: str) -> list[float]:
    """Where Qt puts each letter of a code in a line of text that runs to the left, from its left edge."""
    layout, option = QTextLayout(text, theme.font("body")), QTextOption()
    option.setTextDirection(Qt.LayoutDirection.RightToLeft)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    first = text.index(code)
    inked = [at for at in range(first, first + len(code)) if text[at] != " "]
    return [line.glyphRuns(at, 1)[0].boundingRect().left() for at in inked]


def drawn(draw) -> bytes:
    """A picture as bytes."""
    image = QImage(ROOM.size(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    draw(painter)
    painter.end()
    return bytes(image.constBits())


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("around", ["إطار {}", "قطعة {} أمامية", "{} إطار"])
def test_each_letter_of_a_code_stands_to_the_right_of_the_one_before(code, around):
    found = places(shown_in_order(around.format(code)), code)
    assert found == sorted(found)


def test_qt_alone_turns_a_size_round():
    found = places(NAMES[0], CODES[0])
    assert found != sorted(found)


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_a_line_and_a_paragraph_are_drawn_so_in_either_direction(name, language):
    translator().set_language(Language(language))
    isolated = shown_in_order(name)
    assert LRI in isolated

    def line(painter: QPainter, words: str) -> None:
        Brush(painter).text(ROOM, words)

    def paragraph(painter: QPainter, words: str) -> None:
        flow.draw(painter, ROOM, words, "body", "#000000")

    for draw in (line, paragraph):
        assert drawn(partial(draw, words=name)) == drawn(partial(draw, words=isolated))
    assert tip(name) == isolated


def test_texts_of_other_scripts_stay_as_they_are():
    for text in ("Tyre 215/55 R18", "ยาง 215/55 R18", "轮胎 215/55 R18", "فلتر زيت"):
        assert shown_in_order(text) == text


def test_a_paragraph_is_parted_where_its_first_line_ends_whatever_was_isolated():
    translator().set_language(Language("ar"))
    words = "زيت محرك 5W-30 سعة 4 لترات وإطار 215/55 R18 أمامي وسائل تبريد المحرك 5 لترات"
    first, rest = flow.split(words, "body", 160)
    assert rest
    assert f"{first} {rest}" == words
    quoted = f"زيت {LRI}5W-30{PDI} سعة 4 لترات وإطار أمامي وسائل تبريد"
    assert " ".join(flow.split(quoted, "body", 120)) == quoted
