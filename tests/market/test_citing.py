"""Sources that people are shown name a law, a paper or a practice; where and when that was read stands beside them."""

import csv
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lifecycle_desk.base.resources import resource
from lifecycle_desk.language import Language
from lifecycle_desk.market.citing import TO_VERIFY, Basis, Cited, cited_in
from lifecycle_desk.market.market import codes, market
from lifecycle_desk.market.retention import duties


def _named(file: Path) -> str:
    return file.relative_to(resource(".")).as_posix()


WEAK = re.compile(r"of memory|from memory|second-hand|not looked up|: verify|was not read|were not read", re.IGNORECASE)
RESEARCH = re.compile(
    r"\bread 20|\bread on\b|of memory|from memory|second-hand|looked up|not found|verify|domain notes|as repeated"
    r"|taken to follow|rule of thumb|\bour own\b|own list|https?:|github\.com| at [0-9a-f]{7}\b",
    re.IGNORECASE,
)
PAGE = re.compile(r"\b[a-z-]+\.(com|org|net|ru|co|be)\b", re.IGNORECASE)
# What was published on a page alone is named by it: data of makers and the press, and tables of codes.
OF_PAGES = ("models", "schedules", "warranty", "vin", "batteries")
NO_SOURCES = ("charging/captions.toml", "demo", "thai", "verify", "hyphens", "fonts", "icons", "help")  # other things
ALL = sorted(
    (
        each
        for each in resource(".").rglob("*")
        if each.suffix in {".toml", ".csv", ".json"} and not _named(each).startswith(NO_SOURCES)
    ),
    key=str,
)


def _content(file: Path) -> Any:
    if file.suffix == ".csv":
        with file.open(encoding="utf-8", newline="") as table:
            return list(csv.DictReader(table, strict=True))
    text = file.read_text("utf-8")
    return json.loads(text) if file.suffix == ".json" else tomllib.loads(text)


def _facts(told: Any) -> Iterator[dict[str, Any]]:
    """All tables that cite something, however deep they stand."""
    if isinstance(told, dict):
        if {"source", "basis", "read"} & told.keys():
            yield told
        for each in told.values():
            yield from _facts(each)
    elif isinstance(told, list):
        for each in told:
            yield from _facts(each)


@pytest.mark.parametrize("file", ALL, ids=_named)
def test_a_source_that_people_see_holds_no_note_of_how_it_was_read(file):
    for each in _facts(_content(file)):
        source, basis = each.get("source", ""), each.get("basis")
        assert not RESEARCH.search(source), source
        assert _named(file).startswith(OF_PAGES) or not PAGE.search(source), source
        assert source or basis or each.get("verify"), "who has no source says so"
        assert bool(source) != bool(basis) or not (source or basis), "a practice has no law"
        if basis:
            Basis.of(basis)


@pytest.mark.parametrize("file", ALL, ids=_named)
def test_what_is_second_hand_or_of_memory_is_to_be_verified(file):
    for each in _facts(_content(file)):
        assert each.get("verify") or not WEAK.search(each.get("read") or ""), each["read"]


def test_files_with_sources_are_looked_at():
    """The tests above are about many files, and about those that are read by rooms of their own."""
    cited = {_named(file).partition("/")[0] for file in ALL if any(_facts(_content(file)))}
    assert cited >= {
        *("batteries", "calendars", "charging", "checklists", "claims", "markets", "models", "odometer", "people"),
        *("recycling", "retention", "schedules", "shelf", "transfer", "vin", "warranty", "work"),
    }


def test_people_are_told_the_source_or_the_practice_and_that_it_is_to_be_verified():
    english, arabic = Language("en"), Language("ar")
    law = Cited(source="Directive 2014/45/EU, art. 5")
    assert english.spoken(law.cited) == "Directive 2014/45/EU, art. 5"
    assert english.spoken(replace(law, verify=True).cited) == "Directive 2014/45/EU, art. 5 · To be verified"
    assert english.spoken(Cited(basis=Basis.PRACTICE, verify=True).cited) == "Trade practice · To be verified"
    assert english.spoken(Cited().cited) == "No source found"
    assert arabic(TO_VERIFY) in arabic.spoken(replace(law, verify=True).cited)


def test_an_entry_is_read_with_what_it_rests_on_and_one_without_a_source_is_refused():
    told = {"source": "A law,\n art. 1", "read": "somewhere", "verify": True, "note": "for us"}
    assert Cited(**cited_in(told)) == Cited(source="A law, art. 1", verify=True)
    assert Cited(**cited_in({"basis": "practice"})) == Cited(basis=Basis.PRACTICE)
    with pytest.raises(KeyError, match="source"):
        cited_in({"verify": True})


@pytest.mark.parametrize("code", codes())
def test_what_was_not_looked_up_again_is_still_to_be_verified(code):
    pack = market(code)
    facts = [*pack.taxes, *pack.plates, *pack.warranty_starts, *pack.guarantees, pack.prices, *duties(code)]
    for each in facts:
        assert each.verify or not re.search("not looked up|verify|not found", each.read, re.IGNORECASE), each.read


def test_the_law_by_which_accounts_are_kept_is_named_in_the_market_s_words():
    assert {code: duties(code)[-1].source for code in ("TH", "DE", "ES", "RU")} == {
        "TH": "พระราชบัญญัติการบัญชี พ.ศ. 2543 มาตรา 14",
        "DE": "Abgabenordnung, § 147 Abs. 3; Handelsgesetzbuch, § 257 Abs. 4",
        "ES": "Código de Comercio, art. 30.1",
        "RU": "Федеральный закон от 06.12.2011 № 402-ФЗ «О бухгалтерском учёте», ст. 29; Налоговый кодекс РФ, ст. 23",
    }
