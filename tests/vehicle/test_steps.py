"""Steps: each is declared whole, and what it says of itself is so."""

from lifecycle_desk.rooms import offered
from lifecycle_desk.vehicle.rules.steps import STEPS


def test_every_field_of_a_step_has_its_place_and_every_name_is_one():
    assert [*offered("commands")]  # the rooms are there, and have taught their steps
    assert {each.event.value: list(each.faults()) for each in STEPS if list(each.faults())} == {}
