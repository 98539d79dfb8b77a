"""The campaigns of a region: how far each has come; and one of them at each dealer, those behind first."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, override

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.filters import Kind
from lifecycle_desk.desktop.list_page import Listed, ListedPage
from lifecycle_desk.desktop.long_table import LongTable
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.parts import Button, Card, EmptyPage, Label, PageTitle, column, row
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.region.screens.fetched import Fetched, nothing
from lifecycle_desk.region.screens.words import (
    AGAINST,
    DEALER,
    MARKET,
    count_words,
    interval_words,
    market_words,
    share_words,
    verdict_cell,
)
from lifecycle_desk.region.usecases.looking_campaigns import CampaignAt, CampaignShort, at_dealers, campaigns

TITLE = N_("Campaigns")
OPEN, DONE, MAY_BE = C_("campaign", "Open"), C_("campaign", "Done"), C_("campaign", "May be affected")
SHARE = N_("Done, of affected")
WAITING, FINISHED = "waiting", "finished"
COLUMNS = (
    Column(C_("campaign", "Campaign"), 180, role="mono", id="campaign"),
    Column(N_("Dealers"), 110, "end", id="dealers", value=lambda of: of.dealers, gives_way=2),
    Column(OPEN, 120, "end", id="open", value=lambda of: of.open, sums=True),
    Column(MAY_BE, 140, "end", id="may_be", value=lambda of: of.cars.get("may_be", 0), sums=True, gives_way=1),
    Column(DONE, 120, "end", id="done", value=lambda of: of.done, sums=True),
    Column(SHARE, 0, "end", id="share", rank=lambda of: float(of.share or 0)),
)
AT_DEALERS = (
    Column(DEALER, role="medium", id="name"),
    Column(MARKET, 150, id="market", rank=lambda of: of.market, gives_way=3),
    Column(OPEN, 100, "end", id="open", value=lambda of: of.open, sums=True),
    Column(MAY_BE, 130, "end", id="may_be", value=lambda of: of.may_be, sums=True, gives_way=2),
    Column(DONE, 100, "end", id="done", value=lambda of: of.done, sums=True),
    Column(SHARE, 140, "end", id="share", rank=lambda of: float(of.share or 0)),
    Column(C_("rate", "95% interval"), 150, "end", "small", "ink2", id="interval", gives_way=1),
    Column(AGAINST, 200, id="verdict"),
)


def listed(user: UserSession, kind: Any, text: str) -> Fetched[CampaignShort]:
    """The campaigns that have cars waiting, or none, and whose number some letters are part of."""

    def found() -> Sequence[CampaignShort]:
        return [
            each
            for each in campaigns(user)
            if (kind is None or bool(each.open) is (kind == WAITING)) and text.casefold() in each.campaign.casefold()
        ]

    return Fetched(found)


def counts(user: UserSession) -> tuple[Mapping[str, int], int]:
    """How many campaigns have cars waiting, and how many have none."""
    found = campaigns(user)
    waiting = sum(each.open > 0 for each in found)
    return {WAITING: waiting, FINISHED: len(found) - waiting}, len(found)


def cells(of: CampaignShort) -> Sequence[str | Cell]:
    """A campaign in the columns of the list."""
    return (
        of.campaign,
        count_words(of.dealers),
        count_words(of.open),
        count_words(of.cars.get("may_be", 0)),
        count_words(of.done),
        share_words(of.share),
    )


def none_yet(app: AppContext) -> EmptyPage:
    """The page of a region none of whose cars is in a campaign."""
    dealers = Button(N_("Dealers"), "primary", icon="building-store")
    dealers.clicked.connect(lambda: app.go("region_dealers"))
    sentence = N_("Campaigns appear here once dealers have matched their vehicles with a manufacturer’s file.")
    return EmptyPage(N_("No campaigns yet"), sentence, dealers, stages=("service", "sale", "transfer"))


class CampaignsPage(ListedPage):
    """All campaigns, those with most vehicles waiting first."""

    listed = Listed(
        title=TITLE,
        empty=none_yet,
        every=C_("campaigns", "All"),
        kinds=[
            Kind(WAITING, C_("campaign", "Open"), *states.CAMPAIGN_OPEN),
            Kind(FINISHED, C_("campaigns", "Completed"), *states.CAMPAIGN_DONE),
        ],
        counts=counts,
        rows=listed,
        columns=COLUMNS,
        cells=cells,
        opens="region_campaign",
        key=lambda of: of.campaign,
    )


class CampaignPage(PageWidget):
    """One campaign at each dealer; a row opens the vehicles that wait there."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self.campaign = app, ""
        self.name = PageTitle(TITLE)
        self.back = Button(TITLE, "link", icon="chevron-left")
        self.said = Label("", "body", "ink2")
        self.table: LongTable[Any] = LongTable(
            N_("Dealers of a campaign"), Fetched(nothing), AT_DEALERS, at_dealer_cells, app
        )
        self.table.acts.listen()
        listed = Card(column((self.table, 1), self.table.foot, gap=0, margins=(1, 1, 1, 1)))
        self.setLayout(
            column(row(self.name, None, self.back), self.said, (listed, 1), gap=10, margins=(24, 14, 24, 16))
        )
        self.back.clicked.connect(lambda: app.go("region_campaigns"))
        self.table.opened.connect(self._open)

    @override
    def title(self) -> UiText:
        return PlainText(self.campaign) if self.campaign else TITLE

    @override
    def show_key(self, key: str) -> None:
        self.campaign = key
        user = self._app.user
        self.name.set_message(Message(N_("Campaign %(number)s"), number=key))
        self.table.show_listing(Fetched(partial(at_dealers, user, key)))
        self._app.run_query(lambda: campaigns(user), partial(self._came, key))

    def _came(self, key: str, found: Sequence[CampaignShort]) -> None:
        one = next((each for each in found if each.campaign == key), None)
        if one and key == self.campaign:
            self.said.set_message(
                Message(
                    N_("%(done)s of %(whole)s affected vehicles are done: %(share)s."),
                    done=one.done,
                    whole=one.done + one.open,
                    share=share_words(one.share),
                )
            )

    @override
    def first_focus(self) -> QWidget | None:
        return self.table

    @Slot(int)
    def _open(self, key: int) -> None:
        found = self.table.long.listing.rows([key]).get(key)
        if isinstance(found, CampaignAt):
            self._app.go("region_cars", f"campaign|{found.dealer}|{self.campaign}")


def at_dealer_cells(of: CampaignAt) -> Sequence[str | Cell]:
    """A campaign at a dealer in the columns of the list."""
    return (
        of.name,
        market_words(of.market),
        count_words(of.open),
        count_words(of.may_be),
        count_words(of.done),
        share_words(of.share),
        interval_words(of.interval),
        verdict_cell(of.verdict, is_few=of.is_few),
    )
