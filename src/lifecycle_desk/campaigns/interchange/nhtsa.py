"""NHTSA's recalls: the flat file (tabs, no header, 24, 27 or 29 fields) and the answer of its API.

Neither names VINs, so that a car of the make, model and year only may be affected. A campaign covers many rows; what is
said of it is taken from the row with the lowest record number, so that the order of rows does not matter.

The flat file is Latin-1 with quotes that mean nothing; shorter rows of older files lack the last fields. A row of a
recall that is not of vehicles (equipment, child seats, tyres) is left out. In the API's answer `parkIt` is read as the
order not to drive; its dates are day first.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from lifecycle_desk.base.incoming import Refused, Taken
from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.campaigns.interchange.own_table import yes_or_no
from lifecycle_desk.campaigns.rules import targets
from lifecycle_desk.campaigns.rules.campaign import (
    LONGEST_WORDS,
    CampaignType,
    NumberMissing,
    Source,
    Telling,
    number_of,
)
from lifecycle_desk.campaigns.rules.file_rows import OF_NHTSA, Brought, BroughtRow
from lifecycle_desk.campaigns.rules.targets import Target
from lifecycle_desk.campaigns.usecases.files import take_in_campaigns
from lifecycle_desk.commands.command import Result, UserSession
from lifecycle_desk.commands.intake import check_file, json_of
from lifecycle_desk.commands.kinds import TextTooLong
from lifecycle_desk.commands.offers import Choices, Group, Lines, Reader
from lifecycle_desk.commands.request import RequestNotUnderstood
from lifecycle_desk.dealership.rules.rights import IMPORT
from lifecycle_desk.files.faults import Fault
from lifecycle_desk.files.knowing import by_words
from lifecycle_desk.files.spreadsheets import FileEmpty, FileHasNul
from lifecycle_desk.language.reading import NumberNotUnderstood
from lifecycle_desk.language.typed_days import DayNotUnderstood, NoSuchDay

KIND = OF_NHTSA
FIELDS = (
    "RECORD_ID", "CAMPNO", "MAKETXT", "MODELTXT", "YEARTXT", "MFGCAMPNO", "COMPNAME", "MFGNAME", "BGMAN", "ENDMAN",
    "RCLTYPECD", "POTAFF", "ODATE", "INFLUENCED_BY", "MFGTXT", "RCDATE", "DATEA", "RPNO", "FMVSS", "DESC_DEFECT",
    "CONEQUENCE_DEFECT", "CORRECTIVE_ACTION", "NOTES", "RCL_CMPT_ID", "MFR_COMP_NAME", "MFR_COMP_DESC",
    "MFR_COMP_PTNO", "DO_NOT_DRIVE", "PARK_OUTSIDE",
)  # fmt: skip
LEAST, MOST = 24, len(FIELDS)
VEHICLES, NOT_VEHICLES = "V", "not_a_vehicle"
RECORD, CAMPAIGN = re.compile(r"[0-9]{1,12}"), re.compile(r"[0-9A-Z]{3,12}")
YEAR, NO_YEAR = re.compile(r"[0-9]{4}"), "9999"
PACKED = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
SLASHED = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
LONGEST_LINE = 1_000_000  # bytes; a row has some 10,000 at most
ROWS_A_STEP = 2_000
MARK = b"\xef\xbb\xbf"

NotRecalls = objection(
    "NotRecalls",
    N_("%(file)s is not an NHTSA recall list: neither the tab-separated flat file nor an API response."),
    file=str,
)
FieldCount = objection(
    "FieldCount",
    N_("The row has %(found)s fields; the NHTSA list has %(least)s to %(most)s."),
    found=int,
    least=int,
    most=int,
)
RecordTwice = objection("RecordTwice", N_("Line %(line)s has the same record number but different content."), line=int)
LineEndless = objection(
    "LineEndless", N_("Line %(line)s is longer than any row of the NHTSA list. The file is damaged."), line=int
)


def take_in(user: UserSession, path: Path, choices: Choices) -> Steps[Result[Taken]]:
    """Take in a recall list of NHTSA: read and checked whole before anything is written."""
    with user.store.reading() as tx:
        tx.by = user.staff
        user.authorise(tx, IMPORT)
    check_file(path, most=None)
    taken = Taken(KIND, path.name)
    reading = _Reading(Brought(KIND, path.name, Source.NHTSA))
    taken.read_as = {"form": "api" if _is_json(path) else "flat file"}
    for row in rows_of(path):
        taken.rows += 1
        read = row if isinstance(row, Refused) else reading.read(*row)
        if isinstance(read, Refused):
            taken.refused.append(read)
        elif read == NOT_VEHICLES:
            taken.left_out[NOT_VEHICLES] = taken.left_out.get(NOT_VEHICLES, 0) + 1
        elif read is None:
            taken.known += 1
        if taken.rows % ROWS_A_STEP == 0:
            yield Step(taken.rows)
    reading.settle()
    write = not choices.dry_run and (choices.skip_refused or not taken.refused)
    return Result((yield from take_in_campaigns(user, reading.brought, taken, write=write)))


def rows_of(path: Path) -> "Iterator[tuple[int, Cells] | Refused]":
    """The rows of a list by the names of the flat file, with their lines or their places; bad ones refused."""
    return _answers(path) if _is_json(path) else _flat(path)


def _is_json(path: Path) -> bool:
    """Whether a file is an answer of the API; refuses one that is empty."""
    with path.open("rb") as file:
        head = file.read(1024).removeprefix(MARK).lstrip()
    if not head:
        raise FileEmpty(path.name)
    return head[:1] in {b"{", b"["}


# The flat file --------------------------------------------------------------------------------------------------------

type Cells = Mapping[str, str]


def _flat(path: Path) -> Iterator[tuple[int, Cells] | Refused]:
    """The rows of a flat file, with their physical lines; empty ones are none."""
    with path.open("rb") as file:
        for line, given in enumerate(iter(lambda: file.readline(LONGEST_LINE + 1), b""), 1):
            if len(given) > LONGEST_LINE:
                raise LineEndless(line)
            if b"\0" in given:
                raise FileHasNul(line)
            text = (given.removeprefix(MARK) if line == 1 else given).decode("latin-1").rstrip("\r\n")
            if line == 1 and "\t" not in text:
                raise NotRecalls(path.name)
            if text.strip():
                yield _row(line, text.split("\t"))


def _row(line: int, cells: list[str]) -> tuple[int, Cells] | Refused:
    """A row by its fields; those that a shorter row lacks are empty."""
    while len(cells) > MOST and not cells[-1].strip():
        cells.pop()
    if not LEAST <= len(cells) <= MOST:
        return Refused(line, None, FieldCount(len(cells), LEAST, MOST))
    tidy = [each.strip() for each in cells]
    return line, dict(zip(FIELDS, [*tidy, *[""] * (MOST - len(tidy))], strict=True))


# The answer of the API ------------------------------------------------------------------------------------------------

API = {
    "NHTSACampaignNumber": "CAMPNO", "Make": "MAKETXT", "Model": "MODELTXT", "ModelYear": "YEARTXT",
    "Component": "COMPNAME", "Manufacturer": "MFGNAME", "ReportReceivedDate": "RCDATE", "Summary": "DESC_DEFECT",
    "Consequence": "CONEQUENCE_DEFECT", "Remedy": "CORRECTIVE_ACTION", "parkIt": "DO_NOT_DRIVE",
    "parkOutSide": "PARK_OUTSIDE",
}  # fmt: skip
FROM_API = {ours: theirs for theirs, ours in API.items()}


def _answers(path: Path) -> Iterator[tuple[int, Cells] | Refused]:
    """The results of an answer, each with its place from 1; several answers in an array are one."""
    try:
        given = json_of(path)
    except RequestNotUnderstood:
        raise NotRecalls(path.name) from None
    answers = given if isinstance(given, list) else [given]
    results: list[Any] = []
    for each in answers:
        if not isinstance(each, dict):
            raise NotRecalls(path.name)
        inside = each.get("results", [each] if "NHTSACampaignNumber" in each else None)
        if not isinstance(inside, list):
            raise NotRecalls(path.name)
        results += inside
    for place, result in enumerate(results, 1):
        if isinstance(result, dict):
            yield place, dict.fromkeys(FIELDS, "") | {ours: _plain(result.get(name)) for name, ours in API.items()}
        else:
            yield Refused(place, None, NotRecalls(path.name))


def _plain(value: Any) -> str:
    """A value of JSON as text; flags come as flags or as words."""
    if value is None:
        return ""
    return ("yes" if value else "no") if isinstance(value, bool) else " ".join(str(value).split())


# A row ----------------------------------------------------------------------------------------------------------------


class _Reading:
    """A list as it is read: which rows it has, and what the first record of each campaign says of it."""

    def __init__(self, brought: Brought) -> None:
        self.brought = brought
        self._seen: dict[tuple[str, str], tuple[int, Target]] = {}
        self._first: dict[str, tuple[tuple[int, str, str], Telling]] = {}
        self._flags: dict[str, Telling] = {}
        self._last: tuple[tuple[str, ...], Telling] | None = None

    def read(self, line: int, cells: Cells) -> BroughtRow | Refused | str | None:
        """A row with the cars that it means; refused, of no vehicles, or None where an earlier row is the same."""
        from_api = not cells["RECORD_ID"]
        try:
            if cells["RCLTYPECD"].upper() not in {VEHICLES, ""}:
                return NOT_VEHICLES
            record, number = _record(cells), _campaign(cells)
            telling, target = self._telling(cells), _target(cells)
            row = f"R{record}" if record is not None else f"{target.key}|{target.year or ''}"
            if earlier := self._seen.get((number, row)):
                _check_same(earlier, target)
                self._say(number, record or 0, telling)
                return None
        except Fault as fault:
            at = fault.at and FROM_API.get(fault.at, fault.at) if from_api else fault.at
            return Refused(line, at, fault.why)
        self._say(number, record or 0, telling)
        self._seen[number, row] = line, target
        made = BroughtRow(number, row, target)
        self.brought.rows.append(made)
        return made

    def _telling(self, cells: Cells) -> Telling:
        """A row's statement about its campaign; most rows of a campaign say the same, and are read once."""
        said = tuple(cells[name] for name in _SAID)
        if self._last is None or self._last[0] != said:
            self._last = said, _telling(cells)
        return self._last[1]

    def _say(self, number: str, record: int, telling: Telling) -> None:
        """Keep what the first record says; an order to the owner stands if any row has it."""
        before, place = self._first.get(number), (record, telling.title or "", telling.defect or "")
        if before is None or place < before[0]:
            self._first[number] = place, telling
        flags = self._flags.get(number, _NOTHING)
        if telling.do_not_drive is None and telling.park_outside is None and number in self._flags:
            return
        self._flags[number] = Telling(
            do_not_drive=_any(flags.do_not_drive, telling.do_not_drive),
            park_outside=_any(flags.park_outside, telling.park_outside),
        )

    def settle(self) -> None:
        """Put together the statements of all rows about each campaign."""
        for number, (_, telling) in self._first.items():
            self.brought.tellings[number] = self._flags[number].with_more(telling)


