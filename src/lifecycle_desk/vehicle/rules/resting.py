"""What rests on what: the later entries of a life without which, or against which, an earlier one is not taken back.

One table for all stages, by kinds of events. A stage that tells a new kind which rests on another adds a line here;
that it is its own kind's name and words is held by a test.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.vehicle.rules.life import CLUSTER_REPLACED, RecordedEvent, effective_events


class Later(LabeledEnum):
    """Kinds of events that rest on earlier ones, as their stages call them."""

    INSPECTED = "sale.inspected", C_("event", "Pre-delivery inspection")
    SOLD = "sale.sold", C_("event", "Sold")
    HANDED_OVER = "sale.handed_over", C_("event", "Handed over")
    WORKED = "service.job_worked", N_("Time worked on a job")
    DECIDED = "service.estimate_decided", N_("Estimate decided by the customer")
    DIAGNOSED = "service.diagnosis", N_("Trouble codes read out")
    LOOKED_AT = "service.inspection", N_("Inspected in the workshop")
    CLAIM_BEGUN = "service.claim_begun", N_("Warranty claim begun")
    CLAIM_SUBMITTED = "service.claim_submitted", N_("Warranty claim submitted")
    CLAIM_ANSWERED = "service.claim_answered", N_("Warranty claim answered")
    CLAIM_PAID = "service.claim_paid", N_("Warranty claim paid")
    TAKEN_IN = "transfer.taken_in", C_("event", "Taken in trade")
    APPRAISED = "transfer.appraised", C_("event", "Appraised")
    OWNER_CHANGED = "transfer.owner_changed", C_("event", "Change of owner")
    OWNER_RECORDED = "vehicle.owner_recorded", N_("New owner")
    CLUSTER = CLUSTER_REPLACED, N_("Instrument cluster replaced")
    FOUND = "recycling.found_again", C_("event", "Found again")
    EXPORTED = "recycling.exported", C_("event", "Exported")
    TAKEN_OVER = "recycling.taken_over", C_("event", "Taken over for scrapping")
    DEPOLLUTED = "recycling.depolluted", C_("event", "Depollution")
    PARTS_TAKEN = "recycling.parts_taken", C_("event", "Parts taken for re-use")
    BATTERY_GONE = "recycling.battery_handed_over", C_("event", "High-voltage battery handed over")
    DESTROYED = "recycling.destroyed", C_("event", "Certificate of destruction")
    REPORTED = "recycling.reported", C_("event", "Reported to the authority")


@dataclass(frozen=True, slots=True)
class Rests:
    """A kind that rests on an earlier event: on each, or on that which it names.

    `names` is the fact by which the later event names the earlier one, `by` the fact of the earlier one that it names
    (its number where that is empty). `of_first` is about events alone that began something: those that came from no
    earlier state.
    """

    later: Later
    names: str = ""
    by: str = ""
    of_first: bool = False

    def on(self, earlier: RecordedEvent, later: RecordedEvent) -> bool:
        """Whether a later event rests on an earlier one."""
        if later.kind != self.later.value or (self.of_first and earlier.facts.get("from")):
            return False
        return not self.names or later.facts.get(self.names) == (earlier.facts.get(self.by) if self.by else earlier.seq)


def _each(*kinds: Later) -> tuple[Rests, ...]:
    return tuple(map(Rests, kinds))


def _of_order(*kinds: Later, of_first: bool = False) -> tuple[Rests, ...]:
    return tuple(Rests(each, "order", "order", of_first) for each in kinds)


_CLAIMS = tuple(
    Rests(each, "repair_order", "order")
    for each in (Later.CLAIM_BEGUN, Later.CLAIM_SUBMITTED, Later.CLAIM_ANSWERED, Later.CLAIM_PAID)
)
_OF_A_VISIT = _of_order(Later.WORKED, Later.DECIDED, Later.DIAGNOSED, Later.LOOKED_AT, of_first=True)
_NEXT_OWNER = _each(Later.OWNER_CHANGED, Later.OWNER_RECORDED, Later.TAKEN_IN, Later.TAKEN_OVER)
_REPORTED = Rests(Later.REPORTED, "event")
RESTS: Mapping[str, tuple[Rests, ...]] = {
    "sale.inspected": _each(Later.INSPECTED, Later.HANDED_OVER),
    "sale.quarantined": _each(Later.INSPECTED, Later.HANDED_OVER),
    "sale.sold": (Rests(Later.HANDED_OVER, "contract", "contract"), Rests(Later.OWNER_CHANGED, "contract", "contract")),
    "sale.handed_over": (*_NEXT_OWNER, *_each(Later.SOLD, Later.CLAIM_BEGUN)),
    "service.order_booked": (*_CLAIMS, *_OF_A_VISIT),
    "service.order_moved": _CLAIMS,
    "service.order": (*_CLAIMS, *_OF_A_VISIT),
    "service.order_cancelled": _CLAIMS,
    "transfer.condition_found": (Rests(Later.APPRAISED, "condition"),),
    "transfer.taken_in": _each(Later.SOLD, Later.OWNER_CHANGED, Later.OWNER_RECORDED, Later.TAKEN_OVER, Later.EXPORTED),
    "transfer.owner_changed": (*_NEXT_OWNER, *_each(Later.SOLD, Later.HANDED_OVER)),
    "vehicle.owner_recorded": (
        Rests(Later.OWNER_CHANGED, "from", "person"),
        Rests(Later.TAKEN_IN, "from", "person"),
    ),
    CLUSTER_REPLACED: _each(Later.CLUSTER),
    "recycling.total_loss": (_REPORTED,),
    "recycling.stolen": (*_each(Later.FOUND), _REPORTED),
    "recycling.exported": (_REPORTED,),
    "recycling.taken_over": (
        *_each(Later.DEPOLLUTED, Later.PARTS_TAKEN, Later.BATTERY_GONE, Later.DESTROYED),
        _REPORTED,
    ),
    "recycling.depolluted": (*_each(Later.BATTERY_GONE, Later.DESTROYED), _REPORTED),
    "recycling.parts_taken": _each(Later.DESTROYED),
    "recycling.battery_handed_over": (*_each(Later.DESTROYED), _REPORTED),
    "recycling.destroyed": (_REPORTED,),
}
# What is told against something that stands, and not by taking an entry back: an order is cancelled, whatever it was.
AGAINST = frozenset({"service.order_cancelled"})
# Corrections after which what they correct counts no more, and nothing in its place.
TAKES_BACK = frozenset(
    {
        "sale.taken_back",
        "sale.cancelled",
        "service.order_taken_back",
        "transfer.trade_taken_back",
        "transfer.taken_back",
        "vehicle.taken_back",
        "recycling.taken_back",
    }
)
_LET_GO = {"service.claim_cancelled": "claim"}  # an end after which nothing of what it names rests on anything


class Resting(Objection):
    """An entry that rests on another."""

    message = N_("%(what)s on %(on)s (event %(event)s)")
    what: Later
    on: date
    event: int


class RestingNamed(Resting):
    """The same of something that has a number of its own: a claim, a contract, a certificate."""

    message = N_("%(what)s, %(name)s, on %(on)s (event %(event)s)")
    name: str


class RestsOnThis(Objection):
    """An entry that is taken back while later ones rest on it."""

    message = N_("This cannot be taken back, because later entries rest on it: %(later)s. Take those back first.")
    field = "seq"
    later: tuple[Resting, ...]


class OrderStillNeeded(Objection):
    """An order that is cancelled while something rests on it."""

    message = N_("Repair order %(number)s cannot be cancelled, because this rests on it: %(later)s.")
    field = "number"
    number: str
    later: tuple[Resting, ...]


def resting_on(which: RecordedEvent, events: Iterable[RecordedEvent]) -> tuple[RecordedEvent, ...]:
    """The events that count and rest on one, the first first; those of a claim that was cancelled rest on nothing."""
    links = RESTS.get(which.kind, ())
    if not links:
        return ()
    counting = effective_events(events)
    let_go = {(name, each.facts.get(name)) for each in counting if (name := _LET_GO.get(each.kind))}
    found = [
        each
        for each in counting
        if (each.seq > which.seq or which.kind in AGAINST)
        and any(link.on(which, each) for link in links)
        and not any((name, each.facts.get(name)) in let_go for name in _LET_GO.values())
    ]
    return tuple(sorted(found, key=lambda each: each.seq))


def named(told: RecordedEvent) -> Resting:
    """How an event is named to whoever takes back what it rests on."""
    what = Later.of(told.kind)
    for name in ("claim", "certificate", "contract"):
        if number := told.facts.get(name):
            return RestingNamed(what, told.on, told.seq, str(number))
    return Resting(what, told.on, told.seq)


def check_taking_back(which: RecordedEvent, events: Iterable[RecordedEvent]) -> None:
    """Refuse to take back what others rest on, with the list of them."""
    if found := resting_on(which, events):
        raise RestsOnThis(tuple(map(named, found)))


def taken_from_under(events: Sequence[RecordedEvent]) -> Iterator[tuple[RecordedEvent, tuple[RecordedEvent, ...]]]:
    """What was taken back, or cancelled, although something that still counts rested on it then; for old books."""
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
