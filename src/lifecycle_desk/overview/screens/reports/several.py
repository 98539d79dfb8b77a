"""Several cars or orders in one go: a list, and their papers as one PDF or as a file each, with progress and Stop.

The list is typed, or filled from all vehicles or from what a saved filter finds.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDir, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from lifecycle_desk.base.isolates import ltr
from lifecycle_desk.base.objections import N_, NN_, Objection
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.list_export import SHOW_IN_FOLDER
from lifecycle_desk.desktop.look.messages import Message, PlainText
from lifecycle_desk.desktop.look.parts import Button, Label, TextField, column, row
from lifecycle_desk.desktop.look.parts.menus import Menu
from lifecycle_desk.desktop.notices import said_of
from lifecycle_desk.desktop.pages import PaletteCommand
from lifecycle_desk.desktop.remembered import PrintSettings
from lifecycle_desk.desktop.tasks import Task
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.overview.papers.several import NotDrawn, as_files, as_one, requests_about, requests_of
from lifecycle_desk.overview.screens.reports.asked import AskedPaper
from lifecycle_desk.overview.screens.reports.saved_settings import SavedSettings
from lifecycle_desk.overview.screens.reports.sources import ALL, found_by
from lifecycle_desk.overview.usecases.lives.lists import all_vins, vins_of
from lifecycle_desk.store.files import write_whole

LABELS = {"vin": N_("One vehicle per line"), "order": N_("One repair order per line")}
HINTS = {
    "vin": N_("VIN or plate. The options and the language apply to all of them."),
    "order": N_("By number. The language applies to all of them."),
}
ADD, ONE, EACH, STOP = N_("Add the current one"), N_("One PDF…"), N_("Separate files…"), N_("Stop")
DRAWING, AT = N_("Creating documents"), N_("%(at)s of %(of)s")
DONE = NN_("%(n)s document saved", "%(n)s documents saved")
STOPPED = N_("Stopped after %(at)s of %(of)s documents")
STOPPED_WHOLE = N_("Stopped. Nothing was saved.")
FAILED = NN_(
    "%(n)s document was not created. %(subject)s: %(why)s", "%(n)s documents were not created. %(subject)s: %(why)s"
)  # NOTE: of which the first is named, with the reason
FOLDER = N_("Folder for documents")
FILL, ALL_VEHICLES, FILTERS = N_("Fill from…"), N_("All vehicles"), N_("Saved filters")


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: where it lies, how many papers there are, and of what there is none."""

    place: Path
    folder: Path
    count: int
    failed: tuple[NotDrawn, ...]


