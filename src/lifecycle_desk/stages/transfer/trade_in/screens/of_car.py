"""The second-hand standing of one car: its report, its appraisal, its trade-in, and the next step."""

from typing import override

from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.milestones import Reached
from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.parts import Card, Chip, Columns, Rail, SectionTitle, Stack, column, wrap
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.transfer.appraisal.screens.form import appraising
from lifecycle_desk.stages.transfer.condition.screens.car_drawing import CarDrawing
from lifecycle_desk.stages.transfer.trade_in.rules.rights import CONDITION, TRADE
from lifecycle_desk.stages.transfer.trade_in.rules.trade import WAY, TradeList
from lifecycle_desk.stages.transfer.trade_in.screens.facts import (
    appraisal_facts,
    condition_facts,
    health_line,
    reason_lines,
    trade_facts,
)
from lifecycle_desk.stages.transfer.trade_in.screens.looks import LIST_LOOKS
from lifecycle_desk.stages.transfer.trade_in.usecases.showing import AppraisalShown, TradePage, appraisal_shown
from lifecycle_desk.stages.transfer.trade_in.usecases.trading import (
    NOT_BOUGHT,
    NotBought,
    not_bought,
    take_back_trade_event,
)
from lifecycle_desk.vehicle.rules.life import Stage
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.step_card import FactLine, Offer, Parts, StepShown, fact_line, steps_shown
from lifecycle_desk.vehicle.screens.step_form import Around, StepForm
from lifecycle_desk.vehicle.screens.voiding import taking_back
from lifecycle_desk.vehicle.usecases.glance import glance_tables
from lifecycle_desk.vehicle_file.screens.page_of_steps import PageOfSteps

TABLES = frozenset({"transfer_trade", "transfer_condition_sheet", "vehicle", "event", "person"})
NEXT = "Ctrl+N"
TOLD_TWICE = {(Stage.FOR_SALE_AGAIN, TradeList.FOR_SALE), (Stage.SOLD, TradeList.UNDER_CONTRACT)}


class SecondHandOfPage(PageOfSteps[AppraisalShown]):
    """The history of one car that is to be bought, or is for sale again."""

    tables = TABLES
    paper = "condition-report"
    headline = N_("Trade-in and condition")

    def __init__(self, app: AppContext) -> None:
        super().__init__(app)
        self.tables = TABLES | glance_tables()
        self.standing = Chip()
        head = self.car.lines(self.print, chips=(4, self.standing), beside=(4, self.car.stage))
        self.drawing, self._reasons = CarDrawing(), Stack(4)
        self.drawing.setEnabled(False)
        self._drawn = Card(
            column(SectionTitle(C_("condition", "Damage")), self.drawing, gap=4, margins=(16, 12, 16, 10))
        )
        self._why = Card(
            column(SectionTitle(N_("Reasons for the grade")), self._reasons, gap=6, margins=(16, 12, 16, 12))
        )
        self.columns = Columns(wrap(column(self._cards, self._drawn, None, gap=12)), Rail(self._why), scrolls=True)
        self.lay_out(head, self.columns)

    @staticmethod
    @override
    def look_up(user: UserSession, vin: str) -> AppraisalShown:
        return appraisal_shown(user, vin)

    @override
    def work(self) -> QWidget:
        """The next step; of a car that has gone them all, its papers are what somebody comes for."""
        found = super().work()
        return self.print if found is self.vehicle else found

    @override
    def show_read(self, read: AppraisalShown) -> None:
        page = read.page
        stage, which = page.figures.stage, page.which
        self.car.show_car(self._vin, page.name, page.figures.plate, None if (stage, which) in TOLD_TWICE else stage)
        self.standing.setVisible(which is not None)
        if which:
            self.standing.become(which.label, *LIST_LOOKS[which])
        self.show_steps(self._steps_of(read))
        report = page.condition or page.sheet
        self._drawn.setVisible(report is not None)
        if report:
            self.drawing.show_marks(report.said.marks, -1)
        self._why.setVisible(report is not None)
        self._reasons.fill([fact_line(each) for each in reason_lines(report)])

    def _steps_of(self, read: AppraisalShown) -> list[StepShown]:
        """The steps of the deal; the first that is not done is the next."""
        page = read.page
        done = (page.condition is not None, page.appraisal is not None, page.taken_in is not None)
        here = next((place for place, each in enumerate(done) if not each), -1)
        parts = (self._condition(read), self._appraisal(read), self._trade(page))
        return steps_shown(WAY, [Reached.of(done=each) for each in done], here, parts, NEXT)

    def _condition(self, read: AppraisalShown) -> Parts:
        page = read.page
        words = N_("Write condition report")
        if page.sheet:
            words = N_("Continue report")
        elif page.condition:
            words = N_("Begin a new inspection")
        offers: list[Offer] = [(words, "clipboard-check", self.goes("condition"), CONDITION)]
        if page.condition and page.condition.seq:
            offers.append(self._taking_back(page.condition.seq))
        lines = [] if page.condition or page.sheet else [FactLine(N_("Not inspected yet."))]
        if read.battery:
            lines.append(health_line(read.battery))
        return condition_facts(page), lines, offers

    def _appraisal(self, read: AppraisalShown) -> Parts:
        told = read.page.appraisal
        words = N_("Appraise again") if told else C_("appraisal", "Appraise")
        offers: list[Offer] = [(words, "report-money", self.writes(appraising, read), TRADE)]
        if told:
            offers.append(self._taking_back(told.seq))
        lines = [] if told else [FactLine(N_("No value recorded yet."))]
        return appraisal_facts(read.page), lines, offers

    def _trade(self, page: TradePage) -> Parts:
        if page.taken_in:
            return trade_facts(page), (), [self._taking_back(page.taken_in.seq)]
        offers: list[Offer] = []
        if page.figures.stage in {None, Stage.IN_USE}:
            offers.append((N_("Trade in"), "arrows-exchange", self.goes("trade_in"), TRADE))
            if page.standing.which:
                offers.append((N_("Record as not bought"), "x", self.writes(_leaving, self._vin), TRADE))
        return trade_facts(page), [FactLine(N_("Not traded in yet."))], offers

    def _taking_back(self, seq: int) -> Offer:
        return (
            N_("Void…"),
            "arrow-back-up",
            self.writes(taking_back, take_back_trade_event, seq),
            take_back_trade_event.right,
        )


def _leaving(app: AppContext, vin: str) -> Entry:
    """A car that is not bought after all."""
    begins = NotBought(vin, translator().current.formats.today())
    return StepForm(NOT_BOUGHT, Around(app), begins).entry(not_bought)
