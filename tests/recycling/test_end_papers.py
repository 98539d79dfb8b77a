"""The papers and files of the end, read back by independent readers."""

import io
import json
from dataclasses import replace
from datetime import date

import pypdf
import pypdfium2
import pytest
from end_story import HOLDER, PACK, PERMIT, VIN, battery, car, certifying, destroyed, handing_in, ready, staff
from pdf_text import pages_of

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.books.usecases.books import create
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.language import LANGUAGES
from lifecycle_desk.stages.recycling.end.interchange.certificate import CertificateLacks, NoCertificate
from lifecycle_desk.stages.recycling.end.rules.nationality_marks import nationality_mark
from lifecycle_desk.stages.recycling.end.rules.taking_over import RegistrationDocument
from lifecycle_desk.stages.recycling.end.rules.ways_out import NotTakenOver
from lifecycle_desk.stages.recycling.end.usecases.certifying import (
    RecordCertificate,
    certify_destruction,
    record_certificate,
)
from lifecycle_desk.stages.recycling.end.usecases.permits import record_permit
from lifecycle_desk.stages.recycling.end.usecases.taking_over import take_over_vehicle
from lifecycle_desk.stages.recycling.formats import WRITERS
from lifecycle_desk.stages.recycling.reports import REPORTS
from lifecycle_desk.vehicle.papers.subject import OfVehicle
from lifecycle_desk.vehicle.usecases.erasing import ErasePerson, erase_person

CERTIFICATE, LIST, RECORD, LABELS = REPORTS
JSON_CERTIFICATE, JSON_END = WRITERS
MARKS = dict.fromkeys((0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))

# Written from the model io.catenax.certificate_of_destruction/2.0.0: every field required but fax.
ADDRESS = {"name": str, "street": str, "houseNumber": str, "zip": str, "location": str, "country": "[A-Z]{2}"}
CONTACT = {"phone": str}
DATES = {"issueDate": r"\d{4}-\d\d-\d\d", "expiryDate": r"\d{4}-\d\d-\d\d", "isVehicleWithdrawnFromService": bool}
SCHEMA = {
    "serialNumber": str,
    "companyNumber": str,
    "dismantlingDate": r"\d{4}-\d\d-\d\d",
    "vehicleOwnerProperties": {
        "isVehicleOwnerInformationComplete": bool,
        "vehicleOwnerAddress": ADDRESS,
        "citizenship": "[A-Z]{2}",
    },
    "vehicleProperties": {
        "isVehicleInformationComplete": bool,
        "identification": "[A-HJ-NPR-Z0-9]{17}",
        "licensePlate": str,
        "licenseAbbreviation": str,
        "brand": str,
        "model": str,
        "class": str,
        "emptyWeight": int,
        "firstRegistration": r"\d\d\.\d\d\.\d{4}",
    },
    "returnPointProperties": {
        "receiverAddress": ADDRESS,
        "receiverContact": CONTACT,
        "receiverAuditorAddress": ADDRESS,
        "receiverAuditorContact": CONTACT,
        **DATES,
    },
    "dismantlerProperties": {
        "dismantlerAddress": ADDRESS,
        "dismantlerContact": CONTACT,
        "dismantlerAuditorAddress": ADDRESS,
        "dismantlerAuditorContact": CONTACT,
        "receiverAuditorAddress": ADDRESS,
        "governmentAddress": ADDRESS,
        **DATES,
    },
}


def valid(made, schema) -> bool:
    """Whether a document has just the fields of a schema, each of its type or form."""
    import re

    if isinstance(schema, dict):
        return made.keys() == schema.keys() and all(valid(made[name], each) for name, each in schema.items())
    if isinstance(schema, str):
        return isinstance(made, str) and re.fullmatch(schema, made) is not None
    return type(made) is schema and made != ""


def plain(text: str) -> str:
    return " ".join(text.translate(MARKS).split())


def read(report, user, code: str = "en") -> str:
    pdf = report.draw(user, OfVehicle(VIN), spoken(user, code)).pdf()
    return plain("\n".join(pages_of(pdf)))


def given_out(writer, user, vin=VIN) -> dict:
    return json.loads(b"".join(writer.write(user, {"vin": vin})))


def test_the_certificate_says_all_seven_items(own_user):
    destroyed(own_user)
    text = read(CERTIFICATE, own_user)
    for expected in (
        "CD-2026-0001", "Sathorn EV Dismantling", PERMIT.number, "Comunidad de Madrid", "Calle de Alcalá 16",
        "E 9064 LKP", "M1", "BYD Dolphin", VIN, HOLDER.name, "Calle Mayor 5", "Spain", "Anan Sathorn",
        "Malee Sathorn", PACK,
    ):  # fmt: skip
        assert expected in text, expected
    assert "draft" not in text.lower()
    assert "certifies its destruction" in text


