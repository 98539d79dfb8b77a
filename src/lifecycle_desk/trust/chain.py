"""The hash chain: each event seals the one before it in the store and the one before it in its vehicle's life.

The store's link shows that nothing was taken out of this dealer's books; the vehicle's own link lets one car's life
travel alone. A chain finds alterations, not authorised lies, and not a tail cut off: heads anchored outside do that.
"""

import json
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

FORMAT = 1  # rises when what is sealed changes; an older format stays readable for ever
START = b"\0" * 32
_WRITER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
PLAIN = frozenset({str, int, bool, type(None)})  # what most of a body is, and needs no second look


@dataclass(frozen=True, slots=True)
class Link:
    """One event as the chain sees it; `subject` is the VIN, or empty for what concerns the dealer."""

    seq: int
    subject: str
    body: bytes
    seal: bytes
    personal: bytes = b""


@dataclass(frozen=True, slots=True)
class Break:
    """The first event that does not hold, and what is wrong with it."""

    seq: int
    why: str


def canonical(body: Any) -> bytes:
    """The one way to write a body as JSON: sorted, NFC, no floats (two machines may print a float differently)."""
    return unicodedata.normalize("NFC", _WRITER.encode(_exact(body))).encode()


def _exact(value: Any) -> Any:
    if type(value) in PLAIN:
        return value
    match value:
        case float():
            raise TypeError(f"a float has no canonical form: {value!r}")
        case dict():
            return {str(key): _exact(each) for key, each in value.items()}
        case list() | tuple():
            return [_exact(each) for each in value]
    return value


def seal(previous: bytes, of_subject: bytes, body: bytes, personal: bytes = b"") -> bytes:
    """The seal over both links, the format, the hash of the personal part and the body."""
    return seal_without(previous, of_subject, body, sha256(personal).digest())


def seal_without(previous: bytes, of_subject: bytes, body: bytes, personal: bytes) -> bytes:
    """The same by the hash of the personal part alone: a life can be verified where that part did not go along."""
    return sha256(previous + of_subject + bytes([FORMAT]) + personal + body).digest()


def first_break(links: Iterable[Link]) -> Break | None:
    """The first event whose number, seal or links do not hold, in the order of the store."""
    previous, heads = START, dict[str, bytes]()
    for number, link in enumerate(links, start=1):
        if link.seq != number:
            return Break(number, "missing")
        if link.seal != seal(previous, heads.get(link.subject, START), link.body, link.personal):
            return Break(number, "altered")
        previous = heads[link.subject] = link.seal
    return None


def followed(links: Iterable[Link]) -> Iterator[tuple[int, bytes]]:
    """The running heads: number and seal of each event, for comparing with anchors kept elsewhere."""
    return ((link.seq, link.seal) for link in links)
