"""The dealer's public keys, with which others verify what he signed: PEM, and the fingerprint that people compare."""

from collections.abc import Iterator
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Writer
from lifecycle_desk.dealership.tables import dealer
from lifecycle_desk.proof.usecases.key_chain import told_keys
from lifecycle_desk.trust.signing import fingerprint


def write(user: UserSession, _asked: dict[str, Any]) -> Iterator[bytes]:
    """Every key that the chain tells, the one that signs now first; text before a key is allowed (RFC 7468, 5.2).

    A row that somebody put in beside the chain is no key of the dealer's, and none is given out as such.
    """
    with user.store.reading() as tx:
        name = " ".join(dealer(tx).name.split())
        for each in reversed(told_keys(tx)):
            pem = Ed25519PublicKey.from_public_bytes(each.public).public_bytes(
                Encoding.PEM, PublicFormat.SubjectPublicKeyInfo
            )
            gone = f" (revoked {each.revoked_at:%Y-%m-%d})" if each.revoked_at else ""
            yield f"{name}, {each.number}: {fingerprint(each.public)}{gone}\n".encode() + pem


WRITER = Writer("key", N_("The dealer’s public key, with its fingerprint."), write)
