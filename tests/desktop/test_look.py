"""The parts can be reached, read aloud and seen, in every script, light and dark, and never show text as markup."""

import pytest
from hands import NO_WARNINGS, Marked, name_of, pixels
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from lifecycle_desk.base.milestones import Milestone
from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.key_names import keys_shown
from lifecycle_desk.desktop.look.messages import Message, PlainText, tip
from lifecycle_desk.desktop.look.paint import ELIDED
from lifecycle_desk.desktop.look.parts import (
    Avatar,
    Button,
    CheckBox,
    Chip,
    ChoiceField,
    Columns,
    Due,
    EmptyPage,
    FilterChip,
    IconButton,
    InfoBar,
    Label,
    LineField,
    Plate,
    Rail,
    Scroll,
    SignaturePad,
    Stat,
    Steps,
    StickyBar,
    TextField,
    Toast,
    Vin,
    column,
    wrap,
)
from lifecycle_desk.desktop.look.parts.boxes import TextWidth
from lifecycle_desk.desktop.look.parts.menus import Menu
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.topbar import Mark
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import Language

pytestmark = [*NO_WARNINGS, pytest.mark.usefixtures("dressed")]
HOSTILE = "<img src=x><b>A&B</b>"
FOCUSABLE = {
    "primary": lambda: Button(N_("Save"), "primary", icon="plus", shown_keys="Ctrl+N"),
    "plain": lambda: Button(N_("Print")),
    "quiet": lambda: Button(N_("Filter"), "quiet"),
    "link": lambda: Button(N_("Show all"), "link"),
    "icon button": lambda: IconButton("copy", N_("Copy")),
    "filter": lambda: FilterChip(N_("Charging"), "23", icon="bolt", tone="charging"),
    "tick": lambda: CheckBox(N_("Customer waits")),
    "stat": lambda: Stat(N_("Late"), tone="danger", icon="clock"),
    "line": lambda: LineField(N_("Odometer")),
    "lines": lambda: TextField(N_("Cause")),
    "choice": lambda: ChoiceField(N_("Pays"), [(1, N_("Customer")), (2, N_("Warranty"))]),
    "signature": lambda: SignaturePad(N_("Customer signs")),
}
WAY = (Milestone("Booking", "Booked"), Milestone("Work", "Work done"))
SHOWN = {
    "label": lambda: Label(N_("Owner")),
    "chip": lambda: Chip(N_("Covered"), "ok", "shield-check*"),
    "plate": lambda: Plate("3กข 4821"),
    "due": lambda: Due(N_("Brake fluid"), N_("late"), N_("every 2 years"), 0.5, "danger"),
    "steps": lambda: Steps(WAY, 1),
    "avatar": lambda: Avatar("NK", "Nok Kanjana"),
}
ALL = FOCUSABLE | SHOWN


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
    theme.set_theme(dark=True)
    QApplication.processEvents()
    assert part.grab().toImage() != light
    theme.set_theme(dark=False)
    QApplication.processEvents()
    assert part.grab().toImage() == light


@pytest.mark.parametrize("make", ALL.values(), ids=ALL)
def test_a_part_grows_with_the_text(show, make):
    part = make()
    show(part)
    before = part.sizeHint()
    theme.set_theme(scale=2.0)
    assert part.sizeHint().height() > before.height()


class Wide(QWidget):
    """A card that needs more than a rail has at least."""

    HIGH = 60

    def minimumSizeHint(self):
        return QSize(310, self.HIGH)


def test_a_width_grows_with_the_text(qtbot, dressed):
    card, column_of_text = QWidget(), QWidget()
    qtbot.addWidget(card)
    qtbot.addWidget(column_of_text)
    TextWidth(card, 280)
    TextWidth(column_of_text, 420, at_most=True)
    for scale in (1.0, 2.0):
        theme.set_theme(scale=scale)
        assert (card.minimumWidth(), card.maximumWidth()) == (280 * scale, 280 * scale)
        assert (column_of_text.minimumWidth(), column_of_text.maximumWidth()) == (0, 420 * scale)


def test_a_text_follows_the_language(qtbot):
    label = Label(N_("Owner"))
    button = Button(Message(N_("Import %(n)s sessions"), n=3))
    field = LineField(N_("Odometer"), hint=N_("In kilometres"))
    for part in (label, button, field):
        qtbot.addWidget(part)
    translator().set_language(Marked("en"))
    assert label.text() == "⟦Owner⟧"
    assert button.text() == "⟦Import 3 sessions⟧"
    assert field.control.accessibleName() == "⟦Odometer⟧"
    assert field.control.accessibleDescription() == "⟦In kilometres⟧"


def test_data_stays_when_the_language_changes(qtbot):
    label = Label(N_("Owner"))
    qtbot.addWidget(label)
    label.show_text("Siriporn")
    translator().set_language(Marked("en"))
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
    assert "<img" not in IconButton("copy", PlainText(HOSTILE)).toolTip()


def test_an_ampersand_in_a_name_is_no_key(qtbot):
    button = Button(text="A&B Motors")
    qtbot.addWidget(button)
    assert button.shortcut().isEmpty()
    assert button.text() == "A&B Motors"


@pytest.mark.parametrize(
    ("code", "keys", "shown"),
    [
        ("zh_CN", "Ctrl+Return", "Ctrl ↵"),
        ("zh_CN", "Alt+Left", "Alt ←"),
        ("de", "Ctrl+Shift+Return", "Strg Umschalt ↵"),
        ("de", "Delete", "Entf"),
        ("fr", "Ctrl+Shift", "Ctrl Maj"),
        ("es", "PgDown", "Av Pág"),
        ("ar", "Ctrl+,", "Ctrl ,"),
        ("en", "Ctrl++", "Ctrl +"),
        ("en", "Shift", "Shift"),
        ("en", "?", "?"),
    ],
)
def test_a_key_is_called_what_stands_on_it_where_the_language_is_typed(qtbot, code, keys, shown):
    translator().set_language(Language(code))
    assert keys_shown(keys) == shown


