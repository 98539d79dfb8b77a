"""The example's parts: what a car waits for is not there and on order for it, and what is told to be there is there."""

import re
from collections import defaultdict

import pytest
from examples import NOON, example_user

from lifecycle_desk.base.clock import standing_at
from lifecycle_desk.base.folding import tight
from lifecycle_desk.market.example_data import codes_written_in_full
from lifecycle_desk.market.examples import example
from lifecycle_desk.overview.usecases.demo.suppliers import make_of
from lifecycle_desk.stages.service.orders.rules.orders import LineKind
from lifecycle_desk.stages.service.orders.rules.states import OPEN, WAITING
from lifecycle_desk.stages.service.orders.tables import orders as order_rows
from lifecycle_desk.stages.service.orders.usecases.showing import board
from lifecycle_desk.stages.service.purchasing.tables import purchases
from lifecycle_desk.stages.service.purchasing.usecases.listing import ListParts, PartsList, list_parts
from lifecycle_desk.stages.service.shelf.rules.movements import MovementKind
from lifecycle_desk.stages.service.shelf.tables import movements, reserved, stock
from lifecycle_desk.stages.service.shelf.usecases.listing import ListStoredParts, below_minimum, list_stored_parts


@pytest.fixture(scope="module", params=["TH", "GB", "SA"])
def dealer(request, tmp_path_factory):
    """The example dealer of markets with other weekends, one of them made after another dealer."""
    user = example_user(tmp_path_factory.mktemp("dealer") / "desk.ldk", request.param)
    with standing_at(NOON):
        yield user
    user.store.close()


def part_lines(tx):
    """The part lines of all open orders, each with its order."""
    orders = order_rows.orders(tx, order_rows.keys(tx, OPEN, None))
    return [(each, line) for each in orders for line in each.sheet.lines if line.kind is LineKind.PART and line.code]


def on_hand(tx) -> dict[str, int]:
    """How many thousandths of each part are there."""
    found = stock.all_figures(tx)
    return {each.key: found[each.number].thousandths for each in stock.every_part(tx) if each.number in found}


def test_a_car_waits_only_for_a_part_that_is_not_there_and_on_order_for_it(dealer):
    with dealer.store.reading() as tx:
        there, awaited = on_hand(tx), [(of, line) for of, line in part_lines(tx) if line.awaited]
        waiting = purchases.lines_waiting(tx, [of.key for of, _ in awaited])
    assert awaited
    assert {of.state for of, _ in awaited} == {WAITING}
    for of, line in awaited:
        assert not there.get(tight(line.code)), line.code
        ((purchase, ordered, who),) = waiting[of.key, line.id]
        assert (ordered.code, who.quantity, who.is_there) == (line.code, line.quantity, False), purchase.number
        assert ordered.promised


def test_what_is_told_to_be_there_was_issued_or_is_reserved(dealer):
    with dealer.store.reading() as tx:
        lines = [(of, line) for of, line in part_lines(tx) if not line.awaited]
        issued = movements.on_lines(tx, [of.key for of, _ in lines])
        parts = stock.by_keys(tx, [tight(line.code) for _, line in lines])
        held = reserved.counting(tx, [each.number for each in parts.values()])
    has = defaultdict[tuple[int, int | None], int](int)
    for place, found in issued.items():
        has[place] += sum(many for many, _ in found.values())
    for each in (each for some in held.values() for each in some):
        has[each.order_key, each.line] += each.thousandths
    short = [(of.number, line.code) for of, line in lines if has[of.key, line.id] < int((line.quantity or 1) * 1_000)]
    assert short == []


def test_the_board_tells_the_car_whose_part_is_overdue(dealer):
    cards = [card for lane in board(dealer) for card in lane.cards]
    late = {each.order for each in list_parts(dealer, ListParts(PartsList.LATE)).value.parts if each.order}
    assert late
    assert {card.line.number for card in cards if card.parts_late} == late
    assert all(card.load.awaited for card in cards if card.parts_late)


def test_what_customers_asked_for_is_for_cars_that_are_elsewhere_and_not_there(dealer):
    with dealer.store.reading() as tx:
        there, here = on_hand(tx), {each.vin for each in order_rows.orders(tx, order_rows.keys(tx, OPEN, None))}
    asked = [each for each in list_parts(dealer, ListParts()).value.parts if each.want]
    assert {each.state is None for each in asked} == {True, False}
    for each in asked:
        assert each.vin not in here
        assert not there.get(tight(each.code)), each.code


def test_of_what_the_store_lacks_some_is_on_order_and_some_is_still_to_be(dealer):
    parts = list_stored_parts(dealer, ListStoredParts()).value.parts
    assert any(each.on_order for each in parts)
    assert any(each.to_order for each in parts)
    assert below_minimum(dealer) > 1


def test_a_part_that_goes_back_goes_to_the_supplier_of_its_make(dealer):
    with dealer.store.reading() as tx:
        sent = [each for each in movements.every(tx) if each.kind is MovementKind.SENT_BACK]
        parts = stock.by_numbers(tx, [each.part for each in sent])
    assert len(sent) > 1
    for each in sent:
        make = make_of(parts[each.part].text)
        assert not make or each.supplier == f"{make} Parts"


FLUIDS = re.compile(r"\b(oil|litres?|refrigerant|coolant|fluid|grease)\b(?! (filter|hose))", re.IGNORECASE)


def test_no_part_that_a_maker_may_ask_back_is_a_fluid():
    """Old parts are held of what the maker pays for: nobody keeps two litres of oil for him."""
    jobs = example("GB").jobs  # in English; the others name the same parts
    asked_back = [line for job in jobs if job.pay in {"warranty", "goodwill", "campaign"} for line in job.parts]
    assert len(asked_back) > 10
    assert [line.what for line in asked_back if FLUIDS.search(line.what)] == []
    assert any(FLUIDS.search(line.what) for job in jobs for line in job.parts)  # customers pay for theirs
    for code in codes_written_in_full():
        assert {line.number for job in example(code).jobs for line in job.parts} == {
            line.number for job in jobs for line in job.parts
        }