_NOTHING = Telling()


def _check_same(earlier: tuple[int, Target], target: Target) -> None:
    """Refuse a record number under which an earlier row tells of other cars."""
    if earlier[1] != target:
        raise Fault("RECORD_ID", RecordTwice(earlier[0]))


def _any(*flags: bool | None) -> bool | None:
    """Whether one of some flags is set; None where none says anything."""
    said = [each for each in flags if each is not None]
    return any(said) if said else None


def _record(cells: Cells) -> int | None:
    """The record's number; an answer of the API has none."""
    given = cells["RECORD_ID"]
    if not given:
        return None
    if not RECORD.fullmatch(given):
        raise Fault("RECORD_ID", NumberNotUnderstood(given, "1"))
    return int(given)


def _campaign(cells: Cells) -> str:
    given = cells["CAMPNO"].upper()
    if not given:
        raise Fault("CAMPNO", NumberMissing())
    if not CAMPAIGN.fullmatch(given):
        raise Fault("CAMPNO", NumberNotUnderstood(given[:20], "25V164000"))
    return number_of(given)


_SAID = (
    "CAMPNO", "MFGCAMPNO", "COMPNAME", "MFGNAME", "RCDATE", "DESC_DEFECT", "CONEQUENCE_DEFECT", "CORRECTIVE_ACTION",
    "DO_NOT_DRIVE", "PARK_OUTSIDE",
)  # fmt: skip


