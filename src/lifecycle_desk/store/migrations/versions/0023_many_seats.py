"""Many seats on a server, and a region above dealers.

On a server, functions of triggers look in their own schema alone, a batch that came whole stays so, documents stand in
the books, and each save leaves its token. A draft belongs to its seat, and keys can be handed over. What is given to a
region, and the receipts that came back, have tables of their own.
"""

from alembic import op
from sqlalchemy import Connection, column, insert, select, table

from lifecycle_desk.store.dialect import append_only, close_paths_of_triggers
from lifecycle_desk.store.types import (
    digest,
    maybe_bytes,
    maybe_utc_time,
    maybe_whole,
    maybe_words,
    utc_time,
    whole,
    words,
)

revision, down_revision = "0023", "0022"

# Sessions are guarded once their batch is pending no more: a login that may write must not set it back.
_STAYS = (
    "BEGIN IF old.state <> 'pending' AND new.state = 'pending' THEN "
    "RAISE EXCEPTION 'a batch does not become pending again'; END IF; RETURN new; END"
)
NAMED = "EXISTS (SELECT 1 FROM document WHERE sha256 = old.sha256)"
BEFORE = ("form", "about", "kept_at", "by", "text")


def upgrade() -> None:
    """New tables, and the one of drafts made anew, since its key grows by the seat."""
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        _guard_on_server(connection)
    _documents_and_keys(connection)
    _drafts(connection)
    _saved_requests()
    _due_following()
    _region(connection)


def _guard_on_server(connection: Connection) -> None:
    """A file needs none of it: the program alone has tables there, and who has the file can do anything with it."""
    path = close_paths_of_triggers(connection)
    connection.exec_driver_sql(
        f"CREATE FUNCTION charging_batch_stays_whole() RETURNS trigger LANGUAGE plpgsql "
        f"SET search_path = {path} AS $$ {_STAYS} $$"
    )
    connection.exec_driver_sql(
        "CREATE TRIGGER charging_batch_stays_whole BEFORE UPDATE ON charging_batch "
        "FOR EACH ROW EXECUTE FUNCTION charging_batch_stays_whole()"
    )


def _documents_and_keys(connection: Connection) -> None:
    op.create_table(
        "document_piece",
        words(name="sha256", primary_key=True),
        whole(name="number", primary_key=True),
        digest("content"),
        sqlite_strict=True,
    )
    append_only(connection, "document_piece", once=NAMED)  # an erasure takes the row first, then the bytes
    op.create_table(
        "key_handover",
        digest("mark", primary_key=True),
        utc_time("made_at"),
        digest("salt"),
        digest("sealed"),
        sqlite_strict=True,
    )


def _drafts(connection: Connection) -> None:
    drafts = connection.execute(select(table("draft", *map(column, BEFORE)))).mappings().all()
    op.drop_table("draft")
    op.create_table(
        "draft",
        words(name="form", primary_key=True),
        words(name="about", primary_key=True),
        words(name="seat", primary_key=True),
        words(name="seat_name"),
        utc_time("kept_at"),
        maybe_words(name="by"),
        words(name="text"),
        sqlite_strict=True,
    )
    made = table("draft", *map(column, (*BEFORE, "seat", "seat_name")))
    for row in drafts:  # of no seat: any may go on with them
        connection.execute(insert(made).values(**row, seat="", seat_name=""))


def _saved_requests() -> None:
    op.create_table(
        "saved_request",
        words(name="token", primary_key=True),
        maybe_whole(name="first_seq"),
        maybe_whole(name="last_seq"),
        utc_time("at"),
        sqlite_strict=True,
    )


def _due_following() -> None:
    op.create_table("due_following", whole(name="number", primary_key=True), words(name="after"), sqlite_strict=True)


def _region(connection: Connection) -> None:
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
    append_only(connection, "region_receipt")
