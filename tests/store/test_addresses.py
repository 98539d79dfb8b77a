"""Addresses of servers are read and written in one place: the schema is ours, the password is told to nobody."""

import pytest

from lifecycle_desk.store import addresses
from lifecycle_desk.store.addresses import AddressUnreadableError, ServerAddress, trusted_roots
from lifecycle_desk.store.refusals import ConnectionNotVerified, ParameterUnknown, SchemaNameUnusable

OURS = "-clock_timeout=1"
READ = [  # what is typed, how it is told, what the server is asked for
    ("postgresql://noi@db.example/desk", "postgresql://noi@db.example/desk", OURS),
    (
        "postgresql+psycopg://noi:geheim@db.example:5433/desk?schema=dealer_a",
        "postgresql://noi@db.example:5433/desk?schema=dealer_a",
        f"-csearch_path=dealer_a {OURS}",
    ),
    (
        "postgres://noi@db.example/desk?options=-csearch_path%3Ddealer_a",
        "postgresql://noi@db.example/desk?schema=dealer_a",
        f"-csearch_path=dealer_a {OURS}",
    ),
    (
        "postgresql://noi@db.example/desk?options=-c%20work_mem%3D8MB%20-c%20search_path%3Ddealer_a%20--jit%3Doff",
        "postgresql://noi@db.example/desk?schema=dealer_a&options=-c%20work_mem%3D8MB%20--jit%3Doff",
        f"-c work_mem=8MB --jit=off -csearch_path=dealer_a {OURS}",
    ),
    (
        "postgresql://noi:geheim@/desk?host=/run/postgresql&port=5433&schema=dealer_a",
        "postgresql://noi@/desk?host=/run/postgresql&port=5433&schema=dealer_a",
        f"-csearch_path=dealer_a {OURS}",
    ),
    ("postgresql://n%40i:ge%2Fheim@[::1]/My%20desk", "postgresql://n%40i@[::1]/My%20desk", OURS),
]


@pytest.mark.parametrize(("typed", "told", "options"), READ)
def test_an_address_is_told_without_its_password_and_read_again_as_the_same(typed, told, options):
    address = ServerAddress.read(typed)
    assert address.text == told
    assert ServerAddress.read(told) == address.without_password()
    assert address.for_driver(OURS)["options"] == options
    assert "geheim" not in repr(address)
    assert "schema" not in address.for_driver(OURS)


UNREADABLE = ["", "postgresql://", "postgresql://:x:", "postgresql+nodriver://h/d", "mysql://a/b", "postgresql://a:b/c"]


@pytest.mark.parametrize("typed", [*UNREADABLE, "postgresql://noi:ge?heim@db.example/desk"])
def test_what_is_no_address_is_none_and_nothing_of_it_is_repeated(typed):
    with pytest.raises(AddressUnreadableError) as refused:
        ServerAddress.read(typed)
    assert not refused.value.args


@pytest.mark.parametrize("name", ["Dealer", "dealer-a", "1st", "pg_dealer", 'a"; DROP', "public,other", "a" * 64])
def test_a_schema_has_a_name_that_no_statement_takes_for_anything_else(name):
    with pytest.raises(SchemaNameUnusable):
        ServerAddress.read(f"postgresql://noi@localhost/desk?schema={name}")


def test_a_parameter_that_leads_elsewhere_is_refused_by_its_name():
    with pytest.raises(ParameterUnknown) as refused:
        ServerAddress.read("postgresql://noi@localhost/desk?service=other")
    assert refused.value.facts == {"name": "service"}


PROTECTED = [  # host, what the address says, the mode that is used; None where it is refused
    ("", "", ""),
    ("localhost", "", ""),
    ("127.0.0.9", "sslmode=disable", "disable"),
    ("[::1]", "", ""),
    ("db.example", "", "verify-full"),
    ("192.168.1.4", "", "verify-full"),
    ("localhost,db.example", "", "verify-full"),
    ("db.example", "sslmode=verify-full", "verify-full"),
    ("db.example", "sslmode=verify-ca", None),
    ("db.example", "sslmode=require", None),
    ("db.example", "sslmode=prefer", None),
    ("db.example", "sslmode=disable", None),
    ("db.example", "hostaddr=127.0.0.1&sslmode=disable", None),  # a name is what a certificate is made out to
    ("db.example", "insecure=yes", "prefer"),
    ("db.example", "insecure=yes&sslmode=require", "require"),
    ("db.example", "insecure=no&sslmode=require", None),
]


@pytest.mark.parametrize(("host", "says", "mode"), PROTECTED)
def test_another_computer_proves_who_it_is_unless_a_second_word_waives_it(host, says, mode, monkeypatch):
    monkeypatch.delenv("PGHOST", raising=False)
    monkeypatch.delenv("PGSSLROOTCERT", raising=False)
    typed = f"postgresql://noi@{host}/desk?{says}".removesuffix("?")
    if mode is None:
        with pytest.raises(ConnectionNotVerified):
            ServerAddress.read(typed)
        return
    given = ServerAddress.read(typed).for_driver("")
    assert given.get("sslmode", "") == mode
    assert given.get("sslrootcert") == (trusted_roots() if mode == "verify-full" else None)


def test_the_authorities_are_the_computers_own_or_those_that_it_is_told(monkeypatch, tmp_path):
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.setattr(addresses, "ROOTS", (str(tmp_path / "none"),))
    assert trusted_roots() == "system"
    monkeypatch.setattr(addresses, "ROOTS", (str(tmp_path / "none"), __file__))
    assert trusted_roots() == __file__
    monkeypatch.setenv("SSL_CERT_FILE", "/own/roots.pem")
    assert trusted_roots() == "/own/roots.pem"


def test_a_host_that_the_environment_names_is_another_computer_too(monkeypatch):
    monkeypatch.setenv("PGHOST", "db.example")
    assert ServerAddress.read("postgresql:///desk").for_driver("")["sslmode"] == "verify-full"
