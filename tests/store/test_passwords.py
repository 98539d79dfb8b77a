"""Passwords of a server's logins: asked for in words, kept by the keyring alone, in no file, no log and no address."""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest
from command_line import Desk
from own_server import OURS, copy_database, drop_database, let_write, place_of

from lifecycle_desk.cli.context import asking
from lifecycle_desk.store import passwords
from lifecycle_desk.store.keyrings import SERVICE, PasswordNotKept
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.store.passwords import not_kept, use_password
from lifecycle_desk.store.refusals import PasswordNeeded, PasswordWrong, StoreUnusable

INIT = ("init", "--name", "A", "--market", "TH", "--language", "en")
LOGIN, SECRET, WRONG = "asked_for_a_password", "geheim-Kanari", "falsch-Kanari"


@pytest.fixture(scope="module")
def place(server, founded_on_server) -> Iterator[str]:
    """Books whose server asks this one login for its password."""
    name = copy_database(server, founded_on_server())
    with psycopg.connect(server, dbname=name, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {LOGIN} LOGIN PASSWORD '{SECRET}' IN ROLE {OURS}")
        hba = Path(connection.execute("SHOW hba_file").fetchone()[0])
        hba.write_text(f"local all {LOGIN} scram-sha-256\n" + hba.read_text())
        connection.execute("SELECT pg_reload_conf()")
    while _is_let_in(server, name):  # the server reads it when it comes to that
        pass
    owner = open_store(place_of(server, name))
    let_write(owner)
    owner.close()
    yield place_of(server, name, login=LOGIN)
    drop_database(server, name)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP ROLE {LOGIN}")  # it is the server's: whoever comes back to this file makes it anew


def _is_let_in(server: str, name: str) -> bool:
    """Whether the login is still asked for no password."""
    try:
        psycopg.connect(server, dbname=name, user=LOGIN).close()
    except psycopg.OperationalError:
        return False
    return True


@pytest.fixture(autouse=True)
def _nobody_told(monkeypatch) -> Iterator[None]:
    monkeypatch.delenv("PGPASSWORD", raising=False)
    monkeypatch.setenv("PGPASSFILE", "/nowhere")
    monkeypatch.setitem(sys.modules, "keyring", None)  # the computer's own is not ours to touch
    passwords.forget_passwords()
    yield
    passwords.forget_passwords()


def with_password(place: str, password: str) -> str:
    return place.replace(f"{LOGIN}@", f"{LOGIN}:{password}@")


def test_a_login_is_asked_for_its_password_and_told_when_it_is_wrong(place, monkeypatch):
    with pytest.raises(PasswordNeeded) as asked:
        open_store(place)
    assert asked.value.facts["login"] == LOGIN
    with pytest.raises(PasswordWrong):
        open_store(with_password(place, WRONG))
    with pytest.raises(StoreUnusable):  # another trouble than the password
        open_store(with_password(place, SECRET).replace("/t", "/no"))
    monkeypatch.setenv("PGPASSWORD", SECRET)
    passwords.forget_passwords()
    open_store(place).close()


def test_an_address_that_held_a_password_holds_none_once_it_is_opened_and_opens_again(place):
    store = open_store(with_password(place, SECRET))
    assert store.where == place
    with store.away():
        pass
    store.close()
    open_store(place).close()


def test_the_keyring_gets_a_password_that_opened_a_store_and_no_other(place, monkeypatch):
    kept: dict[tuple[str, str], str] = {}
    ring = SimpleNamespace(
        get_password=lambda service, name: kept.get((service, name)),
        set_password=lambda service, name, password: kept.update({(service, name): password}),
        get_keyring=lambda: SimpleNamespace(priority=5),
    )
    monkeypatch.setitem(sys.modules, "keyring", ring)
    use_password(place, WRONG)
    with pytest.raises(PasswordWrong):
        open_store(place)
    assert not kept
    use_password(place, SECRET)
    open_store(place).close()
    assert [(service, password) for (service, _), password in kept.items()] == [(SERVICE, SECRET)]
    assert not_kept(place) is None
    passwords.forget_passwords()
    open_store(place).close()  # the keyring knows it


def test_where_no_keyring_keeps_it_whoever_typed_a_password_is_told_in_a_sentence(place, monkeypatch):
    """No library, the library without a system behind it, and a keyring that refuses."""

    def refuses(*_: str) -> None:
        raise RuntimeError("locked")

    behind = {"get_password": lambda *_: None, "set_password": lambda *_: None}
    nothing = SimpleNamespace(**behind, get_keyring=lambda: SimpleNamespace(priority=0))
    locked = SimpleNamespace(**behind | {"set_password": refuses}, get_keyring=lambda: SimpleNamespace(priority=5))
    for ring in (None, nothing, locked):
        monkeypatch.setitem(sys.modules, "keyring", ring)
        passwords.forget_passwords()
        use_password(place, SECRET)
        open_store(place).close()
        assert isinstance(not_kept(place), PasswordNotKept), ring


def test_a_keyring_that_is_locked_is_as_good_as_none(place, monkeypatch):
    def locked(*_: str) -> str:
        raise RuntimeError("locked")

    monkeypatch.setitem(sys.modules, "keyring", SimpleNamespace(get_password=locked, set_password=locked))
    with pytest.raises(PasswordNeeded):
        open_store(place)
    use_password(place, SECRET)
    open_store(place).close()


def test_who_types_a_password_at_the_command_line_is_told_that_nothing_keeps_it(place, monkeypatch, capsys):
    monkeypatch.setattr("lifecycle_desk.cli.context.sys.stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("click.prompt", lambda *_, **__: SECRET)
    asking(lambda: open_store(place), place).close()
    assert "asked for each time you start" in capsys.readouterr().err
    asking(lambda: open_store(place), place).close()  # this process knows it: nobody was asked
    assert capsys.readouterr().err == ""


def test_no_password_stands_in_an_answer_a_log_or_a_file(place, tmp_path, monkeypatch):
    state = tmp_path / "state"
    monkeypatch.setenv("XDG_STATE_HOME", str(state))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    said = []
    for address in (
        with_password(place, WRONG),
        with_password(place, SECRET),
        with_password(place, SECRET) + "&schema=NOT",
        with_password(place, SECRET) + "&service=x",
        with_password(place, SECRET) + "#x",
        f"postgresql://noi:{SECRET}@127.0.0.1:1/desk",
        f"postgresql://noi:{SECRET}@h:x/desk",
        f"postgresql+nodriver://noi:{SECRET}@h/desk",
    ):
        said += [Desk(address)(*each) for each in (("check",), INIT, ("server", "show"))]
    monkeypatch.setattr("lifecycle_desk.cli.books.books.check", lambda *_: 1 / 0)
    crashed = Desk(with_password(place, SECRET))("check")
    assert crashed.code == 70
    files = [each.read_bytes() for each in tmp_path.rglob("*") if each.is_file()]
    assert files  # the log of the crash
    for text in [*(each.out + each.err for each in [*said, crashed]), *(each.decode() for each in files)]:
        assert "Kanari" not in text
    assert {each.code for each in said} == {0, 1, 3}
