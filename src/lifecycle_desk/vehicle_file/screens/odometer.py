"""The odometer of one vehicle: the verdict in words, the curve, and every reading with what it rests on."""

from collections.abc import Iterator, Sequence
from typing import override

from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.look.charts import Chart
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    Chip,
    Columns,
    Fact,
    InfoBar,
    Label,
    Rail,
    SectionTitle,
    Stack,
    column,
    facts_strip,
)
from lifecycle_desk.desktop.look.rows import Cell, Column, LineTable
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.vehicle.rules.dash import Odometer
from lifecycle_desk.vehicle.rules.odometer_verdict import Evidence, Integrity, OdometerVerdict
from lifecycle_desk.vehicle.rules.rights import ODOMETER_ADD
from lifecycle_desk.vehicle.screens import life_entries
from lifecycle_desk.vehicle.screens.documents import document_button
from lifecycle_desk.vehicle.screens.event_text import NOTHING, as_spoken, join, run_text
from lifecycle_desk.vehicle.usecases.odometer import OdometerPage, odometer_page
from lifecycle_desk.vehicle_file.screens.odometer_chart import odometer_chart
from lifecycle_desk.vehicle_file.screens.page_of_a_car import PageOfACar

LOOKS: dict[Integrity, states.Look] = {
    Integrity.CONSISTENT: states.GOOD,
    Integrity.WITH_GAPS: states.TO_KNOW,
    Integrity.EXPLAINED: states.TO_KNOW,
    Integrity.INCONSISTENT: states.TO_WATCH,
    Integrity.TOO_LITTLE: states.TO_KNOW,
}
COLUMNS = (
    Column(C_("event", "Date"), 116, role="small", ink="ink2"),
    Column(N_("Odometer"), 120, "end"),
    Column(N_("Since previous"), 150, "end", role="small", ink="ink2"),
    Column(C_("odometer", "Source"), 128),
    Column(C_("odometer", "Finding")),
)
DAYS = NN_("%(n)s day", "%(n)s days")
GOES_ON, NEW_CLUSTER = C_("odometer", "consistent"), N_("first reading of the new cluster")
MODEL = N_(
    "All readings are checked in time order. Before a reading is called inconsistent, typical "
    "mistakes are considered: miles for kilometres, a digit too many or too few, a replaced cluster."
)


