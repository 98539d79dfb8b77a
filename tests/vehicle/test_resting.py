"""What rests on what: one table put together from all steps, and nothing is taken back from under another."""

from datetime import date

from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.language import Language
from lifecycle_desk.rooms import offered
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.resting import (
    AGAINST,
    RESTS,
    TAKES_BACK,
    RestsOnThis,
    named,
    resting_on,
    taken_from_under,
)

[*offered("commands")]  # the rooms are there, and have taught their steps
OWNERS = {"sale.handed_over", "transfer.owner_changed", "transfer.taken_in"}
ORDERS = {"service.order_booked", "service.order_moved", "service.order", "service.order_cancelled"}
VISITS = {"service.order_booked", "service.order"}
CHECKED = {"sale.inspected", "sale.quarantined"}
TAKEN_OVER, DEPOLLUTED = "recycling.taken_over", "recycling.depolluted"
GONE = {TAKEN_OVER, DEPOLLUTED, "recycling.battery_handed_over"}
WHOLE = {
    "sale.inspected": CHECKED,
    "sale.sold": OWNERS,
    "sale.handed_over": CHECKED | {"sale.sold", "transfer.owner_changed"},
    "service.job_worked": VISITS,
    "service.order_paid": VISITS,
    "service.estimate_decided": VISITS,
    "service.diagnosis": VISITS,
    "service.inspection": VISITS,
    "service.claim_begun": ORDERS | {"sale.handed_over"},
    "service.claim_submitted": ORDERS,
    "service.claim_answered": ORDERS,
    "service.claim_paid": ORDERS,
    "transfer.taken_in": {"sale.handed_over", "transfer.owner_changed", "vehicle.owner_recorded"},
    "transfer.appraised": {"transfer.condition_found"},
    "transfer.owner_changed": OWNERS | {"sale.sold", "vehicle.owner_recorded"},
    "vehicle.owner_recorded": OWNERS,
    "vehicle.cluster_replaced": {"vehicle.cluster_replaced"},
    "recycling.found_again": {"recycling.stolen"},
    "recycling.exported": {"transfer.taken_in"},
    TAKEN_OVER: OWNERS,
    DEPOLLUTED: {TAKEN_OVER},
    "recycling.parts_taken": {TAKEN_OVER},
    "recycling.battery_handed_over": {TAKEN_OVER, DEPOLLUTED},
    "recycling.destroyed": GONE | {"recycling.parts_taken"},
    "recycling.reported": GONE
    | {"recycling.total_loss", "recycling.stolen", "recycling.exported", "recycling.destroyed"},
}


def kinds() -> set[str]:
    """All kinds of events that rooms name."""
    return {each.value for term in LabeledEnum.__subclasses__() for each in term}


def test_the_table_of_all_steps_is_whole_and_names_only_kinds_that_rooms_tell():
    assert {later: {rests.kind for rests in on} for later, on in RESTS.items()} == WHOLE
    assert {kind for on in WHOLE.values() for kind in on} | {*WHOLE, *TAKES_BACK, *AGAINST} <= kinds()
    assert {"sale.cancelled", "sale.taken_back", "service.order_taken_back", "vehicle.taken_back"} <= TAKES_BACK


def told(seq: int, kind: str, corrects: int | None = None, **facts) -> RecordedEvent:
    return RecordedEvent(seq, date(2026, 1, seq), kind, facts, corrects=corrects)


def test_only_what_came_between_is_found_in_old_books():
    handed = told(3, "sale.handed_over", contract="SC-1")
    events = [
        told(2, "sale.sold", contract="SC-1"),
        handed,
        told(4, "sale.taken_back", 2),
        told(5, "sale.sold", contract="SC-2"),
        told(6, "sale.handed_over", contract="SC-2"),
    ]
    assert list(taken_from_under(events)) == [(events[0], (handed,))]
    assert not list(taken_from_under([*events[:3], told(5, "sale.taken_back", 3)]))


def test_a_claim_that_was_cancelled_rests_on_nothing():
    order = told(1, "service.order", order="RO-1")
    claim = [
        told(2, "service.claim_begun", repair_order="RO-1", claim="CL-1"),
        told(3, "service.claim_submitted", repair_order="RO-1", claim="CL-1"),
    ]
    other = told(4, "service.claim_begun", repair_order="RO-2", claim="CL-2")
    assert resting_on(order, [order, *claim, other]) == tuple(claim)
    assert resting_on(order, [order, *claim, told(5, "service.claim_cancelled", claim="CL-1")]) == ()
    assert resting_on(told(6, "service.order_cancelled", order="RO-1"), [order, *claim]) == tuple(claim)


def test_the_refusal_lists_what_rests_on_it():
    later = (
        named(told(2, "service.claim_begun", claim="CL-2026-0001")),
        named(told(3, "sale.handed_over", contract=None)),
    )
    said = Language("en").sentence(RestsOnThis(later))
    assert "Warranty claim started, CL-2026-0001, on" in said
    assert "(record 2)" in said
    assert "Handed over on" in said
