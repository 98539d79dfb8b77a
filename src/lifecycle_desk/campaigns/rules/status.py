"""Where a car stands in a campaign: what files say of it, and what people and orders have told since."""

from collections.abc import Container, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.base.said import InLanguages
from lifecycle_desk.base.terms import LabeledEnum
from lifecycle_desk.campaigns.rules.campaign import Campaign, CampaignState, Match
from lifecycle_desk.vehicle.rules.life import RecordedEvent, Stage, as_recorded

PREFIX = "vehicle.campaign_"
CARRIED_OUT = "campaigns"  # the fact under which an event of any room names the campaigns that it carried out
LEFT = frozenset({Stage.DESTROYED, Stage.LEFT_THE_MARKET})


class CampaignEvent(LabeledEnum):
    """Events of campaigns in a car's life, as its timeline calls them."""

    CONFIRMED = f"{PREFIX}confirmed", N_("Affected by campaign %(number)s")
    EXCLUDED = f"{PREFIX}excluded", N_("Not affected by campaign %(number)s")
    DONE = f"{PREFIX}done", N_("Campaign %(number)s done elsewhere")
    BUILT = "vehicle.build_day_recorded", N_("Build date recorded")


class DealerCampaignEvent(LabeledEnum):
    """Events of campaigns among the dealer's own."""

    WITHDRAWN = "dealer.campaign_withdrawn", N_("Campaign %(number)s withdrawn")
    RESTORED = "dealer.campaign_restored", N_("Campaign %(number)s reinstated")


KINDS = CONFIRMED, EXCLUDED, DONE, BUILT = tuple(each.value for each in CampaignEvent)

MustNotBeDriven = objection(
    "MustNotBeDriven",
    N_("Campaign %(number)s (%(title)s) is open: the vehicle must not be driven until it is done."),
    "vin",
    number=str,
    title=InLanguages,
)
MustBeParkedOutside = objection(
    "MustBeParkedOutside",
    N_("Campaign %(number)s (%(title)s) is open: the vehicle must be parked outdoors until it is done."),
    "vin",
    number=str,
    title=InLanguages,
)
# A car that may be in a campaign that would keep it here; a person has to look.
MayHaveToStay = objection(
    "MayHaveToStay",
    N_("The vehicle may be affected by campaign %(number)s (%(title)s), which would ground it: please check."),
    "vin",
    number=str,
    title=InLanguages,
)
CampaignDone = objection("CampaignDone", N_("Campaign %(number)s was done on %(on)s."), "campaign", number=str, on=date)
# A campaign that is open on the car, so that nothing is left to confirm.
OpenAlready = objection(
    "OpenAlready", N_("Campaign %(number)s is already open on this vehicle."), "campaign", number=str
)
ExcludedAlready = objection(
    "ExcludedAlready", N_("The vehicle was recorded as not affected by campaign %(number)s."), "campaign", number=str
)


@dataclass(frozen=True, slots=True)
class CampaignFacts:
    """What an event says of campaigns: the one that it is about, or those that an order carried out.

    Another dealer's may say anything. `language` is that of texts, which then stand beside it.
    """

    campaign: Any = ""
    language: Any = ""
    matched: Any = None
    campaigns: Any = ()
    order: Any = ""


@dataclass(frozen=True, slots=True)
class BuiltTold:
    """`vehicle.build_day_recorded`."""

    built_on: date


@dataclass(frozen=True, slots=True)
class Decided:
    """The last effective event of a car in a campaign: which event, when, and what it rests on.

    `matched` is how files meant the car when somebody excluded it; `order` the order that carried the campaign out.
    """

    kind: str
    event: int
    on: date
    order: str = ""
    matched: Match | None = None


@dataclass(frozen=True, slots=True)
class CampaignStatus:
    """Where a car stands in a campaign, since when, and what decided it; `number` is that of its row once kept."""

    vin: str
    campaign: str
    how: Match | None
    state: CampaignState
    since: date
    event: int | None = None
    done_on: date | None = None
    order_no: str | None = None
    number: int = 0


def decisions(events: Iterable[RecordedEvent]) -> dict[str, Decided]:
    """The decision on each campaign, from a car's effective events, by day; a completed one stays completed."""
    found: dict[str, Decided] = {}
    for each in sorted(events, key=lambda event: event.seq):
        told = as_recorded(each)
        decides = told.kind in {CONFIRMED, EXCLUDED, DONE}
        if not decides and CARRIED_OUT not in told.facts:
            continue
        said = told.facts_as(CampaignFacts)
        if decides:
            matched = next((each for each in Match if each.value == said.matched), None)
            _decide(found, str(said.campaign), Decided(told.kind, each.seq, each.on, "", matched))
        for number in said.campaigns if isinstance(said.campaigns, list | tuple) else ():
            _decide(found, str(number), Decided(DONE, each.seq, each.on, str(said.order)))
    return found


def _decide(found: dict[str, Decided], number: str, decided: Decided) -> None:
    before = found.get(number)
    if number and (before is None or before.kind != DONE):
        found[number] = decided


def built_on(events: Iterable[RecordedEvent]) -> date | None:
    """The day of build as a life tells it last, from the events that count; what is no day tells none."""
    found = None
    for told in map(as_recorded, events):
        if told.kind == BUILT:
            with suppress(ValueError):
                found = told.facts_as(BuiltTold).built_on
    return found


def state_of(how: Match | None, decided: Decided | None, stage: Stage | None) -> CampaignState | None:
    """The state of a car; None where neither a file nor anybody says anything.

    A completed campaign stays completed, whatever file comes. A car that somebody found not affected stays so against
    the
    files of then: a list that names its VIN weighs more than a model or a range did.
    """
    if decided and decided.kind == DONE:
        return CampaignState.DONE
    if decided and decided.kind == EXCLUDED and not (how is Match.LIST and decided.matched is not Match.LIST):
        return CampaignState.NOT_AFFECTED
    if how is None and decided is None:
        return None
    if stage in LEFT:
        return CampaignState.GONE
    if how is Match.MAY_BE and (decided is None or decided.kind != CONFIRMED):
        return CampaignState.MAY_BE
    return CampaignState.OPEN


def moved(before: CampaignStatus, after: CampaignStatus) -> bool:
    """Whether a car stands otherwise than it did; since when it stands in a campaign at all does not change."""
    return replace(after, since=before.since, number=before.number) != before


def stop_of(campaign: Campaign, title: InLanguages) -> Objection:
    """Why a car does not leave the house while the campaign is open; its title is as each reader is to have it."""
    kind = MustNotBeDriven if campaign.do_not_drive else MustBeParkedOutside
    return kind(campaign.number, title)


def stood(
    car: tuple[str, Stage | None],
    matched: Mapping[str, Match],
    decided: Mapping[str, Decided],
    on: date,
    withdrawn: Container[str] = (),
) -> list[CampaignStatus]:
    """Where a car stands in all campaigns that mean it or of which its life tells, as far as it is new, since a day.

    Of a campaign that was withdrawn only what was done stays.
    """
    vin, stage = car
    found: list[CampaignStatus] = []
    for number in dict.fromkeys((*matched, *decided)):
        how, last = matched.get(number), decided.get(number)
        if number in withdrawn and (last is None or last.kind != DONE):
            continue
        if state := state_of(how, last, stage):
            done = last if last and last.kind == DONE else None
            found.append(
                CampaignStatus(
                    vin,
                    number,
                    how,
                    state,
                    on,
                    last.event if last else None,
                    done.on if done else None,
                    (done.order or None) if done else None,
                )
            )
    return found
