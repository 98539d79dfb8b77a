"""Campaigns on the screen: found, looked into, decided and taken in by keyboard, in any language."""

import re
from dataclasses import replace
from datetime import date

import pytest
from campaign_books import take_in, written
from hands import (
    CTRL,
    ENTER,
    HOSTILE,
    NO_WARNINGS,
    OPEN,
    all_of,
    go,
    markup,
    middle,
    nameless,
    out_of_reach,
    pause,
    press,
    rest,
    room,
    said,
    type_in,
    unsaid,
)
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from screens_window import OTHER, VIN

from lifecycle_desk.campaigns.rules.campaign import CampaignState
from lifecycle_desk.campaigns.usecases.lists import campaign, campaigns_of_car
from lifecycle_desk.campaigns.usecases.standing import (
    CampaignDoneElsewhere,
    RecordBuildDay,
    record_build_day,
    record_campaign_done,
)
from lifecycle_desk.campaigns.usecases.words import texts_shown
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.dealership.usecases.changing import SignIn, switch_sign_in, take_on
from lifecycle_desk.dealership.usecases.day import today_at
from lifecycle_desk.desktop.look.parts import InfoBar
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import LANGUAGES
from lifecycle_desk.vehicle.usecases.people import Customer, change_person
from lifecycle_desk.vehicle.usecases.showing import page as show_vehicle

pytestmark = NO_WARNINGS
STOP, MAY, TITLE = "EX-1", "EX-2", f"Coolant {HOSTILE}"
PLACES = (("campaigns", ""), ("campaign", STOP), ("campaign", MAY), ("campaign_import", ""), ("vehicle", VIN))
DATA = (
    *(STOP, MAY, TITLE, HOSTILE, VIN, OTHER, "The hose leaks.", "EX-R", "F6", "Ctrl", "N", "P", "O"),
    *("MG4 Electric", "MG", "BYD", "Anan Wongsakul", "3กข", "9กค", "kWh", "NMC", "CATL-08Z", "SAIC Motor"),
    *("km", "China", "BEV", "A rattle", "bat", *LANGUAGES.values()),
)  # fmt: skip


@pytest.fixture
def recalled(window, own_user, tmp_path):
    """A campaign that keeps the first car here, and one that may mean both."""
    stop = {"campaign_no": STOP, "title": TITLE, "type": "safety_recall", "do_not_drive": "yes", "vin": VIN}
    take_in(own_user, written(tmp_path / "c.csv", stop | {"defect": "The hose leaks.", "authority_no": "EX-R"}))
    may = {"campaign_no": MAY, "title": TITLE, "built_from": "2020-01-01"}
    take_in(own_user, written(tmp_path / "d.csv", may | {"vin_from": VIN[:3]}, may | {"vin_from": OTHER[:3]}))
    rest(window)
    return window


def state(user, vin, number):
    return next(each.standing.state for each in campaigns_of_car(user, vin) if each.campaign.number == number)


def bars(page):
    return [each for each in all_of(page, InfoBar) if "Do not drive" in " ".join(said(each))]


def test_the_list_begins_with_what_presses_and_enter_opens_it(recalled):
    page = go(recalled, "campaigns")
    model = page.body.table.long
    row = [str(model.index(0, each).data() or "") for each in range(model.columnCount())]

    assert row[:5] == [STOP, TITLE, "Safety recall", "Do not drive", "1"]
    assert page.chips.counts == {None: 2} | {key: page.chips.counts[key] for key in page.chips.counts if key}
    press(recalled, ENTER)
    assert recalled.place == Place("campaign", STOP)


def test_the_cards_under_the_campaigns_say_who_waits_who_is_not_reached_and_how_far_each_is(recalled, own_user):
    notes = go(recalled, "campaigns").notes
    first = notes.progress.list.rows.rows[0]
    assert (first.share, first.tone, first.key) == (0.0, None, Place("campaign", STOP))
    waiting = notes.waiting.list.rows.rows
    assert [(each.key, each.tone) for each in waiting] == [(Place("vehicle", VIN), None)]  # not for long
    assert "Anan Wongsakul" in waiting[0].detail
    assert "Most urgent" in said(notes)  # what keeps a car here, before what waits longest
    assert "1 vehicle whose owner has no address" in notes.unreached.list.rows.rows[0].detail
    assert notes.done.none.isVisible()

    record_campaign_done(own_user, CampaignDoneElsewhere(VIN, STOP, today_at(own_user), "Khon Kaen EV", "Invoice 7"))
    recalled.app.user.store.look_around()
    rest(recalled)
    assert {each.key.key: each.share for each in notes.progress.list.rows.rows} == {MAY: 0.0, STOP: 1.0}
    assert not notes.waiting.list.isVisible()
    assert [each.key for each in notes.done.list.rows.rows] == [Place("vehicle", VIN)]


