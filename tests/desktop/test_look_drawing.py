"""What is drawn mirrors, keeps its rows and its baseline, and cuts no text, in every script."""

import re
from pathlib import Path

import pytest
from hands import NO_WARNINGS, pixels
from hypothesis import given
from hypothesis import strategies as some
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from specimen import build
from specimen_charts import build_charts
from specimen_rows import build_rows

import lifecycle_desk
from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look import flow, icons
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.charts import Meter, Shares
from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.look.paint import ELIDED, Brush, Strip, right_to_left
from lifecycle_desk.desktop.look.parts import EqualGrid, Fact, Plate, Stat, facts_strip, row, wrap
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import Language

pytestmark = [*NO_WARNINGS, pytest.mark.usefixtures("dressed")]


def ink(name):
    """Where an icon is drawn, in pixels from the left and the top."""
    image = icons.pixmap(name, "#000000", 32).toImage()
    places = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return {(x, y) for x, y in places if image.pixelColor(x, y).alpha() > 200}


def baseline(text):
    """The lowest row of ink of the digits that stand at the start of a line edit."""
    line = QLineEdit(text)
    line.setFont(theme.font("body"))
    line.resize(200, 60)
    image = line.grab().toImage()
    digits = range(182, 194) if right_to_left(text[-1]) else range(6, 20)
    rows = [y for y in range(6, 54) if any(image.pixelColor(x, y).lightness() < 100 for x in digits)]
    return rows[-1]


def test_arrows_turn_with_the_reading_direction_and_checks_do_not():
    arrow, ask, check = ink("arrow-left"), ink("help"), ink("check")
    translator().set_language(Language("ar"))
    assert ink("arrow-left") == {(31 - x, y) for x, y in arrow} != arrow
    assert ink("help") == {(31 - x, y) for x, y in ask} != ask  # an Arabic question mark opens to the right
    assert ink("check") == check


def test_a_row_mirrors_with_its_margins(qtbot, show):
    first, second = Plate("1"), Plate("2")
    window = wrap(row(first, second, None, margins=(30, 0, 4, 0)))
    qtbot.addWidget(window)
    window.resize(300, 60)
    window.show()
    assert first.x() == 30
    translator().set_language(Language("ar"))
    QApplication.processEvents()
    assert first.geometry().right() == 300 - 30 - 1
    assert second.x() < first.x()


@given(some.lists(some.tuples(some.booleans(), some.integers(0, 80), some.integers(0, 20)), max_size=6))
def test_a_strip_from_the_right_is_the_mirror_of_one_from_the_left(cuts):
    whole = QRect(10, 0, 300, 20)
    left, right = Strip(whole, rtl=False), Strip(whole, rtl=True)
    for at_start, width, gap in cuts:
        one, other = (s.lead(width, gap) if at_start else s.trail(width, gap) for s in (left, right))
        assert one.width() == other.width()
        assert one.width() == 0 or one.left() - whole.left() == whole.right() - other.right()


@pytest.mark.parametrize(
    ("words", "in_english", "in_arabic"),
    [
        ("Niran W.", False, False),
        ("ضمان السيارة", True, True),
        ("أمر RO-1184", True, True),
        ("RO-1184 أمر", False, True),
        ("93.4 %", False, False),
    ],
)
def test_a_text_is_set_from_its_own_side(words, in_english, in_arabic):
    assert right_to_left(words) == in_english
    translator().set_language(Language("ar"))
    assert right_to_left(words) == in_arabic


