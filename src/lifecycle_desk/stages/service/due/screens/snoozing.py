"""The form in which the reminders of several cars are put off at once, until one day and for one reason."""

from collections.abc import Sequence
from datetime import timedelta

from lifecycle_desk.base.objections import N_, NN_
from lifecycle_desk.desktop.look.messages import Message, UiText
from lifecycle_desk.desktop.look.parts import ChoiceField, TextField
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.schedules.usecases.snoozing import SnoozeSeveral, snooze_several
from lifecycle_desk.stages.service.due.screens.card import MONTHS, RESUME, WEEKS
from lifecycle_desk.stages.service.due.usecases import DueSummary
from lifecycle_desk.vehicle.screens.entries import WHY, Entry

SNOOZE_FOR = N_("Snooze for")
HEADING = NN_("Snooze %(n)s reminder", "Snooze %(n)s reminders")
DONE = NN_("%(n)s reminder changed", "%(n)s reminders changed")
SNOOZE, LONGEST = N_("Snooze"), 500
AT_FIRST = 14  # days


def snoozing(lines: Sequence[DueSummary]) -> Entry:
    """The reminders of some cars."""
    ways: list[tuple[object, UiText]] = [(days, Message(words, n=count)) for days, words, count in (*WEEKS, *MONTHS)]
    if any(each.put_off for each in lines):
        ways.append((0, RESUME))
    days, why = ChoiceField(SNOOZE_FOR, ways), TextField(WHY, rows=1, longest=LONGEST)
    days.set_value(AT_FIRST)

    def read() -> SnoozeSeveral:
        count = int(str(days.value))
        until = translator().current.formats.today() + timedelta(days=count) if count else None
        return SnoozeSeveral(tuple(each.vin for each in lines), until, why.text)

    return Entry(
        Message(HEADING, n=len(lines)),
        {"until": days, "note": why},
        (((days, 2), (why, 5)),),
        lambda: snooze_several,
        read,
        Message(DONE, n=len(lines)),
        SNOOZE,
    )
