"""A dealer's schema on a cluster of Citus: put whole on one of its servers, where every transaction then stays.

Books that are spread over servers row by row would not work: their numbers have no gaps and their chain has one end.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, text

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.store.server_rights import OwnerAloneGrants, may_migrate
from lifecycle_desk.store.server_setup import changing
from lifecycle_desk.store.store import Store

NoCluster = objection(
    "NoCluster", N_("%(where)s is not on a Citus cluster: the database has no extension citus."), where=str
)
SchemaIsEverybodys = objection(
    "SchemaIsEverybodys",
    N_("The schema public stays where it is. Move the records to a schema of their own first: lifecycle-desk move."),
)
# The guards that keep records from being changed are triggers, which Citus lets on such tables only when told to.
TriggersRefused = objection(
    "TriggersRefused",
    N_("Citus refuses the triggers that protect records. Run first: %(statement)s"),
    statement=str,
)

_HAS_CITUS = text("SELECT 1 FROM pg_extension WHERE extname = 'citus'")
_LETS_TRIGGERS = text("SELECT current_setting('citus.enable_unsafe_triggers', true), quote_ident(current_database())")
_IS_WHOLE = text("SELECT 1 FROM pg_dist_schema WHERE schemaid = current_schema()::regnamespace")
_PUT = text("SELECT citus_schema_distribute(current_schema()::regnamespace)")
_AT = text(
    "SELECT current_schema()::text, nodename || ':' || nodeport FROM citus_shards"
    " WHERE table_name = (quote_ident(current_schema()) || '.event')::regclass"
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A dealer's schema, and the server of the cluster that it lies on."""

    schema: str
    server: str


def put_on_one_server(store: Store) -> Placed:
    """Put the schema of the books whole on one server of the cluster; where it is already, this only says which."""
    with changing(store.engine, store.where) as connection:
        if not connection.scalar(_HAS_CITUS):
            raise NoCluster(store.where)
        if not connection.scalar(_IS_WHOLE):
            _put(connection)
        schema, server = connection.execute(_AT).one()
    return Placed(schema, server)


def _put(connection: Connection) -> None:
    may, holder = may_migrate(connection)
    if not may:
        raise OwnerAloneGrants(holder)
    if connection.exec_driver_sql("SELECT current_schema()").scalar() == "public":
        raise SchemaIsEverybodys
    lets, database = connection.execute(_LETS_TRIGGERS).one()
    if lets != "on":  # for all that connect from now on, since updates make tables too
        raise TriggersRefused(f"ALTER DATABASE {database} SET citus.enable_unsafe_triggers = on")
    connection.execute(_PUT)
