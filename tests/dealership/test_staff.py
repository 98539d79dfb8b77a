"""The dealer and the staff: what may be changed, by whom, and how nobody is locked out."""

from dataclasses import replace

import pytest

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.meanwhile import ChangedMeanwhile
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.dealership.rules import (
    LanguageUnknown,
    LastManager,
    Member,
    NameMissing,
    NotSignedIn,
    StaffKnown,
    UnknownStaff,
)
from lifecycle_desk.dealership.rules.rights import BACKUP, DEALER_EDIT, STAFF_EDIT
from lifecycle_desk.dealership.rules.roles import NotAllowed
from lifecycle_desk.dealership.usecases import dealer, staff
from lifecycle_desk.dealership.usecases.changing import (
    ChangeMember,
    LetGo,
    Profile,
    SignIn,
    change_member,
    change_profile,
    deactivate,
    switch_sign_in,
    take_on,
)
from lifecycle_desk.rooms import offered
from lifecycle_desk.stages.service.orders.rules.rights import ORDER_CLOSE

MANAGER, TECHNICIAN = Member("suda", "Suda Rattana", Role.MANAGER), Member("anan", "Anan W.", Role.TECHNICIAN)


def sitting(user: UserSession, who: str | None) -> UserSession:
    return replace(user, staff=who)


@pytest.fixture
def signed(user):
    """Books where sign-in is on, with a manager and a technician."""
    take_on(user, MANAGER)
    take_on(user, TECHNICIAN)
    switch_sign_in(user, SignIn(on=True))
    return user


def test_what_is_not_named_of_the_profile_stays(user):
    before = dealer(user.store)
    change_profile(user, Profile(phone="02 555 0100"))

    assert dealer(user.store) == replace(before, phone="02 555 0100")


def test_a_text_of_the_profile_can_be_taken_away(user):
    change_profile(user, Profile(phone="02 555 0100"))
    change_profile(user, Profile(phone=""))

    assert dealer(user.store).phone == ""


@pytest.mark.parametrize("name", ["", "   "])
def test_a_dealer_keeps_a_name(user, name):
    with pytest.raises(NameMissing):
        change_profile(user, Profile(name=name))
    assert dealer(user.store).name == "Sathorn EV"


def test_staff_is_taken_on_once_and_changed_under_the_same_name(user):
    take_on(user, TECHNICIAN)
    take_on(user, replace(TECHNICIAN, role=Role.ADVISER))

    assert staff(user) == [replace(TECHNICIAN, role=Role.ADVISER)]


def test_of_two_who_change_one_member_of_staff_the_second_is_refused(user):
    take_on(user, TECHNICIAN)
    shown = TECHNICIAN
    change_member(user, ChangeMember(replace(shown, role=Role.ADVISER), shown))
    with pytest.raises(ChangedMeanwhile):
        change_member(user, ChangeMember(replace(shown, language="th"), shown))
    assert staff(user) == [replace(TECHNICIAN, role=Role.ADVISER)]

    (now,) = staff(user)
    change_member(user, ChangeMember(replace(now, language="th"), now))
    assert staff(user) == [replace(now, language="th")]


def test_who_was_let_go_meanwhile_does_not_come_back_by_a_form_that_was_open(user):
    take_on(user, TECHNICIAN)
    deactivate(user, LetGo("anan"))
    with pytest.raises(ChangedMeanwhile):
        change_member(user, ChangeMember(replace(TECHNICIAN, full_name="Anan Wong"), TECHNICIAN))
    assert staff(user) == [replace(TECHNICIAN, active=False)]


@pytest.mark.parametrize("code", ["", "xx", "RO-2026-0001", "en_GB"])
def test_a_language_that_the_program_does_not_speak_is_refused_for_dealer_and_staff(user, code):
    with pytest.raises(LanguageUnknown):
        change_profile(user, Profile(language=code))
    with pytest.raises(LanguageUnknown):
        take_on(user, replace(TECHNICIAN, language=code))
    assert (dealer(user.store).language, staff(user)) == ("en", [])


def test_books_that_name_a_language_nobody_speaks_here_are_read_in_english(user, monkeypatch):
    monkeypatch.setattr("lifecycle_desk.dealership.rules.check_language", lambda _code: None)
    change_profile(user, Profile(language="xx"))
    assert [spoken(user).code, spoken(user, "yy").code, spoken(user, "th").code] == ["en", "en", "th"]


def test_nobody_is_changed_who_was_never_there(user):
    with pytest.raises(UnknownStaff):
        change_member(user, ChangeMember(replace(TECHNICIAN, language="th"), TECHNICIAN))
    assert staff(user) == []


def test_somebody_new_does_not_take_the_place_of_a_namesake(user):
    change_member(user, ChangeMember(TECHNICIAN))
    with pytest.raises(StaffKnown) as refused:
        change_member(user, ChangeMember(replace(TECHNICIAN, full_name="Anan S.", role=Role.MANAGER)))
    assert (refused.value.field, refused.value.facts["who"]) == ("name", "anan")
    assert staff(user) == [TECHNICIAN]


def test_who_was_let_go_is_still_known(user):
    take_on(user, TECHNICIAN)
    deactivate(user, LetGo("anan"))

    assert staff(user) == [replace(TECHNICIAN, active=False)]


def test_nobody_can_let_go_whom_nobody_knows(user):
    with pytest.raises(UnknownStaff):
        deactivate(user, LetGo("nobody"))


def test_without_sign_in_whoever_sits_there_may_do_all(user):
    assert all(sitting(user, None).may(right) for right in offered("rights"))


def test_with_sign_in_somebody_must_be_named(signed):
    with pytest.raises(NotSignedIn):
        change_profile(sitting(signed, None), Profile(phone="1"))


@pytest.mark.parametrize("right", [DEALER_EDIT, STAFF_EDIT, BACKUP, ORDER_CLOSE])
def test_with_sign_in_each_role_may_do_only_what_is_its_own(signed, right):
    assert sitting(signed, "suda").may(right)
    assert not sitting(signed, "anan").may(right)
    assert not sitting(signed, "nobody").may(right)


def test_a_refusal_names_who_and_what_and_who_may(signed):
    with pytest.raises(NotAllowed) as refused:
        change_profile(sitting(signed, "anan"), Profile(phone="1"))

    doing = {"right": DEALER_EDIT.name, "doing": "Edit the dealer profile"}
    assert refused.value.facts == {"who": "Anan W.", "may": "Suda Rattana"} | doing


def test_who_was_let_go_may_do_nothing_any_more(signed):
    deactivate(sitting(signed, "suda"), LetGo("anan"))

    assert not any(sitting(signed, "anan").may(right) for right in offered("rights") if Role.TECHNICIAN in right.roles)


@pytest.mark.parametrize(
    "step", [LetGo("suda"), replace(MANAGER, role=Role.TECHNICIAN), replace(MANAGER, active=False)]
)
def test_the_last_who_looks_after_staff_stays(signed, step):
    verb = deactivate if isinstance(step, LetGo) else take_on
    with pytest.raises(LastManager):
        verb(sitting(signed, "suda"), step)
    assert MANAGER in staff(signed)


def test_sign_in_is_not_switched_on_where_nobody_looks_after_staff(user):
    take_on(user, TECHNICIAN)
    with pytest.raises(LastManager):
        switch_sign_in(user, SignIn(on=True))
    assert not dealer(user.store).sign_in
