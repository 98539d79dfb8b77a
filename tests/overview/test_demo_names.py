"""Names of the example: parts and work alike in every language in which they are named, and nobody's twice."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random

import pytest

from lifecycle_desk.market.example_data import example_codes
from lifecycle_desk.market.examples import example
from lifecycle_desk.overview.usecases.demo.catalogue import JOB_NAMES, OPERATIONS, PARTS
from lifecycle_desk.overview.usecases.demo.lists import listed
from lifecycle_desk.overview.usecases.demo.shop import new_shop
from lifecycle_desk.vehicle.rules.people import PersonKind

LEFT = re.compile(
    r"\bleft\b|nearside|izquierd|أيسر|يسرى|ซ้าย|左|(?<!drop )\blinks\b|esquerd|\bлев|\bkiri\b|\bsol\b|\bgauche\b",
    re.IGNORECASE,
)
RIGHT = re.compile(
    r"\bright\b|offside|derech|أيمن|يمنى|ขวา|右|\brechts\b|direit|\bправ|\bkanan\b|\bsağ\b|\bdroite?\b", re.IGNORECASE
)
NUMBER = re.compile(r"[0-9]+")
ONE = {"1", "3"}  # a set of one and “P3K” are words of some languages, one litre a word of another


def names() -> Iterator[tuple[str, str]]:
    """What each part and operation is called somewhere, by its code."""
    for file in (OPERATIONS, PARTS, JOB_NAMES):
        for row in listed(file):
            code = row.get("number") or row["code"]
            yield from ((code, text) for column, text in row.items() if column.startswith("text"))
    for market in example_codes():
        for job in example(market).jobs:
            yield from ((each.number, each.what) for each in job.parts)
            yield from ((each.code, each.what) for each in job.labour)


NAMES = defaultdict[str, set[str]](set)
for _code, _text in names():
    NAMES[_code].add(_text)


@pytest.mark.parametrize("code", sorted(NAMES))
def test_a_code_is_of_one_side_in_every_language(code):
    sides = {text: (bool(LEFT.search(text)), bool(RIGHT.search(text))) for text in NAMES[code]}
    assert len(set(sides.values())) == 1, sides


@pytest.mark.parametrize("code", sorted(NAMES))
def test_a_code_has_the_same_numbers_in_every_language(code):
    numbers = {text: sorted(set(NUMBER.findall(text)) - ONE) for text in NAMES[code]}
    assert len(set(map(tuple, numbers.values()))) == 1, numbers


@pytest.mark.parametrize("market", example_codes())
@pytest.mark.parametrize("seed", range(3))
def test_no_two_of_customers_and_staff_have_one_name_and_a_company_buys_again(market, seed):
    shop = new_shop(market, Random(seed), datetime(2026, 11, 25, 9, tzinfo=UTC))
    drawn = [shop.buyer() for _ in range(150)] + [shop.customer() for _ in range(50)]
    customers = {id(each): each for each in drawn}.values()
    names = [each.person.name for each in customers] + [each.full_name for each in shop.members]
    again = {id(each): each.person.kind for each in drawn if sum(each is other for other in drawn) > 1}

    assert len(names) == len(set(names))
    assert set(again.values()) == {PersonKind.COMPANY}
