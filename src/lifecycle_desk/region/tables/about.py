"""What a region is called by its people."""

from sqlalchemy import Connection, select, update

from lifecycle_desk.region.tables.schema import FORMS


def name(connection: Connection) -> str:
    """The name of the region; nothing where nobody has named it."""
    return connection.execute(select(FORMS.c.name)).scalar() or ""


def save_name(connection: Connection, called: str) -> None:
    """Keep a name."""
    connection.execute(update(FORMS).values(name=called))
