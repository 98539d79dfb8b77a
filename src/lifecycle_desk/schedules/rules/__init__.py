"""Maintenance schedules: what a maker wants done and when, as dated data, and what follows for one car."""

from lifecycle_desk.schedules.rules.choosing import Scheduled, chosen
from lifecycle_desk.schedules.rules.clocks import Clock, after, clocks_of
from lifecycle_desk.schedules.rules.due import By, Due, StoredDue, dues_of, limit_of, limits_of, planned
from lifecycle_desk.schedules.rules.on_time import OnTime, judged_on_time
from lifecycle_desk.schedules.rules.reading import published, schedule_of
from lifecycle_desk.schedules.rules.record import SCHEDULE_SET, SERVICED, SNOOZED, TELLING, Done, Record, Setting
from lifecycle_desk.schedules.rules.schedule import (
    Interval,
    Item,
    ItemPart,
    Schedule,
    Tolerance,
    Torque,
    Visits,
    check_schedule,
    tidied,
)
from lifecycle_desk.schedules.rules.terms import (
    VISIT,
    Action,
    DueList,
    ScheduleKind,
    ServiceItem,
    VisitSize,
    named_item,
)

__all__ = [
    "SCHEDULE_SET",
    "SERVICED",
    "SNOOZED",
    "TELLING",
    "VISIT",
    "Action",
    "By",
    "Clock",
    "Done",
    "Due",
    "DueList",
    "Interval",
    "Item",
    "ItemPart",
    "OnTime",
    "Record",
    "Schedule",
    "ScheduleKind",
    "Scheduled",
    "ServiceItem",
    "Setting",
    "StoredDue",
    "Tolerance",
    "Torque",
    "VisitSize",
    "Visits",
    "after",
    "check_schedule",
    "chosen",
    "clocks_of",
    "dues_of",
    "judged_on_time",
    "limit_of",
    "limits_of",
    "named_item",
    "planned",
    "published",
    "schedule_of",
    "tidied",
]
