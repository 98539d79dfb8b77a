"""Cars with a trouble code: over all cars, the latest first, with its outcomes and its cures."""

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from lifecycle_desk.base.objections import C_, N_, NN_, Objection
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.keys import listen
from lifecycle_desk.desktop.long_table import LongTable
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    Chip,
    Columns,
    EmptyPage,
    Fact,
    Label,
    LineField,
    PageTitle,
    Pair,
    Rail,
    SectionTitle,
    Stack,
    column,
    facts_strip,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.parts.boxes import TextWidth
from lifecycle_desk.desktop.look.parts.fields import beside_field
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.desktop.words import SIDE_PANEL
from lifecycle_desk.language.words import LABELLED
from lifecycle_desk.stages.service.diagnosis.rules.diagnosis import Description, Outcome
from lifecycle_desk.stages.service.diagnosis.rules.trouble_codes import TroubleCode, read_code
from lifecycle_desk.stages.service.diagnosis.usecases.who_had import CaseSummary, CodeCard, CodeHistory, code_card
from lifecycle_desk.vehicle.screens.event_text import join

TITLE, CODE = N_("Vehicles with a trouble code"), N_("Trouble code")
HINT = N_("P0AA6 or 0AA6; with a failure type (P0AA6-1A) only that one.")
CAUSE = C_("order", "Cause")
COLUMNS = (
    Column(C_("order", "Date"), 108, role="small", ink="ink2", value=lambda line: line.occurrence.on),
    Column(C_("order", "Vehicle"), 150),
    Column(C_("order line", "Code"), 84, role="mono", id="code", extra=True),  # what is searched for says the same
    Column(N_("Outcome"), 196),
    Column(CAUSE, gives_way=2),
    Column(C_("order", "Correction"), least=200),
    Column(N_("Causal part"), 140, gives_way=1),
)
LOOKS: dict[Outcome, states.Look] = {
    Outcome.CURED: states.GOOD,
    Outcome.READ_AGAIN: states.AGAIN,
    Outcome.AT_WORK: states.AT_WORK,
    Outcome.NO_VISIT: states.LEFT_OUT,
}
TIMES, OF_THE_LATEST = N_("Times read"), N_("Of the latest %(n)s")
CARS = NN_("%(n)s vehicle", "%(n)s vehicles")
MEANS, PARTS, MODELS = N_("Meaning"), N_("Causal parts"), C_("trouble code", "Vehicles")
NOT_DESCRIBED = N_("Nothing is known about this code. Manufacturer tables can be imported.")
NO_PARTS = N_("No causal part recorded where the code did not return.")
OF_STANDARD = N_("Standard")
ALL_TYPES = N_("Without failure type")
TABLES = CodeHistory.tables | {"code_description"}
FIELD_WIDE, MOST_MEANINGS = 420, 4


