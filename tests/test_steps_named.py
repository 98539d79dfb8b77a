"""No step that is open is told in the word of one that is done: a car that reads as depolluted is cut open."""

from collections.abc import Sequence
from itertools import product
from typing import TYPE_CHECKING, cast

import pytest
from hands import dress_once, name_of, shown
from PySide6.QtWidgets import QLabel

from lifecycle_desk.base.milestones import Milestone, Reached, named, reached_before
from lifecycle_desk.desktop.look.parts import Steps
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import LANGUAGES, Language
from lifecycle_desk.stages.recycling.end.rules import status as end
from lifecycle_desk.stages.recycling.end.rules.status import Step
from lifecycle_desk.stages.sale.stock.rules import status as sale
from lifecycle_desk.stages.service.claims.rules import states as claims
from lifecycle_desk.stages.service.orders.rules import states as orders
from lifecycle_desk.stages.service.orders.rules.states import OrderState, way_to
from lifecycle_desk.stages.transfer.trade_in.rules import trade
from lifecycle_desk.vehicle.screens.importing import page as importing
from lifecycle_desk.vehicle.screens.step_card import StepCard, StepShown, steps_shown

if TYPE_CHECKING:
    from lifecycle_desk.desktop.permits import Permits

WAYS: dict[str, Sequence[Milestone]] = {
    "end of life": end.WAY,
    "sale": sale.WAY,
    "second-hand": trade.WAY,
    "order": tuple(orders.WAY.values()),
    "claim": claims.WAY,
    "import": importing.WAY,
}
IN_ENGLISH = {
    "end of life": {
        "Decision": "Decided",
        "Takeover": "Taken over",
        "Depollution": "Depolluted",
        "Parts removal": "Parts removed",
        "Battery handover": "Battery handed over",
        "Certificate of destruction": "Certificate issued",
    },
    "sale": {
        "Arrival": "Arrived",
        "Stock entry": "In stock",
        "Inspection": "Inspected",
        "Sale": "Sold",
        "Registration": "Registered",
        "Handover": "Handed over",
    },
    "second-hand": {
        "Condition report": "Condition recorded",
        "Appraisal": "Appraised",
        "Trade-in": "Traded in",
    },
    "order": {
        "Booking": "Booked",
        "Work": "Work done",
        "Quality check": "Quality checked",
        "Release": "Ready",
        "Handover": "Handed over",
    },
    "claim": {
        "Repair": "Repaired",
        "Submission": "Submitted",
        "Reply": "Answered",
        "Approval": "Approved",
        "Payment": "Paid",
    },
    "import": {"File": "File chosen", "Check": "Checked", "Import": "Imported"},
}


@pytest.mark.parametrize("name", WAYS)
def test_each_step_of_each_way_has_a_noun_while_it_is_open_and_another_word_once_it_is_done(name):
    speak = Language("en")
    assert {speak(each.ahead): speak(each.done) for each in WAYS[name]} == IN_ENGLISH[name]


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", WAYS)
def test_in_every_language_no_open_step_has_the_word_of_one_that_is_done(name, code):
    speak, way = Language(code), WAYS[name]
    done = {speak(each.done) for each in way}
    assert [speak(each.ahead) for each in way if speak(each.ahead) in done] == []


@pytest.mark.parametrize("name", WAYS)
def test_however_far_a_way_has_come_only_what_was_done_is_told_as_done(name):
    way = WAYS[name]
    for reached in product(Reached, repeat=len(way)):
        told = named(way, reached)
        done = [each.done for each, of in zip(way, reached, strict=True) if of is Reached.DONE]
        assert [each for each in told if each in {step.done for step in way}] == done


@pytest.mark.parametrize("name", WAYS)
def test_steps_and_cards_say_and_read_out_an_open_step_by_its_noun(name, qapp):
    dress_once()
    way, speak = WAYS[name], translator().current
    for here in range(len(way) + 1):
        reached = reached_before(here, len(way))
        steps = Steps(way)
        for made in shown(steps):
            made.go(here, reached)
            assert made.names == [speak(each) for each in named(way, reached)]
            assert name_of(made).endswith(f": {made.names[min(here, len(way) - 1)]}")
            assert made.toolTip().splitlines() == [name_of(made), *made.names]
        for place, step in enumerate(steps_shown(way, reached, here, [((), (), ())] * len(way))):
            texts = card_says(step)
            assert texts[0] == speak(way[place].done if place < here else way[place].ahead)
            assert texts[1:] == (["done"] if place < here else ["next"] if place == here else [])


def card_says(step: StepShown) -> list[str]:
    """What the card of a step has on it; it has no buttons, so that nobody's rights are asked."""
    card = StepCard(step, cast("Permits", None))
    return [each.text() for each in card.findChildren(QLabel) if each.text()]


def test_a_battery_that_the_car_has_not_is_not_told_as_handed_over(qapp):
    dress_once()
    assert card_says(StepShown(end.BATTERY_HANDOVER, Reached.NOT_NEEDED, here=False)) == [
        "Battery handover",
        "not needed",
    ]


def test_what_comes_next_is_named_in_the_list_as_on_the_page():
    assert [each.label for each in Step if each is not Step.CLOSED] == [
        each.ahead for each in end.WAY if each is not end.PARTS
    ]


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (orders.BOOKED, "Booked, Work, Quality check, Release, Handover"),
        (orders.IN_WORK, "Booked, Work, Quality check, Release, Handover"),
        (orders.WAITING, "Booked, Work, Quality check, Release, Handover"),
        (orders.CHECK, "Booked, Work done, Quality check, Release, Handover"),
        (orders.READY, "Booked, Work done, Quality checked, Ready, Handover"),
        (orders.HANDED_OVER, "Booked, Work done, Quality checked, Ready, Handed over"),
    ],
)
def test_a_repair_order_is_ready_and_handed_over_only_once_it_is(state: OrderState, told: str):
    here, reached = way_to(state)
    speak = Language("en")
    assert ", ".join(speak(each) for each in named(tuple(orders.WAY.values()), reached)) == told
    assert here == {orders.BOOKED: 0, orders.CHECK: 2, orders.READY: 3, orders.HANDED_OVER: 4}.get(state, 1)
