"""The workshop: what the works of this form add to the tables."""

revision, down_revision = "0005", "0004"


def upgrade() -> None:
    """New tables alone; nothing that is there changes."""
