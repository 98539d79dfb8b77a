"""Records: everything that the books hold as JSON Lines, given out and taken in whole.

The first line says what it is, each further line is one row that refers only to earlier ones, the last one says how
many there are and bears the dealer's signature over all of it; keys are sorted, there are no floats, and a document's
bytes stand in its own record. Given out, taken in and given out again, the bytes are the same.
docs/records.schema.json describes them.
"""

import json
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import Table

from lifecycle_desk.base.incoming import Taken
from lifecycle_desk.base.objections import N_
from lifecycle_desk.base.steps import Steps
from lifecycle_desk.books import tables as received
from lifecycle_desk.books.interchange import records_in
from lifecycle_desk.books.interchange.records_form import (
    END,
    FORMAT,
    KIND,
    LONGEST_LINE,
    VERSION,
    Closing,
    NotRecords,
    RecordLineWrong,
    RecordsNotWhole,
    beginning,
    closing,
    parsed,
)
from lifecycle_desk.books.interchange.records_older import brought_up
from lifecycle_desk.commands.command import Result, UserSession
from lifecycle_desk.commands.exporting import EXPORT
from lifecycle_desk.commands.intake import check_file
from lifecycle_desk.commands.offers import Choices, Group, Reader, Writer
from lifecycle_desk.commands.options import TRUST, VIN, WITHOUT_PEOPLE, Option
from lifecycle_desk.commands.presence import refuse_incomplete
from lifecycle_desk.dealership import tables as dealership
from lifecycle_desk.dealership.rules import KeyLocked
from lifecycle_desk.dealership.usecases.keys import ready_key, signing_key
from lifecycle_desk.files.knowing import by_words
from lifecycle_desk.store import files, records, search
from lifecycle_desk.store.file_format import HEAD
from lifecycle_desk.store.store import Store, Transaction
from lifecycle_desk.store.types import PERSONAL
from lifecycle_desk.trust.signing import Key
from lifecycle_desk.vehicle.rules import vin
from lifecycle_desk.vehicle.tables import chain, people
from lifecycle_desk.vehicle.tables import life as life_rows
from lifecycle_desk.vehicle.usecases.documents import DocumentMissing

CHUNK = 64 * 1024
LONGEST_END = 1024  # bytes of the last line
FOUND_BY_PEOPLE = frozenset({"vehicle", "person"})
BLANK = {"name": "", "phone": "", "email": "", "address": "", "tax_id": "", "language": None, "no_reminders": False}


def write(user: UserSession, asked: dict[str, Any]) -> Iterator[bytes]:
    """Everything, or one vehicle's part of it, line by line in constant memory, signed at its end."""
    key = _signing(user)
    with user.store.reading() as tx:
        tx.by = user.staff
        user.authorise(tx, EXPORT)
        told = _Told(tx, asked.get("vin"), nameless=bool(asked.get("without_people")))
        yield from told.body()
        yield _line(_closed(tx, told, key).told())


def _signing(user: UserSession) -> Key | None:
    """The key that signs; None where it is locked or nothing can be written, and where books stand as they came."""
    with user.store.reading() as tx:
        tx.by = user.staff
        user.authorise(tx, EXPORT)
        if key := ready_key(tx):
            return key
        came = received.received(tx)
        if user.store.protected or (came and came.seq == chain.head(tx)[0]):
            return None
    with user.store.writing(user.staff) as tx:
        try:
            return signing_key(tx)[1]
        except KeyLocked:
            return None


def _closed(tx: Transaction, told: "_Told", key: Key | None) -> Closing:
    """The last line: as it came in where nothing changed since, else signed anew."""
    came = received.received(tx)
    end = Closing(told.rows, told.digest.hexdigest())
    if came and came.content == told.digest.digest():
        return replace(end, key=came.key, signature=came.signature)
    return end.by(key) if key else end


