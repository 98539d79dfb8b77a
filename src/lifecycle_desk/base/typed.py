"""Plain values read as a frozen dataclass: what was written down as names and values comes back with its types.

    @dataclass(frozen=True, slots=True)
    class Answer:
        claim: str
        state: ClaimState | None = None
        lines: tuple[AnsweredLine, ...] = ()

    typed(Answer, {"claim": "C-7", "state": "paid"}).state is ClaimState.PAID

Names that the dataclass does not have are left alone, since later versions may say more. What is missing, or says
nothing where something is needed, has the field's default.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeAliasType, Union, cast, get_args, get_origin, get_type_hints

from lifecycle_desk.base.terms import LabeledEnum

type Reader = Callable[[Any], Any]


class UnreadableError(ValueError):
    """A value that is not what its field says: a fault of whoever wrote it, and no refusal for people."""


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    written_as: str
    read: Reader
    has_default: bool
    may_be_none: bool


def typed[Kind](kind: type[Kind], plain: Mapping[str, Any]) -> Kind:
    """A dataclass from plain values by the names of its fields, or by those that its kinds have for them (`fact`).

    Raises UnreadableError with the place, where a value is of another type, or is missing and has no default.
    """
    given: dict[str, Any] = {}
    for each in _fields(cast("Any", kind)):
        value = plain.get(each.written_as)
        if value is not None:
            try:
                given[each.name] = each.read(value)
            except (ValueError, TypeError, ArithmeticError) as fault:
                raise UnreadableError(f"{kind.__name__}.{each.name}: {fault}") from fault
        elif each.may_be_none and each.written_as in plain:
            given[each.name] = None
        elif not each.has_default:
            raise UnreadableError(f"{kind.__name__}.{each.name} is missing")
    return kind(**given)


@cache
def _fields(kind: type) -> tuple[_Field, ...]:
    hints = get_type_hints(kind, include_extras=True)
    return tuple(
        _Field(
            each.name,
            written_as(hints[each.name]) or each.name,
            _reader(hints[each.name]),
            each.default is not MISSING or each.default_factory is not MISSING,
            _may_be_none(hints[each.name]),
        )
        for each in fields(cast("Any", kind))
    )


def written_as(hint: Any) -> str:
    """The name under which a kind (`commands/kinds`) lets its field be written, if it has one of its own."""
    if isinstance(hint, TypeAliasType):
        return written_as(hint.__value__)
    return next((name for each in getattr(hint, "__metadata__", ()) if (name := getattr(each, "fact", ""))), "")


def bare_type(hint: Any) -> Any:
    """A type without what is only said about it."""
    if isinstance(hint, TypeAliasType):
        return bare_type(hint.__value__)
    return bare_type(get_args(hint)[0]) if get_origin(hint) is Annotated else hint


def _may_be_none(hint: Any) -> bool:
    bare = bare_type(hint)
    return bare is Any or (get_origin(bare) in {Union, UnionType} and NoneType in get_args(bare))


@cache
def _reader(hint: Any) -> Reader:
    """The function that reads a plain value as a type; TypeError for a type that is not read."""
    bare = bare_type(hint)
    origin, inner = get_origin(bare), get_args(bare)
    if bare is Any:
        return lambda value: value
    if origin in {Union, UnionType}:
        read = _one_of(tuple(_reader(each) for each in inner if each is not NoneType))
        return (lambda value: None if value is None else read(value)) if NoneType in inner else read
    if origin is Literal:
        return lambda value: _expected(value in inner, value)
    if origin is not None:
        return _reader_of_many(origin, inner)
    return _reader_of_class(bare)


def _reader_of_many(origin: Any, inner: tuple[Any, ...]) -> Reader:
    if origin is list:
        read_all = _all(_reader(inner[0]))
        return lambda value: list(read_all(value))
    if origin in {dict, Mapping}:
        return _table(_key(inner[0]), _reader(inner[1]))
    if origin is tuple and inner[1:] == (Ellipsis,):
        return _all(_reader(inner[0]))
    if origin is tuple:
        return _each(tuple(_reader(each) for each in inner))
    raise TypeError(f"{origin!r} is not read from plain values")


def _reader_of_class(kind: type) -> Reader:
    written = _WRITTEN.get(kind)
    if written:
        return lambda value: value if isinstance(value, kind) else written(value)
    if issubclass(kind, LabeledEnum):
        return kind.of
    if issubclass(kind, Enum):
        return kind
    if is_dataclass(kind):
        return _nested(kind)
    if kind is int:
        return lambda value: _expected(isinstance(value, int) and not isinstance(value, bool), value)
    return lambda value: _expected(isinstance(value, kind), value)


def _nested(kind: type) -> Reader:
    def read(value: Any) -> Any:
        return value if isinstance(value, kind) else typed(kind, _expected(isinstance(value, Mapping), value))

    return read


# How values that JSON does not know stand in it.
_WRITTEN: dict[type, Reader] = {date: date.fromisoformat, datetime: datetime.fromisoformat, Decimal: Decimal}


def _expected(holds: bool, value: Any) -> Any:  # noqa: FBT001 (read beside the question)
    if not holds:
        raise TypeError(f"{value!r} is not what was expected")
    return value


def _one_of(readers: tuple[Reader, ...]) -> Reader:
    """The first that reads a value."""

    def read(value: Any) -> Any:
        for each in readers[:-1]:
            try:
                return each(value)
            except (ValueError, TypeError, ArithmeticError):
                continue
        return readers[-1](value)

    return readers[0] if len(readers) == 1 else read


def _all(read: Reader) -> Reader:
    return lambda value: tuple(read(each) for each in _expected(isinstance(value, (list, tuple)), value))


def _each(readers: tuple[Reader, ...]) -> Reader:
    return lambda value: tuple(read(each) for read, each in zip(readers, value, strict=True))


def _table(key: Reader, read: Reader) -> Reader:
    return lambda value: {key(name): read(each) for name, each in _expected(isinstance(value, Mapping), value).items()}


def _key(hint: Any) -> Reader:
    """Names in JSON are texts, whatever they count."""
    return int if bare_type(hint) is int else _reader(hint)
