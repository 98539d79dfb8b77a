"""Where a car stands on its way to the end: what its life tells of it, and the step that comes next."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from lifecycle_desk.base.milestones import Milestone
from lifecycle_desk.base.objections import C_, N_, Objection, objection
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.batteries.rules.words import Fate
from lifecycle_desk.stages.recycling.batteries_out.rules.batteries import BatteryNotHandedOver, Gone
from lifecycle_desk.stages.recycling.depollution.rules.depollution import Answered, DepollutionOpen, ListTold
from lifecycle_desk.stages.recycling.depollution.rules.parts import Numbered
from lifecycle_desk.stages.recycling.end.rules.deadlines import REPORTED
from lifecycle_desk.stages.recycling.end.rules.permits import Certified
from lifecycle_desk.stages.recycling.end.rules.taking_over import Essential, HandedIn
from lifecycle_desk.stages.recycling.end.rules.ways_out import CertificateIssued, NotTakenOver
from lifecycle_desk.stages.recycling.end.rules.worksheet import Choice, Decided
from lifecycle_desk.vehicle.rules import life
from lifecycle_desk.vehicle.rules.life import Part, RecordedEvent


class Happening(LabeledEnum):
    """Events of the end in a vehicle's life."""

    DECIDED = "recycling.decided", C_("event", "End-of-life decision")
    TOTAL_LOSS = "recycling.total_loss", C_("event", "Total loss")
    STOLEN = "recycling.stolen", C_("event", "Stolen")
    FOUND = "recycling.found_again", C_("event", "Found again")
    EXPORTED = "recycling.exported", C_("event", "Exported")
    TAKEN_OVER = "recycling.taken_over", C_("event", "Taken over for scrapping")
    DEPOLLUTED = "recycling.depolluted", C_("event", "Depollution")
    PARTS_TAKEN = "recycling.parts_taken", C_("event", "Parts removed for reuse")
    BATTERY_HANDED_OVER = "recycling.battery_handed_over", C_("event", "High-voltage battery handed over")
    DESTROYED = life.DESTROYED, C_("event", "Certificate of destruction")
    REPORTED = REPORTED, C_("event", "Reported to the authority")
    TAKEN_BACK = "recycling.taken_back", C_("event", "Record voided")


WAY = (
    Milestone(C_("end of life", "Decision"), C_("end of life", "Decided")),
    Milestone(C_("end of life", "Takeover"), C_("end of life", "Taken over")),
    Milestone(C_("end of life", "Depollution"), C_("end of life", "Depolluted")),
    Milestone(C_("end of life", "Parts removal"), C_("end of life", "Parts removed")),
    Milestone(C_("end of life", "Battery handover"), C_("end of life", "Battery handed over")),
    Milestone(C_("end of life", "Certificate of destruction"), C_("end of life", "Certificate issued")),
)
DECISION, TAKEOVER, DEPOLLUTION, PARTS, BATTERY_HANDOVER, CERTIFICATE = WAY


class Step(LabeledEnum):
    """The next steps, named as they are while they are open; parts are taken whenever there are any."""

    DECIDE = "decide", DECISION.ahead
    TAKE_OVER = "take_over", TAKEOVER.ahead
    DEPOLLUTE = "depollute", DEPOLLUTION.ahead
    BATTERY = "battery", BATTERY_HANDOVER.ahead
    CERTIFY = "certify", CERTIFICATE.ahead
    CLOSED = "closed", C_("end of life", "Closed")


# A taking back is not taken back: what it took back is told anew.
NotTakenBackAgain = objection("NotTakenBackAgain", N_("This record cannot be voided."), "seq")


@dataclass(frozen=True, slots=True)
class BatteryGone:
    """A battery that was handed over, with the event that says so."""

    code: str
    on: date
    event: int
    fate: Fate