@pytest.mark.parametrize("parted", ["Catena-X", "Catena, X", "Catena (X", "Catena · X", "Catena · \u2068X\u2069"])
def test_nothing_that_parts_words_is_left_before_the_sign_of_a_cut(parted, monkeypatch):
    drawn = []
    image = QImage(400, 30, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    brush = Brush(painter)
    monkeypatch.setattr("lifecycle_desk.desktop.look.paint.right_to_left", lambda words: drawn.append(words) or False)
    whole = theme.width(parted, "body")
    for width in range(theme.width("Caten…", "body"), whole - 1):
        brush.text(QRect(0, 0, width, 30), parted, "body")
    painter.end()
    seen = [each.replace("\u2068", "").replace("\u2069", "") for each in drawn]
    assert "Catena…" in seen
    assert all(each[-2].isalnum() for each in seen), seen


@given(some.integers(1, 12), some.integers(100, 3000))
def test_cells_stand_in_even_rows(count, width):
    even = EqualGrid([QLabel() for _ in range(count)])
    a_row = even.in_a_row(width)
    rows = -(-count // a_row)
    assert rows * a_row - count < rows  # the last row lacks less than one cell for each row
    assert even.in_a_row(width) == 1 or a_row * (150 + 32) - 32 <= width


def test_six_facts_never_stand_as_four_and_two(qtbot):
    even = EqualGrid([Fact(N_("Owner"), PlainText("S")) for _ in range(6)])
    qtbot.addWidget(even)
    assert {even.in_a_row(width) for width in range(100, 1600, 7)} == {1, 2, 3, 6}


@pytest.mark.parametrize("letter", ["ا", "中", "ก", "א"])
def test_letters_of_other_scripts_do_not_lift_a_line(letter):
    assert baseline(f"15 {letter}") == baseline("15")


def test_thai_and_arabic_have_more_air(qtbot):
    latin = theme.px(t.ROW_TWO, 2), flow.height("x", "body", 100)
    translator().set_language(Language("th"))
    assert theme.px(t.ROW_TWO, 2) == latin[0] + 8
    assert flow.height("x", "body", 100) > latin[1]


@pytest.mark.parametrize("language", ["en", "ar", "th", "zh_CN"])
@pytest.mark.parametrize("make", [build, build_rows, build_charts], ids=["parts", "rows", "charts"])
def test_no_text_of_the_specimen_is_cut(qtbot, make, language):
    translator().set_language(Language(language))
    page = make()
    qtbot.addWidget(page)
    page.resize(1760, 1300)
    ELIDED.clear()
    page.grab()
    assert not ELIDED


def test_every_icon_that_is_named_is_there():
    sources = Path(lifecycle_desk.__file__).parent.rglob("*.py")
    named = {name for path in sources for name in re.findall(r'icon="([a-z0-9-]+\*?)"', path.read_text("utf-8"))}
    assert named >= {"plus", "printer"}
    for name in (*named, *t.STAGES.values(), *icons.MIRRORED):
        assert icons.svg(name).startswith("<svg")


def test_a_pencil_is_held_the_same_way_where_one_reads_from_the_right():
    names = ("edit", "pencil", "send")
    before = [ink(name) for name in names]
    translator().set_language(Language("ar"))
    assert [ink(name) == was for name, was in zip(names, before, strict=True)] == [True, True, False]


def test_an_icon_is_drawn_at_the_pixels_of_its_screen():
    assert icons.pixmap("key", "#112233", 16, 1.5).width() == 24
    assert not icons.icon("key").isNull()


def test_a_meter_mirrors(show):
    meter = Meter(N_("Hours booked"), 0.25)
    show(meter, 400)
    start = 20, 3
    before = meter.grab().toImage().pixel(*start)
    translator().set_language(Language("ar"))
    QApplication.processEvents()
    assert meter.grab().toImage().pixel(*start) != before


def test_shares_of_nothing_are_drawn_too(show):
    shares = Shares(N_("Who pays"))
    show(shares)
    nothing = shares.grab().toImage()
    shares.show_parts([(0, "ok"), (0, "warn")])
    shares.show_parts([(10, "ok"), (30, "warn")])
    assert shares.grab().toImage() != nothing
    assert pixels(shares, t.LIGHT.warn_mark) > 2 * pixels(shares, t.LIGHT.ok)


@pytest.mark.parametrize("ratio", [1.25, 1.5])
@pytest.mark.parametrize("top", [0, 41, 44.5, 267])
def test_rows_meet_without_a_seam_and_their_hairlines_are_one_pixel(ratio, top):
    behind, ground, line = "#ff00ff", "#ffffff", "#000000"
    paper = QImage(round(40 * ratio), round(620 * ratio), QImage.Format.Format_RGB32)
    paper.setDevicePixelRatio(ratio)
    paper.fill(QColor(behind))
    with QPainter(paper) as painter:
        painter.translate(0, top)
        brush = Brush(painter)
        for at in range(9):
            row_of = QRect(0, 28 + at * 33, 40, 33)
            brush.fill(row_of, ground)
            brush.hline(row_of, line)
    drawn = "".join({behind: " ", ground: ".", line: "-"}[paper.pixelColor(5, y).name()] for y in range(paper.height()))
    assert drawn.strip().count(" ") == 0
    assert drawn.count("-") == 9
    assert "--" not in drawn


def test_a_row_of_facts_without_remarks_keeps_no_line_for_them(qtbot):
    said = [Fact(N_("Owner"), PlainText("S"), PlainText("since May")), Fact(N_("Plate"), PlainText("1"))]
    bare = [Fact(N_("Owner"), PlainText("S")), Fact(N_("Plate"), PlainText("1"))]
    even = EqualGrid([*said, *bare], least=150)
    qtbot.addWidget(even)
    even.resize(400, even.heightForWidth(400))
    even.show()
    assert said[0].height() == said[1].height() > bare[0].height() == bare[1].height()
    assert even.height() == said[0].height() + 12 + bare[0].height()


@pytest.mark.parametrize(("code", "value", "note"), [
    ("en", "15 items are still open here", "15 mandatory items are still open"),
    ("th", "15,984.73 บาทจากบัตรเครดิตทั้งหมด", "2 รายการชำระที่ยังไม่ได้กระทบยอด"),
    ("zh_CN", "2024年4月26日至2024年9月9日之间", "2024年4月26日 – 2024年9月9日"),
])  # fmt: skip
def test_facts_stand_in_as_many_columns_as_hold_every_value_and_what_qualifies_one_takes_a_second_line(
    qtbot, code, value, note
):
    translator().set_language(Language(code))
    facts = [Fact(PlainText("A"), PlainText("S")) for _ in range(4)]
    even = facts_strip(facts)
    qtbot.addWidget(even)
    wide = 4 * theme.u(150) + 3 * theme.u(32)
    even.resize(wide, 200)
    even.show()
    assert even.in_a_row(wide) == 4
    low = even.heightForWidth(wide)
    facts[1].show_fact(PlainText("S"), PlainText(note))
    QApplication.sendPostedEvents()
    assert even.in_a_row(wide) == 4
    assert even.heightForWidth(wide) >= low + 2 * flow.pitch("small"), "both of its lines are seen"
    facts[1].show_fact(PlainText(value))
    assert even.in_a_row(wide) == 2
    facts[1].show_fact(PlainText(value * 9))  # no width would do
    assert even.in_a_row(wide) == 2


def test_a_count_says_its_words_in_two_lines_where_one_is_too_short(qtbot):
    stat = Stat(N_("Waiting for parts from the maker"))
    qtbot.addWidget(stat)
    stat.count("2", PlainText("longest 39 days overdue"))
    assert stat.heightForWidth(400) < stat.heightForWidth(190)
    stat.resize(190, stat.heightForWidth(190))
    ELIDED.clear()
    stat.grab()
    assert not ELIDED


def test_counts_say_how_high_they_are_in_a_width_before_they_have_it(qtbot):
    even = EqualGrid([Stat(N_("Waiting for parts from the maker")) for _ in range(3)], least=150, gap=12)
    qtbot.addWidget(even)
    even.resize(1200, 90)
    narrow = even.heightForWidth(480)
    even.resize(480, narrow)
    assert narrow == even.heightForWidth(480) > even.heightForWidth(1200)


def lines_of(words, width):
    """The lines that a wrapped text stands in."""
    found = []
    while words:
        line, words = flow.split(words, "small", width)
        found.append(line)
    return found


def test_no_code_is_broken_at_its_hyphens_where_it_has_room_in_a_line():
    words, code = (
        "Líquido de frenos: Sustituir · 24 meses · BF-DOT4-1 Líquido de frenos DOT 4, RO-2026-0097",
        "BF-DOT4-1",
    )
    for width in range(theme.width(code, "small") + 1, 500, 7):
        lines = lines_of(words, width)
        assert any(code in each for each in lines), width
        assert any("RO-2026-0097" in each for each in lines) or width < theme.width("RO-2026-0097", "small")
        assert "".join("".join(lines).replace("·", "").split()) == "".join(words.replace("·", "").split())
    assert len(lines_of(code, theme.width("BF-DOT", "small"))) > 1  # or it would be cut
    assert lines_of("a four-wheel alignment", theme.width("a four-whe", "small"))[0] == "a four-"


def test_of_texts_in_a_row_no_line_begins_or_ends_with_what_parts_them_and_no_short_one_is_broken():
    words = "Confidence: Medium · 43 sessions · or 150,000 km"
    for width in range(100, theme.width(words, "small") + 20):
        lines = lines_of(words, width)
        assert not any(each.startswith("·") or each.endswith("·") for each in lines), (width, lines)
        assert [*" ".join(lines).replace("· ", "").split()] == words.replace("· ", "").split()
    narrow = theme.width("Confidence: Medium · 43 ", "small")
    assert lines_of("Confidence: Medium · 43 sessions", narrow) == ["Confidence: Medium", "43 sessions"]


def test_what_is_kept_whole_takes_no_line_more():
    words = "Vehicle · until 19 May 2030 · or 150,000 km"
    width = theme.width("Vehicle · until 19 May ", "small")
    assert len(lines_of(words, width)) == 2
