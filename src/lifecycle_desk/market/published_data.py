"""Published data by make: the files that come with the program, and over each the one of a data pack that is later.

A file holds what is published of one make in one kind, and is dated by the last day on which anything in it was looked
up. A later file takes the place of an earlier one as a whole, so that what a maker withdrew is gone from it as well.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, cached_property
from typing import Any

from lifecycle_desk.base.resources import resource

NAME = re.compile(r"(models|schedules|warranty)/[a-z0-9][a-z0-9_-]{0,60}\.toml")
LOOKED_UP = "looked_up_on"


class DataKind(StrEnum):
    """The kinds of published data, each a folder of files."""

    MODELS = "models"
    WARRANTY = "warranty"
    SCHEDULES = "schedules"


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of published data; `pack` is the number of the data pack that brought it, 0 of the program's own."""

    name: str
    text: str
    dated: date
    pack: int = 0

    @property
    def kind(self) -> DataKind:
        """The kind of data that it holds."""
        return DataKind(self.name.partition("/")[0])

    @property
    def stem(self) -> str:
        """Its name without folder and ending: the make, of most files."""
        return self.name.partition("/")[2].removesuffix(".toml")

    @property
    def content(self) -> dict[str, Any]:
        """Its values, read anew: whoever takes them apart has their own."""
        return tomllib.loads(self.text)


@dataclass(frozen=True, eq=False)
class PublishedData:
    """The files in force, by name; two are the same only if they are one, so that what is read of one is kept by it."""

    files: Mapping[str, DataFile]

    def of(self, kind: DataKind) -> tuple[DataFile, ...]:
        """The files of a kind, by name."""
        return tuple(self.files[name] for name in sorted(self.files) if name.startswith(f"{kind}/"))

    def content(self, name: str) -> dict[str, Any]:
        """The values of a file."""
        return self.files[name].content

    def over(self, later: Iterable[DataFile]) -> "PublishedData":
        """The same with files of packs, the first taken in first: each counts where none of its name is dated later."""
        files = dict(self.files)
        for each in later:
            if takes_over(each, files.get(each.name)):
                files[each.name] = each
        return PublishedData(files)

    @cached_property
    def dated(self) -> date:
        """The day of the newest file."""
        return max(each.dated for each in self.files.values())


def takes_over(later: DataFile, before: DataFile | None) -> bool:
    """Whether a pack's file takes the place of another: it is dated later, or as late as one of an earlier pack."""
    return before is None or later.dated > before.dated or (later.dated == before.dated and bool(before.pack))


@cache
def program_data() -> PublishedData:
    """The files that come with the program."""
    found = (file for kind in DataKind for file in resource(kind).glob("*.toml"))
    files = (data_file(f"{file.parent.name}/{file.name}", file.read_text("utf-8")) for file in found)
    return PublishedData({each.name: each for each in files})


def data_file(name: str, text: str, pack: int = 0) -> DataFile:
    """A file by its name and its text; raises ValueError where the text is no TOML or nothing in it has a day."""
    return DataFile(name, text, dated_of(tomllib.loads(text)), pack)


def dated_of(content: Mapping[str, Any]) -> date:
    """The last day on which anything in a file was looked up."""
    entries = (entry for value in content.values() if isinstance(value, list) for entry in value)
    days = [each.get(LOOKED_UP) for each in (content, *entries) if isinstance(each, Mapping)]
    found = [each for each in days if type(each) is date]
    if not found:
        raise ValueError(f"no {LOOKED_UP}")
    return max(found)
