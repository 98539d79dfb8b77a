"""Thai lines end between words: measured on what people parted by hand, on the dictionary and on the glossary."""

import csv
import re
from itertools import pairwise
from pathlib import Path

import pytest
from house import HOUSE
from thai_breaks import measured
from thai_breaks import parted as parted_runs

from lifecycle_desk.base.resources import resource
from lifecycle_desk.language import thai
from lifecycle_desk.language.thai import LEADING, NEVER_FIRST, NEVER_LAST, word_ends

THAI = re.compile("[\u0e01-\u0e3a\u0e40-\u0e4e]{2,}")


def listed(name):
    lines = Path(__file__).with_name(name).read_text("utf-8").splitlines()
    return [line.split("|") for line in lines if not line.startswith("#")]


PIECES, CATALOG = listed("thai_pieces.txt"), listed("thai_catalog.txt")
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


def shares(pieces):
    """Of the breaks those inside of words, and of the ends of words those that are no breaks."""
    inside = missed = broken = ends = 0
    for words in pieces:
        found, true = set(word_ends("".join(words))), by_hand(words)
        inside, missed = inside + len(found - true), missed + len(true - found)
        broken, ends = broken + len(found), ends + len(true)
    return inside / broken, missed / ends


def test_one_break_in_thirty_at_most_lies_inside_a_word_and_most_words_are_found():
    inside, missed = shares(PIECES)
    assert len(PIECES) > 1_600
    assert inside < 1 / 30
    assert missed < 0.14


def test_of_our_own_texts_one_break_in_a_thousand_at_most_lies_inside_a_word_and_hardly_an_end_is_missed():
    inside, missed = shares(CATALOG)
    assert len(CATALOG) > 5_000
    assert inside < 0.001
    assert missed < 0.01


def test_without_the_words_of_the_trade_our_own_texts_would_break_inside_of_words(monkeypatch):
    plain = {word: rarity for word, rarity in thai._words().items() if word not in TRADE}
    monkeypatch.setattr(thai, "_words", lambda: plain)
    word_ends.cache_clear()
    inside, _ = shares(CATALOG)
    word_ends.cache_clear()
    assert inside > 0.02


def test_a_corpus_is_read_in_runs_of_thai_words(tmp_path):
    corpus = tmp_path / "small.conllu"
    rows = ("1\tเปลี่ยน\tSpaceAfter=No", "2-3\tผ้าเบรก\t_", "2\tผ้า\tSpaceAfter=No", "3\tเบรก\t_", "4\t2026\t_", "5\tที่\t_")
    corpus.write_text("# sent_id = 1\n" + "\n".join(rows) + "\n\n", encoding="utf-8")
    runs = list(parted_runs(corpus))
    assert runs == [["เปลี่ยน", "ผ้า", "เบรก"], ["ที่"]]
    assert measured(runs).endswith("0 of 1 breaks inside a word (0.00%), 1 of 2 ends missed (50.00%)")


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
