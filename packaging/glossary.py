"""Tells where a catalog says a term of translations/glossary.csv otherwise than the glossary does.

    python packaging/glossary.py            how many terms each language follows, and every departure
    python packaging/glossary.py --strike   takes what is followed by now off the list of known departures

A message is compared when its English, whatever its context, is a term as a whole. Where terms share their English,
each of theirs is right. Capitals do not matter: some heads and chips begin small.
"""

import argparse
import csv
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from catalog_rules import PLURALS
from catalogs import Catalogs

ROOT = Path(__file__).parents[1]
KNOWN = ROOT / "tests/language/glossary_departures.csv"
HEAD = ("language", "english", "context", "reason")

type Place = tuple[str, str, str]


@dataclass(frozen=True)
class Compared:
    """One message that is a term: where it is, what it says, and what the glossary would have it say."""

    language: str
    english: str
    context: str
    says: str
    wanted: frozenset[str]

    @property
    def place(self) -> Place:
        """What names it in the list of known departures."""
        return self.language, self.english, self.context

    @property
    def follows(self) -> bool:
        """Whether it is said as the glossary has it."""
        return self.says.casefold() in {each.casefold() for each in self.wanted}


def compared(root: Path = ROOT) -> list[Compared]:
    """Every message that is a term, in every language."""
    terms: dict[str, list[dict[str, str]]] = defaultdict(list)
    with (root / "translations/glossary.csv").open(encoding="utf-8", newline="") as file:
        for term in csv.DictReader(file, strict=True):
            terms[term["en"].casefold()].append(term)
    return [
        Compared(code, message.id, message.context or "", str(message.string), frozenset(each[code] for each in meant))
        for code in PLURALS
        for message in Catalogs(root).read(code)
        if isinstance(message.id, str) and message.id and (meant := terms.get(message.id.casefold()))
    ]


def known(path: Path = KNOWN) -> dict[Place, str]:
    """The departures that are known, each with why it is right to depart."""
    with path.open(encoding="utf-8", newline="") as file:
        return {(row["language"], row["english"], row["context"]): row["reason"] for row in csv.DictReader(file)}


def strike(path: Path = KNOWN) -> int:
    """Take off the list what follows the glossary by now or is no message any more; answers how many that were."""
    departing = {each.place for each in compared() if not each.follows}
    had = known(path)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEAD)
        writer.writerows((*place, reason) for place, reason in sorted(had.items()) if place in departing)
    return len(had.keys() - departing)


def main() -> int:
    """Tell, or strike."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--strike", action="store_true")
    if parser.parse_args().strike:
        print(f"{strike()} taken off {KNOWN.relative_to(ROOT)}")
    found = compared()
    for each in found:
        if not each.follows:
            print(f"{each.language}\t{each.context}\t{each.english}\t{each.says}\t{' | '.join(sorted(each.wanted))}")
    for code in PLURALS:
        of_it: dict[str, bool] = {}
        for each in found:
            if each.language == code:
                term = each.english.casefold()
                of_it[term] = of_it.get(term, True) and each.follows
        print(f"{code}: {sum(of_it.values())} of {len(of_it)} terms are followed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
