"""What is told of second-hand cars, refused, taken back, kept, and found again."""

from dataclasses import replace
from datetime import date
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from meanwhile import written_meanwhile
from trade_story import BUILT, MARKS, ON, OWNER, STRANGE, VIN, answers, appraisal, in_use, sheet, trade_in, tyres

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.books.usecases import books
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.stages.transfer.appraisal.usecases import appraise_vehicle
from lifecycle_desk.stages.transfer.condition.rules.condition import (
    Answer,
    ConditionIncomplete,
    FoundTwice,
    MeasureImpossible,
    TreadsMissing,
    WrongAnswer,
)
from lifecycle_desk.stages.transfer.condition.rules.grading import Grade
from lifecycle_desk.stages.transfer.condition.rules.marks import NoSuchPart, SizeImpossible
from lifecycle_desk.stages.transfer.condition.usecases import save_condition
from lifecycle_desk.stages.transfer.room import ROOM as OF_TRANSFER
from lifecycle_desk.stages.transfer.trade_in.rules import trade
from lifecycle_desk.stages.transfer.trade_in.rules.rights import CONDITION, TRADE
from lifecycle_desk.stages.transfer.trade_in.rules.trade import TradeList
from lifecycle_desk.stages.transfer.trade_in.usecases.ahead import trade_ahead
from lifecycle_desk.stages.transfer.trade_in.usecases.listing import TradeCars, trade_counts
from lifecycle_desk.stages.transfer.trade_in.usecases.showing import appraisal_shown, condition_sheet, trade_page
from lifecycle_desk.stages.transfer.trade_in.usecases.trading import (
    NotBought,
    TakeBackTrade,
    TakeInFromNew,
    not_bought,
    take_back_trade_event,
    take_in_from_new_owner,
    take_in_trade,
)
from lifecycle_desk.vehicle.rules.life import Stage
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.rules.resting import RestsOnThis
from lifecycle_desk.vehicle.rules.rights import PERSON_EDIT
from lifecycle_desk.vehicle.usecases.showing import page

CHECKS = tuple(OF_TRANSFER.offered("checks"))


def sound(user: UserSession) -> bool:
    """Whether the tables say what the life says."""
    with user.store.reading() as tx:
        return not [each for check in CHECKS for each in check(tx)]


def test_a_car_that_is_taken_in_is_for_sale_again_and_nobodys(owned):
    made = take_in_trade(owned, trade_in()).value
    found = page(owned, VIN)
    assert (found.figures.stage, found.figures.owner, found.owner) == (Stage.FOR_SALE_AGAIN, None, None)
    assert found.figures.odometer_km == 48_200
    assert [(each.name, each.until) for each in found.owners] == [(OWNER.name, ON)]
    told = trade_page(owned, VIN)
    assert (told.taken_in.seq, told.taken_in.seller) == (made.event, OWNER)
    assert told.taken_in.said.agreed == Money(43_500_000, "THB")
    assert told.standing.which is TradeList.TO_INSPECT
    assert sound(owned)


def test_the_sealed_facts_of_a_trade_in_name_nobody(owned):
    take_in_trade(owned, trade_in())
    told = page(owned, VIN).lines[-1].told
    assert OWNER.name not in str(told.facts)
    assert told.facts["from"] == 1


def test_a_strange_car_comes_into_the_books_with_its_trade_in(owned):
    asked = trade_in(vin=STRANGE, description=BUILT, plate="5กก 11")
    with pytest.raises(trade.SellerMissing):
        take_in_trade(owned, asked)
    take_in_from_new_owner(owned, TakeInFromNew(asked, Person("Ana Gil")))
    found = page(owned, STRANGE)
    assert (found.figures.stage, found.figures.plate, len(found.lines)) == (Stage.FOR_SALE_AGAIN, "5กก 11", 1)
    assert trade_page(owned, STRANGE).taken_in.seller.name == "Ana Gil"
    assert sound(owned)


def test_only_a_car_in_use_is_taken_in_and_only_once(owned):
    take_in_trade(owned, trade_in())
    with pytest.raises(trade.TakenInAlready):
        take_in_trade(owned, trade_in())


def test_a_trade_in_that_is_taken_back_gives_the_car_back_to_its_owner(owned):
    made = take_in_trade(owned, trade_in()).value
    take_back_trade_event(owned, TakeBackTrade(made.event, "wrong car"))
    found = page(owned, VIN)
    assert (found.figures.stage, found.owner) == (Stage.IN_USE, OWNER)
    assert trade_page(owned, VIN).standing.which is None
    assert trade_counts(owned)[TradeList.ALL] == 0
    assert sound(owned)


def test_a_report_is_a_draft_until_it_is_finished(owned):
    save_condition(owned, sheet(draft=True, answers=()))
    assert condition_sheet(owned, VIN).sheet.marks == MARKS
    assert trade_page(owned, VIN).condition is None
    assert trade_page(owned, VIN).sheet.graded.grade is Grade.B
    with pytest.raises(ConditionIncomplete) as refused:
        save_condition(owned, sheet(answers=()))
    assert "lights_work" in refused.value.items
    with pytest.raises(TreadsMissing):
        save_condition(owned, sheet(tyres=tyres()[:3]))
    made = save_condition(owned, sheet()).value
    told = trade_page(owned, VIN)
    assert (told.condition.seq, told.condition.said, told.sheet) == (
        made.event, replace(sheet(), checklist="condition-1"), None,
    )  # fmt: skip
    assert told.condition.graded == made.graded
    assert not condition_sheet(owned, VIN).begun
    assert sound(owned)


