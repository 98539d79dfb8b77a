"""The charging of one car: its sessions, their sums by month and place, and their corrections."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import override

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLayout, QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.usecases import market_of
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.headed_list import HeadedList, around
from lifecycle_desk.desktop.long_table import LongTable
from lifecycle_desk.desktop.look.charts import Chart
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    Columns,
    EmptyPage,
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
    wrap,
)
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.charging.sessions.papers.monthly import months_chart
from lifecycle_desk.stages.charging.sessions.papers.statement import EARLIER, STATEMENT, kwh
from lifecycle_desk.stages.charging.sessions.rules.rights import CHARGING_EDIT
from lifecycle_desk.stages.charging.sessions.screens import entries
from lifecycle_desk.stages.charging.sessions.screens.cells import (
    charge_of,
    cost_of,
    energy_of,
    place_of,
    power_of,
    started,
    verdict_of,
)
from lifecycle_desk.stages.charging.sessions.usecases.showing import (
    TABLES,
    Charged,
    SessionsOf,
    SessionSummary,
    Sum,
    charged,
)
from lifecycle_desk.vehicle.rules.models import named
from lifecycle_desk.vehicle.screens.event_text import NOTHING, join
from lifecycle_desk.vehicle.usecases.showing import VehiclePage, page
from lifecycle_desk.vehicle_file.screens.page_of_a_car import PageOfACar

COLUMNS = (
    Column(C_("charging", "Started"), 164, role="small", ink="ink2", value=lambda line: line.session.started_at),
    Column(
        C_("charging", "Energy"),
        96,
        "end",
        value=lambda line: Decimal(line.session.energy_wh) / 1000,
        sums=lambda total: energy_of(int(total * 1000)),
    ),
    Column(C_("charging", "Charge"), 104, gives_way=2),
    Column(C_("charging", "Power"), 112),
    Column(C_("charging", "Location")),
    Column(C_("charging", "Cost"), 104, "end", value=lambda line: line.session.cost, sums=True),
    Column(C_("event", "Note"), 120, role="small", ink="ink2", id="", gives_way=1),
)
EDIT = N_("Edit…")
MONTHS_SHOWN, PLACES_SHOWN = 12, 6
LEAST_LIST = 260  # px of the list below the chart; in a lower window the page scrolls as a whole
HOME_OR_UNKNOWN = N_("At home or no location")


@dataclass(frozen=True, slots=True)
class OfCar:
    """The content of a car's page: the vehicle, its charging, the currency in which costs are typed."""

    vehicle: VehiclePage
    charged: Charged
    currency: str