def _telling(cells: Cells) -> Telling:
    """A row's statement about its campaign."""
    texts = {name: _text(cells, name) for name in ("COMPNAME", "DESC_DEFECT", "CONEQUENCE_DEFECT", "CORRECTIVE_ACTION")}
    flags = {}
    for name in ("DO_NOT_DRIVE", "PARK_OUTSIDE"):
        try:
            flags[name] = yes_or_no(cells[name]) if cells[name] else None
        except Objection as why:
            raise Fault(name, why) from None
    return Telling(
        type=CampaignType.SAFETY_RECALL,
        title=texts["COMPNAME"],
        authority_no=_campaign(cells),
        maker=_text(cells, "MFGNAME"),
        maker_no=_text(cells, "MFGCAMPNO"),
        defect=texts["DESC_DEFECT"],
        risk=texts["CONEQUENCE_DEFECT"],
        remedy=texts["CORRECTIVE_ACTION"],
        do_not_drive=flags["DO_NOT_DRIVE"],
        park_outside=flags["PARK_OUTSIDE"],
        valid_from=_day(cells, "RCDATE"),
    )


def _text(cells: Cells, name: str) -> str | None:
    text = " ".join(cells[name].split())
    if len(text) > LONGEST_WORDS:
        raise Fault(name, TextTooLong(len(text), LONGEST_WORDS))
    return text or None


