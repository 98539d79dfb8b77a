"""Lists of labour operations and of parts, CSV or xlsx: read and checked whole, then poured as one change."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from lifecycle_desk.base.incoming import Refused, Taken
from lifecycle_desk.base.objections import NN_, objection
from lifecycle_desk.base.said import NamesInText, in_text
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.commands.command import Result, UserSession
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.dealership.rules.rights import IMPORT
from lifecycle_desk.files.faults import Fault
from lifecycle_desk.files.lists import ROWS_A_STEP, Cells, digest_of, read_rows
from lifecycle_desk.files.spreadsheets import Sheet
from lifecycle_desk.stages.service.catalogue.rules.entries import CATALOGUE_EDIT, CatalogueEntry
from lifecycle_desk.stages.service.catalogue.tables import entries as entry_rows
from lifecycle_desk.stages.service.catalogue.usecases.changing import begin_import, check_chains, put
from lifecycle_desk.stages.service.orders.rules.orders import LineKind

MOST_NAMED = 10  # codes in one sentence

TranslationsKept = objection(
    "TranslationsKept",
    NN_(
        "%(n)s entry has a new description and keeps its old translations: %(codes)s. Check that they still match.",
        "%(n)s entries have a new description and keep their old translations, such as %(codes)s. Check that they "
        "still match.",
    ),
    n=int,
    codes=NamesInText,
)

type Merge = Callable[[CatalogueEntry | None], CatalogueEntry]


@dataclass(frozen=True, slots=True)
class ReadRow:
    """What a row says of an entry: its kind and code, and how it changes what is there.

    `replaced_by` is None where the row says nothing of it.
    """

    line: int
    kind: LineKind
    key: str
    code: str
    merge: Merge
    replaced_by: str | None = None


def taken_in(
    user: UserSession, path: Path, choices: Choices, kind: str, sheet: Sheet, read: Callable[[Cells], ReadRow]
) -> Steps[Result[Taken]]:
    """Read all rows, then pour the good ones in short transactions that are one change."""
    with user.store.reading() as tx:
        tx.by = user.staff
        for right in (IMPORT, CATALOGUE_EDIT):
            user.authorise(tx, right)
    taken = Taken(kind, path.name, warnings=list(sheet.notes), read_as=sheet.read_as)
    good = yield from read_rows(sheet, read, taken)
    good = _without_cycles(user, good, taken)
    by_key: dict[tuple[LineKind, str], list[ReadRow]] = {}
    for each in good:
        by_key.setdefault((each.kind, each.key), []).append(each)
    doubtful = list[str]()
    checked = yield from _poured(user, by_key, taken, None, doubtful)
    if doubtful:
        taken.warnings.append(TranslationsKept(len(doubtful), in_text(doubtful[:MOST_NAMED])))
    taken.written = not choices.dry_run and (choices.skip_refused or not taken.refused)
    if taken.written and checked:
        taken.new = taken.changed = 0
        taken.known = 0
        yield from _poured(user, checked, taken, digest_of(path), [])
    return Result(taken)


def _without_cycles(user: UserSession, good: list[ReadRow], taken: Taken) -> list[ReadRow]:
    changed = {each.key: each.replaced_by for each in good if each.replaced_by is not None}
    if not any(changed.values()):
        return good
    codes: Mapping[str, str] = {each.key: each.code for each in good}
    with user.store.reading() as tx:
        wrong = check_chains(tx, changed, codes)
    for each in good:
        if each.replaced_by and each.key in wrong:
            taken.refused.append(Refused(each.line, "superseded_by", wrong[each.key]))
    return [each for each in good if not (each.replaced_by and each.key in wrong)]


def _poured(
    user: UserSession,
    by_key: dict[tuple[LineKind, str], list[ReadRow]],
    taken: Taken,
    digest: str | None,
    doubtful: list[str],
) -> Steps[dict[tuple[LineKind, str], list[ReadRow]]]:
    """Merge the rows into what is there, and keep that where a digest is given; gives what can be kept.

    Names those whose translations are `doubtful`: makers may give two parts one number.
    """
    places, fine, change = list(by_key), dict[tuple[LineKind, str], list[ReadRow]](), None
    for first in range(0, len(places), ROWS_A_STEP):
        some = places[first : first + ROWS_A_STEP]
        with user.store.writing(user.staff) if digest else user.store.reading() as tx:
            if digest:
                change = taken.change = change or begin_import(tx, taken.file, digest)
            there = entry_rows.by_keys(tx, (key for _, key in some))
            made = list[CatalogueEntry]()
            for place in some:
                was = there.get((str(place[0]), place[1]), (0, None))[1]
                kept, entry = list[ReadRow](), was
                for row in by_key[place]:
                    try:
                        entry = row.merge(entry)
                        kept.append(row)
                    except Fault as fault:
                        taken.refused.append(Refused(row.line, fault.at, fault.why))
                if entry is not None and kept:
                    made.append(entry)
                    fine[place] = kept
                    doubtful += [entry.code] if _keeps_translations(entry, was) else []
            counted = put(tx, change, made)
        taken.new += counted.new
        taken.changed += counted.changed
        taken.known += counted.known + sum(len(fine[place]) - 1 for place in some if place in fine)
        yield Step(first + len(some), len(places))
    return fine


def _keeps_translations(entry: CatalogueEntry, was: CatalogueEntry | None) -> bool:
    """Whether what an entry is called in other languages is of a description that it has no more."""
    return bool(was and was.text != entry.text and was.texts.items() & entry.texts.items())