class _Told:
    """The lines before the last one as bytes, and what the last one says of them."""

    def __init__(self, tx: Transaction, of: str | None, *, nameless: bool) -> None:
        self._work, self._nameless = tx, nameless
        self._of = life_rows.row(tx, vin.canonical(of)).vin if of else None
        self.digest, self.rows = sha256(), -1  # the first line is no row

    def body(self) -> Iterator[bytes]:
        """Lines gathered into pieces that are worth a write."""
        gathered = bytearray()
        for line in _lines(self._work, self._of, nameless=self._nameless):
            self.rows += 1
            gathered += _line(line)
            if len(gathered) >= CHUNK:
                yield self._counted(bytes(gathered))
                gathered.clear()
        yield self._counted(bytes(gathered))

    def _counted(self, piece: bytes) -> bytes:
        self.digest.update(piece)
        return piece


def take_in(user: UserSession, path: Path, choices: Choices) -> Steps[Result[Taken]]:
    """Take records into a new store, those of an earlier form in the form of today."""
    with brought_up(path) as older:
        if older is None:
            return (yield from records_in.take_in(user, path, choices))
        store, read = older
        aside = Path(store.where).with_name(path.name)
        _write_aside(store, aside, nameless=read.head.get("people") is False)
        return (yield from records_in.take_in(user, aside, choices, read))


def _write_aside(store: Store, place: Path, *, nameless: bool) -> None:
    """The records of a store that was brought up, unsigned."""
    with store.reading() as tx, place.open("wb") as file:
        told = _Told(tx, None, nameless=nameless)
        file.writelines(told.body())
        file.write(_line(Closing(told.rows, told.digest.hexdigest()).told()))


def compared(path: Path, user: UserSession | None) -> tuple[str, bool]:
    """The dealer whose records a file claims to hold, and whether these books give out the very same rows.

    Nothing is given out, so no right is asked for. The last line is not compared: the caller checks its signature.
    Records of an earlier form are compared in the form of today.
    """
    check_file(path, most=None)
    with brought_up(path) as older:
        if older is None:
            return _compared(path, user)
        store, read = older
        aside = Path(store.where).with_name(path.name)
        _write_aside(store, aside, nameless=read.head.get("people") is False)
        return _compared(aside, user)


def _compared(path: Path, user: UserSession | None) -> tuple[str, bool]:
    with path.open("rb") as file:
        told = beginning(file.readline(LONGEST_LINE), path.name)
        of, nameless = str(told["vin"]) if "vin" in told else None, told.get("people") is False
        file.seek(0)
        if user is None:
            return str(told.get("dealer", "")), False
        with user.store.reading() as tx:
            known = of is None or life_rows.is_known(tx, of)
            ours = _Told(tx, of, nameless=nameless) if known else None
            same = ours is not None and all(file.read(len(each)) == each for each in ours.body())
        return str(told.get("dealer", "")), same and _ends(file)


def _ends(file: Any) -> bool:
    """Whether nothing follows but the last line."""
    try:
        end = closing(parsed(file.readline(LONGEST_LINE), 1))
    except RecordLineWrong:
        return False
    return end is not None and (end.key is None or end.holds) and not file.read(1)


def signed_by(path: Path) -> bytes | None:
    """The key whose signature stands at the end of a file and holds for what it names; None where there is none."""
    end = _end(path)
    return end.key if end and end.holds else None


def signer(path: Path) -> tuple[str, bytes | None]:
    """The dealer whom the records in a file name, and the key that signed them; None where nobody signed them."""
    check_file(path, most=None)
    with path.open("rb") as file:
        told = beginning(file.readline(LONGEST_LINE), path.name)
    end = _end(path)
    if end is None:
        raise RecordsNotWhole("file", "", "its end is missing, or rows are")
    if end.key is not None and not end.holds:
        raise RecordsNotWhole("file", "", "its signature does not hold")
    return str(told.get("dealer", "")), end.key


