"""The condition report, read back from its PDF."""

from dataclasses import replace
from io import BytesIO
from random import Random

import pytest
from pypdf import PdfReader
from trade_story import MARKS, OWNER, VIN, answers, sheet, trade_in, tyres

from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.overview.usecases.demo.pictures import photo
from lifecycle_desk.stages.transfer.condition.papers.report import BLANK, CONDITION_REPORT
from lifecycle_desk.stages.transfer.condition.rules.condition import Answer, Wheel
from lifecycle_desk.stages.transfer.condition.usecases import save_condition
from lifecycle_desk.stages.transfer.trade_in.usecases.trading import take_in_trade
from lifecycle_desk.vehicle.papers.subject import OfVehicle
from lifecycle_desk.vehicle.usecases.documents import attach


def printed(user: UserSession, code: str = "en") -> tuple[str, PdfReader]:
    """The text of the report and its file."""
    drawn = CONDITION_REPORT.draw(user, OfVehicle(VIN), spoken(user, code)).draw()
    assert not drawn.missing
    reader = PdfReader(BytesIO(drawn.pdf))
    return "\n".join(each.extract_text() for each in reader.pages), reader


def test_a_report_shows_marks_measures_grade_and_both_who_sign(owned):
    picture = attach(owned, *photo(Random(1)))
    take_in_trade(owned, trade_in())
    marks = (replace(MARKS[0], documents=(picture.sha256,)), *MARKS[1:])
    save_condition(
        owned, sheet(marks=marks, tyres=tyres("1.4"), answers=answers(floor_mats=Answer.MISSING), note="Smoker's car")
    )
    text, reader = printed(owned)
    for words in (
        "Grade D, Poor", "Left front door", "key along the door", "80\u00a0mm", "legal minimum 1.6\u00a0mm",
        "1.4\u00a0mm", "below the legal minimum of 1.6\u00a0mm", "6,000\u00a0Ω/V", "93.4",
        "Floor mats: missing", "Smoker's car",
        OWNER.name, "Niran K.", "1: Left front door, Scratch, 80\u00a0mm", "Left side", "Top",
    ):  # fmt: skip
        assert words in text, words
    assert sum(len(each.images) for each in reader.pages) == 1


def test_a_report_names_what_its_limits_rest_on_and_that_it_is_to_be_verified(owned):
    save_condition(owned, sheet())
    text, _ = printed(owned)
    assert (
        "Source: Tyres (Directive 89/459/EEC · To be verified); Brakes (Trade practice · To be verified); Insulation "
        "resistance (UN Regulation No. 100, 5.1.3; ISO 6469-3 · To be verified)"
    ) in " ".join(text.split())
    assert "ooked up" not in text


def test_only_a_finished_report_proves_something(owned):
    assert CONDITION_REPORT.draw(owned, OfVehicle(VIN), spoken(owned, "en")).proves is None
    save_condition(owned, sheet(draft=True))
    assert CONDITION_REPORT.draw(owned, OfVehicle(VIN), spoken(owned, "en")).proves is None
    save_condition(owned, sheet())
    proves = CONDITION_REPORT.draw(owned, OfVehicle(VIN), spoken(owned, "en")).proves
    assert (proves.vin, proves.facts["grade"], proves.facts["km"]) == (VIN, "B", 48_210)


def test_a_report_is_blank_until_somebody_looks_and_says_when_it_is_not_finished(owned):
    text, _ = printed(owned)
    assert "Grade" not in text.partition("Damage")[0]
    assert "No damage marked." not in text
    assert text.count(BLANK) > len(Wheel) * 4  # what is written by hand has a place to be written in
    save_condition(owned, sheet(draft=True, marks=(), answers=()))
    begun, _ = printed(owned)
    assert "This report is not complete." in begun
    assert "No damage marked." in begun
    assert BLANK not in begun


@pytest.mark.parametrize("code", ["ar", "th", "es", "zh_CN"])
def test_every_language_prints_a_report(owned, code):
    save_condition(owned, sheet())
    text, reader = printed(owned, code)
    assert VIN in text
    assert len(reader.pages) < 5


def test_the_report_is_in_the_language_of_who_hands_the_car_over(owned):
    assert CONDITION_REPORT.language_of(owned, OfVehicle(VIN)) == "th"
    take_in_trade(owned, trade_in())
    assert CONDITION_REPORT.language_of(owned, OfVehicle(VIN)) == "th"
