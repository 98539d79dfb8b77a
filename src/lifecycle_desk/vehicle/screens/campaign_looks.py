"""How campaigns look: standings with their tones, and what the owner is told to do in a word with its icon."""

from collections.abc import Iterator, Sequence

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.parts import Button, InfoBar
from lifecycle_desk.desktop.look.rows import Cell
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.look.words import Words
from lifecycle_desk.desktop.speech import speech
from lifecycle_desk.vehicle.rules.campaigns.campaign import Campaign, CampaignState
from lifecycle_desk.vehicle.rules.campaigns.standing import stop_of
from lifecycle_desk.vehicle.usecases.campaign_lists import CampaignOfCar, Pressing

DO_NOT_DRIVE, PARK_OUTSIDE = N_("Do not drive"), N_("Park outside")
STATES: dict[CampaignState, tuple[t.Tone, str]] = {
    CampaignState.OPEN: ("warn", "alert-triangle"),
    CampaignState.MAY_BE: ("neutral", "help"),
    CampaignState.DONE: ("ok", "circle-check"),
    CampaignState.NOT_AFFECTED: ("neutral", "minus"),
    CampaignState.GONE: ("neutral", "world"),
}
PRESSING: dict[Pressing, tuple[str, t.Tone, str]] = {
    Pressing.STOPPING: (C_("campaigns", "Cars must stay"), "danger", "lock"),
    Pressing.WAITING: (C_("campaigns", "Open"), "warn", "alert-triangle"),
    Pressing.PERHAPS: (C_("campaigns", "May be affected"), "neutral", "help"),
    Pressing.SETTLED: (C_("campaigns", "Settled"), "ok", "circle-check"),
    Pressing.NO_CAR: (C_("campaigns", "No car of ours"), "neutral", "minus"),
}


def state_cell(state: CampaignState, *, keeps_here: bool = False) -> Cell:
    """A standing in a list; an open one that keeps the car here is red."""
    tone, icon = STATES[state]
    if keeps_here:
        tone, icon = "danger", "lock"
    return Cell(speech().voice(state.says), tone, icon, is_chip=True)


def orders_of(campaign: Campaign) -> Iterator[str]:
    """What the owner is told to do."""
    if campaign.do_not_drive:
        yield DO_NOT_DRIVE
    if campaign.park_outside:
        yield PARK_OUTSIDE


def bars_of(campaigns: Sequence[CampaignOfCar]) -> list[InfoBar]:
    """A bar for each campaign that keeps a car here: the orders to the owner, and why."""
    found = []
    for each in campaigns:
        if each.keeps_here:
            why = stop_of(each.campaign)
            strong = next(orders_of(each.campaign))
            bar = InfoBar(Words(why.says, **why.facts), strong=strong, tone="danger", icon="lock", action=opening())
            bar.setMinimumHeight(theme.px(38))
            found.append(bar)
    return found


def opening() -> Button:
    """The way to a campaign's page."""
    return Button(C_("campaign", "Open"), icon="speakerphone")
