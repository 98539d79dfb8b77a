"""Privacy: how long personal data are kept, what that would erase today, and the run that erases it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import override

from PySide6.QtCore import QEvent, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.form_body import PageScroll
from lifecycle_desk.desktop.forms import Faults, Submission
from lifecycle_desk.desktop.list_actions import ListAction
from lifecycle_desk.desktop.long_table import LongTable
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    Chip,
    EqualGrid,
    Field,
    InfoBar,
    Label,
    ReadField,
    SectionTitle,
    Stack,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.parts.boxes import LeastHeight, TextWidth
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.notices import refused_in
from lifecycle_desk.desktop.tab import Tab
from lifecycle_desk.desktop.tasks import Task
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language.reading import read_whole
from lifecycle_desk.market.citing import TO_VERIFY
from lifecycle_desk.vehicle.rules.retention import CUSTOMERS, LONGEST, RULES, Due, RetentionRule
from lifecycle_desk.vehicle.rules.rights import PERSON_ERASE
from lifecycle_desk.vehicle.screens.event_text import in_words
from lifecycle_desk.vehicle.usecases.retention import (
    TABLES,
    DueLines,
    ErasedByRules,
    Preview,
    SetTerm,
    SetTerms,
    erasing,
    previewing,
    set_retention_terms,
)

TITLE = N_("Privacy")
RETENTION, SAVED = N_("How long personal data is kept"), N_("Retention rules saved")
ABOUT = N_("Leave a term empty to keep everything. Nothing is erased until you start it below.")
KEEP = C_("retention", "Keep")
LAW = NN_(
    "Accounting documents must be kept for at least %(n)s year here. Source: %(source)s",
    "Accounting documents must be kept for at least %(n)s years here. Source: %(source)s",
)
DUE, NOTHING_DUE = N_("To be erased today"), N_("Nothing is due for erasure today.")
LOOKING, CANCELLED = N_("Looking up what is due…"), N_("Cancelled. Open this page again to look up what is due.")
ERASE, ERASE_NOW = N_("Erase now…"), N_("Erase permanently")
SURE = NN_(
    "Erase %(n)s entry permanently? This cannot be undone.", "Erase %(n)s entries permanently? This cannot be undone."
)
ERASING, STILL_RUNNING = N_("Erasing personal data…"), N_("Erasing is already running.")
ERASED = NN_("%(n)s entry erased", "%(n)s entries erased")
GOES, WITH_FILES, STAYS = N_("Will be erased"), N_("Will be erased with attached files"), C_("retention", "Kept")
COLUMNS = (
    Column(C_("retention", "Rule"), 180, ink="ink2", id="rule", gives_way=2),
    Column(C_("retention", "Data"), role="medium", id="what"),
    Column(C_("retention", "Last entry"), 150, "end", ink="ink2", id="since", value=lambda due: due.since, gives_way=3),
    Column(
        C_("retention", "Number"),
        90,
        "end",
        ink="ink2",
        id="count",
        value=lambda due: due.count,
        sums=True,
        gives_way=1,
    ),
    Column(C_("retention", "Result"), 190, id="result", rank=lambda due: bool(due.holds)),
    Column(C_("retention", "Kept because"), ink="ink2", id="holds"),
)
TERM, RULE = 150, 400  # px: a term, and a rule with it; in less, a long word of it would be broken
ROWS, ALL_ROOM = 8, 30_000  # rows of the list at least, and its stretch


def _term_reader(rule: RetentionRule, text: str) -> tuple[object, str]:
    return read_whole(text, translator().current, 1, LONGEST[rule.unit]).value, ""


def _open_customer(app: AppContext, lines: Sequence[Due]) -> None:
    if lines[0].rule == CUSTOMERS.id:
        app.go("person", lines[0].key)


OPEN = ListAction[Due](words=N_("Open customer"), icon="user", run=_open_customer)


class PrivacyTab(Tab):
    """The rules with their terms; below them what is due today, and the button that erases it once confirmed."""

    tables = TABLES

    def __init__(self, app: AppContext) -> None:
        super().__init__(app)
        self._running = False
        self._looking: Task | None = None
        self._seen: Preview | None = None
        self.terms = {
            each.id: ReadField(each.unit.label, partial(_term_reader, each), placeholder=KEEP) for each in RULES
        }
        self.save = Button(C_("form", "Save"), "primary", keys="Ctrl+Return")
        self.law, self.unsure = Label("", "small", "ink3", wrap=True), Chip(TO_VERIFY, "warn")
        self.table = LongTable(DUE, DueLines(), COLUMNS, _cells, app, actions=(OPEN,))
        self.erase = Button(ERASE, icon="trash")
        self.sure = Button(ERASE_NOW, icon="trash")
        self.cancel = Button(C_("form", "Cancel"))
        self.asked = InfoBar("", tone="danger", icon="alert-triangle", action=self.sure)
        self.refused = InfoBar("", tone="warn", icon="lock")
        self._none, self._left = Label(NOTHING_DUE, "body", "ink3"), Stack(8)
        self._submission = Submission(app, Faults(lambda: self.fields), self)
        self._lay_out()
        self._connect()

    @property
    def fields(self) -> dict[str, Field]:
        """The terms by what the command calls them."""
        return {f"terms[{at}].term": self.terms[each.id] for at, each in enumerate(RULES)}

    def _lay_out(self) -> None:
        head = row(SectionTitle(RETENTION), None, self.save)
        terms = EqualGrid([self._line(each) for each in RULES], least=RULE, apart=8, lines=False)
        rules = Card(
            column(
                head,
                Label(ABOUT, "small", "ink3", wrap=True),
                terms,
                row((self.law, 1), self.unsure, gap=8),
                gap=8,
                margins=(16, 10, 16, 12),
            )
        )
        due = row(SectionTitle(DUE), None, self.erase, margins=(16, 10, 12, 6))
        self._ask = wrap(row((self.asked, 1), self.cancel, gap=8, margins=(16, 0, 16, 8)))
        left = wrap(column(self._left, margins=(16, 0, 16, 0)))
        none = wrap(row(self._none, None, margins=(16, 4, 16, 12)))
        self._listed = wrap(column((self.table, 1), self.table.foot, gap=0))
        self._nothing = none
        card = Card(column(due, self._ask, left, none, (self._listed, 1), gap=0, margins=(1, 0, 1, 1)))
        self._due = card
        self._whole = column(rules, card, None, gap=t.CARD_GAP, margins=(24, 0, 24, 16))
        whole = PageScroll(self._whole)
        refused = wrap(column(row((self.refused, 1)), None, margins=(24, 0, 24, 16)))
        self._stack = QStackedWidget()
        for each in (whole, refused):
            self._stack.addWidget(each)
        self.setLayout(column(self._stack, gap=0))
        self._size()
        self._ask.hide()
        self._listed.hide()

    def _line(self, rule: RetentionRule) -> QWidget:
        """A rule: what it is about, under it what is wrong with its term, and that."""
        title, about = Label(rule.title, "medium", wrap=True), Label(rule.about, "small", "ink3", wrap=True)
        said = column(title, about, self.terms[rule.id].note_apart(), None, gap=2)
        return wrap(row((wrap(said), 1), self.terms[rule.id], gap=16))

    def _size(self) -> None:
        """Give what has a size of its own that of the text of now."""
        for field in self.terms.values():
            TextWidth(field, TERM)
        LeastHeight(self.table, 32 * ROWS, ROWS)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout():
            self._size()

    def _connect(self) -> None:
        self.save.clicked.connect(self._save)
        self._submission.saved.connect(lambda _done: self.look())
        self.erase.clicked.connect(self._confirm)
        self.cancel.clicked.connect(self._ask.hide)
        self.sure.clicked.connect(self._run)
        self.table.counted.connect(self._counted)
        self.table.opened.connect(self._open)
        self.table.acts.listen()
        self.app.permits.need(PERSON_ERASE, self.erase)
        self.app.permits.need(set_retention_terms, self.save)

    @override
    def first_focus(self) -> QWidget | None:
        return self.terms[CUSTOMERS.id].control

    @Slot()
    @override
    def look(self) -> None:
        """Look up what is due, beside all other work: of many customers it takes a while, and can be cancelled."""
        if self._looking:
            self._looking.cancel()  # what it would find is of before
        self._none.set_message(LOOKING)
        task = self.app.long.start(previewing(self.app.user), self._came, self._not_shown, LOOKING)
        self._looking = task
        task.ended.connect(partial(self._looked, task))

    def _looked(self, task: Task) -> None:
        """Say where somebody cancelled it; it begins again when the tab is shown anew."""
        if self._looking is task:
            self._looking = None
            if task.stopped:
                self._stale = True
                self._none.set_message(CANCELLED)

    def _came(self, seen: Preview) -> None:
        self._none.set_message(NOTHING_DUE)
        before, self._seen = self._seen, seen
        self._stack.setCurrentIndex(0)
        for rule, field in self.terms.items():
            kept = before.terms.get(rule) if before else None
            if before is None or field.value == kept:  # else somebody is typing in it
                term = seen.terms.get(rule)
                field.set_text("" if term is None else str(term))
        self.law.set_message(Message(LAW, n=seen.law.years, source=seen.law.source) if seen.law else "")
        self.law.setVisible(seen.law is not None)
        self.unsure.setVisible(seen.law is not None and seen.law.verify)
        self._counted(len(seen.due))
        self.erase.setEnabled(bool(seen.erasable))
        if seen.due:
            self.table.show_listing(DueLines(seen.due))

    def _not_shown(self, fact: Exception) -> None:
        """Show why what is due may not be seen; any other failure is a bug."""
        if refused_in(self.refused, fact, self.app):
            self._stack.setCurrentIndex(1)

    @Slot(int)
    def _counted(self, count: int) -> None:
        self._listed.setVisible(bool(count))
        self._nothing.setVisible(not count)
        self._whole.setStretchFactor(self._due, ALL_ROOM if count else 0)  # a card without rows ends with its sentence

    @Slot(int)
    def _open(self, key: int) -> None:
        if found := self.table.long.listing.rows([key]).get(key):
            _open_customer(self.app, [found])

    # What is done -----------------------------------------------------------------------------------------------

    @Slot()
    def _save(self) -> None:
        self._submission.submit(set_retention_terms, self._read, SAVED)

    def _read(self) -> SetTerms:
        for field in self.terms.values():
            field.validate()
        terms = ((each.id, self.terms[each.id].value) for each in RULES)
        return SetTerms(tuple(SetTerm(rule, term if isinstance(term, int) else None) for rule, term in terms))

    @Slot()
    def _confirm(self) -> None:
        """Ask once before anything goes."""
        count = len(self._seen.erasable) if self._seen else 0
        if count:
            self.asked.set_message(Message(SURE, n=count))
            self._ask.show()
            self.cancel.setFocus()

    @Slot()
    def _run(self) -> None:
        self._ask.hide()
        if self._running:  # a button that is switched off would hand the focus on
            self.app.hint(STILL_RUNNING)
            return
        self._erase_as(self.app.user)

    def _erase_as(self, user: UserSession) -> None:
        """Erase beside all other work; where a second person must confirm it, again once that has been done."""
        self._running = True

        def refused(fact: Exception) -> None:
            again, give_up = self._confirmed, partial(self.app.failed.emit, fact)
            if not self.app.confirming(fact, again, give_up):
                give_up()

        task = self.app.run_long(erasing(user), self._erased, refused, name=ERASING)
        task.ended.connect(self._ended)

    def _confirmed(self, second: str) -> None:
        self._erase_as(replace(self.app.user, second=second))

    def _erased(self, done: ErasedByRules) -> None:
        self.app.show_toast(Message(ERASED, n=done.total))
        self._left.fill([InfoBar(Message(each.message, **each.told)) for each in done.warnings])

    def _ended(self) -> None:
        """Look again, also where it was cancelled."""
        self._running = False
        self.look()


def _cells(due: Due) -> Sequence[str | Cell]:
    """Something that is due, in the columns of the list."""
    language = translator().current
    rule = next((each.title for each in RULES if each.id == due.rule), "")
    result = (
        Cell(language(STAYS), "ok", "lock")
        if due.holds
        else Cell(language(WITH_FILES if due.files else GOES), "danger", "trash")
    )
    return (
        language(rule),
        in_words(due.what),
        language.formats.cell_day(due.since),
        language.formats.number(due.count),
        result,
        language.in_a_row(*map(in_words, due.holds)),
    )
