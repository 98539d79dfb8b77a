"""Roles of the dealer's own: a role's rights, with some more or some fewer."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.base.said import NamesInText, Said, in_text
from lifecycle_desk.commands.rights import Right, Role
from lifecycle_desk.dealership.rules import NameMissing
from lifecycle_desk.dealership.rules.rights import SIGN_IN_OFF, VIEW

LONGEST_NAME = 60  # characters

# A right in words: its English name is what other programs read.
RightInWords = Annotated[str, Said]

NotAllowed = objection(
    "NotAllowed",
    N_("%(who)s does not have permission: %(doing)s. Ask %(may)s."),
    who=str,
    right=str,
    doing=RightInWords,
    may=NamesInText,
)
NobodyMay = objection(
    "NobodyMay",
    N_("%(who)s does not have permission: %(doing)s. Nobody here has it."),
    who=str,
    right=str,
    doing=RightInWords,
)
SecondPersonNeeded = objection(
    "SecondPersonNeeded",
    N_("A second person must confirm this: %(doing)s. Ask %(may)s."),
    right=str,
    doing=RightInWords,
    may=NamesInText,
    names=str,
)
RoleNameLong = objection("RoleNameLong", N_("Use at most %(most)s characters."), "name", most=int)
RoleInUse = objection("RoleInUse", N_("This role is still in use: %(who)s."), "name", who=NamesInText)
RoleKnown = objection("RoleKnown", N_("There is a role named “%(name)s” already."), "name", name=str)
UnknownRole = objection("UnknownRole", N_("There is no role named “%(name)s”."), "own_role", name=str)
UnknownRight = objection("UnknownRight", N_("There is no such permission: %(name)s."), "rights", name=str)


@dataclass(frozen=True, slots=True)
class OwnRole:
    """A role that the dealer defined: by which role people know its work, and the names of the rights it has.

    `based_on` says for what work it is offered (a technician's name stands in the list of technicians) and in which of
    its rights a second person is needed.
    """

    name: str
    based_on: Role
    rights: frozenset[str]

    def has(self, right: Right) -> bool:
        """Whether the role has a right; everybody may look."""
        return right == VIEW or right.name in self.rights


def both_rights(before: OwnRole, mine: OwnRole, now: OwnRole) -> frozenset[str]:
    """The rights of a role that two changed: what either gave it, without what either took away."""
    given, taken = mine.rights - before.rights, before.rights - mine.rights
    return (now.rights | given) - taken


def check_role(role: OwnRole, known: Iterable[Right]) -> None:
    """Refuse a role without a name, and one with a right that nobody knows or that is not given to anybody."""
    if not role.name.strip():
        raise NameMissing
    if len(role.name) > LONGEST_NAME:
        raise RoleNameLong(LONGEST_NAME)
    names = {each.name for each in known if each != SIGN_IN_OFF}
    if strange := sorted(role.rights - names):
        raise UnknownRight(in_text(strange))
