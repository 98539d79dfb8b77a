"""Jobs and lines have numbers of their own: worked time, clocks and claims stay with them, wherever they stand."""

from dataclasses import replace

import pytest
from claiming import CAMPAIGN, PLAIN
from hypothesis import given, settings
from hypothesis import strategies as some
from workshop import COOLING, OPENED, VIN, moved, opened, sheet_of, sound

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.commands.request import read_request
from lifecycle_desk.stages.service.claims.usecases.creating import begin_claim
from lifecycle_desk.stages.service.claims.usecases.requests import BeginClaim, ClaimStep, ClaimStepWhy
from lifecycle_desk.stages.service.claims.usecases.showing import claim_page, to_claim
from lifecycle_desk.stages.service.claims.usecases.transitions import cancel_claim, submit_claim
from lifecycle_desk.stages.service.clocks.usecases import StartClock, StopClock, start_clock, stop_clock
from lifecycle_desk.stages.service.orders.rules.identities import (
    ClockOnJob,
    HeldLine,
    JobIsNeeded,
    LineIsNeeded,
    TimeWorked,
    check_held,
    check_identities,
    recognised,
)
from lifecycle_desk.stages.service.orders.rules.orders import (
    Job,
    Line,
    LineKind,
    PayType,
    RepairOrder,
    numbered,
    unnumbered,
)
from lifecycle_desk.stages.service.orders.rules.states import CHECK, IN_WORK, READY
from lifecycle_desk.stages.service.orders.usecases.orders import (
    change_repair_order,
    correct_repair_order,
    log_repair_order,
)
from lifecycle_desk.stages.service.orders.usecases.requests import (
    ChangeRepairOrder,
    CorrectRepairOrder,
    LogRepairOrder,
    TakeBackOrderStep,
)
from lifecycle_desk.stages.service.orders.usecases.showing import order
from lifecycle_desk.stages.service.orders.usecases.transitions import take_back_order_step
from lifecycle_desk.vehicle.usecases.showing import page

SOMCHAI = "Somchai Pradit"
SQUEAKS = Job(complaint="Squeaks", correction="Greased", lines=(PLAIN.lines[0],))
LOGGED = LogRepairOrder(vin=VIN, jobs=(PLAIN, SQUEAKS), technician=SOMCHAI)


def jobs_of(user, number):
    return order(user, number).order.sheet.jobs


def change(user, number, *jobs):
    given = sheet_of(user, number, jobs=jobs) | {"revision": order(user, number).order.revision}
    return change_repair_order(user, ChangeRepairOrder(number=number, **given))


def correct(user, number, *jobs):
    given = sheet_of(user, number, jobs=jobs) | {"revision": order(user, number).order.revision}
    return correct_repair_order(user, CorrectRepairOrder(number=number, why="put right", **given))


def refused(call, *asked):
    with pytest.raises(Objection) as fault:
        call(*asked)
    return fault.value


@pytest.fixture
def shop(own_shop):
    """One engine is enough: what is kept is told to both alike."""
    return own_shop


@pytest.fixture
def two_jobs(shop):
    return opened(shop, OPENED.__class__(vin=VIN, jobs=(COOLING, SQUEAKS), technician=SOMCHAI)).number


def test_worked_time_stays_with_its_complaint_when_jobs_change_places(shop, two_jobs):
    start_clock(shop, StartClock(number=two_jobs, job=1))
    stop_clock(shop, StopClock(SOMCHAI))
    start_clock(shop, StartClock(number=two_jobs, job=2))
    first, second = jobs_of(shop, two_jobs)
    change(shop, two_jobs, second, first)
    stopped = stop_clock(shop, StopClock(SOMCHAI)).value

    names = {job.id: job.complaint for job in jobs_of(shop, two_jobs)}
    assert [names[each.job_id] for each in order(shop, two_jobs).worked] == [COOLING.complaint, "Squeaks"]
    told = page(shop, VIN).lines[-1].told.facts
    assert (stopped.job, told["job"], told["job_id"]) == (1, 1, second.id)
    assert sound(shop)


def test_a_job_that_was_worked_on_is_not_replaced_by_another_and_the_refusal_says_what_rests_on_it(shop, two_jobs):
    start_clock(shop, StartClock(number=two_jobs, job=2))
    first, second = jobs_of(shop, two_jobs)
    running = refused(change, shop, two_jobs, first, Job(complaint="Another complaint"))
    stop_clock(shop, StopClock(SOMCHAI))
    worked = refused(change, shop, two_jobs, first)
    without_identities = refused(change, shop, two_jobs, *unnumbered((first, second)))

    assert (type(running), running.job, type(running.what[0])) == (JobIsNeeded, 2, ClockOnJob)
    assert (worked.what[0].rule, worked.what[0].n) == (TimeWorked(1, SOMCHAI).rule, 1)
    assert type(without_identities) is JobIsNeeded
    change(shop, two_jobs, second)  # the other may go, and this one moves up
    assert sound(shop)


