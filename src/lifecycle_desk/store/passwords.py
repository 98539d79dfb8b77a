"""Passwords of logins at servers: in the system's keyring or in this process's memory, never in a file or a log.

Where neither knows one the driver looks itself: PGPASSWORD and .pgpass hold as for PostgreSQL's own programs.
"""

from pathlib import Path

from sqlalchemy.exc import DBAPIError

from lifecycle_desk.store.addresses import ServerAddress, address_of
from lifecycle_desk.store.keyrings import PasswordNotKept, has_keyring, in_keyring, into_keyring
from lifecycle_desk.store.places import is_server
from lifecycle_desk.store.refusals import PasswordNeeded, PasswordWrong

_WRONG = "password authentication failed"

_known: dict[str, str] = {}
_to_keep: set[str] = set()


def password_for(address: ServerAddress) -> str | None:
    """The password of an address's login: as it was typed, as this process was told it, or as the keyring has it."""
    if address.password is not None:
        return address.password
    name = _login(address)
    if name not in _known and (found := in_keyring(name)):
        _known[name] = found
    return _known.get(name)


def tell_password(address: ServerAddress, password: str, *, keep: bool = False) -> None:
    """Use a password from now on, until this process ends; with `keep` the keyring gets it once it opened a store."""
    name = _login(address)
    _known[name] = password
    (_to_keep.add if keep else _to_keep.discard)(name)


def without_password(where: str | Path) -> str:
    """A place as it is told, kept and logged from now on; the password of an address stays in memory alone."""
    if not is_server(where):
        return str(where)
    address = address_of(where)
    if address.password is not None:
        tell_password(address, address.password)
    return address.text


def use_password(where: str, password: str) -> None:
    """Open a server's books by this password from now on, and keep it in the keyring once it has."""
    tell_password(address_of(where), password, keep=True)


def password_was_right(address: ServerAddress) -> None:
    """Lay a password that is to be kept into the system's keyring; without one it is asked for at the next start."""
    name = _login(address)
    if name in _to_keep and into_keyring(name, _known[name]):
        _to_keep.discard(name)


def not_kept(where: str) -> PasswordNotKept | None:
    """What is to be known of a password that opened a server's books and is kept nowhere; None where it is kept."""
    return PasswordNotKept() if _login(address_of(where)) in _to_keep or not has_keyring() else None


def forget_passwords() -> None:
    """Know no password any more in this process."""
    _known.clear()
    _to_keep.clear()


def password_refusal(error: DBAPIError, address: ServerAddress) -> PasswordNeeded | PasswordWrong | None:
    """The refusal for a connection that failed for want of the right password; None for any other failure."""
    attempt = getattr(error.orig, "pgconn", None)
    server, login = address.host or "localhost", address.user
    if attempt is None or not attempt.used_password:
        return None
    if attempt.needs_password:
        return PasswordNeeded(server, login)
    return PasswordWrong(server, login) if _WRONG in str(error.orig) else None


def _login(address: ServerAddress) -> str:
    """What a password belongs to: a login at a server, whichever database it opens."""
    return f"{address.user}@{address.host or 'localhost'}:{address.port or 5432}"
