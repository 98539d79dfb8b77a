"""Texts of data files for the translators: Babel's extraction method for TOML (titles, items, hints of checklists)."""

import tomllib
from collections.abc import Iterator
from typing import Any, BinaryIO

KEYS = ("title", "group_title", "text", "hint")
Found = tuple[int, str, str | tuple[str, str], list[str]]


def extract(
    fileobj: BinaryIO,
    _keywords: object,
    _comment_tags: object,
    options: object,  # noqa: ARG001 (Babel gives it by name)
) -> Iterator[Found]:
    """Yield what Babel asks for: line, marker, message (with its context), comments."""
    text = fileobj.read().decode("utf-8")
    lines = {line.strip(): number for number, line in reversed(list(enumerate(text.splitlines(), 1)))}
    for key, message, context in _texts(tomllib.loads(text)):
        line = next((number for start, number in lines.items() if start.startswith(f"{key} =") and message in start), 1)
        yield (line, "C_", (context, message), []) if context else (line, "N_", message, [])


def _texts(data: Any) -> Iterator[tuple[str, str, str | None]]:
    """Key, message and context of everything that people read, wherever it stands."""
    if isinstance(data, list):
        for each in data:
            yield from _texts(each)
    elif isinstance(data, dict):
        yield from ((key, data[key], data.get("context")) for key in KEYS if key in data)
        for each in data.values():
            yield from _texts(each)
