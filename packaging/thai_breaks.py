"""Measures where Thai lines are broken: against words that people parted, and on the program's own texts.

    python packaging/thai_breaks.py measure th_pud-ud-test.conllu     # or a list of words parted by |
    python packaging/thai_breaks.py runs > runs.txt                   # what the catalog and the glossary say in Thai
    python packaging/thai_breaks.py keep newmm.txt icu.txt            # writes tests/paper/thai_catalog.txt anew

`keep` takes the same runs, in the same order, with the words parted by | as two other breakers part them: PyThaiNLP's
newmm (`word_tokenize(run, engine="newmm")`) and ICU's (`BreakIterator.createWordInstance(Locale("th"))`). A word ends
where ours and one of them say so, or where both say so against ours. Against both, the rules of the trade decide: a
term of the glossary or of resources/thai/trade.txt is one word, what makes a noun (การ, ความ, ผู้) goes with what
follows, and ends that somebody looked at and found right are named here (`RIGHT`).
"""

import argparse
import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from pathlib import Path

from babel.messages.pofile import read_po

from lifecycle_desk.base.resources import resource
from lifecycle_desk.language.thai import LEADING, NEVER_FIRST, NEVER_LAST, word_ends

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "tests" / "paper" / "thai_catalog.txt"
HEAD = """\
# What the catalog and the glossary say in Thai, in words: as our breaker and PyThaiNLP's newmm (5.4.0) or ICU's (76)
# part them, and where these stand against ours by the rules of packaging/thai_breaks.py, which wrote this.
"""
LETTERS = "".join(map(chr, (*range(0x0E01, 0x0E3B), *range(0x0E40, 0x0E4F))))
THAI = re.compile(f"[{LETTERS}]{{2,}}")
# Two words each, though newmm and ICU know them as one or part them elsewhere: looked at one by one.
RIGHT = frozenset(
    (
        *("ทำ|ได้", "ทำ|ความเย็น", "แล้ว|ไป", "ได้|ที่", "เป็น|การเติม", "การตั้งค่า|ที่", "เข้า|ไป", "มี|ผล", "ระยะทาง|ใน"),
        *("เป็น|การรับประกัน", "เป็น|การชาร์จ", "เป็น|ต้นเหตุ"),
    )
)


def main() -> None:
    """Measure a corpus, say what is to be parted, or keep what was."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked = parser.add_subparsers(dest="act", required=True)
    asked.add_parser("measure").add_argument("corpus", type=Path)
    asked.add_parser("runs")
    asked.add_parser("keep").add_argument("parted", type=Path, nargs=2)
    given = parser.parse_args()
    if given.act == "measure":
        print(measured(parted(given.corpus)))
    elif given.act == "runs":
        print("\n".join(runs()))
    else:
        keep(*(given.parted[at].read_text("utf-8").splitlines() for at in range(2)))


def parted(corpus: Path) -> Iterator[Sequence[str]]:
    """The words of each run of Thai letters in a corpus (CoNLL-U, or lines of words parted by |)."""
    lines = corpus.read_text("utf-8").splitlines()
    if corpus.suffix != ".conllu":
        yield from (line.split("|") for line in lines if not line.startswith("#"))
        return
    run: list[str] = []
    for line in [*lines, ""]:
        columns = line.split("\t")
        if columns[0].isdecimal() and not columns[1].strip(LETTERS):
            run.append(columns[1])
            ends = "SpaceAfter=No" not in columns[-1]
        else:
            ends = columns[0].isdecimal() or not line
        if ends and run:
            yield run
            run = []


def measured(corpus: Iterable[Sequence[str]]) -> str:
    """How many breaks lie inside of words, and how many ends of words are no breaks."""
    words = broken = inside = ends = missed = 0
    for run in corpus:
        found, true = set(word_ends("".join(run))), _ends(run)
        words += len(run)
        broken, inside = broken + len(found), inside + len(found - true)
        ends, missed = ends + len(true), missed + len(true - found)
    return (
        f"{words} words: {inside} of {broken} breaks inside a word ({inside / broken:.2%}), "
        f"{missed} of {ends} ends missed ({missed / ends:.2%})"
    )


def _ends(run: Sequence[str]) -> set[int]:
    """The ends of words, where a line may end at all."""
    places = accumulate(map(len, run))
    return {
        at
        for at, (word, following) in zip(places, pairwise(run), strict=False)
        if following[0] not in NEVER_FIRST and word[-1] not in NEVER_LAST
    }


def runs() -> Sequence[str]:
    """The runs of Thai letters in the catalog and the glossary, each once."""
    with (ROOT / "translations/th/LC_MESSAGES/lifecycle_desk.po").open("rb") as file:
        said = [message.string for message in read_po(file) if message.id]
    texts = [text for each in said for text in ([each] if isinstance(each, str) else each or [])]
    return list(dict.fromkeys(run for text in [*texts, *_glossary()] for run in THAI.findall(text)))


def _glossary() -> Sequence[str]:
    with (ROOT / "translations/glossary.csv").open(encoding="utf-8", newline="") as file:
        return [row["th"] for row in csv.DictReader(file)]


def keep(newmm: Sequence[str], icu: Sequence[str]) -> None:
    """Write the list of words anew, and say which of our breaks both others deny."""
    terms = {run for term in _glossary() for run in THAI.findall(term)}
    terms |= set(resource("thai/trade.txt").read_text("utf-8").split())
    lines = []
    for one, other in zip(newmm, icu, strict=True):
        text = one.replace("|", "")
        ours, theirs, others = set(word_ends(text)), _ends(one.split("|")), _ends(other.split("|"))
        ends = (ours & (theirs | others)) | {at for at in theirs & others if not _one(text, at, ours, terms)}
        for at in sorted(ours - theirs - others):
            pair = _around(text, at, ours)
            if pair in RIGHT:
                ends.add(at)
            else:
                print(pair)
        if ends:
            cuts = [0, *sorted(ends), len(text)]
            lines.append("|".join(text[start:end] for start, end in pairwise(cuts)))
    KEPT.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} runs, {sum(line.count('|') + 1 for line in lines)} words")


def _around(text: str, at: int, ends: set[int]) -> str:
    """The words on both sides of a place."""
    start = max((end for end in ends if end < at), default=0)
    return f"{text[start:at]}|{text[at : min((end for end in ends if end > at), default=len(text))]}"


def _one(text: str, at: int, ends: set[int], terms: set[str]) -> bool:
    """Whether what stands on both sides of a place is one word by the rules of the trade."""
    before, after = _around(text, at, ends).split("|")
    word, place = before + after, len(before)
    across = (word[start:end] for start in range(place) for end in range(place + 1, len(word) + 1))
    return before in LEADING or not terms.isdisjoint(across)


if __name__ == "__main__":
    main()
