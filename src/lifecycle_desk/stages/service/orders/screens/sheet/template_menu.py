"""Templates of jobs: offered in a menu, kept under a name, dropped again."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QMenu

from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.commands.command import Result
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.forms import Faults, Submission
from lifecycle_desk.desktop.look.messages import Message
from lifecycle_desk.desktop.look.parts import Button
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.orders.screens.asking import Question
from lifecycle_desk.stages.service.orders.screens.sheet.jobs import JobsEditor
from lifecycle_desk.stages.service.orders.usecases.requests import DropOrderTemplate, OrderTemplate
from lifecycle_desk.stages.service.orders.usecases.templates import drop_order_template, save_order_template

TEMPLATES, NONE_YET = C_("order", "Templates"), N_("No templates yet: write jobs, then save them as a template.")
SAVE_AS, NAME = N_("Save jobs as template…"), N_("Template name")
SAVE = C_("template", "Save")
DROP = N_("Delete template “%(name)s”")
SAVED, DROPPED = N_("Template “%(name)s” saved"), N_("Template “%(name)s” deleted")


class TemplateMenu(Question):
    """The question for the name of a template; `button` opens the menu of those that there are."""

    def __init__(self, app: AppContext, jobs: JobsEditor) -> None:
        super().__init__(NAME, SAVE)
        self._app, self._jobs, self._known = app, jobs, tuple[OrderTemplate, ...]()
        self.button = Button(TEMPLATES, icon="list-check")
        self._menu = QMenu(self.button)
        self._menu.aboutToShow.connect(self._fill)
        self.button.drop(self._menu)
        self._submission = Submission(app, Faults(lambda: {"name": self.field}), self)
        self._submission.saved.connect(self._saved)
        self.answered.connect(self._keep)

    def offer(self, known: Sequence[OrderTemplate]) -> None:
        """Offer these templates."""
        self._known = tuple(known)

    @Slot()
    def _fill(self) -> None:
        language = translator().current
        self._menu.clear()
        for each in self._known:
            action = self._menu.addAction(each.name.replace("&", "&&"))
            action.triggered.connect(partial(self._use, each))
        if not self._known:
            self._menu.addAction(language(NONE_YET)).setEnabled(False)
        self._menu.addSeparator()
        self._menu.addAction(language(SAVE_AS)).triggered.connect(self.ask)
        for each in self._known:
            action = self._menu.addAction(language(DROP, name=each.name).replace("&", "&&"))
            action.triggered.connect(partial(self._drop, each.name))

    def _use(self, template: OrderTemplate, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot of a signal)
        self._jobs.add_jobs(template.jobs)

    @Slot(str)
    def _keep(self, name: str) -> None:
        try:
            jobs = self._jobs.jobs()
        except Objection as objection:
            self._jobs.show_fault(objection)
            return
        self._submission.submit(save_order_template, lambda: OrderTemplate(name, jobs))

    @Slot(object)
    def _saved(self, done: Result[OrderTemplate]) -> None:
        self._known = (*(each for each in self._known if each.name != done.value.name), done.value)
        self._app.show_toast(Message(SAVED, name=done.value.name))
        self.give_up()

    def _drop(self, name: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot of a signal)
        self._app.do(drop_order_template, DropOrderTemplate(name), self._dropped)

    def _dropped(self, done: Result[OrderTemplate]) -> None:
        self._known = tuple(each for each in self._known if each.name != done.value.name)
        self._app.show_toast(Message(DROPPED, name=done.value.name), undo=self._app.way_back(done))
