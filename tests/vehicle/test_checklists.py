"""The engine of checklists: one answer for each item, what is open, and what an instrument can show."""

from decimal import Decimal

import pytest

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.market.checklist_items import Group, Item, narrowed
from lifecycle_desk.stages.recycling.depollution.rules.depollution import ItemState
from lifecycle_desk.stages.sale.inspection.rules import Result
from lifecycle_desk.stages.transfer.condition.rules.condition import Answer
from lifecycle_desk.vehicle.papers.checklists import OUTCOMES
from lifecycle_desk.vehicle.rules.checklists import Sign, is_measured, next_open, once_each, unanswered
from lifecycle_desk.vehicle.screens.checklist_rows import LOOKS

PUMP = Item(id="pump", text="Pump", energies=("ICE",))
DOOR, LAMP = Item(id="door", text="Door"), Item(id="lamp", text="Lamp", mandatory=False)


class Strange(Objection):
    """An answer to nothing."""

    message = "%(name)s"
    name: str


class Again(Objection):
    """A second answer."""

    message = "%(name)s"
    name: str


def gone_through(*answers):
    asked = {item.id: item for item in (PUMP, DOOR, LAMP)}
    return list(once_each(answers, str, asked, Strange, Again, "answers[{}].item"))


def test_each_answer_comes_with_its_place_and_its_item():
    assert gone_through("lamp", "pump") == [(0, LAMP, "lamp"), (1, PUMP, "pump")]


@pytest.mark.parametrize(
    ("answers", "rule", "at"),
    [(("door", "roof"), "strange", "answers[1].item"), (("door", "lamp", "door"), "again", "answers[2].item")],
)
def test_an_answer_to_nothing_and_a_second_one_are_refused_at_their_place(answers, rule, at):
    with pytest.raises(Objection) as refused:
        gone_through(*answers)
    assert (refused.value.rule, refused.value.at) == (rule, at)


def test_an_item_is_open_where_it_concerns_the_car_and_where_nobody_knows_what_drives_it():
    items = (PUMP, DOOR, LAMP)
    assert unanswered(items, "BEV", {"door"}) == ("lamp",)
    assert unanswered(items, None, {"door"}) == ("pump", "lamp")


def test_the_next_open_item_is_looked_for_from_the_start_again():
    order = ["pump", "door", "lamp"]
    assert next_open(order, {"door"}, "pump") == "lamp"
    assert next_open(order, {"lamp"}, "door") == "pump"
    assert next_open(order, order, "pump") == ""


def test_a_group_whose_items_all_fall_away_falls_away_itself():
    of_engine = Group(id="engine", group_title="Engine", items=(PUMP,))
    around = Group(id="around", group_title="Around", items=(DOOR, LAMP))
    (left,) = narrowed((of_engine, around), lambda item: item.concerns("BEV"))
    assert left == around


@pytest.mark.parametrize(
    ("value", "can_be"), [("12.5", True), ("123456789012", True), ("1E+12", False), ("NaN", False), ("Infinity", False)]
)
def test_an_instrument_shows_no_more_than_twelve_digits(value, can_be):
    assert is_measured(Decimal(value)) is can_be


def test_whatever_an_answer_comes_to_has_a_look_in_lists_and_a_sign_on_papers():
    assert LOOKS.keys() == OUTCOMES.keys() == set(Sign)
    assert len(set(LOOKS.values())) == len(set(OUTCOMES.values())) == len(Sign)


@pytest.mark.parametrize("terms", [Result, Answer, ItemState])
def test_an_answer_is_its_code_with_its_words_beside_it(terms):
    for term in terms:
        assert terms.of(term.value) is term
        assert (f"{term}", bool(term.label), term.sign in set(Sign)) == (term.value, True, True)
