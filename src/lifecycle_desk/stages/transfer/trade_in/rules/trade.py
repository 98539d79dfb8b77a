"""Where a car stands second-hand: taken in trade, looked at, appraised, for sale again, or gone."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from lifecycle_desk.base.milestones import Milestone
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import C_, N_, objection
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.stages.transfer.appraisal.rules import Reckoned
from lifecycle_desk.stages.transfer.condition.rules.grading import ReportTold
from lifecycle_desk.vehicle.rules import life
from lifecycle_desk.vehicle.rules.life import Part, RecordedEvent, Stage

OPEN_TO_TRADE = frozenset({Stage.IN_USE})


class TradeEvent(LabeledEnum):
    """Events of second-hand trade in a vehicle's life."""

    TAKEN_IN = "transfer.taken_in", C_("event", "Traded in")
    CONDITION = "transfer.condition_found", C_("event", "Condition report")
    APPRAISED = "transfer.appraised", C_("event", "Appraised")
    NOT_BOUGHT = "transfer.not_bought", C_("event", "Not bought")
    TAKEN_BACK = "transfer.trade_taken_back", C_("event", "Record voided")


WAY = (
    Milestone(N_("Condition report"), C_("second-hand", "Condition recorded")),
    Milestone(C_("appraisal", "Appraisal"), C_("second-hand", "Appraised")),
    Milestone(C_("trade", "Trade-in"), C_("second-hand", "Traded in")),
)


class TradeList(LabeledEnum):
    """A list of second-hand cars."""

    ALL = "all", C_("stock", "All")
    TO_INSPECT = "to_inspect", C_("second-hand", "To inspect")
    FOR_SALE = "for_sale", C_("second-hand", "For sale as used")
    UNDER_CONTRACT = "under_contract", C_("second-hand", "Under contract")
    OFFERED = "offered", C_("second-hand", "Appraised, not bought yet")


# A car that is not its owner's: it waits here for its first owner, or its life has ended.
NotInUse = objection(
    "NotInUse", N_("Only a vehicle in use can be traded in; this one is “%(stage)s”."), "vin", stage=LabeledEnum
)
TakenInAlready = objection(
    "TakenInAlready", N_("The vehicle was traded in on %(on)s and is for sale as used."), "vin", on=date
)
SellerMissing = objection("SellerMissing", N_("Enter who is handing the vehicle over: no owner is recorded."), "owner")
# The car comes from somebody else than the books have as its owner; allowed, since they may be late.
SellerNotOwner = objection("SellerNotOwner", N_("Another owner is recorded for this vehicle."), "owner")
NotOffered = objection("NotOffered", N_("This vehicle is not among those appraised and not bought."), "vin")
NoCondition = objection("NoCondition", N_("This vehicle has no condition report."), "vin")
NotTakenBackHere = objection("NotTakenBackHere", N_("This record cannot be voided."), "seq")


@dataclass(frozen=True, slots=True)
class TradeStanding:
    """The second-hand view of one car; each `…_event` is the number of the last effective one.

    `seen_on` is the first day on which the car was seen for this deal. `offer` is the last appraisal's.
    """

    seen_on: date | None = None
    taken_in_on: date | None = None
    taken_in_event: int | None = None
    location: str = ""
    agreed: Money | None = None
    condition_on: date | None = None
    condition_event: int | None = None
    grade: str = ""
    appraised_on: date | None = None
    appraisal_event: int | None = None
    offer: Money | None = None
    gone_on: date | None = None

    @property
    def which(self) -> TradeList | None:
        """The list that it stands on; None for a car that was never seen, or is gone."""
        if self.seen_on is None or self.gone_on is not None:
            return None
        if self.taken_in_on is None:
            return TradeList.OFFERED
        return TradeList.FOR_SALE if self.condition_on else TradeList.TO_INSPECT


@dataclass(frozen=True, slots=True)
class Placed:
    """Of a trade-in: where the car stands, and what was agreed for it."""

    location: str = ""
    agreed: Money | None = None


def listed_on(which: TradeList, stage: Stage | None) -> TradeList:
    """The list on which a car that is here stands: one that was sold under contract is for sale no more.

    The contract belongs to the sale, which moves the car's stage alone; its buyer takes the car from here.
    """
    return TradeList.UNDER_CONTRACT if stage is Stage.SOLD else which


def folded(events: Iterable[RecordedEvent]) -> TradeStanding:
    """Where a car stands, as its life tells: by its own events and whatever else of this part of life moves it on."""
    standing = TradeStanding()
    for each in life.effective_events(events):
        if life.part_of(each.kind) is not Part.TRANSFER:  # also of what another dealer told: his trade is none of ours
            continue
        if each.kind in _CHANGES:
            standing = _begun(standing, each.on)
            standing = replace(standing, **_CHANGES[each.kind](each))
        elif moves_on(each) and standing.seen_on:
            standing = replace(standing, gone_on=each.on)
    return standing


def moves_on(told: RecordedEvent) -> bool:
    """Whether an event of another kind lets a car leave: another owner, or another stage than for sale again."""
    return bool(told.sets.owner) or told.sets.stage not in {None, Stage.FOR_SALE_AGAIN}


def _begun(standing: TradeStanding, on: date) -> TradeStanding:
    """A deal that goes on, or a new one where the last has come to its end."""
    if standing.seen_on is None or standing.gone_on is not None:
        return TradeStanding(seen_on=on)
    return standing


def _taken_in(told: RecordedEvent) -> dict[str, Any]:
    placed = told.facts_as(Placed)
    return {
        "taken_in_on": told.on,
        "taken_in_event": told.seq,
        "location": placed.location,
        "agreed": placed.agreed,
    }


_CHANGES: dict[str, Callable[[RecordedEvent], dict[str, Any]]] = {
    TradeEvent.TAKEN_IN: _taken_in,
    TradeEvent.CONDITION: lambda told: {
        "condition_on": told.on,
        "condition_event": told.seq,
        "grade": told.facts_as(ReportTold).graded.grade.value,
    },
    TradeEvent.APPRAISED: lambda told: {
        "appraised_on": told.on,
        "appraisal_event": told.seq,
        "offer": told.facts_as(Reckoned).amounts.offer,
    },
    TradeEvent.NOT_BOUGHT: lambda told: {"gone_on": told.on},
}


def check_taking_back(which: RecordedEvent) -> None:
    """Refuse to take back here what is no entry of second-hand trade; a taking back is one too."""
    if which.kind not in _CHANGES and which.kind != TradeEvent.TAKEN_BACK:
        raise NotTakenBackHere
