"""Moments as the store keeps them: in UTC, to the second, and nothing else is read as one."""

import re
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.dialects import sqlite

from lifecycle_desk.store.types import UtcTime

ENGINE = sqlite.dialect()
READ = UtcTime().result_processor(ENGINE, None)
BANGKOK = timezone(timedelta(hours=7))


def test_a_moment_comes_back_in_utc_whatever_zone_it_was_told_in():
    kept = UtcTime().process_bind_param(datetime(2026, 11, 25, 19, 47, 29, tzinfo=BANGKOK), ENGINE)
    assert kept == "2026-11-25T12:47:29Z"
    assert READ(kept) == datetime(2026, 11, 25, 12, 47, 29, tzinfo=UTC)
    assert READ(kept).tzinfo is UTC
    assert READ(None) is None


@pytest.mark.parametrize("text", ["2026-11-25", "2026-11-25T12:47:29", "2026-11-25T12:47:29+07:00", "soon"])
def test_what_says_no_moment_in_utc_is_not_read_as_one(text):
    with pytest.raises(ValueError, match=re.escape(text)):
        READ(text)
