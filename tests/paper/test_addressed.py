"""The address of a letter stands where the window of an envelope shows it, measured in the PDF."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pypdfium2
import pytest

from lifecycle_desk.base.isolates import ltr
from lifecycle_desk.language import Language
from lifecycle_desk.market.envelopes import envelope_form
from lifecycle_desk.market.market import PaperSize
from lifecycle_desk.paper import Addressed, Letterhead, Paper, Paragraphs, Window
from lifecycle_desk.paper.addressed import MILLIMETRE

ON = date(2026, 11, 25)
HEAD = Letterhead("Example Motors", ["Motors Ltd", "1 High Street", "Anytown", "AB1 2CD"], "+44 1", "a@b.example")
ADDRESS = ("Lucia Garcia", "Flat 7", "22 Long Road", "Overthere", "AB1 3EF")


def box_of(pdf, text):
    """Where a text stands on the first page, in millimetres from the upper left: left, top, right, bottom."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        words = page.get_textpage()
        found = words.search(text).get_next()
        assert found, text
        assert words.count_rects(*found) >= 1
        left, bottom, right, top = words.get_rect(0)
        high = page.get_height()
        return tuple(each / MILLIMETRE for each in (left, high - top, right, high - bottom))


def window_of(form):
    """A form in points."""
    of = (form.left, form.top, form.width, form.height, form.body)
    sender = None if form.sender is None else form.sender * MILLIMETRE
    return Window(*(each * MILLIMETRE for each in of), sender, [each * MILLIMETRE for each in form.folds])


@pytest.mark.parametrize("code", ["en", "ar", "th"])
@pytest.mark.parametrize(
    ("country", "size", "name"),
    [("DE", "A4", "DIN 5008, form B"), ("TH", "A4", "DL window"), ("MX", "LETTER", "No. 10 window")],
)
def test_five_lines_stand_in_the_window_and_the_letter_goes_on_below(code, country, size, name):
    form = envelope_form(country, PaperSize(size), ON)
    assert form.name == name
    addressed = Addressed(ADDRESS, window_of(form), "Sender of it")
    language = Language(code)
    pdf = Paper("Recall", language, [Paragraphs("Body.")], HEAD, addressed, size=size).pdf()

    for line in ADDRESS:
        left, top, right, bottom = box_of(pdf, line)
        assert form.left - 0.5 <= left <= right <= form.left + form.width + 0.5, line
        assert form.top - 0.5 <= top <= bottom <= form.top + form.height + 0.5, line
    assert box_of(pdf, "Recall")[1] >= form.body
    assert box_of(pdf, "AB1 2CD")[3] < (form.sender or form.top)
    assert ("Sender of it" in pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded()) == (name[:3] == "DIN")


def test_a_letterhead_that_reaches_into_the_window_pushes_the_address_below_it():
    form = envelope_form("TH", PaperSize.A4, ON)
    tall = replace(HEAD, address=[f"Line {number}" for number in range(14)])
    pdf = Paper("Recall", Language("en"), [], tall, Addressed(ADDRESS, window_of(form))).pdf()

    assert box_of(pdf, "Line 13")[3] < box_of(pdf, ADDRESS[0])[1]
    assert box_of(pdf, ADDRESS[-1])[3] < box_of(pdf, "Recall")[1]


@pytest.mark.parametrize("code", ["de", "ar", "th"])
@pytest.mark.parametrize(
    ("sender", "lines"),
    [
        ("Autohaus Lindengrund GmbH · Gewerbering 14 · 00199 Lindengrund", 1),
        ("Autohaus Lindengrund an der Spree GmbH & Co. KG · Industriestraße 14–16 · 00199 Lindengrund am Wald", 2),
    ],
)
def test_the_sender_is_named_to_the_last_letter_above_the_address(code, sender, lines):
    form = envelope_form("DE", PaperSize.A4, ON)
    pdf = Paper("Rückruf", Language(code), [], HEAD, Addressed(ADDRESS, window_of(form), ltr(sender))).pdf()
    left, top, right, _ = box_of(pdf, "Autohaus")
    ends = box_of(pdf, "00199 Lindengrund am Wald" if lines > 1 else "00199 Lindengrund")

    assert form.left - 0.5 <= left < right
    assert ends[2] <= form.left + form.width + 0.5
    assert top > box_of(pdf, "AB1 2CD")[3]
    assert (ends[1] > top + 1) == (lines > 1)
    assert ends[3] <= box_of(pdf, ADDRESS[0])[1]


def test_a_letterhead_that_reaches_into_the_window_pushes_sender_and_address_below_it():
    form = envelope_form("DE", PaperSize.A4, ON)
    tall = replace(HEAD, address=[f"Line {number}" for number in range(14)])
    pdf = Paper("Rückruf", Language("de"), [], tall, Addressed(ADDRESS, window_of(form), "Sender of it")).pdf()

    below = [box_of(pdf, each) for each in ("Line 13", "Sender of it", *ADDRESS, "Rückruf")]
    assert all(one[3] <= other[1] + 0.2 for one, other in pairwise(below))


def test_every_form_leaves_room_for_its_marks_on_its_sheet():
    for country, size, high in (("AT", "A4", 297), ("GB", "A4", 297), ("CO", "LETTER", 279.4)):
        form = envelope_form(country, PaperSize(size), ON)
        assert form.top + form.height <= form.body < high / 2.5
        assert all(0 < each < high for each in form.folds)
        assert form.source or form.basis
