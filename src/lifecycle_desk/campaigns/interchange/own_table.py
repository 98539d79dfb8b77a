"""Campaigns as CSV: our own columns, a row for each VIN, range or build period; what a row leaves empty is not said."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

from lifecycle_desk.base.incoming import Refused, Taken
from lifecycle_desk.base.inert import plain
from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.base.said import in_text
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.campaigns.rules import targets
from lifecycle_desk.campaigns.rules.campaign import (
    LONGEST_NUMBER,
    LONGEST_TITLE,
    LONGEST_WORDS,
    CampaignType,
    NumberMissing,
    Source,
    Telling,
    number_of,
)
from lifecycle_desk.campaigns.rules.file_rows import Brought, BroughtRow, WordedRow
from lifecycle_desk.campaigns.rules.targets import Target
from lifecycle_desk.campaigns.rules.words import SAYS, CampaignWords
from lifecycle_desk.campaigns.usecases.files import take_in_campaigns
from lifecycle_desk.commands.command import Result, UserSession
from lifecycle_desk.commands.kinds import TextTooLong
from lifecycle_desk.commands.offers import Choices, Group, Lines, Reader
from lifecycle_desk.commands.options import DATES
from lifecycle_desk.dealership.rules.rights import IMPORT
from lifecycle_desk.dealership.usecases import dealer
from lifecycle_desk.dealership.usecases.day import today_at
from lifecycle_desk.files.days import Days, days_of
from lifecycle_desk.files.faults import Fault
from lifecycle_desk.files.knowing import by_columns
from lifecycle_desk.files.large_tables import Roll, open_roll
from lifecycle_desk.files.spreadsheets import check_header
from lifecycle_desk.language import LANGUAGES
from lifecycle_desk.vehicle.interchange.vehicles import CodeUnknown
from lifecycle_desk.vehicle.rules import vin

KIND = "campaign"
HEADER = (
    "campaign_no", "authority_no", "type", "title", "defect", "remedy", "do_not_drive", "park_outside",
    "vin", "vin_from", "vin_to", "built_from", "built_to", "valid_from", "risk", "language",
)  # fmt: skip
CARS = ("vin", "vin_from", "vin_to")
DAYS = ("built_from", "built_to", "valid_from")
SPOKEN = ("title", "defect", "remedy", "risk")  # the columns of free text, in which lines may break
LONGEST = {"campaign_no": LONGEST_NUMBER, "authority_no": LONGEST_NUMBER, "title": LONGEST_TITLE}
YES, NO = frozenset({"yes", "true", "1", "y", "x"}), frozenset({"no", "false", "0", "n"})
ROWS_A_STEP = 2_000
BLANKS = re.compile(r"\s+")

CampaignToldTwice = objection(
    "CampaignToldTwice", N_("Line %(line)s conflicts with this row for the same campaign."), line=int
)
TargetToldTwice = objection(
    "TargetToldTwice", N_("Line %(line)s conflicts with this row for the same range."), line=int
)
NoCarNamed = objection("NoCarNamed", N_("The row has no vehicles: enter a VIN, or a range in vin_from and vin_to."))
# A row that names a VIN and a range, so that nobody knows which is meant.
VinAndRange = objection("VinAndRange", N_("The row has both a VIN and a range. Use one row for each."))
RangeWithoutEnd = objection("RangeWithoutEnd", N_("A range needs both ends: vin_from and vin_to."))


def take_in(user: UserSession, path: Path, choices: Choices) -> Steps[Result[Taken]]:
    """Take in a campaign file: read and checked whole before anything is written, then poured and matched."""
    with user.store.reading() as tx:
        tx.by = user.staff
        user.authorise(tx, IMPORT)
    roll = open_campaigns(path, dealer(user.store).market)
    days = days_of(_day_cells(roll), choices.dates)
    taken = Taken(KIND, path.name, warnings=list(roll.notes), read_as=roll.read_as | days.read_as)
    reading = Reading(Brought(KIND, path.name, Source.MAKER), today_at(user))
    for row in rows_of(roll):
        taken.rows += 1
        read = row if isinstance(row, Refused) else reading.read(*row, days)
        if isinstance(read, Refused):
            taken.refused.append(read)
        elif read is None:
            taken.known += 1
        elif isinstance(read, WordedRow):
            reading.brought.worded.append(read)
        if taken.rows % ROWS_A_STEP == 0:
            yield Step(taken.rows)
    write = not choices.dry_run and (choices.skip_refused or not taken.refused)
    return Result((yield from take_in_campaigns(user, reading.brought, taken, write=write)))


def open_campaigns(path: Path, market: str) -> Roll:
    """A campaign file whose first line names our columns; refuses another."""
    roll = open_roll(path, HEADER, market)
    check_header([each.casefold() for each in roll.header], HEADER, ("campaign_no",))
    return roll


def rows_of(roll: Roll) -> Iterator[tuple[int, dict[str, str]] | Refused]:
    """The rows by their columns, with their physical lines; bad rows refused."""
    names = [each.casefold() for each in roll.header]
    spoken = [place for place, name in enumerate(names) if name in SPOKEN]
    for row in roll.rows(spoken):
        yield row if isinstance(row, Refused) else (row[0], dict(zip(names, map(plain, row[1]), strict=True)))


def _day_cells(roll: Roll) -> Iterator[str]:
    """The cells of days that say something."""
    for row in rows_of(roll):
        if not isinstance(row, Refused):
            yield from (cell for column in DAYS if (cell := row[1].get(column)))


class Reading:
    """A file as it is read: each row beside those before it."""

    def __init__(self, brought: Brought, today: date) -> None:
        self.brought, self._today = brought, today
        self._lines: dict[str, int] = {}  # of the row that first told of a campaign
        self._seen: dict[tuple[str, str], tuple[int, Target]] = {}
        self._last: tuple[tuple[str, ...], Telling] | None = None
        self._merged: dict[str, Telling] = {}  # what was said last of a campaign, and need not be looked at again
        self._worded: dict[tuple[str, str], int] = {}  # the line that first said something in a language

    def read(self, line: int, cells: dict[str, str], days: Days) -> BroughtRow | WordedRow | Refused | None:
        """A row with the cars that it means, or refused; None where an earlier row says just the same."""
        try:
            number = _campaign(cells)
            if language := _read(cells, "language", _language):
                self._take_words(line, number, language, cells)
                cells = {name: text for name, text in cells.items() if name not in SAYS}
            telling = self._telling(cells, days, self._today)
            before = self.brought.tellings.get(number, Telling())
            said = self._merged.get(number) is telling
            if not said:
                _check_same(before, telling, self._lines.get(number, line))
            if language and not any(cells.get(name) for name in CARS):
                self._say(number, before, telling, line)
                return WordedRow(number, language)
            row, target = _target(cells, days, self._today)
            if earlier := self._seen.get((number, row)):
                _check_cars(earlier, target)
                self._say(number, before, telling, line)
                return None
        except Fault as fault:
            return Refused(line, fault.at, fault.why)
        if not said:
            self._say(number, before, telling, line)
        self._seen[number, row] = line, target
        made = BroughtRow(number, row, target)
        self.brought.rows.append(made)
        return made

    def _take_words(self, line: int, number: str, language: str, cells: dict[str, str]) -> None:
        """Take what a row says of its campaign in a language beside what earlier rows say in it."""
        words = CampaignWords(**{name: _read(cells, name, partial(_text, name)) or "" for name in SAYS})
        of_campaign = self.brought.words.setdefault(number, {})
        before = of_campaign.get(language, CampaignWords())
        if against := before.against(words):
            raise Fault(against, CampaignToldTwice(self._worded[number, language]))
        of_campaign[language] = words.over(before)
        self._worded.setdefault((number, language), line)

    def _say(self, number: str, before: Telling, telling: Telling, line: int) -> None:
        """Keep what a row adds to what is said of its campaign."""
        self.brought.tellings[number] = before.with_more(telling)
        self._merged[number] = telling
        self._lines.setdefault(number, line)

    def _telling(self, cells: dict[str, str], days: Days, today: date) -> Telling:
        """A row's statement about its campaign; most rows of a campaign say the same, and are read once."""
        said = tuple(cells.get(name, "") for name in _SAID)
        if self._last is None or self._last[0] != said:
            self._last = said, telling_of(cells, days, today)
        return self._last[1]


