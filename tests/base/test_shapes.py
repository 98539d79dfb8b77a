"""The shape of a dataclass is another where another thing is read, and only there."""

from collections.abc import Callable
from dataclasses import dataclass, field, make_dataclass
from enum import Enum
from typing import Annotated, Any, Literal

import pytest

from lifecycle_desk.base.shapes import shapes
from lifecycle_desk.commands.kinds import Own


class Paid(Enum):
    CASH = "cash"
    CARD = "card"


@dataclass
class Part:
    code: str
    pays: Paid | None = None
    holds: tuple["Part", ...] = ()


def of(*fields: Any, name: str = "Sheet") -> str:
    return shapes([make_dataclass(name, [("number", int), ("part", Part), *fields])])


def larger() -> type[Enum]:
    return Enum("Paid", {"CASH": "cash", "CARD": "card", "BILL": "bill"})


CHANGES: dict[str, Callable[[], str]] = {
    "a field more": lambda: of(("note", str)),
    "another name": lambda: shapes([make_dataclass("Sheet", [("no", int), ("part", Part)])]),
    "another type": lambda: shapes([make_dataclass("Sheet", [("number", str), ("part", Part)])]),
    "it may be missing": lambda: shapes(
        [make_dataclass("Sheet", [("number", int), ("part", Part, field(default=None))])]
    ),
    "it may be none": lambda: shapes([make_dataclass("Sheet", [("number", int | None), ("part", Part)])]),
    "sealed under another name": lambda: shapes(
        [make_dataclass("Sheet", [("number", Annotated[int, Own("", fact="no")]), ("part", Part)])]
    ),
    "many of it": lambda: shapes([make_dataclass("Sheet", [("number", int), ("part", tuple[Part, ...])])]),
    "words of its own": lambda: shapes([make_dataclass("Sheet", [("number", Literal[1, 2]), ("part", Part)])]),
    "what it holds may be more": lambda: shapes(
        [make_dataclass("Sheet", [("number", int), ("part", make_dataclass("Part", [("code", larger())]))])]
    ),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_a_shape_is_another_where_another_thing_is_read(change):
    assert CHANGES[change]() != of()


def test_a_shape_is_the_same_wherever_its_class_stands_and_in_whichever_order():
    other = make_dataclass("Other", [("code", str)])
    sheet = make_dataclass("Sheet", [("number", int), ("part", Part)])
    assert shapes([sheet, other]) == shapes([other, sheet, other])
    assert shapes([sheet]) == of()


def test_the_values_of_an_enum_far_inside_are_part_of_a_shape():
    assert "Paid[card, cash]" in of()
