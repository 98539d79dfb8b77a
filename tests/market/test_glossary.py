"""The glossary that translators work from: every term in every language that the program offers."""

import csv
import re
from pathlib import Path

import pytest

from lifecycle_desk.language import LANGUAGES

GLOSSARY = Path(__file__).parents[2] / "translations" / "glossary.csv"
LATIN = "[A-Za-z\u00c0-\u024f]"
SCRIPTS = {"zh_CN": "[\u4e00-\u9fff]", "ar": "[\u0600-\u06ff]", "th": "[\u0e00-\u0e7f]", "ru": "[\u0400-\u04ff]"}
SAME_EVERYWHERE = {"ota_update"}


@pytest.fixture(scope="module")
def terms():
    with GLOSSARY.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def test_every_term_has_a_name_and_a_context(terms):
    assert len(terms) > 300
    names = [term["term"] for term in terms]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9_]+", name) for name in names)
    assert all(term["context"] for term in terms)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_is_written_in_the_script_of_the_language(terms, language):
    for term in terms:
        assert re.search(SCRIPTS.get(language, LATIN), term[language]), term["term"]
        assert term[language] == term[language].strip()
        assert term["term"] in SAME_EVERYWHERE or language not in SCRIPTS or term[language] != term["en"]


def test_no_term_accuses(terms):
    (reading,) = [term for term in terms if term["term"] == "inconsistent_reading"]
    assert not re.search("fraud|roll|tamper", reading["en"], re.IGNORECASE)
