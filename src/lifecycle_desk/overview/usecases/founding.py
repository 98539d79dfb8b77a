"""Founding: the first steps of a dealer's books, whole or not at all."""

from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.counter.verbs import Seat
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.dealership.usecases import Profile, authorise, change_profile
from lifecycle_desk.store.opening import founding
from lifecycle_desk.vehicle.usecases import books
from lifecycle_desk.vehicle.usecases.documents import attach


def begin(where: str, dealer: Dealer, logo: tuple[str, bytes] | None = None) -> Steps[str]:
    """Found the empty books of a dealer, with the picture of his letterhead where there is one; gives the place."""
    yield Step(0, 2)
    with founding(where) as made:
        seat = Seat(made.store, None, authorise)
        books.begin(seat, dealer)
        yield Step(1, 2)
        if logo:
            change_profile(seat, Profile(logo=attach(seat, *logo).sha256))
        made.wanted = True
    return where
