"""A car's campaigns: found to be affected or not, done elsewhere; its standing follows from files and from its life."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any

from lifecycle_desk.base.objections import C_, N_, Objection, objection
from lifecycle_desk.campaigns.rules import status, wording
from lifecycle_desk.campaigns.rules.campaign import CampaignState, Match, UnknownCampaign, number_of
from lifecycle_desk.campaigns.rules.status import CARRIED_OUT, CampaignEvent, CampaignStatus
from lifecycle_desk.campaigns.rules.targets import CampaignMatcher, CarSeen, keys_of
from lifecycle_desk.campaigns.tables import campaigns as campaign_rows
from lifecycle_desk.campaigns.tables import cars, targets
from lifecycle_desk.campaigns.usecases.texts import shown_texts
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.commands.kinds import WHY, Day, Documents, Odometer, On, Text
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules import life
from lifecycle_desk.vehicle.rules import vin as vins
from lifecycle_desk.vehicle.rules.life import Event, Part, Stage, VehicleEvent, part_of
from lifecycle_desk.vehicle.rules.rights import VEHICLE_EDIT
from lifecycle_desk.vehicle.rules.steps import Step, teach
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.correcting import may_be_corrected
from lifecycle_desk.vehicle.usecases.life import undone
from lifecycle_desk.vehicle.usecases.recording import EventRef, record_event, refuse_closed
from lifecycle_desk.vehicle.usecases.steps import check, event_of, trimmed

EvidenceMissing = objection(
    "EvidenceMissing",
    N_("Enter or attach evidence that it was done: an invoice, a stamp or the manufacturer’s reply."),
    "evidence",
)

HOW_KNOWN = N_("How you know, for example the manufacturer’s reply.")


@dataclass(frozen=True, slots=True)
class ConfirmCampaign:
    """A car that was found to be affected by a campaign, and how one knows."""

    vin: str
    campaign: str
    why: Annotated[str, Text(WHY, HOW_KNOWN)] = ""
    documents: Documents = ()


CONFIRMED = Step(
    ConfirmCampaign,
    CampaignEvent.CONFIRMED,
    wording.ICON,
    heading=N_("Vehicle is affected"),
    done=N_("The campaign is open on this vehicle."),
    form="why:2 documents",
    title=wording.titled,
    first=((wording.NUMBER, wording.number_told),),
    detail=("why",),
    state=lambda _: (C_("campaign", "Open"), "warn"),
    opens=wording.opens,
    travels=("campaign",),
)


@dataclass(frozen=True, slots=True)
class ExcludeCampaign:
    """A car that was found not to be affected by a campaign, and why."""

    vin: str
    campaign: str
    why: Annotated[str, Text(WHY, HOW_KNOWN, needed=True, refuses=life.ReasonMissing)]
    documents: Documents = ()


@dataclass(frozen=True, slots=True)
class Matched:
    """How files meant a car that was found not to be affected."""

    matched: Match | None


EXCLUDED = Step(
    ExcludeCampaign,
    CampaignEvent.EXCLUDED,
    wording.ICON,
    heading=N_("Vehicle is not affected"),
    done=N_("Vehicle marked as not affected"),
    form="why:2 documents",
    adds=Matched,
    title=wording.titled,
    first=((wording.NUMBER, wording.number_told),),
    detail=("why",),
    opens=wording.opens,
    travels=("campaign", "matched"),
)


@dataclass(frozen=True, slots=True)
class CampaignDoneElsewhere:
    """A campaign that another workshop did on a car: on which day, where, and what shows it."""

    vin: str
    campaign: str
    on: On
    where: Annotated[str, Text(C_("campaign", "Done by"))] = ""
    evidence: Annotated[  # sealed with the owner: an invoice may name him
        str,
        Text(
            C_("campaign", "Evidence"), N_("For example an invoice, a stamp or the manufacturer’s reply."), fact="note"
        ),
    ] = ""
    odometer: Odometer = None
    documents: Documents = ()


DONE = Step(
    CampaignDoneElsewhere,
    CampaignEvent.DONE,
    wording.ICON,
    heading=N_("Record work elsewhere"),
    done=N_("Campaign marked as done"),
    form="on where:2 odometer / evidence:2 documents",
    title=wording.titled,
    first=((wording.NUMBER, wording.number_told),),
    detail=("where", "evidence"),
    opens=wording.opens,
    travels=("campaign",),
)


@dataclass(frozen=True, slots=True)
class RecordBuildDay:
    """The day on which a car was built, as its plate or the maker says."""

    vin: str
    built_on: Annotated[date, Day(N_("Built on"), needed=True)]


BUILT = Step(
    RecordBuildDay,
    CampaignEvent.BUILT,
    "car",
    heading=N_("Build date"),
    done=N_("Build date saved"),
    form="built_on",
    detail=("built_on",),
    travels=("built_on",),
)
teach(CONFIRMED, EXCLUDED, DONE, BUILT)


@command(VEHICLE_EDIT, undo=undone)
def confirm_campaign(tx: Transaction, asked: ConfirmCampaign) -> EventRef:
    """Write down that a car is affected by a campaign that may have meant it."""
    of, number, now = _of_car(tx, asked.vin, asked.campaign)
    if now and now.state is CampaignState.OPEN:
        raise status.OpenAlready(number)
    return _told(tx, CONFIRMED, replace(asked, campaign=number), of, today(tx))


@command(VEHICLE_EDIT, undo=undone)
def exclude_campaign(tx: Transaction, asked: ExcludeCampaign) -> EventRef:
    """Write down that a car is not affected by a campaign, and why."""
    of, number, now = _of_car(tx, asked.vin, asked.campaign)
    if now and now.state is CampaignState.NOT_AFFECTED:
        raise status.ExcludedAlready(number)
    adds = Matched(now.how if now else None)
    return _told(tx, EXCLUDED, replace(asked, campaign=number), of, today(tx), adds)


@command(VEHICLE_EDIT, undo=undone)
def record_campaign_done(tx: Transaction, asked: CampaignDoneElsewhere) -> EventRef:
    """Write down that a campaign was done on a car elsewhere, with what shows it."""
    of, number, _ = _of_car(tx, asked.vin, asked.campaign)
    if not asked.evidence.strip() and not asked.documents:
        raise EvidenceMissing
    return _told(tx, DONE, replace(asked, campaign=number), of, asked.on)


@command(VEHICLE_EDIT, undo=undone)
def record_build_day(tx: Transaction, asked: RecordBuildDay) -> EventRef:
    """Write down on which day a car was built: campaigns of a build period then mean it, or do not."""
    of = str(life_rows.row(tx, vins.canonical(asked.vin)).vin)
    try:
        life.check_day(asked.built_on, today(tx))
    except Objection as refused:
        raise refused.at_field("built_on") from None
    return _told(tx, BUILT, asked, of, today(tx))


def _told(tx: Transaction, step: Step[Any], asked: object, of: str, on: date, adds: object = None) -> EventRef:
    check(tx, asked)
    return EventRef(of, record_event(tx, event_of(step, trimmed(asked), of, adds, on=on)))


def _of_car(tx: Transaction, given: str, campaign: str) -> tuple[str, str, CampaignStatus | None]:
    """A car, a campaign that is known, and where the car stands in it; refuses one in which it was done."""
    of, number = str(life_rows.row(tx, vins.canonical(given)).vin), number_of(campaign)
    refuse_closed(tx, of)
    now = next((each for each in cars.of_car(tx, of) if each.campaign == number), None)
    if now is None and campaign_rows.campaign(tx, number) is None:
        raise UnknownCampaign(number)
    if now and now.done_on:
        raise status.CampaignDone(number, now.done_on)
    return of, number, now


# What follows ---------------------------------------------------------------------------------------------------------


def follow(tx: Transaction, vin: str, event: Event | None) -> None:
    """Let a car's standing follow an event of its life; most events do not matter."""
    told = event is None or _tells(event)
    if told or (event and (event.sets.stage or event.kind == VehicleEvent.DESCRIBED)):
        stand(tx, vin, told=told)


