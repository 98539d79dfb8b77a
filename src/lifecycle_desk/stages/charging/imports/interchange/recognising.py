"""Recognising what kind of charging record a file is, by trying to open its beginning as each of them."""

from itertools import islice
from pathlib import Path

from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.intake import check_file
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.files.days import DayTwoWays
from lifecycle_desk.files.knowing import BEGINNING, beginning
from lifecycle_desk.files.large_tables import open_roll
from lifecycle_desk.files.spreadsheets import ColumnMissing, ColumnTwice
from lifecycle_desk.files.workbooks import is_workbook
from lifecycle_desk.stages.charging.imports.interchange import evcc, mapped, mygarage
from lifecycle_desk.stages.charging.imports.interchange.evcc_columns import NotEvcc, OrderNotProved
from lifecycle_desk.stages.charging.imports.interchange.faulty import JSON_KIND, NAMES, known_names
from lifecycle_desk.stages.charging.imports.interchange.figures import FigureTwoWays
from lifecycle_desk.stages.charging.imports.interchange.readers import OPENERS
from lifecycle_desk.stages.charging.imports.interchange.reading import Habits
from lifecycle_desk.stages.charging.imports.interchange.taking_in import habits_of
from lifecycle_desk.stages.charging.sessions.tables.packing import Packed

FIRST_ROWS = 50
OPEN_QUESTIONS = (DayTwoWays, FigureTwoWays, ColumnTwice, OrderNotProved)  # what only a file of that kind is asked

NotRecognised = objection(
    "NotRecognised", N_("%(file)s is not a known charging record format: its columns are different."), file=str
)


def recognised(user: UserSession, path: Path) -> tuple[str, ...]:
    """The kinds that a file can be read as, the most likely first; empty where there is none."""
    try:
        return kinds_of(user, path)
    except Objection:
        return ()


def kinds_of(user: UserSession, path: Path) -> tuple[str, ...]:
    """The same; raises what is wrong with a file that is none, NotRecognised where it is only something else."""
    check_file(path, most=None)
    habits = habits_of(user, Choices())
    if (kind := _by_its_first_bytes(path, habits)) is not None:
        OPENERS[kind](path, habits)
        return (kind,)
    fits: dict[str, tuple[bool, int]] = {}
    faults: list[Objection] = []
    with beginning(path) as begun:
        for kind in NAMES:
            try:
                fits[kind] = _fit(kind, begun, habits)
            except Objection as why:
                faults.append(why)
    for fault in faults:
        if isinstance(fault, mygarage.ExportTellsNoCharging):
            raise fault
    likely = tuple(sorted((kind for kind in fits if any(fits[kind])), key=lambda kind: fits[kind], reverse=True))
    if likely:
        return likely
    if _is_mapped(path, habits):
        return (mapped.KIND,)
    if faults and not any(isinstance(each, ColumnMissing | NotEvcc) for each in faults):
        raise faults[0]
    raise NotRecognised(path.name)


def _by_its_first_bytes(path: Path, habits: Habits) -> str | None:
    """The kind of a file that is no text, or JSON; None where it may be CSV."""
    if mygarage.is_database(path):
        return mygarage.KIND
    if is_workbook(path):
        return evcc.KIND if _opens(evcc.KIND, path, habits) else mapped.KIND
    with path.open("rb") as file:
        is_json = file.read(BEGINNING).replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1] in {b"{", b"["}
    if is_json:
        _refuse_export(path, habits)
        return JSON_KIND
    return None


def _opens(kind: str, path: Path, habits: Habits) -> bool:
    try:
        OPENERS[kind](path, habits)
    except OPEN_QUESTIONS:
        return True
    except Objection:
        return False
    return True


def _is_mapped(path: Path, habits: Habits) -> bool:
    """Whether the words of a table's columns suggest that its rows are sessions, and some can be read so."""
    try:
        source = OPENERS[mapped.KIND](path, habits)
        return any(isinstance(each, Packed) for each in islice(source.rows(), FIRST_ROWS))
    except OPEN_QUESTIONS:
        return True
    except Objection:
        return False


def _refuse_export(path: Path, habits: Habits) -> None:
    """Refuse an export that is JSON and tells no charging, by name."""
    try:
        OPENERS[mygarage.KIND](path, habits)
    except mygarage.ExportTellsNoCharging:
        raise
    except Objection:
        return


def _fit(kind: str, path: Path, habits: Habits) -> tuple[bool, int]:
    """Whether a session is among the first rows, and how many columns are known; raises what speaks against a kind."""
    names = known_names(kind)
    header = {name.casefold() for name in open_roll(path, names, habits.market).header}
    try:
        source = OPENERS[kind](path, habits)
        reads = any(isinstance(each, Packed) for each in islice(source.rows(), FIRST_ROWS))
    except OPEN_QUESTIONS:
        reads = True
    return reads, len(header & set(names))
