"""Approval and inspection on the screen, by keys: decided, over the sum, advice at the next visit, own templates."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from hands import CTRL, ENTER, NO_WARNINGS, dress_once, rest, seen, shown
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from screen import ESCAPE, Hands, at_the_window
from test_approval import BRAKES, WIPERS, _proposed, advice, gross, lines, say
from test_inspections import SPRING, png
from workshop import VIN

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.look.parts import Button, column, wrap
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.language import Language
from lifecycle_desk.stages.service.estimates.rules import How
from lifecycle_desk.stages.service.estimates.usecases.showing import estimate
from lifecycle_desk.stages.service.inspections.rules import Finding, PointKind
from lifecycle_desk.stages.service.inspections.screens.inspecting import InspectOrderPage
from lifecycle_desk.stages.service.inspections.screens.templates import InspectionTemplatesPage, PointEditor
from lifecycle_desk.stages.service.inspections.usecases.inspecting import save_inspection_template
from lifecycle_desk.stages.service.inspections.usecases.showing import inspection_page, inspections_of
from lifecycle_desk.stages.service.orders.screens.working.page import OneOrderPage
from lifecycle_desk.stages.service.orders.usecases.orders import open_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import CancelRepairOrder, OpenRepairOrder
from lifecycle_desk.stages.service.orders.usecases.showing import order
from lifecycle_desk.stages.service.orders.usecases.transitions import cancel_repair_order
from lifecycle_desk.vehicle.usecases.documents import attach
from lifecycle_desk.vehicle.usecases.waiting import what_waits

pytestmark = NO_WARNINGS
NUMBER = "RO-2026-0001"
SPACE = Qt.Key.Key_Space


@pytest.fixture
def hands(own_shop: UserSession, qtbot) -> Iterator[Hands]:
    open_repair_order(own_shop, OpenRepairOrder(vin=VIN, jobs=(BRAKES, WIPERS)))
    with at_the_window(own_shop, qtbot) as found:
        yield found


def opened(hands: Hands, key: str = NUMBER) -> OneOrderPage:
    page = hands.go("order", key)
    assert isinstance(page, OneOrderPage)
    return page


def stand_on(hands: Hands, button: Button) -> None:
    button.setFocus()
    hands.press(SPACE)


def link(page, words: str) -> Button:
    return next(each for each in page.findChildren(Button) if each.text() == words and each.isVisible())


def type_in(text: str) -> None:
    QTest.keyClicks(QGuiApplication.focusObject(), text)


def draw(page: OneOrderPage) -> None:
    sheet = page.estimate.panel.pad.sheet
    QTest.mousePress(sheet, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    QTest.mouseMove(sheet, QPoint(60, 50))
    QTest.mouseRelease(sheet, Qt.MouseButton.LeftButton, pos=QPoint(60, 50))


def test_the_customer_decides_line_by_line_and_signs(hands, own_shop):
    page = opened(hands)
    assert "No approval yet: there is no limit on the work." in seen(page.estimate)
    stand_on(hands, page.estimate.decide)
    panel = page.estimate.panel
    assert next(tick.text() for tick in panel.ticks.values()) == "Job 1 · PADS · PADS"
    assert hands.focus is next(iter(panel.ticks.values()))
    list(panel.ticks.values())[1].setFocus()
    hands.press(SPACE)
    assert panel.sum.text() == "Approved: ฿139.10 of ฿353.10"

    stand_on(hands, panel.write)
    assert panel.fault.isVisible()  # nobody has signed yet
    draw(page)
    stand_on(hands, panel.write)

    last = estimate(own_shop, NUMBER).last
    assert (last.approval.approved, last.approval.how) == (gross(100_00, 30_00), How.SIGNED)
    assert last.signature
    assert lines(own_shop, NUMBER) == [["PADS", "HOSE"], ["WIPER"]]
    assert [[row.code.text() for row in card.written()] for card in page.jobs.cards] == [["PADS", "HOSE"], ["WIPER"]]
    assert any(text.startswith("฿139.10 approved: Signed on screen") for text in seen(page.estimate))
    assert hands.told[-1] == "฿139.10 approved"


def test_by_phone_somebody_has_to_be_named(hands, own_shop):
    page = opened(hands)
    stand_on(hands, page.estimate.decide)
    panel = page.estimate.panel
    panel.how.set_value(How.PHONE)
    assert not panel.pad.isVisible()
    panel.who.set_text("")
    stand_on(hands, panel.write)
    assert panel.who.is_faulty
    type_in("Khun Siriporn")
    stand_on(hands, panel.write)

    last = estimate(own_shop, NUMBER).last
    assert (last.who, last.approval.how) == ("Khun Siriporn", How.PHONE)


def test_escape_leaves_all_as_it_was(hands, own_shop):
    page = opened(hands)
    stand_on(hands, page.estimate.decide)
    hands.press(ESCAPE)

    assert page.estimate.panel.isHidden()
    assert estimate(own_shop, NUMBER).last is None


def test_what_goes_over_the_sum_is_refused_and_proposed_by_one_press(hands, own_shop):
    say(own_shop, NUMBER, True, True, True)
    page = opened(hands)
    page.jobs.cards[1].rows[0].price.setFocus()
    hands.press(Qt.Key.Key_A, CTRL)
    type_in("45")
    hands.press(ENTER)
    hands.press(Qt.Key.Key_S, CTRL)

    assert page.estimate.over.isVisible()
    assert lines(own_shop, NUMBER) == [["PADS", "DISCS", "HOSE"], ["WIPER"]]
    stand_on(hands, page.estimate.over.action)
    assert [[line.price for line in job.lines] for job in _proposed(own_shop, NUMBER)] == [[45_00]]
    assert "Proposed work" in seen(page.estimate)
    assert not page.estimate.over.isVisible()
    assert order(own_shop, NUMBER).order.sheet.jobs[1].lines[0].price == 30_00

    stand_on(hands, link(page.estimate, "Withdraw"))
    assert _proposed(own_shop, NUMBER) == ()


def test_an_approval_is_taken_back_with_a_reason(hands, own_shop):
    say(own_shop, NUMBER, True, False, True)
    page = opened(hands)
    stand_on(hands, link(page.estimate, "Void…"))
    type_in("typed in wrongly")
    hands.press(ENTER)

    assert estimate(own_shop, NUMBER).last is None
    assert lines(own_shop, NUMBER) == [["PADS", "DISCS", "HOSE"], ["WIPER"]]


def test_what_was_refused_is_shown_at_the_next_visit_and_at_the_vehicle(hands, own_shop):
    say(own_shop, NUMBER, True, False, True)
    cancel_repair_order(own_shop, CancelRepairOrder(NUMBER))
    (waits,) = what_waits(own_shop, VIN)
    assert Language("en").spoken(waits.facts["what"]) == "Worn · DISCS"
    assert waits.facts["amount"] == gross(200_00)
    form = hands.go("order_form", VIN)
    hands.settle()
    assert form.advice.isVisible()
    assert "DISCS" in " ".join(seen(form.advice))

    number = open_repair_order(own_shop, OpenRepairOrder(vin=VIN, jobs=(WIPERS,))).value.number
    page = opened(hands, number)
    assert "Recommendation" in seen(page.estimate)
    stand_on(hands, link(page.estimate, "Propose"))
    assert [[line.code for line in job.lines] for job in _proposed(own_shop, number)] == [["DISCS"]]
    assert advice(own_shop) == []


# Inspections ----------------------------------------------------------------------------------------------------


def test_a_car_is_inspected_from_top_to_bottom_and_what_fails_becomes_a_job(hands, own_shop):
    save_inspection_template(own_shop, SPRING)
    page = opened(hands)
    stand_on(hands, page.estimate.inspect)
    found = hands.window.page()
    assert isinstance(found, InspectOrderPage)
    tread, wipers, photo, remarks = found.rows
    tread.main.setFocus()
    type_in("1.2")
    hands.press(ENTER)
    tread.main.validate()
    assert tread.main.level == "warning"
    wipers.main.set_value("torn")
    hands.press(ENTER, CTRL)
    assert found.bar.missing.text() == "2 points have no answer yet."
    photo.main.show_documents([attach(own_shop, "underbody.png", png())])
    remarks.main.set_text("none")
    hands.press(ENTER, CTRL)

    (inspection,) = inspections_of(own_shop, NUMBER)
    assert [each.failed for each in inspection.body.findings] == [True, True, False, False]
    assert inspection.body.findings[0] == Finding(point=1, value=Decimal("1.2"), failed=True)
    jobs = [job.complaint for job in order(own_shop, NUMBER).order.sheet.jobs]
    assert jobs[2:] == ["Tread, front left: 1.2 mm", "Wiper blades: torn"]
    assert hands.went[-1] == Place("order", NUMBER)
    assert "Inspection saved: 2 points failed" in hands.told


def test_what_was_answered_and_not_saved_comes_back(hands, own_shop):
    save_inspection_template(own_shop, SPRING)
    page = hands.go("inspect_order", NUMBER)
    page.rows[0].main.set_text("5.5")
    page.rows[1].main.set_value("good")
    page.rows[3].failed.tick.setChecked(True)
    hands.go("service")
    page.show_key("")
    hands.settle()
    page = hands.go("inspect_order", NUMBER)
    hands.settle()

    assert (page.rows[0].main.text, page.rows[1].main.value) == ("5.5", "good")
    assert page.rows[3].failed.checked


def test_a_template_is_written_by_keys_changed_and_dropped(hands, own_shop):
    page = hands.go("inspection_templates")
    assert isinstance(page, InspectionTemplatesPage)
    assert hands.focus is page.name.line
    type_in("Spring check")
    first = page.editors[0]
    first.text.setFocus()
    type_in("Wiper blades")
    first.answers.setFocus()
    type_in("good / worn!")
    hands.press(Qt.Key.Key_J, CTRL)
    second = page.editors[1]
    type_in("Tread")
    second.kind.set_value(PointKind.MEASURE)
    assert not second.answers.isVisible()
    second.least.set_text("1.6")
    second.unit.set_text("mm")
    hands.press(ENTER, CTRL)

    (kept,) = inspection_page(own_shop, NUMBER).templates
    assert kept.name == "Spring check"
    assert (kept.points[0].choices, kept.points[0].failing) == (("good", "worn"), ("worn",))
    assert (kept.points[1].minimum, kept.points[1].unit) == (Decimal("1.6"), "mm")
    assert page.editors[0].answers.text == "good / worn!"

    page.editors[0].answers.set_text("good")
    hands.press(ENTER, CTRL)
    assert page.editors[0].answers.is_faulty
    stand_on(hands, page.drop)
    assert inspection_page(own_shop, NUMBER).templates == ()


def test_an_order_without_a_template_says_what_to_do(hands):
    page = hands.go("inspect_order", NUMBER)
    assert page.nothing.isVisible()
    assert not page.save.isEnabled()
    stand_on(hands, page.edit)
    assert hands.went[-1] == Place("inspection_templates")


@pytest.mark.parametrize("scale", [1.0, 1.25, 2.0])
def test_what_is_measured_at_a_point_stands_in_one_line_in_large_letters_too(qapp, scale):
    dress_once()
    theme.set_theme(scale=scale)
    try:
        editor = PointEditor(())
        editor.kind.set_value(PointKind.MEASURE)
        for top in shown(wrap(column(editor, None))):
            top.resize(theme.u(760), 400)
            rest(top)
            assert len({each.y() for each in (editor.least, editor.most, editor.unit)}) == 1
    finally:
        theme.set_theme(scale=1.0)


def test_the_unit_of_a_point_is_written_as_the_language_writes_it_and_kept_alike(hands, own_shop):
    hands.window.speak("th")
    hands.settle()
    page = hands.go("inspection_templates")
    page.name.set_text("ดอกยาง")
    point = page.editors[0]
    point.text.set_text("ความลึก")
    point.kind.set_value(PointKind.MEASURE)
    point.unit.set_text("มม.")
    hands.press(ENTER, CTRL)
    (kept,) = inspection_page(own_shop, NUMBER).templates
    assert kept.points[0].unit == "mm"
    assert page.editors[0].unit.text == "มม."
    hands.window.speak("en")
    hands.settle()
    assert page.editors[0].unit.text == "mm"
