"""The health of one car's battery: a figure that a mechanic can defend, how it was found, what may become of it."""

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import override

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.isolates import ltr
from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.base.quantities import KWH, Measure
from lifecycle_desk.base.said import Said
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.cover.rules.rights import COVER_EDIT
from lifecycle_desk.cover.screens import own_rule
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.charts import Chart
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    Columns,
    Fact,
    InfoBar,
    Label,
    Pair,
    Rail,
    SectionTitle,
    Stack,
    column,
    facts_strip,
    row,
)
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.charging.health.papers.certificate import CERTIFICATE
from lifecycle_desk.stages.charging.health.papers.chart import between, health_chart, percent, promised
from lifecycle_desk.stages.charging.health.rules import Confidence, Health
from lifecycle_desk.stages.charging.health.rules.figures import CERTAINTY
from lifecycle_desk.stages.charging.health.rules.needs import ask
from lifecycle_desk.stages.charging.health.screens.cards import code_lines, cover_lines
from lifecycle_desk.stages.charging.health.screens.readings import reading, saying
from lifecycle_desk.stages.charging.health.usecases.health import BatteryPage, battery_page
from lifecycle_desk.stages.charging.sessions.rules.rights import CHARGING_EDIT
from lifecycle_desk.stages.charging.sessions.usecases.showing import TABLES
from lifecycle_desk.vehicle.rules.wording import kilowatt_hours
from lifecycle_desk.vehicle.screens.event_text import NOTHING, join
from lifecycle_desk.vehicle_file.screens.page_of_a_car import PageOfACar

LOOKS: dict[Confidence, states.Look] = {
    Confidence.HIGH: states.GOOD,
    Confidence.MEDIUM: states.FAIR,
    Confidence.LOW: states.UNSURE,
}
HOW = N_(
    "Each charging session with a large enough rise in state of charge gives one reading: the "
    "energy into the battery divided by the share charged. A robust trend through all readings, "
    "combined with what is known about battery ageing, gives the figure; single outliers have no "
    "effect."
)
WHAT_IT_IS_NOT = N_(
    "This is an estimate from charging data. It is not the certified energy (SOCE), which only the "
    "car or a test can give; it is no guarantee for the future and does not decide a warranty claim."
)