def _check_same(before: Telling, telling: Telling, line: int) -> None:
    """Refuse a row that tells otherwise of a campaign than those before it."""
    if against := before.against(telling):
        raise Fault(against, CampaignToldTwice(line))


def _check_cars(earlier: tuple[int, Target], target: Target) -> None:
    """Refuse a row that tells otherwise of the same cars."""
    if earlier[1] != target:
        raise Fault("built_from", TargetToldTwice(earlier[0]))


_SAID = ("authority_no", "type", "title", "defect", "risk", "remedy", "do_not_drive", "park_outside", "valid_from")


def telling_of(cells: dict[str, str], days: Days, today: date) -> Telling:
    """A row's statement about its campaign; raises for the first cell that cannot be read."""
    return Telling(
        type=_read(cells, "type", _type),
        title=_read(cells, "title", partial(_text, "title")),
        authority_no=_read(cells, "authority_no", partial(_text, "authority_no")),
        defect=_read(cells, "defect", partial(_text, "defect")),
        risk=_read(cells, "risk", partial(_text, "risk")),
        remedy=_read(cells, "remedy", partial(_text, "remedy")),
        do_not_drive=_read(cells, "do_not_drive", yes_or_no),
        park_outside=_read(cells, "park_outside", yes_or_no),
        valid_from=_read(cells, "valid_from", lambda text: days.read(text, today)),
    )


