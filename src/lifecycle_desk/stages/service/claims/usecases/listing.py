"""Listing claims: by what they wait for and by a few letters, how old they are, and what makers still owe."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lifecycle_desk.base.ageing import BANDS, AgeBand, aged
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.stages.service.claims.rules.claim import ClaimKind, claim_key, claim_number
from lifecycle_desk.stages.service.claims.rules.states import (
    APPEALED,
    APPROVED,
    CANCELLED,
    CLOSED,
    DRAFT,
    IN_REVIEW,
    PAID,
    PARTLY,
    REJECTED,
    RETURNED,
    SUBMITTED,
    ClaimState,
    PartState,
)
from lifecycle_desk.stages.service.claims.tables import lists
from lifecycle_desk.stages.service.orders.rules.orders import key_of, number_of
from lifecycle_desk.stages.service.orders.usecases.events import dealer_context
from lifecycle_desk.store import search
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.models import named

FOUND_AT_MOST = 500  # more than this nobody reads; more letters find fewer
_PLACES = {band: at for at, band in enumerate(BANDS)}


class ClaimList(LabeledEnum):
    """The lists of claims, by what they wait for."""

    TO_SEND = "to_send", DRAFT.label
    RETURNED = "returned", RETURNED.label
    WITH_MAKER = "with_maker", C_("claims", "With manufacturer")
    TO_BE_PAID = "to_be_paid", C_("claims", "To be paid")
    REFUSED = "refused", C_("claims", "Rejected")
    PARTS_WANTED = "parts_wanted", C_("claims", "Parts requested")
    DONE = "done", C_("claims", "Closed")
    ALL = "all", C_("claims", "All")


STATES: dict[ClaimList, tuple[ClaimState, ...]] = {
    ClaimList.TO_SEND: (DRAFT,),
    ClaimList.RETURNED: (RETURNED,),
    ClaimList.WITH_MAKER: (SUBMITTED, IN_REVIEW, APPEALED),
    ClaimList.TO_BE_PAID: (APPROVED, PARTLY),
    ClaimList.REFUSED: (REJECTED,),
    ClaimList.DONE: (PAID, CLOSED, CANCELLED),
}
OWING = {ClaimList.TO_BE_PAID: True, ClaimList.DONE: False}  # paid, and not all of it or too much
NOT_DONE = tuple(each for each in ClaimState if each not in STATES[ClaimList.DONE])


@dataclass(frozen=True, slots=True)
class ClaimSummary:
    """A claim as lists show it; `days` are counted from its submission, or from its state before that."""

    key: int
    number: str
    vin: str
    order: str
    car: str
    plate: str
    kind: ClaimKind
    state: ClaimState
    causal_part: str
    maker_number: str
    since: date
    days: int
    was_sent: bool
    asked: Money
    granted: Money | None
    outstanding: Money

    @property
    def is_open(self) -> bool:
        """Whether anything is still to be done or to be paid."""
        return self.state in OPEN or (self.state is PAID and bool(self.outstanding.minor))

    @property
    def days_out(self) -> int | None:
        """The days since its submission; of what was never sent there are none."""
        return self.days if self.was_sent else None


@dataclass(frozen=True, slots=True)
class Age:
    """Claims in one currency that are outstanding for some days, and their money."""

    band: AgeBand
    count: int
    owed: Money


OPEN = tuple(state for which, states in STATES.items() if which is not ClaimList.DONE for state in states)


class Claims:
    """Claims of a list (None: those that are open), those to send, then the first sent; of all, the latest first."""

    tables = frozenset({"warranty_claim", "warranty_claim_line", "vehicle"})

    def __init__(self, user: UserSession, which: ClaimList | None = None, text: str = "") -> None:
        self.user, self.which, self.text = user, which, text.strip()

    @property
    def longest_first(self) -> bool:
        """Whether those come first that have been out for most days."""
        return self.which not in {ClaimList.DONE, ClaimList.ALL, ClaimList.PARTS_WANTED}

    def keys(self, first: int | None = None) -> "array[int]":
        """The keys of all claims of the list, or of the first ones."""
        with self.user.store.reading() as tx:
            if not self.text:
                return keys_on(tx, self.which, first)
            found = _found(tx, self.text)
            if self.which is ClaimList.ALL:
                return array("q", sorted(lists.known(tx, sorted(found)), reverse=True))[:first]
            return array("q", (each for each in keys_on(tx, self.which) if each in found))[:first]

    def rows(self, keys: Sequence[int]) -> dict[int, ClaimSummary]:
        """The summaries of some of them."""
        with self.user.store.reading() as tx:
            return shown(tx, keys)


def keys_on(tx: Transaction, which: ClaimList | None, first: int | None = None) -> "array[int]":
    """The keys of the claims on a list, or of all that are open; the first ones or all."""
    match which:
        case None:
            return lists.keys(tx, OPEN, first, owing=True)
        case ClaimList.ALL:
            return lists.keys(tx, None, first)
        case ClaimList.PARTS_WANTED:
            return lists.keys_with_part(tx, PartState.REQUESTED, first)
    return lists.keys(tx, STATES[which], first, owing=OWING.get(which))


def shown(tx: Transaction, keys: Sequence[int]) -> dict[int, ClaimSummary]:
    """The summaries of some claims."""
    today = dealer_context(tx).today
    made = {}
    for row in lists.shown(tx, keys):
        began, granted = row.submitted_on or row.since, row.granted
        made[row.key] = ClaimSummary(
            row.key,
            claim_number(row.key),
            row.vin,
            number_of(row.order_key),
            named(row.make or "", row.model or "", row.variant or ""),
            row.plate or "",
            ClaimKind.of(row.kind),
            ClaimState.of(row.state),
            row.causal_part,
            row.maker_number,
            row.since,
            (today - began).days,
            row.submitted_on is not None,
            Money(row.asked if row.submitted_on else int(row.written), row.currency),
            None if granted is None else Money(granted, row.currency),
            Money(row.outstanding, row.currency),
        )
    return made


def _found(tx: Transaction, text: str) -> set[int]:
    """The claims that some letters find: by their own number or that of the order, or by the car and its owner."""
    own = claim_key(text)
    hits, _ = search.find(tx, text, FOUND_AT_MOST)
    vins = dict.fromkeys(each.vin for each in hits if each.kind == "vehicle" and each.vin)
    orders = [key for each in hits if each.kind == "order" and (key := key_of(each.ref))]
    found = {key for vin in vins for key in lists.keys_of_vehicle(tx, vin)}
    found |= {key for order in orders for key in lists.keys_of_order(tx, order)}
    return found | ({own} if own else set())


def claim_counts(user: UserSession) -> tuple[dict[ClaimList, int], int]:
    """How many claims are on each list, and how many of them are open."""
    with user.store.reading() as tx:
        return counts_in(tx)


def counts_in(tx: Transaction) -> tuple[dict[ClaimList, int], int]:
    """The same, within a transaction."""
    by_state, parts = lists.counts(tx, NOT_DONE), lists.count_with_part(tx, PartState.REQUESTED)
    owing, every = lists.count_owing(tx), lists.how_many(tx)
    done = every - sum(by_state.values()) - owing  # counted one by one, they would grow for ever
    found = {which: sum(by_state.get(state, 0) for state in states) for which, states in STATES.items()}
    found |= {ClaimList.DONE: done, ClaimList.PARTS_WANTED: parts, ClaimList.ALL: every}
    found[ClaimList.TO_BE_PAID] += owing
    return found, sum(by_state.get(state, 0) for state in OPEN) + owing


def ageing(user: UserSession) -> tuple[Age, ...]:
    """The outstanding sums, by the days since the submission; by currency, the youngest first."""
    with user.store.reading() as tx:
        return ages_on(tx, dealer_context(tx).today)


def ages_on(tx: Transaction, today: date) -> tuple[Age, ...]:
    """The same on a day."""
    currency = dealer_context(tx).market.currency
    return tuple(Age(*each) for each in aged(lists.ages(tx, today), _PLACES, currency))


def claims_of_order(user: UserSession, order: str) -> list[ClaimSummary]:
    """The claims of an order, the first first."""
    key = key_of(order)
    with user.store.reading() as tx:
        return list(shown(tx, lists.keys_of_order(tx, key)).values()) if key else []
