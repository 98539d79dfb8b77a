"""Wrapped Thai ends its lines between words, as paper does, with or without a library of the system that knows them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hands import NO_WARNINGS
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter

from lifecycle_desk.desktop.look import flow
from lifecycle_desk.desktop.look.parts import Label
from lifecycle_desk.desktop.look.thai_lines import LINE_END, ended
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import Language
from lifecycle_desk.language.thai import SHORT, word_ends

pytestmark = [*NO_WARNINGS, pytest.mark.usefixtures("dressed")]

THAI = re.compile("[\u0e01-\u0e3a\u0e40-\u0e4e]{2,}")
CATALOG = Path(__file__).parents[1] / "paper" / "thai_catalog.txt"
TEXTS = [line.replace("|", "") for line in CATALOG.read_text("utf-8").splitlines() if line and not line.startswith("#")]
DUE = "โปรดนัดวัดค่าอย่างเป็นทางการก่อนวันที่ 31 ธ.ค. 2031 (Battery passport) เพราะมีเพียงค่านั้นที่ใช้ตัดสินเคลม"
WIDTHS = (90, 140, 220, 380)


@pytest.fixture
def thai() -> Iterator[None]:
    translator().set_language(Language("th"))
    yield
    translator().set_language(Language("en"))


def inside(text: str, longest: int | None = None) -> set[int]:
    """Where the words of a text end within its Thai runs."""
    more = () if longest is None else (longest,)
    return {run.start() + at for run in THAI.finditer(text) for at in word_ends(run.group(), *more)}


def broken(text: str, width: int) -> list[int]:
    """Where the lines of a text begin, but for the first."""
    found, at = [], 0
    for line in ended(text, theme.font("body"), width).split(LINE_END)[:-1]:
        at += len(line)
        found.append(at)
    return found


def parts_a_run(text: str, at: int) -> bool:
    return any(run.start() < at < run.end() for run in THAI.finditer(text))


@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_of_our_own_texts_begins_inside_a_word(thai, width):
    parted = 0
    for text in TEXTS:
        words = inside(text) | {0, len(text)}
        for at in broken(text, width):
            if parts_a_run(text, at) and at not in words:
                before, after = max(each for each in words if each < at), min(each for each in words if each > at)
                assert theme.width(text[before:after], "body") > width
                assert at in inside(text, SHORT) or theme.width(text[at:after], "body") <= width
            parted += 1
    assert parted


@pytest.mark.parametrize("width", WIDTHS)
def test_every_line_fits_and_nothing_is_lost(thai, width):
    for text in (*TEXTS, DUE):
        held = ended(text, theme.font("body"), width)
        assert held.replace(LINE_END, "") == text
        assert flow.height(text, "body", width) == (held.count(LINE_END) + 1) * flow.pitch("body")


def test_a_date_keeps_its_word_whole(thai):
    wide = theme.width("โปรดนัดวัดค่าอย่างเป็นทางการก่อนวันที่", "body") - 3
    first, rest = flow.split(DUE, "body", wide)
    assert first == "โปรดนัดวัดค่าอย่างเป็นทางการก่อน"
    assert rest == DUE.removeprefix(first)


def test_a_label_is_as_high_as_its_lines_and_paints_them(thai):
    label = Label(text=DUE, wrap=True)
    for width in WIDTHS:
        lines = len(broken(DUE, width)) + 1
        assert label.heightForWidth(width) == lines * flow.pitch("body")
        paper = QImage(width, label.heightForWidth(width), QImage.Format.Format_ARGB32)
        paper.fill(0)
        painter = QPainter(paper)
        flow.draw(painter, QRect(0, 0, width, paper.height()), DUE, "body", "#000000")
        painter.end()
        rows = [any(paper.pixelColor(x, y).alpha() for x in range(width)) for y in range(paper.height())]
        inked = [any(rows[nth * flow.pitch("body") : (nth + 1) * flow.pitch("body")]) for nth in range(lines)]
        assert all(inked)


def test_a_name_that_no_word_covers_is_parted_as_thai_is_spelt(thai):
    name = "ฮฬ" * 40 + "เ" + "ฮฬ" * 4
    starts = broken(name, 100)
    assert starts
    assert all(name[at - 1] != "เ" for at in starts)


@pytest.mark.parametrize(
    "text",
    [
        "The official measurement must be booked before the warranty ends, as only that value decides a claim.",
        "质保到期前请预约正式检测，只有该数值可作为索赔依据。",
        "เลขทะเบียน 8สศ 9461 ของรถคันนี้ มีข้อความภาษาอาหรับ موعد الصيانة القادم อยู่ด้วย",
    ],
)
def test_what_is_not_thai_alone_is_left_to_qt(thai, text):
    assert ended(text, theme.font("body"), 90) == text


def test_what_fits_in_one_line_is_left_as_it_is(thai):
    assert ended(DUE, theme.font("body"), theme.width(DUE, "body") + 2) == DUE
