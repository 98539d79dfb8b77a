"""What tells rows of sessions apart: by what they are known again, what they say, and what is sealed of them."""

from collections.abc import Sequence
from hashlib import blake2b, sha256
from typing import Any

import msgspec

PERSONAL_PARTS = 3  # whose, place and more stand last in a row's columns


def known_by(source: str, car: str, key: str) -> int:
    """What a session is known by when it comes again; `car` is empty where the source's ids are everybody's."""
    return _number(msgspec.json.encode((source, car, key)))


def said(line: bytes, columns: Sequence[Any]) -> int:
    """What a session says, whole: told with another number, it has changed."""
    return _number(line + msgspec.json.encode(columns[-PERSONAL_PARTS:]))


def sealed_line(source: str, key: str, columns: Sequence[Any]) -> bytes:
    """What the life seals of a session, as canonical JSON: all but words that concern people and may be erased."""
    return msgspec.json.encode((source, key, *columns[:-PERSONAL_PARTS]))


class Seal:
    """SHA-256 over the sealed lines of a batch's sessions of one vehicle, each ended by a newline, in their order."""

    def __init__(self) -> None:
        self._sum = sha256()

    def add(self, line: bytes) -> None:
        """The next line."""
        self._sum.update(line)
        self._sum.update(b"\n")

    def hex(self) -> str:
        """The seal so far."""
        return self._sum.hexdigest()


def _number(content: bytes) -> int:
    """63 bits of BLAKE2b: a whole number that both databases hold; two of ten million meet once in 180,000 stores."""
    return int.from_bytes(blake2b(content, digest_size=8).digest()) >> 1
