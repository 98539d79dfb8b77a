"""Showing one claim with all that belongs to it: its order and car, what is missing, its steps, what may be done."""

from dataclasses import dataclass

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.stages.service.catalogue.rules.line_texts import NO_TEXTS, LineTexts
from lifecycle_desk.stages.service.catalogue.usecases.line_texts import line_texts
from lifecycle_desk.stages.service.claims.rules.claim import Claim
from lifecycle_desk.stages.service.claims.rules.creating import Claimable
from lifecycle_desk.stages.service.claims.rules.facts import WhyTold
from lifecycle_desk.stages.service.claims.rules.folding import all_of_claim
from lifecycle_desk.stages.service.claims.rules.limits import Limit
from lifecycle_desk.stages.service.claims.rules.states import MOVES, ClaimEvent, ClaimState
from lifecycle_desk.stages.service.claims.tables import claims as claim_rows
from lifecycle_desk.stages.service.claims.usecases.creating import ClaimChecked, before_of, checked_by, open_to_claim
from lifecycle_desk.stages.service.line_cover.rules import LineVerdict
from lifecycle_desk.stages.service.orders.rules.orders import number_of
from lifecycle_desk.stages.service.orders.rules.states import HANDED_OVER, READY
from lifecycle_desk.stages.service.orders.tables import orders as order_rows
from lifecycle_desk.stages.service.orders.usecases.history import Happened, steps_of
from lifecycle_desk.vehicle.rules.life import LifeClosed
from lifecycle_desk.vehicle.rules.models import named
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.recording import closed


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """All that is shown of a claim; `moves` are the states that may follow, `verdict` is about the causal line.

    `texts` has the catalogue's words for its lines, since the submission as the catalogue was then.
    """

    claim: Claim
    order: str
    car: str
    make: str
    plate: str
    complaint: str
    checked: ClaimChecked
    verdict: LineVerdict | None
    limits: tuple[Limit, ...]
    moves: tuple[ClaimState, ...]
    steps: tuple[Happened[WhyTold], ...]
    closed: LifeClosed | None
    texts: LineTexts = NO_TEXTS


def claim_page(user: UserSession, number: str) -> ClaimPage:
    """Everything of one claim."""
    with user.store.reading() as tx:
        claim = claim_rows.claim(tx, number)
        before, row, told = before_of(tx, claim), life.row(tx, claim.vin), life.told(tx, claim.vin)
        steps = steps_of(told, all_of_claim(told, claim.number), WhyTold)[::-1]
        sent = (each.told.recorded_at for each in steps if each.stands and each.told.kind == ClaimEvent.SUBMITTED)
        return ClaimPage(
            claim,
            number_of(claim.order_key),
            named(row.make or "", row.model or "", row.variant or ""),
            row.make or "",
            row.plate or "",
            before.complaint,
            checked_by(before),
            before.verdict,
            before.limits,
            MOVES[claim.state],
            steps,
            closed(tx, claim.vin),
            line_texts(tx, claim.sheet.lines, until=next(sent, None)),
        )


def claim_now(user: UserSession, number: str) -> Claim:
    """A claim alone, as it stands."""
    with user.store.reading() as tx:
        return claim_rows.claim(tx, number)


def to_claim(user: UserSession, order: str) -> tuple[Claimable, ...]:
    """The claimable jobs of an order now; none while work is still done on it."""
    with user.store.reading() as tx:
        found = order_rows.order(tx, order)
        if found.state not in {READY, HANDED_OVER}:
            return ()
        return tuple(open_to_claim(tx, found))
