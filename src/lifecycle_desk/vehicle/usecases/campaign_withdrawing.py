"""Withdrawing a campaign that was taken in by mistake, or that its maker took back; what was done of it stays done."""

from dataclasses import dataclass
from typing import Any

from lifecycle_desk.base.objections import N_, Objection
from lifecycle_desk.counter.verbs import Verb, verb
from lifecycle_desk.dealership.rules import IMPORT
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.store.store import Work
from lifecycle_desk.vehicle.rules.life import Event, ReasonMissing
from lifecycle_desk.vehicle.rules.people import LONGEST_TEXT, TextTooLong
from lifecycle_desk.vehicle.tables import campaign_cars
from lifecycle_desk.vehicle.tables import campaigns as kept_campaigns
from lifecycle_desk.vehicle.tables import life as kept
from lifecycle_desk.vehicle.usecases.campaign_files import match
from lifecycle_desk.vehicle.usecases.campaign_lists import known_campaign
from lifecycle_desk.vehicle.usecases.campaigns import stand
from lifecycle_desk.vehicle.usecases.telling import tell

WITHDRAWN, RESTORED = "dealer.campaign_withdrawn", "dealer.campaign_restored"


class WithdrawnAlready(Objection):
    """A campaign that was taken back."""

    says = N_("Campaign %(number)s was withdrawn already.")
    field = "campaign"
    number: str


class NotWithdrawn(Objection):
    """A campaign that counts."""

    says = N_("Campaign %(number)s was not withdrawn.")
    field = "campaign"
    number: str


@dataclass(frozen=True, slots=True)
class WithdrawCampaign:
    """A campaign that means no car any more, and why."""

    campaign: str
    why: str


@dataclass(frozen=True, slots=True)
class RestoreCampaign:
    """A campaign that was withdrawn by mistake."""

    campaign: str


@dataclass(frozen=True, slots=True)
class CampaignTold:
    """A campaign of which something was told: the number of the event."""

    campaign: str
    event: int


def _undone(made: CampaignTold) -> tuple[Verb[Any, Any], RestoreCampaign]:
    return restore_campaign, RestoreCampaign(made.campaign)


@verb(IMPORT, undo=_undone)
def withdraw_campaign(work: Work, asked: WithdrawCampaign) -> CampaignTold:
    """Withdraw a campaign: it means no vehicle any more, and no file of its rows brings it back."""
    known = known_campaign(work, asked.campaign)
    number = known.campaign.number
    if known.withdrawn is not None:
        raise WithdrawnAlready(number)
    if not asked.why.strip():
        raise ReasonMissing
    if len(asked.why) > LONGEST_TEXT:
        raise TextTooLong(len(asked.why), LONGEST_TEXT).beside("why")
    facts = {"campaign": number, "why": asked.why.strip()}
    seq = tell(work, Event(None, today(work), WITHDRAWN, facts))
    kept_campaigns.withdraw(work, number, seq)
    _follow(work, number)
    return CampaignTold(number, seq)


@verb(IMPORT)
def restore_campaign(work: Work, asked: RestoreCampaign) -> CampaignTold:
    """Let a campaign count again that was withdrawn."""
    known = known_campaign(work, asked.campaign)
    number = known.campaign.number
    if known.withdrawn is None:
        raise NotWithdrawn(number)
    seq = tell(work, Event(None, today(work), RESTORED, {"campaign": number}))
    kept_campaigns.withdraw(work, number, None)
    _follow(work, number)
    return CampaignTold(number, seq)


def _follow(work: Work, number: str) -> None:
    """Let all cars follow: those that files mean, and those whose lives tell of the campaign."""
    match(work, {number, *kept_campaigns.answer(work, [number])})
    for vin in sorted(campaign_cars.told_of(work, number)):
        stand(work, vin)


def withdrawn_by(work: Work) -> set[str]:
    """The campaigns that are withdrawn, as the dealer's events tell."""
    events = [*kept.of_dealer(work, WITHDRAWN), *kept.of_dealer(work, RESTORED)]
    last = {str(each.facts["campaign"]): each.kind for each in sorted(events, key=lambda each: each.seq)}
    return {number for number, kind in last.items() if kind == WITHDRAWN}


VERBS: tuple[Verb[Any, Any], ...] = (withdraw_campaign, restore_campaign)
