"""Approval: decided line by line, the sum that stops the work, decided anew, and what was refused as advice."""

from dataclasses import fields, replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from read_out import another_car, at
from sqlalchemy import text
from workshop import VIN, sheet_of, sound

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.books.usecases import books
from lifecycle_desk.stages.service.estimates import rules as approval
from lifecycle_desk.stages.service.estimates.rules import AdviceState, Decision, How, beyond, decide, goes_on, to_decide
from lifecycle_desk.stages.service.estimates.usecases.approving import (
    DecideEstimate,
    DropAdvice,
    ProposeBeyond,
    ProposeWork,
    TakeBackApproval,
    TakeUpAdvice,
    decide_estimate,
    drop_advice,
    propose_beyond,
    propose_work,
    take_back_approval,
    take_up_advice,
)
from lifecycle_desk.stages.service.orders.rules.orders import Job, Line, LineKind, PayType
from lifecycle_desk.stages.service.orders.rules.states import CHECK, IN_WORK, READY, WAITING, OrderState
from lifecycle_desk.stages.service.orders.usecases.orders import change_repair_order, open_repair_order
from lifecycle_desk.stages.service.orders.usecases.requests import (
    CancelRepairOrder,
    ChangeRepairOrder,
    HandOverRepairOrder,
    MoveRepairOrder,
    OpenRepairOrder,
)
from lifecycle_desk.stages.service.orders.usecases.showing import order
from lifecycle_desk.stages.service.orders.usecases.transitions import (
    cancel_repair_order,
    hand_over_repair_order,
    move_repair_order,
)
from lifecycle_desk.stages.service.room import ROOM as OF_SERVICE
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.erasing import ErasePerson, erase_person
from lifecycle_desk.vehicle.usecases.recording import opened as personal_of

CHECKS = tuple(OF_SERVICE.offered("checks"))


def part(code: str, price: int, pays: PayType = PayType.CUSTOMER) -> Line:
    return Line(kind=LineKind.PART, code=code, text=code, quantity=Decimal(1), price=price, pays=pays)


PADS, DISCS, HOSE = part("PADS", 100_00), part("DISCS", 200_00), part("HOSE", 50_00, PayType.WARRANTY)
BRAKES = Job(complaint="It grinds", cause="Worn", correction="Renewed", lines=(PADS, DISCS, HOSE))
WIPERS = Job(complaint="Smears", cause="Old", correction="Renewed", lines=(part("WIPER", 30_00),))
VAT = 107  # Thailand: 7 % on top


def gross(*nets: int) -> Money:
    return Money(sum(nets) * VAT // 100, "THB")


@pytest.fixture
def number(shop) -> str:
    return open_repair_order(shop, OpenRepairOrder(vin=VIN, jobs=(BRAKES, WIPERS))).value.number


def say(user, number: str, *approved: bool, how: How = How.PHONE, who: str = "Khun Siriporn", **more):
    """The customer says yes or no to each line that he pays, in their order."""
    found = order(user, number)
    places = [(job, line) for job, line, _ in to_decide((*found.order.sheet.jobs, *_proposed(user, number)))]
    decisions = tuple(Decision(*place, yes) for place, yes in zip(places, approved, strict=True))
    asked = {"revision": found.order.revision, "decisions": decisions, "how": how, "who": who} | more
    return decide_estimate(user, DecideEstimate(number=number, **asked)).value


def _proposed(user, number):
    from lifecycle_desk.stages.service.estimates import tables as approvals

    with user.store.reading() as tx:
        return approvals.proposed(tx, order(user, number).order.key)


def advice(user, vin: str = VIN):
    from lifecycle_desk.stages.service.estimates import tables as approvals

    with user.store.reading() as tx:
        return approvals.open_advice(tx, vin)


def lines(user, number: str) -> list[list[str]]:
    return [[line.code for line in job.lines] for job in order(user, number).order.sheet.jobs]


def change(user, number: str, *jobs: Job):
    found = order(user, number).order
    asked = ChangeRepairOrder(number=number, revision=found.revision, **sheet_of(user, number, jobs=jobs))
    return change_repair_order(user, asked)


# The rule -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "kept", "refused"),
    [
        ((True, True, True), [["PADS", "DISCS", "HOSE"], ["WIPER"]], []),
        ((True, False, True), [["PADS", "HOSE"], ["WIPER"]], [["DISCS"]]),
        ((False, False, True), [["HOSE"], ["WIPER"]], [["PADS", "DISCS"]]),
        ((True, True, False), [["PADS", "DISCS", "HOSE"]], [["WIPER"]]),
        ((False, False, False), [["HOSE"]], [["PADS", "DISCS"], ["WIPER"]]),
    ],
)
def test_lines_are_decided_one_by_one_and_what_others_pay_is_not_asked(shop, number, said, kept, refused):
    done = say(shop, number, *said)

    assert lines(shop, number) == kept
    assert [[line.code for line in each.job.lines] for each in advice(shop)] == refused
    nets = [100_00, 200_00, 30_00]
    yes = [net for net, approved in zip(nets, said, strict=True) if approved]
    assert done.approved == gross(*yes)
    assert done.approved == order(shop, number).totals.customer
    assert sound(shop)


