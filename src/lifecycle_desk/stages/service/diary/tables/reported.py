"""What other programs read of appointments: day, length and state, and not whose they are."""

from lifecycle_desk.stages.service.diary.rules.appointments import AppointmentState
from lifecycle_desk.stages.service.diary.tables.schema import APPOINTMENT
from lifecycle_desk.stages.service.orders.tables.reported import number_of_key
from lifecycle_desk.store.reporting import ReportColumn as Words
from lifecycle_desk.store.reporting import code, day, exact, report_view, whole

report_view(
    "appointment",
    "One row for each workshop appointment.",
    whole("appointment", APPOINTMENT.c.number, "The appointment's number."),
    day("booked_on", APPOINTMENT.c.on, "The day for which it is booked."),
    whole("starts_at_min", APPOINTMENT.c.start, "The minute of the dealer's day at which it starts."),
    exact("hours", APPOINTMENT.c.tenths, 1, "Hours of work that are reserved."),
    code("state", APPOINTMENT.c.state, "Where it stands", AppointmentState),
    Words("vin", APPOINTMENT.c.vin, "The vehicle, where it is known."),
    Words("campaign", APPOINTMENT.c.campaign, "The campaign that it is for."),
    Words("repair_order", number_of_key("RO", APPOINTMENT.c.order_key), "The order that it became."),
    source=APPOINTMENT,
    order=(APPOINTMENT.c.number,),
)
