"""Signatures: the dealer's Ed25519 key, and what it signs: heads of the chain, manifests, dossiers."""

from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from lifecycle_desk.trust.chain import canonical
from lifecycle_desk.trust.random_source import random_bytes

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

KEY_BYTES = 32
FINGERPRINT_GROUPS, GROUP = 8, 4


@dataclass(frozen=True, slots=True)
class Key:
    """A dealer's key: 32 private bytes; the public ones are made from them."""

    private: bytes

    @property
    def _ed25519(self) -> "Ed25519PrivateKey":
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # no start needs it

        return Ed25519PrivateKey.from_private_bytes(self.private)

    @property
    def public(self) -> bytes:
        """The 32 public bytes, which anybody may have."""
        return self._ed25519.public_key().public_bytes_raw()

    def sign(self, told: object) -> str:
        """A signature over the canonical form of something, as text."""
        return b64encode(self.sign_bytes(canonical(told))).decode()

    def sign_bytes(self, body: bytes) -> bytes:
        """The 64 bytes of a signature over exactly these bytes."""
        return self._ed25519.sign(body)


def new_signing_key() -> Key:
    """A new key, made once when a dealer is set up."""
    return Key(random_bytes(KEY_BYTES))  # any 32 bytes are a private key (RFC 8032, 5.1.5)


def holds(public: bytes, told: object, signature: str) -> bool:
    """Whether a signature is this key's, over exactly this."""
    try:
        return holds_bytes(public, canonical(told), b64decode(signature, validate=True))
    except ValueError:
        return False


def holds_bytes(public: bytes, body: bytes, signature: bytes) -> bool:
    """Whether a signature is this key's, over exactly these bytes."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, body)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(public: bytes) -> str:
    """A key as people compare it: 3F2A 91C0 and six more groups."""
    text = sha256(public).hexdigest().upper()
    return " ".join(text[n * GROUP : (n + 1) * GROUP] for n in range(FINGERPRINT_GROUPS))


def is_fingerprint(given: str, public: bytes) -> bool:
    """Whether what somebody typed or pasted is the fingerprint of a key; all of it, however it is spaced."""
    return "".join(given.split()).upper() == "".join(fingerprint(public).split())
