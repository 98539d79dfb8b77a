"""The dealer and the staff: what may be changed, by whom, and how nobody is locked out."""

from dataclasses import replace

import pytest

from lifecycle_desk.counter.meanwhile import ChangedMeanwhile
from lifecycle_desk.counter.verbs import Seat
from lifecycle_desk.dealership.rules import (
    BACKUP,
    DEALER_EDIT,
    MAY,
    ORDER_CLOSE,
    STAFF_EDIT,
    LastManager,
    Member,
    NameMissing,
    NotAllowed,
    NotSignedIn,
    Role,
    StaffKnown,
    UnknownStaff,
)
from lifecycle_desk.dealership.usecases import (
    ChangeMember,
    LetGo,
    Profile,
    SignIn,
    change_member,
    change_profile,
    dealer,
    let_go,
    staff,
    switch_sign_in,
    take_on,
)

MANAGER, TECHNICIAN = Member("suda", "Suda Rattana", Role.MANAGER), Member("anan", "Anan W.", Role.TECHNICIAN)


def sitting(seat: Seat, who: str | None) -> Seat:
    return replace(seat, staff=who)


@pytest.fixture
def signed(seat):
    """Books where sign-in is on, with a manager and a technician."""
    take_on(seat, MANAGER)
    take_on(seat, TECHNICIAN)
    switch_sign_in(seat, SignIn(on=True))
    return seat


def test_what_is_not_named_of_the_profile_stays(seat):
    before = dealer(seat.store)
    change_profile(seat, Profile(phone="02 555 0100"))

    assert dealer(seat.store) == replace(before, phone="02 555 0100")


def test_a_text_of_the_profile_can_be_taken_away(seat):
    change_profile(seat, Profile(phone="02 555 0100"))
    change_profile(seat, Profile(phone=""))

    assert dealer(seat.store).phone == ""


@pytest.mark.parametrize("name", ["", "   "])
def test_a_dealer_keeps_a_name(seat, name):
    with pytest.raises(NameMissing):
        change_profile(seat, Profile(name=name))
    assert dealer(seat.store).name == "Sathorn EV"


def test_staff_is_taken_on_once_and_changed_under_the_same_name(seat):
    take_on(seat, TECHNICIAN)
    take_on(seat, replace(TECHNICIAN, role=Role.ADVISER))

    assert staff(seat) == [replace(TECHNICIAN, role=Role.ADVISER)]


def test_of_two_who_change_one_member_of_staff_the_second_is_refused(seat):
    take_on(seat, TECHNICIAN)
    shown = TECHNICIAN
    change_member(seat, ChangeMember(replace(shown, role=Role.ADVISER), shown))
    with pytest.raises(ChangedMeanwhile):
        change_member(seat, ChangeMember(replace(shown, language="th"), shown))
    assert staff(seat) == [replace(TECHNICIAN, role=Role.ADVISER)]

    (now,) = staff(seat)
    change_member(seat, ChangeMember(replace(now, language="th"), now))
    assert staff(seat) == [replace(now, language="th")]


def test_who_was_let_go_meanwhile_does_not_come_back_by_a_form_that_was_open(seat):
    take_on(seat, TECHNICIAN)
    let_go(seat, LetGo("anan"))
    with pytest.raises(ChangedMeanwhile):
        change_member(seat, ChangeMember(replace(TECHNICIAN, full_name="Anan Wong"), TECHNICIAN))
    assert staff(seat) == [replace(TECHNICIAN, active=False)]


def test_somebody_new_does_not_take_the_place_of_a_namesake(seat):
    change_member(seat, ChangeMember(TECHNICIAN))
    with pytest.raises(StaffKnown) as refused:
        change_member(seat, ChangeMember(replace(TECHNICIAN, full_name="Anan S.", role=Role.MANAGER)))
    assert (refused.value.field, refused.value.facts["who"]) == ("name", "anan")
    assert staff(seat) == [TECHNICIAN]


def test_who_was_let_go_is_still_known(seat):
    take_on(seat, TECHNICIAN)
    let_go(seat, LetGo("anan"))

    assert staff(seat) == [replace(TECHNICIAN, active=False)]


def test_nobody_can_let_go_whom_nobody_knows(seat):
    with pytest.raises(UnknownStaff):
        let_go(seat, LetGo("nobody"))


def test_without_sign_in_whoever_sits_there_may_do_all(seat):
    assert all(sitting(seat, None).may(right) for rights in MAY.values() for right in rights)


def test_with_sign_in_somebody_must_be_named(signed):
    with pytest.raises(NotSignedIn):
        change_profile(sitting(signed, None), Profile(phone="1"))


@pytest.mark.parametrize("right", [DEALER_EDIT, STAFF_EDIT, BACKUP, ORDER_CLOSE])
def test_with_sign_in_each_role_may_do_only_what_is_its_own(signed, right):
    assert sitting(signed, "suda").may(right)
    assert not sitting(signed, "anan").may(right)
    assert not sitting(signed, "nobody").may(right)


def test_a_refusal_names_who_and_what(signed):
    with pytest.raises(NotAllowed) as refused:
        change_profile(sitting(signed, "anan"), Profile(phone="1"))

    assert refused.value.facts == {"who": "anan", "right": DEALER_EDIT}


def test_who_was_let_go_may_do_nothing_any_more(signed):
    let_go(sitting(signed, "suda"), LetGo("anan"))

    assert not any(sitting(signed, "anan").may(right) for right in MAY[Role.TECHNICIAN])


@pytest.mark.parametrize(
    "step", [LetGo("suda"), replace(MANAGER, role=Role.TECHNICIAN), replace(MANAGER, active=False)]
)
def test_the_last_who_looks_after_staff_stays(signed, step):
    verb = let_go if isinstance(step, LetGo) else take_on
    with pytest.raises(LastManager):
        verb(sitting(signed, "suda"), step)
    assert MANAGER in staff(signed)


def test_sign_in_is_not_switched_on_where_nobody_looks_after_staff(seat):
    take_on(seat, TECHNICIAN)
    with pytest.raises(LastManager):
        switch_sign_in(seat, SignIn(on=True))
    assert not dealer(seat.store).sign_in
