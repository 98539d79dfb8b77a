"""Setting the diary up: its bays and courtesy cars, the hours of each weekday, and days that are otherwise."""

from datetime import date
from functools import partial
from typing import Any, cast, override

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import Command, Result
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.form_body import PageScroll
from lifecycle_desk.desktop.forms import Faults, Submission
from lifecycle_desk.desktop.look.messages import Message, PlainText
from lifecycle_desk.desktop.look.parts import (
    Button,
    Card,
    EqualGrid,
    Field,
    IconButton,
    Label,
    LineField,
    PageTitle,
    ReadField,
    SectionTitle,
    Stack,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.parts.fields import beside_field
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.diary.rules.opening import DaySaid, Span
from lifecycle_desk.stages.service.diary.rules.resources import Resource, ResourceKind
from lifecycle_desk.stages.service.diary.rules.rights import DIARY_SETUP
from lifecycle_desk.stages.service.diary.screens.fields import CLOSED_WORD, read_span, written_span
from lifecycle_desk.stages.service.diary.usecases.setup import (
    SaveResource,
    SetOpeningHours,
    save_resource,
    set_opening_hours,
)
from lifecycle_desk.stages.service.diary.usecases.showing import TABLES, DiarySetup, diary_setup
from lifecycle_desk.vehicle.screens.event_text import join
from lifecycle_desk.vehicle.screens.fields import day_field

TITLE, SAVED = N_("Bays and hours"), N_("Saved")
PLACES = {ResourceKind.BAY: N_("Bays"), ResourceKind.COURTESY_CAR: N_("Courtesy cars")}
NEW = {ResourceKind.BAY: N_("New bay"), ResourceKind.COURTESY_CAR: N_("New courtesy car")}
ADD, DEACTIVATE, HOURS, DAYS = N_("Add"), N_("Deactivate %(name)s"), N_("Opening hours"), N_("Days with other hours")
AS_USUAL = N_("As usual in your market: %(hours)s")
ON, OPEN, WHY = C_("appointment", "Day"), C_("technician", "Hours"), C_("correction", "Reason")
SPAN_HINT = N_("08:00-17:00, or 0 for closed")
REMOVE_DAY, SAVE_HOURS = N_("Remove %(day)s"), N_("Save hours")
NONE_YET = N_("None yet")
A_WEEK = range(1, 8)


class DiarySetupPage(PageWidget):
    """What the diary is divided into, and when the workshop is open."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._setup = app, None  # type: tuple[AppContext, DiarySetup | None]
        self.names = {kind: LineField(words, longest=200) for kind, words in NEW.items()}
        self.adds = {kind: Button(ADD, icon="plus") for kind in NEW}
        self.rows = {kind: Stack(4) for kind in NEW}
        self.week = {each: ReadField("", read_span) for each in A_WEEK}
        self.save = Button(SAVE_HOURS, "primary", keys="Ctrl+Return")
        self.on, self.span, self.why = day_field(ON), ReadField(OPEN, read_span, hint=SPAN_HINT), LineField(WHY)
        self.add_day, self.days = Button(ADD, icon="plus"), Stack(4)
        self._submission = Submission(app, Faults(lambda: self.fields), self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        cards = [self._card_of(kind) for kind in NEW]
        week = EqualGrid(list(self.week.values()), least=170, gap=16, lines=False)
        hours = Card(
            column(SectionTitle(HOURS), week, row(self.save, None), gap=4, margins=(16, 10, 16, 12)),
        )
        days = Card(
            column(
                SectionTitle(DAYS),
                self.days,
                row((self.on, 1), (self.span, 1), (self.why, 2), gap=12),
                row(self.add_day, None),
                gap=6,
                margins=(16, 10, 16, 12),
            )
        )
        form = PageScroll(
            column(row(*((each, 1) for each in cards), gap=12), hours, days, None, gap=12, margins=(24, 0, 24, 16))
        )
        head = row(PageTitle(TITLE), None, margins=(24, 14, 24, 0))
        self.setLayout(column(head, (form, 1), gap=10))

    def _card_of(self, kind: ResourceKind) -> QWidget:
        return Card(
            column(
                SectionTitle(PLACES[kind]),
                self.rows[kind],
                row((self.names[kind], 1), beside_field(self.adds[kind]), gap=8),
                None,
                gap=6,
                margins=(16, 10, 16, 8),
            )
        )

    def _connect(self) -> None:
        for kind, button in self.adds.items():
            button.clicked.connect(partial(self._add, kind))
            self.names[kind].on_enter(partial(self._add, kind))
        self.save.clicked.connect(self._save_week)
        self.add_day.clicked.connect(self._add_day)
        self._app.permits.need(DIARY_SETUP, self.save, self.add_day, *self.adds.values())
        self._submission.saved.connect(self._saved)
        self._app.changed.connect(self._heard)
        translator().changed.connect(self._show)

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them."""
        return {"name": self.names[ResourceKind.BAY], "closes": self.span, "on": self.on, "why": self.why}

    @override
    def show_key(self, key: str) -> None:
        self._look()

    @override
    def first_focus(self) -> QWidget | None:
        return self.names[ResourceKind.BAY].line

    @Slot(frozenset)
    def _heard(self, tables: frozenset[str]) -> None:
        if self.isVisible() and tables & TABLES:
            self._look()

    def _look(self) -> None:
        user = self._app.user
        self._app.run_query(lambda: diary_setup(user), self._came)

    def _came(self, found: DiarySetup) -> None:
        self._setup = found
        self._show()

    @Slot()
    def _show(self) -> None:
        found = self._setup
        if found is None:
            return
        for kind, stack in self.rows.items():
            active = [each for each in found.resources if each.kind is kind and each.active]
            stack.fill([self._resource(each) for each in active] or [Label(NONE_YET, "small", "ink3")])
        formats = translator().current.formats
        for number, field in self.week.items():
            day = formats.weekday_name(number, "wide")
            field.label.set_message(PlainText(day))
            field.control.setAccessibleName(day)
            own = found.weekdays.get(number)
            field.set_text(written_span(own) if own else "")
            usual = found.usual[number]
            field.hint(Message(AS_USUAL, hours=_said(usual)))
        self.days.fill([self._day(on, said) for on, said in sorted(found.days.items())])

    def _resource(self, of: Resource) -> QWidget:
        drop = IconButton("x", Message(DEACTIVATE, name=of.name))
        drop.clicked.connect(lambda: self._do(save_resource, SaveResource(of.kind, of.name, active=False)))
        return wrap(row((Label(text=of.name), 1), drop, gap=8))

    def _day(self, on: date, said: DaySaid) -> QWidget:
        drop = IconButton("x", Message(REMOVE_DAY, day=on))
        drop.clicked.connect(lambda: self._do(set_opening_hours, SetOpeningHours(on=on)))
        words = join(translator().current.formats.weekday(on), _said(said.span), said.why)
        return wrap(row((Label(text=words), 1), drop, gap=8))

    # What is done -----------------------------------------------------------------------------------------------

    def _do(self, command: Command[Any, Any], asked: Any) -> None:
        self._submission.submit(command, lambda: asked, SAVED)

    def _add(self, kind: ResourceKind, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot of a signal)
        self._do(save_resource, SaveResource(kind, self.names[kind].text))

    @Slot()
    def _save_week(self) -> None:
        """Save the weekdays that were changed, each as one step that can be undone."""
        known = dict(self._setup.weekdays) if self._setup else {}
        for number, field in self.week.items():
            if not field.validate():
                field.setFocus()
                return
            span = cast("Span | None", field.value)
            if span != known.get(number):
                opens, closes = (span.opens, span.closes) if span else (None, None)
                asked = SetOpeningHours(weekday=number, opens=opens, closes=closes)
                self._app.do(set_opening_hours, asked, self._week_saved)

    def _week_saved(self, done: Result[Any]) -> None:
        self._app.show_toast(SAVED, undo=self._app.way_back(done))

    @Slot()
    def _add_day(self) -> None:
        self.on.validate()
        self.span.validate()
        on, span = self.on.value, cast("Span | None", self.span.value)
        if not isinstance(on, date) or span is None:
            for field in (self.on, self.span):
                if field.value is None:
                    field.fault(N_("Please fill this in."))
            return
        self._do(set_opening_hours, SetOpeningHours(on=on, opens=span.opens, closes=span.closes, why=self.why.text))

    @Slot(object)
    def _saved(self, _: Result[Any]) -> None:
        for field in (*self.names.values(), self.on, self.span, self.why):
            field.set_text("")
        self._look()


def _said(span: Span) -> str:
    return translator().current(CLOSED_WORD) if span.opens == span.closes else written_span(span)