class ChargingOfPage(PageOfACar[OfCar]):
    """The sessions of one car."""

    tables = TABLES | {"vehicle"}
    paper = STATEMENT.kind
    headline = N_("Vehicle charging")

    def __init__(self, app: AppContext) -> None:
        super().__init__(app)
        self._writes = True
        self._make_head()
        self.table = LongTable(N_("Charging sessions"), SessionsOf(app.user, ""), COLUMNS, cells, app, opens=EDIT)
        self._months, self._places = Stack(), Stack()
        self._make_tools()
        list_card = Card(column(wrap(self._tools), (self.table, 1), self.table.foot, gap=0, margins=(1, 6, 1, 1)))
        self.chart = Chart(N_("Energy by month"), tall=176)
        title = row(SectionTitle(N_("Energy by month")), None, Label(C_("unit", "kWh"), "small", "ink3"))
        chart_card = Card(column(title, self.chart, gap=4, margins=(16, 10, 16, 8)))
        work = wrap(column(chart_card, (list_card, 1), gap=12))
        self.columns = Columns(work, Rail(*self._cards()), scrolls=True)

        self._list_card = list_card
        self.lay_out(self._head, self.columns, empty=self._none_yet(), scrolls=self._over_list)
        self._connect()

    def _over_list(self, whole: QLayout) -> HeadedList:
        """Head and chart over the sessions."""
        card, table = self._list_card, self.table
        return HeadedList(whole, card, table, lambda _: around(card, table) + table.whole_height, least=LEAST_LIST)

    def _make_head(self) -> None:
        self.battery = Button(N_("Battery health"), icon="battery-charging", keys="Ctrl+B")
        self.add = Button(N_("Add session"), "primary", icon="plus", keys="Ctrl+N")
        names = (
            C_("charging", "Sessions"),
            C_("charging", "Energy"),
            N_("Direct current (DC)"),
            N_("Cost"),
            N_("Last charged"),
        )
        self.facts = [Fact(name, PlainText(NOTHING)) for name in names]
        self._earlier = InfoBar("", icon="lock", tone="neutral")
        self._earlier.hide()
        self._head = column(
            self.car.lines(self.print, self.battery, self.add),
            facts_strip(self.facts),
            self._earlier,
            gap=10,
        )

    def _make_tools(self) -> None:
        self.edit = Button(EDIT, "quiet", icon="edit", keys="F2")
        self.merge = Button(N_("Merge…"), "quiet", icon="link", keys="Ctrl+M")
        self.split = Button(N_("Split…"), "quiet", icon="arrows-exchange")
        self.remove = Button(N_("Remove…"), "quiet", icon="trash", keys="Del")
        self._tools = row(self.edit, self.merge, self.split, self.remove, None, gap=4, margins=(8, 0, 8, 4))

    def _cards(self) -> tuple[Card, Card]:
        return (
            Card(column(SectionTitle(N_("By month")), self._months, gap=6, margins=(16, 12, 16, 12))),
            Card(column(SectionTitle(N_("By location")), self._places, gap=6, margins=(16, 12, 16, 12))),
        )

    def _none_yet(self) -> EmptyPage:
        add = Button(N_("Add session"), "primary", icon="plus", keys="Ctrl+N")
        bring = Button(N_("Import charging records"), "link", icon="file-import")
        add.clicked.connect(self._add)
        bring.clicked.connect(self.goes("charging_import"))
        self._app.permits.need(CHARGING_EDIT, add)
        self._app.permits.lead_to("charging_import", bring)
        self.empty = EmptyPage(
            N_("No charging sessions yet"),
            N_("Import records from an operator, a wallbox or an app, or add a session."),
            add,
            (bring,),
            stages=("charging", "service", "transfer"),
        )
        return self.empty

    def _connect(self) -> None:
        self.add.clicked.connect(self._add)
        self.battery.clicked.connect(self.goes("battery"))
        self.edit.clicked.connect(self._edit)
        self.merge.clicked.connect(self._merge)
        self.split.clicked.connect(self._split)
        self.remove.clicked.connect(self._remove)
        self._app.permits.need(CHARGING_EDIT, self.add, self.edit, self.merge, self.split, self.remove)
        self.table.opened.connect(lambda _: self._edit())
        self.table.acts.beside(self.merge, self.split, self.remove)

    @staticmethod
    @override
    def look_up(user: UserSession, vin: str) -> OfCar:
        return OfCar(page(user, vin), charged(user, vin), market_of(user.store).currency)

    @override
    def begin(self) -> None:
        self.table.show_listing(SessionsOf(self._app.user, self._vin))

    @override
    def let_write(self, *, can: bool) -> None:
        for button in (self.add, self.edit, self.merge, self.split, self.remove):
            button.setVisible(can)
        self._writes = can

    @override
    def is_empty(self) -> bool:
        shown = self.shown
        nothing = shown is not None and not shown.charged.lines and not shown.charged.earlier.sessions
        return nothing and self._writes

    @override
    def work(self) -> QWidget:
        return self.table

    @override
    def empty_focus(self) -> QWidget | None:
        return self.empty.primary

    @override
    def show_read(self, read: OfCar) -> None:
        described, shown = read.vehicle.description, read.charged
        name = named(described["make"], described["model"], described["variant"])
        self.car.show_car(self._vin, name, read.vehicle.figures.plate)
        self._show_facts(shown)
        self.chart.show_chart(months_chart(shown, translator().current))
        language = translator().current
        self._months.fill(
            _pairs((language.formats.month(month), total) for month, total in shown.months[:MONTHS_SHOWN])
        )
        places = ((name or language(HOME_OR_UNKNOWN), total) for name, total in shown.places[:PLACES_SHOWN])
        self._places.fill(_pairs(places))

    def _show_facts(self, shown: Charged) -> None:
        formats, total = translator().current.formats, shown.total
        paid = join(*map(formats.money, total.amounts)) or NOTHING
        unpriced = Message(N_("%(n)s without price"), n=total.unpriced) if total.unpriced else ""
        share = Decimal(total.dc_wh) / total.energy_wh if total.energy_wh > 0 else None
        dc = NOTHING if share is None else formats.percent(share.quantize(Decimal("0.01")))
        self._earlier.setVisible(bool(shown.earlier.sessions))
        self._earlier.set_message(
            EARLIER, n=shown.earlier.sessions, energy=kwh(shown.earlier.energy_wh, translator().current)
        )
        last = formats.day(formats.local(shown.lines[0].session.started_at).date()) if shown.lines else NOTHING
        values: tuple[tuple[str, UiText], ...] = (
            (formats.number(total.sessions), ""),
            (energy_of(total.energy_wh), ""),
            (dc, ""),
            (paid, unpriced),
            (last, ""),
        )
        for fact, (value, note) in zip(self.facts, values, strict=True):
            fact.show_fact(PlainText(value), note)

    def _chosen(self) -> list[SessionSummary]:
        """The rows that are chosen, or the one that one stands on."""
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        keys = [self.table.long.key_at(each) for each in rows] or [
            key for key in [self.table.current_key()] if key is not None
        ]
        found = self.table.long.listing.rows(keys)
        return [found[key] for key in keys if key in found]

    @Slot()
    def _add(self) -> None:
        self.open(entries.adding(self._app, self._vin, self._currency()))

    @Slot()
    def _edit(self) -> None:
        if self._writes and (chosen := self._chosen()):
            self.open(entries.editing(self._app, chosen[0], self._currency()))

    @Slot()
    def _remove(self) -> None:
        if chosen := self._chosen():
            self.open(entries.removing(self._app, chosen[0]))

    @Slot()
    def _split(self) -> None:
        if chosen := self._chosen():
            self.open(entries.splitting(self._app, chosen[0]))

    @Slot()
    def _merge(self) -> None:
        chosen = self._chosen()
        if len(chosen) > 1:
            self.open(entries.merging(chosen))
        else:
            self._app.hint(N_("Select the sessions that belong together: Shift and the arrow keys."))

    def _currency(self) -> str:
        return self.shown.currency if self.shown else ""


def _pairs(sums: Iterable[tuple[str, Sum]]) -> list[QWidget]:
    """Sums with their names, as a card lists them."""
    formats = translator().current.formats
    return [
        Pair(PlainText(name), PlainText(join(energy_of(total.energy_wh), join(*map(formats.money, total.amounts)))))
        for name, total in sums
    ]


def cells(line: SessionSummary) -> Sequence[str | Cell]:
    """A session in the columns of the list."""
    session = line.session
    return (
        started(session.started_at),
        energy_of(session.energy_wh),
        charge_of(session),
        power_of(session),
        place_of(session),
        cost_of(session),
        verdict_of(session, credited=line.credited),
    )
