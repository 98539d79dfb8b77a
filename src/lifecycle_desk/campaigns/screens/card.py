"""The card of a car's campaigns beside its life: where it stands in each, and what can be written of it."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.campaigns.rules.campaign import CampaignState
from lifecycle_desk.campaigns.screens.entries import confirming, done_elsewhere, excluding
from lifecycle_desk.campaigns.screens.looks import STATES, orders_of
from lifecycle_desk.campaigns.usecases.lists import CampaignOfCar
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import Message, PlainText
from lifecycle_desk.desktop.look.parts import Button, Chip, Label, column, row, wrap
from lifecycle_desk.desktop.look.states import CAMPAIGN_STOPS
from lifecycle_desk.desktop.rail_section import Section
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.event_text import join

type Makes = Callable[[AppContext, str, str], Entry]
DONE_ON, BY_ORDER = N_("on %(on)s"), N_("on %(on)s, %(order)s")
DEEDS: dict[CampaignState, tuple[tuple[str, Makes], ...]] = {
    CampaignState.MAY_BE: ((N_("Affected…"), confirming), (N_("Not affected…"), excluding)),
    CampaignState.OPEN: ((N_("Record work elsewhere…"), done_elsewhere),),
    CampaignState.NOT_AFFECTED: ((N_("Affected…"), confirming),),
}


class CampaignCard(Section):
    """The campaigns of the vehicle; hidden while it is in none."""

    wanted = Signal(object)  # the entries that are to be opened

    def __init__(self, app: AppContext) -> None:
        super().__init__(N_("Campaigns"))
        self._app = app

    def show_campaigns(self, vin: str, campaigns: Sequence[CampaignOfCar], *, may_decide: bool) -> None:
        """Show the campaigns of a vehicle, with what may be written of each."""
        self.setVisible(bool(campaigns))
        self.fill([self._campaign(vin, each, may_decide=may_decide) for each in campaigns])

    def _campaign(self, vin: str, of: CampaignOfCar, *, may_decide: bool) -> QWidget:
        state, campaign = of.standing.state, of.campaign
        link = Button(PlainText(campaign.number), "link")
        link.clicked.connect(lambda _: self._app.go("campaign", campaign.number))
        chip = Chip(state.label, *CAMPAIGN_STOPS) if of.grounds else Chip(state.label, *STATES[state])
        language = translator().current
        about = join(language.spoken(of.texts.title), *(language(each) for each in orders_of(campaign)))
        parts: list[QWidget] = [wrap(row(link, None, chip))]
        if about:
            parts.append(Label(PlainText(about), "small", "ink2", wrap=True))
        if on := of.standing.done_on:
            order = of.standing.order_no
            said = Message(BY_ORDER, on=on, order=order) if order else Message(DONE_ON, on=on)
            parts.append(Label(said, "small", "ink3", wrap=True))
        deeds = [self._deed(words, make, vin, campaign.number) for words, make in DEEDS.get(state, ())]
        if deeds and may_decide:
            parts.append(wrap(row(*deeds, None, gap=12)))
        return wrap(column(*parts, gap=1, margins=(0, 2, 0, 6)))

    def _deed(self, words: str, make: Makes, vin: str, number: str) -> Button:
        button = Button(words, "link")
        button.clicked.connect(partial(self._want, make, vin, number))
        return button

    def _want(self, make: Makes, vin: str, number: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot of a signal)
        self.wanted.emit([make(self._app, vin, number)])