def test_a_claim_keeps_its_complaint_when_jobs_change_places(shop):
    number = log_repair_order(shop, LOGGED).value.number
    claim = begin_claim(shop, BeginClaim(number, job=2)).value.number
    first, second = jobs_of(shop, number)
    correct(shop, number, second, first)

    assert claim_page(shop, claim).complaint == "Squeaks"
    begun = next(each.told for each in page(shop, VIN).lines if each.told.kind == "service.claim_begun")
    assert (begun.facts["job"], begun.facts["job_id"]) == (2, second.id)
    assert begun.facts["lines"] == [line.id for line in second.lines]
    assert sound(shop)


def test_a_line_is_claimed_once_however_its_job_moves(shop):
    number = log_repair_order(shop, LOGGED).value.number
    begin_claim(shop, BeginClaim(number, job=1))
    first, second = jobs_of(shop, number)
    correct(shop, number, second, first)

    assert [(each.job, each.job_id) for each in to_claim(shop, number)] == [(0, second.id)]
    begin_claim(shop, BeginClaim(number, job_id=second.id))
    assert to_claim(shop, number) == ()
    assert refused(begin_claim, shop, BeginClaim(number)).rule == "nothing_to_claim"


def test_the_lines_that_are_left_to_claim_stay_the_same_when_jobs_change_places(shop):
    """By places the job that was claimed could be claimed once more, and the other one never."""
    number = log_repair_order(shop, LOGGED).value.number
    begin_claim(shop, BeginClaim(number, job=2))
    left = [[line.text for line in each.lines] for each in to_claim(shop, number)]
    first, second = jobs_of(shop, number)
    correct(shop, number, second, first)

    assert [[line.text for line in each.lines] for each in to_claim(shop, number)] == left


def test_what_comes_onto_a_claimed_job_later_is_claimed_by_itself(shop):
    number = log_repair_order(shop, replace(LOGGED, jobs=(PLAIN,))).value.number
    begin_claim(shop, BeginClaim(number))
    (job,) = jobs_of(shop, number)
    more = replace(PLAIN.lines[0], text="Adjust")
    correct(shop, number, replace(job, lines=(*job.lines, more)))

    assert [[line.text for line in each.lines] for each in to_claim(shop, number)] == [["Adjust"]]


@pytest.mark.parametrize(
    "alter",
    [
        lambda job: replace(job, lines=job.lines[1:]),
        lambda job: replace(job, lines=(replace(job.lines[0], pays=PayType.INTERNAL), *job.lines[1:])),
        lambda job: replace(job, lines=(*unnumbered((job,))[0].lines,)),
    ],
)
def test_lines_that_a_claim_names_are_not_corrected_away(shop, alter):
    number = log_repair_order(shop, LOGGED).value.number
    claim = begin_claim(shop, BeginClaim(number, job=1)).value.number
    first, second = jobs_of(shop, number)

    found = refused(correct, shop, number, alter(first), second)
    assert (type(found), found.job, found.line) == (LineIsNeeded, 1, 1)
    assert found.what[0].claim == claim
    assert type(refused(correct, shop, number, second)) is JobIsNeeded
    correct(shop, number, replace(first, lines=(*first.lines[:2],), correction="Replaced, and tried"), second)
    assert sound(shop)


def test_a_draft_does_not_go_out_with_lines_that_the_order_has_otherwise_by_now(shop):
    number = log_repair_order(shop, replace(LOGGED, jobs=(PLAIN,))).value.number
    claim = begin_claim(shop, BeginClaim(number)).value.number
    (job,) = jobs_of(shop, number)
    correct(shop, number, replace(job, lines=(replace(job.lines[0], price=90_000), *job.lines[1:])))
    found = refused(submit_claim, shop, ClaimStep(claim))
    assert (found.rule, found.line, found.order) == ("line_changed_since", 1, number)

    cancel_claim(shop, ClaimStepWhy(claim, "begun anew"))
    anew = begin_claim(shop, BeginClaim(number)).value
    assert submit_claim(shop, ClaimStep(anew.number)).value.asked.minor == 340_000


