"""The dossier's file: a zip of plain entries, of which every byte is accounted for.

`manifest.json`, signed by the dealer who hands the car on, names every other entry by its SHA-256: `lives/N.json`, one
for each dealer who told a part of the life, signed by him; `documents/SHA256`. Nothing is compressed and the archive is
written in one way only, so that a file that was altered anywhere, also between its entries, is another than the one
that its content makes.
"""

import json
import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from lifecycle_desk.base.clock import stamp, stamped
from lifecycle_desk.commands.intake import check_file
from lifecycle_desk.commands.request import RequestNotUnderstood, check_measure
from lifecycle_desk.dossier.rules import FORMAT as LIFE
from lifecycle_desk.dossier.rules import VERSION, DossierNewer, DossierNotWhole, Life, Named, TimelineEntry, check_life
from lifecycle_desk.store import files
from lifecycle_desk.trust.chain import canonical
from lifecycle_desk.trust.signing import Key, holds

FORMAT, MANIFEST = "lifecycle-desk/dossier", "manifest.json"
ENTRY = re.compile(r"manifest\.json|lives/\d{3}\.json|documents/[0-9a-f]{64}")
MOST_ENTRIES, MOST_MEGABYTES = 2_000, 2_048
MOST_TOLD = 16 * 2**20  # bytes of the manifest and all lives; 2,000 events take some 2 MB
LAST = struct.Struct("<4s4H2LH")  # the last record of an archive without a remark (APPNOTE 4.3.16)
LONGEST_NAME = 200  # bytes that the directory has for an entry, its name among them
FAR_LAST = b"PK\x06\x07"  # of archives beyond 4 GB or 65,535 entries, which none of ours is
IN_MEMORY, CHUNK = 8 * 2**20, 256 * 1024


@dataclass(frozen=True, slots=True)
class Dossier:
    """A dossier as it was read and found whole; `owner` stands only where the owner agreed."""

    vin: str
    dealer: str
    key: bytes
    made_at: datetime
    vehicle: Mapping[str, Any]
    lives: tuple[Life, ...]
    documents: tuple[Named, ...]
    owner: Mapping[str, Any] | None = None


def manifest(dossier: Dossier, key: Key, entries: Mapping[str, str]) -> bytes:
    """The manifest, signed; `entries` are the SHA-256 of all others by their names."""
    told = {
        "format": FORMAT,
        "version": VERSION,
        "vin": dossier.vin,
        "dealer": dossier.dealer,
        "key": dossier.key.hex(),
        "made_at": stamp(dossier.made_at),
        "vehicle": dict(dossier.vehicle),
        "documents": {each.sha256: [each.name, each.media, each.size] for each in dossier.documents},
        "entries": dict(entries),
    }
    told |= {"owner": dict(dossier.owner)} if dossier.owner else {}
    return canonical(told | {"signature": key.sign(told)})


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An entry of an archive that is open, read piece by piece."""

    archive: ZipFile
    name: str

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return self.archive.getinfo(self.name).file_size

    def pieces(self) -> Iterator[bytes]:
        """Its bytes."""
        with self.archive.open(self.name) as entry:
            while piece := entry.read(CHUNK):
                yield piece


def packed(entries: Mapping[str, bytes | Path | StoredEvent]) -> Iterator[bytes]:
    """The archive in chunks, its entries in their order: the manifest, then all others by name."""
    with SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        with ZipFile(file, "w", ZIP_STORED) as archive:
            for name, content in entries.items():
                _pack(archive, _info(name), content)
        file.seek(0)
        while chunk := file.read(CHUNK):
            yield chunk


def _pack(archive: ZipFile, info: ZipInfo, content: bytes | Path | StoredEvent) -> None:
    """Put an entry in, piece by piece; its size stands in its header, as that of one written at once."""
    match content:
        case Path():
            info.file_size = content.stat().st_size
        case StoredEvent():
            info.file_size = content.size
        case _:
            info.file_size = len(content)
    with archive.open(info, "w") as entry:
        for piece in _pieces(content):
            entry.write(piece)


def _pieces(content: bytes | Path | StoredEvent) -> Iterator[bytes]:
    match content:
        case Path():
            with content.open("rb") as file:
                while piece := file.read(CHUNK):
                    yield piece
        case StoredEvent():
            yield from content.pieces()
        case _:
            yield content


def _info(name: str) -> ZipInfo:
    """An entry without a day, a system or rights of its own: the same content is the same archive everywhere."""
    info = ZipInfo(name)
    info.create_system, info.external_attr = 3, 0o600 << 16
    return info


def unpacked(path: Path) -> tuple[Dossier, ZipFile]:
    """A dossier that is whole, and its open archive; refuses any other file."""
    check_file(path, MOST_MEGABYTES)
    _check_directory(path)
    try:
        archive = ZipFile(path)
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:  # the last: a later form of archives
        raise DossierNotWhole(path.name, str(error)) from None
    try:
        return _read(archive, path), archive
    except BaseException:
        archive.close()
        raise


def _check_directory(path: Path) -> None:
    """Refuse an archive whose directory would not fit into memory, before anything reads it."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - LAST.size - 20))  # the record of larger archives has 20 bytes
        tail = file.read()
    if len(tail) < LAST.size or tail.startswith(FAR_LAST):
        raise DossierNotWhole(path.name, "it is no archive of ours")
    mark, _, _, here, entries, long, begins, remark = LAST.unpack(tail[-LAST.size :])
    whole = here == entries <= MOST_ENTRIES and long <= MOST_ENTRIES * LONGEST_NAME and begins + long <= size
    if mark != b"PK\x05\x06" or remark or not whole:
        raise DossierNotWhole(path.name, "it is no archive of ours")


