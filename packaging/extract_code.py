"""Finds the marked messages of Python code for Babel.

Babel's own reader goes by tokens: it gives a note at the end of a line to the message of the next line, and it passes
over a call whose text it cannot read. This one reads the syntax tree, and stops at such a call.
"""

import ast
import io
import tokenize
from collections.abc import Collection, Iterator, Mapping
from typing import BinaryIO


class NotLiteral(Exception):  # noqa: N818 (it names what was found)
    """A marked message that is no plain text: the translators would never meet it."""


def extract(
    source: BinaryIO, keywords: Collection[str], comment_tags: Collection[str], options: Mapping[str, str]
) -> Iterator[tuple[int, str, tuple[str, ...], list[str]]]:
    """Line, marker, texts and notes of every marked message, as Babel asks its extractors for them."""
    del options  # babel.cfg gives us none
    code = source.read()
    notes = _notes(code, tuple(comment_tags))
    for node in ast.walk(ast.parse(code)):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in keywords and not _of_data(node):
                yield node.lineno, name, _texts(node, getattr(source, "name", "")), _notes_of(node, notes)


def _of_data(call: ast.Call) -> bool:
    """C_(self.context, self.text) says what a data file holds; extract_data.py meets it there."""
    return bool(call.args) and all(isinstance(each, ast.Attribute) for each in call.args)


def _texts(call: ast.Call, where: str) -> tuple[str, ...]:
    texts = [each.value for each in call.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    if len(texts) != len(call.args) or call.keywords or not texts:
        raise NotLiteral(f"{where}:{call.lineno}: {ast.unparse(call)}")
    return tuple(texts)


def _notes(code: bytes, tags: tuple[str, ...]) -> dict[int, tuple[bool, str]]:
    """The notes to translators by line, each with whether it stands alone there."""
    return {
        token.start[0]: (token.line.lstrip().startswith("#"), token.string.lstrip("# "))
        for token in tokenize.tokenize(io.BytesIO(code).readline)
        if token.type == tokenize.COMMENT and token.string.lstrip("# ").startswith(tags)
    }


def _notes_of(call: ast.Call, notes: Mapping[int, tuple[bool, str]]) -> list[str]:
    """A note stands at the end of one of the call's own lines, or alone on the line above."""
    own = [notes[line][1] for line in range(call.lineno, (call.end_lineno or call.lineno) + 1) if line in notes]
    alone, above = notes.get(call.lineno - 1, (False, ""))
    return own or ([above] if alone else [])
