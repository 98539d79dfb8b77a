"""The page of one battery: its family as a tree, how it stands, what happened to it, what recycling recovered."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import override

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.quantities import KG, KWH
from lifecycle_desk.base.scene import tree_height
from lifecycle_desk.batteries.papers.family import family_tree
from lifecycle_desk.batteries.papers.genealogy import EFFICIENCY, TITLE, recovered_said, share_said
from lifecycle_desk.batteries.reports import GENEALOGY
from lifecycle_desk.batteries.rules.genealogy import Battery
from lifecycle_desk.batteries.rules.recovery import Share, Verdict, kilograms
from lifecycle_desk.batteries.rules.rights import BATTERY_EDIT
from lifecycle_desk.batteries.rules.words import BatteryStatus, UnknownBattery
from lifecycle_desk.batteries.screens.entries import Make, offered
from lifecycle_desk.batteries.usecases.replacing import REPLACED
from lifecycle_desk.batteries.usecases.tree import BATTERY, TABLES, BatteryTree, Happening, battery_tree
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.form_body import PageScroll
from lifecycle_desk.desktop.keys import listen
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.charts import INSET, Chart, measure
from lifecycle_desk.desktop.look.messages import PlainText, UiText
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    Chip,
    Columns,
    EmptyPage,
    Fact,
    Label,
    PageTitle,
    Plate,
    Rail,
    SectionTitle,
    column,
    facts_strip,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.parts.menus import Menu
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.rail_section import Section, pair
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.desktop.words import SIDE_PANEL
from lifecycle_desk.vehicle.rules.wording import chemistry, kilowatt_hours, worded
from lifecycle_desk.vehicle.screens.event_text import NOTHING, in_words, join
from lifecycle_desk.vehicle.screens.history_button import history_button
from lifecycle_desk.vehicle.screens.panel import EntryPanel
from lifecycle_desk.vehicle.screens.voiding import taking_back
from lifecycle_desk.vehicle.usecases.life import take_back

LOOKS: dict[BatteryStatus, states.Look] = {
    BatteryStatus.ORIGINAL: states.FINISHED,
    BatteryStatus.REUSED: states.GOOD,
    BatteryStatus.REPURPOSED: states.GOOD,
    BatteryStatus.REMANUFACTURED: states.GOOD,
    BatteryStatus.WASTE: states.RECYCLED,
}
VERDICTS: dict[Verdict, states.Look] = {
    Verdict.MET: states.GOOD,
    Verdict.MISSED: states.FAILED,
    Verdict.NOT_BINDING: states.TO_KNOW,
    Verdict.NOT_KNOWN: states.UNSURE,
}


BARE = N_("No parts recorded yet: add a description or import the part codes.")
MOST_PARTS = 24  # more are told by their number alone


class BatteryTreePage(PageWidget):
    """The family of one battery; Enter on a box opens that battery."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._code = app, ""
        self.shown: BatteryTree | None = None
        self.panel = EntryPanel(app)
        self.chart = Chart(TITLE, tone="recycling")
        self._make_head()
        self.bare = Label(BARE, "small", "ink2", wrap=True)
        title = SectionTitle(C_("battery", "Family"))
        tree = Card(column(title, self.chart, self.bare, gap=8, margins=(16, 12, 16, 12)))
        self.recovered = Section(N_("Recovered by recycling"))
        self.happened, self.built = Section(N_("History")), Section(N_("As built"))
        self.parts = Section(C_("battery", "Parts"))
        work = wrap(column(tree, self.recovered, self.parts, None, gap=t.CARD_GAP))
        self.columns = Columns(work, Rail(self.happened, self.built))
        whole = column(self._head, self.panel, (self.columns, 1), gap=12, margins=(24, 14, 24, 14))
        self._stack, self._scroll = QStackedWidget(), PageScroll(whole)
        for part in (self._scroll, self._not_there(), wrap(column(gap=0))):
            self._stack.addWidget(part)
        self.setLayout(column(self._stack, gap=0))
        self._stack.setCurrentIndex(2)
        self.setAcceptDrops(True)
        self._connect()

    def _make_head(self) -> None:
        self.status, self.plate = Chip(), Plate("")
        self.print = Button(N_("Print…"), icon="printer", keys="Ctrl+P")
        self.car = Button(N_("Vehicle"), icon="car")
        self.history = history_button(self._app, lambda: (BATTERY, self._code) if self._code else None)
        self.add = Button(N_("Add"), "primary", icon="plus", keys="Ctrl+N")
        self.menu, self._offered = Menu(self, self._fill), tuple[tuple[UiText, str, Make], ...]()
        self.add.drop(self.menu)
        self.name = Label("", "body", "ink2")
        self.number = Label("", "mono")
        names = (C_("battery", "Location"), N_("Nominal energy"), C_("battery", "Mass"), C_("battery", "Parts"))
        self.facts = [Fact(name, PlainText(NOTHING)) for name in names]
        self._head = column(
            row(PageTitle(TITLE), 4, self.status, None, self.history, self.print, self.car, self.add),
            row(self.number, 8, self.plate, 4, self.name, None),
            facts_strip(self.facts),
            gap=10,
        )

    def _not_there(self) -> EmptyPage:
        back = Button(N_("All vehicles"), "primary", icon="car")
        back.clicked.connect(lambda: self._app.go("vehicles"))
        return EmptyPage(
            N_("Battery not recorded yet"),
            N_("It is added with its vehicle, or when battery codes are imported."),
            back,
        )

    def _connect(self) -> None:
        app = self._app
        self.print.clicked.connect(lambda: app.go("reports", f"{GENEALOGY.kind}:{self._code}"))
        app.permits.need(BATTERY_EDIT, self.add)
        self.car.clicked.connect(self._to_car)
        self.chart.chosen.connect(self._follow)
        self.panel.closed.connect(lambda: self.chart.setFocus() if self.isVisible() else None)
        app.changed.connect(self._heard)
        translator().changed.connect(self._show)
        theme.changed.connect(self._show)
        listen(self, "Ctrl+I", SIDE_PANEL, self.columns.show_rail)

    @override
    def show_key(self, key: str) -> None:
        if key != self._code:
            self._code, self.shown = key, None
            self._stack.setCurrentIndex(2)
            self.panel.close_up()
        self._load()

    @override
    def title(self) -> UiText:
        return PlainText(self._code)

    @override
    def first_focus(self) -> QWidget | None:
        return self.chart

    @Slot(frozenset)
    def _heard(self, tables: frozenset[str]) -> None:
        if self._code and self.isVisible() and tables & TABLES:
            self._load()

    def _load(self) -> None:
        code, user = self._code, self._app.user
        self._app.run_query(lambda: battery_tree(user, code), partial(self._came, code), partial(self._failed, code))

    def _came(self, code: str, shown: BatteryTree) -> None:
        if code != self._code:
            return
        first, self.shown = self.shown is None, shown
        self._stack.setCurrentIndex(0)
        self._show()
        if first and self.isVisible():
            self.chart.setFocus()

    def _failed(self, code: str, fact: Exception) -> None:
        if code != self._code:
            return
        self._stack.setCurrentIndex(1)
        if not isinstance(fact, UnknownBattery):
            self._app.failed.emit(fact)

    @Slot()
    def _show(self) -> None:
        page = self.shown
        if page is None:
            return
        self.status.become(page.battery.status.label, *LOOKS[page.battery.status])
        self.number.set_message(PlainText(page.code))
        self.plate.setText(page.plate or "")
        self.plate.setVisible(bool(page.plate))
        self.name.set_message(PlainText(page.car))
        self.car.setVisible(page.battery.vin is not None)
        self._show_facts(page)
        self._show_tree(page)
        self._offer(page)
        self.recovered.setVisible(bool(page.recycled))
        self.recovered.fill([_share(each) for each in page.recycled])
        self.parts.setVisible(bool(page.parts))
        self.parts.fill([self._part(each) for each in page.parts[:MOST_PARTS]])
        self.happened.fill(self._lines(page) or [Label(N_("Nothing yet"), "small", "ink3")])
        self.built.fill(list(_built(page)) or [Label(N_("No data yet"), "small", "ink3", wrap=True)])

    def _part(self, part: Battery) -> QWidget:
        link = Button(PlainText(part.code), "link")
        link.clicked.connect(partial(self._app.go, "battery_tree", part.code))
        what = join(in_words(part.kind), in_words(part.status))
        return wrap(row(link, None, Label("", "small", "ink2", text=what)))

    def _lines(self, page: BatteryTree) -> list[QWidget]:
        """The lines of the history; the last that counts can be taken back, also where no car's timeline holds it."""
        lines = [_line(each) for each in page.happened]
        last = next((at for at, each in enumerate(page.happened) if each.stands), None)
        if last is not None and page.happened[last].told.kind != REPLACED:
            back = Button(N_("Void…"), "link")
            seq = page.happened[last].told.seq
            back.clicked.connect(lambda: self.panel.open([taking_back(self._app, take_back, seq)]))
            self._app.permits.need(take_back.right, back)
            lines.insert(last + 1, wrap(row(back, None)))
        return lines

    def _show_facts(self, page: BatteryTree) -> None:
        facts, language = page.battery.facts, translator().current
        where, energy, mass, parts = self.facts
        where.show_fact(page.battery.where.label, PlainText(page.whole) if page.whole else "")
        held = language.formats.measure(kilowatt_hours(facts.nominal_wh), KWH) if facts.nominal_wh else ""
        energy.show_fact(
            PlainText(held or NOTHING), PlainText(in_words(chemistry(facts.chemistry)) if facts.chemistry else "")
        )
        weighs = language.formats.measure(kilograms(facts.mass_g), KG) if facts.mass_g else NOTHING
        mass.show_fact(PlainText(weighs))
        parts.show_fact(PlainText(language.formats.number(len(page.parts)) if page.parts else NOTHING))

    def _show_tree(self, page: BatteryTree) -> None:
        shown = family_tree(page, translator().current)
        self.chart.setFixedHeight(round(tree_height(shown, measure, theme.scale)) + 2 * theme.px(INSET))
        self.chart.show_chart(shown)
        self.bare.setVisible(not page.parts and not page.battery.where.is_gone and len(page.family.batteries) == 1)

    def _offer(self, page: BatteryTree) -> None:
        self._offered = tuple(offered(page))
        self.add.setVisible(bool(self._offered))

    def _fill(self, menu: Menu) -> None:
        for words, icon, make in self._offered:
            menu.offer(words, partial(self.write, make), icon_name=icon)

    def write(self, make: Make) -> None:
        """Open an entry about the battery."""
        if self.shown:
            self.panel.open([make(self._app, self.shown)])
            QTimer.singleShot(0, partial(self._scroll.ensureWidgetVisible, self.panel))

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.panel.entry and any(each.isLocalFile() for each in event.mimeData().urls()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """Attach files to the entry that is being written."""
        entry = self.panel.entry
        if entry and entry.documents:
            entry.documents.take([Path(each.toLocalFile()) for each in event.mimeData().urls() if each.isLocalFile()])
        event.acceptProposedAction()

    @Slot(int)
    def _follow(self, at: int) -> None:
        """To the battery of a box, the first where it stands for several."""
        if self.shown:
            self._app.go("battery_tree", self.shown.drawn.groups[at].codes[0])

    @Slot()
    def _to_car(self) -> None:
        if self.shown and self.shown.battery.vin:
            self._app.go("vehicle", self.shown.battery.vin)


def _share(share: Share) -> QWidget:
    """A material's recovered share, its verdict, and why."""
    language = translator().current
    name: UiText = share.material.label if share.material else EFFICIENCY
    chip = Chip()
    chip.become(share.verdict.label, *VERDICTS[share.verdict])
    first = row(
        Label(name, "medium"),
        None,
        Label("", "body", text=join(share_said(share, language), recovered_said(share, language))),
        8,
        chip,
    )
    why = language.with_aside(share.why, share.target.cited if share.target else None)
    because = Label("", "small", "ink3", text=why, wrap=True)
    return wrap(column(first, because, gap=0, margins=(0, 4, 0, 6)))


def _line(line: Happening) -> QWidget:
    """One event, struck by its words where it no longer counts."""
    language, told = translator().current, line.told
    words = worded(told)
    title = in_words(words.title)
    detail = join(*(in_words(each) for each in words.detail))
    day = language.formats.day(told.on)
    counts = "" if line.stands else language(N_("no longer counts"))
    parts = [Label("", "medium", "ink" if line.stands else "ink3", text=title, wrap=True)]
    parts += [Label("", "small", "ink2", text=detail, wrap=True)] if detail else []
    parts.append(Label("", "small", "ink3", text=join(day, counts)))
    return wrap(column(*parts, gap=0, margins=(0, 3, 0, 5)))


def _built(page: BatteryTree) -> Iterator[QWidget]:
    facts = page.battery.facts
    yield pair(C_("handover", "Kind"), in_words(facts.kind))
    if facts.chemistry:
        yield pair(C_("battery", "Chemistry"), in_words(chemistry(facts.chemistry)))
    if facts.serial:
        yield pair(N_("Maker’s serial number"), facts.serial)
    if facts.passport:
        yield pair(N_("EU battery passport"), facts.passport)
    for each in page.originals:
        yield pair(N_("Original battery"), each.code)
        if each.facts.passport:
            yield pair(N_("Original passport"), each.facts.passport)
