"""Roles of the dealer's own: their rights hold at once, for whom they are given to, and nobody locks everybody out."""

from dataclasses import replace

import pytest

from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules import LastManager, Member, NameMissing
from lifecycle_desk.dealership.rules.rights import BACKUP, DEALER_EDIT, STAFF_EDIT, STAFF_GRANT, VIEW
from lifecycle_desk.dealership.rules.roles import (
    LONGEST_NAME,
    NotAllowed,
    OwnRole,
    RoleInUse,
    RoleKnown,
    RoleNameLong,
    UnknownRight,
    UnknownRole,
)
from lifecycle_desk.dealership.usecases import own_roles, staff
from lifecycle_desk.dealership.usecases.changing import (
    ChangeMember,
    DropRole,
    Profile,
    SaveRole,
    SignIn,
    change_member,
    change_profile,
    drop_role,
    save_role,
    switch_sign_in,
    take_on,
)

NIGHT = OwnRole("Night desk", Role.TECHNICIAN, frozenset({DEALER_EDIT.name}))


@pytest.fixture
def staffed(own_user):
    """Books where sign-in is on, with a manager, and a technician who has a role of the dealer's own."""
    take_on(own_user, Member("suda", "Suda Rattana", Role.MANAGER))
    save_role(own_user, SaveRole(NIGHT))
    take_on(own_user, Member("anan", "Anan W.", Role.TECHNICIAN, own_role=NIGHT.name))
    switch_sign_in(own_user, SignIn(on=True))
    return replace(own_user, staff="suda")


def member(user, name):
    return next(each for each in staff(user) if each.name == name)


def test_a_role_of_ones_own_gives_its_rights_and_no_other(staffed):
    anan = replace(staffed, staff="anan")
    assert (anan.may(DEALER_EDIT), anan.may(VIEW), anan.may(BACKUP)) == (True, True, False)
    change_profile(anan, Profile(phone="02 555 0100"))


def test_a_right_taken_away_is_gone_at_once(staffed):
    save_role(staffed, SaveRole(replace(NIGHT, rights=frozenset({BACKUP.name})), NIGHT))
    with pytest.raises(NotAllowed):
        change_profile(replace(staffed, staff="anan"), Profile(phone="1"))


def test_a_new_name_and_base_follow_to_everybody_who_has_it(staffed):
    save_role(staffed, SaveRole(OwnRole("Late desk", Role.ADVISER, NIGHT.rights), NIGHT))
    assert [each.name for each in own_roles(staffed)] == ["Late desk"]
    assert (member(staffed, "anan").own_role, member(staffed, "anan").role) == ("Late desk", Role.ADVISER)


def test_a_role_that_somebody_has_stays_and_one_that_nobody_has_goes_and_comes_back(staffed):
    with pytest.raises(RoleInUse) as refused:
        drop_role(staffed, DropRole(NIGHT.name))
    assert refused.value.facts == {"who": "Anan W."}
    anan = member(staffed, "anan")
    change_member(staffed, ChangeMember(replace(anan, own_role=None), anan))
    gone = drop_role(staffed, DropRole(NIGHT.name)).value
    assert own_roles(staffed) == []
    back, asked = drop_role.undo(gone)
    back(staffed, asked)
    assert own_roles(staffed) == [NIGHT]


@pytest.mark.parametrize(
    ("role", "refusal"),
    [
        (OwnRole("  ", Role.SALES, frozenset()), NameMissing),
        (OwnRole("x" * (LONGEST_NAME + 1), Role.SALES, frozenset()), RoleNameLong),
        (OwnRole("Odd", Role.SALES, frozenset({"fly"})), UnknownRight),
        (OwnRole("Open", Role.SALES, frozenset({"sign_in.off"})), UnknownRight),
        (NIGHT, RoleKnown),
    ],
)
def test_a_role_without_a_name_or_with_a_strange_right_is_refused(staffed, role, refusal):
    with pytest.raises(refusal):
        save_role(staffed, SaveRole(role))
    assert own_roles(staffed) == [NIGHT]


def test_what_two_change_of_a_role_at_once_is_put_together_right_by_right(staffed):
    theirs = replace(NIGHT, rights=NIGHT.rights | {BACKUP.name})
    save_role(staffed, SaveRole(theirs, NIGHT))
    mine = replace(NIGHT, name="Late desk", rights=frozenset({STAFF_EDIT.name}))
    save_role(staffed, SaveRole(mine, NIGHT))
    assert own_roles(staffed) == [replace(mine, rights=frozenset({BACKUP.name, STAFF_EDIT.name}))]


def test_a_role_that_somebody_else_deleted_or_renamed_does_not_come_back(staffed):
    save_role(staffed, SaveRole(replace(NIGHT, name="Late desk"), NIGHT))
    with pytest.raises(UnknownRole):
        save_role(staffed, SaveRole(replace(NIGHT, rights=frozenset()), NIGHT))
    assert own_roles(staffed) == [replace(NIGHT, name="Late desk")]


def test_a_role_that_nobody_defined_is_given_to_nobody(staffed):
    with pytest.raises(UnknownRole):
        take_on(staffed, Member("noi", "Noi", Role.SALES, own_role="Night watch"))


def test_the_last_who_grants_roles_cannot_be_locked_out_by_a_role(staffed):
    mild = save_role(staffed, SaveRole(OwnRole("Mild manager", Role.MANAGER, frozenset()))).value
    suda = member(staffed, "suda")
    with pytest.raises(LastManager):
        change_member(staffed, ChangeMember(replace(suda, own_role=mild.name), suda))
    strong = save_role(staffed, SaveRole(OwnRole("Strong", Role.MANAGER, frozenset({STAFF_GRANT.name})))).value
    change_member(staffed, ChangeMember(replace(suda, own_role=strong.name), suda))
    with pytest.raises(LastManager):
        save_role(staffed, SaveRole(replace(strong, rights=frozenset()), strong))


def test_who_may_not_grant_roles_defines_none(staffed):
    with pytest.raises(NotAllowed):
        save_role(replace(staffed, staff="anan"), SaveRole(OwnRole("Mine", Role.MANAGER, frozenset())))
