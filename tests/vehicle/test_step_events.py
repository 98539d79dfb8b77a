"""Steps: how what was asked becomes an event, is told, travels, and is read back."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from lifecycle_desk.base.objections import C_, N_
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.commands.kinds import Documents, Note, Odometer, On, Text
from lifecycle_desk.vehicle.rules.life import RecordedEvent, VehicleEvent
from lifecycle_desk.vehicle.rules.steps import Step
from lifecycle_desk.vehicle.usecases.life import ReadOdometer
from lifecycle_desk.vehicle.usecases.steps import event_of, told_as, trimmed

DAY, VIN = date(2026, 1, 2), "LSJWH4095PN000001"


@dataclass(frozen=True, slots=True)
class Wash:
    """A car that was washed."""

    vin: str
    on: On
    note: Note = ""
    by: Annotated[str, Text(N_("Workshop"), fact="washer")] = ""
    place: Annotated[str, Text(C_("stock", "Location"))] = ""
    odometer: Odometer = None
    documents: Documents = ()


WASHED = Step(
    Wash,
    VehicleEvent.NOTED,
    "notes",
    detail=("by",),
    opens=lambda told: ("wash", str(told.facts["washer"])),
    travels=("by",),
    only_said=("place",),
    told_first=("by", "place"),
)


def told(facts: dict[str, object]) -> RecordedEvent:
    return RecordedEvent(1, DAY, VehicleEvent.NOTED.value, facts)


def test_words_lose_the_spaces_at_their_ends_and_what_was_left_open_is_no_fact():
    asked = trimmed(Wash(VIN, DAY, "  dusty ", " Somchai", odometer=Distance(70)))
    event = event_of(WASHED, asked, VIN)
    assert event.facts == {"note": "dusty", "washer": "Somchai"}
    assert (event.on, event.odometer) == (DAY, Distance(70))


def test_a_request_without_a_day_of_its_own_is_told_on_another():
    assert event_of(WASHED, Wash(VIN, DAY), None, on=date(2026, 1, 3)).on == date(2026, 1, 3)


def test_fields_are_told_in_their_order_and_lead_to_their_page():
    worded = WASHED.worded(told({"note": "dusty", "washer": "Somchai", "place": "Hall 2"}), {})
    assert [value for _, value in worded.facts] == ["Somchai", "Hall 2", "dusty"]
    assert (worded.detail, worded.opens) == (("Somchai",), ("wash", "Somchai"))


def test_what_travels_is_named_by_its_field_and_goes_under_its_sealed_name():
    assert WASHED.travelling({"note": "dusty", "washer": "Somchai"}) == {"washer": "Somchai"}


def test_what_was_told_is_asked_again_as_it_was():
    facts = {"source": "service", "note": "by hand"}
    seen = RecordedEvent(1, DAY, VehicleEvent.READ.value, facts, odometer=Distance(7), documents=("ab",))
    assert told_as(ReadOdometer, VIN, seen) == ReadOdometer(VIN, DAY, Distance(7), note="by hand", documents=("ab",))
