"""The campaigns of the vehicle above its order: those that keep it here, and the way to carry one out on this order."""

from functools import partial

from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import N_, NN_
from lifecycle_desk.base.said import InARow
from lifecycle_desk.campaigns.rules.campaign import CampaignState
from lifecycle_desk.campaigns.screens.bars import CampaignBars
from lifecycle_desk.campaigns.usecases.lists import CampaignOfCar
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.look.parts import Button, InfoBar, column
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.orders.rules.orders import Job, Line, LineKind, PayType
from lifecycle_desk.stages.service.orders.screens.sheet.car_notes import Note
from lifecycle_desk.stages.service.orders.screens.sheet.jobs import JobsEditor
from lifecycle_desk.stages.service.orders.usecases.showing import OrderPage
from lifecycle_desk.vehicle.rules.rights import ORDER_EDIT

CARRY_OUT = N_("Carry out here")
OPEN = NN_(
    "%(n)s open campaign on this vehicle: %(numbers)s.",
    "%(n)s open campaigns on this vehicle: %(numbers)s.",
)
MAY_BE = NN_(
    "%(n)s campaign may affect this vehicle: %(numbers)s.", "%(n)s campaigns may affect this vehicle: %(numbers)s."
)


class OrderCampaigns(QWidget):
    """Bars for what keeps the vehicle here, and one for what else is open.

    The bar for what only `may_be` its page puts among what is folded where it is low: it keeps nobody from the work.
    """

    def __init__(self, app: AppContext, jobs: JobsEditor) -> None:
        super().__init__()
        self._app, self._jobs, self._vin = app, jobs, ""
        self.stops = CampaignBars()
        self.carry_out, self.to_vehicle = Button(CARRY_OUT, icon="plus"), Button(N_("Open vehicle"), icon="car")
        self.open = InfoBar("", tone="warn", icon="speakerphone", action=self.carry_out)
        self.may_be = InfoBar("", tone="neutral", icon="help", action=self.to_vehicle)
        self.setLayout(column(self.stops, self.open, gap=8))
        self.may_be.hide()
        self.said: list[Note] = []  # of the bar for what only may be, where that is folded
        self._known: tuple[CampaignOfCar, ...] = ()
        self._here: tuple[str, ...] = ()
        self._live = False
        self._first: CampaignOfCar | None = None
        self.carry_out.clicked.connect(self._carry_out_first)
        app.permits.need(ORDER_EDIT, self.carry_out)
        self.to_vehicle.clicked.connect(lambda: app.go("vehicle", self._vin))
        self.stops.wanted.connect(partial(app.go, "campaign"))
        self.hide()

    def show_campaigns(self, page: OrderPage, *, live: bool) -> None:
        """Show what is open on the vehicle but for what this order carries out already; `live`: it may be written."""
        self._vin = page.car.vin
        campaigns = () if page.order.state.is_final or page.closed else page.campaigns
        shown = campaigns, self._jobs.campaigns, live
        if shown == (self._known, self._here, self._live):
            return
        self._known, self._here, self._live = shown
        left = [each for each in campaigns if each.campaign.number not in self._here]
        others = [each for each in left if each.standing.state is CampaignState.OPEN and not each.grounds]
        perhaps = [each for each in left if each.standing.state is CampaignState.MAY_BE]
        self.stops.show_campaigns(left, self._action)
        for bar, words, some in ((self.open, OPEN, others), (self.may_be, MAY_BE, perhaps)):
            bar.setVisible(bool(some))
            bar.setMinimumHeight(theme.px(38))
            if some:
                numbers = InARow(*(each.campaign.number for each in some))
                bar.set_message(Message(words, n=len(some), numbers=numbers))
        numbers = InARow(*(each.campaign.number for each in perhaps))
        self.said = [Note("ink2", "help", Message(MAY_BE, n=len(perhaps), numbers=numbers))] if perhaps else []
        self._first = others[0] if others else None
        self.carry_out.setVisible(live)
        self.setVisible(bool(others) or any(each.grounds for each in left))

    def _action(self, of: CampaignOfCar) -> Button | None:
        """Carry it out on this order while it may be written."""
        if not self._live:
            return None
        button = Button(CARRY_OUT, icon="plus")
        button.clicked.connect(partial(self._carry_out, of))
        self._app.permits.need(ORDER_EDIT, button)
        return button

    def _carry_out(self, of: CampaignOfCar, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot of a signal)
        """Let a campaign become a job of the order."""
        if self._live:
            self._jobs.add_jobs([job_of(of)])
            self._jobs.cards[-1].complaint.lines.setFocus()

    def _carry_out_first(self) -> None:
        if self._first:
            self._carry_out(self._first)


def job_of(of: CampaignOfCar) -> Job:
    """The job that carries a campaign out: its title as the complaint, its remedy as the work, at its expense.

    Both are in the language of whoever puts them on the order, and edited there like all that he writes himself.
    """
    campaign, language = of.campaign, translator().current
    title = language.spoken(of.texts.title)
    line = Line(
        kind=LineKind.LABOUR,
        text=language.spoken(of.texts.remedy) or title or campaign.number,
        pays=PayType.CAMPAIGN,
        campaign=campaign.number,
    )
    complaint = language.labelled(campaign.number, title) if title else campaign.number
    return Job(complaint=complaint, lines=(line,))
