"""On a server: functions of triggers look in their own schema alone, and a batch that came whole stays so.

A file needs neither: nobody but the program has tables there, and whoever has the file can do anything with it.
"""

from alembic import op

from lifecycle_desk.store.dialect import close_paths_of_triggers

revision, down_revision = "0023", "0022"

# Sessions are guarded once their batch is pending no more: a login that may write must not set it back.
_STAYS = (
    "BEGIN IF old.state <> 'pending' AND new.state = 'pending' THEN "
    "RAISE EXCEPTION 'a batch does not become pending again'; END IF; RETURN new; END"
)


def upgrade() -> None:
    """Nothing that is stored changes."""
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return
    path = close_paths_of_triggers(connection)
    connection.exec_driver_sql(
        f"CREATE FUNCTION charging_batch_stays_whole() RETURNS trigger LANGUAGE plpgsql "
        f"SET search_path = {path} AS $$ {_STAYS} $$"
    )
    connection.exec_driver_sql(
        "CREATE TRIGGER charging_batch_stays_whole BEFORE UPDATE ON charging_batch "
        "FOR EACH ROW EXECUTE FUNCTION charging_batch_stays_whole()"
    )
