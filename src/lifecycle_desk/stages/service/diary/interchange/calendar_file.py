"""An appointment as an .ics file, which any calendar takes in: RFC 5545, by the library that knows its escapes."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from lifecycle_desk.stages.service.diary.rules.appointments import A_DAY, Appointment, AppointmentState, name_of

PRODUCT = "-//Lifecycle Desk//Diary//EN"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """What the entry says besides when: already in the customer's words."""

    title: str
    text: str
    place: str
    organiser: str


def calendar_file(of: Appointment, entry: CalendarEntry, zone: ZoneInfo) -> bytes:
    """The file of one appointment; sent again after a move, it takes the place of the one before."""
    from icalendar import Calendar, Event  # 0.1 s that nobody waits for who sends none

    event = Event()
    event.add("uid", f"{name_of(of.number)}@{_word(entry.organiser)}")
    event.add("sequence", of.revision)
    event.add("dtstamp", of.changed_at.astimezone(UTC))
    event.add("dtstart", _moment(of.on, of.start, zone))
    event.add("dtend", _moment(of.on, min(of.end, A_DAY - 1), zone))
    event.add("summary", entry.title)
    event.add("description", entry.text)
    event.add("status", "CANCELLED" if of.state is AppointmentState.CANCELLED else "CONFIRMED")
    if entry.place:
        event.add("location", entry.place)
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add_component(event)
    return bytes(made.to_ical())


def _moment(on: date, minute: int, zone: ZoneInfo) -> datetime:
    """A moment in UTC: calendars know it without a table of the zone."""
    return datetime.combine(on, time(*divmod(minute, 60)), zone).astimezone(UTC)


def _word(name: str) -> str:
    return "".join(each for each in name.casefold() if each.isascii() and each.isalnum()) or "dealer"
