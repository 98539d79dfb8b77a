"""Parts of rows: a dataclass is written into its columns and read back from them."""

from dataclasses import dataclass
from decimal import Decimal

import pytest
from sqlalchemy import TypedColumns, create_engine, insert, select

from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.store.rows import InSteps, Parts
from lifecycle_desk.store.types import KEPT, flag, maybe_whole, maybe_words, table, whole, words


class Colour(LabeledEnum):
    RED = "red", "Red"


@dataclass(frozen=True)
class Thing:
    colour: Colour | None
    hours: Decimal | None
    mark: str
    note: str
    is_new: bool
    parts: tuple[str, ...] = ()


@pytest.fixture
def things():
    class ThingRow(TypedColumns):
        place = whole(primary_key=True)
        shade = maybe_words()
        tenths = maybe_whole()
        mark = maybe_words()
        note = words()
        is_new = flag()

    made = table("thing_of_a_test", ThingRow)
    yield made
    KEPT.remove(made)


@pytest.fixture
def parts(things) -> Parts[Thing]:
    return Parts(things, Thing, columns={"colour": "shade", "hours": InSteps("tenths", 1)}, apart=("parts",))


@pytest.mark.parametrize(
    ("thing", "row"),
    [
        (Thing(Colour.RED, Decimal("2.5"), "a", "b", is_new=True), ("red", 25, "a", "b", True)),
        (Thing(None, None, "", "", is_new=False), (None, None, None, "", False)),
        (Thing(Colour.RED, Decimal(10), "a", "", is_new=False), ("red", 100, "a", "", False)),
    ],
)
def test_a_part_comes_back_as_it_was_written(things, parts, thing, row):
    assert tuple(parts.row(thing).values()) == row
    engine = create_engine("sqlite://")
    things.create(engine)
    with engine.begin() as connection:
        connection.execute(insert(things), parts.row(thing) | {"place": 1})
        found = parts.made(connection.execute(select(things)).one(), parts=())
    assert (found, str(found.hours)) == (thing, str(thing.hours))


def test_a_field_without_a_column_is_refused(things):
    with pytest.raises(TypeError, match="no column for"):
        Parts(things, Thing, apart=("parts",))
