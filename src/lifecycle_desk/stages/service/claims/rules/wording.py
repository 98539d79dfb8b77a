"""Wording: what all steps of a claim tell alike; amounts stay with the claim, which not everybody reads."""

from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.said import Said
from lifecycle_desk.commands.kinds import kinds_of
from lifecycle_desk.stages.service.claims.rules.facts import AboutClaim, LimitTold, PartTold
from lifecycle_desk.stages.service.claims.rules.limits import LimitEvent
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
    ClaimEvent,
)
from lifecycle_desk.stages.service.orders.rules.states import VISIT
from lifecycle_desk.vehicle.rules import folding
from lifecycle_desk.vehicle.rules.dealer_wording import call_settings
from lifecycle_desk.vehicle.rules.life import RecordedEvent
from lifecycle_desk.vehicle.rules.record_fields import Unsaid, call_fields
from lifecycle_desk.vehicle.rules.record_refs import ByFact, RecordKind, call_records, name_records
from lifecycle_desk.vehicle.rules.steps import Step
from lifecycle_desk.vehicle.rules.wording import Names

TONES = {
    DRAFT: "neutral",
    SUBMITTED: "accent",
    IN_REVIEW: "accent",
    RETURNED: "warn",
    APPROVED: "ok",
    PARTLY: "warn",
    REJECTED: "danger",
    APPEALED: "warn",
    PAID: "ok",
    CLOSED: "neutral",
    CANCELLED: "neutral",
}
ICON = "shield-check"
# Steps whose names say where the claim stands then: a chip beside them would say it twice.
SAYS_IT_ITSELF = {
    ClaimEvent.BEGUN: DRAFT,
    ClaimEvent.SUBMITTED: SUBMITTED,
    ClaimEvent.REVIEWED: IN_REVIEW,
    ClaimEvent.APPEALED: APPEALED,
    ClaimEvent.PAID: PAID,
    ClaimEvent.CLOSED: CLOSED,
    ClaimEvent.CANCELLED: CANCELLED,
}


def claim_icon(told: RecordedEvent) -> str:
    """A cross where nothing comes of the claim any more."""
    return "x" if told.facts_as(AboutClaim).state is CANCELLED else ICON


def claim_named(told: RecordedEvent, _: Names) -> Said | None:
    """Which claim it was; what another dealer told does not say."""
    number = told.facts_as(AboutClaim).claim
    return Said(N_("Claim %(claim)s"), claim=number) if number else None


def claim_chip(told: RecordedEvent) -> tuple[str, str] | None:
    """Where the claim stands now, where the name of the step does not say it."""
    state = told.facts_as(AboutClaim).state
    if state is None or SAYS_IT_ITSELF.get(ClaimEvent.of(told.kind)) is state:
        return None
    return state.label, TONES[state]


def part_named(told: RecordedEvent, _: Names) -> Said | None:
    """Of which line the part is, and where it is."""
    part = told.facts_as(PartTold)
    return Said(N_("Line %(line)s: %(state)s"), line=part.line, state=part.part_state) if part.part_state else None


def of_claim[Asked](
    asks: type[Asked], event: ClaimEvent, heading: str = "", done: str = "", form: str = ""
) -> Step[Asked]:
    """A step of a claim, asked by its number and told as its claim: which one, why, and where it stands now."""
    why = ("why",) if "why" in kinds_of(asks) else ()
    detail = (claim_named, *why)
    return Step(asks, event, claim_icon, heading, done, form, detail=detail, state=claim_chip, not_facts=("number",))


def limit_named(told: RecordedEvent, _: Names) -> str | None:
    """The name of a limit of the dealer's own."""
    said = told.facts_as(LimitTold)
    return said.name or (said.limit or {}).get("id")


call_settings({"claim_limit": N_("Claim limits")})
call_records({"claim_limit": RecordKind(N_("Claim limits"))})
name_records(
    {LimitEvent.KEPT.value: ByFact("claim_limit", "limit.id"), LimitEvent.DROPPED.value: ByFact("claim_limit", "name")}
)
call_fields({"claim_limit": {"said": Unsaid(N_("Contents"))}})
folding.teach({each.value: folding.by_fact(VISIT, "repair_order") for each in ClaimEvent})
