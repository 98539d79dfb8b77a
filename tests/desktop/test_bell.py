"""The bell keeps what happened in the background: how work ended, what others wrote, and what one would do next."""

import json
from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.steps import Step
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop import words
from lifecycle_desk.desktop.happened import MOST
from lifecycle_desk.desktop.look.parts import Button
from lifecycle_desk.desktop.pages import PaletteCommand, Place
from lifecycle_desk.desktop.window import Window
from lifecycle_desk.stages.service.catalogue.usecases.changing import UndoCatalogue, undo_catalogue
from lifecycle_desk.store.open_places import OpenPlaces
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Note, add_vehicle, note_event

BACKING_UP = N_("Backing up")


@pytest.fixture
def window(bare_window: Window) -> Window:
    return bare_window


def said(window: Window) -> list[tuple[object, object, str]]:
    return [(each.said, each.detail, each.icon) for each in window.app.happened.entries]


def works(*, fails: bool = False):
    yield Step(0)
    if fails:
        raise OSError("no room")
    return 7


def test_long_work_that_says_nothing_by_itself_is_kept_with_how_it_ended(window, qtbot):
    window.app.run_long(works(), name=BACKING_UP)
    qtbot.waitUntil(lambda: bool(window.app.happened.entries))
    assert said(window) == [(BACKING_UP, words.FINISHED, "circle-check")]


def test_what_long_work_tells_in_a_toast_is_kept_in_the_same_words_and_not_twice(window, qtbot):
    window.app.run_long(works(), lambda _: window.app.show_toast(N_("Saved"), N_("Close")), name=BACKING_UP)
    qtbot.waitUntil(lambda: bool(window.app.happened.entries))
    assert said(window) == [("Saved", "Close", "circle-check")]


def test_a_toast_of_what_somebody_did_here_is_not_kept(window):
    window.app.show_toast(N_("Saved"))
    assert said(window) == []


def test_long_work_that_fails_is_kept_as_failed(window, qtbot):
    window.app.run_long(works(fails=True), failed=lambda _: None, name=BACKING_UP)
    qtbot.waitUntil(lambda: bool(window.app.happened.entries))
    assert said(window) == [(BACKING_UP, words.FAILED, "alert-circle")]


def test_what_another_program_wrote_rings_once(window, qtbot):
    window.app.look_around(every=60_000)
    window.app.reads.finish()
    other = open_store(window.app.user.store.where)
    for number in (1, 2):
        add_vehicle(
            UserSession(other, None, window.app.user.authorise),
            AddVehicle(f"LSJWH4095PN00000{number}", date(2026, 1, 2)),
        )
        window.app._look_around()
        qtbot.waitUntil(lambda: not window.app._looking)
    other.close()
    assert said(window) == [("Records updated by another program", "", "users")]


def test_the_bell_tells_how_many_are_new_until_somebody_looks(window, qtbot):
    bell = window.bar.bell
    assert bell.accessibleName() == "Activity"
    window.app.happened.note(BACKING_UP)
    window.app.happened.note(N_("Saved"))
    assert bell.accessibleName() == "Activity: 2 new"
    QTest.mouseClick(bell, Qt.MouseButton.LeftButton)
    assert window.happened.is_open
    shown = [each.text() for each in window.happened.box.findChildren(QLabel)]
    assert shown.index("Saved") < shown.index("Backing up")
    assert bell.accessibleName() == "Activity"


def test_the_panel_closes_by_escape_and_by_a_click_beside_it(window):
    for close in (
        lambda: QTest.keyClick(window.happened.close, Qt.Key.Key_Escape),
        lambda: QTest.mouseClick(window.happened._catcher, Qt.MouseButton.LeftButton, pos=QPoint(4, 4)),
    ):
        window.bar.bell.click()
        assert window.happened.is_open
        close()
        assert not window.happened.is_open


def test_what_one_would_do_next_is_done_from_the_panel(window):
    done = []
    window.app.happened.note(N_("Saved"), then=(PaletteCommand(N_("Close"), "x", done.append),))
    window.bar.bell.click()
    (offer,) = [each for each in window.happened.box.findChildren(Button) if each.text() == "Close"]
    offer.click()
    assert done == [window.app]
    assert not window.happened.is_open


def offers(window: Window, words: str) -> list[Button]:
    if not window.happened.is_open:
        window.bar.bell.click()
    shown = window.happened.box.findChildren(Button)
    return [each for each in shown if each.text() == words and each.isVisible()]


def test_the_undo_of_long_work_is_offered_in_the_panel_after_its_toast_and_only_while_it_stands(window, qtbot):
    user = window.app.user
    add_vehicle(user, AddVehicle("LSJWH4095PN000001", date(2026, 1, 2)))
    noted = note_event(user, Note("LSJWH4095PN000001", date(2026, 1, 3), "imported"))
    back = note_event.undo(noted.value)

    def done(_: object) -> None:
        window.app.show_toast(N_("Saved"), undo=window.app.undone_by(*back))

    window.app.run_long(works(), done, name=BACKING_UP)
    qtbot.waitUntil(lambda: bool(window.app.happened.entries))
    window.notices.toast.go()
    (offer,) = offers(window, "Undo")
    with qtbot.waitSignal(window.app.told):
        offer.click()
    with user.store.reading() as tx:
        assert [each.corrects for each in life.told(tx, "LSJWH4095PN000001")][-1] is not None
    assert offers(window, "Undo") == []


def test_an_undo_that_is_refused_is_offered_again(window, qtbot):
    window.app.run_long(
        works(),
        lambda _: window.app.show_toast(N_("Saved"), undo=window.app.undone_by(undo_catalogue, UndoCatalogue(7))),
        name=BACKING_UP,
    )
    qtbot.waitUntil(lambda: bool(window.app.happened.entries))
    (offer,) = offers(window, "Undo")
    with qtbot.waitSignal(window.app.failed):
        offer.click()
    qtbot.waitUntil(lambda: not window.app.long.busy)
    assert len(offers(window, "Undo")) == 1


def test_no_more_are_kept_than_one_reads(window):
    for number in range(MOST + 5):
        window.app.happened.note(BACKING_UP, str(number))
    assert len(window.app.happened.entries) == MOST
    assert window.app.happened.unseen == MOST


def test_that_the_server_is_away_stands_over_every_page_until_it_is_back(window):
    window.app.linked.emit(False)
    assert window.away.isVisible()
    window.app.linked.emit(True)
    assert window.away.isHidden()


def test_who_else_has_the_place_open_is_said_over_it_and_gone_with_it(window):
    said: list[str] = []
    places = OpenPlaces("mine", said.append)
    window.who._places = places
    places.heard.append(window.who._heard.emit)
    window.who.stand_at(Place("vehicle", "LSJWH4095PN000001"))
    place = {"mark": "theirs", "who": "Somchai", "seat": "Reception 2", "place": "vehicle:LSJWH4095PN000001"}
    places.hear(json.dumps(place))
    QCoreApplication.processEvents()
    assert window.who.isVisible()
    assert "Somchai has this open (Reception 2)." in [each.text() for each in window.who.findChildren(QLabel)]
    places.hear(json.dumps(place | {"place": ""}))
    QCoreApplication.processEvents()
    assert window.who.isHidden()
