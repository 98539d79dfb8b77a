"""Whether published data can be read: each entry by the reader of its kind, and all as they would be in force."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.cover import rules as cover
from lifecycle_desk.cover.rules.reading import NO_RULES, rules_in
from lifecycle_desk.data_packs.rules.entries import NAMED_BY, list_of
from lifecycle_desk.data_packs.rules.pack import PackFileUnread
from lifecycle_desk.market.published_data import DataFile, DataKind, PublishedData
from lifecycle_desk.schedules import rules as schedules
from lifecycle_desk.schedules.rules.reading import schedules_in
from lifecycle_desk.vehicle.rules.models import variants_in

# What readers raise at data that they do not know: mistakes in files of the program, and other people's here.
NOT_READ = (KeyError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError, LookupError)
LONGEST_WHY = 200  # characters


def check_files(brought: Iterable[DataFile], then: PublishedData) -> None:
    """Refuse files that their readers refuse, and data that contradict one another once they are in force."""
    files = sorted(brought, key=lambda each: each.stem not in NO_RULES)  # rules name regions, which come first
    for file in files:
        if read := _READ_WHOLE.get(file.stem):
            _or_refuse(file.name, "1", partial(read, then))
        else:
            _check_entries(file, then)
    _or_refuse(DataKind.WARRANTY, "*", lambda: cover.check_rules(cover.published(then)))


def _check_entries(file: DataFile, then: PublishedData) -> None:
    content = file.content
    name, reads = list_of(content), _reader(file, then)
    if not name:
        raise PackFileUnread(file.name, "1", f"no {', '.join(NAMED_BY)}")
    for place, one in _entry_by_entry(content, name):
        _or_refuse(file.name, place, partial(reads, one))


def _entry_by_entry(content: Mapping[str, Any], name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The content with one entry at a time, and where that stands: its number in the list, and its name."""
    for at, entry in enumerate(content[name], 1):
        named = entry.get(NAMED_BY[name][0]) if isinstance(entry, Mapping) else None
        yield f"{name} {at}" + (f" ({named})" if named else ""), {**content, name: [entry]}


def _reader(file: DataFile, then: PublishedData) -> Callable[[Mapping[str, Any]], object]:
    """The reader of a file's entries."""
    match file.kind:
        case DataKind.MODELS:
            return lambda content: [(each.name, each.usable_wh) for each in variants_in(content)]
        case DataKind.SCHEDULES:
            return _schedules
        case DataKind.WARRANTY:
            return partial(_rules, regions=then.content("warranty/regions.toml")["regions"])


def _rules(content: Mapping[str, Any], regions: Mapping[str, tuple[str, ...]]) -> None:
    for rule in rules_in(content, regions):
        cover.check_rule(rule)
        if rule.kind is cover.RuleKind.DEALER:
            raise ValueError(f"{rule.id} is no published rule")
        rule.is_of("", "")
        rule.names("", "")


def _schedules(content: Mapping[str, Any]) -> None:
    for schedule in schedules_in(content):
        schedules.check_schedule(schedule)
        if not schedule.is_published:
            raise ValueError(f"{schedule.id} is no published schedule")
        schedule.is_of("", "", "", None, "")


def _or_refuse(file: str, place: str, read: Callable[[], object]) -> None:
    try:
        read()
    except Objection as why:
        raise PackFileUnread(file, place, f"{type(why).__name__} {dict(why.facts)}"[:LONGEST_WHY]) from None
    except NOT_READ as error:
        told = f"{error} is missing" if isinstance(error, KeyError) else str(error) or type(error).__name__
        raise PackFileUnread(file, place, told[:LONGEST_WHY]) from None


def _words(data: PublishedData) -> None:
    cover.part_words(data)
    cover.proposed("", date.min, data)


# Files that are no list of rules, by what reads them whole.
_READ_WHOLE: Mapping[str, Callable[[PublishedData], object]] = {
    "regions": cover.published,
    "not_found": cover.searches,
    "part_words": _words,
    "durability": cover.durability_steps,
}
