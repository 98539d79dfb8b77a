"""Where a claim stands, folded from its events: the one way in which a claim's row comes to what it says."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from lifecycle_desk.stages.service.claims.rules.claim import Authorisation, ClaimStatus, Granted, KeptPart
from lifecycle_desk.stages.service.claims.rules.states import ClaimEvent, ClaimState, PartState
from lifecycle_desk.vehicle.rules.life import RecordedEvent, effective_events

KINDS = tuple(each.value for each in ClaimEvent)


def of_claim(events: Iterable[RecordedEvent], number: str) -> list[RecordedEvent]:
    """The events of a claim that count, in the order in which they were told."""
    own = [each for each in events if each.kind in KINDS and each.facts.get("claim") == number]
    return sorted(effective_events(own), key=lambda each: each.seq)


def folded(events: Iterable[RecordedEvent]) -> ClaimStatus:
    """Where a claim stands after its events; the first of them begins it, or says that it was taken back."""
    told = list(events)
    found = ClaimStatus(state=ClaimState.DRAFT, since=told[0].on, last_event=told[0].seq)
    for each in told:
        found = _moved(found, each)
    return found


def without(events: Iterable[RecordedEvent], taken_back: int) -> ClaimStatus | None:
    """Where a claim stands once the event with a number is taken back: what that had corrected counts again.

    None where nothing is left: it had only just been begun.
    """
    own = [each for each in events if each.kind in KINDS]
    last = max(each.seq for each in own) + 1
    back = RecordedEvent(last, max(each.on for each in own), ClaimEvent.TAKEN_BACK.value, {}, corrects=taken_back)
    left = sorted((each for each in effective_events([*own, back]) if each.seq != last), key=lambda each: each.seq)
    return folded(left) if any(each.kind == ClaimEvent.BEGUN for each in left) else None


def last_answer(events: Iterable[RecordedEvent], number: str) -> RecordedEvent | None:
    """The answer that a claim stands at, while nothing else has happened since; one that was taken back is none."""
    steps = [each for each in of_claim(events, number) if each.kind != ClaimEvent.TAKEN_BACK]
    return steps[-1] if steps and steps[-1].kind == ClaimEvent.ANSWERED else None


def _moved(before: ClaimStatus, told: RecordedEvent) -> ClaimStatus:
    facts = told.facts
    state = ClaimState.of(facts["state"]) if facts.get("state") else before.state
    since = told.on if state is not before.state else before.since
    after = replace(before, state=state, since=since, last_event=told.seq)
    return replace(after, **_changes(ClaimEvent.of(told.kind), before, told))


def _changes(kind: ClaimEvent, before: ClaimStatus, told: RecordedEvent) -> dict[str, Any]:  # noqa: PLR0911 (one for each kind)
    """What an event says of a claim beside its state."""
    facts = told.facts
    match kind:
        case ClaimEvent.SUBMITTED:
            return {"submitted_on": told.on, "asked": facts["asked"], "granted": {}, "parts": _parts(facts)}
        case ClaimEvent.ANSWERED:
            number = facts.get("maker_number", before.maker_number)
            return {"answered_on": told.on, "granted": _granted(facts), "maker_number": number}
        case ClaimEvent.PAID:
            return {"paid_on": told.on, "paid": facts["paid"]}
        case ClaimEvent.WRITTEN_OFF:
            return {"written_off": facts["written_off"]}
        case ClaimEvent.PART:
            return {"parts": before.parts | {facts["line"]: _part(facts, told.on)}}
        case ClaimEvent.AUTHORISED:
            return {"authorisation": Authorisation(facts["reference"], facts["amount"], told.on)}
    return {}


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
