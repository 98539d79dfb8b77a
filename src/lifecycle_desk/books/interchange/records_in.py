"""Records taken in: each row held to what forms allow, chain and signature verified, then everything checked."""

from base64 import b64decode
from binascii import Error as NoBase64
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import Table

from lifecycle_desk.base.incoming import Taken
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.books import tables as received
from lifecycle_desk.books.interchange.records_form import (
    END,
    KIND,
    LONGEST_LINE,
    Closing,
    RecordLineWrong,
    RecordsNotSigned,
    RecordsNotWhole,
    RecordsOfAnotherKey,
    RecordsOfOneVehicle,
    RecordsSignedBy,
    RecordsTakenUnsigned,
    beginning,
    closing,
    parsed,
)
from lifecycle_desk.books.interchange.records_limits import check_row
from lifecycle_desk.books.usecases import books
from lifecycle_desk.commands.command import Result, UserSession
from lifecycle_desk.commands.intake import check_file
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.commands.presence import refuse_incomplete
from lifecycle_desk.dealership import tables as dealership
from lifecycle_desk.language import Language
from lifecycle_desk.store import documents, records, search
from lifecycle_desk.store.records import RecordNotUnderstood
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.trust.chain import first_break
from lifecycle_desk.trust.signing import fingerprint, is_fingerprint
from lifecycle_desk.vehicle.tables import chain, people
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.life import findable

type Row = tuple[Table[Any], dict[str, Any]]
type Seen = tuple[int, tuple[Any, ...]]


class StoredLines:
    """The lines of a file of records, counted and hashed while they are read, up to the last one."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._digest = sha256()
        self.number = 0
        self.head: dict[str, Any] = {}
        self.end: Closing | None = None

    def next(self) -> dict[str, Any] | None:
        """The next line; None after the last one, whose content `end` has."""
        line = self._file.readline(LONGEST_LINE)
        self.number += 1
        if not line:
            raise self.cut_off()
        given = parsed(line, self.number)
        if given.get("type") != END:
            self._digest.update(line)
            return given
        self.end = closing(given)
        if self.end is None or self.end.rows != self.number - 2 or self._file.read(1):
            raise self.cut_off()
        return None

    def first(self, name: str) -> dict[str, Any]:
        """The first line, which says what the file is."""
        line = self._file.readline(LONGEST_LINE)
        self.number = 1
        self._digest.update(line)
        self.head = beginning(line, name)
        return self.head

    @property
    def content(self) -> str:
        """The hash of all lines before the last one."""
        return self._digest.hexdigest()

    def cut_off(self) -> Objection:
        """The objection to a file whose end is missing."""
        return RecordsNotWhole("file", str(self.number), "its end is missing, or rows are")


def take_in(user: UserSession, path: Path, choices: Choices, older: StoredLines | None = None) -> Steps[Result[Taken]]:
    """Take the records of a file into a new store.

    `older` is the file that these records were brought up from: its signature counts, and the end is not kept.
    """
    check_file(path, most=None)
    with path.open("rb") as file:
        return (yield from take_lines(user, file, path.stat().st_size, path.name, choices, older))


def take_lines(
    user: UserSession, file: BinaryIO, size: int, name: str, choices: Choices, older: StoredLines | None = None
) -> Steps[Result[Taken]]:
    """Take lines in: poured, chain and signature verified in one transaction; then all is checked."""
    refuse_incomplete()
    taken = Taken(KIND, name)
    with user.store.writing(user.staff) as tx:
        lines = StoredLines(file)
        tx.retold = True
        head = lines.first(name)
        if "vin" in head:
            raise RecordsOfOneVehicle(str(head["vin"]))
        for written in records.pour_rows(tx, _records(lines, tx)):
            taken.rows = taken.new = written
            yield Step(file.tell(), size)
        _verify(tx, head["head"])
        taken.warnings.append(_signer(tx, older or lines, str(head.get("dealer", "")), choices))
        if older is None:
            _save_end(tx, lines)
        search.index_all(tx)
        for of in list(life_rows.vins(tx)):
            if not search.has(tx, "vehicle", of):
                findable(tx, of)
    checked = books.check(user, choices.checks)
    for finding in checked.findings:
        raise RecordsNotWhole(finding.part, finding.where, finding.why)
    taken.written = not choices.dry_run
    return Result(taken)


def _records(lines: StoredLines, tx: Transaction) -> Iterator[Row]:
    """The rows of the further lines, each fit for its table and in its order."""
    tables = {each.name: (place, each) for place, each in enumerate(records.stored_tables())}
    before: Seen | None = None
    while (given := lines.next()) is not None:
        try:
            place, table = tables[given.pop("type")]
            if table is people.DOCUMENT:
                save_content(tx, given)
            row = records.put_row(table, given)
            check_row(table, row)
        except (KeyError, TypeError, NoBase64):
            raise RecordLineWrong(lines.number, "a field is missing, unknown or of another kind") from None
        except RecordNotUnderstood as why:
            raise RecordLineWrong(lines.number, f"{why.type} with other fields, or of another kind") from None
        except RecordsNotWhole:
            raise
        except Objection as why:  # in English, as all that is said of a line
            said = f"{table.name} {why.at or ''}: {Language('en').sentence(why)}"
            raise RecordLineWrong(lines.number, said) from None
        here = place, records.place_of(table, row)
        if before is not None and here < before:
            raise RecordsNotWhole("file", str(lines.number), f"the rows of {table.name} stand in another order")
        before = here
        yield table, row


def save_content(tx: Transaction, given: dict[str, Any]) -> None:
    """Keep the bytes that came with a document's record."""
    content = b64decode(given.pop("content"), validate=True)
    if documents.save(tx, str(given["name"]), content) != given["sha256"]:
        raise RecordsNotWhole("documents", str(given["name"])[:80], "its bytes are not what its hash says")


def _verify(tx: Transaction, head: Any) -> None:
    """Refuse records whose chain is broken, or ends elsewhere than the first line says."""
    if broken := first_break(chain.links(tx)):
        raise RecordsNotWhole("chain", str(broken.seq), broken.why)
    seq, seal = chain.head(tx)
    if head != {"seq": seq, "seal": seal.hex()}:
        raise RecordsNotWhole("chain", str(seq), "it does not end where the first line says")


def _save_end(tx: Transaction, lines: StoredLines) -> None:
    """Keep how the file ended, so that books that stand as they came give out the same."""
    if end := lines.end:
        came = received.Received(chain.head(tx)[0], bytes.fromhex(lines.content), end.key, end.signature)
        received.save(tx, came)


def _signer(tx: Transaction, lines: StoredLines, dealer: str, choices: Choices) -> Objection:
    """The signer; refuses records that were changed, that nobody signed, or that another signed than was named."""
    end = lines.end
    if end is None:
        raise lines.cut_off()
    if end.content and end.content != lines.content:
        raise RecordsNotWhole("file", "", "it was changed since it was signed")
    if end.key is None:
        if choices.trust or not choices.unsigned:
            raise RecordsNotSigned
        return RecordsTakenUnsigned()
    if not end.holds:
        raise RecordsNotWhole("file", "", "its signature does not hold")
    if not any(each.public == end.key and each.revoked_at is None for each in dealership.keys(tx)):
        raise RecordsNotWhole("file", "", "the key that signed it is none of these books")
    if choices.trust and not any(is_fingerprint(each, end.key) for each in choices.trust):
        raise RecordsOfAnotherKey(fingerprint(end.key))
    return RecordsSignedBy(dealer, fingerprint(end.key))
