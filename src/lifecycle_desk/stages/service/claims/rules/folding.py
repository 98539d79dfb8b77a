"""Where a claim stands, folded from its events: the one way in which a claim's row comes to what it says."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from lifecycle_desk.base.typed import typed
from lifecycle_desk.stages.service.claims.rules.claim import Authorisation, ClaimStatus, Granted
from lifecycle_desk.stages.service.claims.rules.facts import (
    AboutClaim,
    AnsweredTold,
    MoneyTold,
    PartTold,
    SubmittedTold,
)
from lifecycle_desk.stages.service.claims.rules.states import ClaimEvent, ClaimState
from lifecycle_desk.vehicle.rules.life import RecordedEvent, effective_events

KINDS = tuple(each.value for each in ClaimEvent)


def of_claim(events: Iterable[RecordedEvent], number: str) -> list[RecordedEvent]:
    """The events of a claim that count, in the order in which they were told."""
    return sorted(effective_events(all_of_claim(events, number)), key=lambda each: each.seq)


def all_of_claim(events: Iterable[RecordedEvent], number: str) -> list[RecordedEvent]:
    """All events of a claim, also those that no longer count."""
    return [each for each in events if each.kind in KINDS and each.facts_as(AboutClaim).claim == number]


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
    state = told.facts_as(AboutClaim).state or before.state
    since = told.on if state is not before.state else before.since
    after = replace(before, state=state, since=since, last_event=told.seq)
    return replace(after, **_changes(before, told))


def _changes(before: ClaimStatus, told: RecordedEvent) -> dict[str, Any]:  # noqa: PLR0911 (one for each kind)
    """The changes of a claim by an event, beside its state."""
    match ClaimEvent.of(told.kind):
        case ClaimEvent.SUBMITTED:
            sent = told.facts_as(SubmittedTold)
            parts = {each.line: each.kept(told.on) for each in sent.parts}
            return {"submitted_on": told.on, "asked": sent.asked, "granted": {}, "parts": parts}
        case ClaimEvent.ANSWERED:
            answer = told.facts_as(AnsweredTold)
            granted = {each.line: Granted(each.granted, each.reason) for each in answer.lines}
            number = answer.maker_number or before.maker_number
            return {"answered_on": told.on, "granted": granted, "maker_number": number}
        case ClaimEvent.PAID:
            return {"paid_on": told.on, "paid": told.facts_as(MoneyTold).paid}
        case ClaimEvent.WRITTEN_OFF:
            return {"written_off": told.facts_as(MoneyTold).written_off}
        case ClaimEvent.PART:
            part = told.facts_as(PartTold)
            return {"parts": before.parts | {part.line: part.kept(told.on)}}
        case ClaimEvent.AUTHORISED:
            return {"authorisation": typed(Authorisation, told.facts | {"on": told.on})}
    return {}
