"""Who is still to come on the days that the diary shows: what stands beside it until an appointment is chosen."""

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QWidget

from lifecycle_desk.base.objections import N_
from lifecycle_desk.desktop.look.parts import Label, SectionTitle, column, wrap
from lifecycle_desk.desktop.look.rows import RowList, TwoLineDelegate, TwoLineRow
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.stages.service.diary.screens.looks import not_arrived_look, start_said, state_said, work_said
from lifecycle_desk.stages.service.diary.usecases.listing import AppointmentList
from lifecycle_desk.stages.service.diary.usecases.showing import AppointmentShown, DiaryDays
from lifecycle_desk.vehicle.screens.event_text import join

NONE_CHOSEN = N_("Choose an appointment to see who comes and what can be done.")
TO_COME = AppointmentList.COMING.label
MOST = 8  # rows that stand whole; the others are scrolled to


class ToCome(QWidget):
    """The appointments that are expected, in the order in which they come; Enter or a click chooses one."""

    chosen = Signal(int)  # the number of an appointment

    def __init__(self) -> None:
        super().__init__()
        self.title, self.list = SectionTitle(TO_COME), RowList(TO_COME, TwoLineDelegate(ends=True))
        said = column(self.title, Label(NONE_CHOSEN, "small", "ink3", wrap=True), gap=4, margins=(15, 0, 15, 0))
        self.setLayout(column(wrap(said), self.list, gap=6))
        self.list.opened.connect(lambda row: self.chosen.emit(row.key))
        self.list.clicked.connect(self._clicked)
        self._list((), with_days=False)

    def show_days(self, found: DiaryDays) -> None:
        """Show who is expected on some days, from today on; where nobody is, only how one chooses."""
        coming = [each for day in found.days for each in day.shown if each.of.is_expected and day.on >= found.today]
        coming.sort(key=lambda each: (each.of.on, each.of.start, each.number))
        self._list(tuple(coming), with_days=len(found.days) > 1)

    def _list(self, coming: tuple[AppointmentShown, ...], *, with_days: bool) -> None:
        self.list.show_rows([_row(each, with_day=with_days) for each in coming])
        self.list.stand_whole(MOST)
        for part in (self.title, self.list):
            part.setVisible(bool(coming))

    @Slot(QModelIndex)
    def _clicked(self, _index: QModelIndex) -> None:
        if row := self.list.current():
            self.chosen.emit(row.key)


def _row(shown: AppointmentShown, *, with_day: bool) -> TwoLineRow:
    """An appointment: which car, whose and for what; at the end when, and in a week on which day."""
    missing = not_arrived_look(shown.of)
    day = translator().current.formats.day_and_month(shown.of.on) if with_day else ""
    return TwoLineRow(
        shown.car,
        join(shown.customer, work_said(shown)),
        "calendar-event",
        "service",
        end=start_said(shown),
        end_detail=join(day, state_said(shown) if missing else ""),
        tone=missing[0] if missing else None,
        key=shown.number,
    )
