"""Second-hand cars on the screen, by key presses alone: from a walk round the car to its trade-in."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from random import Random

import pytest
from hands import CTRL, ENTER, PLAIN, go, press, rest, said, shown, type_in
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from trade_story import MARKS, ON, OWNER, STRANGE, VIN, appraisal, in_use, sheet, trade_in
from trade_window import trade_window

from lifecycle_desk.base.clock import standing_at
from lifecycle_desk.base.money import Money
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.pages import Badge, Place
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.overview.usecases.demo.pictures import photo
from lifecycle_desk.stages.transfer.appraisal.usecases import appraise_vehicle
from lifecycle_desk.stages.transfer.condition.rules.condition import Answer, Axle, ItemAnswer, Season, Wheel
from lifecycle_desk.stages.transfer.condition.rules.diagram import diagram
from lifecycle_desk.stages.transfer.condition.rules.grading import Grade, graded, grades
from lifecycle_desk.stages.transfer.condition.rules.marks import DamageKind
from lifecycle_desk.stages.transfer.condition.usecases import save_condition
from lifecycle_desk.stages.transfer.pages import PAGES, PICTURES
from lifecycle_desk.stages.transfer.trade_in.rules.trade import TradeList
from lifecycle_desk.stages.transfer.trade_in.screens.facts import condition_facts
from lifecycle_desk.stages.transfer.trade_in.usecases.showing import trade_page
from lifecycle_desk.stages.transfer.trade_in.usecases.trading import take_in_trade
from lifecycle_desk.vehicle.rules.life import Stage
from lifecycle_desk.vehicle.rules.models import Energy
from lifecycle_desk.vehicle.usecases.showing import page


@pytest.fixture
def window(own_user: UserSession, qapp) -> Iterator[Window]:
    in_use(own_user)
    yield from shown(trade_window(own_user))


def shows(window: Window, name: str):
    """The page that is shown, once it is there with what it shows."""
    rest(window)
    assert window.place is not None
    assert window.place.page == name
    return window.page()


def focus():
    return QApplication.focusWidget()


def test_a_technician_walks_round_the_car_without_a_mouse(window):
    page = go(window, "condition", VIN)
    drawing = page.marks.drawing
    assert focus() is drawing
    assert drawing.here.part.id == "left_front_door"
    press(window, Qt.Key.Key_D)
    press(window, Qt.Key.Key_F2)
    assert focus() is page.marks.size_mm.line
    type_in(window, "45", "by a shopping trolley")
    press(window, ENTER)
    assert focus() is drawing
    press(window, Qt.Key.Key_Right)
    assert drawing.here.part.id != "left_front_door"
    press(window, ENTER)  # the same kind again
    press(window, Qt.Key.Key_K)
    press(window, Qt.Key.Key_Delete)
    first, second = page.marks.marks
    assert (first.kind, first.size_mm, first.note) == (DamageKind.DENT, 45, "by a shopping trolley")
    assert (second.kind, second.part) == (DamageKind.DENT, drawing.here.part.id)

    press(window, Qt.Key.Key_J, CTRL)
    assert focus() is page.tyres.lines[0].tread.line
    type_in(window, "5,5".replace(",", "."), "1023", "Giti", "")
    page.tyres.lines[0].season.set_value(Season.SUMMER)
    for line in page.tyres.lines[1:]:
        line.tread.setFocus()
        type_in(window, "4")
    press(window, Qt.Key.Key_J, CTRL)
    assert focus() is page.brakes.lines[Axle.FRONT][0].line
    type_in(window, "1.5", "21", "22")
    press(window, Qt.Key.Key_J, CTRL)
    assert focus() is page.power.health.line
    type_in(window, "91.5")
    press(window, Qt.Key.Key_J, CTRL)
    assert focus() is page.answers
    for item in page.answers.order():
        assert page.answers.current().key == item
        press(window, Qt.Key.Key_F if item == "floor_mats" else Qt.Key.Key_P)
    press(window, Qt.Key.Key_J, CTRL)
    assert focus() is page.keys.line
    type_in(window, "2", "0", "48,200 km")
    press(window, ENTER, CTRL)

    shows(window, "second_hand")
    told = trade_page(window.app.user, VIN).condition
    assert [(each.wheel, each.make, each.dot) for each in told.said.tyres][:2] == [
        (Wheel.FRONT_LEFT, "Giti", "1023"), (Wheel.REAR_LEFT, "Giti", "1023"),
    ]  # fmt: skip
    assert {each.item: each.answer for each in told.said.answers}["floor_mats"] is Answer.MISSING
    assert told.graded.grade is Grade.D  # by the brakes
    assert (told.said.keys, told.said.odometer.km, len(told.said.marks)) == (2, 48_200, 2)


def test_a_click_sets_a_mark_where_it_was_made_and_a_click_on_it_chooses_it(window):
    page = go(window, "condition", VIN)
    drawing = page.marks.drawing
    for x, y in ((240.0 + 240, 270.0), (460.0, 250.0)):  # on the roof and the windscreen, from above
        at = drawing.on_screen((x, y))
        QTest.mouseClick(drawing, Qt.MouseButton.LeftButton, pos=QPoint(round(at.x()), round(at.y())))
    assert [each.part for each in page.marks.marks] == ["roof", "roof"]
    assert abs(page.marks.marks[0].x - 480) <= 2
    at = drawing.on_screen((page.marks.marks[0].x, page.marks.marks[0].y))
    QTest.mouseClick(drawing, Qt.MouseButton.LeftButton, pos=QPoint(round(at.x()), round(at.y())))
    assert (len(page.marks.marks), drawing.chosen) == (2, 0)


def test_drawing_and_list_stand_on_one_mark_and_on_none_where_a_part_has_none(window):
    save_condition(window.app.user, sheet())
    page = go(window, "condition", VIN)
    panel, drawing = page.marks, page.marks.drawing

    def told() -> tuple[str, int]:
        return drawing.here.part.id, panel.list.currentIndex().row()

    assert told() == (MARKS[-1].part, len(MARKS) - 1)
    panel.list.setCurrentIndex(panel.list.rows.index(0, 0))
    assert told() == (MARKS[0].part, 0)
    high = panel.height()
    bare = next(each for each in diagram().zones if each.part.id not in {mark.part for mark in MARKS})
    drawing.stand_on(bare)
    rest(window)
    assert (told(), drawing.chosen, panel.height()) == ((bare.part.id, -1), -1, high)
    press(window, Qt.Key.Key_Delete)  # of no other part
    assert tuple(panel.marks) == MARKS


def test_a_sheet_that_was_left_comes_back_as_it_was(window):
    page = go(window, "condition", VIN)
    press(window, Qt.Key.Key_S)
    page.answers.setFocus()
    press(window, Qt.Key.Key_N)
    go(window, "transfer")
    rest(window)
    page = go(window, "condition", VIN)
    assert [each.kind for each in page.marks.marks] == [DamageKind.SCRATCH]
    assert [each.answer for each in page.answers.answers.values()] == [Answer.NOT_DONE]
    assert trade_page(window.app.user, VIN).condition is None


def test_an_unfinished_sheet_says_what_is_missing_and_goes_there(window):
    page = go(window, "condition", VIN)
    press(window, ENTER, CTRL)
    assert focus() is page.tyres.lines[0].tread.line
    for line in page.tyres.lines:
        line.tread.setFocus()
        type_in(window, "5")
    press(window, ENTER, CTRL)
    assert "no answer yet" in page.bar.missing.text()
    assert focus() is page.answers


def test_what_is_too_thin_or_no_date_is_said_beside_its_field(window):
    page = go(window, "condition", VIN)
    page.tyres.lines[0].tread.setFocus()
    type_in(window, "1.5", "9923")
    page.power.insulation.setFocus()
    type_in(window, "100", "400", "")
    line = page.tyres.lines[0]
    assert (line.tread.level, line.dot.level, page.power.insulation.level) == ("warning", "fault", "warning")


def test_a_car_is_appraised_and_taken_in_step_by_step(window):
    save_condition(window.app.user, sheet())
    page = go(window, "second_hand", VIN)
    press(window, Qt.Key.Key_N, CTRL)
    form = page.panel.entry.fields._form
    assert focus() is form.value.line
    assert not any(field.is_faulty for field in form.form.fields.values())
    assert [amount.cost.text for amount in form.costs.rows] == ["1,150.00", "1,725.00", "345.00"]
    type_in(window, "550,000")
    form.margin.setFocus()
    type_in(window, "40,000")
    form.costs.rows[0].cost.set_text("")
    form.costs.rows[0].cost.setFocus()
    type_in(window, "4,500")
    press(window, ENTER, CTRL)
    told = trade_page(window.app.user, VIN).appraisal
    assert told.amounts.value == Money(55_000_000, "THB")
    assert len(told.said.costs) == 3

    press(window, Qt.Key.Key_N, CTRL)
    form = shows(window, "trade_in")
    assert (form.vin.vin, form.owner.text) == (VIN, OWNER.name)
    assert form.form["offered"].value == told.amounts.offer
    form.form["agreed"].setFocus()
    type_in(window, "500,000", "48,300", "2", "1", "Yard C")
    press(window, ENTER, CTRL)
    shows(window, "second_hand")
    found = trade_page(window.app.user, VIN)
    assert (found.taken_in.said.agreed, found.taken_in.said.keys) == (Money(50_000_000, "THB"), 2)
    assert found.figures.stage is Stage.FOR_SALE_AGAIN
    assert found.standing.which is TradeList.FOR_SALE
    assert "2 keys · 1 key card" in said(window.page())


def test_a_cost_without_its_amount_is_asked_for(window):
    page = go(window, "second_hand", VIN)
    page.panel.close_up()
    card = page.cards[1]
    card.buttons[0].click()
    rest(window)
    form = page.panel.entry.fields._form
    type_in(window, "100,000")
    form.margin.setFocus()
    type_in(window, "1")
    form.costs.add.click()
    type_in(window, "New windscreen")
    press(window, ENTER, CTRL)
    assert form.costs.rows[0].cost.is_faulty
    assert trade_page(window.app.user, VIN).appraisal is None


def test_a_strange_car_is_described_in_the_same_form(window):
    form = go(window, "trade_in")
    assert focus() is form.vin.line
    type_in(window, STRANGE, "")
    rest(window)
    assert form._strange.isVisible()
    form.model.make.setFocus()
    type_in(window, "MG", "MG4 Electric")
    form.owner.name.setFocus()
    type_in(window, "Ana Gil")
    press(window, ENTER, CTRL)
    shows(window, "second_hand")
    told = page(window.app.user, STRANGE)
    assert (told.description["make"], told.figures.stage) == ("MG", Stage.FOR_SALE_AGAIN)
    assert trade_page(window.app.user, STRANGE).taken_in.seller.name == "Ana Gil"


def test_a_trade_in_begins_anew_each_time(window):
    form = go(window, "trade_in", VIN)
    rest(window)
    assert OWNER.name == form.owner.text
    assert form.about.text()
    with standing_at(datetime(2026, 12, 3, 9, tzinfo=UTC)):
        go(window, "trade_in")
        assert (form.about.text(), form.owner.text, form._strange.isVisible()) == ("", "", False)
        assert form.form["on"].value == date(2026, 12, 3)
        assert form.owner.name.level == "hint"


def test_a_trade_in_that_was_left_comes_back_as_it_stood(window):
    form = go(window, "trade_in", STRANGE)
    rest(window)
    form.model.make.set_text("MG")
    form.model.energy.set_value(Energy.BEV)
    for name, text in (("plate", "5กก 11"), ("agreed", "500,000"), ("keys", "2"), ("note", "rain")):
        form.form[name].set_text(text)
    go(window, "transfer")
    rest(window)
    form = go(window, "trade_in", STRANGE)
    asked = form.form.stands()
    assert (asked.vin, asked.plate, asked.keys, asked.note) == (STRANGE, "5กก 11", 2, "rain")
    assert (asked.agreed, asked.description.make) == (Money(50_000_000, "THB"), "MG")
    assert asked.description.energy is Energy.BEV


def test_a_trade_in_without_an_owner_puts_the_keyboard_on_who_hands_it_over(window):
    form = go(window, "trade_in")
    type_in(window, STRANGE, "")
    rest(window)
    press(window, ENTER, CTRL)
    assert form.owner.name.is_faulty
    assert focus() is form.owner.name.line


def test_an_entry_is_taken_back_with_a_reason(window):
    take_in_trade(window.app.user, trade_in())
    there = go(window, "second_hand", VIN)
    there.cards[2].buttons[0].click()
    rest(window)
    type_in(window, "wrong car")
    press(window, ENTER, CTRL)
    assert page(window.app.user, VIN).figures.stage is Stage.IN_USE


def test_the_list_opens_a_car_and_the_sidebar_tells_what_waits(window):
    take_in_trade(window.app.user, trade_in())
    badge = next(each.badge for each in PAGES if each.name == "transfer")
    assert badge(window.app.user) == Badge(1)
    go(window, "transfer")
    press(window, ENTER)
    assert window.place == Place("second_hand", VIN)
    save_condition(window.app.user, sheet())
    assert badge(window.app.user) is None
    assert [name for name, _ in PICTURES[0](window.app.user)] == [
        "second-hand", "trade-in", "second-hand-of", "condition",
    ]  # fmt: skip


def test_a_car_that_is_not_bought_is_put_away(window):
    save_condition(window.app.user, sheet(marks=MARKS))
    appraise_vehicle(window.app.user, appraisal())
    there = go(window, "second_hand", VIN)
    there.cards[2].buttons[1].click()
    rest(window)
    type_in(window, "too dear")
    press(window, ENTER, CTRL)
    assert trade_page(window.app.user, VIN).standing.which is None


def test_photos_dropped_on_the_body_belong_to_the_mark_in_work_and_others_to_the_sheet(window, tmp_path):
    page = go(window, "condition", VIN)
    press(window, Qt.Key.Key_S)
    paths = []
    for number in (1, 2):
        name, content = photo(Random(number))
        paths.append(tmp_path / f"{number}-{name}")
        paths[-1].write_bytes(content)
    for path, place in zip(paths, (page.marks.drawing, page.note), strict=True):
        page._scroll.ensureWidgetVisible(place)
        rest(window)
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        at = place.mapTo(page, QPoint(20, 20))
        drop = QDropEvent(at.toPointF(), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, PLAIN)
        page.dropEvent(drop)
        rest(window)
    asked = page.read()
    assert (len(asked.marks[0].documents), len(asked.documents)) == (1, 1)
    assert asked.marks[0].documents != asked.documents


def test_a_car_that_is_looked_at_again_begins_with_its_marks(window):
    save_condition(window.app.user, sheet())
    page = go(window, "condition", VIN)
    assert tuple(page.marks.marks) == MARKS
    assert page.answers.answers == {}


def test_points_are_those_of_the_last_report_until_somebody_looks_again_and_then_a_count_so_far(window):
    save_condition(window.app.user, sheet(keys=1, key_cards=0))
    of_marks = graded(MARKS, (), grades(ON)).points
    told = trade_page(window.app.user, VIN)
    page = go(window, "condition", VIN)  # the marks of the last report, and nothing that was measured
    day = translator().current.formats.day(told.condition.on)
    assert page._points.text() == f"{told.condition.graded.points} points on {day}"
    page.answers.stand_on(page.answers.order()[0])
    page.answers.setFocus()
    press(window, Qt.Key.Key_P)
    assert page._points.text() == f"{of_marks} points so far"
    assert told.condition.graded.points > of_marks
    in_work = replace(told, condition=None, sheet=replace(told.condition, seq=None))
    points = f"{told.condition.graded.points} points"
    notes = [[fact._note.text() for fact in condition_facts(each)] for each in (told, in_work)]
    assert [points in each for each in notes] == [True, False]
    assert f"{points} so far" in notes[1]


def test_a_glance_at_a_sheet_begins_none(window):
    page = go(window, "condition", VIN)
    for field in (page.inspector, page.note, page.keys, page.odometer, page.tyres.lines[0].make):
        field.setFocus()
        rest(window)
    page.answers.setFocus()
    go(window, "transfer")
    assert trade_page(window.app.user, VIN).sheet is None


def test_what_was_noted_at_an_item_is_seen_and_stays_when_it_is_decided_anew(window):
    noted = ItemAnswer("brakes_even", Answer.PASS, "Pulls to the left")
    save_condition(window.app.user, sheet(answers=(noted,), draft=True))
    page = go(window, "condition", VIN)
    page.answers.stand_on("brakes_even")
    assert page.answers.current().detail == "Pulls to the left"
    page.answers.setFocus()
    press(window, Qt.Key.Key_F)
    assert page.answers.answers["brakes_even"] == ItemAnswer("brakes_even", Answer.FAIL, "Pulls to the left")
    page.answers.stand_on(page.answers.order()[-1])
    press(window, Qt.Key.Key_N)
    assert page.answers.here() == page.answers.order()[-1]


def test_the_cards_under_the_cars_say_what_is_next_and_what_is_bound(window, own_user):
    take_in_trade(own_user, trade_in())
    notes = go(window, "transfer").notes
    notes.look()
    rest(window)
    (step,) = notes.steps.list.rows.rows
    assert (step.detail, step.key) == ("Write the condition report", Place("second_hand", VIN))
    (bound,) = notes.bound.list.rows.rows
    assert (bound.title, bound.end_detail) == ("To inspect", "1 vehicle")
    assert any(each.isdigit() for each in bound.end)
    assert notes.longest.list.rows.rows == ()

    save_condition(own_user, sheet())
    window.app.user.store.look_around()
    notes.look()
    rest(window)
    assert notes.steps.list.rows.rows == ()
    (car,) = notes.longest.list.rows.rows
    assert (car.key, bound.end in car.detail) == (Place("second_hand", VIN), True)
