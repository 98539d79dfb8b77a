"""The clock, asked in one place so that tests can stop it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

STAMP = "%Y-%m-%dT%H:%M:%SZ"


def _running() -> datetime:
    return datetime.now(UTC)


_source: list[Callable[[], datetime]] = [_running]


def now() -> datetime:
    """The present moment in UTC, whole seconds: what the store keeps and the chain seals."""
    return _source[0]().replace(microsecond=0)


def stamp(at: datetime) -> str:
    """A moment in UTC as events, papers and files write it."""
    return at.strftime(STAMP)


def stamped(text: str) -> datetime:
    """The moment that was written so."""
    return datetime.strptime(text, STAMP).replace(tzinfo=UTC)


def stop_at(moment: datetime | None) -> None:
    """Stand still at a moment, for tests and for the example dealer; None lets the clock run again."""
    _source[0] = (lambda: moment) if moment else _running


def is_running() -> bool:
    """Whether it runs: a clock that was stopped is nobody's mistake."""
    return _source[0] is _running


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Stand still at a moment within the block; afterwards the clock is as it was."""
    before = _source[0]
    stop_at(moment)
    try:
        yield
    finally:
        _source[0] = before
