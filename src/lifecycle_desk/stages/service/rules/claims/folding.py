"""Where a claim stands, folded from its events: the one way in which a claim's row comes to what it says."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from lifecycle_desk.stages.service.rules.claims.claim import Authorisation, Granted, KeptPart, Standing
from lifecycle_desk.stages.service.rules.claims.states import ClaimEvent, ClaimState, PartState
from lifecycle_desk.vehicle.rules.life import Told, standing

KINDS = tuple(each.value for each in ClaimEvent)


def of_claim(events: Iterable[Told], number: str) -> list[Told]:
    """The events of a claim that count, in the order in which they were told."""
    own = [each for each in events if each.kind in KINDS and each.facts.get("claim") == number]
    return sorted(standing(own), key=lambda each: each.seq)


def folded(events: Iterable[Told]) -> Standing:
    """Where a claim stands after its events; the first of them begins it, or says that it was taken back."""
    told = list(events)
    found = Standing(state=ClaimState.DRAFT, since=told[0].on, last_event=told[0].seq)
    for each in told:
        found = _moved(found, each)
    return found


def _moved(before: Standing, told: Told) -> Standing:
    facts = told.facts
    state = ClaimState.of(facts["state"]) if facts.get("state") else before.state
    since = told.on if state is not before.state else before.since
    after = replace(before, state=state, since=since, last_event=told.seq)
    match ClaimEvent.of(told.kind):
        case ClaimEvent.SUBMITTED:
            return replace(after, submitted_on=told.on, asked=facts["asked"], granted={}, parts=_parts(facts))
        case ClaimEvent.ANSWERED:
            number = facts.get("maker_number", before.maker_number)
            return replace(after, answered_on=told.on, granted=_granted(facts), maker_number=number)
        case ClaimEvent.PAID:
            return replace(after, paid_on=told.on, paid=facts["paid"])
        case ClaimEvent.PART:
            return replace(after, parts=before.parts | {facts["line"]: _part(facts, told.on)})
        case ClaimEvent.AUTHORISED:
            return replace(after, authorisation=Authorisation(facts["reference"], facts["amount"], told.on))
    return after


def _granted(facts: Mapping[str, Any]) -> dict[int, Granted]:
    return {each["line"]: Granted(each["granted"], each.get("reason", "")) for each in facts.get("lines", ())}


def _parts(facts: Mapping[str, Any]) -> dict[int, KeptPart]:
    """The parts that are kept from the submission on."""
    return {each["line"]: _part(each, _day(each["since"])) for each in facts.get("parts", ())}


def _part(facts: Mapping[str, Any], since: date) -> KeptPart:
    until = _day(facts["until"]) if facts.get("until") else None
    return KeptPart(PartState.of(facts["part_state"]), since, until, facts.get("reference", ""))


def _day(value: str) -> date:
    return date.fromisoformat(value)
