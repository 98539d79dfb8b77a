"""Sources that people are shown name a law, a paper or a practice; where and when that was read stands beside them."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from lifecycle_desk.base.resources import resource
from lifecycle_desk.market.citing import Basis
from lifecycle_desk.market.market import codes, market
from lifecycle_desk.market.retention import duties

RESEARCH = re.compile(
    r"read 20|of memory|looked up|verify|domain notes|as repeated|taken to follow|\b[a-z-]+\.(com|org|net|ru|co|be)\b",
    re.IGNORECASE,
)
FILES = [
    *(
        each
        for folder in ("markets", "retention", "calendars", "recycling")
        for each in sorted(resource(folder).iterdir(), key=str)
        if each.name.endswith(".toml")
    ),
    *(resource(each) for each in ("people/tax-numbers.toml", "transfer/papers.toml")),
]


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


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_a_source_that_people_see_holds_no_note_of_how_it_was_read(file):
    facts = list(_facts(tomllib.loads(file.read_text("utf-8"))))
    for each in facts:
        assert not RESEARCH.search(each.get("source", "")), each["source"]
        assert each.get("source") or "basis" in each or each.get("verify"), "who has no source says so"
        if "basis" in each:
            Basis.of(each["basis"])
            assert "source" not in each


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
