"""When a promised moment is late: a few minutes past it somebody is to hurry, and only then it was missed."""

from datetime import datetime, timedelta

LATE_AFTER = timedelta(minutes=15)


def is_late(promised: datetime, now: datetime) -> bool:
    """Whether a moment passed so long ago that it was missed."""
    return promised <= late_before(now)


def late_before(now: datetime) -> datetime:
    """The last moment that is late now."""
    return now - LATE_AFTER
