"""What a file says of itself: real dates, a subject in words; the same bytes only where somebody asks for it."""

from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import DocumentInformation, PdfReader
from pypdf.generic import TextStringObject

from lifecycle_desk.base import clock
from lifecycle_desk.language import LANGUAGES, Language, RegionalFormat
from lifecycle_desk.paper import Letterhead, Paper, Paragraphs, Proves, Seal
from lifecycle_desk.paper.appended import with_pages
from lifecycle_desk.paper.dates import in_pdf
from lifecycle_desk.paper.joining import joined
from lifecycle_desk.trust.reading_back import named_codes

BANGKOK = RegionalFormat("TH", "th_TH", zone="Asia/Bangkok", currency="THB")
MOMENT = datetime(2026, 12, 31, 23, 30, 5, tzinfo=UTC)
CODE = "LCD1:6BFOXN*TS0BI$ZD4N9:9S6RCVN5+O30K3"
VIN = "LSJWH4095PN000001"
SEAL = Seal(CODE, "line", "SR-2026-0007", 1, "Sathorn <EV> & Söhne", "ab12")


def paper(code="en", seal=None, vin=VIN):
    made = Paper(
        title="Service report",
        language=Language(code, BANGKOK),
        letterhead=Letterhead(SEAL.dealer),
        blocks=[Paragraphs("All well.")],
        proves=Proves(vin, {}),
    )
    return made.sealed(seal) if seal else made


@pytest.fixture
def at(stopped_clock, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    stopped_clock(MOMENT)
    return stopped_clock


def told(pdf):
    return PdfReader(BytesIO(pdf)).metadata


def test_the_dates_of_a_pdf_are_those_of_its_making_by_the_dealers_clocks(at):
    found = told(paper().pdf())
    assert found["/CreationDate"] == found["/ModDate"] == "D:20270101063005+07'00'"
    assert found.creation_date == MOMENT
    at(MOMENT + timedelta(minutes=1))
    assert told(paper().pdf()).creation_date == MOMENT + timedelta(minutes=1)
    assert told(joined([paper().pdf()], "Reports")).creation_date == clock.now()
    assert told(with_pages(paper().pdf(), [paper().pdf()])[0]).creation_date == clock.now()


def test_a_pdf_is_reproducible_only_where_the_environment_asks_for_a_moment(at, monkeypatch):
    first = paper().pdf()
    at(MOMENT + timedelta(hours=1))
    assert paper().pdf() != first
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    same = paper().pdf()
    at(MOMENT + timedelta(hours=2))
    assert paper().pdf() == same
    assert told(same).creation_date == datetime.fromtimestamp(1_700_000_000, UTC)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_subject_is_a_sentence_and_the_code_stands_where_programs_look(at, code):
    sealed = paper(code, SEAL).pdf()
    subject = told(sealed)["/Subject"]
    for word in (VIN, "SR-2026-0007", SEAL.dealer):
        assert word in subject
    assert "LCD1" not in subject
    assert not set(subject) & set("\u2066\u2067\u2068\u2069")
    assert named_codes(sealed) == (CODE,)
    assert VIN not in told(paper(code, SEAL, vin="").pdf())["/Subject"]
    assert "Service report" in told(paper(code).pdf())["/Subject"]
    assert named_codes(joined([sealed, sealed], "Reports", [CODE, CODE + "A"])) == (CODE, CODE + "A")


def test_a_paper_that_named_its_code_as_its_subject_still_names_it(at):
    writer = joined([paper().pdf()], CODE)
    assert told(writer)["/Subject"] == CODE
    assert named_codes(writer) == (CODE,)


def test_the_metadata_for_programs_say_the_same_as_the_properties(at):
    pdf = paper("en", SEAL).pdf()
    root = PdfReader(BytesIO(pdf)).trailer["/Root"]
    packet = root["/Metadata"].get_object().get_data().decode()
    found = ET.fromstring(packet)  # noqa: S314 (our own)
    texts = [each.text for each in found.iter() if each.text and each.text.strip()]
    assert "2027-01-01T06:30:05+07:00" in texts
    assert told(pdf)["/Subject"] in texts
    assert SEAL.dealer in texts


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)),  # noqa: DTZ001 (the zone follows)
    st.integers(-14 * 60, 14 * 60),
)
def test_every_moment_comes_back_from_a_pdf_date(moment, offset):

    aware = moment.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=offset)))
    information = DocumentInformation()
    information.update({"/CreationDate": TextStringObject(in_pdf(aware))})
    assert information.creation_date == aware
