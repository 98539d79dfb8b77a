"""The secret of whoever sits at this computer: what is sealed under it is useless in a copy of the store alone."""

import os
from contextlib import suppress
from pathlib import Path

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
