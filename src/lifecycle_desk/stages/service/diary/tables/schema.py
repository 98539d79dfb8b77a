"""The rows of the diary: appointments, the bays and courtesy cars that they need, and the dealer's own hours."""

from sqlalchemy import ForeignKey, Index, TypedColumns

from lifecycle_desk.store.types import (
    PERSONAL,
    TOLD,
    day,
    flag,
    maybe_of_vehicle,
    maybe_person,
    maybe_whole,
    maybe_words,
    table,
    utc_time,
    whole,
    words,
)


class AppointmentRow(TypedColumns):
    """An appointment; `start` is a minute of the dealer's day, `tenths` are tenths of hours of work."""

    number = whole(primary_key=True)
    on = day()
    start = whole()
    tenths = whole()
    state = words()
    work = words()
    vin = maybe_of_vehicle()
    car = words(info={PERSONAL: True})
    customer = maybe_person()
    technician = words()
    bay = words()
    courtesy_car = words()
    campaign = words()
    note = words(info={PERSONAL: True})
    order_key = maybe_whole(ForeignKey("repair_order.key"))
    revision = whole()
    changed_at = utc_time()
    changed_by = maybe_words()


class ResourceRow(TypedColumns):
    """A bay or a courtesy car by its name; one that is not `active` is offered no more."""

    kind = words(primary_key=True)
    name = words(primary_key=True)
    place = whole()
    active = flag()


class WeekdayRow(TypedColumns):
    """The dealer's own hours on a weekday (Monday is 1), in minutes of the day; both the same where it is closed."""

    weekday = whole(primary_key=True)
    opens = whole()
    closes = whole()


class DayRow(TypedColumns):
    """A day on which the dealer is closed, or open otherwise than on such weekdays."""

    on = day(primary_key=True)
    opens = whole()
    closes = whole()
    why = words()


APPOINTMENT = table("appointment", AppointmentRow)
RESOURCE = table("diary_resource", ResourceRow, **{TOLD: True})
WEEKDAY, DAY = table("diary_weekday", WeekdayRow, **{TOLD: True}), table("diary_day", DayRow, **{TOLD: True})
Index("ix_appointment_on_start_number", APPOINTMENT.c.on, APPOINTMENT.c.start, APPOINTMENT.c.number)
Index("ix_appointment_vin_on", APPOINTMENT.c.vin, APPOINTMENT.c.on)
Index("ix_appointment_customer_on", APPOINTMENT.c.customer, APPOINTMENT.c.on)
Index("ix_appointment_state_on", APPOINTMENT.c.state, APPOINTMENT.c.on)
Index("ix_appointment_order_key", APPOINTMENT.c.order_key)
