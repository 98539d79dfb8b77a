"""Templates of jobs: offered in a menu, kept under a name, dropped again."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QMenu

from lifecycle_desk.base.objections import C_, N_, Objection
from lifecycle_desk.counter.verbs import Done
from lifecycle_desk.desktop.desk import Desk
from lifecycle_desk.desktop.forms import Faults, Submission
from lifecycle_desk.desktop.look.parts import Button
from lifecycle_desk.desktop.look.words import Words
from lifecycle_desk.desktop.speech import speech
from lifecycle_desk.stages.service.screens.asking import Question
from lifecycle_desk.stages.service.screens.jobs import JobsEditor
from lifecycle_desk.stages.service.usecases.requests import DropOrderTemplate, OrderTemplate
from lifecycle_desk.stages.service.usecases.templates import drop_order_template, save_order_template

TEMPLATES, NONE_YET = C_("order", "Templates"), N_("No template yet: write jobs, then save them as one.")
SAVE_AS, NAME = N_("Save jobs as a template…"), N_("Name of the template")
SAVE = C_("template", "Save")
DROP = N_("Drop the template “%(name)s”")
SAVED, DROPPED = N_("The template “%(name)s” is saved."), N_("The template “%(name)s” is dropped.")


class TemplateMenu(Question):
    """The question for the name of a template; `button` opens the menu of those that there are."""

    def __init__(self, desk: Desk, jobs: JobsEditor) -> None:
        super().__init__(NAME, SAVE)
        self._desk, self._jobs, self._known = desk, jobs, tuple[OrderTemplate, ...]()
        self.button = Button(TEMPLATES, icon="list-check")
        self._menu = QMenu(self.button)
        self._menu.aboutToShow.connect(self._fill)
        self.button.drop(self._menu)
        self._submission = Submission(desk, Faults(lambda: {"name": self.field}), self)
        self._submission.saved.connect(self._saved)
        self.answered.connect(self._keep)

    def offer(self, known: Sequence[OrderTemplate]) -> None:
        """Offer these templates."""
        self._known = tuple(known)

    @Slot()
    def _fill(self) -> None:
        voice = speech().voice
        self._menu.clear()
        for each in self._known:
            action = self._menu.addAction(each.name.replace("&", "&&"))
            action.triggered.connect(partial(self._use, each))
        if not self._known:
            self._menu.addAction(voice(NONE_YET)).setEnabled(False)
        self._menu.addSeparator()
        self._menu.addAction(voice(SAVE_AS)).triggered.connect(self.ask)
        for each in self._known:
            action = self._menu.addAction(voice(DROP, name=each.name).replace("&", "&&"))
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
    def _saved(self, done: Done[OrderTemplate]) -> None:
        self._known = (*(each for each in self._known if each.name != done.made.name), done.made)
        self._desk.tell(Words(SAVED, name=done.made.name))
        self.give_up()

    def _drop(self, name: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 (a slot of a signal)
        self._desk.do(drop_order_template, DropOrderTemplate(name), self._dropped)

    def _dropped(self, done: Done[OrderTemplate]) -> None:
        self._known = tuple(each for each in self._known if each.name != done.made.name)
        self._desk.tell(Words(DROPPED, name=done.made.name), undo=self._desk.way_back(done))