@pytest.mark.parametrize(
    ("changed", "rule", "at"),
    [
        ({"marks": (replace(MARKS[0], part="wheel_arch"),)}, NoSuchPart, "marks[0].part"),
        ({"marks": (*MARKS, replace(MARKS[0], size_mm=0))}, SizeImpossible, "marks[3].size_mm"),
        ({"tyres": (*tyres(), tyres()[0])}, FoundTwice, "tyres[4]"),
        ({"tyres": tyres("61")}, MeasureImpossible, "tyres[0].tread_mm"),
        ({"answers": answers(floor_mats=Answer.PASS)}, WrongAnswer, "answers[22].answer"),
        ({"keys": 99}, MeasureImpossible, "keys"),
    ],
)
def test_what_no_car_has_is_refused_at_its_place(owned, changed, rule, at):
    with pytest.raises(rule) as refused:
        save_condition(owned, sheet(**changed))
    assert refused.value.at == at


def test_an_appraisal_rests_on_its_report(owned):
    report = save_condition(owned, sheet()).value
    made = appraise_vehicle(owned, appraisal()).value
    assert made.amounts.offer == Money(50_299_950, "THB")
    told = trade_page(owned, VIN)
    assert (told.appraisal.said.condition, told.standing.which) == (report.event, TradeList.OFFERED)
    with pytest.raises(RestsOnThis):
        take_back_trade_event(owned, TakeBackTrade(report.event, "mistake"))
    take_back_trade_event(owned, TakeBackTrade(made.event, "mistake"))
    take_back_trade_event(owned, TakeBackTrade(report.event, "mistake"))
    assert trade_page(owned, VIN).standing == trade.TradeStanding()
    assert sound(owned)


def test_an_appraisal_begins_with_what_its_report_found(owned):
    assert appraisal_shown(owned, VIN).suggested == ()
    save_condition(owned, sheet())
    assert [each.mark for each in appraisal_shown(owned, VIN).suggested] == [1, 2, 3]


def test_a_car_that_is_not_bought_leaves_the_list(owned):
    with pytest.raises(trade.NotOffered):
        not_bought(owned, NotBought(VIN, ON))
    appraise_vehicle(owned, appraisal())
    assert trade_counts(owned) == {
        TradeList.ALL: 1, TradeList.OFFERED: 1, TradeList.TO_INSPECT: 0, TradeList.FOR_SALE: 0,
        TradeList.UNDER_CONTRACT: 0,
    }  # fmt: skip
    not_bought(owned, NotBought(VIN, ON, "too dear"))
    assert trade_counts(owned)[TradeList.ALL] == 0
    take_in_trade(owned, trade_in())
    assert trade_page(owned, VIN).standing.appraised_on is None  # another deal
    assert sound(owned)


def test_the_list_shows_and_finds_second_hand_cars(owned):
    take_in_trade(owned, trade_in())
    save_condition(owned, sheet())
    listing = TradeCars(owned, TradeList.FOR_SALE, "4821")
    (line,) = listing.rows(listing.keys()).values()
    assert (line.vin, line.grade, line.days, line.price) == (VIN, "B", 5, Money(43_500_000, "THB"))
    assert len(TradeCars(owned, text="nobody").keys()) == 0


def test_the_roles_may_do_what_their_work_is():
    assert TRADE.roles == {Role.SALES, Role.MANAGER}
    able = {Role.TECHNICIAN, Role.ADVISER, Role.SALES, Role.MANAGER}
    assert CONDITION.roles == able
    assert TRADE.roles <= PERSON_EDIT.roles


DEEDS = {
    "take in": lambda user, on: take_in_trade(user, trade_in(on=on)),
    "report": lambda user, on: save_condition(user, sheet(on=on, electric=None)),
    "draft": lambda user, on: save_condition(user, sheet(on=on, electric=None, draft=True)),
    "appraise": lambda user, on: appraise_vehicle(user, appraisal(on=on)),
    "leave": lambda user, on: not_bought(user, NotBought(VIN, on)),
    "take back": lambda user, on: take_back_trade_event(
        user, TakeBackTrade(page(user, VIN).lines[on.day % len(page(user, VIN).lines)].told.seq, "mistake")
    ),
}


@given(st.lists(st.tuples(st.sampled_from(list(DEEDS)), st.integers(1, 24)), min_size=3, max_size=9))
@settings(max_examples=12)
def test_the_list_says_what_the_life_tells(tmp_path_factory, deeds):
    user = books.create(tmp_path_factory.mktemp("trade") / "desk.ldk", Dealer("Sathorn EV", "TH", "en"))
    in_use(user)
    for name, day in deeds:
        try:
            DEEDS[name](user, date(2026, 11, day))
        except Objection:
            continue
    assert sound(user)
    user.store.close()


def test_a_list_of_100_000_cars_is_asked_by_its_index(owned):
    with owned.store.reading() as tx:
        from sqlalchemy import text

        plan = tx.connection.execute(
            text(
                "EXPLAIN QUERY PLAN SELECT number FROM transfer_trade WHERE which = 'for_sale' ORDER BY seen_on, number"
            )
        ).fetchall()
    assert "ix_transfer_trade_which_seen_on_number" in str(plan)
    assert "TEMP B-TREE" not in str(plan)
    began = process_time()
    trade_counts(owned)
    assert process_time() - began < 1


def test_no_car_that_goes_on_meanwhile_is_missed_or_seen_twice(owned):
    take_in_trade(owned, trade_in())
    with written_meanwhile(owned, lambda: save_condition(owned, sheet())):
        found = trade_ahead(owned)
    assert ([each.vin for each in found.steps], found.waiting) == ([VIN], 1)
    assert (found.longest, found.for_sale, [each.which for each in found.bound]) == ((), 0, [TradeList.TO_INSPECT])
    assert [each.vin for each in trade_ahead(owned).longest] == [VIN]
