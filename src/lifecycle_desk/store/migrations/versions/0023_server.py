"""On a server: functions of triggers look in their own schema alone, and a batch that came whole stays so.

A file needs neither: nobody but the program has tables there, and whoever has the file can do anything with it.
"""

from alembic import op
from sqlalchemy import text

from lifecycle_desk.store.dialect import path_of_triggers

revision, down_revision = "0023", "0022"

_FUNCTIONS = text(
    "SELECT quote_ident(proname) FROM pg_proc"
    r" WHERE proname LIKE '%\_is\_append\_only' AND pronamespace = current_schema()::regnamespace"
)
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
    path = path_of_triggers(connection)
    for name in connection.scalars(_FUNCTIONS).all():
        connection.exec_driver_sql(f"ALTER FUNCTION {name}() SET search_path = {path}")
    connection.exec_driver_sql(
        f"CREATE FUNCTION charging_batch_stays_whole() RETURNS trigger LANGUAGE plpgsql "
        f"SET search_path = {path} AS $$ {_STAYS} $$"
    )
    connection.exec_driver_sql(
        "CREATE TRIGGER charging_batch_stays_whole BEFORE UPDATE ON charging_batch "
        "FOR EACH ROW EXECUTE FUNCTION charging_batch_stays_whole()"
    )
