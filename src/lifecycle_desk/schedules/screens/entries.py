"""Entries about maintenance on a vehicle's page: a service that was done elsewhere, and the schedule that it is on."""

from dataclasses import replace

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.commands.kinds import kinds_of
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import PlainText, UiText
from lifecycle_desk.desktop.look.parts import CheckField, ChoiceField, ReadField
from lifecycle_desk.desktop.translator import translator
from lifecycle_desk.language.reading import read_list, typed_list
from lifecycle_desk.schedules.rules import ServiceItem
from lifecycle_desk.schedules.screens.fields import item_said, title_said
from lifecycle_desk.schedules.usecases.schedules import (
    SCHEDULE_CHOSEN,
    SERVICED_ELSEWHERE,
    RecordService,
    SetSchedule,
    record_service,
    schedules_known,
    servicing_of,
    set_schedule,
)
from lifecycle_desk.vehicle.screens.entries import Entry
from lifecycle_desk.vehicle.screens.step_form import Around, StepForm

NOT_KNOWN = C_("authorised workshop", "Not known")


def serviced_elsewhere(app: AppContext, vin: str, told: RecordService | None = None) -> Entry:
    """A service that another workshop did; without items, all that a visit on that day has."""
    kinds = kinds_of(RecordService)
    answers = [(None, NOT_KNOWN), (True, C_("answer", "Yes")), (False, C_("answer", "No"))]
    authorised = ChoiceField(kinds["authorised"].label, answers)
    items = ReadField(kinds["items"].label, _read_items, hint=kinds["items"].hint)
    begins = told or RecordService(vin, translator().current.formats.today())
    form = StepForm(SERVICED_ELSEWHERE, Around(app), begins, parts={"authorised": authorised, "items": items})
    items.set_text(typed_list(map(item_said, begins.items), translator().current))
    return form.entry(record_service, {f"items[{at}]": "items" for at in range(20)})


def _read_items(text: str) -> tuple[object, str]:
    known = {item_said(each).casefold(): each.value for each in ServiceItem}  # the visit as a whole is one of them
    return tuple(known.get(each.casefold(), each) for each in read_list(text)), ""


def on_schedule(app: AppContext, vin: str) -> Entry:
    """The schedule that the vehicle is on, and whether it is used severely."""
    known, now = schedules_known(app.user), servicing_of(app.user, vin)
    offered: list[tuple[object, UiText]] = [("", N_("The one in force when sold"))]
    offered += [
        (
            f"{each.schedule.id} {each.schedule.valid_from}",
            PlainText(translator().current.with_aside(title_said(each.schedule), each.schedule.valid_from)),
        )
        for each in known
    ]
    wanted = f"{now.setting.schedule} {now.setting.version}" if now.setting.schedule else ""
    schedule = ChoiceField(kinds_of(SetSchedule)["schedule"].label, offered, value=wanted)
    if now.schedule:
        schedule.hint(N_("Now: %(title)s"), title=title_said(now.schedule))
    severe = CheckField(kinds_of(SetSchedule)["severe"].label)
    begins = SetSchedule(vin, wanted, severe=now.setting.severe)
    form = StepForm(SCHEDULE_CHOSEN, Around(app), begins, parts={"schedule": schedule, "severe": severe})

    def read() -> SetSchedule:
        name, _, version = str(schedule.value or "").partition(" ")
        found = (each.schedule for each in known)
        chosen = next((each for each in found if (each.id, str(each.valid_from)) == (name, version)), None)
        asked = form.read()
        if chosen is None:
            return replace(asked, schedule=None)
        return replace(asked, schedule=chosen.id, version=chosen.valid_from)

    return replace(form.entry(set_schedule), read=read)
