"""Sealed streams: content of any size under a key, in chunks, so that no altered, cut or swapped byte is given out.

The construction is STREAM (Hoang, Reyhanitabar, Rogaway and Vizár 2015), as age has it: every stream has a key of its
own, derived from a random salt; the nonce of a chunk is its number and whether it is the last one.
"""

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

CHUNK, TAG_BYTES, SALT_BYTES, KEY_BYTES = 64 * 1024, 16, 16, 32
MORE, LAST = b"\0", b"\1"


class NotOpened(Exception):  # noqa: N818 (whoever reads a format says it in that format's words)
    """The key is another one, or what was sealed has been changed or cut since."""


def derived(secret: bytes, purpose: bytes, salt: bytes = b"") -> bytes:
    """A key for one purpose out of a secret that is random already (HKDF-SHA256, RFC 5869)."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), KEY_BYTES, salt or None, purpose).derive(secret)


def sealed(secret: bytes, purpose: bytes, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Seal what comes in pieces of any size; the salt of the stream comes first."""
    salt = os.urandom(SALT_BYTES)
    cipher = _cipher(secret, purpose, salt)
    yield salt
    number, waiting = 0, b""
    for chunk in _even(pieces, CHUNK):
        if waiting:  # sealed once it is known whether another one follows
            yield cipher.encrypt(_nonce(number, MORE), waiting, None)
            number += 1
        waiting = chunk
    yield cipher.encrypt(_nonce(number, LAST), waiting, None)


def opened(secret: bytes, purpose: bytes, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Open what was sealed, chunk by chunk; raises `NotOpened` at the first that is not as it was sealed.

    Only the end proves that nothing is missing: whoever acts upon what came before must be able to take it back.
    """
    from cryptography.exceptions import InvalidTag

    chunks = _even(pieces, CHUNK + TAG_BYTES, first=SALT_BYTES)
    cipher = _cipher(secret, purpose, next(chunks, b""))
    number, waiting = 0, next(chunks, b"")
    try:
        for chunk in chunks:
            yield cipher.decrypt(_nonce(number, MORE), waiting, None)
            number, waiting = number + 1, chunk
        yield cipher.decrypt(_nonce(number, LAST), waiting, None)
    except InvalidTag:
        raise NotOpened from None


def _cipher(secret: bytes, purpose: bytes, salt: bytes) -> "ChaCha20Poly1305":
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    return ChaCha20Poly1305(derived(secret, purpose, salt))


def _nonce(number: int, last: bytes) -> bytes:
    return number.to_bytes(11) + last


def _even(pieces: Iterable[bytes], size: int, first: int = 0) -> Iterator[bytes]:
    """The same bytes in pieces of one size, the last one shorter; the first one may have a size of its own."""
    held, wanted = bytearray(), first or size
    for piece in pieces:
        held += piece
        while len(held) >= wanted:
            yield bytes(held[:wanted])
            del held[:wanted]
            wanted = size
    if held:
        yield bytes(held)
