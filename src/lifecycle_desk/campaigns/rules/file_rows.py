"""A campaign file on its way in: its rows, what they say of each campaign, and how that differs from what is known."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import Enum
from hashlib import sha256
from types import MappingProxyType
from typing import Any, NamedTuple

from lifecycle_desk.campaigns.rules.campaign import Campaign, Source, Telling
from lifecycle_desk.campaigns.rules.targets import Target
from lifecycle_desk.campaigns.rules.words import CampaignWords
from lifecycle_desk.trust.chain import canonical

OF_NHTSA = "nhtsa-recalls"  # the kind of a list that is in one language
type Row = tuple[str, str]  # the campaign and what its source tells the row by


@dataclass(frozen=True, slots=True)
class CampaignFileTold:
    """`dealer.campaigns_taken_in`: the kind of the file, how many campaigns it told of, and the seal over its rows."""

    kind: str = ""
    count: int = 0
    seal: str = ""


class BroughtRow(NamedTuple):
    """One good row of a file: the campaign, what its source tells the row by, and the cars that it means."""

    campaign: str
    row: str
    target: Target


class WordedRow(NamedTuple):
    """A row that names no car: it says what a campaign is about in one more language."""

    campaign: str
    language: str


class Became(Enum):
    """The outcome of a row."""

    NEW = "new"
    KNOWN = "known"
    CHANGED = "changed"


@dataclass
class Brought:
    """The good rows of a file, and what they say of each campaign together."""

    kind: str
    file: str
    source: Source
    tellings: dict[str, Telling] = field(default_factory=dict)
    rows: list[BroughtRow] = field(default_factory=list)
    words: dict[str, dict[str, CampaignWords]] = field(default_factory=dict)  # by campaign and language
    worded: list[WordedRow] = field(default_factory=list)


@dataclass
class Compared:
    """The changes that a file brings: the outcomes of its rows, new statements by campaign, and targets that give way.

    `worded` are the campaigns about which it says something new in a language.
    """

    became: dict[Became, int] = field(default_factory=lambda: dict.fromkeys(Became, 0))
    told: dict[str, Campaign] = field(default_factory=dict)
    rows: list[BroughtRow] = field(default_factory=list)
    replaced: list[int] = field(default_factory=list)
    worded: list[str] = field(default_factory=list)

    @property
    def touched(self) -> list[str]:
        """The campaigns whose cars may change."""
        return list(dict.fromkeys((*self.told, *(row.campaign for row in self.rows))))

    @property
    def said(self) -> list[str]:
        """The campaigns of which the file says something new."""
        return list(dict.fromkeys((*self.told, *self.worded)))


def compared(
    brought: Brought,
    known: Mapping[str, Campaign],
    targets: Mapping[Row, tuple[int, Target]],
    words: Mapping[str, Mapping[str, CampaignWords]] = MappingProxyType({}),
) -> Compared:
    """A file beside what is known: campaigns by number, targets with their numbers by campaign and row, and words."""
    found = Compared()
    _own_words(brought, known)
    for number, telling in brought.tellings.items():
        told = telling.over(known.get(number) or Campaign(number, brought.source))
        if told != known.get(number):
            found.told[number] = told
    for row in brought.rows:
        before = targets.get((row.campaign, row.row))
        if before is None or before[1] != row.target:
            found.rows.append(row)
        if before is not None and before[1] != row.target:
            found.replaced.append(before[0])
        found.became[_became(row, before, found.told)] += 1
    _compare_words(brought, words, found)
    return found


def _own_words(brought: Brought, known: Mapping[str, Campaign]) -> None:
    """A campaign that came without texts of its own takes those of the first language in which the file has some."""
    for number, by_language in brought.words.items():
        telling, campaign = brought.tellings.get(number, Telling()), known.get(number) or Campaign(number)
        told = telling.over(campaign)
        if told.own == CampaignWords():
            first = asdict(next(iter(by_language.values())))
            telling = replace(telling, **{name: text for name, text in first.items() if text})
        brought.tellings[number] = telling


def _compare_words(brought: Brought, words: Mapping[str, Mapping[str, CampaignWords]], found: Compared) -> None:
    """Compare a file's texts in each language with the known ones; rows that say only this get their outcome."""
    became: dict[tuple[str, str], Became] = {}
    for number, by_language in brought.words.items():
        for language, said in by_language.items():
            before = words.get(number, {}).get(language)
            new = Became.KNOWN if before == said.over(before or CampaignWords()) else Became.CHANGED
            became[number, language] = new if before else Became.NEW
            if became[number, language] is not Became.KNOWN and number not in found.worded:
                found.worded.append(number)
    for row in brought.worded:
        found.became[became[row.campaign, row.language]] += 1


def _became(row: BroughtRow, before: tuple[int, Target] | None, told: Mapping[str, Campaign]) -> Became:
    if before is None:
        return Became.NEW
    return Became.CHANGED if before[1] != row.target or row.campaign in told else Became.KNOWN


class Seal:
    """SHA-256 over all that a file changed: what it said of campaigns, by number, and its targets in their order."""

    def __init__(self, said: Iterable[tuple[str, str]]) -> None:
        self._sum = sha256()
        for each in sorted(said):
            self.add(each)

    def add(self, line: tuple[Any, ...]) -> None:
        """One more target, as plain values."""
        self._sum.update(canonical(list(line)) + b"\n")

    @property
    def hex(self) -> str:
        """The seal as the event keeps it."""
        return self._sum.hexdigest()


def seal_of(said: Iterable[tuple[str, str]], lines: Iterable[tuple[Any, ...]]) -> str:
    """The seal over all of them."""
    seal = Seal(said)
    for each in lines:
        seal.add(each)
    return seal.hex


def lines_of(rows: Iterable[BroughtRow]) -> Iterator[tuple[Any, ...]]:
    """Rows as plain values, as the store gives them back."""
    for campaign, row, target in rows:
        built = [each.isoformat() if each else None for each in (target.built_from, target.built_to)]
        yield campaign, row, target.kind.value, target.key, target.first, target.last, target.year, *built
