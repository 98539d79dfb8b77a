"""What staff prove themselves by: their secrets, how often somebody was wrong, and the code that is the way back."""

from alembic import op

from lifecycle_desk.store.types import digest, term, utc_time, whole, words

revision, down_revision = "0012", "0011"


def upgrade() -> None:
    """New tables alone; nothing that is there changes."""
    op.create_table(
        "staff_secret",
        words(name="name", primary_key=True),
        term("kind"),
        digest(name="salt"),
        digest(name="proof"),
        utc_time("since"),
        sqlite_strict=True,
    )
    op.create_table(
        "sign_in_try", words(name="name", primary_key=True), whole(name="wrong"), utc_time("at"), sqlite_strict=True
    )
    op.create_table(
        "recovery_code",
        whole(name="number", primary_key=True),
        digest(name="salt"),
        digest(name="proof"),
        utc_time("made_at"),
        sqlite_strict=True,
    )
