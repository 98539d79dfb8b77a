"""Campaigns in the books: what people decide, what files change afterwards, and that the check finds what is wrong."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from campaign_books import (
    LISTED,
    NOW,
    OTHER,
    OUTSIDE,
    RANGED,
    SEAL,
    STOP,
    cars,
    counts,
    flat,
    record,
    stands,
    take_in,
    written,
)
from sqlalchemy import text

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.steps import drained
from lifecycle_desk.books.usecases import books
from lifecycle_desk.campaigns.interchange import own_table
from lifecycle_desk.campaigns.pages import PAGES
from lifecycle_desk.campaigns.room import ROOM as OF_CAMPAIGNS
from lifecycle_desk.campaigns.rules import status
from lifecycle_desk.campaigns.rules.campaign import CampaignState, UnknownCampaign
from lifecycle_desk.campaigns.usecases import ahead, files
from lifecycle_desk.campaigns.usecases.lists import (
    CampaignCars,
    Campaigns,
    Urgency,
    campaign,
    campaign_counts,
    campaigns_of_car,
)
from lifecycle_desk.campaigns.usecases.several import (
    ConfirmCampaignCars,
    ExcludeCampaignCars,
    UndoCampaignAnswers,
    confirm_campaign_cars,
    exclude_campaign_cars,
    undo_campaign_answers,
)
from lifecycle_desk.campaigns.usecases.standing import (
    CampaignDoneElsewhere,
    ConfirmCampaign,
    EvidenceMissing,
    ExcludeCampaign,
    RecordBuildDay,
    confirm_campaign,
    exclude_campaign,
    record_build_day,
    record_campaign_done,
)
from lifecycle_desk.campaigns.usecases.withdrawing import (
    NotWithdrawn,
    WithdrawCampaign,
    WithdrawnAlready,
    withdraw_campaign,
)
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.rules.roles import NotAllowed
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.dealership.usecases.changing import SignIn, switch_sign_in, take_on
from lifecycle_desk.desktop.pages import Badge
from lifecycle_desk.vehicle.rules.life import ReasonMissing, UnknownEvent
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.usecases.erasing import ErasePerson, erase_person
from lifecycle_desk.vehicle.usecases.life import (
    AddVehicle,
    Describe,
    Description,
    RecordOwner,
    TakeBack,
    add_vehicle,
    describe_vehicle,
    record_owner,
    take_back,
)
from lifecycle_desk.vehicle.usecases.people import add_person
from lifecycle_desk.vehicle_file.usecases import shown

CHECKS = tuple(OF_CAMPAIGNS.offered("checks"))

NUMBER, MAY_BE = "BYD-26-01", "25V164000"
RANGE = {"campaign_no": "R-1", "title": "Seat belt", "vin_from": "LGXCE4CC6S0010050", "vin_to": "LGXCE4CC6S0010150"}


@pytest.fixture
def user(stocked_anywhere, stopped_clock):
    stopped_clock(NOW)
    return stocked_anywhere(cars)


@pytest.fixture
def recalled(stocked_anywhere, stopped_clock):
    """A list that names one car, a range that holds another, and a model that three may be of."""
    stopped_clock(NOW)
    return stocked_anywhere(_recalled)


def _recalled(user):
    cars(user)
    with TemporaryDirectory() as folder:
        take_in(user, written(Path(folder, "c.csv"), STOP | {"vin": LISTED}))
        take_in(user, written(Path(folder, "r.csv"), RANGE))
        take_in(user, flat(Path(folder, "n.txt"), record()), as_nhtsa=True)


def done(**more):
    asked = {
        "vin": LISTED,
        "campaign": NUMBER,
        "on": date(2026, 11, 20),
        "where": "Khon Kaen EV",
        "evidence": "Invoice 7",
    }
    return CampaignDoneElsewhere(**asked | more)


def sound(user):
    return books.check(user, CHECKS).findings == ()


def test_of_a_campaign_those_wait_longest_that_wait_longest_and_not_those_that_came_first(user, tmp_path, monkeypatch):
    monkeypatch.setattr(ahead, "MOST", 2)
    vins = (LISTED, RANGED, OUTSIDE)
    take_in(user, written(tmp_path / "c.csv", *(STOP | {"vin": each} for each in vins)))
    with user.store.writing() as tx:
        waits = {LISTED: "2026-11-25", RANGED: "2026-11-03", OUTSIDE: "2026-11-09"}
        for vin, since in waits.items():
            said = {"since": since, "vin": vin}
            tx.connection.execute(text("UPDATE campaign_car SET since = :since WHERE vin = :vin"), said)
    found = ahead.campaign_ahead(user, NUMBER, ("en",))
    assert [(each.car.vin, each.since.day) for each in found.waiting] == [(RANGED, 3), (OUTSIDE, 9)]
    assert found.open_cars == 3


def test_list_range_and_may_be_are_kept_apart(recalled):
    assert stands(recalled, LISTED) == {NUMBER: "open", MAY_BE: "may_be"}
    assert stands(recalled, RANGED) == {"R-1": "open", MAY_BE: "may_be"}
    assert stands(recalled, OUTSIDE) == {MAY_BE: "may_be"}
    assert stands(recalled, OTHER) == {}
    hows = {
        each.campaign.number: each.standing.how.value
        for vin in (LISTED, RANGED)
        for each in campaigns_of_car(recalled, vin)
    }
    assert hows == {NUMBER: "list", "R-1": "range", MAY_BE: "may_be"}
    assert sound(recalled)


def test_the_list_shows_what_presses_first_and_how_many_cars_stand_where(recalled):
    listed = Campaigns(recalled)
    rows = listed.rows(listed.keys())

    assert [rows[key].campaign.number for key in listed.keys()] == [NUMBER, "R-1", MAY_BE]  # noqa: SIM118 (a listing)
    assert rows[listed.keys()[2]].counts[CampaignState.MAY_BE] == 3
    assert campaign_counts(recalled)[0][Urgency.STOPPING] == 1
    assert len(Campaigns(recalled, Urgency.PERHAPS).keys()) == 1
    assert len(Campaigns(recalled, None, "seat b").keys()) == 1
    assert len(Campaigns(recalled, None, "100%").keys()) == 0


def test_a_campaign_that_keeps_cars_here_is_open_too_and_one_that_is_open_may_affect_others(recalled):
    confirm_campaign(recalled, ConfirmCampaign(OUTSIDE, MAY_BE, "Asked the maker"))
    counts, every = campaign_counts(recalled)

    assert (counts[Urgency.WAITING], counts[Urgency.STOPPING], counts[Urgency.PERHAPS], every) == (3, 1, 1, 3)
    for which in Urgency:
        listed = Campaigns(recalled, which)
        rows = listed.rows(listed.keys()).values()
        assert len(rows) == counts[which], which
        if which in {Urgency.WAITING, Urgency.STOPPING}:
            assert all(each.counts[CampaignState.OPEN] for each in rows)
        if which is Urgency.PERHAPS:
            assert [(each.campaign.number, each.counts[CampaignState.MAY_BE]) for each in rows] == [(MAY_BE, 2)]


def test_the_sidebar_counts_the_campaigns_that_the_chip_counts_and_is_red_while_one_keeps_a_car_here(user, tmp_path):
    badge = next(page.badge for page in PAGES if page.name == "campaigns")
    assert badge(user) is None
    quiet = STOP | {"do_not_drive": "", "park_outside": ""}
    take_in(user, written(tmp_path / "a.csv", *(quiet | {"vin": each} for each in (LISTED, RANGED))))
    assert badge(user) == Badge(1)  # of two cars
    take_in(user, written(tmp_path / "b.csv", STOP | {"campaign_no": "S-2", "vin": LISTED}))
    take_in(user, written(tmp_path / "c.csv", STOP | {"campaign_no": "S-3", "vin": LISTED}))
    assert badge(user) == Badge(campaign_counts(user)[0][Urgency.WAITING], late=True) == Badge(3, late=True)


def test_a_person_confirms_or_excludes_what_only_may_be_and_taking_it_back_counts_anew(recalled):
    confirmed = confirm_campaign(recalled, ConfirmCampaign(OUTSIDE, MAY_BE, "Asked the maker")).value
    assert stands(recalled, OUTSIDE) == {MAY_BE: "open"}
    with pytest.raises(status.OpenAlready):
        confirm_campaign(recalled, ConfirmCampaign(OUTSIDE, MAY_BE))
    excluded = exclude_campaign(recalled, ExcludeCampaign(OUTSIDE, MAY_BE, "Built for Europe")).value
    assert stands(recalled, OUTSIDE) == {MAY_BE: "not_affected"}
    with pytest.raises(status.ExcludedAlready):
        exclude_campaign(recalled, ExcludeCampaign(OUTSIDE, MAY_BE, "again"))

    take_back(recalled, TakeBack(excluded.event, "wrong car"))
    assert stands(recalled, OUTSIDE) == {MAY_BE: "open"}
    take_back(recalled, TakeBack(confirmed.event, "wrong car"))
    assert stands(recalled, OUTSIDE) == {MAY_BE: "may_be"}
    assert sound(recalled)


def test_a_car_is_not_excluded_without_a_reason_nor_done_without_evidence(recalled):
    with pytest.raises(ReasonMissing):
        exclude_campaign(recalled, ExcludeCampaign(OUTSIDE, MAY_BE, " "))
    with pytest.raises(EvidenceMissing):
        record_campaign_done(recalled, done(evidence=" "))
    with pytest.raises(UnknownCampaign):
        record_campaign_done(recalled, done(campaign="NONE"))


def test_done_elsewhere_is_done_once_and_a_new_file_never_opens_it_again(recalled, tmp_path):
    made = record_campaign_done(recalled, done()).value
    assert stands(recalled, LISTED)[NUMBER] == "done"
    with pytest.raises(status.CampaignDone):
        record_campaign_done(recalled, done())
    with pytest.raises(status.CampaignDone):
        exclude_campaign(recalled, ExcludeCampaign(LISTED, NUMBER, "no"))

    grown = [STOP | {"vin": each, "defect": "Told anew"} for each in (LISTED, OUTSIDE)]
    take_in(recalled, written(tmp_path / "again.csv", *grown))
    assert (stands(recalled, LISTED)[NUMBER], stands(recalled, OUTSIDE)[NUMBER]) == ("done", "open")
    assert sound(recalled)
    take_back(recalled, TakeBack(made.event, "another car"))
    assert stands(recalled, LISTED)[NUMBER] == "open"
    assert sound(recalled)


def test_an_exclusion_holds_against_the_same_file_and_gives_way_to_a_list_that_names_the_car(recalled, tmp_path):
    exclude_campaign(recalled, ExcludeCampaign(RANGED, "R-1", "Other belt"))
    take_in(recalled, written(tmp_path / "same.csv", RANGE | {"title": "Seat belts"}))
    assert stands(recalled, RANGED)["R-1"] == "not_affected"

    take_in(recalled, written(tmp_path / "list.csv", {"campaign_no": "R-1", "vin": RANGED}))
    assert stands(recalled, RANGED)["R-1"] == "open"
    exclude_campaign(recalled, ExcludeCampaign(RANGED, "R-1", "The maker says so"))
    take_in(recalled, written(tmp_path / "more.csv", {"campaign_no": "R-1", "vin": RANGED, "remedy": "New belt"}))
    assert stands(recalled, RANGED)["R-1"] == "not_affected"
    assert sound(recalled)


def test_a_car_that_comes_after_the_file_is_in_its_campaigns_at_once(recalled):
    late = "LGXCE4CC6S0010149"
    add_vehicle(recalled, AddVehicle(late, date(2026, 11, 1), SEAL))

    assert stands(recalled, late) == {"R-1": "open", MAY_BE: "may_be"}
    assert sound(recalled)


def test_another_description_of_a_car_moves_it_out_of_a_model(recalled):
    describe_vehicle(recalled, Describe(OUTSIDE, Description("BYD", "Han", model_year=2025)))

    assert stands(recalled, OUTSIDE) == {}
    assert campaign(recalled, MAY_BE).counts[CampaignState.MAY_BE] == 2
    assert sound(recalled)


def test_a_known_day_of_build_settles_what_a_build_period_left_open(recalled, tmp_path):
    period = {"campaign_no": "B-1", "vin_from": "LGXCE4", "built_from": "2025-01-01", "built_to": "2025-01-31"}
    take_in(recalled, written(tmp_path / "b.csv", period))
    assert stands(recalled, LISTED)["B-1"] == "may_be"

    made = record_build_day(recalled, RecordBuildDay(LISTED, date(2025, 1, 31))).value
    record_build_day(recalled, RecordBuildDay(RANGED, date(2025, 2, 1)))
    assert stands(recalled, LISTED)["B-1"] == "open"
    assert "B-1" not in stands(recalled, RANGED)
    assert sound(recalled)
    take_back(recalled, TakeBack(made.event, "another plate"))
    assert stands(recalled, LISTED)["B-1"] == "may_be"
    assert sound(recalled)


def test_show_tells_other_programs_where_a_car_stands(recalled):
    told = shown(recalled, LISTED)
    from lifecycle_desk.campaigns.usecases.lists import show_campaigns

    show_campaigns(recalled, LISTED, told)

    assert told["campaigns"] == [
        {"number": NUMBER, "title": STOP["title"], "state": "open", "do_not_drive": True, "park_outside": False},
        {"number": MAY_BE, "title": "POWER TRAIN", "state": "may_be", "do_not_drive": False, "park_outside": False},
    ]


def test_a_technician_may_not_decide_on_campaigns(recalled):
    take_on(recalled, Member("anan", "Anan", Role.MANAGER))
    take_on(recalled, Member("niran", "Niran", Role.TECHNICIAN))
    switch_sign_in(recalled, SignIn(on=True))
    with pytest.raises(NotAllowed):
        confirm_campaign(UserSession(recalled.store, "niran", authorise), ConfirmCampaign(OUTSIDE, MAY_BE))


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE campaign_car SET state = 'done' WHERE state = 'open'",
        "DELETE FROM campaign_car WHERE state = 'may_be'",
        "UPDATE campaign SET open = open + 1",
        "UPDATE campaign_target SET key = 'LGXCE4CC6S0010006' WHERE kind = 'vin'",
        "UPDATE campaign_said SET said = '{}'",
        "INSERT INTO vehicle_built VALUES ('LGXCE4CC6S0010005', '2025-01-01')",
    ],
)
def test_the_check_finds_rows_that_somebody_changed(recalled, harm):
    assert sound(recalled)
    with recalled.store.writing() as tx:
        tx.connection.execute(text(harm))

    assert {each.part for each in books.check(recalled, CHECKS).findings} == {"campaigns"}


def test_a_file_that_is_cut_off_while_it_is_poured_leaves_nothing(user, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "ROWS_AT_ONCE", 2)
    path = written(
        tmp_path / "c.csv", *(STOP | {"vin": f"LGXCE4CC6S00{each:05}"} for each in range(9)), STOP | {"vin": LISTED}
    )
    steps = own_table.take_in(user, path, Choices())
    next(steps)
    steps.close()

    with user.store.reading() as tx:
        assert tx.connection.execute(text("SELECT count(*) FROM campaign_target")).scalar() == 0
        assert tx.connection.execute(text("SELECT count(*) FROM campaign_file")).scalar() == 0
    assert stands(user, LISTED) == {}
    take_in(user, path)
    assert stands(user, LISTED) == {NUMBER: "open"}
    assert sound(user)


def test_two_files_at_once_do_not_tell_the_same_twice(user, tmp_path):
    path = written(tmp_path / "c.csv", STOP | {"vin": LISTED})
    steps = own_table.take_in(user, path, Choices())
    next(steps)  # read and poured, not told yet
    take_in(user, path)

    with pytest.raises(files.AnotherFileMeanwhile):
        drained(steps)
    assert sound(user)
    assert counts(take_in(user, path)) == (0, 1, 0, 0)


def test_what_shows_that_it_was_done_goes_with_the_owner_who_is_erased(recalled):
    owner = add_person(recalled, Person("Anan Wongsakul")).value.number
    record_owner(recalled, RecordOwner(LISTED, owner, date(2025, 3, 1)))
    record_campaign_done(recalled, done(evidence="Invoice of Mr Wongsakul"))
    told = {each.campaign.number: each.told for each in campaigns_of_car(recalled, LISTED)}
    assert told[NUMBER].facts["note"] == "Invoice of Mr Wongsakul"
    erase_person(recalled, ErasePerson(owner, "asked for it"))

    found = {each.campaign.number: each for each in campaigns_of_car(recalled, LISTED)}
    assert (found[NUMBER].standing.state, "note" in found[NUMBER].told.facts) == (CampaignState.DONE, False)
    assert sound(recalled)


def test_a_campaign_that_is_withdrawn_means_no_car_any_more_and_can_count_again(recalled, tmp_path):
    confirm_campaign(recalled, ConfirmCampaign(OUTSIDE, MAY_BE))
    record_campaign_done(recalled, done(vin=RANGED, campaign=MAY_BE))
    before = {vin: stands(recalled, vin) for vin in (LISTED, RANGED, OUTSIDE)}
    made = withdraw_campaign(recalled, WithdrawCampaign(MAY_BE, "Not for this market"))

    assert [stands(recalled, vin) for vin in before] == [{NUMBER: "open"}, {"R-1": "open", MAY_BE: "done"}, {}]
    assert sound(recalled)
    with pytest.raises(WithdrawnAlready):
        withdraw_campaign(recalled, WithdrawCampaign(MAY_BE, "again"))
    take_in(recalled, flat(tmp_path / "again.txt", record(), record(2, MODELTXT="SEAL RWD")), as_nhtsa=True)
    add_vehicle(recalled, AddVehicle("LGXCE4CC6S0010149", date(2026, 11, 1), SEAL))
    assert MAY_BE not in stands(recalled, "LGXCE4CC6S0010149")
    assert sound(recalled)

    undo, asked = withdraw_campaign.undo(made.value)
    undo(recalled, asked)
    assert {vin: stands(recalled, vin) for vin in before} == before
    assert stands(recalled, "LGXCE4CC6S0010149")[MAY_BE] == "may_be"
    assert sound(recalled)
    with pytest.raises(NotWithdrawn):
        undo(recalled, asked)


def test_a_makers_list_that_is_withdrawn_answers_for_nobody_any_more(recalled, tmp_path):
    take_in(
        recalled, written(tmp_path / "a.csv", STOP | {"campaign_no": "BYD-9", "authority_no": MAY_BE, "vin": LISTED})
    )
    assert MAY_BE not in stands(recalled, OUTSIDE)
    withdraw_campaign(recalled, WithdrawCampaign("BYD-9", "taken back by the maker"))

    assert stands(recalled, OUTSIDE) == {MAY_BE: "may_be"}
    assert "BYD-9" not in stands(recalled, LISTED)
    assert sound(recalled)


def test_the_cars_of_a_campaign_are_listed_by_their_standing(recalled):
    record_campaign_done(recalled, done())
    listed = CampaignCars(recalled, MAY_BE, CampaignState.MAY_BE)
    finished = CampaignCars(recalled, NUMBER, CampaignState.DONE)

    assert {each.vin for each in listed.rows(listed.keys()).values()} == {LISTED, RANGED, OUTSIDE}
    assert [each.done_on for each in finished.rows(finished.keys()).values()] == [date(2026, 11, 20)]


def test_several_cars_are_answered_together_or_not_at_all(recalled):
    recalled_cars = (RANGED, OUTSIDE)
    made = confirm_campaign_cars(recalled, ConfirmCampaignCars((*recalled_cars, RANGED), MAY_BE, "Asked the maker"))
    assert len(made.value.events) == 2
    assert {stands(recalled, each)[MAY_BE] for each in recalled_cars} == {"open"}
    with pytest.raises(Objection) as refused:
        exclude_campaign_cars(recalled, ExcludeCampaignCars((RANGED, "LGXCE4CC6S0099999"), MAY_BE, "Other motor"))
    assert refused.value.at == "vins[1]"
    assert stands(recalled, RANGED)[MAY_BE] == "open"
    undo_campaign_answers(recalled, UndoCampaignAnswers(made.value.events))
    assert {stands(recalled, each).get(MAY_BE) for each in recalled_cars} != {"open"}
    with pytest.raises(UnknownEvent):
        undo_campaign_answers(recalled, UndoCampaignAnswers((1,)))
