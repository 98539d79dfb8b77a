"""Writes resources/thai/words.txt, by which Thai lines are broken, from PyThaiNLP's words and their frequencies.

    python packaging/make_thai_words.py

The package (PyPI) is only unpacked, never installed: what is taken of it are data in the public domain (CC0). A line is
a rarity in bits, and the words that are as rare. Words of the trade that it lacks stand in resources/thai/trade.txt.
"""

import csv
import math
import re
import subprocess
import sys
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

TARGET = Path(__file__).parents[1] / "resources" / "thai" / "words.txt"
PACKAGE = "pythainlp==5.4.0"
CORPUS = "pythainlp/corpus"
LONGEST = 20  # letters; longer entries are phrases
UNSEEN = 0.3  # how often a word is taken to have been met that the counted texts lack
# Thai letters only, at least two, and no vowel that hangs on nothing.
WORD = re.compile("(?![ะ-ฺๅ-๎])[ก-ฮฤฦะ-ฺเ-๎]{2,}(?<![เแโใไ])|ณ")


def main() -> None:
    """Write the list anew."""
    with tempfile.TemporaryDirectory() as folder:
        asked = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, PACKAGE]
        subprocess.run(asked, check=True)
        with zipfile.ZipFile(next(Path(folder).glob("*.whl"))) as package:
            written = "\n".join(lines(package))
    TARGET.write_text(f"{written}\n", encoding="utf-8")
    print(TARGET.name)


def lines(package: zipfile.ZipFile) -> Iterator[str]:
    """The words by their rarity, the most frequent first."""
    counted = frequencies(package)
    total = sum(counted.values())
    by_rarity: dict[int, list[str]] = defaultdict(list)
    for word in sorted(words(package)):
        by_rarity[round(math.log2(total / max(counted.get(word, 0), UNSEEN)))].append(word)
    return (f"{rarity} {' '.join(listed)}" for rarity, listed in sorted(by_rarity.items()))


def words(package: zipfile.ZipFile) -> set[str]:
    """The words of Thai, and the names of countries and provinces."""
    found = {*read(package, "words_th.txt"), *read(package, "countries_th.txt")}
    for row in csv.reader(read(package, "thailand_provinces_th.csv")):
        found.update(row)
    return {word for each in found if WORD.fullmatch(word := each.strip()) and len(word) <= LONGEST}


def frequencies(package: zipfile.ZipFile) -> dict[str, int]:
    """How often each word was met in the Thai National Corpus."""
    rows = (row.split("\t") for row in read(package, "tnc_freq.txt"))
    return {row[0]: int(row[1]) for row in rows if len(row) == 2}  # noqa: PLR2004 (word and count)


def read(package: zipfile.ZipFile, name: str) -> list[str]:
    """The lines of a file of the package."""
    return package.read(f"{CORPUS}/{name}").decode("utf-8").splitlines()


if __name__ == "__main__":
    main()
