"""The example's parts and work: of one side and one number in every language in which they are named."""

import re
from collections import defaultdict
from collections.abc import Iterator

import pytest

from lifecycle_desk.market.example_data import example_codes
from lifecycle_desk.market.examples import example
from lifecycle_desk.overview.usecases.demo.catalogue import JOB_NAMES, OPERATIONS, PARTS
from lifecycle_desk.overview.usecases.demo.lists import listed

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
