"""A car inspected at an order: every point of a template with its control, from top to bottom by Tab."""

from decimal import Decimal
from typing import Any, cast, override

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import C_, N_, NN_, Objection
from lifecycle_desk.base.quantities import Unit
from lifecycle_desk.commands.command import Result
from lifecycle_desk.commands.kinds import kinds_of
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.form_body import FormBody, form_card, over_bar
from lifecycle_desk.desktop.forms import DraftSaver, Faults, Submission, by_place
from lifecycle_desk.desktop.look import tokens as t
from lifecycle_desk.desktop.look.messages import Message, PlainText, UiText, value_alone
from lifecycle_desk.desktop.look.parts import (
    Button,
    CheckField,
    ChoiceField,
    Field,
    Label,
    LineField,
    PageTitle,
    ReadField,
    Stack,
    StickyBar,
    column,
    row,
)
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.inspections.rules import Finding, InspectionTemplate, Point, PointKind
from lifecycle_desk.stages.service.inspections.usecases.inspecting import (
    InspectionDone,
    RecordInspection,
    record_inspection,
)
from lifecycle_desk.stages.service.inspections.usecases.showing import InspectionPage, inspection_page
from lifecycle_desk.vehicle.screens.documents import DocumentsField
from lifecycle_desk.vehicle.screens.fields import measured_in
from lifecycle_desk.vehicle.screens.step_form import WIDGETS, Around

ANSWERED_BY = {  # what a finding calls the answer
    PointKind.CHOICE: "answer",
    PointKind.MEASURE: "value",
    PointKind.TEXT: "answer",
    PointKind.PHOTO: "documents",
}
TITLE, TEMPLATE = N_("Inspection"), C_("inspection", "Template")
NOTE, FAILED = C_("order", "Note"), C_("inspection point", "Failed")
CHOOSE, LIMITS, OUTSIDE = N_("Choose"), N_("Passes at %(limits)s"), N_("Outside %(limits)s: the point fails.")
SAVE, EDIT = N_("Save inspection"), N_("Edit templates…")
NO_TEMPLATE = N_("No templates yet: add the points you inspect.")
OPEN = NN_("%(n)s point has no answer yet.", "%(n)s points have no answer yet.")
SAVED = NN_("Inspection saved: %(n)s point failed", "Inspection saved: %(n)s points failed")


class MeasureField(ReadField):
    """A measured value, which warns where it lies outside the limits of its point."""

    def __init__(self, number: int, point: Point) -> None:
        self._point = point
        super().__init__(PlainText(f"{number}. {point.text}"), measured_in(point.unit), hint=self._limits(LIMITS))

    def _limits(self, message: str) -> UiText:
        point = self._point
        between = translator().current.formats.between(point.minimum, point.maximum, point.unit)
        if between:
            return Message(message, limits=between)
        return value_alone(Unit(point.unit)) if point.unit else ""

    @override
    def _understand(self) -> None:
        super()._understand()
        if isinstance(self.value, Decimal) and not self._point.within(self.value):
            self.warn(self._limits(OUTSIDE))


def _answer_field(app: AppContext, number: int, point: Point) -> Field:
    """The control with which a point is answered."""
    label = PlainText(f"{number}. {point.text}")
    match point.kind:
        case PointKind.CHOICE:
            return ChoiceField(label, [(each, PlainText(each)) for each in point.choices], placeholder=CHOOSE)
        case PointKind.MEASURE:
            return MeasureField(number, point)
        case PointKind.TEXT:
            return LineField(label, longest=2_000)
        case PointKind.PHOTO:
            documents = DocumentsField(app)
            documents.label.set_message(label)
            return documents


