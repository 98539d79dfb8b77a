"""Charts on the screen: every role is painted and can be seen, each stop is read out, and time never turns round."""

import pytest
from hands import NO_WARNINGS, name_of, pixels
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QToolTip

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.scene import (
    HEATS,
    Axis,
    Column,
    Columns,
    Curve,
    Drawn,
    Floor,
    Frame,
    HeatCell,
    HeatMap,
    HeatRow,
    Key,
    Mark,
    Moment,
    Node,
    Reading,
    ReadingStatus,
    Role,
    Shape,
    Text,
    Tree,
    Trend,
    Turn,
    laid_out,
)
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.charts import INSET, Chart, inks, measure
from lifecycle_desk.desktop.look.paint import ELIDED
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import Language

pytestmark = [*NO_WARNINGS, pytest.mark.usefixtures("dressed")]
PALETTES = pytest.mark.parametrize("c", [t.LIGHT, t.DARK], ids=["light", "dark"])
READINGS = [
    Reading(1, 98, "98 % in March"),
    Reading(2, 95, "95 % in May"),
    Reading(3, 70, "left out", ReadingStatus.LEFT_OUT),
]
TREND = Trend(
    Axis(0, 8, [(1, "2024"), (4, "2027")]),
    Axis(60, 104, [(70, "70"), (100, "100 %")]),
    [*READINGS, Reading(2.5, 96, "certified", ReadingStatus.OFFICIAL), Reading(0.5, 80)],
    [
        Curve([(0, 100), (3, 94)], [(0, 97, 103), (3, 91, 97)]),
        Curve([(3, 94), (7, 86)], [(3, 91, 97), (7, 80, 92)], "86 % ± 6", forecast=True),
    ],
    [Floor(0, 5, 75, "at least 75 %")],
    [Moment(3, "today", Turn.NOW), Moment(7, "end", Turn.END)],
    [Key(what, f"key {what.value}") for what in (*ReadingStatus, *Drawn)],
)
HEAT = HeatMap(
    ["a", "b", "c", "d", "e", "f"],
    [HeatRow("TH", [*(HeatCell(str(at), at / 5, f"{at} in TH") for at in range(5)), HeatCell("")])],
)
COLUMNS = Columns(
    [Column("Jan", (30, 20, 20), "70 kWh in January"), Column("Feb", (10, 9, 8), "27 kWh in February")],
    ("AC", "DC", "other"),
    Axis(0, 80, [(0, "0"), (80, "80")]),
)


def shown(qtbot, chart, width=700, height=460, **more):
    made = Chart(N_("Battery health over time"), **more)
    made.show_chart(chart)
    qtbot.addWidget(made)
    made.resize(width, height)
    return made


def press(key):
    return QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)


def dot(chart):
    return next(part for part in chart.scene.parts if isinstance(part, Mark) and part.shape is Shape.DOT)


def test_each_stop_of_a_chart_is_read_out_by_the_keyboard_in_time(show):
    made = Chart(N_("Battery health over time"))
    made.show_chart(Trend(Axis(0, 4), Axis(60, 104), READINGS[::-1], moments=[Moment(2.5, "today")]))
    control = show(made)
    control.setFocus()
    heard = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Left, Qt.Key.Key_Home, Qt.Key.Key_Left):
        QApplication.sendEvent(control, press(key))
        heard.append(control.accessibleDescription())
    first, last = "98 % in March", "left out"
    assert heard == [first, "95 % in May", last, "today", first, first]
    assert name_of(control) == "Battery health over time"


def test_the_stop_that_is_read_out_is_shown(qtbot):
    made = shown(qtbot, TREND)
    before = pixels(made, t.LIGHT.accent)
    QApplication.sendEvent(made, press(Qt.Key.Key_End))
    assert pixels(made, t.LIGHT.accent) > before


def test_the_pointer_reads_out_what_is_near_as_plain_text(qtbot):
    made = shown(qtbot, Trend(Axis(0, 4), Axis(60, 104), [Reading(2, 80, "<b>80 %")]))
    made.show()
    stop, told = made.scene.stops[0], []
    for away in (40, 3):
        near = QPoint(round(stop.x) + away, round(stop.y))
        QApplication.sendEvent(made, QHelpEvent(QHelpEvent.Type.ToolTip, near, made.mapToGlobal(near)))
        told.append(QToolTip.text())
    assert told == ["", "<p>&lt;b&gt;80 %</p>"]
    QToolTip.hideText()


def test_a_chart_does_not_mirror(qtbot):
    made = shown(qtbot, TREND)
    english = dot(made).x
    translator().set_language(Language("ar"))
    marks = [part.x for part in made.scene.parts if isinstance(part, Mark) and part.shape is Shape.DOT]
    assert marks[0] < marks[1]
    assert dot(made).x == pytest.approx(english, abs=12)  # figures beside the plot are a pixel larger


