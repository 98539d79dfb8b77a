"""How the dealer speaks and signs: a language with the customs of his market, and the head of his papers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lifecycle_desk.base.isolates import ltr, own
from lifecycle_desk.base.objections import N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.dealership.usecases import dealer, market_of, staff
from lifecycle_desk.dealership.usecases.day import today_at, zone_of
from lifecycle_desk.language import Language, RegionalFormat, first_spoken
from lifecycle_desk.market.envelopes import envelope_form
from lifecycle_desk.market.market import Market

if TYPE_CHECKING:
    from lifecycle_desk.paper import Addressed, Letterhead


def customs_of(profile: Dealer, pack: Market) -> RegionalFormat:
    """How numbers, dates and amounts are written at a dealer's, in the market with his own rules."""
    return RegionalFormat(
        territory=pack.country,
        numbers=pack.number_locale,
        calendar=profile.calendar,
        zone=zone_of(profile, pack).key,
        distance=pack.distance_unit,
        pressure=pack.pressure_unit,
        calendars=tuple(each.value for each in pack.calendars),
        currency=pack.currency,
        own=pack.languages[0],
    )


def spoken(user: UserSession, code: str | None = None) -> Language:
    """A language as it is spoken at this dealer's; without a code that the program speaks, the dealer's own."""
    profile = dealer(user.store)
    return Language(first_spoken(code, profile.language), customs_of(profile, market_of(user.store)))


def for_authority(user: UserSession, language: Language) -> Language:
    """The language of a paper that goes to an authority: dated by the calendar that the market's authorities use.

    A Hijri date has the Gregorian one beside it, by which contracts and papers of abroad are dated.
    """
    return language.dated_by(market_of(user.store).authority_calendar.value, civil_beside=True)


def full_name(user: UserSession, name: str) -> str:
    """A member of staff as papers name them; who is none stands as they were written."""
    return next((each.full_name for each in staff(user) if each.name == name), name)


def letterhead(user: UserSession, language: Language) -> "Letterhead":
    """The head of the dealer's papers, as his profile has it."""
    from lifecycle_desk.paper import Letterhead  # the window speaks long before it prints

    profile = dealer(user.store)
    legal = [profile.legal_name] if profile.legal_name not in {"", profile.name} else []
    return Letterhead(
        profile.name,
        address=[*legal, *filter(None, map(str.strip, profile.address.splitlines()))],
        phone=profile.phone,
        email=profile.email,
        tax=_tax_number(profile, market_of(user.store).country, language) if profile.tax_id else "",
        logo=_logo(user, profile.logo),
    )


def _tax_number(profile: Dealer, country: str, language: Language) -> str:
    """The dealer's tax number, called as his country calls it."""
    from lifecycle_desk.market.tax_numbers import tax_number  # as late as the paper itself

    number = ltr(profile.tax_id)
    if of := tax_number(country):
        return language(N_("%(name)s %(number)s"), name=of.names, number=number)
    return language(N_("Tax number %(number)s"), number=number)


def _logo(user: UserSession, digest: str | None) -> bytes | None:
    """The dealer's mark; a paper without it is better than no paper, so one that is damaged is left out."""
    if digest is None:
        return None
    from lifecycle_desk.store.documents import content_of  # the window speaks long before it prints

    with user.store.reading() as tx:
        return content_of(tx, digest)


def addressed(user: UserSession, lines: Sequence[str]) -> "Addressed":
    """An address where window envelopes of the dealer's market show it, with the dealer as the sender."""
    from lifecycle_desk.paper import Addressed, Window
    from lifecycle_desk.paper.addressed import MILLIMETRE

    pack, profile = market_of(user.store), dealer(user.store)
    form = envelope_form(pack.country, pack.paper, today_at(user))
    window = Window(
        left=form.left * MILLIMETRE,
        top=form.top * MILLIMETRE,
        width=form.width * MILLIMETRE,
        height=form.height * MILLIMETRE,
        body=form.body * MILLIMETRE,
        sender=None if form.sender is None else form.sender * MILLIMETRE,
        folds=[each * MILLIMETRE for each in form.folds],
        punch=None if form.punch is None else form.punch * MILLIMETRE,
    )
    sender = " · ".join([profile.name, *filter(None, map(str.strip, profile.address.splitlines()))])
    return Addressed(lines, window, own(sender))


def sheet_size(user: UserSession) -> str:
    """The sheet on which the dealer's market prints."""
    return market_of(user.store).paper.value
