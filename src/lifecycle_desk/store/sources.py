"""Where a change comes from: the window, the command line, or a file that is imported."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

WINDOW, COMMAND_LINE, FILE = "window", "command_line", "import"

_FROM: ContextVar[str] = ContextVar("source", default="")


def source_now() -> str:
    """The source of what is being done in this thread; empty where it is that of the store itself."""
    return _FROM.get()


@contextmanager
def coming_from(source: str) -> Iterator[None]:
    """Whatever is written within comes from there."""
    token = _FROM.set(source)
    try:
        yield
    finally:
        _FROM.reset(token)


def steps_from[Made](source: str, steps: Generator[Any, None, Made]) -> Generator[Any, None, Made]:
    """Long work whose every step comes from there, whichever thread takes it."""
    try:
        while True:
            with coming_from(source):
                try:
                    step = next(steps)
                except StopIteration as end:
                    made: Made = end.value
                    return made
            yield step
    finally:
        steps.close()
