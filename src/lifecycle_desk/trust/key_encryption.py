"""How a private key is kept: sealed under a secret that stands elsewhere, or that somebody knows by heart."""

from lifecycle_desk.trust import personal
from lifecycle_desk.trust.random_source import random_bytes
from lifecycle_desk.trust.signing import Key

SALT_BYTES, SECRET_BYTES = 16, 32
MEMORY_KIB, PASSES, LANES = 64 * 1024, 3, 4  # RFC 9106, section 4: the second recommended option
CONTEXT = b"signing key "


def new_salt() -> bytes:
    """A salt, so that the same passphrase makes another secret for each key."""
    return random_bytes(SALT_BYTES)


def secret_of(passphrase: str, salt: bytes) -> bytes:
    """The secret that a passphrase stands for (Argon2id; some 0.2 s and 64 MB on purpose)."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    how = Argon2id(salt=salt, length=SECRET_BYTES, iterations=PASSES, lanes=LANES, memory_cost=MEMORY_KIB)
    return how.derive(passphrase.encode())


def sealed(key: Key, secret: bytes) -> bytes:
    """A key's private part under a secret, bound to its public part."""
    return personal.sealed(secret, key.private, CONTEXT + key.public)


def opened(public: bytes, kept: bytes, secret: bytes) -> Key | None:
    """The key, or None where the secret is another."""
    private = personal.opened(secret, kept, CONTEXT + public)
    return Key(private) if private else None
