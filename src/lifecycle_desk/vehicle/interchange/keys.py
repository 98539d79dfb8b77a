"""The dealer's public keys, with which others verify what he signed: PEM, and the fingerprint that people compare."""

from collections.abc import Iterator
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from lifecycle_desk.base.objections import N_
from lifecycle_desk.counter.offers import Writer
from lifecycle_desk.counter.verbs import Seat
from lifecycle_desk.dealership.tables import dealer
from lifecycle_desk.dealership.usecases.keys import public_keys
from lifecycle_desk.trust.signing import fingerprint


def write(seat: Seat, _asked: dict[str, Any]) -> Iterator[bytes]:
    """Every key that has signed here, the one that signs now first; text before a key is allowed (RFC 7468, 5.2)."""
    with seat.store.reading() as work:
        name = " ".join(dealer(work).name.split())
        for number, public in sorted(public_keys(work).items(), reverse=True):
            pem = Ed25519PublicKey.from_public_bytes(public).public_bytes(
                Encoding.PEM, PublicFormat.SubjectPublicKeyInfo
            )
            yield f"{name}, {number}: {fingerprint(public)}\n".encode() + pem


WRITER = Writer("key", N_("The dealer's public key, with its fingerprint."), write)