def test_a_menu_calls_its_keys_anew_in_another_language(qtbot):
    under = Button("Open")
    qtbot.addWidget(under)
    entry = Menu(under).offer(N_("Delete"), lambda: None, keys="Delete")
    translator().set_language(Language("de"))
    assert entry.text().endswith("\tEntf")


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_presses_the_button_that_has_the_keyboard_on_every_desktop(qtbot, show, key):
    button = Button("Do it")
    show(button)
    button.setFocus()
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, key)
    with qtbot.assertNotEmitted(button.clicked, wait=20):
        qtbot.keyClick(button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_a_key_presses_its_button(qtbot, show):
    button = Button(N_("Add event"), keys="Ctrl+N")
    window = show(button).window()
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)


def test_a_vin_is_copied(qtbot, show):
    vin = Vin("LSJWH4095PN000001")
    show(vin)
    qtbot.mouseClick(vin.copy, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == "LSJWH4095PN000001"


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


def test_an_info_bar_says_its_sentence_and_offers_its_action(show):
    action = Button(N_("Plan repair"))
    bar = InfoBar(N_("Parts in stock: %(n)s."), n=2, strong=N_("Open campaign"), action=action)
    show(bar, 700)
    said = [label.text() for label in bar.findChildren(QLabel)]
    assert said == ["Open campaign", "Parts in stock: 2."]
    assert bar.action is action


def test_steps_say_where_one_is(qtbot):
    steps = Steps(WAY)
    qtbot.addWidget(steps)
    assert name_of(steps) == "Step 1 of 2: Booking"
    steps.go(1)
    assert name_of(steps) == "Step 2 of 2: Work"
    assert steps.names == ["Booked", "Work"]
    steps.go(2)
    assert name_of(steps) == "Step 2 of 2: Work done"


def test_a_rail_goes_where_the_work_needs_the_room_and_comes_when_it_is_asked_for(qtbot):
    columns = Columns(wrap(column(Label(N_("Work")))), Rail(Label(N_("Owner"))))
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


def test_a_rail_is_narrower_beside_the_work_before_it_goes_and_never_than_its_cards(qtbot):
    columns = Columns(wrap(column(Label(N_("Work")))), Rail(Label(N_("Owner"))))
    qtbot.addWidget(columns)
    columns.show()
    for width, rail in ((1200, t.RAIL), (1076, 300), (1060, 284)):  # 1366 px less a sidebar and the margins: 1094
        columns.resize(width, 300)
        QApplication.processEvents()
        assert columns.rail.isVisible(), width
        assert columns.rail.width() == rail, width
    columns = Columns(wrap(column(Label(N_("Work")))), Rail(Wide()))
    qtbot.addWidget(columns)
    columns.show()
    columns.resize(1060, 300)
    QApplication.processEvents()
    assert not columns.rail.isVisible()


def test_on_a_page_that_scrolls_a_rail_stands_whole_below_the_work_where_there_is_no_room_beside_it(qtbot):
    columns = Columns(wrap(column(Label(N_("Work")))), Rail(Label(N_("Owner")), Wide(), Wide()), scrolls=True)
    page = Scroll(column(columns))
    qtbot.addWidget(page)
    page.resize(1200, 100)
    page.show()
    QApplication.processEvents()
    assert columns.rail.x() > columns.work.geometry().right()
    page.resize(700, 100)
    for _ in range(3):
        QApplication.processEvents()
    assert columns.rail.y() > columns.work.geometry().bottom()
    assert columns.rail.height() >= 2 * Wide.HIGH
    assert columns.rail.width() == columns.work.width()


def test_a_sticky_bar_keeps_the_name_of_the_present_step_when_it_gets_narrow(qtbot):
    names = ("Booked", "In work", "Quality check", "Ready", "Handed over")
    steps = Steps([Milestone(name, name) for name in names], 1)
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
    page = EmptyPage(N_("Nothing yet"), N_("It will stand here."), begin, [Button(N_("Import list"), "link")])
    show(page, 900)
    assert [label.text() for label in page.findChildren(QLabel)] == ["Nothing yet", "It will stand here."]
    with qtbot.waitSignal(begin.clicked):
        qtbot.mouseClick(begin, Qt.MouseButton.LeftButton)


def test_a_part_speaks_of_what_it_shows_now(qtbot):
    stat, chip, due = Stat(N_("Late")), Chip(N_("Booked")), FilterChip(N_("Charging"))
    for part in (stat, chip, due):
        qtbot.addWidget(part)
    stat.count("7", Message(N_("%(n)s fewer than last week"), n=2))
    chip.become(N_("Ready"), "ok", "circle-check")
    due.count("23")
    assert [name_of(part) for part in (stat, chip, due)] == ["Late 7, 2 fewer than last week", "Ready", "Charging 23"]


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_the_mark_holds_its_wheel_however_large_the_text_is(show, scale):
    theme.set_theme(scale=scale)
    mark = Mark("Sathorn EV")
    show(mark)
    drawn = mark.grab().toImage()
    accent = theme.c.accent
    seen = [x for x in range(drawn.width()) if drawn.pixelColor(x, drawn.height() // 2).name() == accent.lower()]
    assert seen[-1] - seen[0] + 1 == pytest.approx(24 * scale * drawn.devicePixelRatio(), abs=2)
