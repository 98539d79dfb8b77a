"""Every text that the store keeps is decided in docs/privacy.md: blanked when a person is erased, or why it stays."""

import re
from collections import Counter

from house import HOUSE
from sqlalchemy import Text

from lifecycle_desk.rooms import offered
from lifecycle_desk.store.types import KEPT, PERSONAL

ROW = re.compile(r"^\| (\w+) \| ([\w, ]+) \| (.+) \|$")


def decided() -> dict[tuple[str, str], str]:
    """What erasing does with each column, as the page says."""
    found: list[tuple[tuple[str, str], str]] = []
    for line in (HOUSE / "docs/privacy.md").read_text("utf-8").splitlines():
        if (row := ROW.match(line)) and row[1] != "table":
            found += [((row[1], column), row[3]) for column in row[2].split(", ")]
    assert [each for each, times in Counter(key for key, _ in found).items() if times > 1] == []
    return dict(found)


def texts() -> set[tuple[str, str]]:
    """Every column that holds text and does not only refer to another row."""
    tuple(offered("commands"))
    return {
        (table.name, column.name)
        for table in KEPT.sorted_tables
        for column in table.columns
        if isinstance(column.type, Text) and not column.foreign_keys
    }


def test_each_text_of_the_store_is_decided_and_none_that_there_is_not():
    assert decided().keys() == texts(), "say in docs/privacy.md what erasing a person does with it"


def test_what_is_marked_as_personal_does_not_stay():
    marked = [
        (table.name, column.name)
        for table in KEPT.sorted_tables
        for column in table.columns
        if column.info.get(PERSONAL) and texts()
    ]
    assert marked
    assert [each for each in marked if decided()[each].startswith("stays")] == []
