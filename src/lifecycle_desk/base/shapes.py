"""The shape of dataclasses as text: everything by which `typed` reads them, so that two versions can be compared."""

from collections.abc import Iterable
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from typing import Any, get_args, get_origin, get_type_hints

from lifecycle_desk.base.typed import bare_type, written_as


def shapes(kinds: Iterable[type]) -> str:
    """The names, types and defaults of some dataclasses and of all that they hold, and the values of their enums.

    Two texts are equal where the same is read: neither the order of `kinds` matters, nor where a class stands.
    """
    found: dict[type, str] = {}
    for each in kinds:
        _named(each, found)
    return "\n".join(sorted(found.values()))


def _named(hint: Any, found: dict[type, str]) -> str:
    """A type by its name; the shape of a class is added to those that were found."""
    bare = bare_type(hint)
    if origin := get_origin(bare):
        inner = ", ".join(_named(each, found) if isinstance(each, type) or get_origin(each) else repr(each)
                          for each in map(bare_type, get_args(bare)))  # fmt: skip
        return f"{getattr(origin, '__name__', origin)}[{inner}]"
    if isinstance(bare, type) and bare not in found:
        found[bare] = bare.__qualname__  # before its fields, which may be of its own kind
        if is_dataclass(bare):
            hints = get_type_hints(bare, include_extras=True)
            found[bare] += f"({', '.join(_field(each, hints[each.name], found) for each in fields(bare))})"
        elif issubclass(bare, Enum):
            found[bare] += f"[{', '.join(sorted(str(each.value) for each in bare))}]"
    return bare.__qualname__ if isinstance(bare, type) else repr(bare)


def _field(each: "Field[Any]", hint: Any, found: dict[type, str]) -> str:
    may_lack = each.default is not MISSING or each.default_factory is not MISSING
    return f"{written_as(hint) or each.name}{'?' if may_lack else ''}: {_named(hint, found)}"
