"""Merging: what two people changed in the same thing, put together field by field, and where both changed one."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

ID = "id"  # by which things of a list are the same on both sides


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that both changed, to different values: its place, what stood there, and what each made of it."""

    path: tuple[str | int, ...]
    before: Any
    mine: Any
    theirs: Any


def merge(before: Any, mine: Any, theirs: Any, whole: Collection[str] = ()) -> tuple[Any, list[Clash]]:
    """Both changes of a value of plain Python; where both changed a field, mine stands and the clash is told.

    Things of a list are the same by their `id`. One that somebody took away stays where the other changed it: as a new
    one, if it was they who took it away. Fields that are `whole` are one value, whatever they are made of: half a
    customer of mine and half of theirs would be nobody.
    """
    clashes: list[Clash] = []
    return _merged((), before, mine, theirs, _Merging(clashes, whole)), clashes


def put(value: Any, path: tuple[str | int, ...], new: Any) -> Any:
    """The same value with another one at a place, which `merge` has named."""
    if not path:
        return new
    first, *rest = path
    if isinstance(value, Mapping):
        return {**value, first: put(value[str(first)], tuple(rest), new)}
    return [put(each, tuple(rest), new) if each[ID] == first else each for each in value]


def merge_on(
    before: Any, mine: Any, theirs: Any, still_open: Iterable[Clash], whole: Collection[str] = ()
) -> tuple[Any, list[Clash]]:
    """The same, with the clashes of the merge before that nobody has decided since: both sides have what they had."""
    both, clashes = merge(before, mine, theirs, whole)
    places = {each.path for each in clashes}
    for each in still_open:
        if each.path not in places and (at(both, each.path), at(theirs, each.path)) == (each.mine, each.theirs):
            clashes.append(each)
    return both, clashes


def at(value: Any, path: tuple[str | int, ...]) -> Any:
    """The value at a place; None where there is no such place."""
    for step in path:
        if isinstance(value, Mapping):
            value = value.get(str(step))
        elif _has_ids(value):
            value = next((each for each in value if each[ID] == step), None)
        else:
            return None
    return value


@dataclass(frozen=True, slots=True)
class _Merging:
    clashes: list[Clash]
    whole: Collection[str]


def _merged(path: tuple[str | int, ...], before: Any, mine: Any, theirs: Any, merging: _Merging) -> Any:
    if mine in (before, theirs):
        return theirs
    if theirs == before:
        return mine
    has_parts = not path or path[-1] not in merging.whole
    if has_parts and all(isinstance(each, Mapping) for each in (before, mine, theirs)):
        names = dict.fromkeys((*theirs, *mine))
        return {
            name: _merged((*path, name), before.get(name), mine.get(name), theirs.get(name), merging) for name in names
        }
    if has_parts and all(_has_ids(each) for each in (before, mine, theirs)):
        return _merged_things(path, before, mine, theirs, merging)
    merging.clashes.append(Clash(path, before, mine, theirs))
    return mine


def _has_ids(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, Mapping) and ID in each for each in value)


def _merged_things(
    path: tuple[str | int, ...], before: list[Any], mine: list[Any], theirs: list[Any], merging: _Merging
) -> list[Any]:
    """The things of both lists: theirs in their order, then mine that they do not know."""
    then, own, other = (_by_id(each) for each in (before, mine, theirs))
    found: list[Any] = []
    for number, thing in other.items():
        if number in own:
            found.append(_merged((*path, number), then.get(number), own[number], thing, merging))
        elif then.get(number) != thing:  # theirs alone, or changed by them and taken away by me
            found.append(thing)
    found += [each for each in theirs if each[ID] is None]
    lost = [{**each, ID: None} for number, each in own.items() if number not in other and then.get(number) != each]
    return found + lost + [each for each in mine if each[ID] is None]


def _by_id(things: list[Any]) -> dict[Any, Any]:
    return {each[ID]: each for each in things if each[ID] is not None}
