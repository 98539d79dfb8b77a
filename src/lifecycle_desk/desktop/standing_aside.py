"""Standing aside: the window lets go of the store while another file is put in its place, and goes on with that.

Waiting saves are written first; running work comes to its end; queries wait meanwhile. Whatever happens, the store is
open again afterwards.
"""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.desktop.app_context import AppContext, Heard
from lifecycle_desk.desktop.look.messages import UiText
from lifecycle_desk.desktop.look.parts import Label, SectionTitle, column
from lifecycle_desk.desktop.overlay import Overlay
from lifecycle_desk.desktop.tasks import Tasks

NOTHING_ELSE = N_("Please wait. The window will reopen automatically.")

StillAtWork = objection("StillAtWork", N_("Another task is still running. Wait until it has finished, or cancel it."))
NotAllSaved = objection("NotAllSaved", N_("Not everything could be saved, so the task was not started."))


class StandingAside(Overlay):
    """Lets go of the store for a while, with a panel over the window that takes nothing in."""

    def __init__(self, over: QWidget, app: AppContext) -> None:
        self.said, says = SectionTitle(""), Label(NOTHING_ELSE, "body", "ink2", wrap=True)
        super().__init__(over, column(self.said, says, gap=12, margins=(20, 18, 20, 18)))
        self._app, self._apart = app, Tasks(self)

    def begin[Made](
        self, said: UiText, work: Callable[[], Made], done: Heard[Made], failed: Heard[Exception] | None = None
    ) -> None:
        """Do some work while nobody here has the store open; `said` is what the panel says meanwhile."""
        failed = failed or self._app.failed.emit
        if self.is_going:
            return
        if self._app.long.busy:
            failed(StillAtWork())
            return
        self.said.set_message(said)
        self.lift()
        self._save(self._app.writes.failures, work, done, failed)

    def _save[Made](self, failures: int, work: Callable[[], Made], done: Heard[Made], failed: Heard[Exception]) -> None:
        """Wait for what is being saved, and for what comes of that; then do the work, or not."""
        writes = self._app.writes

        def saved(_: object) -> None:
            if writes.failures > failures:
                self.lower()
                failed(NotAllSaved())
            elif len(writes.open) > 1:  # one is that which says so
                self._save(failures, work, done, failed)
            else:
                self._let_go(work, done, failed)

        self._app.run(_nothing(), saved)

    def _let_go[Made](self, work: Callable[[], Made], done: Heard[Made], failed: Heard[Exception]) -> None:
        app = self._app
        queues = (app.writes, app.reads, app.long, app.aside)
        for queue in queues:
            queue.pause()

        def steps() -> Steps[Made]:
            yield Step(0)
            for queue in queues:
                queue.wait_for_running()
            with app.user.store.away():
                return work()

        def go_on(heard: Callable[[], object]) -> None:
            for queue in queues:
                queue.begin()
            self.lower()
            heard()

        self._apart.start(steps(), lambda made: go_on(lambda: done(made)), lambda why: go_on(lambda: failed(why)))

    def finish(self) -> None:
        """Wait, in the GUI thread, until the work is done; for tests, and for who closes."""
        self._apart.finish()


def _nothing() -> Steps[None]:
    yield Step(0)
