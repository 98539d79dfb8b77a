"""Papers that are issued with number and issue; keys kept sealed, and those that are believed no longer."""

from typing import Any

from alembic import op
from sqlalchemy import ForeignKey

from lifecycle_desk.store.types import (
    day,
    digest,
    maybe_of_vehicle,
    maybe_utc_time,
    maybe_whole,
    maybe_words,
    utc_time,
    whole,
    words,
)

revision, down_revision = "0004", "0003"


def upgrade() -> None:
    """New tables alone; the bare keys of before are sealed when they are next used."""
    _table(
        "key_guard",
        whole(ForeignKey("signing_key.number"), name="number", primary_key=True),
        words(name="guard"),
        digest("sealed"),
        digest("salt"),
    )
    _table(
        "key_revoked",
        whole(ForeignKey("signing_key.number"), name="number", primary_key=True),
        utc_time("at"),
        words(name="why"),
    )
    _table(
        "issued_paper",
        words(name="kind", primary_key=True),
        words(name="number", primary_key=True),
        whole(name="issue", primary_key=True),
        words(name="subject"),
        maybe_of_vehicle("vin"),
        maybe_whole(name="year"),
        maybe_whole(name="ordinal"),
        words(name="language"),
        day("on"),
        utc_time("at"),
        words(name="state"),
        maybe_words(name="sha256"),
        maybe_whole(name="key"),
        maybe_whole(name="event"),
        maybe_utc_time("withdrawn_at"),
        maybe_words(name="why"),
    )
    op.create_index("ix_issued_paper_kind_subject", "issued_paper", ["kind", "subject"])
    op.create_index("ix_issued_paper_vin_at", "issued_paper", ["vin", "at"])
    op.create_index("ix_issued_paper_sha256", "issued_paper", ["sha256"])
    op.create_index("ix_issued_paper_state", "issued_paper", ["state"])


def _table(name: str, *parts: Any) -> None:
    op.create_table(name, *parts, sqlite_strict=True)
