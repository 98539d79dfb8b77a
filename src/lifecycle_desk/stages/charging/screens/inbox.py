"""The inbox: sessions that wait for a car, assigned one by one or all of a name, from a day to a day."""

from collections.abc import Sequence
from typing import Any, cast, override

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.desk import Desk
from lifecycle_desk.desktop.forms import Faults, Submission
from lifecycle_desk.desktop.long_table import LongTable
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    ChoiceField,
    EmptyPage,
    Field,
    Label,
    Rail,
    SectionTitle,
    column,
    hold,
    row,
)
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.look.words import Plain
from lifecycle_desk.stages.charging.rules.sessions import Session
from lifecycle_desk.stages.charging.screens.cells import energy_of, started, where_of
from lifecycle_desk.stages.charging.usecases.inbox import (
    AssignName,
    AssignSessions,
    Inbox,
    assign_name,
    assign_sessions,
)
from lifecycle_desk.vehicle.screens.fields import day_field, looked
from lifecycle_desk.vehicle.screens.tab import Tab
from lifecycle_desk.vehicle.screens.telling import strung
from lifecycle_desk.vehicle.screens.vehicle_field import VehicleField

COLUMNS = (
    Column(C_("charging", "Name in the file"), 150, role="mono"),
    Column(C_("charging", "Started"), 146, role="small", ink="ink2"),
    Column(C_("charging", "Energy"), 96, "end"),
    Column(C_("charging", "Where")),
)
ASSIGNED = N_("The sessions have their vehicle.")
ONE, NAME = "one", "name"
FORM = 300


class InboxTab(Tab):
    """A list of what waits, and beside it whose it is."""

    tables = Inbox.tables

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.table = LongTable(N_("Sessions that wait for a vehicle"), Inbox(desk.seat), COLUMNS, cells, desk)
        self.vehicle = VehicleField(desk)
        self.which = ChoiceField(
            N_("What is assigned"), [(NAME, N_("All of this name")), (ONE, N_("The chosen sessions"))]
        )
        self.name = ChoiceField(C_("charging", "Name in the file"))
        self.since, self.until = day_field(C_("period", "From")), day_field(C_("period", "Until"))
        self.save = Button(C_("charging", "Assign"), "primary", keys="Ctrl+Return")
        self._session: Session | None = None
        self._meant: tuple[Session | None, int] = None, 0
        self._submission = Submission(desk, Faults(lambda: self.fields), self)
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them."""
        return {"vin": self.vehicle, "name": self.name, "since": self.since, "until": self.until, "number": self.which}

    def _lay_out(self) -> None:
        about = Label(
            N_(
                "A card or a contract may change hands: say from which day to which it is this car. "
                "It is kept for the next file."
            ),
            "small",
            "ink3",
            wrap=True,
        )
        items = (SectionTitle(N_("Whose is it?")), self.vehicle, self.which, self.name, self.since, self.until, about)
        form = Card(column(*items, row(None, self.save), gap=6, margins=(16, 12, 16, 14)))
        listed = Card(column(self.table, gap=0, margins=(1, 1, 1, 1)))
        whole = row((listed, 1), Rail(form, width=FORM), gap=t.COLUMN_GAP, margins=(24, 0, 24, 16))
        bring = Button(N_("Import charging records"), "primary", icon="file-import", shown_keys="Ctrl+N")
        bring.clicked.connect(lambda: self.desk.go("charging_import"))
        self.empty = EmptyPage(
            N_("Nothing waits"),
            N_("Sessions that match no vehicle wait here until you say whose they are. Nothing is ever dropped."),
            bring,
            (),
            stages=("charging", "service", "transfer"),
        )
        for part in (hold(whole), self.empty):
            self._stack.addWidget(part)
        self.setLayout(column(self._stack, gap=0))

    def _connect(self) -> None:
        self.table.counted.connect(lambda count: self._stack.setCurrentIndex(0 if count else 1))
        self.table.selectionModel().currentChanged.connect(self._stand_on)
        self.table.selectionModel().selectionChanged.connect(self._mean)
        self.table.opened.connect(lambda _: self.vehicle.line.setFocus())
        self.table.long.modelReset.connect(lambda: self._stand_on(self.table.currentIndex()))
        self.which.chosen.connect(lambda _: self._fit())
        self.save.clicked.connect(self._assign)
        self._submission.saved.connect(lambda _: self.vehicle.reset())
        self._fit()

    @override
    def first_focus(self) -> QWidget | None:
        return self.table if self._stack.currentIndex() == 0 else self.empty.primary

    @override
    def look(self) -> None:
        self._stack.setCurrentIndex(0)
        self.table.show_listing(Inbox(self.desk.seat))

    @Slot(QModelIndex)
    def _stand_on(self, index: QModelIndex) -> None:
        key = self.table.long.key_at(index.row()) if index.isValid() else None
        found = self.table.long.listing.rows([key]) if key is not None else {}
        self._session = found.get(key) if key is not None else None
        self.name.choice.clear()
        for name in self._session.whose if self._session else ():
            self.name.choice.offer(name, Plain(name))
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
        """What concerns a name stands there only while a name is meant."""
        for field in (self.name, self.since, self.until):
            field.setVisible(self.which.value == NAME)

    def _chosen(self) -> tuple[int, ...]:
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return tuple(self.table.long.key_at(each) for each in rows)

    @Slot()
    def _assign(self) -> None:
        if self.which.value == ONE:
            self._submission.submit(assign_sessions, lambda: AssignSessions(self._chosen(), self._vin()), ASSIGNED)
        else:
            self._submission.submit(assign_name, self._of_name, ASSIGNED)

    def _of_name(self) -> Any:
        looked(self.since, self.until)
        source = self._session.source if self._session else ""
        since, until = cast("Any", self.since.value), cast("Any", self.until.value)
        return AssignName(source, str(self.name.value or ""), self._vin(), since, until)

    def _vin(self) -> str:
        if self.vehicle.vehicle is None:
            self.vehicle.fault(N_("Please fill this in."))
        return self.vehicle.vehicle.vin if self.vehicle.vehicle else ""


def cells(session: Session) -> Sequence[str | Cell]:
    """A session that waits, in the columns of the list."""
    return (
        session.whose[0] if session.whose else "",
        started(session.started_at),
        energy_of(session.energy_wh),
        strung(session.place.name, session.place.city) or where_of(session),  # the place tells most of whose it is
    )
