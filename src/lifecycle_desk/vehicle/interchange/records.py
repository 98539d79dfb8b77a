"""Records: everything that the books hold as JSON Lines, given out and taken in whole.

The first line says what it is, each further line is one row that refers only to earlier ones, the last one says how
many there are; keys are sorted, there are no floats, and a document's bytes stand in its own record. Given out, taken
in and given out again, the bytes are the same. docs/records.schema.json describes them.
"""

import json
from base64 import b64decode, b64encode
from binascii import Error as NoBase64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Table

from lifecycle_desk.base.incoming import Taken
from lifecycle_desk.base.objections import N_, Objection
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.counter.offers import Choices, Reader, Writer
from lifecycle_desk.counter.verbs import Done, Seat
from lifecycle_desk.dealership import tables as dealership
from lifecycle_desk.dealership.rules import EXPORT
from lifecycle_desk.store import files, records, search
from lifecycle_desk.store.records import RecordNotUnderstood
from lifecycle_desk.store.store import Store, Work
from lifecycle_desk.store.types import PERSONAL
from lifecycle_desk.trust.chain import first_break
from lifecycle_desk.vehicle.rules import vin
from lifecycle_desk.vehicle.tables import chain, people
from lifecycle_desk.vehicle.tables import life as kept
from lifecycle_desk.vehicle.usecases import books
from lifecycle_desk.vehicle.usecases.documents import DocumentMissing
from lifecycle_desk.vehicle.usecases.life import findable

KIND, FORMAT, VERSION = "records", "lifecycle-desk/records", 1
END = "end"  # the kind of the last line: rows that no chain covers could be cut off unseen
CHUNK = 64 * 1024
LONGEST_LINE = 2 * files.MOST_BYTES
FOUND_BY_PEOPLE = frozenset({"vehicle", "person"})
BLANK = {"name": "", "phone": "", "email": "", "address": "", "tax_id": "", "language": None}


class NotRecords(Objection):
    """A file that does not begin as records do."""

    says = N_("%(file)s holds no records of Lifecycle Desk.")
    file: str


class RecordsNewer(Objection):
    """Records in a later form than this program reads."""

    says = N_("The records are of version %(version)s; this program reads %(known)s. Please bring it up to date.")
    version: int
    known: int


class RecordsOfOneVehicle(Objection):
    """Records of one vehicle, which are no books."""

    says = N_("The file holds the records of the vehicle %(vin)s only; a store needs all of them.")
    vin: str


class RecordLineWrong(Objection):
    """A line that is no record."""

    says = N_("Line %(line)s is no record: %(why)s")
    line: int
    why: str


class RecordsNotWhole(Objection):
    """Records that do not make sound books: something was changed, left out or cut off."""

    says = N_("The records are not whole (%(part)s %(where)s: %(why)s). Nothing was taken in.")
    part: str
    where: str
    why: str


def write(seat: Seat, asked: dict[str, Any]) -> Iterator[bytes]:
    """Everything, or one vehicle's part of it, line by line in constant memory."""
    with seat.store.reading() as work:
        work.by = seat.staff
        seat.authorise(work, EXPORT)
        yield from _told(work, asked.get("vin"), nameless=bool(asked.get("without_people")))


def _told(work: Work, of: str | None, *, nameless: bool) -> Iterator[bytes]:
    one = kept.row(work, vin.canonical(of)).vin if of else None
    yield from _chunks(_lines(work, one, nameless=nameless))


def compared(path: Path, seat: Seat | None) -> tuple[str, bool]:
    """Whose records a file says that it holds, and whether these books give out the very same bytes.

    Nothing is given out, so no right is asked for.
    """
    with path.open("rb") as file:
        told = _beginning(file.readline(LONGEST_LINE), path.name)
        of, nameless = str(told["vin"]) if "vin" in told else None, told.get("people") is False
        file.seek(0)
        if seat is None:
            return str(told.get("dealer", "")), False
        with seat.store.reading() as work:
            known = of is None or kept.is_known(work, of)
            same = known and all(file.read(len(each)) == each for each in _told(work, of, nameless=nameless))
        return str(told.get("dealer", "")), same and not file.read(1)