def _check_sizes(archive: ZipFile, size: int) -> None:
    """Refuse entries that are packed, which may hold a thousand times what they weigh, and those that are too large."""
    told = 0
    for info in archive.infolist():
        packed_up = info.compress_type != ZIP_STORED or info.file_size != info.compress_size
        if packed_up or info.flag_bits or info.file_size > size:
            raise DossierNotWhole(info.filename, "it is packed")
        if info.filename.startswith("documents/"):
            if info.file_size > files.MOST_BYTES:
                raise DossierNotWhole(info.filename, "it is too large")
        else:
            told += info.file_size
    if told > MOST_TOLD:
        raise DossierNotWhole(MANIFEST, "it is too large")


def _read(archive: ZipFile, path: Path) -> Dossier:
    names = archive.namelist()
    strange = next((name for name in names if not ENTRY.fullmatch(name)), None)
    if strange is not None or len(set(names)) != len(names) or not 0 < len(names) <= MOST_ENTRIES:
        raise DossierNotWhole(path.name, f"{strange or 'an entry'} is none of its own")
    if names[0] != MANIFEST:
        raise DossierNotWhole(path.name, "it has no manifest")
    _check_sizes(archive, path.stat().st_size)
    told = _json(archive, MANIFEST)
    _check_form(told, MANIFEST, FORMAT)
    _check_entries(archive, told)
    _check_bytes(archive, path)
    lives = tuple(_life(archive, name) for name in names if name.startswith("lives/"))
    if not lives or any(life.vin != told["vin"] for life in lives) or lives[-1].key.hex() != told["key"]:
        raise DossierNotWhole(MANIFEST, "its parts are of another car or dealer")
    try:
        return _dossier(told, lives)
    except (KeyError, TypeError, ValueError) as error:
        raise DossierNotWhole(MANIFEST, str(error)) from None


def _json(archive: ZipFile, name: str) -> dict[str, Any]:
    """An entry as JSON; refuses what is none, and what is not written as we write it."""
    try:
        raw = archive.read(name)
        check_measure(raw)
        told = json.loads(raw)
        same = isinstance(told, dict) and canonical(told) == raw
    except (BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError, TypeError) as error:
        raise DossierNotWhole(name, str(error)[:200]) from None
    except RequestNotUnderstood as why:
        raise DossierNotWhole(name, why.why) from None
    if not same:
        raise DossierNotWhole(name, "it is not written in the one way")
    return dict(told)


