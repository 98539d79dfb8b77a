"""The glossary that translators work from: every term in every language that the program offers."""

import csv
import re
from pathlib import Path

import pytest

GLOSSARY = Path(__file__).parents[2] / "translations" / "glossary.csv"
LANGUAGES = {
    "en": "[A-Za-z]",
    "zh_CN": "[\u4e00-\u9fff]",
    "es": "[A-Za-z]",
    "ar": "[\u0600-\u06ff]",
    "th": "[\u0e00-\u0e7f]",
}
SAME_EVERYWHERE = {"ota_update"}


@pytest.fixture(scope="module")
def terms():
    with GLOSSARY.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def test_every_term_has_a_name_and_a_context(terms):
    assert len(terms) > 300
    names = [term["id"] for term in terms]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9_]+", name) for name in names)
    assert all(term["context"] for term in terms)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_is_written_in_the_script_of_the_language(terms, language):
    for term in terms:
        assert re.search(LANGUAGES[language], term[language]), term["id"]
        assert term[language] == term[language].strip()
        assert term["id"] in SAME_EVERYWHERE or language == "en" or term[language] != term["en"] or language == "es"


def test_no_term_accuses(terms):
    (reading,) = [term for term in terms if term["id"] == "inconsistent_reading"]
    assert not re.search("fraud|roll|tamper", reading["en"], re.IGNORECASE)