class OneBatteryPage(PageOfACar[BatteryPage]):
    """A battery's health on one page."""

    tables = TABLES | {"event", "vehicle", "cover_rule"}
    paper = CERTIFICATE.kind
    headline = N_("Battery health")

    def __init__(self, app: AppContext) -> None:
        super().__init__(app)
        self._may_write = True
        self._make_head()
        self.chart = Chart(N_("Battery health over time"))
        self._bars = Stack(8)
        title = SectionTitle(N_("Battery health over time"))
        card = Card(column(title, (self.chart, 1), gap=8, margins=(16, 12, 16, 12)))
        self._how = Label(HOW, "body", "ink2", wrap=True)
        self._method = Label("", "body", "ink2", wrap=True)
        self._not = Label(WHAT_IT_IS_NOT, "body", "ink", wrap=True)
        how = Card(
            column(
                SectionTitle(N_("Method")),
                self._how,
                self._method,
                self._not,
                gap=8,
                margins=(16, 12, 16, 14),
            )
        )
        self._out, self._worth = Stack(), Stack()
        self._out_title = SectionTitle(N_("Sessions left out"))
        self._out_card = Card(column(self._out_title, self._out, gap=6, margins=(16, 12, 16, 12)))
        self._worth_card = Card(column(SectionTitle(N_("Recommended")), self._worth, gap=6, margins=(16, 12, 16, 14)))
        self._cover, self._code = Stack(), Stack()
        self.own = Button(N_("Own terms…"), "link", icon="plus")
        cover_head = row(SectionTitle(N_("Battery warranty")), None, self.own, folds=True)
        self._cover_card = Card(column(cover_head, self._cover, gap=6, margins=(16, 12, 16, 14)))
        self.family = Button(N_("Battery genealogy"), "link")
        code_head = row(SectionTitle(N_("Battery code")), None, self.family)
        self._code_card = Card(column(code_head, self._code, gap=6, margins=(16, 12, 16, 14)))
        rail = Rail(self._worth_card, self._cover_card, how, self._out_card, self._code_card)
        self.columns = Columns(card, rail, scrolls=True)
        self.lay_out(self._head, self.columns, self._bars)
        self._connect()

    def _make_head(self) -> None:
        self.sessions = Button(C_("charging", "Sessions"), icon="bolt", keys="Ctrl+B")
        self.read = Button(N_("Enter reading"), "primary", icon="plus", keys="Ctrl+N")
        names = (
            N_("Estimated today"),
            N_("Usable energy"),
            N_("Change"),
            N_("At the end of the cover"),
            N_("Confidence"),
            N_("Other readings"),
        )
        self.facts = [Fact(name, PlainText(NOTHING)) for name in names]
        self._head = column(
            self.car.lines(self.print, self.sessions, self.read),
            facts_strip(self.facts),
            gap=10,
        )

    def _connect(self) -> None:
        self.sessions.clicked.connect(self.goes("charging_of"))
        self.read.clicked.connect(lambda: self.open(reading(self._app, self._vin)))
        self._app.permits.need(CHARGING_EDIT, self.read)
        self._app.permits.need(COVER_EDIT, self.own)
        self.own.clicked.connect(self._add_rule)
        self.family.clicked.connect(self._to_family)

    @staticmethod
    @override
    def look_up(user: UserSession, vin: str) -> BatteryPage:
        return battery_page(user, vin)

    @override
    def let_write(self, *, can: bool) -> None:
        self._may_write = can
        for button in (self.read, self.own):
            button.setVisible(can)

    @override
    def work(self) -> QWidget:
        return self.chart

    @override
    def show_read(self, read: BatteryPage) -> None:
        page = read
        self.car.show_car(self._vin, page.name, page.plate)
        self._show_facts(page)
        self.chart.show_chart(health_chart(page, translator().current))
        self._bars.fill([*_warnings(page), *self._asked(page)])
        method = page.health.method
        self._method.set_message(Message(N_("Method used: %(method)s."), method=method) if method else "")
        self._method.setVisible(method is not None)
        self._show_left_out(page)
        self._cover.fill(list(cover_lines(page)))
        lines = list(code_lines(page))
        self._code.fill(lines)
        self._code_card.setVisible(bool(lines))
        asked = _asks(page)
        worth = [
            Label(Message(each.message, **each.facts), "body", wrap=True)
            for each in page.health.surer
            if each not in asked
        ]
        self._worth.fill(worth)
        self._worth_card.setVisible(bool(worth))

    def _asked(self, page: BatteryPage) -> Iterator[QWidget]:
        """The questions asked once for each source that does not tell it, with where to answer."""
        for (source, _), each in zip(page.health.unsaid, _asks(page), strict=True):
            answer = Button(N_("AC or DC…"), "link") if self._may_write else None
            if answer:
                answer.clicked.connect(partial(self._answer, source))
                self._app.permits.need(CHARGING_EDIT, answer)
            yield InfoBar(Message(each.message, **each.facts), icon="info-circle", action=answer)

    def _answer(self, source: str) -> None:
        self.open(saying(self._app, self._vin, source))

    def _show_facts(self, page: BatteryPage) -> None:
        health, language = page.health, translator().current
        estimated, usable, change, at_end, sure, others = self.facts
        if health.percent is None:
            for fact in (estimated, change, sure):
                fact.show_fact(PlainText(NOTHING))
            estimated.show_fact(PlainText(NOTHING), N_("no figure yet"))
        else:
            estimated.show_fact(PlainText(percent(health.percent, language)), _interval(health))
            sure.show_fact(health.confidence.label if health.confidence else "", _used(page))
            change.show_fact(*_change(page))
        at_end.show_fact(*_at_end(page))
        usable.show_fact(*_usable(page))
        last = health.officials[-1] if health.officials else None
        told = Message(N_("%(kind)s, %(on)s"), kind=last.kind, on=last.on) if last else ""
        others.show_fact(PlainText(percent(last.tenths, language)) if last else PlainText(NOTHING), told)

    def _show_left_out(self, page: BatteryPage) -> None:
        formats = translator().current.formats
        pairs = [
            Pair(reason.label, PlainText(formats.number(count))) for reason, count in page.health.left_out.most_common()
        ]
        self._out.fill(pairs)
        self._out_card.setVisible(bool(pairs))

    @Slot()
    def _to_family(self) -> None:
        if self.shown and self.shown.code:
            self._app.go("battery_tree", self.shown.code)

    @Slot()
    def _add_rule(self) -> None:
        if self.shown:
            self.open(own_rule(self.shown.cover.facts.brand))


