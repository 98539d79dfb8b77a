"""The papers of a campaign: letters in the owners' languages behind their addresses, and the report for the maker."""

import csv
import io
from datetime import date
from io import BytesIO

import pypdfium2
import pytest
from campaign_books import LISTED, NOW, OTHER, OUTSIDE, RANGED, SEAL, take_in, written
from pypdf import PdfReader

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.campaigns.interchange import completion
from lifecycle_desk.campaigns.papers.letters import OfCampaign
from lifecycle_desk.campaigns.reports import COMPLETION, LETTERS
from lifecycle_desk.campaigns.rules.campaign import UnknownCampaign
from lifecycle_desk.campaigns.usecases.standing import CampaignDoneElsewhere, record_campaign_done
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.paper import Facts, Table
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.usecases.life import AddVehicle, add_vehicle
from lifecycle_desk.vehicle.usecases.people import add_person

NUMBER = "BYD-26-01"
FURTHER = "LGXCE4CC6S0010300"
OWNERS = {
    LISTED: Person("فاطمة الحسن", phone="+971 50 555 0142", address="شارع الشيخ زايد 12\nدبي", language="ar"),
    RANGED: Person("สมชาย ใจดี", address="99 ถนนสาทร\nกรุงเทพมหานคร 10120", language="th"),
    OUTSIDE: Person("Lucía García", address="Calle Mayor 3\n28013 Madrid", language="es"),
    FURTHER: Person("Niran Unreached", phone="081 555 0142", language="th"),
}


WORDS = {
    "ar": ("حزمة البطارية", "قد يتشقق لحام.", "تُستبدل الحزمة."),
    "th": ("ชุดแบตเตอรี่", "รอยเชื่อมอาจแตก", "เปลี่ยนชุดแบตเตอรี่"),
    "es": ("Batería", "Una soldadura puede agrietarse.", "Se sustituye la batería."),
}


@pytest.fixture
def user(own_user: UserSession, stopped_clock, tmp_path):
    stopped_clock(NOW)
    for vin, person in OWNERS.items():
        owner = add_person(own_user, person).value.number
        add_vehicle(own_user, AddVehicle(vin, date(2025, 3, 1), SEAL, owner=owner))
    add_vehicle(own_user, AddVehicle("LGXCE4CC6S0010301", date(2025, 3, 1), SEAL, owner=2))
    add_vehicle(own_user, AddVehicle(OTHER, date(2025, 3, 1)))
    told = {"campaign_no": NUMBER, "type": "safety_recall", "title": "Battery pack", "defect": "A weld may crack.",
            "remedy": "The pack is replaced.", "do_not_drive": "yes", "park_outside": "yes"}  # fmt: skip
    named = [{"vin": each} for each in (*OWNERS, "LGXCE4CC6S0010301", OTHER)]
    take_in(own_user, written(tmp_path / "c.csv", *(told | each for each in named)))
    return own_user


@pytest.fixture
def worded(user, tmp_path):
    """The same with its texts in all languages that its owners read, as a second file told them."""
    take_in(user, written(tmp_path / "words.csv", *map(in_language, WORDS)))
    return user


def in_language(code: str) -> dict[str, str]:
    title, defect, remedy = WORDS[code]
    return {"campaign_no": NUMBER, "language": code, "title": title, "defect": defect, "remedy": remedy}


def read(pdf: bytes) -> list[str]:
    """What is copied from each page."""
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def drawn(user, report, code="en"):
    return report.draw(user, OfCampaign(NUMBER.lower()), spoken(user, code)).pdf()


def test_letters_come_in_one_file_behind_the_addresses_in_the_same_order(worded):
    addresses, *letters = read(drawn(worded, LETTERS))

    assert len(letters) == 3
    order = ["Lucía García", "فاطمة الحسن", "สมชาย ใจดี"]
    assert sorted(order, key=lambda name: addresses.index(name.split()[0])) == order
    for name, letter in zip(order, letters, strict=True):
        assert name.split()[0] in letter
    assert [f"{NUMBER} / {place}" in " ".join(letter.split()) for place, letter in enumerate(letters, 1)] == [True] * 3
    assert all("Page" not in letter for letter in letters)  # of the three no one reads English