def _chunks(lines: Iterator[dict[str, Any]]) -> Iterator[bytes]:
    """Lines gathered into pieces that are worth a write."""
    gathered = bytearray()
    for line in lines:
        gathered += json.dumps(line, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        if len(gathered) >= CHUNK:
            yield bytes(gathered)
            gathered.clear()
    yield bytes(gathered)


def _lines(work: Work, one: str | None, *, nameless: bool) -> Iterator[dict[str, Any]]:
    """The first line, then every record, then the last line."""
    seq, seal = chain.head(work)
    first: dict[str, Any] = {"format": FORMAT, "version": VERSION, "dealer": dealership.dealer(work).name}
    first["head"] = {"seq": seq, "seal": seal.hex()}
    if nameless:
        first["people"] = False
    last = kept.event(work, seq)
    erased_at = last[0].at if last else None
    yield first | ({"vin": one} if one else {})
    given_out = 0
    for table, row in _rows(work, one):
        told: dict[str, Any] | None = row
        if table is dealership.SIGNING_KEY:
            told = row | {"private": None}  # a key that travels is no secret; a store makes its own when it signs
        elif table is people.DOCUMENT:
            told = None if nameless else row | {"content": _content(work.store, row)}
        elif nameless:
            told = _nameless(table, row, erased_at)
        if told is not None:
            given_out += 1
            yield {"type": table.name} | told
    yield {"type": END, "rows": given_out}


def _rows(work: Work, one: str | None) -> Iterator[tuple[Table[Any], dict[str, Any]]]:
    if one is None:
        for table in records.kept_tables():
            yield from ((table, row) for row in records.rows_of(work, table))
        return
    yield from records.rows_of_vehicle(work, one)
    named = {digest for told in kept.told(work, one) for digest in told.documents}
    yield from ((people.DOCUMENT, row) for row in records.rows_of(work, people.DOCUMENT) if row["sha256"] in named)


def _nameless(table: Table[Any], row: dict[str, Any], erased_at: str | None) -> dict[str, Any] | None:
    """A record without personal data: customers as if erased, their keys and what finds them left out.

    What events hold about a person stays sealed, since the chain covers it; without the key nobody reads it.
    """
    if table is people.PERSON:
        return row | BLANK | {"erased_at": row["erased_at"] or erased_at}
    if table is people.PERSON_KEY or (table is search.ENTRY and row["kind"] in FOUND_BY_PEOPLE):
        return None
    said = {each.name: None if each.nullable else "" for each in table.columns if each.info.get(PERSONAL)}
    return row | said


def _content(store: Store, row: dict[str, Any]) -> str:
    """A document's bytes; refuses to give out what is not whole."""
    path = files.place_of(store.files, row["sha256"])
    if not files.is_whole(path, row["sha256"]):
        raise DocumentMissing(row["name"])
    return b64encode(path.read_bytes()).decode()


def take_in(seat: Seat, path: Path, choices: Choices) -> Steps[Done[Taken]]:
    """Take records into a new store: poured, and the chain verified, in one transaction; then everything checked."""
    taken = Taken(KIND, path.name)
    with path.open("rb") as file, seat.store.writing(seat.staff) as work:
        size, work.retold = path.stat().st_size, True
        head = _first(file.readline(LONGEST_LINE), path.name)
        for written in records.pour_rows(work, _records(file, work)):
            taken.rows = taken.new = written
            yield Step(file.tell(), size)
        _verify(work, head["head"])
        search.index_all(work)
        for of in list(kept.vins(work)):
            if not search.has(work, "vehicle", of):
                findable(work, of)
    checked = books.check(seat)
    for finding in checked.findings:
        raise RecordsNotWhole(finding.part, finding.where, finding.why)
    taken.written = not choices.dry_run
    return Done(taken)


def _first(line: bytes, name: str) -> dict[str, Any]:
    """The first line of records of whole books."""
    told = _beginning(line, name)
    if "vin" in told:
        raise RecordsOfOneVehicle(str(told["vin"]))
    return told


def _beginning(line: bytes, name: str) -> dict[str, Any]:
    """The first line, which says what the file is."""
    try:
        told = _parsed(line, 1)
    except RecordLineWrong:
        raise NotRecords(name) from None
    if told.get("format") != FORMAT or not isinstance(told.get("version"), int) or "head" not in told:
        raise NotRecords(name)
    if told["version"] > VERSION:
        raise RecordsNewer(told["version"], VERSION)
    return told


def _records(file: Any, work: Work) -> Iterator[tuple[Table[Any], dict[str, Any]]]:
    """The rows of the further lines, each fit for its table."""
    tables = {each.name: each for each in records.kept_tables()}
    number, given = 1, dict[str, Any]()
    while line := file.readline(LONGEST_LINE):
        number += 1
        given = _parsed(line, number)
        if given.get("type") == END:
            break
        try:
            table = tables[given.pop("type")]
            if table is people.DOCUMENT:
                _keep(work.store, given)
            yield table, records.put_row(table, given)
        except (KeyError, TypeError, NoBase64):
            raise RecordLineWrong(number, "a field is missing, unknown or of another kind") from None
        except RecordNotUnderstood as why:
            raise RecordLineWrong(number, f"{why.facts['type']} with other fields, or of another kind") from None
    if not line or given != {"type": END, "rows": number - 2} or file.read(1):
        raise RecordsNotWhole("file", str(number), "its end is missing, or rows are")


def _parsed(line: bytes, number: int) -> dict[str, Any]:
    """A line as an object, without JSON's traps."""
    try:
        given = json.loads(line.decode(), parse_float=_no_float, parse_constant=_no_float, object_pairs_hook=_once)
    except UnicodeDecodeError:
        raise RecordLineWrong(number, "it is not UTF-8") from None
    except RecursionError:
        raise RecordLineWrong(number, "it is nested too deep") from None
    except ValueError as why:
        raise RecordLineWrong(number, str(why)) from None
    if not isinstance(given, dict):
        raise RecordLineWrong(number, "it is no object")
    return given


def _no_float(text: str) -> Any:
    raise ValueError(f"{text} is no whole number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("a name is given twice")
    return made


def _keep(store: Store, given: dict[str, Any]) -> None:
    """Keep the bytes that came with a document's record."""
    content = b64decode(given.pop("content"), validate=True)
    if files.keep_document(store.files, str(given["name"]), content) != given["sha256"]:
        raise RecordsNotWhole("documents", str(given["name"]), "its bytes are not what its hash says")


def _verify(work: Work, head: Any) -> None:
    """Refuse records whose chain is broken, or ends elsewhere than the first line says."""
    if broken := first_break(chain.links(work)):
        raise RecordsNotWhole("chain", str(broken.seq), broken.why)
    seq, seal = chain.head(work)
    if head != {"seq": seq, "seal": seal.hex()}:
        raise RecordsNotWhole("chain", str(seq), "it does not end where the first line says")


def schema() -> dict[str, Any]:
    """The JSON Schema of a line of records: of the first one, and of each kind."""
    kinds = {each.name: records.schema_of(each) for each in records.kept_tables()}
    document = kinds[people.DOCUMENT.name]
    document["properties"]["content"] = {"type": "string", "contentEncoding": "base64"}
    document["required"].append("content")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A line of records of Lifecycle Desk",
        "description": "The first line is of the kind first; each further line refers only to earlier ones.",
        "oneOf": [{"$ref": f"#/$defs/{name}"} for name in ("first", *kinds, END)],
        "$defs": {"first": _FIRST, **kinds, END: _END},
    }


_FIRST = {
    "type": "object",
    "properties": {
        "format": {"const": FORMAT},
        "version": {"const": VERSION},
        "dealer": {"type": "string"},
        "head": {
            "type": "object",
            "properties": {"seq": {"type": "integer"}, "seal": {"type": "string", "pattern": "^[0-9a-f]{64}$"}},
            "required": ["seq", "seal"],
            "additionalProperties": False,
        },
        "people": {"const": False, "description": "Personal data were left out."},
        "vin": {"type": "string", "description": "The records are those of one vehicle."},
    },
    "required": ["format", "version", "dealer", "head"],
    "additionalProperties": False,
}

_END = {
    "type": "object",
    "properties": {"type": {"const": END}, "rows": {"type": "integer", "description": "The lines between."}},
    "required": ["type", "rows"],
    "additionalProperties": False,
}

READER = Reader(KIND, N_("Everything, as another store gave it out; makes a new store."), take_in, founds=True)
WRITER = Writer(KIND, N_("Everything, as JSON Lines."), write, takes=("vin", "without_people"))
