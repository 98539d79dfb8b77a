"""Files sealed under a passphrase, on their way to somebody else: any export whose name ends in .ldx.

The passphrase is this file's own and told to the receiver in another way; it has nothing to do with the store's.
"""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.store.files import PRIVATE, drop, pour_whole
from lifecycle_desk.trust.key_encryption import SALT_BYTES, new_salt, secret_of
from lifecycle_desk.trust.sealed_stream import NotOpened, opened, sealed
from lifecycle_desk.trust.store_key import tidy

ENDING = ".ldx"
MAGIC, PURPOSE = b"LDX1\n", b"lifecycle-desk/file"
AT_ONCE = 256 * 1024  # bytes

SealedFileNotOpened = objection(
    "SealedFileNotOpened",
    N_("%(name)s cannot be opened: the passphrase is wrong, or the file was changed or cut off."),
    name=str,
)
FilePassphraseMissing = objection(
    "FilePassphraseMissing", N_("This file is encrypted. Enter its passphrase."), "file_passphrase"
)


def is_sealed(path: Path) -> bool:
    """Whether a file is to be sealed, or was."""
    return path.suffix.casefold() == ENDING


def as_plain(path: Path, passphrase: str) -> AbstractContextManager[Path]:
    """A file as it can be read: itself, or what was sealed in it, for the time of the block."""
    return opened_file(path, passphrase) if is_sealed(path) else nullcontext(path)


def sealed_file(chunks: Iterable[bytes], passphrase: str) -> Iterator[bytes]:
    """The content of a file, sealed as it comes."""
    salt = new_salt()
    yield MAGIC + salt
    yield from sealed(secret_of(tidy(passphrase), salt), PURPOSE, chunks)


@contextmanager
def opened_file(path: Path, passphrase: str) -> Iterator[Path]:
    """The file as it was before it was sealed, for the time of the block; wiped afterwards.

    It is opened to its end before anything is read from it, so nothing of a file that was cut off is taken in.
    """
    with TemporaryDirectory(prefix="lifecycle-desk-") as folder:
        plain = Path(folder) / path.stem
        try:
            try:
                pour_whole(plain, _opened(path, passphrase), mode=PRIVATE)
            except NotOpened:
                raise SealedFileNotOpened(path.name) from None
            yield plain
        finally:
            drop(each for each in Path(folder).iterdir() if each.is_file())


def _opened(path: Path, passphrase: str) -> Iterator[bytes]:
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            raise NotOpened
        secret = secret_of(tidy(passphrase), file.read(SALT_BYTES))
        yield from opened(secret, PURPOSE, iter(lambda: file.read(AT_ONCE), b""))
