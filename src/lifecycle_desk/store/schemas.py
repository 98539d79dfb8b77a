"""Schemas of a server's database: one dealer's books each, and what all of them share."""

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from lifecycle_desk.store.addresses import ServerAddress
from lifecycle_desk.store.engine import connect_server
from lifecycle_desk.store.refusals import SchemaClosed, SchemaMissing
from lifecycle_desk.store.server_errors import is_right_missing

_THERE = text("SELECT has_schema_privilege(oid, 'USAGE') FROM pg_namespace WHERE nspname = :schema")


def at_its_schema(engine: Engine, address: ServerAddress, *, new: bool) -> Engine:
    """The engine, once its schema is known to be there; a new store makes it where the login may.

    A search path that leads nowhere is no error to PostgreSQL: without this look everything would be found empty.
    """
    with engine.connect() as connection:
        if connection.exec_driver_sql("SELECT current_schema()").scalar():
            return engine
        may_use = connection.scalar(_THERE, {"schema": address.schema or "public"})
        login = login_of(connection)
    schema = address.schema or "public"
    if may_use is False:
        raise SchemaClosed(schema, login, f"GRANT USAGE ON SCHEMA {schema} TO {login};")
    if not new:
        raise SchemaMissing(schema, f"CREATE SCHEMA {schema} AUTHORIZATION {login};")
    _make_schema(engine, schema, login)
    engine.dispose()
    return connect_server(address)  # another one: an engine keeps for good which schema it found at first


def _make_schema(engine: Engine, schema: str, login: str) -> None:
    with engine.connect().execution_options(migrates=True) as connection:
        try:
            with connection.begin():
                connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
        except DBAPIError as error:
            if is_right_missing(error):
                raise SchemaMissing(schema, f"CREATE SCHEMA {schema} AUTHORIZATION {login};") from error
            raise


def login_of(connection: Connection) -> str:
    """The login, as a statement has it."""
    return str(connection.exec_driver_sql("SELECT quote_ident(current_user)").scalar_one())