def test_of_a_proposed_job_what_others_pay_comes_only_with_what_is_approved():
    own, proposed = (WIPERS,), (BRAKES,)
    none = decide(own, proposed, (Decision(1, 1, True), Decision(2, 1, False), Decision(2, 2, False)))
    some = decide(own, proposed, (Decision(1, 1, True), Decision(2, 1, True), Decision(2, 2, False)))

    assert [[line.code for line in job.lines] for job in none.jobs] == [["WIPER"]]
    assert [[line.code for line in job.lines] for job in some.jobs] == [["WIPER"], ["PADS", "HOSE"]]
    assert [[line.code for line in job.lines] for job in some.refused] == [["DISCS"]]
    assert all(not job.complaint for job in some.refused)


@pytest.mark.parametrize(
    ("decisions", "refusal", "place"),
    [
        ((), approval.LineNotDecided, "decisions"),
        (((1, 1), (1, 2)), approval.LineNotDecided, "decisions"),
        (((1, 1), (1, 1), (1, 2), (2, 1)), approval.DecidedTwice, "decisions[1]"),
        (((1, 1), (1, 2), (1, 3), (2, 1)), approval.NoSuchLine, "decisions[2]"),
        (((0, 1),), approval.NoSuchLine, "decisions[0]"),
        (((3, 1),), approval.NoSuchLine, "decisions[0]"),
    ],
)
def test_each_line_that_the_customer_pays_is_decided_once_and_no_other(shop, number, decisions, refusal, place):
    asked = tuple(Decision(*each, True) for each in decisions)
    with pytest.raises(refusal) as refused:
        decide_estimate(shop, DecideEstimate(number=number, revision=1, decisions=asked, how=How.PHONE, who="x"))
    assert refused.value.at == place


@pytest.mark.parametrize(
    ("changes", "refusal", "place"),
    [
        ({"who": " "}, approval.WhoApproved, "who"),
        ({"how": How.SIGNED, "who": "Khun S."}, approval.SignatureMissing, "signature"),
        ({"signature": (((-1, 0),),)}, Objection, "signature"),
        ({"at": at(30)}, approval.DecidedInTheFuture, "at"),
        ({"at": at(20).replace(tzinfo=None)}, Objection, "at"),
        ({"note": "x" * 2_001}, Objection, "note"),
        ({"revision": 2}, Objection, "revision"),
    ],
)
def test_an_approval_says_how_when_and_by_whom(shop, number, changes, refusal, place, stopped_clock):
    stopped_clock(at(25))
    with pytest.raises(refusal) as refused:
        say(shop, number, True, True, True, **changes)
    assert refused.value.at == place
    assert lines(shop, number) == [["PADS", "DISCS", "HOSE"], ["WIPER"]]


