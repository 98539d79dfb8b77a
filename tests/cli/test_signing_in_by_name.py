"""Who acts at the command line proves it, once somebody was given a PIN."""

import pytest

from lifecycle_desk.base import clock


@pytest.fixture
def guarded(desk, monkeypatch):
    """A store at which a manager has a PIN, and nobody's is in the environment."""
    monkeypatch.delenv("LIFECYCLE_DESK_SECRET", raising=False)
    manager = {"name": "noi", "full_name": "Noi", "role": "manager"}
    asked = {"manager": manager, "secret": "4821"}
    desk.do("require_sign_in", **asked)
    return desk


def test_a_name_alone_acts_for_nobody(guarded):
    said = guarded("--as", "noi", "backup")
    assert (said.code, said.rule) == (1, "secret_needed")


@pytest.mark.parametrize(("secret", "rule"), [("4822", "secret_wrong"), ("", "secret_needed")])
def test_a_wrong_pin_acts_for_nobody(guarded, monkeypatch, secret, rule):
    monkeypatch.setenv("LIFECYCLE_DESK_SECRET", secret)
    assert guarded("--as", "noi", "backup").rule == rule


def test_the_pin_of_the_environment_lets_its_owner_act_and_no_other(guarded, monkeypatch):
    monkeypatch.setenv("LIFECYCLE_DESK_SECRET", "4821")
    assert guarded("--as", "noi", "backup").code == 0
    assert guarded("--as", "lek", "backup").rule == "unknown_staff"


def test_the_next_try_after_a_wrong_one_waits(guarded, monkeypatch):
    with clock.standing_at(clock.now()):
        monkeypatch.setenv("LIFECYCLE_DESK_SECRET", "4822")
        guarded("--as", "noi", "backup")
        monkeypatch.setenv("LIFECYCLE_DESK_SECRET", "4821")
        assert guarded("--as", "noi", "backup").rule == "try_later"


def test_a_pin_never_stands_in_an_answer(guarded, monkeypatch):
    monkeypatch.setenv("LIFECYCLE_DESK_SECRET", "4822")
    said = guarded("--as", "noi", "backup")
    assert "4822" not in said.out + said.err
