"""A car's campaigns: found to be affected or not, done elsewhere; its standing follows from files and from its life."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lifecycle_desk.base.objections import N_, Objection
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.counter.verbs import Verb, verb
from lifecycle_desk.dealership.rules import VEHICLE_EDIT
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.store.store import Work
from lifecycle_desk.vehicle.rules import life
from lifecycle_desk.vehicle.rules import vin as vins
from lifecycle_desk.vehicle.rules.campaigns import standing
from lifecycle_desk.vehicle.rules.campaigns.campaign import CampaignState, Match, UnknownCampaign, number_of
from lifecycle_desk.vehicle.rules.campaigns.standing import BUILT, CARRIED_OUT, Standing
from lifecycle_desk.vehicle.rules.campaigns.targets import CarSeen, Sought, keys_of
from lifecycle_desk.vehicle.rules.life import Event, Stage
from lifecycle_desk.vehicle.rules.people import LONGEST_TEXT, TextTooLong
from lifecycle_desk.vehicle.tables import campaign_cars, campaign_targets, people
from lifecycle_desk.vehicle.tables import campaigns as kept_campaigns
from lifecycle_desk.vehicle.tables import life as kept
from lifecycle_desk.vehicle.usecases.documents import DocumentMissing
from lifecycle_desk.vehicle.usecases.life import DESCRIBED, Happened, TakeBack, take_back
from lifecycle_desk.vehicle.usecases.telling import refuse_closed, tell


class EvidenceMissing(Objection):
    """A campaign that is said to be done elsewhere, and nothing that shows it."""

    says = N_("Say what shows that it was done: an invoice, a stamp, the maker's answer; or attach it.")
    field = "evidence"


@dataclass(frozen=True, slots=True)
class ConfirmCampaign:
    """A car that was found to be affected by a campaign, and how one knows."""

    vin: str
    campaign: str
    why: str = ""
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExcludeCampaign:
    """A car that was found not to be affected by a campaign, and why."""

    vin: str
    campaign: str
    why: str
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CampaignDoneElsewhere:
    """A campaign that another workshop did on a car: on which day, where, and what shows it."""

    vin: str
    campaign: str
    on: date
    where: str = ""
    evidence: str = ""
    odometer: Distance | None = None
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordBuildDay:
    """The day on which a car was built, as its plate or the maker says."""

    vin: str
    built_on: date


def _taken_back(made: Happened) -> tuple[Verb[Any, Any], TakeBack]:
    return take_back, TakeBack(made.event, "undone")


@verb(VEHICLE_EDIT, undo=_taken_back)
def confirm_campaign(work: Work, asked: ConfirmCampaign) -> Happened:
    """Write down that a car is affected by a campaign that may have meant it."""
    of, number, now = _of_car(work, asked.vin, asked.campaign)
    if now and now.state is CampaignState.OPEN:
        raise standing.OpenAlready(number)
    facts = {"campaign": number, "why": _text(asked.why, "why")}
    return _told(work, Event(of, today(work), standing.CONFIRMED, facts, documents=asked.documents))


@verb(VEHICLE_EDIT, undo=_taken_back)
def exclude_campaign(work: Work, asked: ExcludeCampaign) -> Happened:
    """Write down that a car is not affected by a campaign, and why."""
    of, number, now = _of_car(work, asked.vin, asked.campaign)
    if now and now.state is CampaignState.NOT_AFFECTED:
        raise standing.ExcludedAlready(number)
    if not asked.why.strip():
        raise life.ReasonMissing
    facts = {"campaign": number, "why": _text(asked.why, "why"), "matched": now.how.value if now and now.how else None}
    return _told(work, Event(of, today(work), standing.EXCLUDED, facts, documents=asked.documents))


@verb(VEHICLE_EDIT, undo=_taken_back)
def record_campaign_done(work: Work, asked: CampaignDoneElsewhere) -> Happened:
    """Write down that a campaign was done on a car elsewhere, with what shows it."""
    of, number, _ = _of_car(work, asked.vin, asked.campaign)
    if not asked.evidence.strip() and not asked.documents:
        raise EvidenceMissing
    facts = {
        "campaign": number,
        "where": _text(asked.where, "where"),
        "note": _text(asked.evidence, "evidence"),  # sealed with the owner: an invoice may name him
    }
    event = Event(of, asked.on, standing.DONE, facts, odometer=asked.odometer, documents=asked.documents)
    return _told(work, event)


@verb(VEHICLE_EDIT, undo=_taken_back)
def record_build_day(work: Work, asked: RecordBuildDay) -> Happened:
    """Write down on which day a car was built: campaigns of a build period then mean it, or do not."""
    of = str(kept.row(work, vins.canonical(asked.vin)).vin)
    try:
        life.check_day(asked.built_on, today(work))
    except Objection as objection:
        raise objection.beside("built_on") from None
    return _told(work, Event(of, today(work), BUILT, {"built_on": asked.built_on.isoformat()}))


def _told(work: Work, event: Event) -> Happened:
    for place, digest in enumerate(event.documents):
        if people.document(work, digest) is None:
            raise DocumentMissing(digest[:12]).beside(f"documents[{place}]")
    return Happened(str(event.vin), tell(work, event))


def _of_car(work: Work, given: str, campaign: str) -> tuple[str, str, Standing | None]:
    """A car, a campaign that is known, and where the car stands in it; refuses one in which it was done."""
    of, number = str(kept.row(work, vins.canonical(given)).vin), number_of(campaign)
    refuse_closed(work, of)
    now = next((each for each in campaign_cars.of_car(work, of) if each.campaign == number), None)
    if now is None and kept_campaigns.campaign(work, number) is None:
        raise UnknownCampaign(number)
    if now and now.done_on:
        raise standing.CampaignDone(number, now.done_on)
    return of, number, now


def _text(words: str, at: str) -> str:
    if len(words) > LONGEST_TEXT:
        raise TextTooLong(len(words), LONGEST_TEXT).beside(at)
    return words.strip()


# What follows ---------------------------------------------------------------------------------------------------------


def follow(work: Work, vin: str, event: Event | None) -> None:
    """Let a car's standing follow an event of its life; most events do not matter."""
    told = event is None or _tells(event)
    if told or (event and (event.sets.stage or event.kind == DESCRIBED)):
        stand(work, vin, told=told)