def _tells(event: Event) -> bool:
    """Whether an event, or what it corrects, says something of a campaign or of what files mean.

    What is corrected of charging does not, and an import that is undone corrects thousands of lives.
    """
    decides = event.kind == CampaignEvent.BUILT or event.kind.startswith(status.PREFIX)
    corrects = event.corrects and part_of(event.kind) is not Part.CHARGING
    return bool(corrects or decides or CARRIED_OUT in event.facts)


def stand(tx: Transaction, vin: str, *, told: bool = True) -> None:
    """Count anew where a car stands in every campaign; `told` says that its life may tell of one."""
    events = life.effective_events(life_rows.told(tx, vin)) if told else None
    if events is not None:
        targets.save_built(tx, vin, status.built_on(events))
    seen, stage = targets.car_seen(tx, vin)
    matched, before = matches(tx, seen), cars.of_car(tx, vin)
    if events is None and not matched and not before:
        return
    events = life.effective_events(life_rows.told(tx, vin)) if events is None else events
    decided = status.decisions(events)
    gone = {number for number, each in campaign_rows.campaigns(tx, decided).items() if each.withdrawn}
    after = status.stood((vin, stage_of(stage)), matched, decided, today(tx), gone)
    save(tx, before, after)


def stage_of(code: str | None) -> Stage | None:
    """A stage by its code."""
    return Stage.of(code) if code else None