class WhoHadPage(PageWidget):
    """A field for a code, and all that the books know of it; its key is the code."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._code = app, None  # type: tuple[AppContext, TroubleCode | None]
        self._card: CodeCard | None = None
        self.field = LineField(CODE, hint=HINT, mono=True, longest=40)
        TextWidth(self.field, FIELD_WIDE)
        self.system, self.issuer, self.whole = Chip(""), Chip(""), Button(ALL_TYPES, "link")
        self.facts = {
            name: Fact(words, "")
            for name, words in (
                ("times", TIMES),
                *((each, each.label) for each in Outcome),  # all of them, or they would not add up to the readings
            )
        }
        self.table = LongTable(TITLE, CodeHistory(app.user, None), COLUMNS, cells, app)
        self._means, self._parts, self._models = Stack(8), Stack(2), Stack(2)
        self._stack, self.empty = QStackedWidget(), self._nothing_read()
        self._lay_out()
        self.field.on_enter(self._asked)
        self.whole.clicked.connect(self._without_type)
        self.table.opened.connect(self._open)
        self.table.counted.connect(self._counted)
        app.changed.connect(self._heard)
        translator().changed.connect(self._show)

    def _lay_out(self) -> None:
        chips = beside_field(wrap(row(self.system, self.issuer, self.whole, None, gap=8)))
        head = row(PageTitle(TITLE), None, margins=(24, 14, 24, 0))
        top = row(self.field, (chips, 1), gap=16, folds=True)
        rail = Rail(
            *(Card(column(SectionTitle(title), held, gap=8, margins=(16, 12, 16, 14)))
            for title, held in ((MEANS, self._means), (PARTS, self._parts), (MODELS, self._models))),
            width=272,
        )  # fmt: skip
        table = Card(column((self.table, 1), self.table.foot, gap=0, margins=(1, 1, 1, 1)))
        strip = Card(column(facts_strip(tuple(self.facts.values())), gap=0, margins=(16, 12, 16, 10)))
        self.body = Columns(wrap(column(strip, (table, 1), gap=12)), rail)
        listen(self, "Ctrl+I", SIDE_PANEL, self.body.show_rail)
        for part in (self.body, self.empty):
            self._stack.addWidget(part)
        self._stack.setCurrentWidget(self.empty)
        whole = column(top, (self._stack, 1), gap=4, margins=(24, 0, 24, 16))
        self.setLayout(column(head, (wrap(whole), 1), gap=8))

    def _nothing_read(self) -> EmptyPage:
        board = Button(N_("Open workshop"), "primary", icon="tool")
        board.clicked.connect(lambda: self._app.go("service"))
        bring = Button(N_("Import list"), "link", icon="file-import")
        bring.clicked.connect(lambda: self._app.go("import", "trouble-codes"))
        self._app.permits.lead_to("import", bring)
        return EmptyPage(
            N_("Enter a code to find vehicles"),
            N_("Codes read out on repair orders appear here, with what was done about them."),
            board,
            (bring,),
            stages=("service", "charging", "transfer"),
        )

    # The place --------------------------------------------------------------------------------------------------

    @override
    def show_key(self, key: str) -> None:
        self.field.set_text(key)
        self._ask(key)

    @override
    def first_focus(self) -> QWidget | None:
        return self.table if self._code and self._stack.currentWidget() is self.body else self.field.line

    @override
    def filter_field(self) -> QWidget | None:
        return self.field.line

    @override
    def title(self) -> UiText:
        return PlainText(self._code.text) if self._code else ""

    @Slot()
    def _asked(self) -> None:
        """Another code was typed: it is a place of its own, so that Back leads to the one before."""
        try:
            code = read_code(self.field.text)
        except Objection as objection:
            self.field.object_to(objection)
            return
        self._app.go("code", code.text)

    @Slot()
    def _without_type(self) -> None:
        if self._code:
            self._app.go("code", self._code.base)

    def _ask(self, key: str) -> None:
        self._code = None
        if key:
            try:
                self._code = read_code(key)
            except Objection as objection:
                self.field.object_to(objection)
        code, user = self._code, self._app.user
        self._card = None
        self.table.show_listing(CodeHistory(user, code))
        self._show()
        if code:
            self._look(code)

    def _look(self, code: TroubleCode) -> None:
        user = self._app.user
        self._app.run_query(lambda: code_card(user, code), self._came)

    @Slot(frozenset)
    def _heard(self, tables: frozenset[str]) -> None:
        if self.isVisible() and self._code and tables & TABLES:
            self._look(self._code)

    def _came(self, card: CodeCard) -> None:
        if card.code == self._code:
            self._card = card
            self._show()

    @Slot(int)
    def _counted(self, count: int) -> None:
        if self._code:
            self._stack.setCurrentWidget(self.body)
        if self._code and count and self.field.line.hasFocus():
            self.table.setFocus()

    # What is shown ----------------------------------------------------------------------------------------------

    @Slot()
    def _show(self) -> None:
        code, card = self._code, self._card
        self._stack.setCurrentWidget(self.body if code else self.empty)
        for chip in (self.system, self.issuer):
            chip.setVisible(code is not None)
        self.whole.setVisible(code is not None and code.failure is not None)
        if code is None:
            return
        self.system.become(code.system.label, "neutral")
        self.issuer.become(code.issuer.label, "accent")
        if card is None:
            return
        number = translator().current.formats.number
        self.facts["times"].show_fact(PlainText(number(card.times)), Message(CARS, n=card.cars))
        latest = Message(OF_THE_LATEST, n=card.told) if card.told < card.times else ""
        for outcome in Outcome:
            self.facts[outcome].show_fact(PlainText(number(card.outcomes.get(outcome, 0))), latest)
        self._means.fill([_meaning(each) for each in card.descriptions[:MOST_MEANINGS]] or [_none(NOT_DESCRIBED)])
        reads = translator().current.code
        told = [(join(each.part, each.text_in(reads)), each.times) for each in card.parts]
        parts = [Pair(PlainText(part), PlainText(number(times))) for part, times in told]
        self._parts.fill(parts or [_none(NO_PARTS)])
        self._models.fill(Pair(PlainText(name), PlainText(number(times))) for name, times in card.models)

    @Slot(int)
    def _open(self, key: int) -> None:
        found = self.table.long.listing.rows([key]).get(key)
        if found and found.order:
            self._app.go("order", found.order)
        elif found:
            self._app.go("vehicle", found.occurrence.vin)


def _meaning(each: Description) -> QWidget:
    maker = PlainText(each.maker) if each.maker else OF_STANDARD
    failure = f"-{each.failure}" if each.failure else ""
    first = row(
        Label(maker, "small", "ink3"), Label(PlainText(each.code + failure), "mono", "ink3", ltr=True), None, gap=6
    )
    more = [Label(PlainText(each.text), "small", "ink2", wrap=True)] if each.text else []
    source = [Label(PlainText(each.source), "caption", "ink3", wrap=True)] if each.source else []
    return wrap(column(first, Label(PlainText(each.title), "body", wrap=True), *more, *source, gap=2))


def cells(line: CaseSummary) -> Sequence[str | Cell]:
    """A reading in the columns of the list."""
    language, read = translator().current, line.occurrence
    return (
        language.formats.cell_day(read.on),
        join(read.plate, read.car),
        read.code.text,
        Cell(_outcome(line), *LOOKS[line.outcome], is_chip=True),
        _cause(line),
        _correction(line),
        join(*(join(part.code, line.text_in(language.code, part), sign=" ") for part in line.cure.parts))
        if line.cure
        else "",
    )


def _cause(line: CaseSummary) -> str:
    """The cause without the code that the page is about: people write it before the cause."""
    if not line.cure:
        return ""
    cause = line.cure.cause
    return _one_line(cause.removeprefix(line.occurrence.code.text).lstrip(" :·-–") or cause)


def _correction(line: CaseSummary) -> str | Cell:
    """What was done, with the cause where one points: its column has no room in a narrow window."""
    done, cause, language = _one_line(line.cure.correction) if line.cure else "", _cause(line), translator().current
    if not cause:
        return done
    return Cell(done, hint=language(LABELLED, label=language(CAUSE), value=cause))


def _one_line(words: str) -> str:
    return words.replace("\n", " · ")


def _outcome(line: CaseSummary) -> str:
    language = translator().current
    if line.outcome is Outcome.CURED and line.later:
        return language(NN_("Not in %(n)s later session", "Not in %(n)s later sessions"), n=line.later)
    return language(line.outcome.label)


def _none(words: UiText) -> Label:
    return Label(words, "small", "ink3", wrap=True)
