"""The form of a file of records: its first line, its last one with the signature, and how a line is read.

The last line says how many rows stand between, and bears the dealer's signature over that number and over the SHA-256
of all bytes before it. Where the key was locked nobody signed, and both fields are null.
"""

import json
import re
from dataclasses import dataclass
from typing import Any

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.store import files
from lifecycle_desk.trust.signing import Key, holds

KIND, FORMAT, VERSION = "records", "lifecycle-desk/records", 1
END = "end"  # the kind of the last line: rows that no chain covers could be cut off unseen
LONGEST_LINE = 2 * files.MOST_BYTES  # a document in base64, which takes a third more, and what stands beside it
LONG_LINE, MOST_MARKS = 64 * 1024, 64 * 1024  # what remains of a longer line without its texts: a row is flat
SAID = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"')

NotRecords = objection("NotRecords", N_("%(file)s is not a Lifecycle Desk export."), file=str)
RecordsNewer = objection(
    "RecordsNewer",
    N_("The records are in version %(version)s; this program reads version %(known)s. Please update Lifecycle Desk."),
    version=int,
    known=int,
)
RecordsOfOneVehicle = objection(
    "RecordsOfOneVehicle",
    N_("The file contains only the records of vehicle %(vin)s; a new database needs all records."),
    vin=str,
)
RecordLineWrong = objection("RecordLineWrong", N_("Line %(line)s is not a record: %(why)s"), line=int, why=str)
# Records that do not make sound books: something was changed, left out or cut off.
RecordsNotWhole = objection(
    "RecordsNotWhole",
    N_("The records are incomplete (%(part)s %(where)s: %(why)s). Nothing was imported."),
    part=str,
    where=str,
    why=str,
)
RecordsNotSigned = objection(
    "RecordsNotSigned", N_("These records are not signed and may have been altered. Nothing was imported.")
)
RecordsOfAnotherKey = objection(
    "RecordsOfAnotherKey",
    N_("These records were signed with key %(fingerprint)s, not with the one you named. Nothing was imported."),
    fingerprint=str,
)
RecordsSignedBy = objection(
    "RecordsSignedBy",
    N_("Signed by %(dealer)s with key %(fingerprint)s. Compare this fingerprint with the one they give you."),
    dealer=str,
    fingerprint=str,
)
RecordsTakenUnsigned = objection(
    "RecordsTakenUnsigned",
    N_("These records are not signed. The chain is intact, but other data may have been altered."),
)


@dataclass(frozen=True, slots=True)
class Closing:
    """The last line: how many rows there were, the hash of all before it, and who signed both, if anybody."""

    rows: int
    content: str
    key: bytes | None = None
    signature: str | None = None

    @property
    def _signed_part(self) -> dict[str, Any]:
        return {"format": FORMAT, "version": VERSION, "rows": self.rows, "sha256": self.content}

    def by(self, key: Key) -> "Closing":
        """The same, signed."""
        return Closing(self.rows, self.content, key.public, key.sign(self._signed_part))

    @property
    def holds(self) -> bool:
        """Whether the signature is that of the key that stands beside it."""
        return self.key is not None and holds(self.key, self._signed_part, self.signature or "")

    def told(self) -> dict[str, Any]:
        """As the file has it."""
        key = self.key.hex() if self.key else None
        return {"type": END, "rows": self.rows, "sha256": self.content, "key": key, "signature": self.signature}


def closing(given: dict[str, Any]) -> Closing | None:
    """The last line from its object; None where it is none. Before there were signatures, it had the number alone."""
    if given.keys() == {"type", "rows"} and type(given["rows"]) is int:
        return Closing(given["rows"], "")
    if given.keys() != {"type", "rows", "sha256", "key", "signature"}:
        return None
    key, signature = given["key"], given["signature"]
    if type(given["rows"]) is not int or type(given["sha256"]) is not str or (key is None) is not (signature is None):
        return None
    if key is None:
        return Closing(given["rows"], given["sha256"])
    try:
        return Closing(given["rows"], given["sha256"], bytes.fromhex(key), str(signature))
    except (TypeError, ValueError):
        return None


def beginning(line: bytes, name: str) -> dict[str, Any]:
    """The first line, which says what the file is."""
    try:
        told = parsed(line, 1)
    except RecordLineWrong:
        raise NotRecords(name) from None
    if told.get("format") != FORMAT or type(told.get("version")) is not int or "head" not in told:
        raise NotRecords(name)
    if told["version"] > VERSION:
        raise RecordsNewer(told["version"], VERSION)
    return told


def parsed(line: bytes, number: int) -> dict[str, Any]:
    """A line as an object, without JSON's traps."""
    if len(line) > LONG_LINE and len(SAID.sub(b"", line)) > MOST_MARKS:
        raise RecordLineWrong(number, "it holds more than a row")
    try:
        given = json.loads(line.decode(), parse_float=_no_float, parse_constant=_no_float, object_pairs_hook=_once)
    except UnicodeDecodeError:
        raise RecordLineWrong(number, "it is not UTF-8") from None
    except RecursionError:
        raise RecordLineWrong(number, "it is nested too deep") from None
    except ValueError as why:
        raise RecordLineWrong(number, str(why)[:200]) from None
    if not isinstance(given, dict):
        raise RecordLineWrong(number, "it is no object")
    return given


def _no_float(text: str) -> Any:
    raise ValueError(f"{text[:40]} is no whole number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("a name is given twice")
    return made