def matches(tx: Transaction, seen: CarSeen) -> dict[str, Match]:
    """How campaigns mean a car, by their numbers."""
    rows = targets.targets_by_key(tx, keys_of(seen))
    if not rows:
        return {}
    known = campaign_rows.campaigns(tx, {row.campaign for row in rows})
    standing_for = {number for number, each in known.items() if each.means_cars}
    sought = CampaignMatcher((row.campaign, targets.target_of(row)) for row in rows if row.campaign in standing_for)
    return {campaign: how for (campaign, _), how in sought.matches([seen]).items()}


def save(tx: Transaction, before: Iterable[CampaignStatus], after: Iterable[CampaignStatus]) -> None:
    """Keep where cars stand now, in the place of where they stood, and how many stand where."""
    then = {(each.vin, each.campaign): each for each in before}
    now = {(each.vin, each.campaign): each for each in after}
    new = [each for key, each in now.items() if key not in then]
    changed = [each for key, each in now.items() if key in then and status.moved(then[key], each)]
    gone = [each for key, each in then.items() if key not in now]
    cars.save_cars(tx, new, changed, gone)
    moved = dict.fromkeys(each.campaign for each in (*new, *changed, *gone))
    if moved:
        cars.save_counts(tx, moved)


# What keeps a car here ------------------------------------------------------------------------------------------------


def stops(tx: Transaction, vin: str, carried_out: Iterable[str] = ()) -> list[Objection]:
    """Why a car must not leave the house, but for the campaigns that are being carried out; the first presses most."""
    done = {number_of(each) for each in carried_out}
    stopping = (each for each, state in cars.stopping(tx, vin) if state is CampaignState.OPEN)
    found = [each for each in stopping if each.number not in done]
    texts = shown_texts(tx, found)
    return [status.stop_of(each, texts[each.number].title) for each in found]


def refuse_stopped(tx: Transaction, vin: str, carried_out: Iterable[str] = ()) -> None:
    """Refuse to let a car go that a campaign forbids to drive or to park inside; note where it only may be so."""
    done = {number_of(each) for each in carried_out}
    for stop in stops(tx, vin, done):
        raise stop
    perhaps = (each for each, state in cars.stopping(tx, vin) if state is CampaignState.MAY_BE)
    found = [each for each in perhaps if each.number not in done]
    texts = shown_texts(tx, found)
    tx.note(*(status.MayHaveToStay(each.number, texts[each.number].title) for each in found))


def unknown_among(tx: Transaction, numbers: Iterable[str]) -> list[str]:
    """Those of some campaign numbers that were never taken in."""
    wanted = list(dict.fromkeys(map(number_of, numbers)))
    known: Mapping[str, object] = campaign_rows.campaigns(tx, wanted)
    return [each for each in wanted if each not in known]


may_be_corrected(BUILT, record_build_day)

COMMANDS: tuple[Command[Any, Any], ...] = (confirm_campaign, exclude_campaign, record_campaign_done, record_build_day)
