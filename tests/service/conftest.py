"""A workshop with one car, and a dealer whose own maintenance schedule is in the books."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from maintained import NOW, maintained
from PySide6.QtCore import QRect
from workshop import with_car

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.look.paint import Brush

type Stocked = Callable[[Callable[[UserSession], object]], UserSession]


@pytest.fixture
def shop(stocked_anywhere: Stocked) -> UserSession:
    """A workshop with one car, on each engine in turn."""
    return stocked_anywhere(with_car)


@pytest.fixture
def own_shop(stocked_user: Stocked) -> UserSession:
    """The same on SQLite alone."""
    return stocked_user(with_car)


@pytest.fixture
def _noon(stopped_clock: Callable[[datetime], None]) -> None:
    """The clock where it stands for all that is due, before there are books."""
    stopped_clock(NOW)


@pytest.fixture
def dealer(_noon: None, stocked_anywhere: Stocked) -> UserSession:
    """A dealer with a maintenance schedule of his own, on each engine in turn."""
    return stocked_anywhere(maintained)


@pytest.fixture
def own_dealer(_noon: None, stocked_user: Stocked) -> UserSession:
    """The same on SQLite alone."""
    return stocked_user(maintained)


@pytest.fixture
def tomorrow(stopped_clock: Callable[[datetime], None]) -> Callable[[date], None]:
    """The clock put to another day."""
    return lambda on: stopped_clock(datetime(on.year, on.month, on.day, 12, tzinfo=UTC))


@pytest.fixture
def wrote(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is painted, in order."""
    found, write = list[str](), Brush.text

    def noting(brush: Brush, rect: QRect, words: str, *how: Any, **more: Any) -> int:
        found.append(words)
        return write(brush, rect, words, *how, **more)

    monkeypatch.setattr(Brush, "text", noting)
    return found
