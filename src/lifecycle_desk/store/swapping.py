"""Putting a file in the place of a store together with the key file that belongs to it, or with none.

Two files cannot be renamed at once. So the key file waits under another name (`.key.pending`) until the store itself
has come to its place; whoever opens the store next finishes what a crash cut off, by the store's first bytes.
"""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from lifecycle_desk.store.files import settle
from lifecycle_desk.store.unlocking import PENDING, PLAIN, begins_with, key_file, place_of_key, read_key, save_key

if TYPE_CHECKING:
    from lifecycle_desk.trust.store_key import KeyFile


def swap(aside: Path, store: Path, keys: "KeyFile | None") -> None:
    """Put a file that is whole in the place of a store that nobody has open; `keys` open it if it is encrypted."""
    if waiting := keys or key_file(store):
        save_key(store, waiting, PENDING)
    aside.replace(store)
    settle(store.parent)
    finish_swap(store)


def finish_swap(store: Path) -> None:
    """Let the key file beside a store that nobody has open be the one that belongs to it, where that was cut off."""
    pending = store.with_name(store.name + PENDING)
    if not pending.exists():
        return
    begins, waiting = begins_with(store), read_key(pending)
    if waiting and begins == waiting.id:
        with suppress(FileNotFoundError):  # who opens it in the same moment came first
            pending.replace(place_of_key(store))
    elif begins == PLAIN:
        place_of_key(store).unlink(missing_ok=True)
    pending.unlink(missing_ok=True)
    settle(store.parent)
