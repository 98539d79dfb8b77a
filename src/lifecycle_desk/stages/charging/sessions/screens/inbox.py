"""The inbox: sessions that wait for a car, assigned one by one or all of a name, from a day to a day."""

from collections.abc import Sequence
from dataclasses import replace
from typing import override

from PySide6.QtCore import QModelIndex, Slot

from lifecycle_desk.base.objections import C_, N_, NN_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.forms import Faults, Submission
from lifecycle_desk.desktop.long_table import LongTable
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message, PlainText
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    ChoiceField,
    Field,
    Label,
    Rail,
    SectionTitle,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.tab import TeachingTab
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.charging.sessions.rules.sessions import Session
from lifecycle_desk.stages.charging.sessions.screens.cells import energy_of, place_of, power_of, started
from lifecycle_desk.stages.charging.sessions.screens.commands import IMPORT, STAGES
from lifecycle_desk.stages.charging.sessions.usecases.inbox import (
    CARDS,
    DONE,
    IN_FILE,
    NAMING,
    WHOSE,
    AssignName,
    AssignSessions,
    Inbox,
    assign_name,
    assign_sessions,
)
from lifecycle_desk.vehicle.screens.step_form import Around, StepForm
from lifecycle_desk.vehicle.screens.vehicle_field import VehicleField

COLUMNS = (
    Column(IN_FILE, 138, role="mono"),
    Column(C_("charging", "Location"), role="small"),
    Column(
        C_("charging", "Started"), 150, role="small", ink="ink2", value=lambda session: session.started_at, gives_way=1
    ),
    Column(C_("charging", "Energy"), 104, "end", "small", rank=lambda session: session.energy_wh, gives_way=2),
)
UNKNOWN_NAME = N_("“%(name)s” is not assigned to a vehicle on %(on)s.")
NAMELESS = N_("The source names neither a vehicle nor a card.")
EXPLAINED = N_("Sessions that match no vehicle wait here until you assign them. Nothing is ever dropped.")
CHOOSE = N_("Choose vehicle")
ONE, NAME = "one", "name"
FORM = 300


