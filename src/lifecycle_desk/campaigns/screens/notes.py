"""The cards under the list of campaigns: how far each is, which cars wait, whom no letter reaches, what was done."""

from decimal import Decimal
from typing import Any, override

from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.base.said import LanguageNamed
from lifecycle_desk.campaigns.rules.campaign import CampaignState, ShownCampaign
from lifecycle_desk.campaigns.screens.looks import STATES
from lifecycle_desk.campaigns.usecases.ahead import (
    TABLES,
    CampaignsAhead,
    InCampaign,
    NotReached,
    campaign_ahead,
    campaigns_ahead,
)
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.list_notes import ListNotes, NotesCard
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.look.ageing import waited
from lifecycle_desk.desktop.look.rows import TwoLineRow
from lifecycle_desk.desktop.pages import Place
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language import LANGUAGES
from lifecycle_desk.vehicle.screens.event_text import join

DAYS = NN_("%(n)s day", "%(n)s days")
WAITING = C_("campaign", "waiting")
COUNTED = N_("%(state)s: %(count)s")
NO_OWNER = NN_("%(n)s vehicle without an owner", "%(n)s vehicles without an owner")
NO_ADDRESS = NN_("%(n)s vehicle whose owner has no address", "%(n)s vehicles whose owners have no address")
NO_TEXT = NN_("%(n)s letter lacks a text in %(languages)s", "%(n)s letters lack a text in %(languages)s")


PROGRESS, NO_CAMPAIGN = N_("Progress"), N_("No campaign affects a vehicle of yours.")
# Of all campaigns those come first that keep a car off the road; within one, all cars are alike but for their days.
MOST_URGENT, WAITING_LONGEST = N_("Most urgent"), N_("Waiting longest")
NOBODY_WAITS = N_("No vehicle is waiting for a campaign.")
NOT_REACHED, ALL_REACHED = N_("Owners not reached"), N_("Every owner can be written to.")


class CampaignNotes(ListNotes):
    """Four cards, each with what somebody who works campaigns off would look for next."""

    tables = TABLES

    def __init__(self, app: AppContext) -> None:
        self.progress = NotesCard(app, PROGRESS, NO_CAMPAIGN)
        self.waiting = NotesCard(app, MOST_URGENT, NOBODY_WAITS)
        self.unreached = NotesCard(app, NOT_REACHED, ALL_REACHED)
        self.done = NotesCard(app, N_("Done in the last 30 days"), N_("No campaign work in the last 30 days."))
        super().__init__(app, (self.progress, self.unreached), (self.waiting, self.done))

    @override
    def ask(self, user: UserSession) -> Any:
        return campaigns_ahead(user, LANGUAGES)

    @override
    def tell(self, found: CampaignsAhead) -> None:
        self.progress.show_rows([_progress(each) for each in found.progress])
        self.waiting.show_rows([_waiting(found, each) for each in found.waiting], found.open_cars)
        self.unreached.show_rows([_not_reached(each) for each in found.not_reached])
        self.done.show_rows([_done(each) for each in found.done])


class OneCampaignNotes(ListNotes):
    """The same of one campaign, under the list of its cars; what was done stands in that list."""

    tables = TABLES

    def __init__(self, app: AppContext) -> None:
        self._number = ""
        self.progress = NotesCard(app, PROGRESS, NO_CAMPAIGN)
        self.waiting = NotesCard(app, WAITING_LONGEST, NOBODY_WAITS)
        self.unreached = NotesCard(app, NOT_REACHED, ALL_REACHED)
        super().__init__(app, (self.progress, self.unreached), (self.waiting,))

    def show_campaign(self, number: str) -> None:
        """Show another campaign."""
        self._number = number
        if self.isVisible():
            self.look()

    @override
    def ask(self, user: UserSession) -> Any:
        return campaign_ahead(user, self._number, LANGUAGES) if self._number else None

    @override
    def tell(self, found: CampaignsAhead) -> None:
        if found.progress[0].campaign.number == self._number:
            self.progress.show_rows([_progress(each, alone=True) for each in found.progress])
            self.waiting.show_rows([_waiting(found, each, alone=True) for each in found.waiting], found.open_cars)
            self.unreached.show_rows([_not_reached(each) for each in found.not_reached])


def _progress(known: ShownCampaign, *, alone: bool = False) -> TwoLineRow:
    """A campaign, how many cars stand where, and the share of those that are done.

    `alone` it stands on its own page, whose title names it.
    """
    language, counts = translator().current, known.counts
    told = [
        language(COUNTED, state=language(each.label), count=counts[each])
        for each in (CampaignState.OPEN, CampaignState.MAY_BE, CampaignState.DONE)
        if counts[each]
    ]
    of = sum(counts[each] for each in (CampaignState.OPEN, CampaignState.MAY_BE, CampaignState.DONE))
    share = counts[CampaignState.DONE] / of if of else 0.0
    stops = known.campaign.stops and counts[CampaignState.OPEN]
    return TwoLineRow(
        title=join(*told) if alone else join(known.campaign.number, language.spoken(known.texts.title)),
        detail="" if alone else join(*told),
        icon=states.CAMPAIGN_STOPS[1] if stops else "speakerphone",
        end=language.formats.percent(Decimal(round(share * 100)) / 100),
        share=share,
        key=None if alone else Place("campaign", known.campaign.number),
    )


def _waiting(found: CampaignsAhead, each: InCampaign, *, alone: bool = False) -> TwoLineRow:
    """A car on which a campaign is open, whose it is, and for how many days."""
    language, days = translator().current, max(0, (found.today - each.since).days)
    return TwoLineRow(
        title=join(each.car.plate, each.car.name),
        detail=join("" if alone else each.campaign, each.car.owner),
        icon=(states.CAMPAIGN_STOPS if each.stops else STATES[CampaignState.OPEN])[1],
        tone=waited(days),
        end=language(DAYS, n=days),
        end_detail=language(WAITING),
        key=Place("vehicle", each.car.vin),
    )


def _not_reached(each: NotReached) -> TwoLineRow:
    """A campaign whose letters do not reach everybody, with the reasons."""
    language = translator().current
    told = [
        language(words, n=n) for words, n in ((NO_OWNER, each.without_owner), (NO_ADDRESS, each.without_address)) if n
    ]
    if each.unworded:
        languages = tuple(LanguageNamed(one.language) for one in each.unworded)
        told.append(language(NO_TEXT, n=sum(one.letters for one in each.unworded), languages=languages))
    return TwoLineRow(
        title=join(each.known.campaign.number, language.spoken(each.known.texts.title)),
        detail=join(*told),
        icon="mail",
        key=Place("campaign", each.known.campaign.number),
    )


def _done(each: InCampaign) -> TwoLineRow:
    """A car on which a campaign was done, by which order, and when."""
    language = translator().current
    return TwoLineRow(
        title=join(each.car.plate, each.car.name),
        detail=join(each.campaign, each.car.order_no or language(N_("elsewhere"))),
        icon="circle-check",
        end=language.formats.cell_day(each.car.done_on) if each.car.done_on else "",
        key=Place("vehicle", each.car.vin),
    )
