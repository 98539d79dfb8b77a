"""The recovery sheet: one page in every language, on which the code stands whole."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from lifecycle_desk.dealership.papers import spoken
from lifecycle_desk.language import LANGUAGES
from lifecycle_desk.overview.papers.recovery_sheet import recovery_sheet

CODE = "PYRE-CDHS-839X-NZUL-QVCP"


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_sheet_is_one_page_with_the_whole_code_in_every_language(own_user, code):
    paper = recovery_sheet(own_user, CODE, spoken(own_user, code))
    (page,) = PdfReader(BytesIO(paper.pdf())).pages

    assert CODE in page.extract_text()
    assert not paper.lacking()
