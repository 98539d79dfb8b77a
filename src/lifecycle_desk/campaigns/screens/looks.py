"""How campaigns look: standings with their tones, and what the owner is told to do in a word with its icon."""

from collections.abc import Iterator

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.said import POINT, InARow, Said
from lifecycle_desk.campaigns.rules.campaign import Campaign, CampaignState
from lifecycle_desk.campaigns.usecases.lists import Urgency
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import UiText, value_alone
from lifecycle_desk.desktop.look.rows import Cell
from lifecycle_desk.desktop.translator import translator

DO_NOT_DRIVE, PARK_OUTSIDE = N_("Do not drive"), N_("Park outside")
OPEN_CAMPAIGN = C_("board", "Open campaign")
STATES: dict[CampaignState, states.Look] = {
    CampaignState.OPEN: states.CAMPAIGN_OPEN,
    CampaignState.MAY_BE: states.CAMPAIGN_MAY_BE,
    CampaignState.DONE: states.CAMPAIGN_DONE,
    CampaignState.NOT_AFFECTED: states.LEFT_OUT,
    CampaignState.GONE: states.GONE,
}
# Both orders keep a car here; a chip says them in the words of the list's column.
_ORDERS = InARow(Said(DO_NOT_DRIVE), Said(PARK_OUTSIDE), by=POINT)
PRESSING: dict[Urgency, tuple[UiText, t.Tone, str]] = {
    Urgency.WAITING: (C_("campaign", "Open"), *states.CAMPAIGN_OPEN),
    Urgency.STOPPING: (value_alone(_ORDERS), *states.CAMPAIGN_STOPS),
    Urgency.PERHAPS: (C_("campaign", "May be affected"), *states.CAMPAIGN_MAY_BE),
    Urgency.SETTLED: (C_("campaigns", "Completed"), *states.CAMPAIGN_DONE),
    Urgency.NO_CAR: (C_("campaigns", "No vehicle of ours"), "neutral", "minus"),
}


def state_cell(state: CampaignState) -> Cell:
    """A standing in a list."""
    tone, icon = STATES[state]
    return Cell(translator().current(state.label), tone, icon, is_chip=True)


def in_a_word(campaign: Campaign) -> str:
    """The order to the owner of an open campaign, where there is room for a word; empty without one."""
    return next(orders_of(campaign), OPEN_CAMPAIGN)


def orders_of(campaign: Campaign) -> Iterator[str]:
    """The orders to the owner."""
    if campaign.do_not_drive:
        yield DO_NOT_DRIVE
    if campaign.park_outside:
        yield PARK_OUTSIDE
