"""The line beside the day of an appointment: when the workshop is open, and how full it is."""

from collections.abc import Set as AbstractSet
from datetime import date
from functools import partial

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import PlainText
from lifecycle_desk.desktop.look.parts import Label
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.diary.rules.load import NO_HOURS, Load
from lifecycle_desk.stages.service.diary.screens.fields import written_time
from lifecycle_desk.stages.service.diary.screens.looks import OVER, hours_said
from lifecycle_desk.stages.service.diary.usecases.showing import DiaryDays, diary_days
from lifecycle_desk.vehicle.screens.event_text import join

CLOSED_THEN = N_("Closed")


class DaySaid(Label):
    """How full a day is, for some technicians and bays or for the whole workshop."""

    def __init__(self, app: AppContext) -> None:
        super().__init__("", "small", "ink3", wrap=True)
        self._app, self._on = app, None  # type: tuple[AppContext, date | None]
        self.setMinimumHeight(self.sizeHint().height())

    def ask(self, on: date | None, names: AbstractSet[str]) -> None:
        """Ask about a day and say it; nothing where no day is meant."""
        self._on, user = on, self._app.user
        if on is None:
            self.set_message("")
        else:
            self._app.run_query(lambda: diary_days(user, on), partial(self._came, on, names))

    def _came(self, on: date, names: AbstractSet[str], found: DiaryDays) -> None:
        if on != self._on:
            return
        day, say = found.days[0], translator().current
        wanted = [each for each in (*day.load.technicians, *day.load.bays) if each.name in names]
        loads = wanted or [day.load.whole]
        hours = [say.labelled(each.name, hours_said(each)) if each.name else hours_said(each) for each in loads]
        opening = (
            say(CLOSED_THEN)
            if day.opening.is_closed
            else say.formats.span(written_time(day.opening.opens), written_time(day.opening.closes))
        )
        over = any(_over(each) for each in loads) and not day.opening.is_closed
        said = join(say.formats.weekday(on), opening, day.opening.why, *hours, say(OVER) if over else "")
        self.set_message(PlainText(said))
        self.paint_in("warn" if over or day.opening.is_closed else "ink3")


def _over(load: Load) -> bool:
    return load.is_over and load.present > NO_HOURS
