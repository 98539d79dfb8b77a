"""The day on which the tests of the end stand."""

from datetime import UTC, datetime

import pytest

from lifecycle_desk.base import clock

TODAY = datetime(2026, 11, 25, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today():
    clock.stop_at(TODAY)
    yield
    clock.stop_at(None)
