"""Resting: the later entries of a life without which, or against which, an earlier one is not taken back.

Each step says on what it rests, where it is declared; the table of all stages is put together from that.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.commands.kinds import Own
from lifecycle_desk.vehicle.rules.life import RecordedEvent, effective_events


@dataclass(frozen=True, slots=True)
class MovedTold:
    """An event that moves an order: from which state, None where it began."""

    before: Annotated[str | None, Own("", fact="from")] = None


@dataclass(frozen=True, slots=True)
class Rests:
    """An earlier kind of event on which a step rests: on each, or on that which it names.

    `names` is the fact by which the step names the earlier event, `by` the fact of the earlier one that it names (its
    number where that is empty). `of_first` is about events alone that began something: those that came from no earlier
    state.
    """

    kind: str
    names: str = ""
    by: str = ""
    of_first: bool = False

    def on(self, earlier: RecordedEvent, later: RecordedEvent) -> bool:
        """Whether a later event rests on an earlier one."""
        if earlier.kind != self.kind or (self.of_first and earlier.facts_as(MovedTold).before):
            return False
        return not self.names or later.facts.get(self.names) == (earlier.facts.get(self.by) if self.by else earlier.seq)


OWNER_CHANGED = "transfer.owner_changed"
CHANGES_HANDS = ("sale.handed_over", OWNER_CHANGED, "transfer.taken_in")
OF_CONTRACT = Rests("sale.sold", "contract", "contract")
OF_OWNER = Rests("vehicle.owner_recorded", "from", "person")

RESTS: dict[str, tuple[Rests, ...]] = {}  # by the kind of the later event
# What is told against something that stands, and not by taking an entry back: an order is cancelled, whatever it was.
AGAINST = frozenset({"service.order_cancelled"})
TAKES_BACK: set[str] = set()  # corrections after which what they correct counts no more, and nothing in its place
_KINDS: dict[str, LabeledEnum] = {}  # what rests on anything, as its room calls it
_LET_GO = {"service.claim_cancelled": "claim"}  # an end after which nothing of what it names rests on anything


def teach(later: LabeledEnum, rests_on: Iterable[str | Rests] = (), *, takes_back: bool = False) -> None:
    """Say on which earlier kinds an event rests, and whether it takes another back."""
    if rests_on:
        _KINDS[later.value] = later
        RESTS[later.value] = tuple(each if isinstance(each, Rests) else Rests(str(each)) for each in rests_on)
    if takes_back:
        TAKES_BACK.add(later.value)


class Resting(Objection):
    """An entry that rests on another."""

    message = N_("%(what)s on %(on)s (record %(event)s)")
    what: LabeledEnum
    on: date
    event: int


class RestingNamed(Resting):
    """The same of something that has a number of its own: a claim, a contract, a certificate."""

    message = N_("%(what)s, %(name)s, on %(on)s (record %(event)s)")
    name: str


RestsOnThis = objection(
    "RestsOnThis",
    N_("This cannot be voided, because later records depend on it: %(later)s. Void those first."),
    "seq",
    later=tuple[Resting, ...],
)
OrderStillNeeded = objection(
    "OrderStillNeeded",
    N_("Repair order %(number)s cannot be cancelled, because later records depend on it: %(later)s."),
    "number",
    number=str,
    later=tuple[Resting, ...],
)


def resting_on(which: RecordedEvent, events: Iterable[RecordedEvent]) -> tuple[RecordedEvent, ...]:
    """The events that count and rest on one, the first first; those of a claim that was cancelled rest on nothing."""
    if not any(rests.kind == which.kind for rests_on in RESTS.values() for rests in rests_on):
        return ()
    counting = effective_events(events)
    let_go = {(name, each.facts.get(name)) for each in counting if (name := _LET_GO.get(each.kind))}
    found = [
        each
        for each in counting
        if (each.seq > which.seq or which.kind in AGAINST)
        and any(rests.on(which, each) for rests in RESTS.get(each.kind, ()))
        and not any((name, each.facts.get(name)) in let_go for name in _LET_GO.values())
    ]
    return tuple(sorted(found, key=lambda each: each.seq))


def named(told: RecordedEvent) -> Resting:
    """How an event is named to whoever takes back what it rests on."""
    what = _KINDS[told.kind]
    for name in ("claim", "certificate", "contract"):
        if number := told.facts.get(name):
            return RestingNamed(what, told.on, told.seq, str(number))
    return Resting(what, told.on, told.seq)


def check_taking_back(which: RecordedEvent, events: Iterable[RecordedEvent]) -> None:
    """Refuse to take back what others rest on, with the list of them."""
    if found := resting_on(which, events):
        raise RestsOnThis(tuple(map(named, found)))


def taken_from_under(events: Sequence[RecordedEvent]) -> Iterator[tuple[RecordedEvent, tuple[RecordedEvent, ...]]]:
    """Entries that were taken back, or cancelled, although something effective rested on them; for old books."""
    by_seq = {each.seq: each for each in events}
    for each in effective_events(events):
        if each.kind in AGAINST:
            which, end = each, each.seq
        elif each.kind in TAKES_BACK and each.corrects in by_seq:
            which, end = by_seq[each.corrects], each.seq
        else:
            continue
        found = tuple(later for later in resting_on(which, events) if later.seq < end)
        if found:
            yield which, found