def test_a_signature_stands_in_the_event_alone_under_the_customers_key(shop, number):
    pen = (((1, 2), (3, 4)), ((5, 6),))
    done = say(shop, number, True, False, True, how=How.SIGNED, who="", signature=pen, note="Wants the old parts")

    with shop.store.reading() as tx:
        told = life.event(tx, done.event)[0]
        assert personal_of(tx, done.event)["signature"] == [[[1, 2], [3, 4]], [[5, 6]]]
    assert "signature" not in told.facts
    assert "Wants" not in str(told.facts)
    assert [(each["code"], each.get("approved", False)) for each in told.facts["lines"]] == [
        ("PADS", True),
        ("DISCS", False),
        ("WIPER", True),
    ]


# The sum --------------------------------------------------------------------------------------------------------

DEARER = replace(BRAKES, lines=(PADS, replace(DISCS, price=200_01), HOSE))


@pytest.mark.parametrize(
    ("jobs", "goes"),
    [
        ((BRAKES, WIPERS), True),
        ((BRAKES,), True),
        ((replace(BRAKES, cause="Worn to the metal"), WIPERS), True),
        ((replace(BRAKES, lines=(PADS, DISCS, replace(HOSE, price=99_999_00))), WIPERS), True),
        ((DEARER, WIPERS), False),
        ((DEARER,), True),
        ((BRAKES, WIPERS, WIPERS), False),
    ],
)
def test_more_than_the_approved_sum_is_refused_naming_both_sums(shop, number, jobs, goes):
    say(shop, number, True, True, True)
    if goes:
        change(shop, number, *jobs)
        assert sound(shop)
        return
    with pytest.raises(approval.MoreThanApproved) as refused:
        change(shop, number, *jobs)
    facts = refused.value.facts
    assert facts["approved"] == gross(100_00, 200_00, 30_00)
    assert facts["amount"].minor > facts["approved"].minor
    assert lines(shop, number) == [["PADS", "DISCS", "HOSE"], ["WIPER"]]


def test_an_order_that_nobody_asked_about_is_free(shop, number):
    change(shop, number, BRAKES, WIPERS, WIPERS, WIPERS)
    move_repair_order(shop, MoveRepairOrder(number, IN_WORK))


def _over(user, number: str) -> None:
    """Behind the program's back, as a tax that rises would: the order comes to more than was approved."""
    with user.store.writing() as tx:
        tx.connection.execute(text("UPDATE order_approval SET approved = approved - 1"))


@pytest.mark.parametrize("state", [IN_WORK, WAITING])
def test_an_order_over_the_sum_does_not_move_on(shop, number, state):
    say(shop, number, True, True, True)
    _over(shop, number)
    with pytest.raises(approval.MoreThanApproved):
        move_repair_order(shop, MoveRepairOrder(number, state))


def test_moving_back_and_aside_is_always_possible_and_handing_over_is_not(shop, number):
    say(shop, number, True, True, True)
    for state in (IN_WORK, CHECK, READY):
        move_repair_order(shop, MoveRepairOrder(number, state))
    _over(shop, number)
    with pytest.raises(approval.MoreThanApproved):
        hand_over_repair_order(shop, HandOverRepairOrder(number=number))
    move_repair_order(shop, MoveRepairOrder(number, CHECK))
    move_repair_order(shop, MoveRepairOrder(number, WAITING))


@pytest.mark.parametrize(("present", "wanted", "on"), [("booked", "in_work", True), ("ready", "in_work", False)])
def test_what_goes_on_is_known(present, wanted, on):
    assert goes_on(OrderState.of(present), OrderState.of(wanted)) is on


