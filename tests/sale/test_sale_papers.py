"""The papers of the sale, read back by an independent reader in the five languages."""

import io
import struct
import zlib
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pypdf
import pytest
from pdf_text import pages_of
from sale_story import BUYER, VIN, arrival, contract, handing_over, made_ready, pdi

from lifecycle_desk.base.quantities import VOLT, Distance
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.dealership.rules import Member
from lifecycle_desk.dealership.usecases.changing import take_on
from lifecycle_desk.language import LANGUAGES
from lifecycle_desk.paper import Letterhead, Seal
from lifecycle_desk.stages.sale.arrival.usecases import receive_vehicle
from lifecycle_desk.stages.sale.contract.usecases.selling import CancelSale, cancel_sale, sell_vehicle
from lifecycle_desk.stages.sale.handover.usecases import RegisterVehicle, hand_over_vehicle, register_vehicle
from lifecycle_desk.stages.sale.inspection.rules import ItemResult, Result
from lifecycle_desk.stages.sale.inspection.usecases import Reinspection, SoftwareVersion, reinspect, save_inspection
from lifecycle_desk.stages.sale.reports import REPORTS, OfVehicle
from lifecycle_desk.stages.sale.stock.rules.status import Happening
from lifecycle_desk.stages.sale.stock.usecases.showing import sale_page
from lifecycle_desk.stages.sale.stock.usecases.taking_back import TakeBackSale, take_back_sale_event
from lifecycle_desk.vehicle.rules.models import Energy
from lifecycle_desk.vehicle.rules.wording import worded
from lifecycle_desk.vehicle.usecases.documents import attach
from lifecycle_desk.vehicle.usecases.erasing import ErasePerson, erase_person
from lifecycle_desk.vehicle.usecases.life import Description, ReadOdometer, read_odometer
from lifecycle_desk.vehicle.usecases.people import add_person
from lifecycle_desk.vehicle.usecases.showing import page

