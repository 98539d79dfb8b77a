"""What the program keeps things under is shown to nobody: no page and no entry of a life has a raw name in it."""

import re
from collections.abc import Iterator

import pytest

from lifecycle_desk.base.said import Said
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.vehicle.rules.wording import worded
from lifecycle_desk.vehicle.screens.event_text import in_words
from lifecycle_desk.vehicle.usecases.showing import page
from lifecycle_desk.vehicle.usecases.vehicles_shown import Vehicles

# pdi-2, brake_fluid, service.order_moved; not scratch-14.png, which somebody called so, nor a part number.
RAW = re.compile(r"(?<![\w@./-])(?:[a-z]{2,}(?:-[a-z]+)*-\d+(?![\w.-])|(?:[a-z]+\.)?[a-z]+_[a-z_]+)\b")


@pytest.mark.parametrize("raw", ["pdi-2", "Checklist: condition-1", "brake_fluid", "service.order_moved", "own-2026"])
def test_a_raw_name_is_told_from_words(raw):
    assert RAW.search(raw)


@pytest.mark.parametrize("said", ["scratch-14.png", "RO-2026-0012", "LC-100-2", "5-seater", "a@b-1.com", "E-208"])
def test_names_that_people_gave_are_none(said):
    assert not RAW.search(said)


def told(user: UserSession) -> Iterator[tuple[str, str]]:
    """All that the entries of all lives say, with the kind of the entry."""
    cars = Vehicles(user)
    for car in cars.rows(cars.keys()).values():
        for each in page(user, car.vin).lines:
            words = worded(each.told)
            pieces = [words.title, *words.detail]
            pieces += [piece for label, value in words.facts for piece in (Said(label), value)]
            yield from ((each.told.kind, in_words(piece)) for piece in pieces)


def test_no_entry_of_a_life_says_under_what_something_is_kept(example, dressed):
    said = list(told(example))
    assert len(said) > 1000
    assert {each for each in said if RAW.search(each[1])} == set()
