"""Rows are ordered as people order them: by the language's collation, numbers as numbers, what is empty last."""

from array import array
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from decimal import Decimal
from threading import Event

import pytest
from hands import LONGEST
from hypothesis import given
from hypothesis import strategies as st

from lifecycle_desk.base.money import Money
from lifecycle_desk.base.quantities import Distance, LengthUnit
from lifecycle_desk.desktop import collating
from lifecycle_desk.desktop.collating import FEW, PIECE, TextOrder, collator
from lifecycle_desk.desktop.ordering import NUMBERS, arranged, ranks, sums

pytestmark = pytest.mark.usefixtures("qapp")


def in_order(values, code="en", *, down=False, strokes=False):
    of = dict(enumerate(values))
    found = arranged(array("q", of), [(ranks(of, TextOrder(collator(code, strokes=strokes))), down)])
    return [of[key] for key in found]


@pytest.mark.parametrize(
    ("code", "ordered"),
    [
        ("zh_CN", ["阿", "比亚迪", "李", "王", "张"]),  # ā bǐ lǐ wáng zhāng
        ("th", ["กก", "กา", "แก", "ไก่", "ขา"]),  # the leading vowel is read after its consonant
        ("ar", ["أحمد", "بدر", "تامر", "هاني"]),
        ("es", ["nube", "Nz", "ñandú", "oso"]),
        ("en", ["RO-2", "RO-10", "ro-11", "Smith", "smythe"]),
    ],
)
def test_words_stand_as_a_dictionary_of_the_language_has_them(code, ordered):
    assert in_order(reversed(ordered), code) == ordered


def test_chinese_may_stand_by_strokes():
    assert in_order(["阿", "王", "丁"], "zh_CN", strokes=True) == ["丁", "王", "阿"]


@pytest.mark.parametrize(
    "ordered",
    [
        [2, Decimal("2.5"), 10],
        [date(2025, 12, 31), datetime(2026, 1, 2, tzinfo=UTC), date(2026, 1, 3)],
        [Money(5, "EUR"), Money(40, "EUR"), Money(1, "THB")],
        [Distance(10), Distance(9, LengthUnit.MILES), Distance(15)],
        ["LGXCE4CC0S0010006", "LSJWH4095PN000001", "LSJWH4095PN000002"],
    ],
)
def test_what_is_no_word_stands_by_its_size(ordered):
    assert in_order(reversed(ordered)) == ordered
    assert in_order(ordered, down=True) == ordered[::-1]


@given(st.lists(st.one_of(st.none(), st.integers(), st.text(max_size=4)), max_size=40), st.booleans())
def test_nothing_is_lost_and_what_is_empty_comes_last(values, down):
    found = in_order(values, down=down)
    assert sorted(map(repr, found)) == sorted(map(repr, values))
    empty = [each is None or each == "" for each in found]
    assert empty == sorted(empty)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=30), st.booleans(), st.booleans())
def test_a_second_key_decides_where_the_first_does_not(pairs, down, also_down):
    keys = array("q", range(len(pairs)))
    by = [ranks({at: pair[place] for at, pair in enumerate(pairs)}, TextOrder(collator("en"))) for place in (0, 1)]
    found = [pairs[key] for key in arranged(keys, [(by[0], down), (by[1], also_down)])]
    signs = (-1 if down else 1, -1 if also_down else 1)
    assert found == sorted(pairs, key=lambda pair: (pair[0] * signs[0], pair[1] * signs[1]))


def test_more_than_one_piece_is_merged():
    numbers = list(range(NUMBERS + 3 * PIECE))
    assert in_order(reversed([f"RO-{each}" for each in numbers])) == [f"RO-{each}" for each in numbers]


@given(st.lists(st.lists(st.text("aAä1 ก", max_size=3), max_size=12), max_size=4))
def test_texts_that_come_later_stand_where_all_at_once_would_put_them(rounds):
    order = TextOrder(collator("th"))
    for texts in rounds:
        assert order.ordered(set(texts)) == TextOrder(collator("th")).ordered(set(texts))


def test_many_that_come_later_are_ordered_too_and_what_is_gone_is_forgotten():
    order, first = TextOrder(collator("en")), {f"RO-{each}" for each in range(20)}
    order.ordered(first)
    later = {f"RO-{each}" for each in range(10, 2 * FEW)}
    assert order.ordered(later) == [f"RO-{each}" for each in range(10, 2 * FEW)]
    assert order.ordered({"b", "a"}) == ["a", "b"]


def test_sums_are_exact_and_kept_apart_by_currency():
    values = [Money(10, "EUR"), None, Money(1, "THB"), Money(-3, "EUR"), Decimal("0.1"), Decimal("0.2")]
    assert sums(values) == ([Money(7, "EUR"), Money(1, "THB")], Decimal("0.3"))
    assert sums([None, ""]) == ([], None)


@pytest.mark.parametrize("code", ["en", "ar", "th", "es", "zh_CN"])
@given(texts=st.lists(st.text("aAä1 -.é0ñกา王اأ", max_size=6), max_size=40))
def test_texts_that_share_words_stand_where_their_collation_has_them(code, texts):
    plainly, by_words = (TextOrder(collator(code)) for _ in range(2))
    expected = plainly.ordered(set(texts))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(collating, "PIECE", 1)
        patch.setattr(collating, "SAMPLES", 1)
        patch.setattr(collating, "A_WORD", 0)
        assert by_words.ordered(set(texts)) == expected


def test_many_names_of_few_words_are_ordered_without_a_key_for_each():
    names = {f"{given} {family} {number}" for given in "ญคก王Léo" for family in ("Ñu", "ديب") for number in range(999)}
    counted, collate = [], collator("en")

    class Counting:
        compare = collate.compare

        def sortKey(self, text):
            counted.append(text)
            return collate.sortKey(text)

    assert TextOrder(Counting()).ordered(names) == sorted(names, key=collate.sortKey)
    assert len(names) > collating.PIECE > 2 * len(counted)


def test_who_asks_for_an_order_that_another_thread_makes_waits_for_it(monkeypatch):
    begun, going = Event(), Event()
    order = TextOrder(collator("en"))
    made = []

    def slowly(texts, collate):
        made.append(len(texts))
        begun.set()
        going.wait(LONGEST)
        return sorted(texts)

    monkeypatch.setattr(collating, "_collated", slowly)
    monkeypatch.setattr(collating, "FEW", 0)
    texts = {"a", "b", "c"}
    with ThreadPoolExecutor(2) as both:
        first = both.submit(order.ordered, texts)
        begun.wait(LONGEST)
        second = both.submit(order.ordered, texts)
        going.set()
        assert first.result() == second.result() == ["a", "b", "c"]
    assert made == [3]
