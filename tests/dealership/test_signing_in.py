"""Signing in: a secret proves who acts, wrong ones make the next wait, and a printed code is the way back in."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle_desk.base import clock
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership import tables
from lifecycle_desk.dealership.rules import LastManager, Member, NotSignedIn, UnknownStaff
from lifecycle_desk.dealership.rules.roles import NotAllowed
from lifecycle_desk.dealership.rules.secrets import (
    LONGEST_WAIT,
    RecoveryCodeWrong,
    SecretKind,
    SecretMissing,
    SecretShort,
    SecretSimple,
    SecretWrong,
    TryLater,
    check_secret,
    kind_of,
    left_to_wait,
    normalized_code,
    wait_after,
)
from lifecycle_desk.dealership.usecases.changing import LetGo, deactivate, take_on
from lifecycle_desk.dealership.usecases.proving import (
    Recover,
    RenewCode,
    RequireSignIn,
    SetSecret,
    asks_for_secrets,
    recover,
    renew_recovery_code,
    require_sign_in,
    set_secret,
    sign_in,
    who_can_sign_in,
)
from lifecycle_desk.vehicle.usecases.signing_in import SignInOff, switch_sign_in_off

MANAGER, TECHNICIAN = Member("suda", "Suda Rattana", Role.MANAGER), Member("anan", "Anan W.", Role.TECHNICIAN)


@pytest.fixture
def code(user):
    """A store at which sign-in is required: a manager with a PIN, a technician without; the recovery code."""
    take_on(user, TECHNICIAN)
    return require_sign_in(user, RequireSignIn(MANAGER, "4821")).value


@pytest.fixture
def moved():
    """Stop the clock, and put it forward by so many seconds."""
    at = [clock.now()]
    clock.stop_at(at[0])

    def forward(seconds: float) -> None:
        at[0] += timedelta(seconds=seconds)
        clock.stop_at(at[0])

    yield forward
    clock.stop_at(None)


def as_manager(user):
    return replace(user, staff="suda")


def test_a_manager_is_made_with_the_switch_and_signs_in(user, code):
    assert asks_for_secrets(user.store)
    assert sign_in(user.store, "suda", "4821") == "suda"
    assert [each.name for each in who_can_sign_in(user.store)] == ["suda"]


@pytest.mark.parametrize("typed", ["４８２１", "٤٨٢١", "๔๘๒๑", " 4821 "])
def test_digits_of_any_script_are_the_same_pin(user, code, typed):
    assert sign_in(user.store, "suda", typed) == "suda"


def test_whoever_has_no_pin_cannot_sign_in_until_a_manager_sets_one(user, code, moved):
    with pytest.raises(SecretMissing):
        sign_in(user.store, "anan", "4821")
    set_secret(as_manager(user), SetSecret("anan", "7350"))
    assert sign_in(user.store, "anan", "7350") == "anan"


def test_names_that_nobody_has_leave_no_row_of_tries(user, code):
    with pytest.raises(UnknownStaff):
        sign_in(user.store, "nobody", "4821")
    with user.store.reading() as tx:
        assert tables.tries(tx, "nobody") == (0, None)


def test_only_who_looks_after_staff_sets_the_pin_of_another(user, code):
    technician = replace(user, staff="anan")
    with pytest.raises(NotAllowed):
        set_secret(technician, SetSecret("suda", "7350"))
    with pytest.raises(NotSignedIn):
        set_secret(replace(user, staff=None), SetSecret("suda", "7350"))


def test_ones_own_pin_is_changed_by_the_one_before(user, code):
    with pytest.raises(SecretWrong) as refused:
        set_secret(as_manager(user), SetSecret("suda", "7350", current="0000"))
    assert refused.value.at == "current"

    set_secret(as_manager(user), SetSecret("suda", "7350", current="4821"))

    assert sign_in(user.store, "suda", "7350") == "suda"


def test_wrong_tries_wait_longer_each_time_and_a_right_one_forgets_them(user, code, moved):
    waits = []
    for _ in range(8):
        with pytest.raises(SecretWrong):
            sign_in(user.store, "suda", "1111")
        with pytest.raises(TryLater) as later:
            sign_in(user.store, "suda", "4821")  # even the right one waits
        waits.append(later.value.facts["wait"])
        moved(waits[-1])
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]

    assert sign_in(user.store, "suda", "4821") == "suda"
    with user.store.reading() as tx:
        assert tables.tries(tx, "suda") == (0, None)


def test_a_clock_that_is_put_back_opens_nothing_sooner(user, code, moved):
    for _ in range(4):
        with pytest.raises(SecretWrong):
            sign_in(user.store, "suda", "1111")
        moved(LONGEST_WAIT)
    with pytest.raises(SecretWrong):
        sign_in(user.store, "suda", "1111")
    moved(-3_600)
    with pytest.raises(TryLater):
        sign_in(user.store, "suda", "4821")


def test_what_is_stored_of_a_pin_is_neither_the_pin_nor_alike_for_two_people(user, code):
    set_secret(as_manager(user), SetSecret("anan", "4821"))
    with user.store.reading() as tx:
        one, other = tables.secret(tx, "suda"), tables.secret(tx, "anan")
    assert one.proof != other.proof
    assert b"4821" not in one.proof + one.salt


def test_the_recovery_code_serves_once_and_gives_the_next(user, code):
    sitting_there = replace(user, staff=None)
    typed = code.lower().replace("-", " ")

    following = recover(sitting_there, Recover(typed, "suda", "7350")).value

    assert sign_in(user.store, "suda", "7350") == "suda"
    with pytest.raises(RecoveryCodeWrong):
        recover(sitting_there, Recover(code, "suda", "1357"))
    recover(sitting_there, Recover(following, "suda", "1357"))
    assert sign_in(user.store, "suda", "1357") == "suda"


def test_the_recovery_code_makes_nobody_a_manager(user, code):
    with pytest.raises(UnknownStaff):
        recover(replace(user, staff=None), Recover(code, "anan", "7350"))


def test_a_new_recovery_code_takes_the_place_of_the_one_before(user, code):
    new = renew_recovery_code(as_manager(user), RenewCode()).value
    assert new != code
    with pytest.raises(RecoveryCodeWrong):
        recover(user, Recover(code, "suda", "7350"))


def test_who_is_let_go_signs_in_no_more_and_the_last_who_can_stays(user, code, moved):
    second = Member("mali", "Mali S.", Role.MANAGER)
    take_on(as_manager(user), second)
    with pytest.raises(LastManager):
        deactivate(as_manager(user), LetGo("suda"))  # Mali looks after staff, but cannot sign in
    set_secret(as_manager(user), SetSecret("mali", "7350"))
    deactivate(as_manager(user), LetGo("suda"))
    with pytest.raises(UnknownStaff):
        sign_in(user.store, "suda", "4821")


def test_nobody_switches_sign_in_off_who_cannot_prove_to_be_a_manager(user, code):
    with pytest.raises(NotSignedIn):
        switch_sign_in_off(replace(user, staff=None), SignInOff("locked out"))
    with pytest.raises(NotAllowed):
        switch_sign_in_off(replace(user, staff="anan"), SignInOff("locked out"))
    assert not switch_sign_in_off(as_manager(user), SignInOff("moving house")).value.sign_in


@pytest.mark.parametrize(
    ("secret", "refused"),
    [
        ("123", SecretShort),
        ("1234", SecretSimple),
        ("7777", SecretSimple),
        ("9876", SecretSimple),
        ("letters", SecretShort),
    ],
)
def test_secrets_that_anybody_would_try_are_refused(secret, refused):
    with pytest.raises(refused):
        check_secret(secret)


def test_digits_are_a_pin_and_anything_else_a_passphrase():
    assert kind_of("4821") is SecretKind.PIN
    assert kind_of("four wet dogs") is SecretKind.PASSPHRASE
    assert check_secret("four wet dogs") == "four wet dogs"


@given(st.integers(0, 200), st.integers(-100, 100_000))
def test_nobody_waits_longer_than_a_minute_or_less_than_nothing(wrong, since):
    now = clock.now()
    left = left_to_wait(wrong, now - timedelta(seconds=since), now)
    assert 0 <= left <= LONGEST_WAIT
    assert wrong == 0 or since >= wait_after(wrong).total_seconds() or left > 0


@given(st.text(alphabet="ABCDEFGHJKLMNPQRSTUVWXYZ23456789", min_size=20, max_size=20), st.integers(1, 6))
def test_a_code_is_the_same_however_it_is_grouped(code, every):
    grouped = "-".join(code[at : at + every] for at in range(0, 20, every)).lower()
    assert normalized_code(grouped) == code
