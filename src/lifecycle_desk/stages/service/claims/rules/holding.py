"""A claim's hold on its order: its job, and its lines as far as it asks, or was granted, something of them."""

from collections import defaultdict
from collections.abc import Iterable

from lifecycle_desk.stages.service.claims.rules.claim import KIND_OF, Claim
from lifecycle_desk.stages.service.claims.rules.states import CANCELLED, CLOSED, PAID, PARTLY, REJECTED, WRITABLE
from lifecycle_desk.stages.service.orders.rules.identities import AS_CLAIMED, ClaimOnLines, HeldLine
from lifecycle_desk.stages.service.orders.rules.orders import Line

SETTLED = frozenset({PARTLY, PAID, CLOSED})  # a line of which nothing was granted may be somebody else's to pay


def counting(claims: Iterable[Claim]) -> list[Claim]:
    """The claims that are not cancelled."""
    return [each for each in claims if each.state is not CANCELLED]


def held_lines(claims: Iterable[Claim]) -> dict[int, list[HeldLine]]:
    """The claims' holds on the lines of their order, by the lines' own numbers."""
    found: dict[int, list[HeldLine]] = defaultdict(list)
    for claim in counting(claims):
        for at, line in enumerate(claim.sheet.lines, 1):
            if line.order_line is not None:
                found[line.order_line].append(HeldLine(claim.job_id, _kept_fields(claim, at), on_lines(claim)))
    return found


def on_lines(claim: Claim) -> ClaimOnLines:
    """How a claim is named to whoever takes its lines away."""
    return ClaimOnLines(claim.number, claim.state)


def _kept_fields(claim: Claim, at: int) -> tuple[str, ...]:
    """The fields that a claimed line keeps: who pays until the claim is sent, then all that were sent."""
    granted = claim.status.granted.get(at)
    if claim.state is REJECTED or (claim.state in SETTLED and not (granted and granted.amount)):
        return ()
    return ("pays",) if claim.state in WRITABLE else AS_CLAIMED


def is_free(line: Line, job: int | None, claims: Iterable[Claim]) -> bool:
    """Whether a line, of the job with a number, can be claimed: no effective claim has it.

    A line that was claimed in vain can be claimed on another ground, as goodwill; on the same ground it is appealed. Of
    a
    claim that was begun before lines had numbers, and whose lines are not known all, the whole job counts as claimed.
    """
    kind = KIND_OF.get(line.pays)
    for claim in counting(claims):
        if claim.kind is kind and claim.job_id == job and any(each.order_line is None for each in claim.sheet.lines):
            return False
        for at, each in enumerate(claim.sheet.lines, 1):
            if each.order_line == line.id and (claim.kind is kind or _kept_fields(claim, at)):
                return False
    return True
