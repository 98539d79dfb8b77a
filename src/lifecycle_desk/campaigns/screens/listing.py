"""The list of campaigns: what each asks for, and how many cars stand where, those first that press most."""

from collections.abc import Mapping, Sequence
from typing import override

from PySide6.QtCore import Slot

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.campaigns.rules.campaign import Campaign, CampaignState, KnownCampaign
from lifecycle_desk.campaigns.screens.looks import PRESSING, orders_of
from lifecycle_desk.campaigns.usecases.lists import Campaigns, Urgency, campaign_counts
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.filters import FilterChips, Kind
from lifecycle_desk.desktop.list_page import KindsPage
from lifecycle_desk.desktop.listing import ListBody
from lifecycle_desk.desktop.long_table import Listing, LongTable
from lifecycle_desk.desktop.look.parts import Button, EmptyPage, PageTitle, row
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.vehicle.screens.event_text import join

TITLE, IMPORT = N_("Campaigns"), N_("Import campaigns")
COLUMNS = (
    Column(C_("campaign", "Campaign"), 132, role="mono"),
    Column(N_("What it is about")),
    Column(C_("campaign", "Kind"), 150),
    Column(N_("Order to the owner"), 240),
    Column(C_("campaign", "Open"), 76, "end"),
    Column(C_("campaign", "May be"), 76, "end"),
    Column(C_("campaign", "Done"), 76, "end"),
    Column(C_("campaign", "Valid from"), 116, "end", "small", "ink2"),
)
SPARE = (7, 2, 6)


def none_yet(app: AppContext) -> EmptyPage:
    """What teaches to begin."""
    primary = Button(IMPORT, "primary", icon="file-import", shown_keys="Ctrl+N")
    primary.clicked.connect(lambda: app.go("campaign_import"))
    vehicles = Button(N_("All vehicles"), "link", icon="car")
    vehicles.clicked.connect(lambda: app.go("vehicles"))
    return EmptyPage(
        N_("No campaign was taken in"),
        N_("Bring the maker's file or NHTSA's list: all vehicles are matched at once, and later ones as they come."),
        primary,
        (vehicles,),
        stages=("service", "sale", "transfer"),
    )


class CampaignsPage(KindsPage):
    """All campaigns, those first that keep cars here."""

    def __init__(self, app: AppContext) -> None:
        bring = Button(IMPORT, "primary", icon="file-import", keys="Ctrl+N")
        kinds = [Kind(which, *PRESSING[which]) for which in Urgency]
        chips = FilterChips(TITLE, kinds)
        table = LongTable(TITLE, Campaigns(app.user), COLUMNS, cells, app)
        body = ListBody(table, none_yet(app), chips, spare=SPARE, least=220)
        super().__init__(app, body, row(PageTitle(TITLE), None, bring), chips)
        self.bring = bring
        bring.clicked.connect(lambda: app.go("campaign_import"))
        body.opened.connect(self._open)

    @override
    def listing(self, text: str) -> Listing[KnownCampaign]:
        which = self.chips.value
        return Campaigns(self._app.user, which if isinstance(which, Urgency) else None, text)

    @override
    def counts(self) -> tuple[Mapping[Urgency, int], int]:
        return campaign_counts(self._app.user)

    @Slot(int)
    def _open(self, place: int) -> None:
        found = self.body.table.long.listing.rows([place]).get(place)
        if found:
            self._app.go("campaign", found.campaign.number)


def cells(known: KnownCampaign) -> Sequence[str | Cell]:
    """A campaign in the columns of the list."""
    language, campaign = translator().current, known.campaign
    return (
        campaign.number,
        campaign.title,
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
