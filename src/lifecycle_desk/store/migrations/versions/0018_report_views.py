"""Views for reporting, which every migration makes anew at its end: this one brings them to older stores."""

revision, down_revision = "0018", "0017"
# The digest of all definitions on SQLite: whoever changes one writes a migration that names the new.
VIEWS = "8921b019910d210e1dcfacc10419e4e716582f6b17fbf893ab0f92a97d52704f"


def upgrade() -> None:
    """No table changes."""
