"""A dealer's books on a cluster of Citus, each whole on one of its servers; where somebody names such a cluster."""

import os
from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest
from command_line import Desk
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

CLUSTER = "LIFECYCLE_DESK_TEST_CITUS"  # the address of a coordinator, as an administrator reaches it
pytestmark = pytest.mark.skipif(not os.environ.get(CLUSTER), reason=f"no cluster: {CLUSTER} names none")
INIT = ("init", "--name", "Sathorn EV", "--market", "TH", "--language", "en")
TABLES = (
    "SELECT nodename || ':' || nodeport, count(DISTINCT table_name) FROM citus_shards"
    " WHERE table_name::text LIKE %s GROUP BY 1"
)


@pytest.fixture
def names() -> Iterator[tuple[str, str]]:
    """A schema, and the prefix of its roles; gone afterwards."""
    made = f"d{uuid4().hex[:12]}"
    yield made, f"r{made}"
    with psycopg.connect(os.environ[CLUSTER], autocommit=True) as connection:
        connection.execute(f"DROP SCHEMA IF EXISTS {made} CASCADE")
        for each in ("owner", "writer", "seat"):
            connection.execute(f"DROP ROLE IF EXISTS r{made}_{each}")
        name = connection.execute("SELECT quote_ident(current_database())").fetchone()[0]
        connection.execute(f"ALTER DATABASE {name} RESET citus.enable_unsafe_triggers")


def at(schema: str, login: str) -> Desk:
    told = conninfo_to_dict(os.environ[CLUSTER])
    return Desk(f"postgresql://{login}@{told['host']}:{told.get('port', 5432)}/{told['dbname']}?schema={schema}")


def run(*statements: str) -> None:
    with psycopg.connect(os.environ[CLUSTER], autocommit=True) as connection:
        for each in statements:
            connection.execute(each)


def test_a_dealers_schema_lies_whole_on_one_server_and_is_worked_in_by_who_only_writes(names):
    schema, roles = names
    administrator = at(schema, conninfo_to_dict(os.environ[CLUSTER])["user"])
    owner, seat = at(schema, f"{roles}_owner"), at(schema, f"{roles}_seat")
    prepared = ("--owner", f"{roles}_owner", "--writer", f"{roles}_writer")
    assert administrator("server", "prepare", *prepared).code == 0
    run(f"ALTER ROLE {roles}_owner LOGIN", f"CREATE ROLE {roles}_seat LOGIN IN ROLE {roles}_writer")
    assert owner(*INIT).code == 0
    assert owner("server", "grant", *prepared[2:]).code == 0
    assert owner.do("add_person", name="Before")

    refused = owner("server", "distribute")
    assert refused.rule == "triggers_refused", refused
    run(refused.err.partition(": ")[2].strip())
    assert seat("server", "distribute").rule == "owner_alone_grants"
    placed = owner("server", "distribute", "--json").json
    assert placed["schema"] == schema
    with psycopg.connect(os.environ[CLUSTER]) as connection:
        ((server, tables),) = connection.execute(TABLES, (f"{schema}.%",)).fetchall()
        own = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = %s", (schema,)).fetchone()
    assert (server, tables) == (placed["server"], own[0]), "all of its tables, on one"

    assert owner("server", "distribute", "--json").json == placed, "and stays there"
    assert seat("server", "distribute", "--json").json == placed
    assert placed["server"] in owner("server", "distribute").err
    assert seat.do("add_person", name="After")
    for of, login in ((owner, f"{roles}_owner"), (seat, f"{roles}_seat")):
        assert of("check").code == 0
        with psycopg.connect(os.environ[CLUSTER], user=login) as connection, pytest.raises(psycopg.Error):
            connection.execute(sql.SQL("UPDATE {}.event SET body = '{{}}'").format(sql.Identifier(schema)))
