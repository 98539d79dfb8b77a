"""What other programs read of charging sessions: energy, time and cost, and neither the place nor the card."""

from sqlalchemy import func

from lifecycle_desk.stages.charging.sessions.rules.sessions import Current
from lifecycle_desk.stages.charging.sessions.tables.batches import COUNTS
from lifecycle_desk.stages.charging.sessions.tables.sessions import BATCH, SESSION
from lifecycle_desk.store.reporting import ReportColumn as Words
from lifecycle_desk.store.reporting import amount, code, exact, moment, report_view, whole

report_view(
    "charging_session",
    "One row for each charging session that counts, of known vehicles and of those that wait for one.",
    whole("session", SESSION.c.number, "The session's number."),
    Words("vin", SESSION.c.vin, "The vehicle; empty while nobody knows whose it is."),
    Words("source", SESSION.c.source, "The kind of file that it came by, or manual."),
    moment("started_at", SESSION.c.started_at, "When it began."),
    moment("ended_at", SESSION.c.ended_at, "When it ended."),
    whole("clock_ahead_min", SESSION.c.offset, "By how many minutes the clock of its source is ahead of UTC."),
    exact("metered_kwh", SESSION.c.meter_wh, 3, "The energy that the meter counted."),
    exact("battery_kwh", SESSION.c.battery_wh, 3, "The energy that came into the battery."),
    exact(
        "energy_kwh", func.coalesce(SESSION.c.meter_wh, SESSION.c.battery_wh), 3, "The first of the two that is known."
    ),
    code("current", SESSION.c.current, "The kind of current", Current),
    exact("charge_at_start_percent", SESSION.c.soc_start, 1, "The state of charge at its start."),
    exact("charge_at_end_percent", SESSION.c.soc_end, 1, "The state of charge at its end."),
    exact("outside_celsius", SESSION.c.temperature, 1, "The outside temperature."),
    exact("most_kw", SESSION.c.most_watts, 3, "The highest power."),
    Words("currency", SESSION.c.currency, "The currency of its cost."),
    amount("cost", SESSION.c.cost, "What it cost, all taxes included."),
    source=SESSION.join(BATCH, COUNTS),
    order=(SESSION.c.number,),
)