@pytest.mark.parametrize("code", ["en", "ar"])
def test_the_nationality_mark_stands_before_the_plate_in_the_papers_direction(own_user, code):
    staff(own_user)
    car(own_user, plate="ن م ل 9664")
    take_over_vehicle(own_user, handing_in(registration_country="AE"))
    pdf = CERTIFICATE.draw(own_user, OfVehicle(VIN), spoken(own_user, code)).pdf()
    with pypdfium2.PdfDocument(pdf) as document:
        words = document[0].get_textpage()
        mark, figures = (words.get_charbox(words.search(each).get_next()[0]) for each in ("UAE", "9664"))

    assert mark[1] == pytest.approx(figures[1], abs=2), "on one line"
    assert (mark[0] > figures[2]) is (code == "ar")


def test_without_a_permit_it_is_a_draft_for_the_facility_that_names_what_is_missing(own_user):
    staff(own_user)
    car(own_user)
    take_over_vehicle(own_user, handing_in(registration_country="", registration_document=RegistrationDocument.MISSING))
    text = read(CERTIFICATE, own_user)
    assert "This is a draft, not a certificate of destruction." in text
    assert "Depollution" in text
    assert "Depolluted" not in text
    assert "authorised treatment facility" in text
    assert "permit number of the facility" in text
    assert "nationality mark" in text
    assert "registration document or statement of its destruction" in text
    assert "The high-voltage battery has not been handed over." in text
    assert "CD-2026" not in text
    assert "certifies its destruction" not in text


def test_another_facilitys_certificate_is_named_and_not_drawn_as_ours(own_user):
    car(own_user)
    take_over_vehicle(own_user, handing_in())
    record_certificate(own_user, RecordCertificate(VIN, certifying().on, "ES/2026/881", "Desguace Sur"))
    text = read(CERTIFICATE, own_user)
    assert "ES/2026/881" in text
    assert "Desguace Sur" in text
    assert "Not a certificate" in text


def test_an_erased_holder_is_gone_from_the_paper_too(own_user):
    destroyed(own_user)
    erase_person(own_user, ErasePerson(1, "asked"))
    text = read(CERTIFICATE, own_user)
    assert HOLDER.name not in text
    assert "Calle Mayor" not in text
    assert "CD-2026-0001" in text


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_paper_is_drawn_in_every_language(own_user, code):
    destroyed(own_user)
    for report in REPORTS:
        drawn = report.draw(own_user, OfVehicle(VIN), spoken(own_user, code)).draw()
        assert drawn.missing == frozenset()
        assert drawn.pages <= 2


def test_of_a_car_of_which_nothing_is_told_only_the_list_to_fill_in_is_drawn(own_user):
    car(own_user)
    drawn = {}
    for report in REPORTS:
        try:
            drawn[report.kind] = VIN in read(report, own_user)
        except Objection as refused:
            drawn[report.kind] = refused.rule
    assert drawn == {
        "certificate-of-destruction": "not_taken_over",
        "depollution-list": True,
        "battery-handover": "no_battery_handed_over",
        "part-labels": "no_part_taken",
    }


def test_the_record_of_the_battery_names_the_rule(own_user):
    ready(own_user)
    text = read(RECORD, own_user)
    for expected in (
        PACK,
        "UN3480, 9",
        "P908, LP904",
        "SP 376",
        "412.5",
        "60.48",
        "Cirba Recycling",
        "RW-7781",
        "16 06 07*",
    ):
        assert expected in text, expected
    assert "To be verified" not in text


def test_the_list_says_who_did_what(own_user):
    ready(own_user)
    text = read(LIST, own_user)
    assert "Anan Sathorn" in text
    assert "All mandatory items completed." in text


@pytest.mark.parametrize(
    ("country", "law"),
    [
        *(("TH", ""), ("AE", ""), ("IT", "D.Lgs. 209/2003, art. 6")),
        ("GB", "SI 2003/2635 · To be verified"),
        ("FR", "Directive 2000/53/EC, Annex I · To be verified"),
    ],
)
def test_the_list_names_the_law_of_its_own_market_or_none(tmp_path, country, law):
    user = create(tmp_path / "ends.ldk", Dealer("Depot", country, "en"))
    car(user)
    text = read(LIST, user)
    assert law in text
    assert ("Source" in text) is bool(law)
    assert ("To be verified" in text) is ("To be verified" in law)
    assert ("2000/53" in text) is ("2000/53" in law)
    user.store.close()