def test_decided_anew_the_work_goes_on(shop, number):
    say(shop, number, True, True, False)
    found = order(shop, number).order
    revision, (brakes,) = found.revision, found.sheet.jobs
    typed = sheet_of(shop, number, jobs=(replace(brakes, cause="Worn", lines=(*brakes.lines, part("FLUID", 40_00))),))
    done = propose_beyond(shop, ProposeBeyond(number=number, revision=revision, **typed)).value
    assert (done.proposed, done.approved) == (1, gross(300_00))
    assert lines(shop, number) == [["PADS", "DISCS", "HOSE"]]

    again = say(shop, number, True, True, True)

    assert again.approved == gross(300_00, 40_00)
    assert lines(shop, number) == [["PADS", "DISCS", "HOSE"], ["FLUID"]]
    assert sound(shop)


def test_a_car_is_not_handed_over_while_something_is_proposed(shop, number):
    say(shop, number, True, True, True)
    for state in (IN_WORK, CHECK, READY):
        move_repair_order(shop, MoveRepairOrder(number, state))
    propose_work(shop, ProposeWork(number=number, jobs=(WIPERS,)))
    with pytest.raises(approval.ProposedUndecided):
        hand_over_repair_order(shop, HandOverRepairOrder(number=number))
    propose_work(shop, ProposeWork(number=number, jobs=()))
    hand_over_repair_order(shop, HandOverRepairOrder(number=number))
    assert sound(shop)


LINES = st.builds(part, st.sampled_from("ABC"), st.sampled_from([0, 10, 20]), st.sampled_from([*PayType][:2]))
JOBS = st.lists(st.builds(Job, cause=st.sampled_from("xy"), lines=st.lists(LINES, max_size=4).map(tuple)), max_size=4)


@given(JOBS, JOBS)
def test_what_is_parted_holds_no_more_than_before_and_loses_nothing_that_was_typed(kept, typed):
    stay, proposed = beyond(kept, typed)

    def paid(jobs):
        return sum(line.amount for _, _, line in to_decide(jobs))

    assert paid(stay) <= paid(kept)
    typed_lines = [line for job in typed for line in job.lines]
    found = [line for job in (*stay, *proposed) for line in job.lines]
    assert all(found.count(line) >= typed_lines.count(line) for line in typed_lines)
    assert all(job.lines for job in proposed)


@given(JOBS, JOBS, st.data())
def test_a_decision_keeps_every_line_once_either_on_the_order_or_as_advice(own, proposed, data):
    jobs = [*own, *proposed]
    wanted = [(job, line) for job, line, _ in to_decide(jobs)]
    if not wanted:
        return
    said = [Decision(*place, data.draw(st.booleans())) for place in wanted]
    made = decide(own, proposed, said)

    kept = sorted(line.amount for _, _, line in to_decide(made.jobs))
    refused = sorted(line.amount for _, _, line in to_decide(made.refused))
    assert sorted(kept + refused) == sorted(line.amount for _, _, line in to_decide(jobs))
    assert len(refused) == sum(not each.approved for each in said)


# Taken back, and advice -----------------------------------------------------------------------------------------


def test_an_approval_taken_back_leaves_the_order_as_it_was(shop, number):
    propose_work(shop, ProposeWork(number=number, jobs=(WIPERS,)))
    before = order(shop, number).order.sheet
    done = say(shop, number, True, False, False, True)
    verb, asked = decide_estimate.undo(done)
    verb(shop, asked)

    assert order(shop, number).order.sheet == before
    assert len(_proposed(shop, number)) == 1
    assert advice(shop) == []
    change(shop, number, BRAKES, WIPERS, WIPERS)
    assert sound(shop)


def test_an_approval_after_which_something_happened_is_not_taken_back(shop, number):
    done = say(shop, number, True, True, True)
    change(shop, number, BRAKES)
    with pytest.raises(approval.NotTheLastApproval):
        take_back_approval(shop, TakeBackApproval(number, done.event, "why"))
    with pytest.raises(approval.UnknownApproval):
        take_back_approval(shop, TakeBackApproval(number, done.event + 7, "why"))


