"""The parts can be reached, read aloud and seen, in every script, light and dark, and never show text as markup."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

import lifecycle_desk
from lifecycle_desk.base.objections import N_, Objection
from lifecycle_desk.desktop.look import flow, icons
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.charts import Meter, Point, Shares, Trend, TrendChart
from lifecycle_desk.desktop.look.marks import keys_shown
from lifecycle_desk.desktop.look.paint import ELIDED, Strip, right_to_left
from lifecycle_desk.desktop.look.parts import (
    Avatar,
    Button,
    CheckField,
    Chip,
    ChoiceField,
    Columns,
    Due,
    EmptyPage,
    Even,
    Fact,
    FilterChip,
    IconButton,
    InfoBar,
    Label,
    LineField,
    Plate,
    Rail,
    ReadField,
    SignaturePad,
    Stat,
    Steps,
    StickyBar,
    TextField,
    Tick,
    Toast,
    Vin,
    column,
    hold,
    row,
)
from lifecycle_desk.desktop.look.specimen import build
from lifecycle_desk.desktop.look.specimen_charts import build_charts
from lifecycle_desk.desktop.look.specimen_rows import build_rows
from lifecycle_desk.desktop.look.theme import dress, theme
from lifecycle_desk.desktop.look.words import Plain, Words, tip
from lifecycle_desk.desktop.speech import speech
from lifecycle_desk.language import Language

pytestmark = [
    pytest.mark.qt_log_level_fail("WARNING"),
    pytest.mark.qt_log_ignore("propagateSizeHints"),
    pytest.mark.usefixtures("dressed"),
]
ENGLISH = Language("en")
HOSTILE = "<img src=x><b>A&B</b>"


class Marked(Language):
    """A language whose every answer shows that it was asked."""

    def words(self, message, n=1):
        return f"⟦{super().words(message, n)}⟧" if message else ""


class TooLow(Objection):
    """A reading below the last one."""

    says = N_("Lower than %(last)s.")
    last: int


def read_number(text):
    if not text.isdigit():
        raise TooLow(48_112)
    return int(text), f"= {int(text)}"


@pytest.fixture(scope="module")
def _once(qapp):
    dress(qapp)
    theme.complete_fonts()
    speech().speak(ENGLISH)


@pytest.fixture
def dressed(_once):
    yield
    if theme.c.dark or theme.scale != 1.0:
        theme.wear(dark=False, scale=1.0)
    if speech().voice is not ENGLISH:
        speech().speak(ENGLISH)


FOCUSABLE = {
    "primary": lambda: Button(N_("Save"), "primary", icon="plus", shown_keys="Ctrl+N"),
    "plain": lambda: Button(N_("Print")),
    "quiet": lambda: Button(N_("Filter"), "quiet"),
    "link": lambda: Button(N_("Show all"), "link"),
    "icon button": lambda: IconButton("copy", N_("Copy")),
    "filter": lambda: FilterChip(N_("Charging"), "23", icon="bolt", tone="charging"),
    "tick": lambda: Tick(N_("Customer waits")),
    "stat": lambda: Stat(N_("Late"), tone="danger", icon="clock"),
    "line": lambda: LineField(N_("Odometer")),
    "lines": lambda: TextField(N_("Cause")),
    "choice": lambda: ChoiceField(N_("Pays"), [(1, N_("Customer")), (2, N_("Warranty"))]),
    "signature": lambda: SignaturePad(N_("Customer signs")),
}
SHOWN = {
    "label": lambda: Label(N_("Owner")),
    "chip": lambda: Chip(N_("Covered"), "ok", "shield-check*"),
    "plate": lambda: Plate("3กข 4821"),
    "due": lambda: Due(N_("Brake fluid"), N_("late"), N_("every 2 years"), 0.5, "danger"),
    "steps": lambda: Steps([N_("Booked"), N_("In work")], 1),
    "avatar": lambda: Avatar("NK", "Nok Kanjana"),
}
ALL = FOCUSABLE | SHOWN


@pytest.fixture
def show(qtbot):
    """Puts a part into a window that has the keyboard, and gives the widget that takes it."""
    windows = []

    def shown(part, width=320):
        rest = QLineEdit()
        window = hold(column(rest, part, None, margins=(8, 8, 8, 8)))
        windows.append(window)
        qtbot.addWidget(window)
        window.resize(width, 240)
        window.show()
        window.activateWindow()
        rest.setFocus()
        QApplication.processEvents()
        return part.focusProxy() or part

    return shown


def pixels(widget, colour):
    """How many pixels of a widget have a colour."""
    image = widget.grab().toImage()
    rgb = QColor(colour).rgb()
    return sum(image.pixel(x, y) == rgb for x in range(image.width()) for y in range(image.height()))


def name_of(widget):
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


@pytest.mark.parametrize("make", ALL.values(), ids=ALL)
def test_a_part_has_a_name_for_those_who_hear_the_screen(show, make):
    assert name_of(show(make()))


@pytest.mark.parametrize("make", FOCUSABLE.values(), ids=FOCUSABLE)
def test_the_keyboard_reaches_a_part_and_its_ring_is_seen(show, make):
    control = show(make())
    before = pixels(control, t.LIGHT.accent)
    control.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    assert control.hasFocus()
    assert control.focusPolicy() & Qt.FocusPolicy.TabFocus
    primary = isinstance(control, Button) and control.kind == "primary"
    ring = pixels(control, t.LIGHT.surface) if primary else pixels(control, t.LIGHT.accent) - before
    assert ring >= control.width()


@pytest.mark.parametrize("make", FOCUSABLE.values(), ids=FOCUSABLE)
def test_a_disabled_part_looks_so(show, make):
    control = show(make())
    before = control.grab().toImage()
    control.setEnabled(False)
    assert control.grab().toImage() != before


@pytest.mark.parametrize("make", ALL.values(), ids=ALL)
def test_a_part_wears_dark_at_once_and_light_again(show, make):
    part = make()
    show(part)
    light = part.grab().toImage()
    theme.wear(dark=True)
    QApplication.processEvents()
    assert part.grab().toImage() != light
    theme.wear(dark=False)
    QApplication.processEvents()
    assert part.grab().toImage() == light


@pytest.mark.parametrize("make", ALL.values(), ids=ALL)
def test_a_part_grows_with_the_text(show, make):
    part = make()
    show(part)
    before = part.sizeHint()
    theme.wear(scale=2.0)
    assert part.sizeHint().height() > before.height()


def test_a_text_follows_the_language(qtbot):
    label = Label(N_("Owner"))
    button = Button(Words(N_("Import %(n)s sessions"), n=3))
    field = LineField(N_("Odometer"), hint=N_("In kilometres"))
    for part in (label, button, field):
        qtbot.addWidget(part)
    speech().speak(Marked("en"))
    assert label.text() == "⟦Owner⟧"
    assert button.text() == "⟦Import 3 sessions⟧"
    assert field.control.accessibleName() == "⟦Odometer⟧"
    assert field.control.accessibleDescription() == "⟦In kilometres⟧"


def test_data_stays_when_the_language_changes(qtbot):
    label = Label(N_("Owner"))
    qtbot.addWidget(label)
    label.show_text("Siriporn")
    speech().speak(Marked("en"))
    assert label.text() == "Siriporn"


@pytest.mark.parametrize("make", [lambda s: Label(text=s), lambda s: Chip(text=s), Plate])
def test_what_people_wrote_is_never_markup(show, make):
    part = make(HOSTILE)
    show(part, 600)
    assert part.textFormat() == Qt.TextFormat.PlainText
    assert part.width() >= theme.width(HOSTILE, "body")
    assert pixels(part, t.LIGHT.surface) != part.width() * part.height()


def test_a_tooltip_shows_markup_as_it_was_written():
    assert "<img" not in tip(HOSTILE)
    assert tip("Copy VIN") == "Copy VIN"
    assert "<img" not in IconButton("copy", Plain(HOSTILE)).toolTip()


def test_an_ampersand_in_a_name_is_no_key(qtbot):
    button = Button(text="A&B Motors")
    qtbot.addWidget(button)
    assert button.shortcut().isEmpty()
    assert button.text() == "A&B Motors"


def test_a_key_is_called_what_stands_on_it(qtbot):
    speech().speak(Language("zh_CN"))
    assert keys_shown("Ctrl+Return") == "Ctrl ↵"
    assert keys_shown("Alt+Left") == "Alt ←"


def test_a_key_presses_its_button(qtbot, show):
    button = Button(N_("Add event"), keys="Ctrl+N")
    window = show(button).window()
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)


def wheel(widget):
    at = QPointF(widget.rect().center())
    event = QWheelEvent(
        at,
        widget.mapToGlobal(at),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
    return event


def test_the_wheel_never_changes_a_choice(show):
    field = ChoiceField(N_("Pays"), [(1, N_("Customer")), (2, N_("Warranty"))], value=1)
    control = show(field)
    control.setFocus()
    assert not wheel(control).isAccepted()
    assert field.value == 1


def test_a_choice_gives_its_value_and_follows_the_language(qtbot):
    field = ChoiceField(N_("Pays"), [("c", N_("Customer")), ("x", Plain("X"))])
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.chosen) as heard:
        field.set_value("x")
    assert heard.args == ["x"]
    speech().speak(Marked("en"))
    assert field.choice.itemText(0) == "⟦Customer⟧"


def test_tab_leaves_a_text_of_several_lines(qtbot, show):
    first, second = TextField(N_("Cause")), LineField(N_("Correction"))
    show(hold(column(first, second)))
    first.lines.setFocus()
    qtbot.keyClick(first.lines, Qt.Key.Key_Tab)
    assert second.line.hasFocus()
    assert first.text == ""


def test_a_note_stands_under_its_field_and_nothing_jumps(show):
    field = LineField(N_("Odometer"), hint=N_("In kilometres"))
    show(field)
    rest = field.height()
    field.fault(N_("Lower than %(last)s."), last=48_112)
    QApplication.processEvents()
    assert field.is_faulty
    assert field.height() == rest
    assert field.control.accessibleDescription() == "Lower than 48,112."
    assert pixels(field.line, t.LIGHT.danger) > field.line.width()
    field.warn(N_("Odd"))
    assert pixels(field.line, t.LIGHT.warn) > field.line.width()
    field.clear()
    assert field.control.accessibleDescription() == "In kilometres"


def test_a_long_note_is_not_cut(show):
    field = LineField(N_("Odometer"))
    show(field, 200)
    rest = field.sizeHint().height()
    ELIDED.clear()
    field.fault(Plain("Lower than 48,112 km on 2 November. Give a reason or correct it."))
    QApplication.processEvents()
    field.grab()
    assert not ELIDED
    assert field.heightForWidth(184) > rest


def test_a_field_is_read_when_it_is_left(qtbot, show):
    field = ReadField(N_("Odometer"), read_number)
    control = show(field)
    control.setFocus()
    qtbot.keyClicks(control, "482")
    with qtbot.waitSignal(field.read):
        qtbot.keyClick(control, Qt.Key.Key_Return)
    assert field.value == 482
    assert field.text == "482"
    assert field.control.accessibleDescription() == "= 482"


def test_what_cannot_be_read_is_said_and_goes_when_it_is_mended(qtbot):
    field = ReadField(N_("Odometer"), read_number, text="x")
    qtbot.addWidget(field)
    assert field.value is None
    assert field.is_faulty
    assert field.control.accessibleDescription() == "Lower than 48,112."
    qtbot.keyClicks(field.line, "1")
    assert not field.is_faulty


def test_a_required_field_asks_to_be_filled_in(qtbot):
    field = ReadField(N_("Odometer"), read_number, required=True)
    qtbot.addWidget(field)
    assert not field.look()
    field.set_text("5")
    assert field.look()


def test_a_tick_is_a_yes_or_no(qtbot, show):
    field = CheckField(N_("Customer waits"))
    control = show(field)
    with qtbot.waitSignal(field.toggled):
        qtbot.mouseClick(control, Qt.MouseButton.LeftButton)
    assert field.checked


def test_a_vin_is_copied(qtbot, show):
    vin = Vin("LSJWH4095PN000001")
    show(vin)
    qtbot.mouseClick(vin.copy, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == "LSJWH4095PN000001"


def test_a_signature_is_drawn_and_cleared(qtbot, show):
    pad = SignaturePad(N_("Customer signs"))
    sheet = show(pad)
    assert pad.is_empty
    assert pad.png() == b""
    qtbot.mousePress(sheet, Qt.MouseButton.LeftButton, pos=QPoint(20, 40))
    qtbot.mouseMove(sheet, QPoint(60, 60))
    qtbot.mouseRelease(sheet, Qt.MouseButton.LeftButton, pos=QPoint(60, 60))
    assert pad.strokes[0][0] == (20, 40)
    assert pad.png().startswith(b"\x89PNG")
    qtbot.keyClick(sheet, Qt.Key.Key_Delete)
    assert pad.is_empty


def test_a_toast_takes_back_and_stands_still_under_the_pointer(qtbot, show):
    window, taken_back = QWidget(), []
    qtbot.addWidget(window)
    window.resize(600, 300)
    window.show()
    toast = Toast(window, N_("Deleted."), undo=lambda: taken_back.append(1))
    toast.rise()
    undo = toast.findChild(Button)
    assert not toast.is_still
    window.activateWindow()
    QApplication.processEvents()
    undo.setFocus(Qt.FocusReason.TabFocusReason)
    assert toast.is_still
    assert name_of(toast) == "Deleted."
    with qtbot.waitSignal(toast.gone):
        qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert taken_back == [1]


def ink(name):
    """Where an icon is drawn, in pixels from the left and the top."""
    image = icons.pixmap(name, "#000000", 32).toImage()
    places = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return {(x, y) for x, y in places if image.pixelColor(x, y).alpha() > 200}


def test_arrows_turn_with_the_reading_direction_and_checks_do_not():
    arrow, check = ink("arrow-left"), ink("check")
    speech().speak(Language("ar"))
    assert ink("arrow-left") == {(31 - x, y) for x, y in arrow} != arrow
    assert ink("check") == check


def test_a_row_mirrors_with_its_margins(qtbot, show):
    first, second = Plate("1"), Plate("2")
    window = hold(row(first, second, None, margins=(30, 0, 4, 0)))
    qtbot.addWidget(window)
    window.resize(300, 60)
    window.show()
    assert first.x() == 30
    speech().speak(Language("ar"))
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
    speech().speak(Language("ar"))
    assert right_to_left(words) == in_arabic


@given(some.integers(1, 12), some.integers(100, 3000))
def test_cells_stand_in_even_rows(count, width):
    even = Even([QLabel() for _ in range(count)])
    a_row = even.in_a_row(width)
    rows = -(-count // a_row)
    assert rows * a_row - count < rows  # the last row lacks less than one cell for each row
    assert even.in_a_row(width) == 1 or a_row * (150 + 32) - 32 <= width


def test_six_facts_never_stand_as_four_and_two(qtbot):
    even = Even([Fact(N_("Owner"), Plain("S")) for _ in range(6)])
    qtbot.addWidget(even)
    assert {even.in_a_row(width) for width in range(100, 1600, 7)} == {1, 2, 3, 6}


def baseline(text):
    """The lowest row of ink of the digits that stand at the start of a line edit."""
    line = QLineEdit(text)
    line.setFont(theme.font("body"))
    line.resize(200, 60)
    image = line.grab().toImage()
    digits = range(182, 194) if right_to_left(text[-1]) else range(6, 20)
    rows = [y for y in range(6, 54) if any(image.pixelColor(x, y).lightness() < 100 for x in digits)]
    return rows[-1]


@pytest.mark.parametrize("letter", ["ا", "中", "ก", "א"])
def test_letters_of_other_scripts_do_not_lift_a_line(letter):
    assert baseline(f"15 {letter}") == baseline("15")


def test_thai_and_arabic_have_more_air(qtbot):
    latin = theme.px(t.ROW_TWO, 2), flow.height("x", "body", 100)
    speech().speak(Language("th"))
    assert theme.px(t.ROW_TWO, 2) == latin[0] + 8
    assert flow.height("x", "body", 100) > latin[1]


@pytest.mark.parametrize("language", ["en", "ar", "th", "zh_CN"])
@pytest.mark.parametrize("make", [build, build_rows, build_charts], ids=["parts", "rows", "charts"])
def test_no_text_of_the_specimen_is_cut(qtbot, make, language):
    speech().speak(Language(language))
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


def test_an_icon_is_drawn_at_the_pixels_of_its_screen():
    assert icons.pixmap("key", "#112233", 16, 1.5).width() == 24
    assert not icons.icon("key").isNull()


def test_an_info_bar_says_its_sentence_and_offers_its_action(show):
    action = Button(N_("Plan repair"))
    bar = InfoBar(N_("Parts in stock: %(n)s."), n=2, strong=N_("Open campaign"), action=action)
    show(bar, 700)
    said = [label.text() for label in bar.findChildren(QLabel)]
    assert said == ["Open campaign", "Parts in stock: 2."]
    assert bar.action is action


def test_steps_say_where_one_is(qtbot):
    steps = Steps([N_("Booked"), N_("In work")], 0)
    qtbot.addWidget(steps)
    steps.go(1)
    assert name_of(steps) == "Step 2 of 2: In work"


def chart():
    made = TrendChart(N_("Battery health over time"))
    points = (Point(1, 98, "98 % in March"), Point(2, 95, "95 % in May", "diamond"), Point(3, 70, "left out", "hollow"))
    made.show_trend(
        Trend((0, 4), (60, 104), ((1, "2024"),), ((70, "70 %"), (100, "100 %")), points, ((0, 100), (3, 94)))
    )
    return made


def test_each_point_of_a_chart_is_read_out_by_the_keyboard(qtbot, show):
    control = show(chart())
    control.setFocus()
    heard = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Left, Qt.Key.Key_Home):
        qtbot.keyClick(control, key)
        heard.append(control.accessibleDescription())
    assert heard == ["98 % in March", "95 % in May", "left out", "95 % in May", "98 % in March"]
    assert name_of(control) == "Battery health over time"


def test_a_chart_does_not_mirror_and_a_meter_does(show):
    made, meter = chart(), Meter(N_("Hours booked"), 0.25)
    show(made, 400)
    show(meter, 400)
    start = 20, 3
    before = meter.grab().toImage().pixel(*start)
    assert made._place(1, 98).x() < made._place(3, 98).x()
    speech().speak(Language("ar"))
    QApplication.processEvents()
    assert made._place(1, 98).x() < made._place(3, 98).x()
    assert meter.grab().toImage().pixel(*start) != before


def test_shares_of_nothing_are_drawn_too(show):
    shares = Shares(N_("Who pays"))
    show(shares)
    nothing = shares.grab().toImage()
    shares.show_parts([(0, "ok"), (0, "warn")])
    shares.show_parts([(10, "ok"), (30, "warn")])
    assert shares.grab().toImage() != nothing
    assert pixels(shares, t.LIGHT.warn_mark) > 2 * pixels(shares, t.LIGHT.ok)


def test_a_rail_goes_where_the_work_needs_the_room_and_comes_when_it_is_asked_for(qtbot):
    columns = Columns(hold(column(Label(N_("Work")))), Rail(Label(N_("Owner"))))
    qtbot.addWidget(columns)
    columns.resize(1200, 300)
    columns.show()
    assert columns.rail.isVisible()
    columns.resize(900, 300)
    QApplication.processEvents()
    assert (columns.work.isVisible(), columns.rail.isVisible()) == (True, False)
    columns.show_rail()
    assert (columns.work.isVisible(), columns.rail.isVisible()) == (False, True)
    columns.show_rail()
    assert columns.work.isVisible()


def test_a_sticky_bar_keeps_the_name_of_the_present_step_when_it_gets_narrow(qtbot):
    steps = Steps([N_("Booked"), N_("In work"), N_("Quality check"), N_("Ready"), N_("Handed over")], 1)
    bar = StickyBar(Button(N_("To quality check"), "primary"), Button(N_("Print")), steps=steps)
    qtbot.addWidget(bar)
    ELIDED.clear()
    for width in (1200, 640):
        bar.resize(width, 56)
        bar.grab()
    assert not ELIDED
    assert bar.minimumSizeHint().width() < 640


def test_an_empty_page_says_how_to_begin(qtbot, show):
    begin = Button(N_("Start with a vehicle"), "primary")
    page = EmptyPage(N_("Nothing yet"), N_("It will stand here."), begin, [Button(N_("Import a list"), "link")])
    show(page, 900)
    assert [label.text() for label in page.findChildren(QLabel)] == ["Nothing yet", "It will stand here."]
    with qtbot.waitSignal(begin.clicked):
        qtbot.mouseClick(begin, Qt.MouseButton.LeftButton)


def test_a_part_speaks_of_what_it_shows_now(qtbot):
    stat, chip, due = Stat(N_("Late")), Chip(N_("Booked")), FilterChip(N_("Charging"))
    for part in (stat, chip, due):
        qtbot.addWidget(part)
    stat.count("7", Words(N_("%(n)s fewer than last week"), n=2))
    chip.become(N_("Ready"), "ok", "circle-check")
    due.count("23")
    assert [name_of(part) for part in (stat, chip, due)] == ["Late 7, 2 fewer than last week", "Ready", "Charging 23"]
