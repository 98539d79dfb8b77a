"""The dealer's own inspections: what is looked at, how it is answered, what fails, and which jobs that proposes."""

from collections.abc import Sequence
from functools import partial
from typing import override

from PySide6.QtCore import QRect, Signal, Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.command import Result
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.form_body import FormBody, form_card, over_bar
from lifecycle_desk.desktop.forms import Faults, Submission, by_place
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText
from lifecycle_desk.desktop.look.paint import Brush
from lifecycle_desk.desktop.look.parts import (
    Button,
    ChoiceField,
    Field,
    IconButton,
    LineField,
    PageTitle,
    Painted,
    ReadField,
    Stack,
    StickyBar,
    column,
    row,
    wrap,
)
from lifecycle_desk.desktop.look.parts.fields import beside_field
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language.reading import read_number, read_unit
from lifecycle_desk.stages.service.inspections.rules import InspectionTemplate, Point, PointKind
from lifecycle_desk.stages.service.inspections.usecases.inspecting import (
    DropInspectionTemplate,
    drop_inspection_template,
    save_inspection_template,
)
from lifecycle_desk.stages.service.inspections.usecases.showing import inspection_templates
from lifecycle_desk.vehicle.screens.fields import exact
from lifecycle_desk.vehicle.screens.history_button import history_button

TITLE, NAME, WHICH = N_("Inspection templates"), N_("Template name"), C_("inspection", "Template")
NEW = N_("New template")
POINT, KIND, ANSWERS = N_("Inspection point"), C_("inspection point", "Kind"), N_("Answers")
HOW_ANSWERS = N_("Separate with %(slash)s; answers ending in %(mark)s fail")
LEAST, MOST, UNIT, JOB = N_("Minimum"), N_("Maximum"), C_("measure", "Unit"), N_("Proposed job")
NO_JOB = N_("Chosen by name")
ADD, REMOVE = N_("Add point"), N_("Remove point")
SAVE, DROP = C_("template", "Save"), N_("Delete template")
SAVED, DROPPED = N_("Template “%(name)s” saved"), N_("Template “%(name)s” deleted")
BETWEEN, FAILS = "/", "!"
WIDE = str.maketrans({"／": BETWEEN, "！": FAILS})  # as Chinese keyboards write them


class UnitField(LineField):
    """A unit: written as the language of now writes it, and kept by the sign that every language knows."""

    def __init__(self) -> None:
        self.sign = ""
        super().__init__(UNIT, longest=20)
        self.edited.connect(self._read)
        translator().changed.connect(self._show_again)

    def show_sign(self, sign: str) -> None:
        """Show the unit that is kept by a sign."""
        self.sign = sign
        self._show_again()

    @Slot(str)
    def _read(self, text: str) -> None:
        self.sign = read_unit(text, translator().current)

    @Slot()
    def _show_again(self) -> None:
        self.line.setText(translator().current.formats.unit(self.sign))


