"""Punctuation between words is the language's own, never the code's."""

import re
from decimal import Decimal

import pytest
from house import HOUSE

from lifecycle_desk.base.quantities import MM, Measure
from lifecycle_desk.base.said import APART, InARow, Said, in_text
from lifecycle_desk.language import LANGUAGES, Language
from lifecycle_desk.language.reading import read_list, typed_list
from lifecycle_desk.language.words import COMMA, LABELLED, SEMICOLON
from lifecycle_desk.market.market import UnknownMarket

# Texts with a comma that no language writes: statements of a database, requests and files, what is kept as it was read,
# faults of whoever wrote a file of the program's own, and what an order is to say in its template's own words.
NOT_SAID = {
    *(
        "base/said.py",
        "base/shapes.py",
        "region/rules/readable.py",
        "store/startup_reader.py",
        "store/dialect.py",
        "store/reporting.py",
        "store/foreign.py",
        "store/backup.py",
    ),
    *("commands/bug_log.py", "cli/run.py", "cli/server.py", "books/usecases/books.py"),
    *("store/own_schema.py", "store/server_rights.py"),
    *("schedules/rules/reading.py", "cover/rules/reading.py", "stages/transfer/ownership/rules/papers_wanted.py"),
    *("stages/charging/imports/interchange/logbooks.py", "stages/charging/imports/interchange/mapped.py"),
    *("stages/service/claims/usecases/taking.py", "stages/service/claims/rules/creating.py"),
    *("stages/service/diagnosis/rules/pasted_codes.py", "stages/service/catalogue/interchange/writing.py"),
    *("stages/service/inspections/rules.py", "data_packs/rules/checking.py"),
}


@pytest.mark.parametrize(("code", "written"), [("en", "VIN: 17"), ("es", "VIN: 17"), ("zh_CN", "VIN：17")])
def test_a_value_stands_behind_its_label_with_the_mark_of_the_language(code, written):
    assert Language(code).labelled("VIN", 17) == written


def test_things_in_a_row_are_parted_as_the_language_does():
    assert Language("zh_CN").formats.listed(["甲", "乙", "丙"]) == "甲、乙和丙"


@pytest.mark.parametrize(
    ("items", "written"),
    [
        (("XBD", "T123"), "XBD และ T123"),
        (("\u2066XBD\u2069", "\u2066T123\u2069"), "\u2066XBD\u2069 และ \u2066T123\u2069"),
        (("สี", "กระจก"), "สีและกระจก"),
        (("สี", "VIN"), "สีและ VIN"),
        (("1 กม.", "ยาง"), "1 กม. และยาง"),
        (("A", "B", "C"), "A B และ C"),
        (("A",), "A"),
    ],
)
def test_thai_and_stands_apart_from_letters_and_figures_that_are_not_thai(items, written):
    assert Language("th").formats.listed(items) == written


@pytest.mark.parametrize(
    ("code", "written"),
    [("en", "1.2\u00a0mm, worn inside"), ("es", "1.2\u00a0mm, worn inside"), ("zh_CN", "1.2\u00a0mm，worn inside")],
)
def test_facts_beside_one_another_are_parted_as_the_language_does_and_what_is_missing_is_left_out(code, written):
    facts = InARow(Measure(Decimal("1.2"), MM), "", None, "worn inside")
    assert Language(code).spoken(facts) == written


def test_pieces_of_work_are_parted_more_strongly_than_facts():
    works = InARow(Said(LABELLED, label="Oil", value="changed"), "done", by=APART)
    assert Language("en").spoken(works) == "Oil: changed; done"
    assert Language("zh_CN").spoken(works) == "Oil：changed；done"


def test_nothing_in_a_row_is_nothing():
    assert not InARow(None, "", ())
    assert Language("ar").spoken(InARow()) == ""


def test_a_remark_stands_in_the_brackets_of_the_language():
    assert Language("en").with_aside("52,000 km", "32,311 mi") == "52,000 km (32,311 mi)"
    assert Language("zh_CN").with_aside("A", "B") == "A（B）"
    assert Language("zh_CN").with_aside("A", None) == "A"


def test_names_in_one_text_are_listed_for_people_and_stay_as_they_are_for_programs():
    refused = UnknownMarket("XX", in_text(["AE", "CN", "MX"]))
    assert refused.facts["known"] == "AE, CN, MX"
    assert "AE, CN and MX" in Language("en").sentence(refused)
    assert "AE、CN和MX" in Language("zh_CN").sentence(refused)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("sign", [COMMA, SEMICOLON])
def test_a_list_in_a_field_is_read_back_in_every_language(code, sign):
    parts = ["Wheel bolts 140", "Drain plug 25", "C"]
    assert read_list(typed_list(parts, Language(code), sign), sign) == parts


def test_a_list_is_read_whichever_comma_somebody_types():
    assert read_list("a，b、c، d, e") == ["a", "b", "c", "d", "e"]
    assert read_list("a；b؛ c; d", SEMICOLON) == ["a", "b", "c", "d"]


def test_no_code_parts_words_for_people_by_a_comma_of_its_own():
    joins, source = re.compile(r"""["'](?:, |; |: | \()["']\.join\("""), HOUSE / "src/lifecycle_desk"
    found = {str(path.relative_to(source)) for path in source.rglob("*.py") if joins.search(path.read_text("utf-8"))}
    assert found == NOT_SAID
