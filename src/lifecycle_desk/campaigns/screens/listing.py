"""The list of campaigns: what each asks for, and how many cars stand where, those first that press most."""

from collections.abc import Sequence

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.campaigns.rules.campaign import Campaign, CampaignState, ShownCampaign
from lifecycle_desk.campaigns.screens.commands import BRING_CAMPAIGNS
from lifecycle_desk.campaigns.screens.looks import PRESSING, orders_of
from lifecycle_desk.campaigns.screens.notes import CampaignNotes
from lifecycle_desk.campaigns.usecases.lists import Campaigns, Urgency, campaign_counts
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.filters import Kind
from lifecycle_desk.desktop.list_page import Listed, ListedPage, begins
from lifecycle_desk.desktop.look.parts import Button, EmptyPage
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.vehicle.screens.event_text import join

TITLE = N_("Campaigns")


def _counted(state: CampaignState, heading: str, width: int, *, gives_way: int = 0) -> Column:
    """The cars in a state, under words that say so, since the chips count campaigns; remembered by the state's own."""

    def count(known: ShownCampaign) -> int:
        return known.counts[state]

    return Column(heading, width, "end", id=state.label, value=count, sums=True, gives_way=gives_way)


COLUMNS = (
    Column(C_("campaign", "Campaign"), 132, role="mono"),
    Column(N_("Subject")),
    Column(C_("campaign", "Kind"), 150, gives_way=2),
    Column(C_("campaigns column", "Instruction"), 240, id="Instruction to owner"),
    _counted(CampaignState.OPEN, C_("campaigns column", "Vehicles open"), 76),
    _counted(CampaignState.MAY_BE, C_("campaigns column", "Vehicles that may be affected"), 116, gives_way=4),
    _counted(CampaignState.DONE, C_("campaigns column", "Vehicles done"), 76, gives_way=3),
    Column(
        C_("campaign", "Valid from"),
        116,
        "end",
        "small",
        "ink2",
        value=lambda known: known.campaign.valid_from,
        gives_way=1,
    ),
)


def none_yet(app: AppContext) -> EmptyPage:
    """The page that teaches how to begin."""
    vehicles = Button(N_("All vehicles"), "link", icon="car")
    vehicles.clicked.connect(lambda: app.go("vehicles"))
    return EmptyPage(
        N_("No campaigns yet"),
        N_(
            "Import the manufacturer’s file or the NHTSA list: all vehicles are matched at once, and new "
            "ones as they arrive."
        ),
        begins(BRING_CAMPAIGNS, app, shown_keys="Ctrl+N"),
        (vehicles,),
        stages=("service", "sale", "transfer"),
    )


def cells(known: ShownCampaign) -> Sequence[str | Cell]:
    """A campaign in the columns of the list."""
    language, campaign = translator().current, known.campaign
    return (
        campaign.number,
        language.spoken(known.texts.title),
        language(campaign.type.label) if campaign.type else "",
        _orders_cell(campaign, known.counts[CampaignState.OPEN]),
        *(language.formats.number(known.counts[each]) if known.counts[each] else "" for each in _COUNTED),
        language.formats.cell_day(campaign.valid_from) if campaign.valid_from else "",
    )


_COUNTED = (CampaignState.OPEN, CampaignState.MAY_BE, CampaignState.DONE)


def _orders_cell(campaign: Campaign, open_cars: int) -> str | Cell:
    """The orders to the owner; red while a car of ours is meant."""
    words = join(*(translator().current(each) for each in orders_of(campaign)))
    return Cell(words, "danger" if open_cars else "neutral", "lock") if words else ""


class CampaignsPage(ListedPage):
    """All campaigns, those first that keep cars here."""

    head_scrolls = True

    listed = Listed(
        title=TITLE,
        begin=BRING_CAMPAIGNS,
        empty=none_yet,
        every=C_("campaigns", "All"),
        kinds=[Kind(which, *PRESSING[which]) for which in Urgency],
        counts=campaign_counts,
        rows=Campaigns,
        columns=COLUMNS,
        cells=cells,
        opens="campaign",
        key=lambda known: known.campaign.number,
        notes=CampaignNotes,
    )
