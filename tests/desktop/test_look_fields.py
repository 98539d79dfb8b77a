"""Fields are read, judged and left by keyboard; what they have to say stands below them."""

import pytest
from hands import NO_WARNINGS, Marked, pixels
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lifecycle_desk.base.objections import N_, Objection
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.look.paint import ELIDED
from lifecycle_desk.desktop.look.parts import (
    Button,
    CheckField,
    ChoiceField,
    FilterChip,
    LineField,
    ReadField,
    SignaturePad,
    Stat,
    TextField,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.parts.fields import beside_field
from lifecycle_desk.desktop.look.parts.notes import NoteLine
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import Language

pytestmark = [*NO_WARNINGS, pytest.mark.usefixtures("dressed")]


class TooLow(Objection):
    """A reading below the last one."""

    message = N_("Lower than %(last)s.")
    last: int


def read_number(text):
    if not text.isdigit():
        raise TooLow(48_112)
    return int(text), f"= {int(text)}"


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


def test_a_button_beside_a_field_stands_on_the_line_of_its_control(show):
    field, button = LineField(N_("New bay")), Button(N_("Add"), icon="plus")
    show(wrap(column(row((field, 1), beside_field(button)))))
    for code, scale in (("en", 1.0), ("ar", 1.5)):
        translator().set_language(Language(code))
        theme.set_theme(scale=scale)
        QApplication.processEvents()
        tops = [each.mapTo(field.window(), QPoint(0, 0)).y() for each in (field.line, button)]
        assert abs(tops[0] - tops[1]) <= 1


def test_the_wheel_never_changes_a_choice(show):
    field = ChoiceField(N_("Pays"), [(1, N_("Customer")), (2, N_("Warranty"))], value=1)
    control = show(field)
    control.setFocus()
    assert not wheel(control).isAccepted()
    assert field.value == 1


def test_a_choice_gives_its_value_and_follows_the_language(qtbot):
    field = ChoiceField(N_("Pays"), [("c", N_("Customer")), ("x", PlainText("X"))])
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.chosen) as heard:
        field.set_value("x")
    assert heard.args == ["x"]
    translator().set_language(Marked("en"))
    assert field.choice.itemText(0) == "⟦Customer⟧"


def test_tab_leaves_a_text_of_several_lines(qtbot, show):
    first, second = TextField(N_("Cause")), LineField(N_("Correction"))
    show(wrap(column(first, second)))
    first.lines.setFocus()
    qtbot.keyClick(first.lines, Qt.Key.Key_Tab)
    assert second.line.hasFocus()
    assert first.text == ""