def test_the_cards_under_the_cars_of_a_campaign_are_of_that_one_alone(recalled):
    notes = go(recalled, "campaign", STOP).notes
    notes.look()
    rest(recalled)
    assert [each.key for each in notes.waiting.list.rows.rows] == [Place("vehicle", VIN)]
    assert [each.title for each in notes.progress.list.rows.rows] == ["Open: 1"]
    assert "Waiting longest" in said(notes)
    notes = go(recalled, "campaign", MAY).notes
    notes.look()
    rest(recalled)
    assert [each.title for each in notes.progress.list.rows.rows] == ["May be affected: 2"]
    assert notes.waiting.list.rows.rows == ()


def test_in_every_size_of_the_window_the_list_ends_with_its_rows_and_the_cards_have_the_rest(recalled):
    page = go(recalled, "campaigns")
    for size in ((1280, 720), (683, 768), (1092, 614), (683, 768), (1280, 720)):
        recalled.resize(*size)
        rest(recalled)
        rows = page.body.table.verticalScrollBar().maximum()
        assert (rows, page.body.height()) == (0, page.body.height_of(2))
        assert page.notes.geometry().bottom() + 1 == page.columns.height()


def test_without_a_campaign_the_list_teaches_to_bring_one(window):
    page = go(window, "campaigns")

    assert page.body.is_empty
    assert "No campaigns yet" in said(page)
    press(window, Qt.Key.Key_N, CTRL)
    assert window.place == Place("campaign_import")


def test_a_car_is_confirmed_and_another_excluded_by_keyboard(recalled, own_user):
    page = go(recalled, "campaign", MAY)
    page.affected.setFocus()
    press(recalled, Qt.Key.Key_Space)
    assert page.panel.isVisible()
    assert not page.affected.isEnabled()
    type_in(recalled, "Asked the maker")
    first = page.chosen().vin
    press(recalled, ENTER, CTRL)

    assert state(own_user, first, MAY) is CampaignState.OPEN
    assert QApplication.focusWidget() is page.body.table
    press(recalled, Qt.Key.Key_Down)
    second = page.chosen().vin
    assert second != first
    page.not_affected.setFocus()
    press(recalled, Qt.Key.Key_Space)
    press(recalled, ENTER, CTRL)
    assert "Enter a reason for the correction." in " ".join(said(page.panel))
    type_in(recalled, "Other motor")
    press(recalled, ENTER, CTRL)
    assert state(own_user, second, MAY) is CampaignState.NOT_AFFECTED


def test_what_was_done_elsewhere_is_written_down_with_its_evidence(recalled, own_user):
    page = go(recalled, "campaign", STOP)
    page.elsewhere.setFocus()
    press(recalled, Qt.Key.Key_Space)
    press(recalled, ENTER, CTRL)
    assert "Enter or attach evidence that it was done" in " ".join(said(page.panel))
    page.panel.entry.fields["evidence"].line.setFocus()
    type_in(recalled, "Invoice 7")
    press(recalled, ENTER, CTRL)

    assert state(own_user, VIN, STOP) is CampaignState.DONE
    assert campaign(own_user, STOP).counts[CampaignState.DONE] == 1
    press(recalled, Qt.Key.Key_Z, CTRL)
    assert state(own_user, VIN, STOP) is CampaignState.OPEN


def choose_all(window, page) -> None:
    page.body.table.setFocus()
    press(window, Qt.Key.Key_A, CTRL)
    pause(window)


def test_all_chosen_cars_are_answered_at_once_and_undone_by_one_key(recalled, own_user):
    page = go(recalled, "campaign", MAY)
    choose_all(recalled, page)
    assert not page.open.isEnabled()
    page.not_affected.setFocus()
    press(recalled, Qt.Key.Key_Space)
    assert "2 selected vehicles" in said(page.panel)
    type_in(recalled, "Other motor")
    press(recalled, ENTER, CTRL)

    assert {state(own_user, each, MAY) for each in (VIN, OTHER)} == {CampaignState.NOT_AFFECTED}
    assert "2 vehicles marked as not affected" in said(recalled.notices.toast)
    press(recalled, Qt.Key.Key_Z, CTRL)
    assert {state(own_user, each, MAY) for each in (VIN, OTHER)} == {CampaignState.MAY_BE}


