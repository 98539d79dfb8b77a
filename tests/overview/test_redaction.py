"""A lifecycle report without personal data: what people wrote about others is covered, in every language."""

import re
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.overview.papers.life_report import LIFE_REPORT, WITHOUT_PEOPLE, OfLife
from lifecycle_desk.overview.usecases.lives.veil import COVERED, Veil, named_in
from lifecycle_desk.vehicle.rules.life import RecordedEvent, VehicleState
from lifecycle_desk.vehicle.rules.mentions import Identity
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Note, add_vehicle, note_event
from lifecycle_desk.vehicle.usecases.people import add_person

VIN = "LSJWH4095PN000001"
SAID = {  # the owner, a note about them, and what must be left of it
    "en": (Person("Mark Hale", phone="+44 7700 900123"), "Mark heard a remark; call 07700900 123", "remark"),
    "es": (Person("José Muñoz", phone="55 1234 5678"), "Muñoz dijo que José llama del 5512345678", "dijo"),
    "ar": (Person("علي حسن", phone="+971501234567"), "اتصل علي على الرقم ٠٥٠١٢٣٤٥٦٧ وحسن ينتظر", "ينتظر"),
    "th": (Person("สมชาย ใจดี", phone="081 234 5678"), "คุณสมชายนำรถเข้า ใช้ได้ดี โทร๐๘๑๒๓๔๕๖๗๘", "ใช้ได้ดี"),
    "zh_CN": (Person("李娜", phone="+86 138 1234 5678"), "李娜来取行李箱，电话13812345678", "行李箱"),
}


@pytest.fixture
def report(own_user, stopped_clock):
    stopped_clock(datetime(2026, 11, 25, 5, tzinfo=UTC))

    def drawn(language, **asked):
        voice = spoken(own_user, language)
        pdf = LIFE_REPORT.draw(own_user, OfLife(VIN, "events", **asked), voice).draw().pdf
        return "".join(each.extract_text() for each in PdfReader(BytesIO(pdf)).pages)

    return drawn


@pytest.mark.parametrize("language", SAID)
def test_a_note_about_the_owner_is_covered_and_its_other_words_stay(own_user, report, language):
    person, note, left = SAID[language]
    owner = add_person(own_user, person).value.number
    add_vehicle(own_user, AddVehicle(VIN, date(2025, 1, 2), plate="3กข 4821", owner=owner))
    note_event(own_user, Note(VIN, date(2025, 3, 1), f"{note}; 3กข4821"))
    own_words = [*person.name.split(), "4821", "900", "5678", "๕๖๗๘", "٤٥٦٧"]
    text = report(language)

    assert left in text
    assert COVERED in text
    assert [each for each in own_words if stands(each, text.replace(VIN, ""), language)] == []
    assert left in report(language, people=True)


def stands(word, text, language):
    """Whether a word stands in a text: whole where words are parted, since the heads have words that hold it."""
    parted = language in {"ar", "en", "es"}
    return bool(re.search(rf"(?<!\w){word}(?!\w)", text)) if parted else word in text


def test_the_sentence_says_what_is_covered_and_what_may_remain():
    assert "left out" not in WITHOUT_PEOPLE
    assert all(word in WITHOUT_PEOPLE for word in ("recognised", "may still", "nicknames", "spellings"))


def test_codes_of_an_event_stay_whoever_is_called_like_one():
    facts = {"pays": "customer", "state": "sold", "energy": "BEV", "note": "customer", "seller": "Bev"}
    veiled = Veil(Identity(("Walk-in Customer", "Bev", "Sold"))).told(
        RecordedEvent(1, date(2026, 1, 1), "vehicle.noted", facts)
    )

    assert veiled.facts == {"pays": "customer", "state": "sold", "energy": "BEV", "note": COVERED, "seller": ""}


def test_people_are_covered_however_deep_in_an_event_they_stand_and_what_is_empty_stays_empty():
    job = {"complaint": "Mark hears a rattle", "technician": "Ann", "code": "B-12", "hours": 2}
    facts = {"jobs": [job, job], "visit": {"notes": ("Mark came", "fine"), "plate": "AB12 CDE"}, "plate": ""}
    veiled = Veil(Identity(("Mark Hale",))).told(RecordedEvent(1, date(2026, 1, 1), "service.visited", facts))

    left = {"complaint": "", "technician": "", "code": "B-12", "hours": 2}
    assert veiled.facts == {
        "jobs": [left, left],
        "visit": {"notes": [f"{COVERED} came", "fine"], "plate": COVERED},
        "plate": "",
    }


def test_people_are_known_by_what_names_them_however_deep_it_stands_and_by_nothing_else():
    contact = {"name": "Walk-in", "phone": "+66 2 123", "email": "w@example.org", "reference": "R-1"}
    facts = {"witness": "Wang Wei", "contacts": [contact, contact], "before": {"plate": "AB12 CDE"}, "seller": ""}
    told = RecordedEvent(1, date(2026, 1, 1), "sale.handed_over", facts, VehicleState(plate="3กข 4821"))

    known = Identity(("Wang Wei",), phones=("+66 2 123",), emails=("w@example.org",), plates=("3กข 4821", "AB12 CDE"))
    assert named_in([told]) == known


def test_who_received_the_car_is_covered_in_notes_too():
    told = RecordedEvent(
        1, date(2026, 1, 1), "sale.handed_over", {"receiver": "Wang Wei", "plate": "AB12 CDE", "note": "…"}
    )

    assert Veil(named_in([told])).over("Wei came for ab12cde") == f"{COVERED} came for {COVERED}"
