"""Personal data apart from the chain: sealed under a key per person, gone for good when that key is gone.

The chain covers the ciphertext, so a life stays whole when a person is erased (EDPB Guidelines 02/2025: no personal
data in what cannot be changed; a bare hash of a name is not anonymous).
"""

from hashlib import sha256

from lifecycle_desk.trust.random_source import random_bytes

KEY_BYTES, NONCE_BYTES = 32, 12
_MARK = b"lifecycle-desk/person\0"


def new_key() -> bytes:
    """A key for one person."""
    return random_bytes(KEY_BYTES)


def mark(key: bytes) -> str:
    """A person's mark once the key is gone: it tells the same person in another copy, and nothing else.

    A hash of 32 random bytes says nothing about anybody, unlike the hash of a name (EDPB Guidelines 02/2025).
    """
    return sha256(_MARK + key).hexdigest()


def sealed(key: bytes, plain: bytes, context: bytes) -> bytes:
    """Personal data that only the key opens, bound to where they stand (AES-256-GCM, random nonce first)."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # 10 ms that no start of the window needs

    nonce = random_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, context)


def opened(key: bytes, secret: bytes, context: bytes) -> bytes | None:
    """The sealed text, or None where key, place or content do not fit."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(key).decrypt(secret[:NONCE_BYTES], secret[NONCE_BYTES:], context)
    except InvalidTag:
        return None
