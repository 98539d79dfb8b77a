"""The dealer as others ask for it: the profile, staff, rights.

The window's first picture asks it before the library of the database is loaded, so modules that know the database
are imported late.
"""

from dataclasses import fields, replace
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from lifecycle_desk.base import clock
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Right
from lifecycle_desk.dealership.rules import Dealer, Member
from lifecycle_desk.market.market import Market, market
from lifecycle_desk.store.store import Store, Transaction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lifecycle_desk.dealership.rules.roles import OwnRole
    from lifecycle_desk.market.own_rules import OwnRule


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
    """The market that the dealer works in, with his own rules as they are today; asked once in a transaction."""
    if Market not in tx.known:
        from lifecycle_desk.dealership import tables
        from lifecycle_desk.dealership.usecases.day import today

        tx.known[Market] = _in_force(tables.dealer(tx), tables.own_rules(tx), today(tx))
    known: Market = tx.known[Market]
    return known


def market_of(store: Store) -> Market:
    """The market that the dealer of a store works in, with his own rules as they are today."""
    if look := store.startup_reader:
        profile = dealer(store)
        on = clock.now().astimezone(ZoneInfo(profile.time_zone or market(profile.market).time_zone)).date()
        return _in_force(profile, _own_rules(look.rows("market_rule", ("kind", "valid_from", "value", "reason"))), on)
    with store.reading() as tx:
        return market_in_force(tx)


def _own_rules(rows: "Iterable[tuple[str, str, str, str]]") -> "list[OwnRule]":
    """The dealer's own rules as the startup reader has them; of a dealer without any, nothing is loaded for them."""
    found = [*rows]
    if not found:
        return []
    from lifecycle_desk.market.own_rules import OwnRule, RuleKind

    return [OwnRule(RuleKind.of(kind), date.fromisoformat(since), value, why) for kind, since, value, why in found]


def _in_force(profile: Dealer, own: "list[OwnRule]", on: date) -> Market:
    """The pack of a dealer's market with his own rules and by his own clocks."""
    pack = market(profile.market)
    if own:
        from lifecycle_desk.market.own_rules import with_own

        pack = with_own(pack, own, on)
    return replace(pack, time_zone=profile.time_zone) if profile.time_zone else pack


def authorise(tx: Transaction, right: Right) -> None:
    """Refuse who may not; until the dealer switches sign-in on, whoever sits there may do all."""
    from lifecycle_desk.dealership import tables
    from lifecycle_desk.dealership.rules.rights import SIGN_IN_OFF

    if right != SIGN_IN_OFF and tables.dealer(tx).sign_in:
        from lifecycle_desk.dealership.usecases.permitting import permit

        permit(tx, right)