class PointEditor(Painted):
    """One point of a template in two lines: its words and its kind; what the kind needs, and the job.

    The kind stands over the job, so that the words and what is needed are as wide: most of the page.
    """

    gone = Signal()

    def __init__(self, jobs: Sequence[str]) -> None:
        super().__init__()
        self.text = LineField(POINT, longest=200)
        self.kind = ChoiceField(KIND, [(each, each.label) for each in PointKind], value=PointKind.CHOICE)
        self.answers = LineField(ANSWERS, hint=Message(HOW_ANSWERS, slash=BETWEEN, mark=FAILS), longest=2_000)
        self.least, self.most = ReadField(LEAST, _number), ReadField(MOST, _number)
        self.unit = UnitField()
        offered: list[tuple[object, UiText]] = [("", NO_JOB), *((each, PlainText(each)) for each in jobs)]
        self.job = ChoiceField(JOB, offered, value="")
        self.remove = IconButton("trash", REMOVE)
        needs = wrap(row(*((each, 1) for each in (self.answers, self.least, self.most, self.unit))))
        lines = wrap(column(row((self.text, 5), (self.kind, 2)), row((needs, 5), (self.job, 2)), gap=t.FIELD_GAP))
        self.setLayout(row((lines, 1), beside_field(self.remove)))
        self.kind.chosen.connect(self._needs)
        self.remove.clicked.connect(self.gone)
        self._needs()

    @override
    def draw(self, b: Brush, rect: QRect) -> None:
        b.hline(rect)  # within the distance of two rows, which is as wide everywhere

    @Slot()
    def _needs(self) -> None:
        kind = self._kind()
        self.answers.setVisible(kind is PointKind.CHOICE)
        for each in (self.least, self.most, self.unit):
            each.setVisible(kind is PointKind.MEASURE)

    def _kind(self) -> PointKind:
        return next(each for each in PointKind if each.value == self.kind.value)

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them."""
        of_choices: dict[str, Field] = {"text": self.text, "choices": self.answers, "failing": self.answers}
        return of_choices | {"minimum": self.least, "maximum": self.most, "unit": self.unit}

    def point(self) -> Point:
        """The point as it stands here."""
        typed = self.answers.text.translate(WIDE)
        answers = [each.strip() for each in typed.split(BETWEEN) if each.strip()]
        for each in (self.least, self.most):
            each.validate()
        return Point(
            text=self.text.text,
            kind=self._kind(),
            choices=tuple(each.removesuffix(FAILS).strip() for each in answers),
            failing=tuple(each.removesuffix(FAILS).strip() for each in answers if each.endswith(FAILS)),
            unit=self.unit.sign,
            minimum=exact(self.least),
            maximum=exact(self.most),
            job=str(self.job.value or ""),
        )

    def show_point(self, point: Point) -> None:
        """Show a point that is kept."""
        self.text.set_text(point.text)
        self.kind.set_value(point.kind)
        marked = [f"{each}{FAILS}" if each in point.failing else each for each in point.choices]
        self.answers.set_text(f" {BETWEEN} ".join(marked))
        for field, value in ((self.least, point.minimum), (self.most, point.maximum)):
            field.set_text("" if value is None else translator().current.formats.number(value))
        self.unit.show_sign(point.unit)
        self.job.set_value(point.job)
        self._needs()


class InspectionTemplatesPage(PageWidget):
    """The templates, one of which is written."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app = app
        self._known: tuple[InspectionTemplate, ...] = ()
        self._jobs: tuple[str, ...] = ()
        self.which, self.name = ChoiceField(WHICH), LineField(NAME, longest=200)
        self._points = Stack(t.FIELD_GAP)
        self.editors: list[PointEditor] = self._points.parts
        self.add, self.drop = Button(ADD, "plain", icon="plus", keys="Ctrl+J"), Button(DROP, "quiet", icon="trash")
        self.save = Button(SAVE, "primary", keys="Ctrl+Return")
        self.history = history_button(app, self._record)
        self.bar = StickyBar(self.save)
        head = row(PageTitle(TITLE), None, self.history, self.drop, margins=(24, 14, 24, 0))
        choose = form_card(row((self.which, 1), (self.name, 1), gap=16))
        points = form_card(self._points, row(self.add, None))
        body = column(choose, points, None, gap=12, margins=(24, 0, 24, 16))
        self.setLayout(over_bar(head, FormBody(body, self.bar), self.bar))
        self._submission = Submission(app, Faults(self._fields), self)
        self._submission.saved.connect(self._saved)
        self.which.chosen.connect(self._chosen)
        self.add.clicked.connect(self.add_point)
        self.save.clicked.connect(self.submit)
        app.permits.need(save_inspection_template, self.save)
        self.drop.clicked.connect(self._drop)
        app.permits.need(drop_inspection_template, self.drop)

    def _fields(self) -> dict[str, Field]:
        points: dict[str, Field] = {"points": self.editors[0].text} if self.editors else {}
        return {"name": self.name, **by_place("points", (each.fields for each in self.editors)), **points}

    @override
    def show_key(self, key: str) -> None:
        user = self._app.user
        self._app.run_query(lambda: inspection_templates(user), partial(self._came, key))

    @override
    def first_focus(self) -> QWidget | None:
        return self.name.line

    def _came(self, key: str, found: tuple[tuple[InspectionTemplate, ...], tuple[str, ...]]) -> None:
        self._known, self._jobs = found
        self._offer(key or (self._known[0].name if self._known else ""))

    def _offer(self, name: str) -> None:
        self.which.choice.blockSignals(True)
        self.which.choice.clear()
        self.which.choice.offer("", NEW)
        for each in self._known:
            self.which.choice.offer(each.name, PlainText(each.name))
        self.which.set_value(name)
        self.which.choice.blockSignals(False)
        self._chosen()

    def _record(self) -> tuple[str, str] | None:
        """The template that is shown, as its history knows it."""
        return ("inspection_template", str(self.which.value)) if self.which.value else None

    @Slot()
    def _chosen(self) -> None:
        shown = next((each for each in self._known if each.name == self.which.value), None)
        for each in (self.history, self.drop):
            each.setVisible(shown is not None)
        self.name.set_text(shown.name if shown else "")
        self._points.fill()
        for point in shown.points if shown else ():
            self._append().show_point(point)
        if not self.editors:
            self._append()

    def _append(self) -> PointEditor:
        made = self._points.put(PointEditor(self._jobs))
        made.gone.connect(partial(self._remove, made))
        return made

    @Slot()
    def add_point(self) -> None:
        """Begin another point."""
        self._append().text.setFocus()

    def _remove(self, editor: PointEditor) -> None:
        self._points.take_out(editor)
        self.add.setFocus()

    @Slot()
    def submit(self) -> None:
        """Keep the template under its name."""
        self._submission.submit(save_inspection_template, self._read)

    def _read(self) -> InspectionTemplate:
        return InspectionTemplate(self.name.text, tuple(each.point() for each in self.editors))

    @Slot(object)
    def _saved(self, done: Result[InspectionTemplate]) -> None:
        made = done.value
        others = [each for each in self._known if each.name != made.name]
        self._known = tuple(sorted([*others, made], key=lambda each: each.name))
        self._app.show_toast(Message(SAVED, name=made.name))
        self._offer(made.name)

    @Slot()
    def _drop(self) -> None:
        self._app.do(drop_inspection_template, DropInspectionTemplate(str(self.which.value)), self._dropped)

    def _dropped(self, done: Result[InspectionTemplate]) -> None:
        self._known = tuple(each for each in self._known if each.name != done.value.name)
        self._app.show_toast(Message(DROPPED, name=done.value.name), undo=self._app.way_back(done))
        self._offer(self._known[0].name if self._known else "")


def _number(text: str) -> tuple[object, str]:
    return read_number(text, translator().current)