def _end(path: Path) -> Closing | None:
    """The last line of a file of records; None where that is none."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - LONGEST_END))
        last = file.read().rstrip(b"\n").rpartition(b"\n")[2]
    try:
        return closing(parsed(last, 1))
    except RecordLineWrong:
        return None


def _line(told: dict[str, Any]) -> bytes:
    return json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _lines(tx: Transaction, one: str | None, *, nameless: bool) -> Iterator[dict[str, Any]]:
    """The first line, then every record."""
    refuse_incomplete()
    seq, seal = chain.head(tx)
    first: dict[str, Any] = {"format": FORMAT, "version": VERSION, "dealer": dealership.dealer(tx).name}
    first |= {"form": HEAD, "head": {"seq": seq, "seal": seal.hex()}}
    if nameless:
        first["people"] = False
    last = life_rows.event(tx, seq)
    erased_at = last[0].at if last else None
    yield first | ({"vin": one} if one else {})
    for table, row in _rows(tx, one):
        told: dict[str, Any] | None = row
        if table is dealership.SIGNING_KEY:
            told = row | {"private": None}  # a key that travels is no secret; a store makes its own when it signs
        elif table is people.DOCUMENT:
            told = None if nameless else row | {"content": _content(tx.store, row)}
        elif nameless:
            told = _nameless(table, row, erased_at)
        if told is not None:
            yield {"type": table.name} | told


def _rows(tx: Transaction, one: str | None) -> Iterator[tuple[Table[Any], dict[str, Any]]]:
    if one is None:
        for table in records.stored_tables():
            yield from ((table, row) for row in records.rows_of(tx, table))
        return
    yield from records.rows_of_vehicle(tx, one)
    named = {digest for told in life_rows.told(tx, one) for digest in told.documents}
    yield from ((people.DOCUMENT, row) for row in records.rows_of(tx, people.DOCUMENT) if row["sha256"] in named)


def _nameless(table: Table[Any], row: dict[str, Any], erased_at: str | None) -> dict[str, Any] | None:
    """A record without personal data: customers as if erased, their keys and search entries left out.

    Personal facts of events stay sealed, since the chain covers them; without the key nobody reads them.
    """
    if table is people.PERSON:
        return row | BLANK | {"erased_at": row["erased_at"] or erased_at}
    if table is people.PERSON_KEY or (table is search.ENTRY and row["kind"] in FOUND_BY_PEOPLE):
        return None
    said = {each.name: None if each.nullable else "" for each in table.columns if each.info.get(PERSONAL)}
    return row | said


def _content(store: Store, row: dict[str, Any]) -> str:
    """A document's bytes; refuses to give out what is not whole."""
    content = files.document(files.place_of(store.files, row["sha256"]), row["sha256"])
    if content is None:
        raise DocumentMissing(row["name"])
    return b64encode(content).decode()


def schema() -> dict[str, Any]:
    """The JSON Schema of a line of records: of the first one, and of each kind."""
    kinds = {each.name: records.schema_of(each) for each in records.stored_tables()}
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
        "form": {"type": "string", "description": "The form in which the rows stand; before it was told, 0005."},
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
    "properties": {
        "type": {"const": END},
        "rows": {"type": "integer", "description": "The lines between."},
        "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$", "description": "Of all bytes before this line."},
        "key": {"type": ["string", "null"], "pattern": "^[0-9a-f]{64}$", "description": "Ed25519, its public part."},
        "signature": {
            "type": ["string", "null"],
            "contentEncoding": "base64",
            "description": "Over format, version, rows and sha256 as canonical JSON; null where nobody signed.",
        },
    },
    "required": ["type", "rows", "sha256", "key", "signature"],
    "additionalProperties": False,
}

__all__ = ["READER", "WRITER", "NotRecords", "compared", "schema", "signed_by", "signer", "take_in", "write"]

UNSIGNED = Option("unsigned", "Take what nobody signed; anybody may have changed it.", is_flag=True)
READER = Reader(
    KIND,
    N_("All records exported elsewhere; creates a new database."),
    take_in,
    takes=(TRUST, UNSIGNED),
    founds=True,
    title=N_("Full Lifecycle Desk export"),
    group=Group.VEHICLES,
    knows=by_words(b'"lifecycle-desk/records"'),
)
WRITER = Writer(KIND, N_("All records, as JSON Lines."), write, takes=(VIN, WITHOUT_PEOPLE))
