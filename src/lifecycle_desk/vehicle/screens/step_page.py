"""A page that asks one step in a long form: kept as a draft, saved by a key, its files dropped on it."""

from collections.abc import Mapping
from typing import Any, override

from PySide6.QtCore import Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from lifecycle_desk.commands.command import Command, Result
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.form_body import FormBody, form_card
from lifecycle_desk.desktop.forms import DraftSaver, Faults, Submission
from lifecycle_desk.desktop.look.messages import UiText
from lifecycle_desk.desktop.look.parts import Button, Card, Field, PageTitle, SectionTitle, StickyBar, column
from lifecycle_desk.desktop.look.parts.boxes import Item
from lifecycle_desk.desktop.pages import PageWidget
from lifecycle_desk.vehicle.screens.documents import DocumentsField, dropped
from lifecycle_desk.vehicle.screens.step_form import StepForm


class StepPage[Asked](PageWidget):
    """A page makes its `form`, gives what stands in it to `ask`, and says what is done with it and afterwards.

    `draft` names what is stored of it; `begins`, `command` and `after` are the page's own, and `car_of` puts the key of
    its place in.
    """

    draft = ""
    form: StepForm[Asked]

    def ask(self, app: AppContext, *buttons: Button, cards: tuple[Item, ...], below: Item = 0) -> None:
        """Lay the page out and connect what all such pages hear; the first button saves."""
        self._app, form = app, self.form
        self.bar = StickyBar(*buttons)
        self.bar.summary.paint_in("ink3")
        self.heading = PageTitle(form.step.heading)
        whole = column(self.heading, 2, *cards, None, gap=12, margins=(24, 14, 24, 16))
        self.setLayout(column((FormBody(whole, self.bar), 1), below, self.bar, gap=0))
        self._submission = Submission(app, Faults(lambda: self.fields), self)
        self._submission.saved.connect(self._saved)
        self._draft = DraftSaver(app, self.draft, self.draft_value, self.restore, self)
        self._draft.saved.connect(self.bar.summary.set_message)
        self.setAcceptDrops(True)
        app.permits.need(self.command(), self.bar.primary)

    def section(self, title: UiText, *parts: Item | str) -> Card:
        """A card: lines of the form by their names, and whatever else the page puts between them."""
        placed: list[Item] = []
        for each in parts:
            placed += self.form.rows(each) if isinstance(each, str) else [each]
        return form_card(SectionTitle(title), *placed)

    def begins(self) -> Asked:
        """A request as a form begins with it; made anew each time, since a page may live longer than a day."""
        raise NotImplementedError

    def command(self) -> Command[Any, Any]:
        """The command of the form; it is asked for when the form is saved, since the form may decide it."""
        raise NotImplementedError

    def read(self) -> Any:
        """The command's request."""
        return self.form.read()

    def after(self, done: Result[Any]) -> None:
        """Go where people want to be once it is saved."""

    def car_of(self, key: str) -> None:
        """Begin with the key of the place: most often the car."""

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by what rules call them, in the order of the form."""
        return self.form.fields

    @override
    def show_key(self, key: str) -> None:
        self._draft.leave()
        self.blank()
        self.car_of(key)
        self._draft.begin(key)

    @override
    def may_leave(self) -> bool:
        self._draft.leave()
        return True

    def blank(self, keep: tuple[str, ...] = ()) -> None:
        """Make ready for another: all as it began, but what the next one shares."""
        saved = self.form.draft_value()
        self.form.begin(self.begins())
        for name in keep:
            self.form[name].restore(saved[name])
        self._cleared()

    def draft_value(self) -> dict[str, Any]:
        """What a draft of the page stores."""
        return self.form.draft_value()

    def restore(self, saved: Mapping[str, Any]) -> None:
        """Show what a draft saved."""
        self.form.restore(saved)
        self._cleared()

    def _cleared(self) -> None:
        Faults(lambda: self.fields).clear()
        self.bar.summary.set_message("")

    def submit(self, told: UiText | None = None) -> None:
        """Save what the form says."""
        self._submission.submit(self.command(), self.read, self.form.step.done if told is None else told)

    @Slot(object)
    def _saved(self, done: Result[Any]) -> None:
        self._draft.end()
        self.after(done)

    @property
    def _documents(self) -> DocumentsField | None:
        return next((each for each in self.form.parts.values() if isinstance(each, DocumentsField)), None)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._documents and dropped(event.mimeData()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        if self._documents:
            self._documents.take(dropped(event.mimeData()))
            event.acceptProposedAction()