@pytest.mark.parametrize("text", ["Relay K14", "ลูกค้าแจ้งว่ามีเสียงดัง", "ضعف ذراع الباب", "B1350\nضعف"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_several_lines_begin_at_the_same_side_as_one_whatever_their_script(show, language, text):
    translator().set_language(Language(language))
    several, one = TextField(N_("Cause"), text=text), LineField(N_("Correction"))
    show(wrap(column(several, one)))
    drawn = several.lines.document().firstBlock().layout().lineAt(0)
    spare = drawn.width() - drawn.naturalTextWidth()

    assert spare > 100
    assert drawn.naturalTextRect().left() - drawn.x() == pytest.approx(spare if language == "ar" else 0, abs=1)
    assert bool(one.line.alignment() & Qt.AlignmentFlag.AlignRight) is (language == "ar")


def test_a_text_with_a_code_at_its_head_begins_at_the_right_in_arabic(qtbot, show):
    field = TextField(N_("Fault"), text="B1350: ضعف ذراع الباب")
    show(field)
    block = field.lines.document().firstBlock()
    translator().set_language(Language("ar"))
    assert block.textDirection() == Qt.LayoutDirection.RightToLeft
    field.set_text("")
    assert field.lines.document().firstBlock().textDirection() == Qt.LayoutDirection.RightToLeft
    field.set_text("Relay K14")
    assert field.lines.document().firstBlock().textDirection() == Qt.LayoutDirection.LeftToRight
    field.lines.insertPlainText("ب")
    assert field.lines.document().firstBlock().textDirection() == Qt.LayoutDirection.RightToLeft


def test_a_long_line_shows_how_it_begins_until_somebody_types_in_it(qtbot, show):
    first, second = LineField(N_("Owner"), text="Voltage of the 12 V battery at rest " * 4), LineField(N_("Fault"))
    show(wrap(column(first, second)))
    assert first.line.cursorPosition() == 0
    first.line.setFocus(Qt.FocusReason.OtherFocusReason)
    assert first.line.cursorPosition() == len(first.line.text())
    QTest.keyClick(first.line, Qt.Key.Key_Tab)
    assert second.line.hasFocus()
    assert first.line.cursorPosition() == 0


def test_what_a_count_says_takes_two_lines_where_one_would_cut_it(show):
    stat = Stat(N_("Owner"))
    stat.setFixedWidth(150)
    show(stat)
    ELIDED.clear()
    stat.count("2", PlainText("longest 37 days overdue"))
    stat.grab()
    assert not ELIDED


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
    field.fault(PlainText("Lower than 48,112 km on 2 November. Give a reason or correct it."))
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
    assert not field.validate()
    field.set_text("5")
    assert field.validate()


def test_a_tick_is_a_yes_or_no(qtbot, show):
    field = CheckField(N_("Customer waits"))
    control = show(field)
    with qtbot.waitSignal(field.toggled):
        qtbot.mouseClick(control, Qt.MouseButton.LeftButton)
    assert field.checked


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


def test_a_hint_of_two_lines_keeps_its_room_when_an_echo_of_one_comes(show):
    field = ReadField(
        N_("Weight"), lambda text: (text, "12"), hint=N_("so many words that they take two lines or even three")
    )
    field.setFixedWidth(140)
    show(field)
    high = field.sizeHint().height(), field.heightForWidth(140)
    field.set_text("12")
    assert field.level == "echo"
    assert (field.sizeHint().height(), field.heightForWidth(140)) == high


@pytest.mark.parametrize("dark", [False, True])
def test_placeholders_and_counts_of_zero_are_drawn_in_an_ink_that_can_be_read(show, dark):
    theme.set_theme(dark=dark)
    chip, tile, line = FilterChip(N_("Late")), Stat(N_("Late")), LineField(N_("Weight"), placeholder=N_("III III III"))
    for part in (chip, tile):
        part.setEnabled(False)
        part.count("1111")
    shown = show(wrap(column(chip, tile, line)))
    assert t.contrast(theme.c.ink3, theme.c.surface) >= 4.5
    assert not pixels(shown, theme.c.disabled)
    for part in (chip, tile, line.line):
        assert pixels(part, theme.c.ink3), type(part)


def test_a_tick_that_stands_alone_has_no_room_for_a_label_above_it(show):
    alone, beside = CheckField(N_("Breakdown")), CheckField(N_("Spouse"))
    show(wrap(column(row(alone, None), row(LineField(N_("Weight")), beside), None)))
    assert alone.tick.y() == 0
    assert beside.tick.y() > 0


def test_what_was_understood_is_said_anew_in_another_language(show):
    on = ReadField(N_("Date"), lambda text: (text, translator().current.code))
    show(on)
    on.set_text("30")
    assert on._note.label.text() == "en"
    translator().set_language(Language("th"))
    assert on._note.label.text() == "th"
    assert on.text == "30"


def test_a_text_that_stands_in_a_field_grows_with_the_size_of_text(show):
    field = TextField(N_("Note"), text="Blows warm air.")
    show(field)
    for scale in (2.0, 1.25, 1.0):
        theme.set_theme(scale=scale)
        assert field.lines.document().defaultFont().pixelSize() == theme.font("body").pixelSize()


def test_nothing_says_what_belongs_where_nobody_can_write(qtbot):
    held = wrap(column(LineField("Part", hint="Number or name"), TextField("Note", hint="For the workshop")))
    qtbot.addWidget(held)
    part, note = held.findChild(LineField), held.findChild(TextField)
    for field in (part, note):
        said = field.findChild(NoteLine).label
        field.allow(live=False)
        assert field.control.isReadOnly()
        assert (said.text(), field.control.accessibleDescription()) == ("", "")
        field.hint("Something else")
        field.clear()
        assert not said.text()
        field.fault("It is gone.")  # a fault is no hint
        assert said.text() == "It is gone."
        field.clear()
        field.allow(live=True)
        assert not field.control.isReadOnly()
        assert said.text() == "Something else"
