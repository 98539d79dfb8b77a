"""What happened to an order, or to a claim for it, step by step."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lifecycle_desk.stages.service.claims.rules.facts import WhyTold
from lifecycle_desk.stages.service.orders.rules.facts import OrderTold
from lifecycle_desk.vehicle.rules.life import RecordedEvent, effective_events


@dataclass(frozen=True, slots=True)
class Happened[Said: OrderTold | WhyTold]:
    """Something that happened, and what its event says; `stands` is false once it was corrected or taken back."""

    told: RecordedEvent
    said: Said
    stands: bool


def steps_of[Said: OrderTold | WhyTold](
    life: Sequence[RecordedEvent], own: Iterable[RecordedEvent], as_said: type[Said]
) -> tuple[Happened[Said], ...]:
    """Some events of a life as steps, in the order in which they were told."""
    counting = {each.seq for each in effective_events(life)}
    in_order = sorted(own, key=lambda each: each.seq)
    return tuple(Happened(each, each.facts_as(as_said), each.seq in counting) for each in in_order)
