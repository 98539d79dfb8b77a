"""The audit list: everything that was recorded, narrowed by subject, person, days and letters."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, override

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.usecases import staff
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.filter_keeping import FilterKeeping
from lifecycle_desk.desktop.filters import FilterChips, Kind
from lifecycle_desk.desktop.list_actions import ListAction
from lifecycle_desk.desktop.listing import ListBody
from lifecycle_desk.desktop.long_table import LongTable
from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.look.parts import ChoiceField, InfoBar, column, row, wrap
from lifecycle_desk.desktop.look.rows import Cell, Column
from lifecycle_desk.desktop.notices import refused_in
from lifecycle_desk.desktop.tab import Tab
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.overview.screens.settings.telling import change_said, record_said
from lifecycle_desk.vehicle.rules.audit import ANYBODY, NOBODY, Area, AuditFilter, read_filter, source_of
from lifecycle_desk.vehicle.rules.record_refs import record_kind
from lifecycle_desk.vehicle.rules.wording import worded
from lifecycle_desk.vehicle.screens.event_text import in_words, join
from lifecycle_desk.vehicle.screens.fields import AS_TYPED, day_field
from lifecycle_desk.vehicle.screens.history_button import HISTORY, KEYS, history_key
from lifecycle_desk.vehicle.usecases.audit import Audit, AuditCounts, AuditRow

TITLE = C_("settings", "Activity")
WHO, EVERYBODY, NOT_SIGNED_IN = N_("Person"), N_("Everybody"), N_("Not signed in")
ANY_DAY = N_("Any day")
COLUMNS = (
    Column(C_("audit", "When"), 184, ink="ink2", id="when", value=lambda line: line.event.recorded_at),
    Column(C_("audit", "Who"), 110, id="who", value=lambda line: line.event.by),
    Column(C_("audit", "What"), 230, role="medium", id="what"),
    Column(C_("audit", "Details"), ink="ink2", id="details", least=260),
    Column(C_("audit", "Vehicle or record"), 210, id="car", gives_way=3),
    Column(C_("audit", "Source"), 110, ink="ink2", id="source", gives_way=1),
    Column(C_("audit", "Number"), 76, "end", ink="ink3", id="number", value=lambda line: line.event.seq, gives_way=2),
    Column(C_("vehicle", "Plate"), 110, id="plate", value=lambda line: line.plate, extra=True),
    Column(N_("VIN"), 180, role="mono", id="vin", value=lambda line: line.vin, extra=True),
    Column(C_("audit", "Date of the event"), 120, id="on", value=lambda line: line.event.on, extra=True),
)
ICONS = {
    Area.SALE: "key",
    Area.CHARGING: "bolt",
    Area.SERVICE: "tool",
    Area.TRANSFER: "arrows-exchange",
    Area.RECYCLING: "recycle",
    Area.VEHICLE: "car",
    Area.PEOPLE: "users",
    Area.ACCESS: "lock",
    Area.DEALER: "settings",
}


def place_of(line: AuditRow) -> tuple[str, str] | None:
    """The page that shows what an entry is about: its own, that of its record, or the vehicle's."""
    known = record_kind(line.record.kind) if line.record else None
    own = worded(line.event, line.names).opens or (known.place(line.record.key) if known and line.record else None)
    return own or (("vehicle", line.vin) if line.vin else None)


def _open_record(app: AppContext, lines: Sequence[AuditRow]) -> None:
    if place := place_of(lines[0]):
        app.go(*place)


def _history(app: AppContext, lines: Sequence[AuditRow]) -> None:
    if record := lines[0].record:
        app.go("history", history_key(*record))


ACTIONS = (ListAction[AuditRow](words=HISTORY, icon="history", run=_history, keys=KEYS),)


