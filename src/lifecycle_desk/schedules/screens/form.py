"""The form of a maintenance schedule of the dealer's own: a new one, or the next version of one that is there."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise
from typing import Any, cast, override

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QLayout, QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.form_body import FormBody, form_card
from lifecycle_desk.desktop.forms import DraftSaver, Faults, Submission
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.look.parts import (
    Button,
    ChoiceField,
    Field,
    Label,
    LineField,
    PageTitle,
    ReadField,
    SectionTitle,
    StickyBar,
    column,
    row,
)
from lifecycle_desk.desktop.offer_box import Completion
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language.reading import typed_list
from lifecycle_desk.schedules.rules import Interval, Schedule, Tolerance, Visits
from lifecycle_desk.schedules.screens.fields import (
    hours_field,
    interval_field,
    read_sizes,
    read_tolerance,
    title_said,
    written_interval,
    written_sizes,
    written_tolerance,
)
from lifecycle_desk.schedules.screens.items import ItemsEditor, texts_of
from lifecycle_desk.schedules.usecases.schedules import KeepSchedule, keep_schedule
from lifecycle_desk.vehicle.rules.models import Energy, makes
from lifecycle_desk.vehicle.screens.fields import day_field, looked, today_written
from lifecycle_desk.vehicle.usecases.data_in_force import published_data

NEW, NEXT = N_("New maintenance schedule"), N_("Next version of %(name)s")
ABOUT = N_("Vehicles sold from this date use this version; earlier ones stay on theirs until moved.")
FORM = "maintenance_schedule"
ROUND = 60  # px that stay in sight around a field


class ScheduleForm(QWidget):
    """All of a schedule; Ctrl+Enter keeps it."""

    saved = Signal()

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._id, self._taken = app, "", frozenset[str]()
        self._makes = makes()
        self.title = LineField(N_("Title"), longest=200)
        self.brands = LineField(C_("maintenance", "Brands"), hint=N_("Leave empty for all"))
        self.models = LineField(C_("maintenance", "Models"), hint=N_("Separate with commas; * matches any letters"))
        self.energy = ChoiceField(
            C_("vehicle", "Energy"), [(None, C_("maintenance", "All")), *((each, each.label) for each in Energy)]
        )
        self.since = day_field(N_("For vehicles sold from"), today=True, required=True)
        self.source = LineField(N_("Source"), hint=N_("Booklet, page or person"), longest=1000)
        self.every = interval_field(N_("Regular visit every"))
        self.first = interval_field(N_("First after"))
        self.severe = interval_field(N_("Severe use: every"))
        self.tolerance = ReadField(
            N_("Tolerance"), read_tolerance, placeholder=N_("days / distance"), hint=N_("Leave empty for no tolerance")
        )
        self.sizes = LineField(N_("Alternating service sizes"), hint=N_("Separate with commas"))
        self.hours = hours_field(N_("Flat-rate hours"))
        self.note = LineField(C_("event", "Note"), longest=1000)
        self.items = ItemsEditor()
        self.head, self.again = PageTitle(NEW), Button(N_("Start new"))
        self.save = Button(C_("form", "Save"), "primary", keys="Ctrl+Return")
        self.bar = StickyBar(self.save)
        self._brand = Completion(self.brands.line)
        self.setLayout(self._laid_out())
        self._submission = Submission(app, Faults(lambda: self.fields), self)
        self._drafts = DraftSaver(app, FORM, lambda: self.texts, self.write, self)
        self._begun = False
        self._connect()

    def _laid_out(self) -> QLayout:
        head = row(self.head, None, self.again, margins=(24, 14, 24, 0))
        about = form_card(
            self.title,
            row((self.brands, 1), (self.models, 2), gap=12),
            row((self.energy, 1), (self.since, 1), (self.source, 1), gap=12),
            Label(ABOUT, "small", "ink3", wrap=True),
        )
        visits = form_card(
            row((self.every, 1), (self.first, 1), (self.severe, 1), gap=12),
            row((self.tolerance, 1), (self.sizes, 1), (self.hours, 1), gap=12),
            self.note,
        )
        items = form_card(SectionTitle(N_("Items")), self.items)
        cards = column(about, visits, items, None, gap=t.CARD_GAP, margins=(24, 10, 24, 16))
        self._scroll = FormBody(cards, self.bar)
        return column(head, (self._scroll, 1), self.bar, gap=0)

    def _connect(self) -> None:
        self.save.clicked.connect(self._save)
        self._app.permits.need(keep_schedule, self.save)
        self.again.clicked.connect(self._begin_anew)
        self.again.hide()
        self.items.changed.connect(self._order_stops)
        self.brands.edited.connect(self._offer_brands)
        self._submission.saved.connect(self._saved)
        cast("QApplication", QApplication.instance()).focusChanged.connect(self._follow)

    @property
    def lines(self) -> dict[str, LineField]:
        """The fields of one line, by the names under which a draft keeps them."""
        return {
            "title": self.title,
            "brands": self.brands,
            "models": self.models,
            "since": self.since,
            "source": self.source,
            "every": self.every,
            "first": self.first,
            "severe": self.severe,
            "tolerance": self.tolerance,
            "sizes": self.sizes,
            "hours": self.hours,
            "note": self.note,
        }

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them."""
        return {
            "id": self.title,
            "title": self.title,
            "brands": self.brands,
            "models": self.models,
            "energies": self.energy,
            "valid_from": self.since,
            "source": self.source,
            "visits.every": self.every,
            "visits.first": self.first,
            "visits.severe": self.severe,
            "visits.hours": self.hours,
            "tolerance": self.tolerance,
            "note": self.note,
            **self.items.fields,
            "items": self.every,
        }

    # What stands in it ------------------------------------------------------------------------------------------

    @property
    def texts(self) -> dict[str, Any]:
        """All that stands in the form."""
        typed: dict[str, Any] = {name: field.text for name, field in self.lines.items()}
        energy = self.energy.value
        return typed | {"id": self._id, "energy": str(energy) if energy else "", "items": self.items.texts}

    def write(self, texts: Mapping[str, Any]) -> None:
        """Let other texts stand in the form."""
        self._id = texts.get("id", "")
        for name, field in self.lines.items():
            text = texts.get(name, today_written() if name == "since" else "")
            field.line.setText(text) if not text else field.set_text(text)
            field.clear()
        energy = texts.get("energy")
        self.energy.set_value(Energy.of(energy) if energy else None)
        self.items.write(texts.get("items", []))
        self._name()

    def _name(self) -> None:
        self.head.set_message(self.named)
        self.again.setVisible(bool(self._id or self.title.text))

    @property
    def named(self) -> Message | str:
        """What stands over it."""
        return Message(NEXT, name=self._id) if self._id else NEW

    def know(self, taken: Iterable[str]) -> None:
        """The names that there are; the first time, what was left in the form comes back."""
        self._taken = frozenset(taken)
        if not self._begun:
            self._begun = True
            self._drafts.begin("")

    def save_draft(self) -> None:
        """Keep what was typed before the form is left."""
        if self._begun:
            self._drafts.keep()

    def use(self, schedule: Schedule, *, as_next: bool) -> None:
        """Fill the form from a schedule: as its next version, or as a draft of another."""
        visits = schedule.visits or Visits()
        self.write(
            {
                "id": schedule.id if as_next else "",
                "title": title_said(schedule),
                "brands": typed_list(schedule.brands, translator().current),
                "models": typed_list(schedule.models, translator().current),
                "energy": schedule.energies[0].value if len(schedule.energies) == 1 else "",
                "source": schedule.source,
                "every": written_interval(visits.every),
                "first": written_interval(visits.first),
                "severe": written_interval(visits.severe),
                "tolerance": written_tolerance(schedule.tolerance),
                "sizes": written_sizes(visits.sizes),
                "hours": f"{visits.hours}" if visits.hours is not None else "",
                "note": "" if schedule.is_published else schedule.note,
                "items": [texts_of(each) for each in schedule.items],
            }
        )
        self.title.line.setFocus()

    @Slot()
    def _begin_anew(self) -> None:
        self.write({})
        self.title.line.setFocus()

    @Slot(str)
    def _offer_brands(self, text: str) -> None:
        wanted = text.strip().casefold()
        self._brand.offer([(each, each) for each in self._makes if wanted and each.casefold().startswith(wanted)])

    # What is done with it ---------------------------------------------------------------------------------------

    @Slot()
    def _save(self) -> None:
        self._submission.submit(keep_schedule, self._read, N_("Schedule saved"))

    def _read(self) -> KeepSchedule:
        looked(self.since, self.every, self.first, self.severe, self.tolerance, self.hours)
        every, first, severe = (
            cast("Interval", each.value or Interval()) for each in (self.every, self.first, self.severe)
        )
        visits = Visits(
            every=every,
            first=first,
            severe=severe,
            sizes=read_sizes(self.sizes.text),
            hours=cast("Any", self.hours.value),
        )
        energy = cast("Energy | None", self.energy.value)
        return KeepSchedule(
            Schedule(
                id=self._id or self._named(),
                title=self.title.text,
                valid_from=cast("date", self.since.value or date.max),
                source=self.source.text,
                brands=_parted(self.brands.text),
                models=_parted(self.models.text),
                energies=(energy,) if energy else (),
                visits=visits if every or first else None,
                items=self.items.items(),
                tolerance=cast("Tolerance", self.tolerance.value or Tolerance()),
                note=self.note.text,
            )
        )

    def _named(self) -> str:
        """A short name for a new schedule: the letters of its title that all alphabets share, or a number."""
        bare = re.sub(r"[^a-z0-9]+", "-", self.title.text.casefold()).strip("-") or "own"
        numbered = (bare if each == 1 else f"{bare}-{each}" for each in range(1, len(self._taken) + 2))
        return next(name for name in numbered if name not in self._taken)

    @Slot()
    def _saved(self) -> None:
        self.write({})
        self._drafts.end()
        self._drafts.begin("")
        self.saved.emit()

    # Keys -------------------------------------------------------------------------------------------------------

    @Slot(QWidget, QWidget)
    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        """Keep in sight what has the keyboard, once its note is laid out."""
        if now is not None and self._scroll.isAncestorOf(now):
            QTimer.singleShot(0, self._bring_in_sight)

    @Slot()
    def _bring_in_sight(self) -> None:
        now = QApplication.focusWidget()
        if now is not None and self._scroll.isAncestorOf(now):
            self._scroll.ensureWidgetVisible(now, 0, ROUND)

    @Slot()
    def _order_stops(self) -> None:
        """Let Tab go through the items as they stand: Qt would go to what was made last at last."""
        if not self.isVisible() or self.note.window() is not self.save.window():
            return
        for one, other in pairwise([self.note.line, *self.items.stops(), self.save]):
            self.setTabOrder(one, other)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._order_stops()
        self._app.run_query(lambda: makes(published_data(self._app.user)), self._know_makes)

    def _know_makes(self, known: tuple[str, ...]) -> None:
        self._makes = known


def _parted(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.split(",") if each.strip())
