"""Diagnosis on the screen: a session typed in by keys alone, what it shows, and the page of who had a code."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hands import CTRL, ENTER, NO_WARNINGS, TAB, shown
from hands import opened as opened_window
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from read_out import BMS, another_car, at, isolation, over, read_out, visit
from screen import ESCAPE, Hands, at_the_window
from workshop import COOLING, VIN

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.look.parts import Button, Chip, Label
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.palette import Hit
from lifecycle_desk.stages.service.diagnosis.rules.diagnosis import CodeRead, Description, EcuRead, Outcome
from lifecycle_desk.stages.service.diagnosis.screens.who_had import WhoHadPage
from lifecycle_desk.stages.service.diagnosis.usecases.diagnosis import DescribeCodes, describe_codes
from lifecycle_desk.stages.service.diagnosis.usecases.who_had import sessions_of
from lifecycle_desk.stages.service.orders.screens.working.page import OneOrderPage
from lifecycle_desk.stages.service.orders.usecases.orders import open_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import OpenRepairOrder
from lifecycle_desk.stages.service.pages import PAGES
from lifecycle_desk.vehicle.usecases.showing import look_for

pytestmark = NO_WARNINGS
NUMBER = "RO-2026-0001"
D = Qt.Key.Key_D


@pytest.fixture
def hands(own_shop: UserSession, qtbot) -> Iterator[Hands]:
    open_repair_order(own_shop, OpenRepairOrder(vin=VIN, jobs=(COOLING,), odometer_in=Distance(47_990)))
    with at_the_window(own_shop, qtbot) as found:
        yield found


def opened(hands: Hands, key: str = NUMBER) -> OneOrderPage:
    page = hands.go("order", key)
    assert isinstance(page, OneOrderPage)
    return page


def type_in(text: str) -> None:
    QTest.keyClicks(QGuiApplication.focusObject(), text)


def words_of(page) -> list[str]:
    parts = [
        *page.diagnosis.findChildren(Label),
        *page.diagnosis.findChildren(Chip),
        *page.diagnosis.findChildren(Button),
    ]
    return [part.text() for part in parts if part.isVisibleTo(page) and part.text()]


def test_a_session_is_typed_in_and_saved_by_keys_alone(hands, own_shop):
    page = opened(hands)
    assert "No codes read out at this visit." in words_of(page)

    hands.press(D, CTRL)
    QGuiApplication.clipboard().setText("BMS, 2.1.0:\nP0AA6-1A 2F Isolation fault\n96 A1 23\nGateway:\nu0100")
    hands.press(Qt.Key.Key_V, CTRL)
    assert page.diagnosis.entry.codes.level == "echo"
    hands.press(TAB)
    type_in("R7.2")
    hands.press(D, CTRL)

    (session,) = sessions_of(own_shop, NUMBER, "en")
    assert session.stored.session.software == "R7.2"
    assert [(unit.ecu.name, [code.read.code for code in unit.codes]) for unit in session.units] == [
        ("BMS", ["P0AA6-1A", "B16A1-23"]),
        ("Gateway", ["U0100"]),
    ]
    assert hands.told == ["3 trouble codes read out"]
    assert page.diagnosis.entry.isHidden()
    assert {"P0AA6-1A", "Isolation fault", "Confirmed", "BMS · 2.1.0", "U0100"} <= set(words_of(page))


def test_what_is_no_code_is_said_beside_the_field_and_stays_typed(hands, own_shop):
    page = opened(hands)
    hands.press(D, CTRL)
    type_in("P0AA6 U01")
    assert page.diagnosis.entry.codes.level == "echo"  # U01 is so far a word of the tester about P0AA6
    page.diagnosis.entry.codes.set_text("nothing")
    hands.press(D, CTRL)

    assert page.diagnosis.entry.codes.level == "fault"
    assert page.diagnosis.entry.codes.text == "nothing"
    assert sessions_of(own_shop, NUMBER, "en") == ()


def test_escape_gives_up_and_undo_takes_a_saved_session_back(hands, own_shop):
    page = opened(hands)
    hands.press(D, CTRL)
    type_in("P0AA6")
    hands.press(ESCAPE)
    assert page.diagnosis.entry.isHidden()
    assert sessions_of(own_shop, NUMBER, "en") == ()

    hands.press(D, CTRL)
    type_in("P0AA6")
    hands.press(D, CTRL)
    hands.window.app.undo()
    hands.settle()
    assert "no longer counts" in words_of(page)


def test_a_session_typed_and_not_saved_comes_back(hands):
    page = opened(hands)
    hands.press(D, CTRL)
    type_in("P0AA6")
    hands.go("service")
    hands.settle()
    other = opened(hands)
    other.diagnosis.entry.leave()
    other.diagnosis.show_order("", live=False)
    hands.settle()
    other.diagnosis.show_order(NUMBER, live=True)
    hands.settle()

    assert page.diagnosis.entry.codes.text == "P0AA6"
    assert page.diagnosis.entry.isVisible()


def test_a_session_is_taken_back_with_a_reason(hands, own_shop):
    read_out(own_shop, NUMBER)
    page = opened(hands)
    back = next(each for each in page.diagnosis.findChildren(Button) if each.text() == "Void…")
    back.setFocus()
    hands.press(Qt.Key.Key_Space)
    hands.press(ENTER)
    assert page.diagnosis.why.field.is_faulty
    type_in("another car")
    hands.press(ENTER)

    assert not sessions_of(own_shop, NUMBER, "en")[0].stored.counts
    assert "no longer counts" in words_of(page)


def test_a_code_leads_to_who_had_it_and_a_row_to_its_order(hands, own_shop):
    describe_codes(own_shop, DescribeCodes((Description(code="P0AA6", title="Isolation fault", source="SAE J2012"),)))
    first = visit(own_shop, 10, jobs=(isolation(),))
    read_out(own_shop, first, started=at(10))
    over(own_shop, first, 12)
    other = another_car(own_shop)
    read_out(own_shop, "", EcuRead(codes=(CodeRead(code="P0AA6"),)), vin=other, started=at(14))
    page = opened(hands, first)
    assert "1 other vehicle" in words_of(page)

    code = next(each for each in page.diagnosis.findChildren(Button) if each.text() == "P0AA6-1A")
    code.setFocus()
    hands.press(Qt.Key.Key_Space)
    assert hands.went[-1] == Place("code", "P0AA6-1A")
    found = hands.window.page()
    assert isinstance(found, WhoHadPage)
    assert found.table.long.rowCount() == 1
    cells = [found.table.long.data(found.table.long.index(0, at)) for at in range(6)]
    assert cells[2:] == ["P0AA6-1A", "Not read again", "moisture in the HV connector", "Dried"]
    done = found.table.long.index(0, 5)  # whose column stays where that of the cause has no room
    assert done.data(Qt.ItemDataRole.UserRole).hint == "Cause: moisture in the HV connector"
    hands.window.speak("ar")  # where each part of a text is held apart by signs of its own
    hands.settle()
    assert "P0AA6" not in found.table.long.data(found.table.long.index(0, 4))
    hands.window.speak("en")
    hands.settle()
    hands.press(ENTER)
    assert hands.went[-1] == Place("order", first)

    found = hands.go("code", "P0AA6")
    hands.settle()
    assert found.table.long.rowCount() == 2
    assert found.facts["times"]._note.text() == "2 vehicles"
    assert found.facts[Outcome.CURED]._value.text() == "1"
    assert found.facts[Outcome.NO_VISIT]._value.text() == "1"
    assert sum(int(found.facts[each]._value.text()) for each in Outcome) == int(found.facts["times"]._value.text())
    assert "Isolation fault" in [each.text() for each in found.findChildren(Label)]


def test_a_code_is_typed_on_the_page_and_what_is_none_is_refused_beside_the_field(hands, own_shop):
    read_out(own_shop, NUMBER, BMS)
    page = hands.go("code")
    assert hands.focus is page.field.line
    hands.write("nonsense")
    assert page.field.is_faulty
    page.field.set_text("")
    hands.write("0aa6")

    assert hands.went[-1] == Place("code", "P0AA6")
    hands.settle()
    assert page.table.long.rowCount() == 1


def test_the_palette_finds_a_code_by_text_by_hex_and_by_words(own_shop, qtbot):
    number = open_repair_order(own_shop, OpenRepairOrder(vin=VIN, jobs=(COOLING,))).value.number
    read_out(own_shop, number, BMS)
    describe_codes(own_shop, DescribeCodes((Description(code="P0AA6", title="Isolation fault"),)))

    def found(text: str) -> list[Hit]:
        return [Hit(each.kind, each.ref, each.vin, each.label) for each in look_for(own_shop, text).hits]

    window = opened_window(own_shop, PAGES, found)
    with contextmanager(shown)(window):
        hands = Hands(window, qtbot)
        for typed in ("p0aa6", "0AA6", "isolation"):
            hands.press(Qt.Key.Key_K, CTRL)
            type_in(typed)
            qtbot.waitUntil(lambda: window.palette_box.found.current() is not None)
            hands.press(ENTER)
            hands.settle()
            assert hands.went.pop() == Place("code", "P0AA6")


def test_a_closed_order_takes_codes_late_and_a_cancelled_one_none(hands, own_shop):
    over(own_shop, NUMBER)
    page = opened(hands)
    assert page.diagnosis.read_out.isVisible()
    from lifecycle_desk.stages.service.orders.usecases.requests import CancelRepairOrder
    from lifecycle_desk.stages.service.orders.usecases.transitions import cancel_repair_order

    gone = visit(own_shop, 20)
    cancel_repair_order(own_shop, CancelRepairOrder(gone))
    page = opened(hands, gone)
    assert not page.diagnosis.read_out.isVisible()
    hands.press(D, CTRL)
    assert page.diagnosis.entry.isHidden()


def test_many_codes_are_drawn_once_somebody_asks(hands, own_shop):
    read_out(own_shop, NUMBER, EcuRead(name="BMS", codes=tuple(CodeRead(code=f"P1{at:03X}") for at in range(80))))
    page = opened(hands)
    more = next(each for each in page.diagnosis.findChildren(Button) if each.text() == "Show 50 more codes")
    more.setFocus()
    hands.press(Qt.Key.Key_Space)
    assert "P104F" in words_of(page)


def test_the_chips_of_a_code_stand_in_the_middle_of_its_field_in_every_size_of_text(hands, own_shop):
    read_out(own_shop, NUMBER, BMS)
    page = hands.go("code", "P0AA6")
    for scale in (1.0, 1.25, 2.0):
        theme.set_theme(scale=scale)
        hands.window.resize(round(1100 * scale), 800)
        hands.settle()
        middles = {each.mapTo(page, each.rect().center()).y() for each in (page.field.line, page.system, page.issuer)}
        assert max(middles) - min(middles) <= 1, scale


def test_the_list_of_a_code_repeats_it_in_no_column_unless_asked(hands, own_shop):
    read_out(own_shop, NUMBER, BMS)
    page = hands.go("code", "P0AA6")
    hands.window.resize(1920, 1000)
    hands.settle()
    assert "Code" not in [page.table.head.title(at) for at in page.table.head.seen()]


def test_in_a_narrow_list_of_a_code_the_correction_stays_and_its_cause_goes(hands, own_shop):
    first = visit(own_shop, 10, jobs=(isolation(),))
    read_out(own_shop, first, started=at(10))
    over(own_shop, first, 12)
    page = hands.go("code", "P0AA6")
    seen = {}
    for width in (1920, 760):
        hands.window.resize(width, 1000)
        hands.settle()
        seen[width] = {page.table.head.title(at) for at in page.table.head.seen()} & {"Cause", "Correction"}
    assert seen == {1920: {"Cause", "Correction"}, 760: {"Correction"}}
