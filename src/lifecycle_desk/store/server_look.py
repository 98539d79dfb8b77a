"""A look at what is at a server's address, before anything is opened or made there."""

from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from lifecycle_desk.store import migrations
from lifecycle_desk.store.addresses import address_of
from lifecycle_desk.store.engine import connect_server
from lifecycle_desk.store.file_format import HEAD, is_later
from lifecycle_desk.store.opening import refusal_of, refuse_seat
from lifecycle_desk.store.refusals import SchemaClosed, SchemaMissing, StoreNewer, StoreNotOurs

_SCHEMA = text(
    "SELECT current_schema() AS schema, quote_ident(current_user) AS login,"
    " (SELECT has_schema_privilege(oid, 'USAGE') FROM pg_namespace WHERE nspname = :schema) AS may_use,"
    " has_database_privilege(current_database(), 'CREATE') AS may_make"
)


@dataclass(frozen=True, slots=True)
class FoundAtServer:
    """The books at an address: whose they are, and whether opening them brings them up; no dealer where none are."""

    dealer: str | None = None
    is_older: bool = False


def look_at_server(where: str) -> FoundAtServer:
    """What is there for this login; refuses what it can neither open nor make."""
    address = address_of(where)
    engine = connect_server(address)
    try:
        with engine.connect() as connection:
            found = connection.execute(_SCHEMA, {"schema": address.schema or "public"}).one()
        if found.schema is None:
            return _nothing(address.schema or "public", found.login, may_use=found.may_use, makes=found.may_make)
        revision = migrations.revision_of(engine)
        if revision == migrations.NOTHING:
            return FoundAtServer()
        if revision == migrations.FOREIGN:
            raise StoreNotOurs(address.text)
        if is_later(revision, HEAD):
            raise StoreNewer(address.text, revision)
        if older := is_later(HEAD, revision):
            refuse_seat(engine, address)
        with engine.connect() as connection:
            return FoundAtServer(str(connection.scalar(text("SELECT name FROM dealer"))), older)
    except DatabaseError as error:
        raise refusal_of(error, address.text) from error
    finally:
        engine.dispose()


def _nothing(schema: str, login: str, *, may_use: bool | None, makes: bool) -> FoundAtServer:
    """Nothing, where the login may make the schema; refuses with what somebody else has to run."""
    if may_use is False:
        raise SchemaClosed(schema, login, f"GRANT USAGE ON SCHEMA {schema} TO {login};")
    if not makes:
        raise SchemaMissing(schema, f"CREATE SCHEMA {schema} AUTHORIZATION {login};")
    return FoundAtServer()