SHEET, RECORD = REPORTS[:2]
# Direction marks are no characters that anybody typed.
MARKS = dict.fromkeys((0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
MARKUP = "Door <b>A&B</b> <img src='/etc/passwd'>"


def plain(text: str) -> str:
    return " ".join(text.translate(MARKS).split())


def read(report, user, code: str = "en") -> str:
    pdf = report.draw(user, OfVehicle(VIN), spoken(user, code)).pdf()
    return plain("\n".join(pages_of(pdf)))


def says(text: str, expected: str) -> bool:
    """Whether a paper says something; around what runs to the right each reader has its own idea of the order."""
    wanted = plain(expected)
    arabic = any("\u0600" <= each <= "\u06ff" for each in wanted)
    return all(word in text for word in wanted.split()) if arabic else wanted in text


def red_png(wide: int, tall: int) -> bytes:
    """A red picture (PNG, 8 bits of RGB)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\xff\0\0" * wide) * tall
    head = struct.pack(">IIBBBBB", wide, tall, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.fixture
def inspected(own_user):
    """A car that has failed in paint and 12 V battery."""
    add_person(own_user, BUYER)
    take_on(own_user, Member("niran", "นิรันดร์ แก้วใส", Role.TECHNICIAN))
    receive_vehicle(own_user, arrival(battery_code="001PE0C8A1B2C3D4E5F6G7H8"))
    found = pdi(paint=Result.FAIL, voltage_12v=Result.FAIL, dc_charging=Result.NOT_APPLICABLE)
    results = tuple(replace(each, note=MARKUP) if each.item == "paint" else each for each in found.results)
    software = (SoftwareVersion("BMS", "R60.1.2"),)
    save_inspection(own_user, replace(found, results=results, inspector="niran", software=software))
    return own_user


@pytest.fixture
def handed(inspected):
    """The same, fixed, sold, registered and handed over."""
    fixed = (ItemResult("paint", Result.FIXED), ItemResult("voltage_12v", Result.FIXED, Decimal("12.8")))
    reinspect(inspected, Reinspection(VIN, date(2026, 9, 12), fixed))
    sell_vehicle(inspected, contract())
    register_vehicle(inspected, RegisterVehicle(VIN, date(2026, 9, 28), "3กข 4821", place="กรุงเทพมหานคร"))
    hand_over_vehicle(inspected, handing_over(note=MARKUP))
    return inspected


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_inspection_sheet_reads_back_as_it_was_told(inspected, code):
    language, text = spoken(inspected, code), read(SHEET, inspected, code)

    for expected in (
        VIN,
        language("Version %(version)s", version=2),
        "Arctic White",
        "นิรันดร์ แก้วใส",
        MARKUP,
        "R60.1.2",
        "Sathorn EV",
    ):
        assert says(text, expected)
    assert not says(text, "pdi-2")
    for message in ("Voltage of the 12 V battery at rest", "Test drive"):
        assert says(text, language(message))
    assert says(text, language(Result.FAIL.label))
    assert says(text, language.spoken(date(2026, 9, 10)))
    closed = text.replace(" – ", "–")  # pypdf puts spaces around signs in a line to the left
    assert f"{language.formats.number(Decimal('12.5'))}–{language.formats.number(Decimal('13.6'))}" in closed
    assert language.formats.sign(VOLT) in text
    assert "engine oil" not in text.lower()


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_handover_record_reads_back_as_it_was_told(handed, code):
    language, text = spoken(handed, code), read(RECORD, handed, code)

    for expected in (VIN, "SC-2026-0001", BUYER.name, BUYER.phone, "3กข 4821 กรุงเทพมหานคร", "Floor mats", MARKUP):
        assert says(text, expected)
    for day in (date(2026, 9, 12), date(2026, 9, 28), date(2026, 10, 1)):
        assert says(text, language.spoken(day))
    assert "001PE0C8A1B2C3D4E5F6G7H8" in text
    assert says(text, language("From handover"))


def test_the_handover_record_is_one_page_in_every_language(handed):
    pages = {code: len(RECORD.draw(handed, OfVehicle(VIN), spoken(handed, code)).laid().pages) for code in LANGUAGES}
    assert {code: count for code, count in pages.items() if count > 1} == {}


def test_an_issued_handover_record_is_one_page_under_a_long_head_too(handed):
    """In Arabic, whose lines are the tallest, that takes three columns of what was explained."""
    head = Letterhead("واحة الخور", ("Wahat Al Khor LLC", *"123456"), "+971 4 000", "a@b.example")
    seal = Seal(
        "LD1:" + "$CO*7VH FU1JKT0OVCI4CLTI2647" * 12,
        "HR-2026-0001/1 · 2026-10-01 · " + VIN,
        "HR-2026-0001",
        1,
        "Wahat Al Khor",
        "E5DA 2A41 F969 A74B",
    )
    record = RECORD.draw(handed, OfVehicle(VIN), spoken(handed, "ar"))

    def pages(tighter):
        forms = [replace(each, letterhead=head, tighter=()).sealed(seal) for each in tighter]
        return len(replace(forms[0], tighter=tuple(forms)).laid().pages)

    assert pages(record.tighter) == 1
    assert pages(record.tighter[:1]) == 2


def test_the_sheet_says_what_must_be_inspected_again_and_that_it_passed(inspected):
    assert "2 items must be inspected again: Paint is free" in read(SHEET, inspected)
    fixed = (ItemResult("paint", Result.FIXED), ItemResult("voltage_12v", Result.FIXED, Decimal("12.80")))
    reinspect(inspected, Reinspection(VIN, date(2026, 9, 12), fixed))

    text = read(SHEET, inspected)
    assert "All mandatory items have passed." in text
    assert "12.8 V" in text


def test_the_sheet_tells_the_odometer_of_the_inspection_and_not_of_today(handed):
    read_odometer(handed, ReadOdometer(VIN, date(2026, 10, 20), Distance(4_821)))

    text = read(SHEET, handed)
    assert "20 km" in text
    assert "4,821 km" not in text


def test_the_record_names_the_list_as_people_do_and_asks_nothing_of_a_battery_that_is_not_there(own_user):
    receive_vehicle(own_user, arrival(description=Description("MG", "ZS", energy=Energy.ICE), soc_percent=None))
    save_inspection(own_user, pdi(energy="ICE"))

    text = read(RECORD, own_user)
    assert "Version 2" in text
    assert "pdi-2" not in text
    assert "Battery code" not in text
    assert "State of charge" not in text


def test_a_blank_sheet_can_be_taken_to_the_car(own_user):
    receive_vehicle(own_user, arrival())

    text = read(SHEET, own_user)
    assert "This inspection is not complete." in text
    assert text.count("Open") > 40


def test_photographs_of_items_stand_on_the_sheet(own_user):
    receive_vehicle(own_user, arrival())
    photo = attach(own_user, "paint.png", red_png(60, 40)).sha256
    note = attach(own_user, "note.txt", b"not a picture").sha256
    results = tuple(replace(each, documents=(photo, note)) if each.item == "paint" else each for each in pdi().results)
    save_inspection(own_user, replace(pdi(), results=results))

    pdf = pypdf.PdfReader(io.BytesIO(SHEET.draw(own_user, OfVehicle(VIN), spoken(own_user, "en")).pdf()))
    assert sum(len(each.images) for each in pdf.pages) == 1


def test_before_the_handover_the_record_is_the_paper_to_be_signed(own_user):
    made_ready(own_user)
    text = read(RECORD, own_user)

    assert "The vehicle has not been handed over yet." in text
    assert "The vehicle is not sold." in text


def test_the_signature_is_drawn_and_gone_with_its_owner(handed):
    def strokes() -> int:
        pdf = pypdf.PdfReader(io.BytesIO(RECORD.draw(handed, OfVehicle(VIN), spoken(handed, "en")).pdf()))
        return pdf.pages[0].get_contents().get_data().count(b" l ")

    signed = strokes()
    erase_person(handed, ErasePerson(1, "asked for it"))
    assert signed > strokes()
    assert BUYER.name not in read(RECORD, handed)


def test_the_record_is_in_the_buyers_language(handed):
    assert RECORD.language_of(handed, OfVehicle(VIN)) == "th"
    assert SHEET.language_of(handed, OfVehicle(VIN)) is None
    erase_person(handed, ErasePerson(1))
    assert RECORD.language_of(handed, OfVehicle(VIN)) is None


def test_long_lists_go_over_pages(inspected):
    fixed = (ItemResult("paint", Result.FIXED), ItemResult("voltage_12v", Result.FIXED, Decimal("12.8")))
    reinspect(inspected, Reinspection(VIN, date(2026, 9, 12), fixed))
    sell_vehicle(inspected, contract())
    things = tuple(f"Accessory {n} {'with a long name ' * 20}" for n in range(60))
    hand_over_vehicle(inspected, handing_over(accessories=things))

    text = read(RECORD, inspected)
    assert all(f"Accessory {n} " in text for n in range(60))


# Wording


def test_every_step_is_told_in_words(handed):
    english = spoken(handed, "en")
    told = {each.told.kind: worded(each.told, {1: BUYER.name}) for each in page(handed, VIN).lines}

    titles = {kind: english(each.title.message, **each.title.facts) for kind, each in told.items()}
    assert titles[Happening.RECEIVED] == "Arrived"
    assert titles[Happening.HANDED_OVER] == "Handed over"
    assert told[Happening.INSPECTED].state == ("inspection\x04Passed", "ok")
    assert dict(told[Happening.SOLD].facts)["Buyer"] == BUYER.name
    assert [english(label) for label, _ in told[Happening.HANDED_OVER].facts][:2] == ["Owner", "Keys"]
    assert dict(told[Happening.HANDED_OVER].facts)["Warranty from"] == date(2026, 10, 1)


def test_steps_back_are_told_in_words(handed):
    english = spoken(handed, "en")
    take_back_sale_event(handed, TakeBackSale(sale_page(handed, VIN).handover.seq, "wrong day"))
    cancel_sale(handed, CancelSale(VIN, date(2026, 10, 2), "finance refused"))

    last = [worded(each.told) for each in page(handed, VIN).lines if each.told.corrects]
    assert sorted(english(each.title.message) for each in last) == ["Record voided", "Sale cancelled"]
    assert all(each.facts for each in last)


def test_every_kind_of_the_sale_has_its_own_wording():
    from lifecycle_desk.vehicle.rules.wording import _KNOWN

    assert {each.value for each in Happening} <= _KNOWN.keys()
