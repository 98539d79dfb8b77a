"""Requests as programs send them: by a command's schema, with what is right, odd or hostile in its places."""

from collections.abc import Sequence
from random import Random
from typing import Any

import msgspec

TEXTS = (
    *(
        "",
        "x" * 20_000,
        "x" * 20_001,
        "\u202e",
        "\ufeff",
        "a\nb",
        "%(n)s",
        "%s%n",
        "<b>&",
        "../../etc/passwd",
        "🚗",
        "٣",
    ),
    *("٣", "NaN", "Infinity", "1e400", "1E-999999", "-0", "-1", "99999999999999999999", "0001-01-01", "9999-12-31"),
)
VALUES = (None, True, -1, 0, 2**63, 2**63 - 1, -(2**63), 1.5, 1e308, [], {}, [[]], "")
BY_FORMAT = {
    "date": ("2026-11-20", "2025-01-01", "2027-01-01"),
    "date-time": ("2026-11-20T10:00:00Z", "2026-11-20T09:00:00+07:00"),
    "time": ("10:00:00",),
    "decimal": ("1", "2.5", "0.1", "100"),
    "byte": ("AAAA",),
}
WORDS = ("text", "หนึ่ง", "THB", "th", "2026-11", *(f"RO-2026-{n:04}" for n in range(1, 9)))
WHOLES = (0, 1, 2, 3, 10, 100, 12_000)
BY_TYPE: dict[str, tuple[Any, ...]] = {
    "integer": WHOLES,
    "number": WHOLES,
    "boolean": (True, False),
    "null": (None,),
}
OFTEN = 0.4  # of what may be left out, so much is there
ODD = 0.4  # of the requests have something odd in them


class Sender:
    """Makes requests; `known` are texts that stand in the books, by the name of a field."""

    def __init__(self, chance: Random, known: dict[str, list[str]]) -> None:
        self._chance, self._known = chance, known

    def request(self, takes: type) -> Any:
        """A request for what takes a type."""
        schema = msgspec.json.schema(takes)
        made = self._made(schema, schema.get("$defs", {}), "")
        if self._chance.random() < ODD:
            place = self._chance.choice(_places(made, ()))
            made = _put(made, place, self._chance.choice(self._chance.choice((TEXTS, VALUES))))
        return made

    def _made(self, schema: dict[str, Any], known: dict[str, Any], name: str) -> Any:
        while "$ref" in schema:
            schema = known[schema["$ref"].rpartition("/")[2]]
        match schema:
            case {"anyOf": choices}:
                return self._made(self._chance.choice(choices), known, name)
            case {"type": "object"}:
                needed = schema.get("required", ())
                fields = schema.get("properties", {}).items()
                wanted = [(each, of) for each, of in fields if each in needed or self._chance.random() < OFTEN]
                return {each: self._made(of, known, each) for each, of in wanted}
            case {"type": "array"}:
                few = [schema.get("items", {})] * self._chance.choice((0, 1, 1, 2))
                return [self._made(each, known, name) for each in schema.get("prefixItems", few)]
        return self._chance.choice(self._choices(schema, name))

    def _choices(self, schema: dict[str, Any], name: str) -> Sequence[Any]:
        """The values among which one is taken where the schema has no parts."""
        if "enum" in schema:
            return tuple(schema["enum"])
        if "const" in schema:
            return (schema["const"],)
        by_type = BY_TYPE.get(schema.get("type", ""))
        return by_type or BY_FORMAT.get(schema.get("format", "")) or self._known.get(name) or WORDS


def _places(value: Any, place: tuple[str | int, ...]) -> list[tuple[str | int, ...]]:
    """The places of all values within one, and its own."""
    inner: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place, *(each for key, part in inner for each in _places(part, (*place, key)))]


def _put(value: Any, place: tuple[str | int, ...], new: Any) -> Any:
    if not place:
        return new
    first, *rest = place
    if isinstance(value, dict):
        return value | {first: _put(value[first], tuple(rest), new)}
    return [_put(each, tuple(rest), new) if n == first else each for n, each in enumerate(value)]
