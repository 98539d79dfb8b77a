"""Wording: how each step of a claim is told in the timeline; amounts stay with the claim, which not everybody reads."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.stages.service.rules.claims.states import (
    APPEALED,
    APPROVED,
    CANCELLED,
    PAID,
    PARTLY,
    REJECTED,
    RETURNED,
    ClaimEvent,
    ClaimState,
    PartState,
)
from lifecycle_desk.stages.service.rules.wording import REASON
from lifecycle_desk.vehicle.rules.dealer_wording import call_settings
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.wording import Names, Piece, Said, Worded, Wording, teach

TONES = {APPROVED: "ok", PAID: "ok", PARTLY: "warn", RETURNED: "warn", REJECTED: "danger", APPEALED: "warn"}
ICON = "shield-check"
CLAIM = N_("Claim %(claim)s")
OF_LINE = N_("Line %(line)s: %(state)s")


def _claim(told: RecordedEvent) -> tuple[Piece, ...]:
    """Which claim it was; what another dealer told does not say."""
    number = told.facts.get("claim")
    return (Said(CLAIM, claim=number),) if number else ()


def _chip(told: RecordedEvent) -> tuple[str, str] | None:
    given = told.facts.get("state")
    state = ClaimState.of(given) if given else None
    return (state.label, TONES.get(state, "neutral")) if state else None


def _step(told: RecordedEvent, _: Names) -> Worded:
    """What happened, to which claim, and why."""
    why = told.facts.get("why", "")
    facts: tuple[tuple[str, Piece], ...] = ((REASON, why),) if why else ()
    detail: tuple[Piece, ...] = (*_claim(told), *((why,) if why else ()))
    icon = "x" if told.facts.get("state") == CANCELLED else ICON
    return Worded(Said(ClaimEvent.of(told.kind).label), detail, facts, icon, _chip(told))


def _part(told: RecordedEvent, _: Names) -> Worded:
    detail: list[Piece] = [*_claim(told)]
    if told.facts.get("part_state"):
        state = PartState.of(told.facts["part_state"])
        detail.append(Said(OF_LINE, line=told.facts.get("line", 0), state=state))
    return Worded(Said(ClaimEvent.PART.label), tuple(detail), icon="package")


def _authorised(told: RecordedEvent, _: Names) -> Worded:
    reference = told.facts.get("reference", "")
    return Worded(Said(ClaimEvent.AUTHORISED.label), (*_claim(told), *((reference,) if reference else ())), icon=ICON)


def _limit(title: str) -> Wording:
    """A limit of claims of the dealer's own, by its name."""

    def worded(told: RecordedEvent, _: Names) -> Worded:
        name = told.facts.get("name") or told.facts.get("limit", {}).get("id")
        return Worded(Said(title), (name,) if name else (), icon=ICON)

    return worded


call_settings({"claim_limit": N_("Claim limits")})
teach(
    {
        "dealer.claim_limit_kept": _limit(N_("Claim limit saved")),
        "dealer.claim_limit_dropped": _limit(N_("Claim limit discontinued")),
    }
)
teach(
    {each.value: _step for each in ClaimEvent}
    | {ClaimEvent.PART.value: _part, ClaimEvent.AUTHORISED.value: _authorised}
)
