"""Signing keys at one server: they go by a code, nobody makes one unasked, an odd one signs nothing."""

from datetime import timedelta

import pytest

from lifecycle_desk.base import clock
from lifecycle_desk.books.usecases.books import check
from lifecycle_desk.dealership import tables
from lifecycle_desk.dealership.rules import Guard, KeyElsewhere, TransferCodeWrong
from lifecycle_desk.dealership.usecases.key_handover import HandOverKeys, TakeKeys, hand_over_keys, take_keys
from lifecycle_desk.dealership.usecases.keys import Guarding, Unlock, guard_keys, lock_keys, unlock_keys
from lifecycle_desk.proof.rules.witness import KeyNotEndorsed, KeyUnendorsed
from lifecycle_desk.proof.usecases.key_chain import key_for_outside
from lifecycle_desk.proof.usecases.keys import (
    EndorseKey,
    RotateKey,
    endorse_key,
    rotate_key,
)
from lifecycle_desk.store import handovers
from lifecycle_desk.store.own_secret import dealer_secret

PASSPHRASE = "seven grey lorries at dawn"  # noqa: S105 (of an invented dealer)


def signs(user):
    """The number of the key by which a seat signs for outside."""
    with user.store.writing() as tx:
        return key_for_outside(tx)[0]


def sealed(user):
    with user.store.reading() as tx:
        return [(each.number, each.guard) for each in tables.keys(tx)]


def test_a_new_seat_makes_no_key_of_its_own_and_signs_once_it_was_given_the_code(seat, founder):
    assert sealed(founder) == [(1, Guard.DEALER)]
    assert signs(founder) == 1
    office = seat("office")
    with pytest.raises(KeyElsewhere):
        signs(office)
    assert len(sealed(office)) == 1  # none was made
    seat.use("front")
    code = hand_over_keys(founder, HandOverKeys()).value
    seat.use("office")
    with pytest.raises(TransferCodeWrong):
        take_keys(office, TakeKeys("ABCD-EFGH-JKLM-NPQR-STUV"))
    take_keys(office, TakeKeys(code.lower().replace("-", " ")))
    assert signs(office) == 1
    with office.store.reading() as tx:
        assert handovers.waiting(tx) == []  # it serves once
    seat("third")
    with pytest.raises(TransferCodeWrong):
        take_keys(office, TakeKeys(code))


def test_a_code_serves_for_an_hour_and_the_server_has_nothing_that_opens_the_key(seat, founder, stopped_clock):
    code = hand_over_keys(founder, HandOverKeys()).value
    with founder.store.reading() as tx:
        [waits] = handovers.waiting(tx)
        [key] = [each for each in tables.keys(tx) if each.number == 1]
    secret = dealer_secret(key.salt)
    assert secret
    assert secret not in waits.sealed + waits.salt + key.sealed + key.salt
    office = seat("office")
    stopped_clock(clock.now() + timedelta(minutes=61))
    with pytest.raises(TransferCodeWrong):
        take_keys(office, TakeKeys(code))


def test_a_passphrase_unlocks_the_key_at_any_seat(seat, founder):
    guard_keys(founder, Guarding(PASSPHRASE))
    lock_keys()
    office = seat("office")
    unlock_keys(office, Unlock(PASSPHRASE))
    assert signs(office) == 1
    lock_keys()


def test_a_key_that_a_seat_made_by_itself_signs_nothing_for_outside_until_an_earlier_one_endorses_it(seat, founder):
    office = seat("office")
    rotate_key(office, RotateKey("made here"))
    with pytest.raises(KeyNotEndorsed) as refused:
        signs(office)
    assert (refused.value.number, refused.value.earlier) == (2, 1)
    assert 2 in {each.number for each in check(office).notes if isinstance(each, KeyUnendorsed)}
    rotate_key(office, RotateKey("and again"))  # vouched for by the one that nobody vouches for
    with pytest.raises(KeyNotEndorsed):
        signs(office)
    with pytest.raises(KeyElsewhere):
        endorse_key(office, EndorseKey(2))  # it cannot vouch for itself
    seat.use("front")
    assert signs(founder) == 1
    endorse_key(founder, EndorseKey(2))
    seat.use("office")
    assert signs(office) == 3
    assert 2 not in {each.number for each in check(office).notes if isinstance(each, KeyUnendorsed)}