def test_one_car_stands_among_the_facts_of_a_letter_and_several_in_a_table(worded):
    letters = LETTERS.draw(worded, OfCampaign(NUMBER), spoken(worded, "en")).followed
    tables = [sum(isinstance(block, Table) for block in letter.blocks) for letter in letters]

    assert tables == [0, 0, 1]  # the third owner has two cars
    assert all(isinstance(letter.blocks[0], Facts) for letter in letters)


def test_the_owner_stands_where_the_window_of_an_envelope_shows_it(worded):
    with pypdfium2.PdfDocument(drawn(worded, LETTERS)) as document:
        page = document[1]
        words = page.get_textpage()
        assert words.count_rects(*words.search("García").get_next())
        left, _, _, top = words.get_rect(0)
        assert 20 < left / 72 * 25.4 < 100  # of a sheet in three, what a DL window shows wherever it slides to
        assert 57 < (page.get_height() - top) / 72 * 25.4 < 81


def test_each_letter_is_in_its_owners_language_with_what_is_asked_of_him(worded):
    _, spanish, arabic, thai = read(drawn(worded, LETTERS))

    for letter, code in ((spanish, "es"), (thai, "th"), (arabic, "ar")):
        language = spoken(worded, code)
        for message in ("Do not drive", "Park outside", "Fault", "Remedy"):
            assert "".join(language(message).split()) in "".join(letter.split()), (code, message)
        assert all("".join(text.split()) in "".join(letter.split()) for text in WORDS[code]), code
        assert not any(words in letter for words in ("weld", "pack is replaced", "Battery pack"))
    assert "99 ถนนสาทร" in thai
    assert all(vin in thai for vin in ("LGXCE4CC6S0010301", RANGED))  # one letter for both cars of an owner
    assert LISTED in arabic


def test_who_cannot_be_reached_stands_on_the_first_page(user):
    addresses, *letters = read(drawn(user, LETTERS))

    assert all(words in addresses for words in ("Niran Unreached", "081 555 0142", OTHER))
    assert not any("Niran" in letter for letter in letters)


def test_the_report_for_the_maker_counts_and_names_nobody(user):
    elsewhere = CampaignDoneElsewhere(LISTED, NUMBER, date(2026, 11, 20), "Khon Kaen EV", "Invoice 7", Distance(12_345))
    record_campaign_done(user, elsewhere)
    text = " ".join(" ".join(read(drawn(user, COMPLETION))).split())

    assert all(words in text for words in ("16.7", "12,345", "elsewhere"))
    assert all(vin in text for vin in OWNERS)
    assert not any(word in text for word in ("Lucía", "Niran", "Khon Kaen", "Invoice"))


def test_the_same_report_as_a_file(user):
    elsewhere = CampaignDoneElsewhere(LISTED, NUMBER, date(2026, 11, 20), "", "Invoice 7", Distance(12_345))
    record_campaign_done(user, elsewhere)
    content = b"".join(completion.write(user, {"campaign": NUMBER})).decode("utf-8-sig")
    rows = {row["vin"]: row for row in csv.DictReader(io.StringIO(content))}

    assert rows[LISTED] == {
        "campaign_no": NUMBER, "vin": LISTED, "state": "done", "done_on": "2026-11-20", "odometer_km": "12345",
        "order_no": "",
    }  # fmt: skip
    assert {row["state"] for row in rows.values()} == {"done", "open"}
    assert len(rows) == 6


@pytest.mark.parametrize("report", [LETTERS, COMPLETION])
def test_a_campaign_that_nobody_took_in_has_no_papers(user, report):
    with pytest.raises(UnknownCampaign):
        report.draw(user, OfCampaign("NONE"), spoken(user, "en"))
