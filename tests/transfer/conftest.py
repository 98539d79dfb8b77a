"""A day on which the stories of second-hand trade stand still."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from trade_story import in_use

from lifecycle_desk.base import clock
from lifecycle_desk.commands.command import UserSession

TODAY = datetime(2026, 11, 25, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today():
    clock.stop_at(TODAY)
    yield
    clock.stop_at(None)


@pytest.fixture
def owned(stocked_user: Callable[[Callable[[UserSession], object]], UserSession]) -> UserSession:
    """Books with a car in its owner's hands."""
    return stocked_user(in_use)