def _target(cells: Cells) -> Target:
    """The cars that a row may mean."""
    for name in ("MAKETXT", "MODELTXT"):
        if not cells[name]:
            raise Fault(name, ModelMissing())
    try:
        return targets.modelled(
            cells["MAKETXT"], cells["MODELTXT"], _year(cells), _day(cells, "BGMAN"), _day(cells, "ENDMAN")
        )
    except targets.PeriodReversed as why:
        raise Fault("ENDMAN", why) from None


ModelMissing = objection("ModelMissing", N_("Make and model are required."))


def _year(cells: Cells) -> int | None:
    given = cells["YEARTXT"]
    if given in {"", NO_YEAR}:
        return None
    if not YEAR.fullmatch(given):
        raise Fault("YEARTXT", NumberNotUnderstood(given[:20], "2025"))
    return int(given)


def _day(cells: Cells, name: str) -> date | None:
    """A day as the flat file writes it (20250314) or the API (14/03/2025)."""
    given = cells[name]
    if not given:
        return None
    try:
        if found := SLASHED.fullmatch(given):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := PACKED.fullmatch(given):
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        raise Fault(name, NoSuchDay(given[:20])) from None
    raise Fault(name, DayNotUnderstood(given[:20], "20250314"))


FEW = 10  # tabs that no line of a CSV of ours has before its header is over
SURE = 800  # above our own columns, and below words that only one kind has


def is_of_nhtsa(path: Path) -> bool:
    """Whether a file is NHTSA's and not ours: an answer in JSON, or lines with many tabs and without our header."""
    with path.open("rb") as file:
        head = file.readline(100_000).removeprefix(MARK).lstrip()
    return head[:1] in {b"{", b"["} or (head.count(b"\t") > FEW and b"campaign_no" not in head.lower())


def _knows(path: Path, market: str) -> int:
    if not is_of_nhtsa(path):
        return 0
    return 0 if _is_json(path) and not by_words(b'"NHTSACampaignNumber"')(path, market) else SURE


def _lines(_user: UserSession, path: Path, _choices: Choices) -> Lines:
    return FIELDS, (
        row if isinstance(row, Refused) else (row[0], tuple(map(row[1].__getitem__, FIELDS))) for row in rows_of(path)
    )


READER = Reader(
    KIND,
    N_("NHTSA recalls: the flat file or an API response."),
    take_in,
    title=N_("NHTSA recalls"),
    group=Group.CAMPAIGNS,
    knows=_knows,
    seen_on="campaigns",
    lines=_lines,
)
