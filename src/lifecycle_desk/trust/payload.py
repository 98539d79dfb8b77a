"""The payload of a paper's code: what the paper says in a few facts, the head of the chain, and the dealer's signature.

`LD1:` and base45 (RFC 9285) of 64 bytes of Ed25519 over the CBOR (RFC 8949) that follows them. Nothing is compressed:
a deflate stream ends in bits that mean nothing, so that a code could be altered and still hold.
Every character counts this way, and the signature covers the bytes as they stand.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

from lifecycle_desk.trust.signing import Key, holds_bytes

SCHEME = "LD1:"
SIGNATURE_BYTES, HEAD_BYTES, NAME_BYTES = 64, 16, 8
LONGEST = 2_000  # characters; a QR code of our sheets holds no more
DAY = re.compile(r"\d{4}-\d\d-\d\d")

type Value = str | int


class NotAPayloadError(ValueError):
    """Text that is no payload of ours, whoever signed it."""


@dataclass(frozen=True, slots=True)
class Payload:
    """The content of a code: which paper of which dealer, about which vehicle, its facts, and where the books stood.

    `facts` are short plain values under stable English names: {"km": 45210, "soh": "93.4"}. `seq` and `head` are the
    number of the last event and the first 16 bytes of its seal when the paper was made. `key` is the name of the key
    that signs: the first 8 bytes of the SHA-256 of its public part.
    """

    kind: str
    number: str
    issue: int
    on: date
    vin: str
    dealer: str
    facts: Mapping[str, Value] = field(default_factory=dict)
    seq: int = 0
    head: bytes = b""
    key: bytes = b""

    @property
    def line(self) -> str:
        """The same in letters, as the paper prints it beside the code: what the code says can be read without one."""
        told = " ".join(f"{name}={value}" for name, value in sorted(self.facts.items()))
        parts = (f"{self.number}/{self.issue}", self.on.isoformat(), self.vin, told, f"{self.seq}:{self.head.hex()}")
        return " · ".join(filter(None, parts))


@dataclass(frozen=True, slots=True)
class Signed:
    """A payload as it was read, with the bytes that are signed and the signature over them."""

    payload: Payload
    body: bytes
    signature: bytes

    def is_of(self, public: bytes) -> bool:
        """Whether a key signed exactly this."""
        return holds_bytes(public, self.body, self.signature)


def name_of(public: bytes) -> bytes:
    """The name of a key in a payload."""
    return sha256(public).digest()[:NAME_BYTES]


def written(key: Key, payload: Payload) -> str:
    """The text of the code, signed; `key` of the payload is filled in."""
    import base45
    import cbor2

    told = [
        payload.kind,
        payload.number,
        payload.issue,
        payload.on.isoformat(),
        payload.vin,
        payload.dealer,
        dict(payload.facts),
        payload.seq,
        payload.head[:HEAD_BYTES],
        name_of(key.public),
    ]
    body = cbor2.dumps(told, canonical=True)
    code: bytes = base45.b45encode(key.sign_bytes(body) + body)
    return SCHEME + code.decode()


def read(text: str) -> Signed:
    """A code's text taken apart; raises NotAPayloadError where it is none. Says nothing of the signature."""
    import base45
    import cbor2

    given = text.strip()
    if not given.startswith(SCHEME) or len(given) > LONGEST:
        raise NotAPayloadError(given[:20])
    try:
        raw = base45.b45decode(given.removeprefix(SCHEME).encode("ascii"))
        body = raw[SIGNATURE_BYTES:]
        payload = _payload(cbor2.loads(body))
    except (ValueError, TypeError, cbor2.CBORDecodeError) as error:
        raise NotAPayloadError(str(error)) from None
    return Signed(payload, body, raw[:SIGNATURE_BYTES])


def _payload(told: Any) -> Payload:
    """The fields by their places; anything else than what `written` makes is none of ours."""
    kind, number, issue, on, vin, dealer, facts, seq, head, key = told
    texts = (kind, number, on, vin, dealer)
    whole = all(type(each) is str for each in texts) and type(issue) is int and type(seq) is int
    known = isinstance(facts, dict) and all(type(name) is str for name in facts)
    plain = known and all(type(value) in {str, int} for value in facts.values())
    exact = type(head) is bytes and type(key) is bytes and DAY.fullmatch(on) is not None
    if not (whole and plain and exact):
        raise NotAPayloadError("a field is of another kind")
    return Payload(kind, number, issue, date.fromisoformat(on), vin, dealer, facts, seq, head, key)
