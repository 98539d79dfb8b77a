"""What is ahead of claims: what each asks the dealer for, what manufacturers have longest and owe, parts they want."""

from dataclasses import dataclass

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.stages.service.claims.usecases.listing import (
    ClaimList,
    Claims,
    ClaimSummary,
    counts_in,
    keys_on,
    shown,
)
from lifecycle_desk.store.store import Transaction

TABLES = Claims.tables
SHOWN = 5  # claims of a card; the list itself has them all


@dataclass(frozen=True, slots=True)
class FirstClaims:
    """The first claims of some lists, and how many there are."""

    claims: tuple[ClaimSummary, ...]
    count: int


@dataclass(frozen=True, slots=True)
class ClaimsAhead:
    """What the dealer is to do, what the manufacturer is to answer, what to pay, and which parts are to be sent."""

    to_do: FirstClaims
    with_maker: FirstClaims
    to_be_paid: FirstClaims
    parts: FirstClaims


def claims_ahead(user: UserSession) -> ClaimsAhead:
    """What somebody who works off claims would look for next: one view, so that none is in two cards or in none."""
    with user.store.reading() as tx:
        counts, _ = counts_in(tx)

        def first(*lists: ClaimList) -> FirstClaims:
            found = sorted((each for which in lists for each in _first(tx, which)), key=lambda each: -each.days)
            return FirstClaims(tuple(found[:SHOWN]), sum(counts[which] for which in lists))

        return ClaimsAhead(
            first(ClaimList.REFUSED, ClaimList.TO_SEND, ClaimList.RETURNED),
            first(ClaimList.WITH_MAKER),
            first(ClaimList.TO_BE_PAID),
            first(ClaimList.PARTS_WANTED),
        )


def _first(tx: Transaction, which: ClaimList) -> list[ClaimSummary]:
    keys = keys_on(tx, which, SHOWN)
    rows = shown(tx, keys)
    return [rows[key] for key in keys]
