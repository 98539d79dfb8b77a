"""The dealer as others ask for it: the profile, staff, rights.

The window's first picture asks it before the library of the database is loaded, so modules that know the database
are imported late.
"""

from dataclasses import fields
from typing import TYPE_CHECKING

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Right
from lifecycle_desk.dealership.rules import Dealer, Member
from lifecycle_desk.market.market import Market, market
from lifecycle_desk.store.store import Store, Transaction

if TYPE_CHECKING:
    from lifecycle_desk.dealership.rules.roles import OwnRole


def dealer(store: Store) -> Dealer:
    """The dealer whose books these are."""
    if look := store.startup_reader:
        names = [each.name for each in fields(Dealer)]
        said = dict(zip(names, look.rows("dealer", names)[0], strict=True))
        return Dealer(**said | {"sign_in": bool(said["sign_in"])})
    from lifecycle_desk.dealership import tables

    with store.reading() as tx:
        return tables.dealer(tx)


def staff(user: UserSession) -> list[Member]:
    """Everybody who works here or did, by full name."""
    from lifecycle_desk.dealership import tables

    with user.store.reading() as tx:
        return tables.staff(tx)


def own_roles(user: UserSession) -> "list[OwnRole]":
    """The roles that the dealer defined, by name."""
    from lifecycle_desk.dealership import tables

    with user.store.reading() as tx:
        return tables.own_roles(tx)


def market_in_force(tx: Transaction) -> Market:
    """The market that the dealer works in."""
    from lifecycle_desk.dealership import tables

    return market(tables.dealer(tx).market)


def authorise(tx: Transaction, right: Right) -> None:
    """Refuse who may not; until the dealer switches sign-in on, whoever sits there may do all."""
    from lifecycle_desk.dealership import tables
    from lifecycle_desk.dealership.rules.rights import SIGN_IN_OFF

    if right != SIGN_IN_OFF and tables.dealer(tx).sign_in:
        from lifecycle_desk.dealership.usecases.permitting import permit

        permit(tx, right)
