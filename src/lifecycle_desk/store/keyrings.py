"""The system's keyring: where secrets of servers are kept on this computer, and nowhere else.

The package comes with the extra `postgres`. A computer may be without it, or without a keyring that anybody unlocked;
then nothing is kept, and whoever sits there is told so and asked again at the next start.
"""

from contextlib import suppress
from importlib import import_module
from typing import Any

from lifecycle_desk.base.objections import N_, objection

SERVICE = "Lifecycle Desk"

PasswordNotKept = objection(
    "PasswordNotKept",
    N_("This computer has no keyring that can keep the password. It will be asked for each time you start."),
)


def in_keyring(name: str) -> str | None:
    """The secret of a name, as the keyring has it; None where it has none, or is locked or broken."""
    with suppress(Exception):
        found: str | None = _keyring().get_password(SERVICE, name)
        return found
    return None


def into_keyring(name: str, secret: str) -> bool:
    """Keep a secret by a name; gives whether the keyring did."""
    with suppress(Exception):
        _keyring().set_password(SERVICE, name, secret)
        return has_keyring()
    return False


def has_keyring() -> bool:
    """Whether this computer has a keyring that keeps anything: the library always has one, and some keep nothing."""
    with suppress(Exception):
        return float(_keyring().get_keyring().priority) > 0
    return False


def _keyring() -> Any:
    """The library that speaks to the system's keyring; ImportError where nobody installed it."""
    return import_module("keyring")
