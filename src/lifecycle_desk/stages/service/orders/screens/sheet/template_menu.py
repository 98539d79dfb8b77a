"""Templates of jobs: offered in a menu, kept under a name, dropped again."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Slot

from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.commands.command import Result
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.forms import Faults, Submission
from lifecycle_desk.desktop.look.messages import Message, PlainText
from lifecycle_desk.desktop.look.parts import Button
from lifecycle_desk.desktop.look.parts.menus import Menu
from lifecycle_desk.stages.service.orders.screens.asking import Question
from lifecycle_desk.stages.service.orders.screens.sheet.jobs import JobsEditor
from lifecycle_desk.stages.service.orders.usecases.requests import DropOrderTemplate, OrderTemplate
from lifecycle_desk.stages.service.orders.usecases.templates import drop_order_template, save_order_template

ADD_JOBS = N_("Add jobs from template")
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
        self.menu = Menu(self.button, self._fill)
        self.button.drop(self.menu)
        app.permits.watch((save_order_template.right,))
        self._submission = Submission(app, Faults(lambda: {"name": self.field}), self)
        self._submission.saved.connect(self._saved)
        self.answered.connect(self._keep)

    def offer(self, known: Sequence[OrderTemplate]) -> None:
        """Offer these templates."""
        self._known = tuple(known)

    def _fill(self, menu: Menu) -> None:
        menu.group(ADD_JOBS)
        for each in self._known:
            menu.offer(PlainText(each.name), partial(self._jobs.add_jobs, each.jobs))
        if not self._known:
            menu.offer(NONE_YET, self.ask, enabled=False)
        menu.group(TEMPLATES)
        may = not self._app.permits.lacks(save_order_template.right)
        menu.offer(SAVE_AS, self.ask, enabled=may)
        for each in self._known:
            menu.offer(Message(DROP, name=each.name), partial(self._drop, each.name), enabled=may)

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

    def _drop(self, name: str) -> None:
        self._app.do(drop_order_template, DropOrderTemplate(name), self._dropped)

    def _dropped(self, done: Result[OrderTemplate]) -> None:
        self._known = tuple(each for each in self._known if each.name != done.value.name)
        self._app.show_toast(Message(DROPPED, name=done.value.name), undo=self._app.way_back(done))
