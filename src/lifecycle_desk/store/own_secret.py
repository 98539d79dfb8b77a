"""The secret of whoever sits at this computer: what is sealed under it is useless in a copy of the store alone.

Beside it lie the secrets of dealers whose books are on a server: each is handed from seat to seat and stands in no
server, so that who runs one can sign nothing.
"""

import os
from contextlib import suppress
from pathlib import Path

from lifecycle_desk.store.files import write_whole

BYTES = 32
NAME = "key-guard"
PLACE = "LIFECYCLE_DESK_GUARD"  # another place than the person's own settings


def own_secret() -> bytes:
    """The secret, made when it is first asked for; only its owner may read the file."""
    place = _place()
    try:
        return place.read_bytes()
    except FileNotFoundError:
        _make(place)
        return place.read_bytes()


def dealer_secret(mark: bytes) -> bytes | None:
    """The secret of a dealer by its mark; None where nobody handed it to this computer."""
    try:
        return _place_of_dealer(mark).read_bytes()
    except FileNotFoundError:
        return None


def new_dealer_secret(mark: bytes) -> bytes:
    """A secret for a dealer's seats, kept at this one from now on."""
    secret = os.urandom(BYTES)
    keep_dealer_secret(mark, secret)
    return secret


def keep_dealer_secret(mark: bytes, secret: bytes) -> None:
    """Keep what another seat handed over."""
    write_whole(_place_of_dealer(mark), secret, private=True)


def _place_of_dealer(mark: bytes) -> Path:
    place = _place()
    return place.with_name(f"{place.name}.dealers") / mark.hex()


def _make(place: Path) -> None:
    """Write it aside and link it into place: of two processes that begin at once the first one's stays.

    It comes from the system, never from what the keys of an invented dealer are drawn from: it guards real keys later.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    aside = place.with_name(f"{NAME}.{os.getpid()}")
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(os.urandom(BYTES))
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(aside, place)
    aside.unlink()


def _place() -> Path:
    from platformdirs import user_config_path

    named = os.environ.get(PLACE)
    return Path(named) if named else user_config_path("lifecycle_desk") / NAME
