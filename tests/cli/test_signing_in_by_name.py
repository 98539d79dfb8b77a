"""Who acts at the command line proves it, once somebody was given a PIN."""

import json

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


@pytest.fixture
def paired(guarded, monkeypatch):
    """A second manager who has a PIN; the first one's is in the environment."""
    monkeypatch.delenv("LIFECYCLE_DESK_SECOND_SECRET", raising=False)
    monkeypatch.setenv("LIFECYCLE_DESK_SECRET", "4821")
    member = {"name": "lek", "full_name": "Lek", "role": "manager"}
    assert guarded("--as", "noi", "do", "take_on", json.dumps(member)).code == 0
    asked = {"name": "lek", "secret": "7350"}
    assert guarded("--as", "noi", "do", "set_secret", json.dumps(asked)).code == 0
    return guarded


ROLE = json.dumps({"role": {"name": "Night desk", "based_on": "adviser", "rights": ["odometer.add"]}})


def test_what_needs_two_is_refused_to_one(paired):
    said = paired("--as", "noi", "do", "save_role", ROLE)
    assert (said.code, said.rule) == (1, "second_person_needed")


@pytest.mark.parametrize(("secret", "rule"), [("7351", "secret_wrong"), ("", "secret_needed")])
def test_a_second_person_proves_to_be_there(paired, monkeypatch, secret, rule):
    monkeypatch.setenv("LIFECYCLE_DESK_SECOND_SECRET", secret)
    assert paired("--as", "noi", "--second", "lek", "do", "save_role", ROLE).rule == rule


def test_two_do_what_needs_two(paired, monkeypatch):
    monkeypatch.setenv("LIFECYCLE_DESK_SECOND_SECRET", "7350")
    said = paired("--as", "noi", "--second", "lek", "do", "save_role", ROLE)
    assert (said.code, said.json["made"]["name"]) == (0, "Night desk")


def test_nobody_is_the_second_person_beside_themselves(paired, monkeypatch):
    monkeypatch.setenv("LIFECYCLE_DESK_SECOND_SECRET", "4821")
    assert paired("--as", "noi", "--second", "noi", "do", "save_role", ROLE).rule == "second_person_needed"
