"""What rests on what: one table, whose words are those of the stages, and nothing is taken back from under another."""

from datetime import date
from importlib import import_module
from pkgutil import walk_packages

import lifecycle_desk.stages
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.language import Language
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.resting import (
    AGAINST,
    RESTS,
    TAKES_BACK,
    Later,
    RestsOnThis,
    named,
    resting_on,
    taken_from_under,
)
from lifecycle_desk.vehicle.rules.wording import worded
from lifecycle_desk.vehicle.usecases.life import OWNED

for module in walk_packages(lifecycle_desk.stages.__path__, "lifecycle_desk.stages."):
    if ".rules" in module.name:
        import_module(module.name)


def kinds() -> dict[str, str]:
    """All kinds of events that stages name, with their words."""
    return {each.value: each.label for term in LabeledEnum.__subclasses__() if term is not Later for each in term}


def test_the_table_names_only_kinds_that_stages_tell_in_their_own_words():
    known = kinds()
    of_vehicle = {Later.OWNER_RECORDED, Later.CLUSTER}
    assert {each: each.label for each in Later if each not in of_vehicle} == {
        each: known.get(each.value) for each in Later if each not in of_vehicle
    }
    assert Later.OWNER_RECORDED.value == OWNED.event.value
    plain = {OWNED.event.value, Later.CLUSTER.value, "vehicle.taken_back"}
    assert {*RESTS, *TAKES_BACK, *AGAINST} <= known.keys() | plain
    worded(RecordedEvent(1, date(2026, 1, 2), OWNED.event.value, {}))
    assert {rest.later for rests in RESTS.values() for rest in rests} == set(Later)


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
    assert "Warranty claim begun, CL-2026-0001, on" in said
    assert "(event 2)" in said
    assert "Handed over on" in said