def _campaign(cells: dict[str, str]) -> str:
    given = cells.get("campaign_no", "")
    if not given:
        raise Fault("campaign_no", NumberMissing())
    if len(given) > LONGEST_NUMBER:
        raise Fault("campaign_no", TextTooLong(len(given), LONGEST_NUMBER))
    return number_of(given)


def _target(cells: dict[str, str], days: Days, today: date) -> tuple[str, Target]:
    """The cars that a row means, and what tells the row from others of its campaign."""
    of, first, last = (cells.get(name, "") for name in ("vin", "vin_from", "vin_to"))
    built_from, built_to = (_read(cells, name, lambda text: days.read(text, today)) for name in DAYS[:2])
    if of:
        if first or last:
            raise Fault("vin", VinAndRange())
        tidy = _vin(cells, "vin")
        return tidy, targets.listed(tidy)
    if not first and not last:
        raise Fault("vin", NoCarNamed())
    column = "vin_from"
    try:
        if last and first:
            low, high = _vin(cells, "vin_from"), _vin(cells, "vin_to")
            column = "vin_to"
            return f"{low}-{high}", targets.ranged(low, high, built_from, built_to)
        tidy = BLANKS.sub("", first).upper()
        if last or len(tidy) >= vin.LENGTH:
            raise Fault("vin_from" if last else "vin_to", RangeWithoutEnd())
        wrong = next((place for place, each in enumerate(tidy, 1) if each not in vin.LETTERS), None)
        if wrong:
            raise vin.VinHasWrongLetter(tidy[wrong - 1], wrong)
        return f"{tidy}…", targets.beginning(tidy, built_from, built_to)
    except targets.PeriodReversed as why:
        raise Fault("built_to", why) from None
    except Objection as why:
        raise Fault(column, why) from None


def _vin(cells: dict[str, str], column: str) -> str:
    return _read(cells, column, vin.canonical) or ""


def _read[Value](cells: dict[str, str], column: str, how: Callable[[str], Value]) -> Value | None:
    """A cell that says something, read; raises with its column."""
    try:
        return how(text) if (text := cells.get(column, "")) else None
    except Objection as why:
        raise Fault(column, why) from None


def _text(column: str, text: str) -> str:
    most = LONGEST.get(column, LONGEST_WORDS)
    if len(text) > most:
        raise TextTooLong(len(text), most)
    return text if column in SPOKEN[1:] else " ".join(text.split())


def _language(text: str) -> str:
    """The language of a row's texts by its code, as zh_CN or zh-cn."""
    for code in LANGUAGES:
        if text.strip().replace("-", "_").casefold() == code.casefold():
            return code
    raise CodeUnknown(text, in_text(LANGUAGES))


def _type(text: str) -> CampaignType:
    for each in CampaignType:
        if text.casefold().replace(" ", "_") == each.value:
            return each
    raise CodeUnknown(text, in_text(each.value for each in CampaignType))


def yes_or_no(text: str) -> bool:
    """A flag as files write it."""
    tidy = text.strip().casefold()
    if tidy in YES | NO:
        return tidy in YES
    raise CodeUnknown(text, "yes, no")


def _lines(user: UserSession, path: Path, _choices: Choices) -> Lines:
    roll = open_campaigns(path, dealer(user.store).market)
    rows = (row if isinstance(row, Refused) else (row[0], tuple(row[1].values())) for row in rows_of(roll))
    return tuple(each.casefold() for each in roll.header), rows


READER = Reader(
    KIND,
    N_("Campaigns as CSV, one row per VIN, range or build period."),
    take_in,
    takes=(DATES,),
    header=HEADER,
    title=N_("Manufacturer campaigns"),
    group=Group.CAMPAIGNS,
    knows=by_columns(HEADER, ("campaign_no",), ours=True),
    seen_on="campaigns",
    lines=_lines,
)