class HistoryTab(Tab):
    """A long list under chips of subjects, with a person, the first and the last day, and a few letters."""

    tables = frozenset({"event", "staff"})

    def __init__(self, app: AppContext) -> None:
        super().__init__(app)
        self._counts = AuditCounts(app.user)
        self.chips = FilterChips(TITLE, [Kind(each, each.label, icon=ICONS[each]) for each in Area])
        self.table = LongTable(TITLE, Audit(app.user), COLUMNS, cells, app, actions=ACTIONS)
        self.body = ListBody(self.table, None, self.chips)
        self.field = self.body.field
        self.who = ChoiceField(WHO, [(ANYBODY, EVERYBODY)])
        self.since = day_field(C_("period", "From"), placeholder=ANY_DAY)
        self.until = day_field(C_("period", "Until"), placeholder=ANY_DAY)
        for day in (self.since, self.until):
            day.hint(AS_TYPED)  # in the line that waits for what was understood
        self.refused = InfoBar("", tone="warn", icon="lock")
        self.keeping = FilterKeeping(app, self.body.save, self, filtered)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        narrowing = row((self.who, 1), (self.since, 1), (self.until, 1), gap=16)
        listed = wrap(column(narrowing, (self.body, 1), gap=4, margins=(24, 0, 24, 16)))
        refused = wrap(column(row((self.refused, 1)), None, margins=(24, 0, 24, 16)))
        self._stack = QStackedWidget()
        for each in (refused, listed):
            self._stack.addWidget(each)
        self.setLayout(column(self._stack, gap=0))
        self.refused.hide()

    def _connect(self) -> None:
        self.chips.chosen.connect(self._narrow)
        self.field.wanted.connect(self._narrow)
        self.who.chosen.connect(self._narrow)
        for day in (self.since, self.until):
            day.read.connect(self._narrow)
        self.body.all_wanted.connect(self._widen)
        self.table.opened.connect(self._open)
        self.table.acts.listen()

    @override
    def first_focus(self) -> QWidget | None:
        return self.table

    # The filter -------------------------------------------------------------------------------------------------

    @property
    def wanted(self) -> AuditFilter:
        """What the list is narrowed to."""
        area = self.chips.value if isinstance(self.chips.value, Area) else None
        since, until = (each.value if isinstance(each.value, date) else None for each in (self.since, self.until))
        return AuditFilter(area, str(self.who.value or ANYBODY), since, until, self.field.text().strip())

    def kept_as(self) -> tuple[str, str, str]:
        """How the present filter is kept: its name, its parts, its letters."""
        wanted, formats = self.wanted, translator().current.formats
        days = [formats.day(each) for each in (wanted.since, wanted.until) if each]
        who = self.who.choice.currentText() if wanted.by else ""
        area = self.chips.chips[wanted.area].text() if wanted.area else ""
        return " ".join(filter(None, (area, who, " – ".join(days), wanted.text))), wanted.kept(), wanted.text

    def is_narrowed(self) -> bool:
        """Whether less is listed than there is."""
        return self.wanted.is_narrow

    def show_filter(self, kind: str, text: str) -> None:
        """Narrow the list as a kept filter says."""
        wanted, formats = read_filter(kind, text), translator().current.formats
        self.field.put(text)
        self._offer_person(wanted.by)
        self.who.set_value(wanted.by)
        for field, day in ((self.since, wanted.since), (self.until, wanted.until)):
            field.set_text(formats.day(day, "short") if day else "")
        self.chips.choose(wanted.area)
        self._narrow()

    @Slot()
    def _narrow(self) -> None:
        self.body.show_listing(Audit(self.app.user, self.wanted), narrowed=self.is_narrowed())
        self.keeping.offer()
        self._count()

    @Slot()
    def _widen(self) -> None:
        self.show_filter("", "")
        self.table.setFocus()

    # What is shown ----------------------------------------------------------------------------------------------

    @Slot()
    @override
    def look(self) -> None:
        user = self.app.user
        self.app.run_query(lambda: staff(user), self._offer)
        self._count()

    def _offer(self, members: Sequence[Member]) -> None:
        for each in members:
            self._offer_person(each.name, each.full_name)
        self._offer_person(NOBODY)

    def _offer_person(self, name: str, full_name: str = "") -> None:
        """Offer somebody once; a filter may name who is listed only later."""
        if name and self.who.choice.place_of(name) < 0:
            self.who.choice.offer(name, NOT_SIGNED_IN if name == NOBODY else PlainText(full_name or name))

    def _count(self) -> None:
        wanted, counts = self.wanted, self._counts

        def came(found: tuple[Mapping[Any, int], int]) -> None:
            if wanted == self.wanted:
                self.chips.show_counts(*found)
            self._stack.setCurrentIndex(1)

        self.app.run_query(partial(counts.of, wanted), came, self._not_shown)

    def _not_shown(self, fact: Exception) -> None:
        """Show why the list may not be seen; any other failure is a bug."""
        if refused_in(self.refused, fact, self.app):
            self._stack.setCurrentIndex(0)

    @Slot(int)
    def _open(self, key: int) -> None:
        if found := self.table.long.listing.rows([key]).get(key):
            _open_record(self.app, [found])


def filtered(user: UserSession, kind: str, text: str) -> Audit | None:
    """The entries of a filter that is kept."""
    return Audit(user, read_filter(kind, text))


def cells(line: AuditRow) -> Sequence[str | Cell]:
    """An entry in the columns of the list."""
    told, formats = line.event, translator().current.formats
    said = worded(told, line.names)
    changes = [change_said(each) for each in line.changes]
    details = join(*(in_words(each) for each in said.detail), *changes)
    source = source_of(told.via)
    title = in_words(said.title)
    return (
        formats.cell_moment(told.recorded_at) if told.at else formats.cell_day(told.on),
        told.by or "",
        Cell(title, icon=said.icon or "car"),
        " ".join(details.split()),
        join(line.plate, line.car) or line.vin or record_said(line),
        in_words(source) if source else "",
        str(told.seq),
        line.plate,
        line.vin or "",
        formats.cell_day(told.on),
    )
