"""What stands in a file of published data: its entries by their names, and the makes that they are of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lifecycle_desk.market.published_data import LOOKED_UP, DataFile

# The list of each file, and by what an entry of it is told from the others.
NAMED_BY: Mapping[str, tuple[str, ...]] = {
    "variants": ("make", "model", "variant"),
    "rules": ("id",),
    "schedules": ("id", "valid_from"),
    "groups": ("part",),
    "searches": ("brands", "markets", "parts"),
    "steps": ("id",),
}


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file in numbers: of how many entries which makes, when the last one began, and how many are to be verified."""

    file: DataFile
    makes: tuple[str, ...]
    entries: int
    latest: date | None
    to_verify: int


def list_of(content: Mapping[str, Any]) -> str:
    """The name of the list that a file holds; empty where it holds none that is known."""
    return next((each for each in NAMED_BY if isinstance(content.get(each), list)), "")


def entries_of(content: Mapping[str, Any]) -> dict[str, Any]:
    """The entries of a file by their names, with what the file says of all; the day of the look tells nothing."""
    name = list_of(content)
    if not name:
        return dict(content.get("regions", {}))
    common = {key: value for key, value in content.items() if key not in {name, LOOKED_UP}}
    told = (common | {key: value for key, value in each.items() if key != LOOKED_UP} for each in content[name])
    return {" ".join(str(each.get(key, "")) for key in NAMED_BY[name]): each for each in told}


def facts_of(file: DataFile) -> FileFacts:
    """A file in numbers."""
    entries = [each for each in entries_of(file.content).values() if isinstance(each, Mapping)]
    makes = {make: None for each in entries for make in (each.get("make"), *each.get("brands", ())) if make}
    begun = [each["valid_from"] for each in entries if type(each.get("valid_from")) is date]
    to_verify = sum(bool(each.get("verify")) for each in entries)
    return FileFacts(file, tuple(makes), len(entries), max(begun, default=None), to_verify)