def _check_form(told: Mapping[str, Any], name: str, wanted: str) -> None:
    """Refuse another format, a later version, and a signature that does not hold."""
    if told.get("format") != wanted:
        raise DossierNotWhole(name, "it has another format")
    version = told.get("version")
    if type(version) is not int or version < 1:
        raise DossierNotWhole(name, "it has no version")
    if version > VERSION:
        raise DossierNewer(version, VERSION)
    signed = {each: value for each, value in told.items() if each != "signature"}
    try:
        key = bytes.fromhex(str(told.get("key")))
    except ValueError:
        raise DossierNotWhole(name, "it names no key") from None
    if not holds(key, signed, str(told.get("signature"))):
        raise DossierNotWhole(name, "its signature does not hold")


def _check_entries(archive: ZipFile, told: Mapping[str, Any]) -> None:
    """Compare every entry with its hash in the manifest, and the documents with their own names."""
    named = told.get("entries")
    if not isinstance(named, dict) or [MANIFEST, *sorted(named)] != archive.namelist():
        raise DossierNotWhole(MANIFEST, "its entries are others than it names")
    for name, digest in named.items():
        if _digest(archive, name) != digest or (name.startswith("documents/") and not name.endswith(digest)):
            raise DossierNotWhole(name, "it is another than the manifest names")


def _digest(archive: ZipFile, name: str) -> str:
    found = sha256()
    try:
        with archive.open(name) as entry:
            while chunk := entry.read(CHUNK):
                found.update(chunk)
    except (BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError) as error:
        raise DossierNotWhole(name, str(error)) from None
    return found.hexdigest()


def _check_bytes(archive: ZipFile, path: Path) -> None:
    """Compare the file with what its content makes: what stands between and around the entries counts too."""
    entries = {name: StoredEvent(archive, name) for name in archive.namelist()}
    with path.open("rb") as file:
        same = all(file.read(len(chunk)) == chunk for chunk in packed(entries)) and not file.read(1)
    if not same:
        raise DossierNotWhole(path.name, "it was altered around its entries")


def _life(archive: ZipFile, name: str) -> Life:
    told = _json(archive, name)
    _check_form(told, name, LIFE)
    try:
        life = read_life(told)
    except (KeyError, TypeError, ValueError) as error:
        raise DossierNotWhole(name, str(error)) from None
    check_life(life, name)
    return life


def read_life(told: Mapping[str, Any]) -> Life:
    """A life from its JSON; ValueError, TypeError or KeyError where it is none."""
    lines = tuple(_line(each) for each in told["events"])
    key = bytes.fromhex(told["key"])
    return Life(str(told["vin"]), str(told["dealer"]), key, stamped(told["made_at"]), lines, str(told["signature"]))


def _line(told: Mapping[str, Any]) -> TimelineEntry:
    seq, seal = told["seq"], bytes.fromhex(told["seal"])
    if type(seq) is not int:
        raise TypeError("an event without a number")
    if "body" not in told:
        return TimelineEntry(seq, seal, told=told.get("told"))
    personal = bytes.fromhex(told["personal"]) if "personal" in told else b""
    return TimelineEntry(seq, seal, str(told["body"]), bytes.fromhex(told["previous"]), personal)


def _dossier(told: Mapping[str, Any], lives: tuple[Life, ...]) -> Dossier:
    documents = tuple(Named(digest, str(row[0]), str(row[1]), int(row[2])) for digest, row in told["documents"].items())
    return Dossier(
        told["vin"],
        told["dealer"],
        bytes.fromhex(told["key"]),
        stamped(told["made_at"]),
        told["vehicle"],
        lives,
        documents,
        told.get("owner"),
    )
