"""Diagnosis on an order: sessions with their codes, what each means, who else had it; a new one by Ctrl+D."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.commands.command import Result
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.keys import listen
from lifecycle_desk.desktop.look import states
from lifecycle_desk.desktop.look.messages import Message, PlainText, set_text
from lifecycle_desk.desktop.look.parts import Button, Card, Chip, Label, SectionTitle, Stack, column, row, wrap
from lifecycle_desk.desktop.look.theme import theme
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.diagnosis.rules.trouble_codes import StatusBit, bits
from lifecycle_desk.stages.service.diagnosis.screens.entry import DiagnosisEntry
from lifecycle_desk.stages.service.diagnosis.usecases.diagnosis import (
    DiagnosisDone,
    TakeBackDiagnosis,
    take_back_diagnosis,
)
from lifecycle_desk.stages.service.diagnosis.usecases.who_had import (
    MOST_OTHERS,
    CodeShown,
    SessionShown,
    UnitShown,
    sessions_of,
)
from lifecycle_desk.stages.service.orders.screens.asking import Question
from lifecycle_desk.vehicle.rules.rights import ORDER_EDIT
from lifecycle_desk.vehicle.screens.event_text import join

if TYPE_CHECKING:
    from lifecycle_desk.desktop.look.parts.boxes import Item

DIAGNOSIS, READ_OUT = N_("Diagnosis"), N_("Read out…")
NOTHING_YET = N_("No codes read out at this visit.")
NO_CODES = N_("No trouble codes")
UNNAMED = N_("Unnamed control unit")
OTHERS = NN_("%(n)s other vehicle", "%(n)s other vehicles")
MANY_OTHERS = N_("%(n)s other vehicles or more")
WHO_HAD = N_("Other vehicles with %(code)s, and what fixed it")
TAKE_BACK, WHY = N_("Void…"), N_("Reason for voiding the diagnosis")
TAKE_BACK_IT = C_("trouble code", "Void")
TAKEN_BACK, NOT_COUNTING = N_("Diagnosis voided"), N_("no longer counts")
SHOW_ALL = NN_("Show %(n)s more code", "Show %(n)s more codes")
AT_ONCE = 30  # codes that are drawn before somebody asks for all
CODE_WIDE = 84
TABLES = frozenset({"diagnosis_session", "diagnosis_code", "code_description"})
LOOKS: dict[StatusBit, states.Look] = {
    StatusBit.CONFIRMED: states.FAILED,
    StatusBit.PENDING: states.WAITING,
    StatusBit.TEST_FAILED: states.FAILED,
    StatusBit.WARNING_REQUESTED: states.TO_WATCH,
}


class DiagnosisCard(Card):
    """The readings out at one order, the last first."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._number, self._live = app, "", False
        self._shown: tuple[SessionShown, ...] = ()
        self._taking_back, self._all = 0, False
        self.read_out, self.entry = Button(READ_OUT, "plain", icon="plus", shown_keys="Ctrl+D"), DiagnosisEntry(app)
        self.why, self._nothing = Question(WHY, TAKE_BACK_IT, needed=True), Label(NOTHING_YET, "small", "ink3")
        self._list = Stack(14)
        head = row((SectionTitle(DIAGNOSIS), 1), self.read_out)
        parts = (self.entry, self.why, self._nothing, self._list)
        self.setLayout(column(head, *parts, gap=8, margins=(16, 10, 16, 14)))
        self.read_out.clicked.connect(self._open)
        app.permits.need(ORDER_EDIT, self.read_out)
        listen(self, "Ctrl+D", READ_OUT, self._open)
        self.entry.saved.connect(self._close)
        self.entry.given_up.connect(self._close)
        self.why.answered.connect(self._take_back)
        app.changed.connect(self._heard)
        translator().changed.connect(self.look)

    def show_order(self, number: str, *, live: bool) -> None:
        """Show the diagnosis of an order; `live` says whether codes may be added."""
        if number != self._number:
            self._shown, self._all = (), False
            self._show()
            self.entry.hide()
        if live != self._live:
            self._live = live
            self._show()
        self._number = number
        self.read_out.setVisible(live and self.entry.isHidden())
        if live and self.entry.be_about(number):
            self._open()
        self.look()

    @Slot()
    def look(self) -> None:
        """Ask anew."""
        if self._number:
            user, number, language = self._app.user, self._number, translator().current.code
            self._app.run_query(lambda: sessions_of(user, number, language), partial(self._came, number))

    @Slot(frozenset)
    def _heard(self, tables: frozenset[str]) -> None:
        if self.isVisible() and tables & TABLES:
            self.look()

    def _came(self, number: str, found: tuple[SessionShown, ...]) -> None:
        if number == self._number and found != self._shown:  # who stands on a code there stays on it
            self._shown = found
            self._show()

    @Slot()
    def _open(self) -> None:
        """Begin a session; pressed again, save it."""
        if not self._live or self.read_out.reason:
            return
        if self.entry.isHidden():
            self.entry.show()
            self.read_out.hide()
            self.entry.codes.lines.setFocus()
        else:
            self.entry.submit()

    @Slot()
    def _close(self) -> None:
        self.entry.hide()
        self.read_out.setVisible(self._live)
        self.read_out.setFocus()

    def _ask_why(self, event: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot of a signal)
        self._taking_back = event
        self.why.ask()

    @Slot(str)
    def _take_back(self, why: str) -> None:
        self._app.do(take_back_diagnosis, TakeBackDiagnosis(self._taking_back, why), self._taken_back)

    def _taken_back(self, _: Result[DiagnosisDone]) -> None:
        self._app.show_toast(TAKEN_BACK)

    # What is drawn ----------------------------------------------------------------------------------------------

    @Slot()
    def _show_all(self) -> None:
        self._all = True
        self._show()

    def _show(self) -> None:
        self._list.fill()
        self._nothing.setVisible(not self._shown)
        left = None if self._all else AT_ONCE
        hidden = 0
        for each in self._shown:
            count = sum(len(unit.codes) for unit in each.units)
            if left is not None and left <= 0:
                hidden += count
                continue
            self._list.put(self._session(each, left))
            hidden += max(0, count - left) if left is not None else 0
            left = None if left is None else left - count
        if hidden:
            more = Button(SHOW_ALL, "link", n=hidden)
            more.clicked.connect(self._show_all)
            self._list.put(wrap(row(more, None)))

    def _session(self, shown: SessionShown, most: int | None) -> QWidget:
        language, stored = translator().current, shown.stored
        moment = stored.session.started
        when = language.formats.moment(moment) if moment else language.formats.day(stored.on)
        beside = join(stored.session.tool, stored.session.software, stored.by)
        title = Label(PlainText(when), "medium", "ink" if stored.counts else "ink3", fixed=True)
        line: list[Item] = [title, 4, (Label(PlainText(beside), "small", "ink3"), 1)]
        if stored.counts and self._live:
            back = Button(TAKE_BACK, "link")
            back.clicked.connect(partial(self._ask_why, stored.event))
            self._app.permits.need(take_back_diagnosis, back)
            line.append(back)
        if not stored.counts:
            line.append(Chip(NOT_COUNTING, "neutral"))
        note = [Label(PlainText(stored.session.note), "small", "ink2", wrap=True)] if stored.session.note else []
        return wrap(column(row(*line, gap=6), *note, *self._units(shown.units, most, counts=stored.counts), gap=4))

    def _units(self, units: Sequence[UnitShown], most: int | None, *, counts: bool) -> Iterator[QWidget]:
        left = most
        for unit in units:
            if left is not None and left <= 0:
                return
            codes = unit.codes if left is None else unit.codes[:left]
            named = PlainText(join(unit.ecu.name, unit.ecu.software)) if unit.ecu.name or unit.ecu.software else UNNAMED
            if unit.ecu.name or unit.ecu.software or not codes:
                yield Label(named, "small", "ink2")
            if not unit.codes:
                yield Label(NO_CODES, "small", "ink3")
            for code in codes:
                yield self._code(code, counts=counts)
            left = None if left is None else left - len(codes)

    def _code(self, shown: CodeShown, *, counts: bool) -> QWidget:
        name = Button(PlainText(shown.code.text), "link")
        name.setMinimumWidth(theme.u(CODE_WIDE))
        set_text(name.setAccessibleDescription, Message(WHO_HAD, code=shown.code.text))
        name.clicked.connect(partial(self._go, shown.code.text))
        said = shown.meaning.title if shown.meaning else shown.read.text
        meaning = Label(PlainText(said.replace("\n", " · ")), "body", "ink" if counts else "ink3")
        chips = [Chip(bit.label, *LOOKS[bit]) for bit in _told(shown)] if counts else []
        more = []
        if shown.others and counts:
            words = MANY_OTHERS if shown.others >= MOST_OTHERS else OTHERS
            others = Button(Message(words, n=shown.others), "link")
            others.clicked.connect(partial(self._go, shown.code.text))
            more = [others]
        return wrap(row(name, (meaning, 1), *chips, *more, gap=8))

    def _go(self, code: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot of a signal)
        self._app.go("code", code)


def _told(shown: CodeShown) -> list[StatusBit]:
    """The status bits worth a chip: confirmed or else pending or else failed, and the warning lamp."""
    told = set(bits(shown.read.status)) if shown.read.status is not None else set()
    if shown.read.mil:
        told.add(StatusBit.WARNING_REQUESTED)
    verdict = next(
        (bit for bit in (StatusBit.CONFIRMED, StatusBit.PENDING, StatusBit.TEST_FAILED) if bit in told), None
    )
    lamp = [StatusBit.WARNING_REQUESTED] if StatusBit.WARNING_REQUESTED in told else []
    return [*([verdict] if verdict else []), *lamp]
