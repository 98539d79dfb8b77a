"""`server`: a schema and its roles are made, books are created in it, and each login is told what it may do."""

from collections.abc import Iterator

import psycopg
import pytest
from command_line import Desk
from own_server import copy_database, drop_database, place_of

INIT = ("init", "--name", "Sathorn EV", "--market", "TH", "--language", "en")
ROLES = ("--owner", "cli_owner", "--writer", "cli_writer", "--reader", "cli_reader")


@pytest.fixture
def database(server) -> Iterator[str]:
    name = copy_database(server)
    yield name
    drop_database(server, name)
    with psycopg.connect(server, autocommit=True) as connection:
        for each in (*ROLES[1::2], "noi"):
            connection.execute(f"DROP ROLE IF EXISTS {each}")


def test_from_an_empty_database_to_a_seat_that_cannot_rewrite(server, database):
    administrator, owner, seat = (
        Desk(place_of(server, database, "sathorn", login)) for login in ("postgres", "cli_owner", "noi")
    )
    said = administrator("server", "prepare", *ROLES)
    assert (said.code, said.out) == (0, ""), said
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("ALTER ROLE cli_owner LOGIN")  # as whoever has it is given a password
        connection.execute("CREATE ROLE noi LOGIN IN ROLE cli_writer")

    assert owner(*INIT).code == 0
    assert owner("server", "grant", *ROLES[2:]).code == 0
    rights = seat("server", "show", "--json").json
    assert rights == {
        "login": "noi",
        "schema": "sathorn",
        "owner": "cli_owner",
        "revision": rights["revision"],
        "reads": True,
        "writes": True,
        "migrates": False,
        "rewrites": False,
        "writers": ["cli_writer"],
        "readers": ["cli_reader"],
    }
    shown = [line.split() for line in owner("server", "show").out.splitlines()]
    assert ["rewrites", "yes"] in shown
    assert seat.do("add_person", name="Kanari Malee")
    refused = seat("server", "grant", "--writer", "noi")
    assert (refused.code, refused.rule) == (1, "owner_alone_grants")
    assert owner("server", "migrate").code == 0
    assert owner("server", "grant", "--writer", "nobody_here").rule == "role_missing"
    assert owner("server", "grant").rule == "nothing_to_grant"
    assert "No nightly backups." in seat("server", "nightly").err
    assert owner("server", "nightly", "--at", "02:00", "--json").json["at"] == "02:00:00"
    assert "backup" in seat("server", "nightly").err
    assert seat("server", "nightly", "--off").rule == "owner_alone_sets"
    assert owner("server", "nightly", "--off", "--json").json is None
    assert seat("server", "documents", "--json").json == {"where": "table", "documents": 0, "swept": 0}
    assert seat("server", "documents", "--to", "/srv/papers").rule == "owner_alone_sets"


def test_a_schema_is_put_on_a_server_of_a_cluster_only_where_there_is_one(server, database):
    dealer = Desk(place_of(server, database, "sathorn", "postgres"))
    assert dealer("server", "prepare", *ROLES).code == 0
    assert dealer(*INIT).code == 0
    said = dealer("server", "distribute")
    assert (said.code, said.rule) == (1, "no_cluster")
    assert "is not on a Citus cluster" in said.err
    assert len(said.err.splitlines()) == 1, "one sentence"
    assert dealer("check").code == 0


def test_a_file_has_no_roles(desk):
    said = desk("server", "show")
    assert (said.code, said.rule) == (1, "no_server")
