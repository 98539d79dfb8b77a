"""Thai lines end between words: measured on what people parted by hand, on the dictionary and on the glossary."""

import csv
import re
from itertools import pairwise
from pathlib import Path

import pytest
from house import HOUSE

from lifecycle_desk.base.resources import resource
from lifecycle_desk.paper.typesetting.thai import LEADING, NEVER_FIRST, NEVER_LAST, word_ends

THAI = re.compile("[\u0e01-\u0e3a\u0e40-\u0e4e]{2,}")
PIECES = [
    line.split("|")
    for line in Path(__file__).with_name("thai_pieces.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
WORDS = [word for line in resource("thai/words.txt").read_text("utf-8").splitlines() for word in line.split(" ")[1:]]
TRADE = resource("thai/trade.txt").read_text("utf-8").split()
KNOWN = {head + word for head in ("", *LEADING) for word in (*WORDS, *TRADE)}


def parted(text):
    return [text[start:end] for start, end in pairwise([0, *word_ends(text), len(text)])]


def known(parts):
    return all(part.rstrip("ๆ") in KNOWN for part in parts)


def by_hand(words):
    """The ends of words that people parted, where a line may end at all."""
    found, at = set(), 0
    for word, following in pairwise(words):
        at += len(word)
        if following[0] not in NEVER_FIRST and word[-1] not in NEVER_LAST:
            found.add(at)
    return found


def test_one_break_in_thirty_at_most_lies_inside_a_word_and_most_words_are_found():
    inside = missed = broken = ends = 0
    for words in PIECES:
        found, true = set(word_ends("".join(words))), by_hand(words)
        inside, missed = inside + len(found - true), missed + len(true - found)
        broken, ends = broken + len(found), ends + len(true)
    assert len(PIECES) > 1_600
    assert inside / broken < 1 / 30
    assert missed / ends < 0.14


def test_words_of_the_dictionary_part_only_into_other_words_and_those_of_the_trade_not_at_all():
    some = WORDS[::18]
    assert len(some) > 3_300
    assert sum(not known(parted(word)) for word in some) / len(some) < 0.002
    assert sum(bool(word_ends(word)) for word in some) / len(some) < 0.17  # what is made of more frequent ones
    assert not [word for word in TRADE if word_ends(word)]


def test_all_words_of_the_glossary_are_known():
    with (HOUSE / "translations/glossary.csv").open(encoding="utf-8", newline="") as file:
        terms = [run for row in csv.DictReader(file) for run in THAI.findall(row["th"])]
    assert not [term for term in terms if not known(parted(term))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("เปลี่ยนผ้าเบรกหน้าและน้ำยาหล่อเย็น", "เปลี่ยน ผ้าเบรก หน้า และ น้ำยาหล่อเย็น"),
        ("รถยนต์ไฟฟ้าบีวายดีหลายๆคันฯลฯ", "รถยนต์ไฟฟ้า บีวายดี หลายๆ คันฯลฯ"),
        ("ผู้นำเข้าแจ้งการเปลี่ยนแปลง", "ผู้นำเข้า แจ้ง การเปลี่ยนแปลง"),
        ("คุณฐิตาวีร์มา", "คุณ ฐิตาวีร์ มา"),
        ("แล้วแต่อย่างใดถึงก่อน", "แล้วแต่ อย่างใด ถึง ก่อน"),
        ("กกกกกก", "กกกกกก"),
    ],
)
def test_marks_repeats_and_names_stay_with_their_words(text, words):
    assert parted(text) == words.split()