def _tells(event: Event) -> bool:
    """Whether an event, or what it corrects, says something of a campaign or of what files mean."""
    return bool(
        event.corrects or event.kind == BUILT or event.kind.startswith(standing.PREFIX) or CARRIED_OUT in event.facts
    )


def stand(work: Work, vin: str, *, told: bool = True) -> None:
    """Count anew where a car stands in every campaign; `told` says that its life may tell of one."""
    events = life.standing(kept.told(work, vin)) if told else None
    if events is not None:
        campaign_targets.keep_built(work, vin, standing.built_on(events))
    seen, stage = campaign_targets.car_seen(work, vin)
    matched, before = matches(work, seen), campaign_cars.of_car(work, vin)
    if events is None and not matched and not before:
        return
    events = life.standing(kept.told(work, vin)) if events is None else events
    decided = standing.decisions(events)
    gone = {number for number, each in kept_campaigns.campaigns(work, decided).items() if each.withdrawn}
    after = standing.stood((vin, stage_of(stage)), matched, decided, today(work), gone)
    keep(work, before, after)


def stage_of(code: str | None) -> Stage | None:
    """A stage by its code."""
    return Stage.of(code) if code else None


def matches(work: Work, seen: CarSeen) -> dict[str, Match]:
    """How campaigns mean a car, by their numbers."""
    rows = campaign_targets.targets_by_key(work, keys_of(seen))
    if not rows:
        return {}
    known = kept_campaigns.campaigns(work, {row.campaign for row in rows})
    standing_for = {number for number, each in known.items() if each.means_cars}
    sought = Sought((row.campaign, campaign_targets.target_of(row)) for row in rows if row.campaign in standing_for)
    return {campaign: how for (campaign, _), how in sought.matches([seen]).items()}


def keep(work: Work, before: Iterable[Standing], after: Iterable[Standing]) -> None:
    """Keep where cars stand now, in the place of where they stood, and how many stand where."""
    then = {(each.vin, each.campaign): each for each in before}
    now = {(each.vin, each.campaign): each for each in after}
    new = [each for key, each in now.items() if key not in then]
    changed = [each for key, each in now.items() if key in then and standing.moved(then[key], each)]
    gone = [each for key, each in then.items() if key not in now]
    campaign_cars.keep_cars(work, new, changed, gone)
    moved = dict.fromkeys(each.campaign for each in (*new, *changed, *gone))
    if moved:
        campaign_cars.keep_counts(work, moved)


# What keeps a car here ------------------------------------------------------------------------------------------------


def stops(work: Work, vin: str, carried_out: Iterable[str] = ()) -> list[Objection]:
    """Why a car must not leave the house, but for the campaigns that are being carried out; the first presses most."""
    done = {number_of(each) for each in carried_out}
    found = [each for each, state in campaign_cars.stopping(work, vin) if state is CampaignState.OPEN]
    return [standing.stop_of(each) for each in found if each.number not in done]


def refuse_stopped(work: Work, vin: str, carried_out: Iterable[str] = ()) -> None:
    """Refuse to let a car go that a campaign forbids to drive or to park inside; note where it only may be so."""
    done = {number_of(each) for each in carried_out}
    for objection in stops(work, vin, done):
        raise objection
    for each, state in campaign_cars.stopping(work, vin):
        if state is CampaignState.MAY_BE and each.number not in done:
            work.note(standing.MayHaveToStay(each.number, each.title))


def unknown_among(work: Work, numbers: Iterable[str]) -> list[str]:
    """Those of some campaign numbers that were never taken in."""
    wanted = list(dict.fromkeys(map(number_of, numbers)))
    known: Mapping[str, object] = kept_campaigns.campaigns(work, wanted)
    return [each for each in wanted if each not in known]


VERBS: tuple[Verb[Any, Any], ...] = (confirm_campaign, exclude_campaign, record_campaign_done, record_build_day)
