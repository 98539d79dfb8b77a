"""How the dealer speaks: a language with the customs of his market, for screens and papers."""

from lifecycle_desk.counter.verbs import Seat
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.dealership.usecases import dealer
from lifecycle_desk.language import Customs, Language
from lifecycle_desk.market.market import market


def customs_of(profile: Dealer) -> Customs:
    """How numbers, dates and amounts are written at a dealer's."""
    pack = market(profile.market)
    return Customs(
        territory=pack.code,
        numbers=pack.number_locale,
        calendar=profile.calendar,
        zone=pack.time_zone,
        distance=pack.distance_unit,
        currency=pack.currency,
    )


def spoken(seat: Seat, code: str | None = None) -> Language:
    """A language as it is spoken at this dealer's; without a code, the dealer's own."""
    profile = dealer(seat.store)
    return Language(code or profile.language, customs_of(profile))
