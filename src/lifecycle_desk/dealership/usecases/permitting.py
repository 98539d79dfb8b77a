"""Permitting: whether who acts may do something, who else may, and whether a second person must confirm it."""

from collections.abc import Iterable

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.said import in_text
from lifecycle_desk.commands.confirming import LOOKED_AHEAD, SecondPerson, confirmed
from lifecycle_desk.commands.rights import Right
from lifecycle_desk.dealership import rules, tables
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.rules.roles import NobodyMay, NotAllowed, SecondPersonNeeded
from lifecycle_desk.store.store import Transaction

MOST_NAMED = 3  # people whom a refusal names


def has(tx: Transaction, member: Member, right: Right) -> bool:
    """Whether a member of staff has a right: by a role of the dealer's own, else by their role."""
    if not member.active:
        return False
    own = tables.own_role(tx, member.own_role) if member.own_role else None
    return own.has(right) if own else member.role in right.roles


def permit(tx: Transaction, right: Right) -> None:
    """Refuse who may not, and who may not alone; whoever sits there is somebody, since sign-in is on."""
    if tx.by is None:
        raise rules.NotSignedIn
    member = tables.member(tx, tx.by)
    if member is None or not has(tx, member, right):
        raise _refusal(tx, member.full_name if member else tx.by, right)
    if member.role in right.paired:
        in_pair(tx, right)


def _refusal(tx: Transaction, who: str, right: Right) -> Objection:
    may = [each for each in tables.staff(tx) if has(tx, each, right)]
    if not may:
        return NobodyMay(who, right.name, right.words)
    return NotAllowed(who, right.name, right.words, _named(may))


def _named(people: Iterable[Member]) -> str:
    return in_text([each.full_name or each.name for each in people][:MOST_NAMED])


def in_pair(tx: Transaction, right: Right, only: str = "") -> None:
    """Refuse what only one person stands for, where another could; with the one who must, where that is `only` one.

    Where nobody has a PIN nobody can prove to be there, and where nobody else could confirm, who is alone acts alone:
    a dealer of three people must be able to withdraw a paper. What was confirmed is told beside what was done.
    """
    second = tx.known.get(SecondPerson)
    if second is LOOKED_AHEAD or tx.by is None or not tables.dealer(tx).sign_in:
        return
    others = [each for each in who_may_confirm(tx, right) if not only or each.name == only]
    if not others:
        return
    if second is None or second.name not in {each.name for each in others}:
        raise SecondPersonNeeded(right.name, right.words, _named(others), in_text(each.name for each in others))
    if (SecondPerson, right) not in tx.known:  # told once, however many parts of what is done ask for it
        tx.known[SecondPerson, right] = second
        confirmed(tx, right, second.name)


def who_may_confirm(tx: Transaction, right: Right) -> list[Member]:
    """Everybody but who acts who can prove to be there, and has the right or a role that confirms it."""
    known = tables.with_secret(tx)
    others = (each for each in tables.staff(tx) if each.active and each.name in known and each.name != tx.by)
    return [each for each in others if has(tx, each, right) or each.role in right.confirm]