class OdometerOfPage(PageOfACar[OdometerPage]):
    """All readings of a vehicle, and what they come to."""

    tables = frozenset({"event", "vehicle"})
    headline = N_("Odometer")

    def __init__(self, app: AppContext) -> None:
        super().__init__(app)
        self.chart = Chart(N_("Odometer over time"), tone="neutral")
        self.table = LineTable(N_("Odometer readings"), COLUMNS)
        self._make_head()
        self._why, self._documents = Stack(8), Stack()
        how = Card(
            column(
                SectionTitle(C_("odometer", "Method")),
                Label(MODEL, "body", "ink2", wrap=True),
                self._limits,
                gap=8,
                margins=(16, 12, 16, 14),
            )
        )
        self._paper_card = Card(
            column(SectionTitle(N_("Documents")), self._documents, gap=6, margins=(16, 12, 16, 12)),
        )
        chart = Card(
            column(SectionTitle(N_("Odometer over time")), (self.chart, 1), gap=8, margins=(16, 12, 16, 12)),
        )
        table = Card(column(self.table, gap=0, margins=(1, 1, 1, 1)))
        self.columns = Columns(column_of(chart, table), Rail(how, self._paper_card), scrolls=True)
        self.lay_out(self._head, self.columns, self._why)
        self.print.hide()
        self.add.clicked.connect(lambda: self.open(life_entries.reading(app, self._vin)))
        app.permits.need(ODOMETER_ADD, self.add)

    def _make_head(self) -> None:
        self.add = Button(N_("Enter odometer reading"), "primary", icon="plus", keys="Ctrl+N")
        self.chip = Chip()
        self._limits = Label("", "small", "ink3", wrap=True)
        names = (N_("Last reading"), C_("odometer", "Readings"), N_("Longest gap"), N_("Daily average"))
        self.facts = [Fact(name, PlainText(NOTHING)) for name in names]
        self._head = column(
            self.car.lines(self.print, self.add, chips=(4, self.chip)),
            facts_strip(self.facts),
            gap=10,
        )

    @staticmethod
    @override
    def look_up(user: UserSession, vin: str) -> OdometerPage:
        return odometer_page(user, vin)

    @override
    def work(self) -> QWidget:
        return self.table if self.shown and self.shown.verdict.readings else self.add

    @override
    def show_read(self, read: OdometerPage) -> None:
        verdict, language = read.verdict, translator().current
        self.car.show_car(self._vin, read.name, read.plate)
        self.chip.become(verdict.integrity.label, *LOOKS[verdict.integrity])
        self._show_facts(read)
        self.chart.show_chart(odometer_chart(verdict, language))
        self.table.show_lines(list(lines_of(verdict)))
        tone, icon = LOOKS[verdict.integrity]
        self._why.fill([InfoBar(Message(each.message, **each.facts), tone=tone, icon=icon) for each in verdict.why])
        self._limits.set_message(
            Message(N_("Source of the interval between readings: %(source)s."), source=verdict.limits.cited)
        )
        papers = [document_button(self._app, each) for each in read.documents.values()]
        self._documents.fill(papers)
        self._paper_card.setVisible(bool(papers))

    def _show_facts(self, read: OdometerPage) -> None:
        last, count, longest, daily = self.facts
        formats, verdict = translator().current.formats, read.verdict
        sound = [each for each in verdict.readings if each.odd is None and each.true_km is not None]
        if sound:
            shown = Odometer(sound[-1].reading.km, sound[-1].true_km or 0)
            on = Message(N_("on %(on)s"), on=sound[-1].reading.on)
            beside = as_spoken(shown.over_all) if shown.is_replaced else on
            last.show_fact(PlainText(formats.kilometres(shown.shown_km)), beside)
        else:
            last.show_fact(PlainText(NOTHING), "")
        odd = len([each for each in verdict.readings if each.odd])
        count.show_fact(
            PlainText(formats.number(len(verdict.readings))),
            Message(NN_("%(n)s inconsistent", "%(n)s inconsistent"), n=odd) if odd else "",
        )
        longest.show_fact(*_gap(verdict))
        pace = read.km_per_day
        daily.show_fact(
            PlainText(formats.kilometres(round(pace))) if pace is not None else PlainText(NOTHING), N_("recently")
        )


def column_of(chart: Card, table: Card) -> QWidget:
    """The chart above its table; the chart takes what the table leaves."""
    body = QWidget()
    body.setLayout(column((chart, 1), table, gap=12))
    return body


def _gap(verdict: OdometerVerdict) -> tuple[UiText, UiText]:
    gap = verdict.longest_gap
    if gap is None:
        return PlainText(NOTHING), ""
    formats = translator().current.formats
    span = PlainText(f"{formats.day(gap.since)} – {formats.day(gap.until)}")
    return Message(DAYS, n=gap.days), span


def lines_of(verdict: OdometerVerdict) -> Iterator[Sequence[str | Cell]]:
    """The readings as lines of the table, the latest first; each beside the one before that goes with the others."""
    before: Evidence | None = None
    lines = []
    for each in verdict.readings:
        lines.append(_line(each, before))
        before = each if each.odd is None else before
    yield from reversed(lines)


def _line(each: Evidence, before: Evidence | None) -> Sequence[str | Cell]:
    language = translator().current
    formats = language.formats
    return (
        formats.day(each.reading.on),
        formats.distance(each.distance),
        _since(each, before),
        language(each.source.label),
        _finding(each),
    )


def _since(each: Evidence, before: Evidence | None) -> str:
    if before is None or before.true_km is None or each.true_km is None:
        return NOTHING
    run, days = each.true_km - before.true_km, (each.reading.on - before.reading.on).days
    return join(run_text(run), translator().current(DAYS, n=days))


def _finding(each: Evidence) -> str | Cell:
    language = translator().current
    if each.odd:
        return Cell(language.sentence(each.odd), "warn", "alert-triangle")
    if each.new_cluster:
        return Cell(language(NEW_CLUSTER), "neutral", "gauge")
    return Cell(language(GOES_ON), "ok", "check")
