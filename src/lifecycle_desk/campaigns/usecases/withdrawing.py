"""Withdrawing a campaign that was taken in by mistake, or that its maker took back; what was done of it stays done."""

from dataclasses import dataclass, replace
from typing import Annotated, Any

from lifecycle_desk.base.objections import C_, N_, objection
from lifecycle_desk.campaigns.rules import wording
from lifecycle_desk.campaigns.rules.status import CampaignFacts, DealerCampaignEvent
from lifecycle_desk.campaigns.tables import campaigns as campaign_rows
from lifecycle_desk.campaigns.tables import cars
from lifecycle_desk.campaigns.usecases.files import match
from lifecycle_desk.campaigns.usecases.lists import known_campaign
from lifecycle_desk.campaigns.usecases.standing import stand
from lifecycle_desk.commands.command import Command, command
from lifecycle_desk.commands.kinds import WHY, Text
from lifecycle_desk.dealership.rules.rights import IMPORT
from lifecycle_desk.dealership.usecases.day import today
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.rules.life import Event, ReasonMissing
from lifecycle_desk.vehicle.rules.steps import Step, teach
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.recording import record_event
from lifecycle_desk.vehicle.usecases.steps import check, event_of, trimmed

WITHDRAWN, RESTORED = (each.value for each in DealerCampaignEvent)

WithdrawnAlready = objection(
    "WithdrawnAlready", N_("Campaign %(number)s has already been withdrawn."), "campaign", number=str
)
NotWithdrawn = objection("NotWithdrawn", N_("Campaign %(number)s has not been withdrawn."), "campaign", number=str)


@dataclass(frozen=True, slots=True)
class WithdrawCampaign:
    """A campaign that means no car any more, and why."""

    campaign: str
    why: Annotated[
        str,
        Text(
            WHY,
            N_("Work already done stays recorded; the campaign no longer grounds any vehicle."),
            needed=True,
            refuses=ReasonMissing,
        ),
    ]


CAMPAIGN_WITHDRAWN = Step(
    WithdrawCampaign,
    DealerCampaignEvent.WITHDRAWN,
    wording.ICON,
    heading=N_("Withdraw campaign"),
    done=N_("Campaign withdrawn"),
    form="why",
    save=C_("campaign", "Withdraw"),
    title=wording.titled,
    first=((wording.NUMBER, wording.number_told),),
    detail=("why",),
    opens=wording.opens,
)
teach(CAMPAIGN_WITHDRAWN)


@dataclass(frozen=True, slots=True)
class RestoreCampaign:
    """A campaign that was withdrawn by mistake."""

    campaign: str


@dataclass(frozen=True, slots=True)
class CampaignTold:
    """A campaign of which something was told: the number of the event."""

    campaign: str
    event: int


def _undone(made: CampaignTold) -> tuple[Command[Any, Any], RestoreCampaign]:
    return restore_campaign, RestoreCampaign(made.campaign)


@command(IMPORT, undo=_undone)
def withdraw_campaign(tx: Transaction, asked: WithdrawCampaign) -> CampaignTold:
    """Withdraw a campaign: it means no vehicle any more, and no file of its rows brings it back."""
    known = known_campaign(tx, asked.campaign)
    number = known.campaign.number
    if known.withdrawn is not None:
        raise WithdrawnAlready(number)
    check(tx, asked)
    told = trimmed(replace(asked, campaign=number))
    seq = record_event(tx, event_of(CAMPAIGN_WITHDRAWN, told, None, on=today(tx)))
    campaign_rows.withdraw(tx, number, seq)
    _follow(tx, number)
    return CampaignTold(number, seq)


@command(IMPORT)
def restore_campaign(tx: Transaction, asked: RestoreCampaign) -> CampaignTold:
    """Let a campaign count again that was withdrawn."""
    known = known_campaign(tx, asked.campaign)
    number = known.campaign.number
    if known.withdrawn is None:
        raise NotWithdrawn(number)
    seq = record_event(tx, Event(None, today(tx), RESTORED, {"campaign": number}))
    campaign_rows.withdraw(tx, number, None)
    _follow(tx, number)
    return CampaignTold(number, seq)


def _follow(tx: Transaction, number: str) -> None:
    """Let all cars follow: those that files mean, and those whose lives tell of the campaign."""
    match(tx, {number, *campaign_rows.answer(tx, [number])})
    for vin in sorted(cars.told_of(tx, number)):
        stand(tx, vin)


def withdrawn_by(tx: Transaction) -> set[str]:
    """The campaigns that are withdrawn, as the dealer's events tell."""
    events = [*life_rows.of_dealer(tx, WITHDRAWN), *life_rows.of_dealer(tx, RESTORED)]
    last = {each.facts_as(CampaignFacts).campaign: each.kind for each in sorted(events, key=lambda each: each.seq)}
    return {number for number, kind in last.items() if kind == WITHDRAWN}


COMMANDS: tuple[Command[Any, Any], ...] = (withdraw_campaign, restore_campaign)
