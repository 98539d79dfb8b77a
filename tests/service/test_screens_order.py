"""The page of one order: changed, moved on, handed over, corrected; what others keep meanwhile is not overwritten."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hands import CTRL, ENTER
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QLabel
from screen import ESCAPE, Hands, at_the_window
from workshop import COOLING, LOGGED, VIN

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.usecases.changing import SignIn, switch_sign_in, take_on
from lifecycle_desk.desktop.forms import stored_draft
from lifecycle_desk.desktop.look.parts import FilterChip
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.orders.rules.orders import Job
from lifecycle_desk.stages.service.orders.rules.states import OrderState
from lifecycle_desk.stages.service.orders.screens.working.page import OneOrderPage
from lifecycle_desk.stages.service.orders.usecases.orders import (
    change_repair_order,
    log_repair_order,
    open_repair_order,
)
from lifecycle_desk.stages.service.orders.usecases.requests import ChangeRepairOrder, MoveRepairOrder, OpenRepairOrder
from lifecycle_desk.stages.service.orders.usecases.showing import OrderPage, order
from lifecycle_desk.stages.service.orders.usecases.transitions import move_repair_order

BOOKED, IN_WORK, WAITING, CHECK, READY, HANDED_OVER, CANCELLED = OrderState
NUMBER = "RO-2026-0001"


@pytest.fixture
def hands(own_shop: UserSession, qtbot) -> Iterator[Hands]:
    open_repair_order(own_shop, OpenRepairOrder(vin=VIN, jobs=(COOLING,), odometer_in=Distance(47_990)))
    with at_the_window(own_shop, qtbot) as found:
        yield found


def opened(hands: Hands, key: str = NUMBER) -> OneOrderPage:
    page = hands.go("order", key)
    assert isinstance(page, OneOrderPage)
    return page


def kept(user: UserSession) -> OrderPage:
    return order(user, NUMBER)


def move(user: UserSession, *states: OrderState) -> None:
    for state in states:
        move_repair_order(user, MoveRepairOrder(NUMBER, state))


def change(user: UserSession, job: Job) -> None:
    """Somebody else saves the order with another job."""
    asked = ChangeRepairOrder(number=NUMBER, revision=1, jobs=(job,), odometer_in=Distance(47_990))
    change_repair_order(user, asked)


def test_an_order_shows_what_it_is_and_whose(hands):
    page = opened(hands)
    assert (page.head.number.text(), page.head.state.text()) == (NUMBER, "Booked")
    assert (page.head.plate.text(), page.head.vehicle.text()) == ("3กข 4821", "MG4 Electric 64 kWh")
    assert (page.head.owner.text(), page.head.phone.text()) == ("สิริพร ชัยสิทธิ์", "089 555 0177")
    assert page.reception.odometer.text == "47,990"
    assert page.jobs.cards[0].complaint.text == COOLING.complaint
    assert [row.amount.text() for row in page.jobs.cards[0].rows] == ["690.00", "2,840.00", "2,496.00"]
    assert page.bar.summary.text() == "Customer pays ฿2,670.72"
    assert hands.window.windowTitle().startswith(NUMBER)


def test_what_is_changed_is_saved_with_its_key(hands, own_shop):
    page = opened(hands)
    assert not page.save.isEnabled()
    assert hands.focus is page.reception.odometer.line
    hands.press(Qt.Key.Key_A, CTRL)
    hands.write("48,001")
    assert page.save.isEnabled()
    hands.press(Qt.Key.Key_S, CTRL)
    hands.until(lambda: kept(own_shop).order.revision == 2)
    assert kept(own_shop).order.sheet.odometer_in == Distance(48_001)
    hands.until(lambda: not page.save.isEnabled())
    assert hands.told[-1] == "RO-2026-0001 saved"


def test_the_next_step_saves_first_and_moves_then(hands, own_shop):
    page = opened(hands)
    page.jobs.cards[0].cause.lines.setFocus()
    page.jobs.cards[0].cause.set_text("The fan stands still.")
    hands.press(ENTER, CTRL)
    hands.until(lambda: kept(own_shop).order.state is IN_WORK)
    assert kept(own_shop).order.sheet.jobs[0].cause == "The fan stands still."
    hands.until(lambda: page.head.state.text() == "In progress")
    assert page.primary.text() == "To quality check"
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.until(lambda: page.head.state.text() == "Booked")


def test_an_order_goes_all_the_way_with_one_key(hands, own_shop):
    page = opened(hands)
    for state in (IN_WORK, CHECK, READY):
        hands.press(ENTER, CTRL)
        hands.until(lambda state=state: page.head.state.text() == translator().current(state.label))
    hands.press(ENTER, CTRL)
    assert page.panel.isVisible()
    assert hands.focus is page.panel.odometer.line
    hands.write("47,995")
    hands.press(ENTER, CTRL)
    hands.until(lambda: kept(own_shop).order.state is HANDED_OVER)

    closed = kept(own_shop).order
    assert closed.sheet.odometer_out == Distance(47_995)
    hands.until(page.correct.isVisible)
    assert page.primary.isHidden()
    assert page.reception.odometer.line.isReadOnly()
    assert page.jobs.cards[0].complaint.lines.isReadOnly()
    assert not page.jobs.add.isVisible()


def test_handing_over_can_wait(hands, own_shop):
    move(own_shop, IN_WORK, CHECK, READY)
    page = opened(hands, f"{NUMBER}/hand-over")
    hands.until(page.panel.isVisible)
    hands.press(ESCAPE)
    assert page.panel.isHidden()


def test_what_is_missing_before_the_handover_is_said_and_led_to(hands, own_shop):
    first = kept(own_shop).order
    bare = replace(COOLING, correction="")
    change_repair_order(own_shop, ChangeRepairOrder(number=NUMBER, revision=first.revision, jobs=(bare,)))
    move(own_shop, IN_WORK, CHECK, READY)
    page = opened(hands)
    assert page.bar.missing.text() == "2 items outstanding"
    assert len({each.height() for each in page.before._rows.parts}) == 1  # those with a button as those without
    hands.press(ENTER, CTRL)
    hands.write("48,000")
    hands.press(ENTER, CTRL)
    correction = page.jobs.cards[0].correction
    hands.until(lambda: correction.is_faulty)
    assert hands.focus is correction.lines
    assert kept(own_shop).order.state is READY


def test_what_somebody_else_kept_meanwhile_stands_beside_ones_own_and_both_are_saved(hands, own_shop):
    page = opened(hands)
    page.jobs.cards[0].cause.set_text("Mine.")
    (job,) = kept(own_shop).order.sheet.jobs
    change_repair_order(
        own_shop, ChangeRepairOrder(number=NUMBER, revision=1, jobs=(replace(job, complaint="Theirs."),))
    )
    hands.until(page.meanwhile.isVisible)
    assert (page.jobs.cards[0].complaint.text, page.jobs.cards[0].cause.text) == ("Theirs.", "Mine.")
    assert not page.meanwhile.clashes.isVisible()
    hands.press(Qt.Key.Key_S, CTRL)
    hands.until(lambda: kept(own_shop).order.sheet.jobs[0].cause == "Mine.")
    assert kept(own_shop).order.sheet.jobs == (replace(job, complaint="Theirs.", cause="Mine."),)
    assert page.meanwhile.isHidden()


def test_of_a_field_that_both_changed_one_value_is_chosen_and_the_others_are_kept(hands, own_shop):
    page = opened(hands)
    page.jobs.cards[0].cause.set_text("Mine.")
    page.reception.odometer.set_text("48000")
    (job,) = kept(own_shop).order.sheet.jobs
    change(own_shop, replace(job, cause="Theirs."))
    hands.until(page.meanwhile.clashes.isVisible)
    said = [each.text() for each in page.meanwhile.clashes.findChildren(QLabel)]
    assert "Job 1 · Cause" in said
    mine, theirs = page.meanwhile.clashes.findChildren(FilterChip)
    assert (mine.text(), theirs.text()) == ("Yours: Mine.", "Theirs: Theirs.")
    assert (mine.isChecked(), page.jobs.cards[0].cause.text) == (True, "Mine.")
    theirs.click()
    assert (mine.isChecked(), page.jobs.cards[0].cause.text) == (False, "Theirs.")
    hands.press(Qt.Key.Key_S, CTRL)
    hands.until(lambda: kept(own_shop).order.sheet.odometer_in == Distance(48_000))
    assert kept(own_shop).order.sheet.jobs == (replace(job, cause="Theirs."),)


def test_a_draft_that_was_left_before_somebody_else_changed_the_order_is_put_together_with_it(hands, own_shop):
    page = opened(hands)
    page.jobs.cards[0].cause.set_text("Mine.")
    hands.go("vehicles")
    (job,) = kept(own_shop).order.sheet.jobs
    change_repair_order(
        own_shop, ChangeRepairOrder(number=NUMBER, revision=1, jobs=(replace(job, complaint="Theirs."),))
    )
    hands.go("order", "RO-2026-0009")
    page = opened(hands)
    hands.until(page.meanwhile.isVisible)
    assert (page.jobs.cards[0].complaint.text, page.jobs.cards[0].cause.text) == ("Theirs.", "Mine.")
    page.meanwhile.action.click()
    hands.until(lambda: page.jobs.cards[0].cause.text != "Mine.")
    assert page.meanwhile.isHidden()
    assert not page.save.isEnabled()


def test_a_move_of_somebody_else_leaves_what_is_typed(hands, own_shop):
    page = opened(hands)
    page.jobs.cards[0].cause.set_text("Mine.")
    move(own_shop, IN_WORK)
    hands.until(lambda: page.head.state.text() == "In progress")
    assert page.jobs.cards[0].cause.text == "Mine."
    hands.press(Qt.Key.Key_S, CTRL)
    hands.until(lambda: kept(own_shop).order.sheet.jobs[0].cause == "Mine.")


def test_what_was_not_saved_comes_back(hands, own_shop):
    page = opened(hands)
    page.jobs.cards[0].cause.set_text("Half a sentence")
    hands.go("service")
    open_repair_order(own_shop, OpenRepairOrder(vin=VIN))
    opened(hands, "RO-2026-0002")
    assert page.jobs.cards == []
    opened(hands)
    assert page.jobs.cards[0].cause.text == "Half a sentence"
    assert page.save.isEnabled()


def test_a_closed_order_is_corrected_with_a_reason(own_shop, qtbot):
    log_repair_order(own_shop, LOGGED)
    with at_the_window(own_shop, qtbot) as hands:
        page = opened(hands)
        assert hands.focus is page.print
        page.correct.click()
        hands.press(ENTER)
        assert page.why_correct.field.is_faulty
        hands.write("A digit was missing")
        assert page.correcting.isVisible()
        hands.press(Qt.Key.Key_A, CTRL)
        hands.write("48,990")
        hands.press(ENTER, CTRL)
        hands.until(lambda: kept(own_shop).order.sheet.odometer_in == Distance(48_990))
        hands.until(page.correcting.isHidden)
        assert page.reception.odometer.line.isReadOnly()
    found = kept(own_shop)
    assert found.steps[-1].said.why == "A digit was missing"
    assert len(found.revisions) == 2
    assert found.order.sheet.odometer_out == LOGGED.odometer_out


def test_a_correction_that_is_given_up_changes_nothing(own_shop, qtbot):
    log_repair_order(own_shop, LOGGED)
    with at_the_window(own_shop, qtbot) as hands:
        page = opened(hands)
        page.correct.click()
        hands.write("Perhaps")
        page.jobs.cards[0].cause.set_text("Something else")
        page._drafts.keep()  # as it is every two seconds
        page.correcting.action.click()
        hands.until(page.correcting.isHidden)
        hands.until(lambda: page.jobs.cards[0].cause.text == COOLING.cause)
    assert kept(own_shop).order.revision == 1


def test_an_order_is_cancelled_and_that_is_taken_back(hands, own_shop):
    page = opened(hands)
    page.why_cancel.ask()
    hands.write("The customer did not come")
    hands.until(lambda: kept(own_shop).order.state is CANCELLED)
    hands.until(page.primary.isHidden)
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.until(lambda: kept(own_shop).order.state is BOOKED)


def test_an_order_is_not_warned_of_its_own_reading(hands):
    page = opened(hands)
    hands.press(Qt.Key.Key_A, CTRL)
    hands.write("47,900")
    hands.settle()
    assert page.reception.odometer.level == "echo"
    page.reception.odometer.line.setFocus()
    hands.press(Qt.Key.Key_A, CTRL)
    hands.write("900")
    hands.until(lambda: page.reception.odometer.level == "warning")


def test_printing_goes_to_the_papers_of_the_order(hands):
    opened(hands)
    hands.press(Qt.Key.Key_P, CTRL)
    hands.settle()
    assert (hands.went[-1].page, hands.went[-1].key) == ("reports", f"order:{NUMBER}")


def test_files_and_pictures_are_added(hands, own_shop, tmp_path):
    page = opened(hands)
    invoice = tmp_path / "invoice <b>7 & 8.pdf"
    invoice.write_bytes(b"%PDF-1.7 an invoice")
    page.documents.add([invoice])
    hands.until(lambda: kept(own_shop).documents)
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkGreen)
    given = QMimeData()
    given.setImageData(picture)
    QGuiApplication.clipboard().setMimeData(given)
    assert page.documents.paste()
    hands.until(lambda: len(kept(own_shop).documents) == 2)
    urls = QMimeData()
    urls.setUrls([QUrl.fromLocalFile(str(invoice))])
    QGuiApplication.clipboard().setMimeData(urls)
    assert page.documents.paste()
    QGuiApplication.clipboard().setText("only words")
    assert not page.documents.paste()
    hands.settle()
    assert {each.name for each in kept(own_shop).documents} == {"invoice <b>7 & 8.pdf", "Pasted picture.png"}


def test_who_may_not_add_files_is_told_when_they_are_pasted_or_dropped(hands, own_shop, tmp_path):
    take_on(own_shop, Member("suda", "Suda Rattana", Role.MANAGER))
    take_on(own_shop, Member("prija", "Prija K.", Role.AUDITOR))
    switch_sign_in(own_shop, SignIn(on=True))
    hands.window.app.become("prija")
    page = opened(hands)
    hands.until(page.documents.attach.toolTip)
    invoice = tmp_path / "invoice.pdf"
    invoice.write_bytes(b"%PDF-1.7 an invoice")
    urls = QMimeData()
    urls.setUrls([QUrl.fromLocalFile(str(invoice))])
    QGuiApplication.clipboard().setMimeData(urls)
    assert page.documents.paste()
    assert "Suda Rattana" in hands.told.pop()
    entering = QDragEnterEvent(
        QPointF(9, 9), Qt.DropAction.CopyAction, urls, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    entering.ignore()
    page.dragEnterEvent(entering)
    assert not entering.isAccepted()
    assert "Suda Rattana" in hands.told.pop()
    hands.settle()
    assert not kept(own_shop).documents


def test_the_history_tells_who_did_what(hands, own_shop):
    move(own_shop, IN_WORK, WAITING)
    page = opened(hands)
    texts = [label.text() for label in page.history.findChildren(type(page.head.owner))]
    assert texts[1] == "Waiting for parts"
    assert "In progress" in texts


def test_an_order_speaks_another_language_and_reads_what_it_wrote(hands, own_shop):
    page = opened(hands)
    page.reception.promised.set_text("+1 15:30")
    page.reception.edited.emit()
    before = page.reception.promised.value
    for code in ("th", "ar", "zh_CN", "es", "en"):
        translator().set_language(spoken(own_shop, code))
        assert page.reception.promised.value == before, code
        assert page.reception.odometer.validate(), code
        assert page.reception.odometer.value == Distance(47_990)


def test_another_language_marks_no_order_as_changed_and_leaves_no_draft(own_shop, qtbot):
    promised = datetime(2026, 12, 3, 8, 30, tzinfo=UTC)
    open_repair_order(own_shop, OpenRepairOrder(vin=VIN, jobs=(COOLING,), promised=promised))
    with at_the_window(own_shop, qtbot) as hands:
        page = opened(hands)
        before = page.reception.promised.text
        for code in ("ar", "th", "en"):
            hands.window.speak(code)
            assert not page.save.isEnabled(), code
        assert page.reception.promised.text == before
        page.may_leave()
        hands.window.app.writes.settle()
    assert stored_draft(own_shop.store, "repair_order_sheet", NUMBER) is None
