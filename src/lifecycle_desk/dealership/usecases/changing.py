"""What is done about the dealer: the profile is changed, staff are taken on and let go, sign-in is switched."""

from dataclasses import dataclass, fields, replace
from typing import Any

from lifecycle_desk.base.said import in_text
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.commands.meanwhile import refuse_changed
from lifecycle_desk.commands.presence import offered
from lifecycle_desk.dealership import rules, tables
from lifecycle_desk.dealership.rules import Dealer, Member
from lifecycle_desk.dealership.rules.rights import DEALER_EDIT, SECURITY_EDIT, STAFF_EDIT, STAFF_GRANT
from lifecycle_desk.dealership.rules.roles import OwnRole, RoleInUse, RoleKnown, UnknownRole, both_rights, check_role
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.dealership.usecases.permitting import has
from lifecycle_desk.dealership.usecases.proving import SetSecret, remove_secret, set_secret
from lifecycle_desk.market.market import market
from lifecycle_desk.store.store import Transaction


@dataclass(frozen=True, slots=True)
class Profile:
    """Changes to the dealer's profile; an unnamed field stays, and an empty `time_zone` is that of the market."""

    name: str | None = None
    language: str | None = None
    calendar: str | None = None
    legal_name: str | None = None
    address: str | None = None
    phone: str | None = None
    email: str | None = None
    tax_id: str | None = None
    labour_rate: int | None = None
    logo: str | None = None
    time_zone: str | None = None


@dataclass(frozen=True, slots=True)
class SignIn:
    """Whether the program asks who acts."""

    on: bool


@dataclass(frozen=True, slots=True)
class LetGo:
    """A member of staff who no longer works here."""

    name: str


@dataclass(frozen=True, slots=True)
class ChangeMember:
    """A member of staff as they are from now on, and as they were when that was typed; None of somebody new.

    `secret` is a new PIN or passphrase, empty where that stays; `current` the one before, if the change is one's own.
    """

    member: Member
    before: Member | None = None
    secret: str = ""
    current: str = ""


@dataclass(frozen=True, slots=True)
class SaveRole:
    """A role as it is from now on, and as it was when that was typed; None of a new one."""

    role: OwnRole
    before: OwnRole | None = None


@dataclass(frozen=True, slots=True)
class DropRole:
    """The name of a role that is no longer needed."""

    name: str


@command(DEALER_EDIT)
def change_profile(tx: Transaction, profile: Profile) -> Dealer:
    """Change the dealer's profile: name, address, papers, language."""
    named = {each.name: value for each in fields(profile) if (value := getattr(profile, each.name)) is not None}
    before = tables.dealer(tx)
    changed = replace(before, **named)
    changed = replace(changed, time_zone=changed.time_zone or None)
    rules.check_dealer(changed)
    rules.check_language(changed.language)
    if changed.calendar != before.calendar:
        _check_calendar(changed)
    tables.save_dealer(tx, changed)
    return changed


def _check_calendar(profile: rules.Dealer) -> None:
    """Refuse a calendar that the market does not have."""
    known = [each.value for each in market(profile.market).calendars]
    if profile.calendar not in known:
        raise rules.UnknownCalendar(profile.calendar, in_text(known))


@command(STAFF_GRANT)
def take_on(tx: Transaction, member: Member) -> Member:
    """Take on a member of staff, or change what they are whatever that was."""
    return _taken_on(tx, member)


def _taken_on(tx: Transaction, member: Member) -> Member:
    if not member.name.strip():
        raise rules.NameMissing
    if member.own_role:
        role = tables.own_role(tx, member.own_role)
        if role is None:
            raise UnknownRole(member.own_role)
        member = replace(member, role=role.based_on)
    rules.check_language(member.language)
    tables.save_member(tx, member)
    _somebody_remains(tx)
    return member


@command(STAFF_EDIT)
def change_member(tx: Transaction, asked: ChangeMember) -> Member:
    """Take on somebody new, or change what a member of staff is, unless somebody else changed that meanwhile."""
    known = tables.member(tx, asked.member.name)
    if known and asked.before is None:
        raise rules.StaffKnown(asked.member.name)
    if asked.before:
        if known is None:
            raise rules.UnknownStaff(asked.member.name)
        refuse_changed(asked.before, known)
    if known is None or (known.role, known.own_role) != (asked.member.role, asked.member.own_role) or not known.active:
        authorise(tx, STAFF_GRANT)
    made = _taken_on(tx, asked.member)
    if asked.secret:
        set_secret.does(tx, SetSecret(made.name, asked.secret, asked.current))
    return made


@command(STAFF_EDIT, known_as="let_go")
def deactivate(tx: Transaction, who: LetGo) -> Member:
    """Let a member of staff go; what they did stays under their name."""
    found = tables.member(tx, who.name)
    if found is None:
        raise rules.UnknownStaff(who.name)
    gone = replace(found, active=False)
    tables.save_member(tx, gone)
    _somebody_remains(tx)
    remove_secret(tx, gone.name)
    return gone


@command(SECURITY_EDIT)
def switch_sign_in(tx: Transaction, wanted: SignIn) -> Dealer:
    """Switch sign-in on or off: whether the program asks who acts and minds their rights."""
    changed = replace(tables.dealer(tx), sign_in=wanted.on)
    tables.save_dealer(tx, changed)
    _somebody_remains(tx)
    return changed


@command(STAFF_GRANT)
def save_role(tx: Transaction, asked: SaveRole) -> OwnRole:
    """Save a role of the dealer's own: its rights hold at once for everybody who has it.

    Rights that somebody else gave or took away meanwhile stay so.
    """
    role = replace(asked.role, name=" ".join(asked.role.name.split()))
    if asked.before:
        now = tables.own_role(tx, asked.before.name)
        if now is None:  # deleted, or called otherwise by somebody else
            raise UnknownRole(asked.before.name)
        role = replace(role, rights=both_rights(asked.before, role, now))
    check_role(role, offered("rights"))
    if tables.own_role(tx, role.name) and (asked.before is None or asked.before.name != role.name):
        raise RoleKnown(role.name)
    if asked.before:
        tables.drop_own_role(tx, asked.before.name)
    tables.save_own_role(tx, role)
    for each in _who_have(tx, asked.before.name if asked.before else role.name):
        tables.save_member(tx, replace(each, own_role=role.name, role=role.based_on))
    _somebody_remains(tx)
    return role


@command(STAFF_GRANT, undo=lambda gone: (save_role, SaveRole(gone)))
def drop_role(tx: Transaction, asked: DropRole) -> OwnRole:
    """Delete a role of the dealer's own that nobody has any more."""
    found = tables.own_role(tx, asked.name)
    if found is None:
        raise UnknownRole(asked.name)
    if who := [each.full_name or each.name for each in _who_have(tx, asked.name)]:
        raise RoleInUse(in_text(who))
    tables.drop_own_role(tx, asked.name)
    return found


def _who_have(tx: Transaction, role: str) -> list[Member]:
    return [each for each in tables.staff(tx) if each.own_role == role]


def _somebody_remains(tx: Transaction) -> None:
    """With sign-in on, nobody may lock everybody out: of who may look after staff, one must be able to sign in."""
    if not tables.dealer(tx).sign_in:
        return
    known = tables.with_secret(tx)
    managers = [each.name for each in tables.staff(tx) if has(tx, each, STAFF_GRANT)]
    if not any(name in known or not known for name in managers):
        raise rules.LastManager


COMMANDS: tuple[Command[Any, Any], ...] = (
    change_profile,
    take_on,
    change_member,
    deactivate,
    switch_sign_in,
    save_role,
    drop_role,
)
