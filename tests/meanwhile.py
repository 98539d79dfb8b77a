"""Somebody writes while somebody else looks: what is looked up must be of one moment."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import event

from lifecycle_desk.commands.command import UserSession


@contextmanager
def written_meanwhile(user: UserSession, write: Callable[[], object]) -> Iterator[None]:
    """Something is written right after the first question of the block, before its next one."""
    engine, was_asked = user.store.engine, []

    def asked(*_: object) -> None:
        if not was_asked:
            was_asked.append(True)
            write()

    event.listen(engine, "after_cursor_execute", asked)
    try:
        yield
    finally:
        event.remove(engine, "after_cursor_execute", asked)
    assert was_asked