class Several(QWidget):
    """The list of cars or orders, and what is made of it; `asked` gives the paper as it is asked for of one."""

    def __init__(
        self,
        app: AppContext,
        asked: Callable[[], AskedPaper],
        shown: Callable[[], str],
        choose: Callable[[PrintSettings], object],
    ) -> None:
        super().__init__()
        self._app, self._asked, self._shown = app, asked, shown
        self._task: Task | None = None
        self._last, self._which = Step(0), "vin"
        self.cars = TextField(LABELS["vin"], hint=HINTS["vin"], rows=3, longest=200_000)
        self.add, self.stop = Button(ADD, "link", icon="plus"), Button(STOP, icon="x")
        self.fill = Button(FILL, "link", icon="list")
        self.one, self.each = Button(ONE, icon="file-text"), Button(EACH, icon="archive")
        self.progress = Label("", "small", "ink3")
        self._choose, self._filled = choose, ("", "")  # what the list was filled from, and what that gave
        self.saved = SavedSettings(app, self._present, self._apply)
        going = row(self.add, self.fill, None, self.progress, self.stop)
        self.setLayout(column(self.cars, going, row((self.saved, 1), self.one, self.each), gap=6))
        self.add.clicked.connect(self._add)
        self.fill.clicked.connect(self._offer_sources)
        self.one.clicked.connect(self._into_one)
        self.each.clicked.connect(self._into_folder)
        self.stop.clicked.connect(self._cancel)
        self._free()

    def list_by(self, which: str) -> None:
        """List what papers of another kind are about; what was listed of the one before is none of it."""
        if which in LABELS:
            if which != self._which:
                self.cars.set_text("")
            self._which = which
            self.cars.label.set_message(LABELS[which])
            self.cars.hint(HINTS[which])

    @property
    def lines(self) -> list[str]:
        """The lines of the list."""
        return [each for each in self.cars.text.splitlines() if each.strip()]

    @Slot()
    def _add(self) -> None:
        shown = self._shown()
        if shown and shown not in self.lines:
            self.cars.set_text("\n".join([*self.lines, shown]))

    @Slot()
    def _offer_sources(self) -> None:
        """Offer what the list can be filled from: all vehicles, and the filters that list such things."""
        menu = Menu(self)
        if self._which == "vin":
            menu.offer(ALL_VEHICLES, partial(self._fill_from, ALL), icon_name="car")
        menu.group(FILTERS)
        for saved in self._app.remembered.filters:
            menu.offer(PlainText(saved.name), partial(self._fill_from, saved.name), icon_name="filter")
        menu.open_under(self.fill)

    def _fill_from(self, source: str) -> None:
        """Fill the list from all vehicles, or from what a saved filter finds now; one that is no more finds nothing."""
        user, which = self._app.user, self._which
        saved = next((each for each in self._app.remembered.filters if each.name == source), None)
        if source == ALL:
            self._app.run_query(lambda: all_vins(user), partial(self._fill, source))
        elif saved:
            self._app.run_query(lambda: found_by(user, saved, which), partial(self._fill, source))

    def _fill(self, source: str, found: Sequence[str]) -> None:
        self.cars.set_text("\n".join(found))
        self._filled = source, self.cars.text

    def _present(self, name: str) -> PrintSettings:
        """The settings of now by a name: what the list was filled from, or its lines where they were changed."""
        asked, (source, filled) = self._asked(), self._filled
        chosen = tuple((option, str(value)) for option, value in asked.chosen)
        is_filled = bool(source) and filled == self.cars.text
        lines = () if is_filled else tuple(self.lines)
        return PrintSettings(name, asked.report.kind, asked.code, chosen, lines, source if is_filled else "")

    def _apply(self, settings: PrintSettings) -> None:
        self._choose(settings)
        self.cars.set_text("\n".join(settings.lines))
        if settings.source:
            self._fill_from(settings.source)

    @Slot()
    def _into_one(self) -> None:
        name = QDir.home().filePath(f"{self._asked().report.kind}.pdf")
        chosen, _ = QFileDialog.getSaveFileName(self, translator().current(ONE), name, "PDF (*.pdf)")
        if chosen:
            self._run(_one(self._app.user, self._asked(), self.lines, Path(chosen)), None)

    @Slot()
    def _into_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, translator().current(FOLDER), QDir.homePath())
        if chosen:
            steps = _files(self._app.user, self._asked(), self.lines, Path(chosen))
            self._run(self._counted(steps), Path(chosen))

    def _run(self, steps: Steps[Made], folder: Path | None) -> None:
        """Draw them beside all other work; into a `folder` each comes by itself, so a stop leaves some."""
        self.cars.clear()
        self._last = Step(0)
        task = self._app.run_long(steps, self._done, self._failed, DRAWING)
        self._task = task
        task.stepped.connect(self._stepped)
        task.ended.connect(partial(self._ended, task, folder))
        self._free()

    def _counted(self, steps: Steps[Made]) -> Steps[Made]:
        """Note each step, in the thread of the work: what is told of them here leaves some out."""
        try:
            while True:
                self._last = next(steps)
                yield self._last
        except StopIteration as end:
            made: Made = end.value
            return made
        finally:
            steps.close()

    def _ended(self, task: Task, folder: Path | None) -> None:
        if self._task is task:
            self._task = None
            self._free()
        if task.stopped:
            self._tell_stopped(folder)

    def _tell_stopped(self, folder: Path | None) -> None:
        last = self._last
        if folder is None or not last.done:
            self._app.hint(STOPPED_WHOLE)
        else:
            self._app.show_toast(Message(STOPPED, at=last.done, of=last.total), then=[_showing(folder)])

    def _free(self) -> None:
        idle = self._task is None
        self.stop.setVisible(not idle)
        self.progress.set_message(PlainText(""))
        for each in (self.one, self.each, self.cars):
            each.setEnabled(idle)

    @Slot(Step)
    def _stepped(self, step: Step) -> None:
        self.progress.set_message(Message(AT, at=step.done, of=step.total))

    def _done(self, made: Made) -> None:
        self._app.show_toast(Message(DONE, n=made.count), PlainText(made.place.name), then=[_showing(made.folder)])
        if made.failed:
            first = made.failed[0]
            why = translator().current.sentence(first.why)
            self.cars.fault(Message(FAILED, n=len(made.failed), subject=ltr(first.subject), why=why))

    def _failed(self, fact: Exception) -> None:
        if isinstance(fact, Objection):
            self.cars.object_to(fact)
        elif isinstance(fact, OSError):
            self.cars.fault(said_of(fact))
        else:
            self._app.failed.emit(fact)

    @Slot()
    def _cancel(self) -> None:
        if self._task:
            self._task.cancel()


def _requests(user: UserSession, asked: AskedPaper, lines: Sequence[str]) -> list[Any]:
    """The request of each car, or of each order, of a list."""
    which = asked.report.about_which
    if which == "vin":
        return requests_of(asked.request, vins_of(user, lines))
    return requests_about(asked.request, which, lines)


def _showing(folder: Path) -> PaletteCommand:
    """What one would do next: look into the folder."""
    return PaletteCommand(SHOW_IN_FOLDER, "folder", lambda _: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))


def _one(user: UserSession, asked: AskedPaper, lines: Sequence[str], target: Path) -> Steps[Made]:
    made = yield from as_one(user, asked.report, _requests(user, asked, lines), asked.code or None)
    write_whole(target, made.content)
    return Made(target, target.parent, made.count, made.failed)


def _files(user: UserSession, asked: AskedPaper, lines: Sequence[str], folder: Path) -> Steps[Made]:
    made = yield from as_files(user, asked.report, _requests(user, asked, lines), folder, asked.code or None)
    return Made(folder, folder, len(made.files), made.failed)
