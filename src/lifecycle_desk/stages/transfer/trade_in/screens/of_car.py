"""The second-hand standing of one car: its report, its appraisal, its trade-in, and the next step."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import override

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import UiText
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    Chip,
    Columns,
    Fact,
    Glyph,
    Label,
    PageTitle,
    Rail,
    SectionTitle,
    column,
    facts_strip,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.parts.cards import ink_of
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.transfer.appraisal.screens.form import appraising
from lifecycle_desk.stages.transfer.condition.screens.car_drawing import CarDrawing
from lifecycle_desk.stages.transfer.trade_in.rules.trade import TradeList
from lifecycle_desk.stages.transfer.trade_in.screens.facts import (
    FactLine,
    appraisal_facts,
    condition_facts,
    reason_lines,
    trade_facts,
)
from lifecycle_desk.stages.transfer.trade_in.screens.listing import LIST_LOOKS
from lifecycle_desk.stages.transfer.trade_in.usecases.showing import AppraisalShown, TradePage, appraisal_shown
from lifecycle_desk.stages.transfer.trade_in.usecases.trading import (
    NOT_BOUGHT,
    NotBought,
    not_bought,
    take_back_trade_event,
)
from lifecycle_desk.vehicle.rules.life import Stage
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.event_text import LOOKS
from lifecycle_desk.vehicle.screens.step_form import Around, StepForm
from lifecycle_desk.vehicle.screens.voiding import taking_back
from lifecycle_desk.vehicle_file.screens.page_of_a_car import PageOfACar, fill

TABLES = frozenset({"transfer_trade", "transfer_condition_sheet", "vehicle", "event", "person"})
NEXT = "Ctrl+N"
TOLD_TWICE = {(Stage.FOR_SALE_AGAIN, TradeList.FOR_SALE), (Stage.SOLD, TradeList.UNDER_CONTRACT)}


@dataclass(frozen=True)
class Action:
    """Something that can be done about a step; `keys` makes it the primary one of the page."""

    words: UiText
    icon: str
    call: Callable[[], object]
    keys: str = ""


@dataclass(frozen=True)
class Step:
    """A step as its card shows it."""

    title: UiText
    done: bool
    here: bool
    facts: Sequence[Fact] = ()
    lines: Sequence[FactLine] = ()
    actions: Sequence[Action] = field(default=())


class StepCard(Card):
    """One step; the next one has the primary button, the others quieter ones."""

    def __init__(self, step: Step) -> None:
        self.buttons = [self._button(each) for each in step.actions]
        icon = "circle-check" if step.done else "circle-half-2" if step.here else "circle-dashed"
        glyph = Glyph(icon, "ok" if step.done else "accent" if step.here else "ink3")
        state = C_("step", "done") if step.done else C_("step", "next") if step.here else ""
        head = row(glyph, SectionTitle(step.title), Label(state, "small", "ink3"), None, *self.buttons, gap=8)
        facts = [facts_strip(list(step.facts), least=132)] if step.facts else []
        body: list[QWidget] = [*facts, *map(_line, step.lines)]
        super().__init__(column(head, *body, gap=8, margins=(16, 10, 12, 12 if body else 10)))

    def _button(self, action: Action) -> Button:
        made = Button(action.words, "primary" if action.keys else "plain", icon=action.icon, keys=action.keys)
        made.clicked.connect(lambda _=False: action.call())
        return made


def _line(line: FactLine) -> QWidget:
    ink = ink_of(line.tone)
    mark = [Glyph(line.icon, ink, 14, beside="small")] if line.icon else []
    return wrap(row(*mark, (Label(line.words, "small", ink, wrap=True), 1), gap=6))


class SecondHandOfPage(PageOfACar[AppraisalShown]):
    """What was done with one car that is to be bought, or is for sale again."""

    tables = TABLES
    paper = "condition-report"

    def __init__(self, app: AppContext) -> None:
        super().__init__(app)
        self.cards: list[StepCard] = []
        self.stage, self.standing = Chip(), Chip()
        self.open_vehicle = Button(N_("Open the vehicle"), "link", icon="car", keys="Ctrl+O")
        head = column(
            row(PageTitle(N_("Trade-in and condition")), 4, self.plate, 4, self.standing, None, self.print),
            row(self.vin_shown, 4, self.name, 4, self.stage, 4, self.open_vehicle, None),
            gap=10,
        )
        self._steps = QVBoxLayout()
        self._steps.setSpacing(12)
        self.drawing, self._reasons = CarDrawing(), QVBoxLayout()
        self.drawing.setEnabled(False)
        self._reasons.setSpacing(4)
        self._drawn = Card(
            column(SectionTitle(C_("condition", "Damage")), self.drawing, gap=4, margins=(16, 12, 16, 10))
        )
        self._why = Card(column(SectionTitle(N_("Why this grade")), self._reasons, gap=6, margins=(16, 12, 16, 12)))
        work = wrap(column(self._steps, self._drawn, None, gap=12))
        self.columns = Columns(work, Rail(self._why))
        self.lay_out(head, self.columns)
        self.open_vehicle.clicked.connect(lambda: self._app.go("vehicle", self._vin))

    @staticmethod
    @override
    def look_up(user: UserSession, vin: str) -> AppraisalShown:
        return appraisal_shown(user, vin)

    @override
    def work(self) -> QWidget:
        buttons = [each for card in self.cards for each in card.buttons]
        return next((each for each in buttons if each.kind == "primary"), buttons[0] if buttons else self.print)

    @override
    def show_read(self, read: AppraisalShown) -> None:
        page = read.page
        self.name_car(page.name, page.figures.plate)
        stage = page.figures.stage
        told_twice = (stage, page.which) in TOLD_TWICE
        self.stage.setVisible(stage is not None and not told_twice)
        if stage:
            self.stage.become(stage.label, *LOOKS[stage])
        which = page.which
        self.standing.setVisible(which is not None)
        if which:
            self.standing.become(which.label, *LIST_LOOKS[which])
        self.cards = [StepCard(each) for each in self._each(read)]
        fill(self._steps, self.cards)
        report = page.condition or page.sheet
        self._drawn.setVisible(report is not None)
        if report:
            self.drawing.show_marks(report.said.marks, -1)
        lines = reason_lines(report)
        self._why.setVisible(report is not None)
        fill(self._reasons, [_line(each) for each in lines])

    def _each(self, read: AppraisalShown) -> list[Step]:
        """The steps of the deal; the first that is not done is the next."""
        page = read.page
        done = (page.condition is not None, page.appraisal is not None, page.taken_in is not None)
        here = next((place for place, each in enumerate(done) if not each), None)

        def keys(place: int) -> str:
            return NEXT if place == here else ""

        return [
            Step(
                N_("Condition report"),
                done[0],
                here == 0,
                condition_facts(page),
                [] if page.condition or page.sheet else [FactLine(N_("Nobody has looked at the car yet."))],
                self._of_condition(page, keys(0)),
            ),
            Step(
                C_("appraisal", "Appraisal"),
                done[1],
                here == 1,
                appraisal_facts(page),
                [] if page.appraisal else [FactLine(N_("No value is written down yet."))],
                self._of_appraisal(page, read, keys(1)),
            ),
            Step(
                C_("trade", "Trade-in"),
                done[2],
                here == 2,  # noqa: PLR2004 (the third step)
                trade_facts(page),
                [] if page.taken_in else [FactLine(N_("The car is not taken in yet."))],
                self._of_trade(page, keys(2)),
            ),
        ]

    def _of_condition(self, page: TradePage, keys: str) -> list[Action]:
        words: UiText = N_("Write the condition report")
        if page.sheet:
            words = N_("Continue the report")
        elif page.condition:
            words = N_("Look at the car again")
        actions = [Action(words, "clipboard-check", lambda: self._app.go("condition", self._vin), keys)]
        if page.condition and page.condition.seq:
            actions.append(self._taking_back(page.condition.seq))
        return actions

    def _of_appraisal(self, page: TradePage, read: AppraisalShown, keys: str) -> list[Action]:
        words: UiText = N_("Appraise again") if page.appraisal else C_("appraisal", "Appraise")
        actions = [Action(words, "report-money", lambda: self.open(appraising(self._app, read)), keys)]
        if page.appraisal:
            actions.append(self._taking_back(page.appraisal.seq))
        return actions

    def _of_trade(self, page: TradePage, keys: str) -> list[Action]:
        if page.taken_in:
            return [self._taking_back(page.taken_in.seq)]
        if page.figures.stage not in {None, Stage.IN_USE}:
            return []
        take = Action(N_("Take in trade"), "arrows-exchange", lambda: self._app.go("trade_in", self._vin), keys)
        leave = Action(C_("trade", "Not bought"), "x", lambda: self.open(_leaving(self._app, self._vin)))
        return [take, leave] if page.standing.which else [take]

    def _taking_back(self, seq: int) -> Action:
        return Action(
            N_("Take back…"), "arrow-back-up", lambda: self.open(taking_back(self._app, take_back_trade_event, seq))
        )

    @override
    def open(self, entry: Entry) -> None:
        super().open(entry)
        for card in self.cards:
            for button in card.buttons:
                button.kind = "plain"  # the panel has the primary button now
                button.update()
        self.panel.closed.connect(self._restore_once)

    def _restore_once(self) -> None:
        self.panel.closed.disconnect(self._restore_once)
        QTimer.singleShot(0, self._show)


def _leaving(app: AppContext, vin: str) -> Entry:
    """A car that is not bought after all."""
    begins = NotBought(vin, translator().current.formats.today())
    return StepForm(NOT_BOUGHT, Around(app), begins).entry(not_bought)