def test_labels_carry_number_grade_and_tail(own_user):
    ready(own_user)
    text = read(LABELS, own_user)
    for expected in ("RP-2026-00001", "RP-2026-00002", "Headlamp, left", "13521-AB", VIN[-6:]):
        assert expected in text, expected


def test_hostile_words_stay_words(own_user):
    staff(own_user)
    record_permit(own_user, PERMIT)
    car(own_user)
    take_over_vehicle(own_user, handing_in())
    from lifecycle_desk.stages.recycling.batteries_out.usecases import hand_over_battery

    hand_over_battery(own_user, battery(carrier="<b>A&B</b>", note="<img src=x> & more"))
    text = read(RECORD, own_user)
    assert "<b>A&B</b>" in text
    assert "<img src=x> & more" in text


def test_the_json_is_what_the_model_asks(own_user):
    destroyed(own_user)
    made = given_out(JSON_CERTIFICATE, own_user)
    assert valid(made, SCHEMA)
    assert made["serialNumber"] == "CD-2026-0001"
    assert made["vehicleProperties"]["firstRegistration"] == "04.05.2023"
    assert made["vehicleOwnerProperties"]["vehicleOwnerAddress"]["houseNumber"] == "5"
    assert made["dismantlerProperties"]["governmentAddress"]["location"] == "Madrid"


def test_a_certificate_under_an_open_ended_permit_is_given_out(own_user):
    ready(own_user)
    record_permit(own_user, replace(PERMIT, valid_to=None))
    certify_destruction(own_user, certifying())

    made = given_out(JSON_CERTIFICATE, own_user)

    assert valid(made, SCHEMA)
    assert made["dismantlerProperties"]["expiryDate"] == made["returnPointProperties"]["expiryDate"] == "9999-12-31"


def test_nationality_marks_are_those_of_the_road(own_user):
    day = date(2026, 11, 20)
    marks = {country: nationality_mark(country, day) for country in ("ES", "FR", "DE", "TH", "AE", "MX", "GB", "XK")}
    assert marks == {"ES": "E", "FR": "F", "DE": "D", "TH": "T", "AE": "UAE", "MX": "MEX", "GB": "UK", "XK": "XK"}
    assert nationality_mark("GB", date(2021, 9, 27)) == "GB"

    destroyed(own_user)
    assert given_out(JSON_CERTIFICATE, own_user)["vehicleProperties"]["licenseAbbreviation"] == "E"


def test_the_schema_of_the_test_can_say_no():
    assert not valid({"a": 1}, {"a": str})
    assert not valid({"a": "x", "b": 1}, {"a": str})
    assert not valid("es", "[A-Z]{2}")
    assert not valid("", str)


def test_what_is_not_known_is_named_and_never_invented(own_user):
    ready(own_user)
    record_permit(own_user, replace(PERMIT, auditor=replace(PERMIT.auditor, house_number=""), company_number=""))
    certify_destruction(own_user, certifying())
    with pytest.raises(CertificateLacks) as refused:
        given_out(JSON_CERTIFICATE, own_user)
    assert "companyNumber" in refused.value.facts["fields"]
    assert "dismantlerProperties.receiverAuditorAddress.houseNumber" in refused.value.facts["fields"]


def test_no_certificate_no_json(own_user):
    car(own_user)
    with pytest.raises(NoCertificate):
        given_out(JSON_CERTIFICATE, own_user)
    with pytest.raises(NotTakenOver):
        given_out(JSON_END, own_user)


def test_the_end_of_life_as_json(own_user):
    destroyed(own_user)
    assert given_out(JSON_END, own_user) == {
        "disassemblyStatus": "disassembled",
        "healthStatus": "not tested",
        "recyclingStatus": "recycled",
        "dateOfReceptionGMT": "2026-11-09T00:00:00Z",
        "certificateOfDestruction": True,
        "dateOfScrappingGMT": "2026-11-20T00:00:00Z",
        "sparePartQuality": "A",
        "dateOfDissamblyGMT": "2026-11-11T00:00:00Z",
    }


def test_the_certificate_is_dated_by_the_authoritys_calendar_and_no_other_paper_is(own_user):
    """Thai authorities count by the Buddhist era, whatever the dealer does; 2026 is 2569 there."""
    ready(own_user)
    asked = OfVehicle(VIN)

    def text(report, code):
        pdf = report.draw(own_user, asked, spoken(own_user, code)).pdf()
        return "\n".join(each.extract_text() for each in pypdf.PdfReader(io.BytesIO(pdf)).pages)

    assert "BE 25" in text(CERTIFICATE, "en")
    assert "BE 25" not in text(LIST, "en")
    assert json.loads(b"".join(JSON_END.write(own_user, {"vin": VIN})))  # ISO for programs, as before
