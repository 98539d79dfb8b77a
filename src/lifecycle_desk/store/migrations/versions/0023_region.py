"""The region that a dealer gives its records to, and the receipts that came back. Nobody has any yet."""

from alembic import op

from lifecycle_desk.store.dialect import append_only
from lifecycle_desk.store.types import digest, maybe_bytes, maybe_utc_time, maybe_whole, utc_time, whole, words

revision, down_revision = "0023", "0022"


def upgrade() -> None:
    """New tables alone; nothing that is there changes."""
    op.create_table(
        "region_link",
        words(name="place", primary_key=True),
        words(name="fingerprint"),
        utc_time("since"),
        maybe_whole(name="sent_seq"),
        maybe_bytes("sent_seal"),
        maybe_utc_time("sent_at"),
        sqlite_strict=True,
    )
    op.create_table(
        "region_receipt",
        whole(name="seq", primary_key=True),
        digest("seal", primary_key=True),
        utc_time("at"),
        digest("public"),
        words(name="signature"),
        sqlite_strict=True,
    )
    append_only(op.get_bind(), "region_receipt")