class PointRow(QWidget):
    """One point with its control, what is noted of it, and, where nothing speaks for itself, whether it fails."""

    def __init__(self, app: AppContext, number: int, point: Point) -> None:
        super().__init__()
        self.number, self.point = number, point
        self.main, self.note = _answer_field(app, number, point), LineField(NOTE, longest=2_000)
        self.failed = CheckField(FAILED) if point.kind in {PointKind.TEXT, PointKind.PHOTO} else None
        self.setLayout(row((self.main, 3), *filter(None, (self.failed,)), (self.note, 2), gap=12))

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them."""
        return {**dict.fromkeys(("answer", "value", "documents", "documents[0]"), self.main), "note": self.note}

    @property
    def finding(self) -> Finding | None:
        """The finding here; None while the point is not answered."""
        self.main.validate()
        answer, failed = self.main.value, bool(self.failed and self.failed.checked)
        if answer in (None, "", ()) and not (failed and self.point.kind is PointKind.TEXT):
            return None
        told: dict[str, Any] = {ANSWERED_BY[self.point.kind]: answer}
        return Finding(point=self.number, failed=failed, note=self.note.text, **told)

    def typed(self) -> dict[str, Any]:
        """The typed texts, as a draft stores them; photos stay where they were attached."""
        failed = bool(self.failed and self.failed.checked)
        return {"answer": self.main.draft_value() or "", "note": self.note.text, "failed": failed}

    def write(self, draft: dict[str, Any]) -> None:
        """Bring back what a draft kept."""
        self.main.restore(draft["answer"] or None)
        self.note.set_text(draft["note"])
        if self.failed:
            self.failed.tick.setChecked(draft["failed"])


class InspectOrderPage(PageWidget):
    """The points of one template at one order; its key is the order's number."""

    def __init__(self, app: AppContext) -> None:
        super().__init__()
        self._app, self._number = app, ""
        self._page: InspectionPage | None = None
        self.order = Label("", "title", "ink2", ltr=True, fixed=True)
        self.template = ChoiceField(TEMPLATE)
        inspector = kinds_of(RecordInspection)["inspector"]
        self.inspector = cast("LineField", WIDGETS[type(inspector)](inspector, Around(app)))
        self.edit, self.nothing = Button(EDIT, "link", icon="pencil"), Label(NO_TEMPLATE, "read", "ink2", wrap=True)
        self.save = Button(SAVE, "primary", keys="Ctrl+Return")
        self.bar = StickyBar(self.save)
        self._points = Stack(t.FIELD_GAP)
        self.rows: list[PointRow] = self._points.parts
        head = row(PageTitle(TITLE), 2, self.order, None, self.edit, margins=(24, 14, 24, 0))
        choose = form_card(row((self.template, 1), (self.inspector, 1), gap=16))
        body = FormBody(
            column(choose, self.nothing, form_card(self._points), None, gap=12, margins=(24, 0, 24, 16)), self.bar
        )
        self.setLayout(over_bar(head, body, self.bar))
        self._submission = Submission(app, Faults(self._fields), self)
        self._submission.saved.connect(self._saved)
        self._submission.refused.connect(self._refused)
        self._drafts = DraftSaver(app, "inspection", self._typed, self._write, self)
        self.template.chosen.connect(self._chosen)
        self.save.clicked.connect(self.submit)
        app.permits.need(record_inspection, self.save)
        self.edit.clicked.connect(lambda: app.go("inspection_templates"))
        app.permits.lead_to("inspection_templates", self.edit)

    def _fields(self) -> dict[str, Field]:
        return {
            "template": self.template,
            "inspector": self.inspector,
            **by_place("findings", (each.fields for each in self.rows)),
        }

    # The place --------------------------------------------------------------------------------------------------

    @override
    def show_key(self, key: str) -> None:
        if key != self._number:
            self._drafts.leave()
            self._number, self._page = key, None
            self._show_points(None)
        user = self._app.user
        self._app.run_query(lambda: inspection_page(user, key), self._came)

    @override
    def first_focus(self) -> QWidget | None:
        return self.rows[0].main if self.rows else self.template.choice

    @override
    def title(self) -> UiText:
        return PlainText(self._number)

    @override
    def may_leave(self) -> bool:
        self._drafts.keep()
        return True

    def _came(self, page: InspectionPage) -> None:
        if page.number != self._number:
            return
        before, self._page = self._page, page
        self.order.show_text(page.number)
        self.nothing.setVisible(not page.templates)
        self.template.setVisible(bool(page.templates))
        self.save.setEnabled(bool(page.templates))
        if before is None or before.templates != page.templates:
            self.template.choice.blockSignals(True)
            self.template.choice.clear()
            for each in page.templates:
                self.template.choice.offer(each.name, PlainText(each.name))
            self.template.choice.blockSignals(False)
            self.inspector.set_text(self.inspector.text or page.technician)
            self._chosen()
            self._drafts.begin(self._number)
            if self.isVisible():
                (self.first_focus() or self).setFocus()

    # What is inspected ------------------------------------------------------------------------------------------

    @Slot()
    def _chosen(self) -> None:
        templates = self._page.templates if self._page else ()
        self._show_points(next((each for each in templates if each.name == self.template.value), None))

    def _show_points(self, template: InspectionTemplate | None) -> None:
        points = template.points if template else ()
        self._points.fill(PointRow(self._app, number, point) for number, point in enumerate(points, 1))
        self.bar.missing.set_message("")

    @Slot()
    def submit(self) -> None:
        """Save the inspection; what is missing is said beside the button."""
        self.bar.missing.set_message("")
        self._submission.submit(record_inspection, self._read)

    def _read(self) -> RecordInspection:
        found = [each.finding for each in self.rows]
        missing = [each for each, at in zip(self.rows, found, strict=True) if at is None]
        if missing:
            self.bar.missing.set_message(Message(OPEN, n=len(missing)))
            first = missing[0].main
            if not first.is_faulty:
                first.fault(N_("Please fill this in."))
        return RecordInspection(
            order=self._number,
            template=str(self.template.value or ""),
            findings=tuple(each for each in found if each),
            inspector=self.inspector.text,
        )

    @Slot(object)
    def _saved(self, done: Result[InspectionDone]) -> None:
        self._drafts.end()
        self._show_points(None)
        number, self._number, self._page = self._number, "", None
        self._app.show_toast(Message(SAVED, n=done.value.failed))
        self._app.go("order", number)

    @Slot(object)
    def _refused(self, objection: Objection) -> None:
        self.bar.missing.set_message(Message(objection.message, **objection.told))

    def _typed(self) -> dict[str, Any]:
        rows = [each.typed() for each in self.rows]
        if not any(each["answer"] or each["note"] or each["failed"] for each in rows):
            return {}
        return {"template": self.template.value, "points": rows}

    def _write(self, draft: dict[str, Any]) -> None:
        if not draft:
            return
        self.template.set_value(draft["template"])
        for each, typed in zip(self.rows, draft["points"], strict=False):
            each.write(typed)