def test_a_chart_is_laid_out_anew_in_another_size_script_or_size_of_text(qtbot):
    made = shown(qtbot, TREND)
    first = made.scene
    assert made.scene is first
    made.resize(500, 300)
    assert made.scene.width == 500 - 2 * INSET
    before = made.scene
    theme.set_theme(scale=1.5)
    assert made.scene is not before
    tall = {part.box.height for part in made.scene.parts if isinstance(part, Text)}
    assert min(tall) == 24


@PALETTES
@pytest.mark.parametrize("chart", [TREND, COLUMNS, HEAT], ids=["trend", "columns", "heat"])
def test_every_role_of_a_scene_is_painted(qtbot, c, chart):
    theme.set_theme(dark=c.dark)
    made = shown(qtbot, chart)
    colours = inks(c, "charging")
    assert {*colours} == {*Role}
    for role in {part.role for part in made.scene.parts}:
        assert pixels(made, colours[role]), role


def test_between_them_the_charts_of_these_tests_have_every_role():
    frame = Frame(700, 460, measure)
    scenes = [laid_out(chart, frame) for chart in (TREND, COLUMNS, HEAT, Tree((Node(("LFP",), "a pack"),)))]
    assert {part.role for scene in scenes for part in scene.parts} == {*Role}


@PALETTES
@pytest.mark.parametrize("tone", ["accent", "charging"])
def test_marks_lines_and_words_can_be_seen_on_what_they_stand_on(c, tone):
    ink = inks(c, tone)
    for role in (Role.TREND, Role.READING, Role.LEFT_OUT, Role.OFFICIAL, Role.FLOOR, Role.MOMENT):
        assert t.contrast(ink[role], c.surface) >= 3, role
    for role in (Role.TREND, Role.OFFICIAL, Role.LEFT_OUT):
        assert t.contrast(ink[role], ink[Role.BAND]) >= 3, role
    for role, ground in (
        (Role.LABEL, c.surface),
        (Role.NOTE, c.surface),
        (Role.NOTE, ink[Role.BAND]),
        (Role.TREND, c.surface),
        (Role.TREND, ink[Role.FORECAST]),
        (Role.FLOOR, ink[Role.PROMISED]),
        *((Role.VALUE, ink[each]) for each in HEATS),
    ):
        assert t.contrast(ink[role], ground) >= 4.5, (role, ground)


@PALETTES
def test_the_readings_stand_out_from_their_band_in_grey(c):
    ink = inks(c, "charging")
    assert t.contrast(ink[Role.READING], ink[Role.BAND]) >= 2.5
    assert t.contrast(ink[Role.BAND], c.surface) >= 1.25
    assert t.contrast(ink[Role.EDGE], ink[Role.FORECAST]) >= 1.25
    assert t.contrast(ink[Role.FAINT], ink[Role.TREND]) >= 2


@pytest.mark.parametrize("language", ["en", "ar", "th", "zh_CN"])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_word_of_a_chart_is_cut_where_there_is_room(qtbot, language, scale):
    translator().set_language(Language(language))
    theme.set_theme(scale=scale)
    made = shown(qtbot, TREND, 900, 700)
    ELIDED.clear()
    made.grab()
    assert not ELIDED
    assert {"today", "end", "at least 75 %", "86 % ± 6"} <= {
        part.words for part in made.scene.parts if isinstance(part, Text)
    }


@pytest.mark.parametrize("size", [(0, 0), (1, 400), (30, 20), (160, 60), (280, 150)])
def test_a_chart_of_any_size_is_painted(qtbot, size):
    made = shown(qtbot, TREND, *size)
    made.grab()
    made.show_chart(COLUMNS)
    made.grab()
    assert made.sizeHint().height() > shown(qtbot, TREND, small=True).sizeHint().height()


def test_a_stop_far_from_the_pointer_is_not_near(qtbot):
    made = shown(qtbot, TREND)
    assert made._nearest(QPointF(-100, -100)) is None


def test_columns_are_read_out_too(qtbot):
    made = shown(qtbot, COLUMNS)
    QApplication.sendEvent(made, press(Qt.Key.Key_End))
    assert made.accessibleDescription() == "27 kWh in February"


def test_an_empty_chart_has_nothing_to_read_out(qtbot):
    made = shown(qtbot, Trend(Axis(0, 1), Axis(0, 1), nothing="No reading yet"))
    QApplication.sendEvent(made, press(Qt.Key.Key_Right))
    assert made.accessibleDescription() == ""
    assert pixels(made, t.LIGHT.ink2)