class InboxTab(TeachingTab):
    """A list of what waits, and beside it whose it is."""

    tables = Inbox.tables

    def __init__(self, app: AppContext) -> None:
        super().__init__(app)
        self.table = LongTable(N_("Sessions waiting for a vehicle"), Inbox(app.user), COLUMNS, cells, app, opens=CHOOSE)
        self.vehicle = VehicleField(app)
        self.which = ChoiceField(N_("Assign"), [(NAME, N_("All with this name")), (ONE, N_("Selected sessions"))])
        self.name = ChoiceField(IN_FILE, hint=CARDS)
        self.form = StepForm(NAMING, Around(app), AssignName("", "", ""), parts={"name": self.name})
        self.save = Button(C_("charging", "Assign"), "primary", keys="Ctrl+Return")
        self.skip = Button(C_("charging", "Skip"), keys="Ctrl+J")
        self.why = Label("", "body", "ink2", wrap=True)
        self._about = Label(
            N_(
                "Cards and contracts can change hands: set the period for which this applies. It is remembered "
                "for the next file."
            ),
            "small",
            "ink3",
            wrap=True,
        )
        self._session: Session | None = None
        self._meant: tuple[Session | None, int] = None, 0
        self._submission = Submission(app, Faults(lambda: self.fields), self)
        self._lay_out()
        self._connect()

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them."""
        return {"vin": self.vehicle, **self.form.fields} | {"vin": self.vehicle, "number": self.which}

    def _lay_out(self) -> None:
        waits = Label(
            EXPLAINED,
            "small",
            "ink2",
            wrap=True,
        )
        head = column(SectionTitle(N_("Sessions waiting for a vehicle")), waits, gap=2, margins=(16, 12, 16, 10))
        listed = Card(column(head, (self.table, 1), self.table.foot, gap=0, margins=(1, 0, 1, 1)))
        days = row(*self.form.lines("since until")[0], gap=12)
        foot = row(self.skip, None, self.save)
        items = (self.vehicle, self.which, self.name, days)
        title = column(SectionTitle(WHOSE), self.why, gap=2)
        form = Card(column(title, *items, self._about, foot, gap=8, margins=(16, 12, 16, 14)))
        whole = row((listed, 1), Rail(form, width=FORM), gap=t.COLUMN_GAP, margins=(24, 0, 24, 16))
        self.lay(wrap(whole), self.table, N_("Inbox is empty"), EXPLAINED, IMPORT, STAGES)

    def _connect(self) -> None:
        self.table.counted.connect(self.show_work)
        self.table.selectionModel().currentChanged.connect(self._stand_on)
        self.table.selectionModel().selectionChanged.connect(self._mean)
        self.table.opened.connect(lambda _: self.vehicle.line.setFocus())
        self.table.long.came.connect(lambda: self._stand_on(self.table.currentIndex()))
        self.which.chosen.connect(lambda _: self._fit())
        self.save.clicked.connect(self._assign)
        self.app.permits.need(assign_sessions, self.save)
        self.skip.clicked.connect(self._skip)
        self._submission.saved.connect(lambda _: self.vehicle.reset())
        self.table.acts.beside(self.skip)
        self._fit()

    @override
    def look(self) -> None:
        self.show_work(there=True)
        self.table.show_listing(Inbox(self.app.user), again=True)

    @Slot(QModelIndex)
    def _stand_on(self, index: QModelIndex) -> None:
        key = self.table.long.key_at(index.row()) if index.isValid() else None
        found = self.table.long.listing.rows([key]) if key is not None else {}
        self._session = found.get(key) if key is not None else None
        self.name.choice.clear()
        for name in self._session.whose if self._session else ():
            self.name.choice.offer(name, PlainText(name))
        if self._session:
            self.why.set_message(why_it_waits(self._session))
        self._mean()

    @Slot()
    def _mean(self) -> None:
        """Several rows, or one that names nobody, are meant themselves; else the name of the row that one stands on."""
        meant = self._session, len(self._chosen())
        if meant != self._meant:
            self._meant = meant
            self.which.set_value(NAME if self._session and self._session.whose and meant[1] <= 1 else ONE)
        self._fit()

    def _fit(self) -> None:
        """Show the fields about a name only while a name is meant."""
        by_name = self.which.value == NAME
        for part in (*self.form.fields.values(), self._about):
            part.setVisible(by_name)
        chosen = Message(NN_("%(n)s session", "%(n)s sessions"), n=len(self._chosen()))
        self.which.hint(N_("Later sessions too") if by_name else chosen)

    def _chosen(self) -> tuple[int, ...]:
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return tuple(self.table.long.key_at(each) for each in rows)

    @Slot()
    def _skip(self) -> None:
        """Go on to the next one that waits, from the last to the first, and leave this one as it is."""
        count = self.table.long.rowCount()
        if count:
            self.vehicle.reset()
            self.table.setCurrentIndex(self.table.long.index((self.table.currentIndex().row() + 1) % count, 0))

    @Slot()
    def _assign(self) -> None:
        if self.which.value == ONE:
            self._submission.submit(assign_sessions, lambda: AssignSessions(self._chosen(), self._vin()), DONE)
        else:
            self._submission.submit(assign_name, self._of_name, DONE)

    def _of_name(self) -> AssignName:
        source = self._session.source if self._session else ""
        return replace(self.form.read(), source=source, vin=self._vin())

    def _vin(self) -> str:
        if self.vehicle.vehicle is None:
            self.vehicle.fault(N_("Please fill this in."))
        return self.vehicle.vehicle.vin if self.vehicle.vehicle else ""


def why_it_waits(session: Session) -> Message:
    """Why a session has no vehicle yet."""
    if not session.whose:
        return Message(NAMELESS)
    return Message(
        UNKNOWN_NAME, name=session.whose[0], on=translator().current.formats.local(session.started_at).date()
    )


def cells(session: Session) -> Sequence[str | Cell]:
    """A session that waits, in the columns of the list."""
    return (
        session.whose[0] if session.whose else "",
        place_of(session) or power_of(session),  # the place tells most of whose it is
        started(session.started_at),
        energy_of(session.energy_wh),
    )
