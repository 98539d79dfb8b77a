"""Entries about maintenance on a vehicle's page: a service that was done elsewhere, and the schedule that it is on."""

from typing import Any, cast

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.desktop.app_context import AppContext
from lifecycle_desk.desktop.look.messages import PlainText, UiText
from lifecycle_desk.desktop.look.parts import CheckField, ChoiceField, LineField
from lifecycle_desk.vehicle.screens.documents import DocumentsField
from lifecycle_desk.vehicle.screens.entries import ON, WHY, Entry
from lifecycle_desk.vehicle.screens.fields import day_field, distance_field, looked
from lifecycle_desk.vehicle.screens.schedule_fields import item_code, title_said
from lifecycle_desk.vehicle.usecases.schedules import (
    RecordService,
    SetSchedule,
    record_service,
    schedules_known,
    servicing_of,
    set_schedule,
)

NOT_KNOWN = C_("authorised workshop", "Not known")


def serviced_elsewhere(app: AppContext, vin: str) -> Entry:
    """A service that another workshop did; without items, all that a visit on that day has."""
    on, odometer = day_field(ON, today=True, required=True), distance_field(N_("Odometer"))
    authorised = ChoiceField(
        N_("Authorised workshop"),
        [("", NOT_KNOWN), ("yes", C_("answer", "Yes")), ("no", C_("answer", "No"))],
    )
    workshop = LineField(C_("maintenance", "Workshop"))
    items = LineField(
        C_("maintenance", "Items of the schedule"), hint=N_("Parted by commas; empty: all of a regular visit")
    )
    note, documents = LineField(C_("event", "Note")), DocumentsField(app)

    def read() -> Any:
        looked(on, odometer)
        codes = tuple(item_code(each) for each in items.text.split(",") if each.strip())
        by = {"yes": True, "no": False}.get(str(authorised.value or ""))
        return RecordService(
            vin,
            cast("Any", on.value),
            cast("Any", odometer.value),
            codes,
            by,
            workshop.text,
            note.text,
            documents.digests,
        )

    fields = {"on": on, "odometer_km": odometer, "items": items, "workshop": workshop, "note": note}
    return Entry(
        N_("Serviced elsewhere"),
        fields | {f"items[{at}]": items for at in range(20)} | {"documents": documents},
        (((on, 1), (odometer, 1), (authorised, 1)), ((workshop, 1), (items, 2)), ((note, 1), (documents, 1))),
        lambda: record_service,
        read,
        N_("The service is written down; its items count from then."),
        documents=documents,
    )


def on_schedule(app: AppContext, vin: str) -> Entry:
    """The schedule that the vehicle is on, and whether it is used severely."""
    known, now = schedules_known(app.user), servicing_of(app.user, vin)
    offered: list[tuple[object, UiText]] = [("", N_("The one of its sale"))]
    offered += [
        (
            f"{each.schedule.id} {each.schedule.valid_from}",
            PlainText(f"{title_said(each.schedule)} ({each.schedule.valid_from})"),
        )
        for each in known
    ]
    wanted = f"{now.setting.schedule} {now.setting.version}" if now.setting.schedule else ""
    schedule = ChoiceField(N_("Maintenance schedule"), offered, value=wanted)
    if now.schedule:
        schedule.hint(N_("Now: %(title)s"), title=title_said(now.schedule))
    severe = CheckField(N_("Severe use"), checked=now.setting.severe)
    why = LineField(WHY)

    def read() -> Any:
        name, _, version = str(schedule.value or "").partition(" ")
        found = next(
            (each.schedule for each in known if (each.schedule.id, str(each.schedule.valid_from)) == (name, version)),
            None,
        )
        return SetSchedule(
            vin, found.id if found else None, found.valid_from if found else None, severe.checked, why.text
        )

    return Entry(
        N_("Maintenance schedule"),
        {"schedule": schedule, "severe": severe, "why": why},
        (((schedule, 3), (severe, 1)), ((why, 1),)),
        lambda: set_schedule,
        read,
        N_("The schedule is set; what is due follows it."),
    )