def test_what_was_refused_is_told_at_the_next_visit_and_taken_up_there(shop, number):
    say(shop, number, True, False, False)
    cancel_repair_order(shop, CancelRepairOrder(number))
    done = open_repair_order(shop, OpenRepairOrder(vin=VIN, jobs=(Job(complaint="Service"),)))
    assert [(each.rule, each.facts) for each in done.warnings] == [("advice_open", {"n": 2})]

    first, second = advice(shop)
    assert [line.code for line in first.job.lines] == ["DISCS"]
    assert first.amount == gross(200_00)
    next_number = done.value.number
    assert take_up_advice(shop, TakeUpAdvice(first.number, next_number)).value.proposed == 1
    assert [each.number for each in advice(shop)] == [second.number]
    again = say(shop, next_number, True)
    assert again.approved == gross(200_00)
    assert lines(shop, next_number) == [[], ["DISCS"]]
    drop_advice(shop, DropAdvice(second.number))
    assert advice(shop) == []
    for verb, asked in (
        (take_up_advice, TakeUpAdvice(first.number, next_number)),
        (drop_advice, DropAdvice(second.number)),
        (drop_advice, DropAdvice(99)),
    ):
        with pytest.raises(approval.UnknownAdvice):
            verb(shop, asked)


def test_advice_of_another_car_is_not_taken_up(shop, number):
    say(shop, number, True, True, False)
    other = open_repair_order(shop, OpenRepairOrder(vin=another_car(shop))).value.number
    with pytest.raises(approval.UnknownAdvice):
        take_up_advice(shop, TakeUpAdvice(advice(shop)[0].number, other))
    assert advice(shop)[0].state is AdviceState.OPEN


def test_where_nobody_knows_what_the_order_was_an_approval_is_not_taken_back(shop, number):
    done = say(shop, number, True, True, True)
    with shop.store.writing() as tx:  # as records that came without people
        tx.connection.execute(text("UPDATE order_approval SET before = '', proposed = ''"))
    with pytest.raises(approval.NotTheLastApproval):
        take_back_approval(shop, TakeBackApproval(number, done.event, "why"))
    assert lines(shop, number) == [["PADS", "DISCS", "HOSE"], ["WIPER"]]


# Checking and forgetting ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "damage",
    ["SET approved = 1", "SET refused = 1", "SET counts = 0", "SET order_key = order_key"],
)
def test_check_finds_a_decision_that_was_changed_behind_the_programs_back(own_shop, damage):
    number = open_repair_order(own_shop, OpenRepairOrder(vin=VIN, jobs=(BRAKES, WIPERS))).value.number
    say(own_shop, number, True, True, False)
    assert sound(own_shop)
    with own_shop.store.engine.begin() as connection:
        connection.execute(text(f"UPDATE order_approval {damage}"))

    parts = {each.part for each in books.check(own_shop, CHECKS).findings}
    assert parts == (set() if damage == "SET order_key = order_key" else {"approvals"})


def test_who_said_so_and_what_was_said_go_with_the_customer(own_shop):
    number = open_repair_order(own_shop, OpenRepairOrder(vin=VIN, jobs=(BRAKES, WIPERS))).value.number
    pen = (((11, 12), (13, 14)),)
    done = say(own_shop, number, True, False, True, how=How.SIGNED, who="Anchana", note="at the desk", signature=pen)
    propose_work(own_shop, ProposeWork(number=number, jobs=(replace(WIPERS, complaint="Anchana says it smears"),)))
    erase_person(own_shop, ErasePerson(1, "asked for it"))

    with own_shop.store.reading() as tx:
        assert personal_of(tx, done.event) is None
    assert [job.complaint for job in _proposed(own_shop, number)] == [""]
    assert books.check(own_shop, CHECKS).sound
    path = own_shop.store.path
    own_shop.store.close()
    remains = b"".join(each.read_bytes() for each in path.parent.glob("desk.ldk*") if each.is_file())
    assert b"Anchana" not in remains
    assert b"It grinds" not in remains


def test_every_field_of_the_order_is_in_a_proposal(shop, number):
    names = {each.name for each in fields(ProposeBeyond)}
    assert {each.name for each in fields(ChangeRepairOrder)} == names