def test_of_the_chosen_cars_only_those_are_answered_of_which_it_can_be_said(recalled, own_user):
    record_campaign_done(own_user, CampaignDoneElsewhere(OTHER, MAY, today_at(own_user), evidence="Invoice 7"))
    page = go(recalled, "campaign", MAY)
    choose_all(recalled, page)
    page.elsewhere.setFocus()
    press(recalled, Qt.Key.Key_Space)
    assert "1 of 2 selected vehicles" in " ".join(said(page.panel))
    page.panel.close_up()
    choose_all(recalled, page)
    page.affected.setFocus()
    press(recalled, Qt.Key.Key_Space)
    press(recalled, ENTER, CTRL)
    assert (state(own_user, VIN, MAY), state(own_user, OTHER, MAY)) == (CampaignState.OPEN, CampaignState.DONE)


def test_the_owners_of_all_chosen_cars_get_a_message_that_names_campaign_and_danger(recalled, own_user):
    page = go(recalled, "campaign", STOP)
    offered = {each.words: each.run for each in page.commands()}
    offered["Copy messages"](recalled.app)
    rest(recalled)
    rows = [each.split("\t") for each in QApplication.clipboard().text().splitlines()]
    assert rows[0] == ["Customer", "Phone", "Message"]
    assert rows[1][0] == "Anan Wongsakul"
    message = rows[1][2]
    assert f"is affected by campaign {STOP}" in message
    assert "Please do not drive it" in message


def test_who_may_not_decide_is_not_offered_to(recalled, own_user):
    take_on(own_user, Member("anan", "Anan", Role.MANAGER))
    take_on(own_user, Member("niran", "Niran", Role.AUDITOR))
    switch_sign_in(own_user, SignIn(on=True))
    recalled.app.user = UserSession(own_user.store, "niran", authorise)
    page = go(recalled, "campaign", STOP)

    assert not any(each.isVisible() for each in (page.affected, page.not_affected, page.elsewhere))
    assert page.open.isVisible()


def test_a_campaign_is_withdrawn_and_counts_again_by_keyboard(recalled, own_user):
    page = go(recalled, "campaign", STOP)
    page.withdraw.setFocus()
    press(recalled, Qt.Key.Key_Space)
    type_in(recalled, "Another market")
    press(recalled, ENTER, CTRL)
    assert page.withdrawn.isVisible()
    assert not page.withdraw.isVisible()
    assert campaign(own_user, STOP).counts[CampaignState.OPEN] == 0

    page.withdrawn.action.setFocus()
    press(recalled, Qt.Key.Key_Space)
    assert not page.withdrawn.isVisible()
    assert state(own_user, VIN, STOP) is CampaignState.OPEN


def test_the_page_tells_which_letters_wait_for_texts_and_takes_them(recalled, own_user):
    owned = show_vehicle(own_user, VIN)
    person = replace(owned.owner, address="1 Road", language="ar")
    change_person(own_user, Customer(owned.figures.owner, person))
    page = go(recalled, "campaign", STOP)
    assert "1 letter is on hold: the campaign has no text in Arabic." in unmarked(said(page.held_back))

    page.worded.setFocus()
    press(recalled, Qt.Key.Key_Space)
    fields = page.panel.entry.fields
    assert fields["language"].value == "ar"
    fields["title"].set_text("المبرد")
    fields["defect"].set_text("الخرطوم يسرب.")
    press(recalled, ENTER, CTRL)
    rest(recalled)
    assert not page.held_back.isVisible()
    assert texts_shown(own_user, STOP, LANGUAGES)[0].words["ar"].defect == "الخرطوم يسرب."


def unmarked(words):
    return re.sub("[\u2066-\u2069\u200e\u200f]", "", " ".join(words))


