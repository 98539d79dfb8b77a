"""Founding: the first steps of a dealer's books, whole or not at all."""

from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.books.usecases import books
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.dealership.usecases.changing import Profile, change_profile
from lifecycle_desk.market.own_rules import OwnRule
from lifecycle_desk.store.opening import creating
from lifecycle_desk.trust.store_key import KeyFile
from lifecycle_desk.vehicle.usecases.documents import attach


def begin(
    where: str,
    dealer: Dealer,
    logo: tuple[str, bytes] | None = None,
    rules: tuple[OwnRule, ...] = (),
    keys: KeyFile | None = None,
) -> Steps[str]:
    """Found the empty books of a dealer, with the picture of his letterhead where there is one; gives the place."""
    yield Step(0, 2)
    with creating(where, keys) as made:
        user = UserSession(made.store, None, authorise)
        books.begin(user, dealer, rules)
        yield Step(1, 2)
        if logo:
            change_profile(user, Profile(logo=attach(user, *logo).sha256))
        made.wanted = True
    return where