def _tenths(value: int) -> Decimal:
    return Decimal(value) / 10


def _interval(health: Health) -> UiText:
    return Message(
        N_("%(share)s interval %(between)s"),
        share=CERTAINTY,
        between=between(health.low or 0, health.high or 0, translator().current),
    )


def _used(page: BatteryPage) -> UiText:
    """How many sessions the figure rests on, and of how many, as the page of charging counts them."""
    used, every = page.health.sessions_used, page.health.sessions_used + page.health.left_out.total()
    if used == every:
        return Message(NN_("%(n)s session", "%(n)s sessions"), n=used)
    return Message(NN_("%(used)s of %(n)s session", "%(used)s of %(n)s sessions"), n=every, used=used)


def _usable(page: BatteryPage) -> tuple[UiText, UiText]:
    if page.usable_wh is None:
        return PlainText(NOTHING), N_("not known when new")
    language, health = translator().current, page.health
    new = kilowatt_hours(page.usable_wh)
    if health.percent is None:
        return PlainText(language.formats.measure(new, KWH)), N_("when new")
    now = kilowatt_hours(round(page.usable_wh * health.percent / 100_000) * 100)
    kind = page.chemistry.value if page.chemistry else ""
    said = language(N_("%(now)s of %(new)s"), now=now, new=Measure(new, KWH))
    return PlainText(said), PlainText(join(kind, page.code))


def _change(page: BatteryPage) -> tuple[UiText, UiText]:
    fade = page.health.fade
    if fade is None:
        return PlainText(NOTHING), ""
    lost = ltr(translator().current.formats.number(_tenths(-fade.middle)))
    words = Message(N_("%(points)s points per year"), points=lost)
    return words, N_("from this car’s sessions") if fade.own else N_("mainly from the fleet")


def _at_end(page: BatteryPage) -> tuple[UiText, UiText, t.Tone | None, str]:
    language, outlook = translator().current, page.outlook
    if outlook.ends_on is None:
        return PlainText(NOTHING), N_("no known cover"), None, ""
    ends = Message(N_("on %(on)s"), on=outlook.ends_on)
    if page.at_end is None:
        return PlainText(NOTHING), ends, None, ""
    said = PlainText(between(page.at_end.low, page.at_end.high, language))
    if outlook.crosses_on:
        return said, ends, "warn", "alert-triangle"
    return said, ends, "ok" if outlook.floor else None, "shield-check" if outlook.floor else ""


def _asks(page: BatteryPage) -> list[Said]:
    """The questions to each source that does not tell AC or DC."""
    return [ask(source, count) for source, count in page.health.unsaid]


def _warnings(page: BatteryPage) -> Iterator[QWidget]:
    """Urgent warnings: a floor that may be passed inside the window, or data that a figure lacks."""
    language, outlook = translator().current, page.outlook
    if outlook.crosses_on and outlook.floor and outlook.ends_on:
        floor = promised(outlook.floor, language)
        words = Message(
            N_(
                "Battery health may fall below %(floor)s from %(on)s, within the battery warranty that ends on "
                "%(end)s. Arrange an official reading in time: only that decides a claim."
            ),
            floor=floor,
            on=outlook.crosses_on,
            end=outlook.ends_on,
        )
        yield InfoBar(words, tone="warn", icon="alert-triangle")
    if page.health.percent is None:
        asked = _asks(page)
        for each in (each for each in page.health.missing if each not in asked):
            yield InfoBar(Message(each.message, **each.facts), icon="info-circle")