def test_a_request_without_identities_makes_new_jobs_and_strange_identities_are_refused(shop, two_jobs):
    before = {job.id for job in jobs_of(shop, two_jobs)}
    asked = f'{{"number": "{two_jobs}", "revision": 1, "jobs": [{{"complaint": "New"}}]}}'
    change_repair_order(shop, read_request(asked, ChangeRepairOrder))
    (job,) = jobs_of(shop, two_jobs)

    assert job.complaint == "New"
    assert job.id not in before
    assert refused(change, shop, two_jobs, replace(job, id=999)).rule == "unknown_identity"
    assert refused(change, shop, two_jobs, job, job).rule == "identity_twice"
    other = opened(shop, OPENED.__class__(vin=VIN, jobs=(replace(job, id=77),))).number
    assert [each.id for each in jobs_of(shop, other)] == [1]


def test_an_identity_is_never_given_twice(shop, two_jobs):
    first, second = jobs_of(shop, two_jobs)
    change(shop, two_jobs, first)
    change(shop, two_jobs, first, Job(complaint="Later"))

    later = jobs_of(shop, two_jobs)[1]
    assert later.id > max(each.id for each in (second, *second.lines))


def test_a_number_that_was_never_given_is_found_by_the_check(shop, two_jobs):
    with shop.store.writing() as tx:
        tx.connection.exec_driver_sql("UPDATE repair_order SET identities = 1")
    assert not sound(shop)


def test_a_clock_is_started_by_the_identity_of_a_job_wherever_it_stands(shop, two_jobs):
    first, second = jobs_of(shop, two_jobs)
    change(shop, two_jobs, second, first)
    started = start_clock(shop, StartClock(number=two_jobs, job_id=first.id)).value

    assert started.job == 2
    assert [each.job_id for each in order(shop, two_jobs).running] == [first.id]
    assert refused(start_clock, shop, StartClock(number=two_jobs, job_id=99)).rule == "no_such_job"


# Rules ------------------------------------------------------------------------------------------------------------

NUMBERS = some.integers(1, 6)
JOBS = some.lists(
    some.builds(
        lambda number, lines: Job(
            complaint=str(number),
            id=number,
            lines=tuple(Line(kind=LineKind.SUNDRIES, text=str(each), price=each, id=each) for each in lines),
        ),
        NUMBERS,
        some.lists(some.integers(10, 14), unique=True, max_size=3),
    ),
    unique_by=lambda job: job.id,
    max_size=4,
)


@settings(max_examples=60)
@given(JOBS, JOBS, some.sets(NUMBERS), some.sets(some.tuples(NUMBERS, some.integers(10, 14))))
def test_no_sheet_that_is_let_through_loses_what_something_rests_on(before, after, jobs, lines):
    by = ClockOnJob("x")
    held = {line: [HeldLine(job, ("price",), by)] for job, line in lines}
    try:
        check_held(before, after, {job: [by] for job in jobs}, held)
    except (JobIsNeeded, LineIsNeeded):
        return
    assert {job.id for job in before} & jobs <= {job.id for job in after}
    stand = {(job.id, line.id) for job in after for line in job.lines}
    own = {line.id for job in before for line in job.lines}
    assert {(held[line][0].job, line) for line in own & held.keys()} <= stand


@settings(max_examples=60)
@given(JOBS)
def test_identities_are_given_once_and_found_again_by_what_jobs_say(jobs):
    seen = [line.id for job in jobs for line in job.lines]
    if len(set(seen)) < len(seen):
        with pytest.raises(Objection):
            check_identities(jobs, jobs)
        return
    check_identities(jobs, jobs)
    assert [job.id for job in recognised(unnumbered(jobs), jobs)] == [job.id for job in jobs]


def test_numbers_are_given_to_what_is_new_alone():
    sheet = OPENED.__class__(vin=VIN, jobs=(replace(COOLING, id=4), CAMPAIGN))
    bare = RepairOrder.__new__(RepairOrder)
    for name in RepairOrder.__slots__:
        object.__setattr__(bare, name, None)
    given_order = replace(bare, sheet=sheet, identities=9)
    made = numbered(given_order)

    assert [job.id for job in made.sheet.jobs] == [4, 13]
    assert [line.id for line in made.sheet.jobs[0].lines] == [10, 11, 12]
    assert made.identities == 14
    assert numbered(made) == made


def test_moves_of_an_order_keep_its_identities(shop, two_jobs):
    before = [(job.id, [line.id for line in job.lines]) for job in jobs_of(shop, two_jobs)]
    made = moved(shop, two_jobs, IN_WORK, CHECK, READY)
    take_back_order_step(shop, TakeBackOrderStep(two_jobs, made.event, "not yet"))

    assert [(job.id, [line.id for line in job.lines]) for job in jobs_of(shop, two_jobs)] == before