@dataclass(frozen=True, slots=True)
class EndOfLife:
    """A car's end by its life; days are None until they have come.

    `missing` are the essential components that were not there at the taking over, `answered` the items of the
    depollution list by name, `list_version` the version of the list that they belong to.
    """

    since: date | None = None
    choice: Choice | None = None
    total_loss_on: date | None = None
    stolen_on: date | None = None
    exported_on: date | None = None
    taken_over_on: date | None = None
    taken_over_event: int | None = None
    holder: int | None = None
    missing: tuple[Essential, ...] = ()
    list_version: str | None = None
    answered: MappingProxyType[str, Answered] = MappingProxyType({})
    parts: tuple[str, ...] = ()
    batteries: tuple[BatteryGone, ...] = ()
    certificate: str | None = None
    certificate_event: int | None = None
    destroyed_on: date | None = None

    @property
    def begun(self) -> bool:
        """Whether anything is told of the end at all."""
        return self.since is not None

    @property
    def battery_missing(self) -> bool:
        """Whether the traction battery was gone before the car was taken over."""
        return Essential.TRACTION_BATTERY in self.missing

    @property
    def battery_on(self) -> date | None:
        """The day on which the last battery went."""
        return max((each.on for each in self.batteries), default=None)

    def depolluted_on(self, open_items: tuple[str, ...]) -> date | None:
        """The day on which the list was complete; None while mandatory items are open."""
        if not self.answered or open_items:
            return None
        return max(each.on for each in self.answered.values())

    def step(self, open_items: tuple[str, ...], *, has_battery: bool) -> Step:
        """The next step; `open_items` of the depollution list, `has_battery` whether it is driven by one."""
        if self.certificate or self.exported_on or self.choice in {Choice.REPAIR, Choice.SELL} or self.lost:
            return Step.CLOSED
        if self.taken_over_on is None:
            return Step.TAKE_OVER if self.choice else Step.DECIDE
        if open_items:
            return Step.DEPOLLUTE
        if has_battery and not self.batteries and not self.battery_missing:
            return Step.BATTERY
        return Step.CERTIFY

    @property
    def lost(self) -> bool:
        """Whether it was stolen and has not been found."""
        return self.stolen_on is not None

    @property
    def open(self) -> bool:
        """Whether the car is on its way out, or waits for a decision."""
        closed = self.certificate or self.exported_on or self.lost
        undecided = self.taken_over_on is not None or self.choice not in {Choice.REPAIR, Choice.SELL}
        return self.begun and not closed and undecided


def folded(events: Iterable[RecordedEvent]) -> EndOfLife:
    """Where a car stands, as its life tells."""
    end = EndOfLife()
    for each in life.effective_events(events):
        if each.kind in _CHANGES:
            end = replace(end, since=end.since or each.on, **_CHANGES[each.kind](end, each))
    return end


def _taken_over(_: EndOfLife, told: RecordedEvent) -> dict[str, Any]:
    return {
        "taken_over_on": told.on,
        "taken_over_event": told.seq,
        "holder": told.person,
        "missing": told.facts_as(HandedIn).missing,
    }


def _depolluted(end: EndOfLife, told: RecordedEvent) -> dict[str, Any]:
    said = told.facts_as(ListTold)
    answers = {each.item: Answered(each, told.on, said.by, told.seq) for each in said.items}
    return {"list_version": said.list, "answered": MappingProxyType(dict(end.answered) | answers)}


def _battery(end: EndOfLife, told: RecordedEvent) -> dict[str, Any]:
    gone = told.facts_as(Gone)
    return {"batteries": (*end.batteries, *(BatteryGone(code, told.on, told.seq, gone.fate) for code in gone.codes))}


_CHANGES: dict[str, Callable[[EndOfLife, RecordedEvent], dict[str, Any]]] = {
    Happening.DECIDED: lambda _, told: {"choice": told.facts_as(Decided).choice},
    Happening.TOTAL_LOSS: lambda _, told: {"total_loss_on": told.on},
    Happening.STOLEN: lambda _, told: {"stolen_on": told.on},
    Happening.FOUND: lambda *_: {"stolen_on": None},
    Happening.EXPORTED: lambda _, told: {"exported_on": told.on},
    Happening.TAKEN_OVER: _taken_over,
    Happening.DEPOLLUTED: _depolluted,
    Happening.PARTS_TAKEN: lambda end, told: {"parts": (*end.parts, *told.facts_as(Numbered).numbers)},
    Happening.BATTERY_HANDED_OVER: _battery,
    Happening.DESTROYED: lambda _, told: {
        "certificate": told.facts_as(Certified).certificate,
        "certificate_event": told.seq,
        "destroyed_on": told.on,
    },
}


def blocks(end: EndOfLife, open_items: tuple[str, ...], *, has_battery: bool) -> tuple[Objection, ...]:
    """The obstacles to the certificate, the gravest first; items missing on paper are not among them."""
    if end.certificate and end.destroyed_on:
        return (CertificateIssued(end.certificate, end.destroyed_on),)
    if end.taken_over_on is None:
        return (NotTakenOver(),)
    found: list[Objection] = []
    if open_items:
        found.append(DepollutionOpen(len(open_items), open_items))
    if has_battery and not end.batteries and not end.battery_missing:
        found.append(BatteryNotHandedOver())
    return tuple(found)


def check_taking_back(which: RecordedEvent) -> None:
    """Refuse to take back what is no entry of the end, what itself takes back, or a certificate: it is withdrawn."""
    if which.part is not Part.RECYCLING or which.kind in {Happening.TAKEN_BACK, Happening.DESTROYED}:
        raise NotTakenBackAgain


def check_withdrawing(which: RecordedEvent) -> None:
    """Refuse to withdraw what is no certificate."""
    if which.kind != Happening.DESTROYED:
        raise NotTakenBackAgain