def test_letters_the_report_and_the_file_for_the_maker_are_at_hand(recalled, tmp_path):
    page = go(recalled, "campaign", STOP)
    page.report.save_to(tmp_path / "done.csv")
    rest(recalled)
    assert VIN in (tmp_path / "done.csv").read_text("utf-8-sig")
    page.report.setFocus()
    press(recalled, Qt.Key.Key_Space)
    menu = QApplication.activePopupWidget()
    assert [each.text() for each in menu.actions()] == ["Completion report", "Save as CSV…"]
    QTest.keyClick(menu, ENTER)
    recalled.activateWindow()
    rest(recalled)
    assert recalled.place == Place("reports", f"campaign-completion:{STOP}")
    go(recalled, "campaign", STOP)
    press(recalled, Qt.Key.Key_P, CTRL)
    assert recalled.place == Place("reports", f"campaign-letters:{STOP}")


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("code", ["es", "ar"])
def test_the_pages_fit_a_window_of_1100_pixels(recalled, scale, code):
    recalled.speak(code)
    theme.set_theme(dark=False, scale=scale)
    for place in (("campaigns", ""), ("campaign", STOP), ("campaign_import", "")):
        page = go(recalled, *place)
        assert page.minimumSizeHint().width() <= room(scale), place


def test_the_vehicles_page_shouts_and_its_card_says_where_it_stands(recalled, own_user):
    page = go(recalled, "vehicle", VIN)

    assert len(bars(page)) == 1
    assert page.rail.campaigns.isVisible()
    wanted = next(each for each in all_of(page.rail.campaigns, QAbstractButton) if each.text() == "Not affected…")
    wanted.setFocus()
    press(recalled, Qt.Key.Key_Space)
    type_in(recalled, "Other plant")
    press(recalled, ENTER, CTRL)
    assert state(own_user, VIN, MAY) is CampaignState.NOT_AFFECTED
    bars(page)[0].action.setFocus()
    press(recalled, Qt.Key.Key_Space)
    assert recalled.place == Place("campaign", STOP)


def test_a_car_without_campaigns_has_no_card(window):
    page = go(window, "vehicle", OTHER)

    assert not page.rail.campaigns.isVisible()
    assert bars(page) == []


def test_a_file_is_looked_at_with_its_faults_and_its_good_rows_go_in(recalled, own_user, tmp_path):
    rows = [{"campaign_no": "EX-3", "title": "Seat", "vin": OTHER}, {"campaign_no": "EX-3", "vin": "nothing"}]
    page = go(recalled, "campaign_import")
    page.read(written(tmp_path / "c.csv", *rows))
    rest(recalled)

    assert (page.seen.good, len(page.seen.faulty)) == (1, 1)
    assert any("17 characters" in each for each in said(page))
    page.chips.choose(page.seen.faulty and list(page.seen.counts)[1])
    rest(recalled)
    press(recalled, ENTER, CTRL)
    assert page.save_faulty.isVisible()
    press(recalled, ENTER, CTRL)
    assert recalled.place == Place("campaigns")
    assert state(own_user, OTHER, "EX-3") is CampaignState.OPEN


def test_a_list_of_nhtsa_comes_in_by_the_same_page(recalled, tmp_path):
    from campaign_books import flat, record

    page = go(recalled, "campaign_import")
    page.read(flat(tmp_path / "r.txt", record(MAKETXT="MG", MODELTXT="MG4 Electric", YEARTXT="2023")))
    rest(recalled)
    _, *row, _ = page.cells(page.seen.lines[1])
    assert tuple(row) == ("25V164000", "MG4 Electric 2023", "POWER TRAIN")
    faulty = page.faulty_file(page.seen)().decode("utf-8-sig")
    assert faulty.startswith('"RECORD_ID"')


@pytest.mark.parametrize("place", PLACES)
def test_all_words_are_spoken_and_every_control_has_a_name(recalled, own_user, place):
    record_build_day(own_user, RecordBuildDay(OTHER, date(2024, 1, 1)))
    page = go(recalled, *place)
    assert markup(page) == []
    assert nameless(page) == []
    assert out_of_reach(page) == []
    recalled.speak("marked")
    rest(recalled)
    try:
        assert any(OPEN in each for each in said(page))
        assert unsaid(page, DATA) == []
    finally:
        translator().set_language(recalled_english(own_user))


def recalled_english(user):
    from lifecycle_desk.dealership.papers import spoken

    return spoken(user, "en")


def test_the_pages_mirror_in_arabic(recalled):
    page = go(recalled, "campaign", STOP)
    before = middle(page, page.letters)
    recalled.speak("ar")
    rest(recalled)

    assert before > 0.5 > middle(page, page.letters)
    recalled.speak("en")
