"""A recall from the maker's file to the report that it is carried out: matched, written to owners, repaired, told."""

import csv
import io
from dataclasses import replace
from datetime import date
from io import BytesIO

from campaign_books import LISTED, NOW, OTHER, OUTSIDE, RANGED, SEAL, counts, stands, take_in, written
from pypdf import PdfReader
from workshop import COOLING, moved, opened

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.books.usecases import books
from lifecycle_desk.campaigns.interchange import completion
from lifecycle_desk.campaigns.papers.letters import OfCampaign
from lifecycle_desk.campaigns.reports import COMPLETION, LETTERS
from lifecycle_desk.campaigns.usecases.standing import (
    CampaignDoneElsewhere,
    ConfirmCampaign,
    ExcludeCampaign,
    confirm_campaign,
    exclude_campaign,
    record_campaign_done,
)
from lifecycle_desk.campaigns.usecases.words import WordCampaign, word_campaign
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.rooms import offered
from lifecycle_desk.stages.service.orders.rules.orders import PayType
from lifecycle_desk.stages.service.orders.rules.states import CHECK, IN_WORK, READY
from lifecycle_desk.stages.service.orders.usecases.requests import HandOverRepairOrder, OpenRepairOrder
from lifecycle_desk.stages.service.orders.usecases.transitions import hand_over_repair_order
from lifecycle_desk.vehicle.rules.people import Person
from lifecycle_desk.vehicle.usecases.life import AddVehicle, add_vehicle
from lifecycle_desk.vehicle.usecases.people import add_person

NUMBER = "BYD-26-01"
TOLD = {
    "campaign_no": NUMBER, "type": "safety_recall", "title": "Battery pack may short", "defect": "A weld may crack.",
    "remedy": "The pack is replaced.", "do_not_drive": "yes",
}  # fmt: skip
NAMED = TOLD | {"vin": LISTED}
BUILT = TOLD | {"vin_from": "LGXCE4CC6S0010000", "vin_to": "LGXCE4CC6S0010999", "built_from": "2025-01-01"}
WORDED = {
    "th": ("แบตเตอรี่อาจลัดวงจร", "รอยเชื่อมอาจแตก", "เปลี่ยนแบตเตอรี่ใหม่"),
    "es": ("La batería puede cortocircuitarse", "Una soldadura puede agrietarse.", "Se cambia la batería."),
}
OWNERS = {
    LISTED: Person("สมชาย ใจดี", address="99 ถนนสาทร\nกรุงเทพมหานคร 10120", language="th"),
    RANGED: Person("Lucía García", address="Calle Mayor 3\n28013 Madrid", language="es"),
    OUTSIDE: Person("فاطمة الحسن", address="شارع الشيخ زايد 12\nدبي", language="ar"),
}
REPAIR = replace(COOLING, lines=(replace(COOLING.lines[0], pays=PayType.CAMPAIGN, campaign=NUMBER),))


def test_a_recall_goes_from_the_file_to_the_completion_report(own_user, stopped_clock, tmp_path):
    stopped_clock(NOW)
    for vin, person in OWNERS.items():
        owner = add_person(own_user, person).value.number
        add_vehicle(own_user, AddVehicle(vin, date(2025, 3, 1), SEAL, owner=owner))
    add_vehicle(own_user, AddVehicle(OTHER, date(2025, 3, 1)))

    # the file is looked at, taken in, and comes a second time: three cars of four, each as far as the file knows it
    file = written(tmp_path / "recall.csv", NAMED, BUILT)
    assert counts(take_in(own_user, file, dry_run=True)) == (2, 0, 0, 0)
    assert stands(own_user, LISTED) == {}
    assert counts(take_in(own_user, file)) == (2, 0, 0, 0)
    assert counts(take_in(own_user, file)) == (0, 2, 0, 0)
    assert [stands(own_user, each).get(NUMBER) for each in (LISTED, RANGED, OUTSIDE, OTHER)] == [
        "open", "may_be", None, None,
    ]  # fmt: skip

    # the danger is told in the language of the owner, so letters wait until somebody put it into that language
    assert len(_pages(own_user, LETTERS)) == 1
    for language, (title, defect, remedy) in WORDED.items():
        word_campaign(own_user, WordCampaign(NUMBER, language, title, defect, remedy=remedy))

    # who owns a car that is named gets a letter; who owns one that only may be, once somebody says that it is
    addresses, letter = _pages(own_user, LETTERS)
    assert "99 ถนนสาทร" in letter
    assert WORDED["th"][1] in letter
    assert "Calle Mayor" not in addresses + letter
    confirm_campaign(own_user, ConfirmCampaign(RANGED, NUMBER, "Build plate read"))
    assert ["Calle Mayor" in page for page in _pages(own_user, LETTERS)] == [True, True, False]
    exclude_campaign(own_user, ExcludeCampaign(RANGED, NUMBER, "The maker's answer of 24 November"))

    # the car comes; the order that carries the recall out lets it go again
    job = OpenRepairOrder(vin=LISTED, odometer_in=Distance(21_000), jobs=(REPAIR,))
    order = opened(own_user, job).number
    moved(own_user, order, IN_WORK, CHECK, READY)
    hand_over_repair_order(own_user, HandOverRepairOrder(number=order, odometer_out=Distance(21_003)))
    assert stands(own_user, LISTED) == {NUMBER: "done"}

    # a longer list of the maker names one car more, and opens nothing that is done or was said not to be concerned
    longer = written(tmp_path / "longer.csv", NAMED, BUILT, TOLD | {"vin": OUTSIDE})
    take_in(own_user, longer)
    assert [stands(own_user, each)[NUMBER] for each in (LISTED, RANGED, OUTSIDE)] == ["done", "not_affected", "open"]
    elsewhere = CampaignDoneElsewhere(OUTSIDE, NUMBER, date(2026, 11, 24), "Another dealer", "Invoice 7")
    record_campaign_done(own_user, elsewhere)

    # the maker is told which cars are done, by which order, and nobody's name
    told = " ".join(" ".join(_pages(own_user, COMPLETION)).split())
    assert all(words in told for words in (LISTED, OUTSIDE, order, "100"))
    assert not any(person.name.split()[0] in told for person in OWNERS.values())
    content = b"".join(completion.write(own_user, {"campaign": NUMBER})).decode("utf-8-sig")
    rows = {row["vin"]: row for row in csv.DictReader(io.StringIO(content))}
    assert (rows[LISTED]["state"], rows[LISTED]["order_no"]) == ("done", order)
    assert (rows[OUTSIDE]["state"], rows[OUTSIDE]["done_on"]) == ("done", "2026-11-24")
    assert books.check(own_user, tuple(offered("checks"))).findings == ()


def _pages(user, report) -> list[str]:
    """What is copied from each page of a paper of the recall."""
    pdf = report.draw(user, OfCampaign(NUMBER), spoken(user, "en")).pdf()
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
