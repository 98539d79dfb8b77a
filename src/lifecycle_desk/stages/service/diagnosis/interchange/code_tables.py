"""Meanings of trouble codes, as CSV: a maker's own table, taken in all of it or nothing, as often as one likes.

Without a maker a row tells the standard's meaning; without a failure type, that of all failure types of the code.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from lifecycle_desk.base.incoming import Refused, Taken
from lifecycle_desk.base.objections import N_, Objection, objection
from lifecycle_desk.base.said import in_text
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.commands.command import Result, UserSession
from lifecycle_desk.commands.offers import Choices, Group, Reader
from lifecycle_desk.dealership.rules import LanguageUnknown
from lifecycle_desk.dealership.rules.rights import IMPORT
from lifecycle_desk.dealership.usecases import dealer
from lifecycle_desk.files.knowing import by_columns
from lifecycle_desk.files.looking import sheeted
from lifecycle_desk.files.spreadsheets import Sheet, open_sheet
from lifecycle_desk.language import LANGUAGES
from lifecycle_desk.stages.service.diagnosis.rules.diagnosis import Description, folded, tidied_description
from lifecycle_desk.stages.service.diagnosis.usecases.diagnosis import DescribeCodes, describe_codes

KIND = "trouble-codes"
HEADER = ("maker", "code", "failure_type", "language", "title", "text", "source")
NEEDED = ("code", "title")
ROWS_A_STEP = 500

DescribedTwice = objection(
    "DescribedTwice", N_("Line %(line)s has a different description for this code."), "code", line=int
)


def take_in(user: UserSession, path: Path, choices: Choices) -> Steps[Result[Taken]]:
    """Take in a table of descriptions: read and checked whole, then written at once."""
    with user.store.reading() as tx:
        tx.by = user.staff
        user.authorise(tx, IMPORT)
    sheet = open_sheet(path, HEADER, NEEDED, dealer(user.store).market)
    taken = Taken(KIND, sheet.file, warnings=list(sheet.notes), read_as=sheet.read_as)
    good: dict[Description, tuple[int, Description]] = {}
    for read in _rows(sheet, good):
        taken.rows += 1
        if isinstance(read, Refused):
            taken.refused.append(read)
        elif not read:
            taken.known += 1
        if taken.rows % ROWS_A_STEP == 0:
            yield Step(taken.rows)
    taken.written = not choices.dry_run and (choices.skip_refused or not taken.refused)
    with user.store.writing(user.staff) as tx:
        user.authorise(tx, IMPORT)
        made = describe_codes.does(tx, DescribeCodes(tuple(each for _, each in good.values())))
        if not taken.written:
            tx.undo()
    taken.new, taken.changed, taken.known = made.new, made.changed, taken.known + made.known  # type: ignore[union-attr]  # no verb of steps
    return Result(taken)


def _rows(sheet: Sheet, good: dict[Description, tuple[int, Description]]) -> Iterator[Refused | bool]:
    """Each row: whether it adds a description to the good ones, or why it is refused."""
    for row in sheet.rows():
        if isinstance(row, Refused):
            yield row
            continue
        line, cells = row
        try:
            yield _add(line, _description(cells), good)
        except Objection as why:
            yield Refused(line, {"failure": "failure_type"}.get(why.at or "", why.at), why)


def _add(line: int, made: Description, good: dict[Description, tuple[int, Description]]) -> bool:
    place = replace(made, maker=folded(made.maker), title="", text="", source="")
    earlier, before = good.setdefault(place, (line, made))
    if before != made:
        raise DescribedTwice(earlier)
    return earlier == line


def _description(cells: dict[str, str]) -> Description:
    return tidied_description(
        Description(
            code=cells["code"],
            maker=cells.get("maker", ""),
            failure=cells.get("failure_type", ""),
            language=_language(cells.get("language", "")),
            title=cells["title"],
            text=cells.get("text", ""),
            source=cells.get("source", ""),
        )
    )


def _language(text: str) -> str:
    """A language by its code; none where none is said."""
    if not text:
        return ""
    for code in LANGUAGES:
        if text.casefold().replace("-", "_") == code.casefold():
            return code
    raise LanguageUnknown(text, in_text(LANGUAGES))


READER = Reader(
    KIND,
    N_("Trouble code descriptions as CSV, by manufacturer: code and title are required."),
    take_in,
    header=HEADER,
    title=N_("Trouble code descriptions"),
    group=Group.WORKSHOP,
    knows=by_columns(HEADER, NEEDED, ours=True),
    seen_on="code",
    lines=sheeted(HEADER, *NEEDED),
)
