"""Signed archives: zips of plain entries, of which every byte is accounted for.

`manifest.json`, signed by whoever made the file, names every other entry by its SHA-256. Nothing is compressed and the
archive is written in one way only, so that a file that was altered anywhere, also between its entries, is another than
the one that its content makes.
"""

import json
import re
import struct
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.commands.intake import check_file
from lifecycle_desk.commands.request import RequestNotUnderstood, check_measure
from lifecycle_desk.store.files import StoredDocument
from lifecycle_desk.trust.chain import canonical
from lifecycle_desk.trust.signing import Key, holds

MANIFEST = "manifest.json"
LAST = struct.Struct("<4s4H2LH")  # the last record of an archive without a remark (APPNOTE 4.3.16)
LONGEST_NAME = 200  # bytes that the directory has for an entry, its name among them
FAR_LAST = b"PK\x06\x07"  # of archives beyond 4 GB or 65,535 entries, which none of ours is
IN_MEMORY, CHUNK = 8 * 2**20, 256 * 1024


@dataclass(frozen=True, slots=True)
class StoredEntry:
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


type Content = bytes | Path | StoredEntry | StoredDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedArchive:
    """A format of signed archives: the names of its entries, the limits, and the sentences by which it is refused.

    `refuse` says where something is wrong and what; `newer` and `older` are about versions that this program does not
    read. Entries whose names begin with `apart` are files of at most `most_apart` bytes each; all others count
    together.
    """

    format: str
    version: int
    entry: re.Pattern[str]
    most_entries: int
    most_megabytes: int
    most_bytes: int
    refuse: Callable[[str, str], Objection]
    newer: Callable[[int, int], Objection]
    older: Callable[[int, int], Objection] | None = None
    apart: str = ""
    most_apart: int = 0

    def manifest(self, told: Mapping[str, Any], key: Key, entries: Mapping[str, str]) -> bytes:
        """The manifest, signed; `entries` are the SHA-256 of all others by their names."""
        whole = {"format": self.format, "version": self.version, **told, "entries": dict(entries)}
        return canonical(whole | {"signature": key.sign(whole)})

    def opened(self, path: Path) -> tuple[dict[str, Any], ZipFile]:
        """The manifest of a file that is whole, and its open archive; refuses any other file."""
        check_file(path, self.most_megabytes)
        self._check_directory(path)
        try:
            archive = ZipFile(path)
        except (BadZipFile, OSError, ValueError, NotImplementedError) as error:  # the last: a later form of archives
            raise self.refuse(path.name, str(error)) from None
        try:
            return self._read(archive, path), archive
        except BaseException:
            archive.close()
            raise

    def _read(self, archive: ZipFile, path: Path) -> dict[str, Any]:
        names = archive.namelist()
        strange = next((name for name in names if not self.entry.fullmatch(name)), None)
        if strange is not None or len(set(names)) != len(names) or not 0 < len(names) <= self.most_entries:
            raise self.refuse(path.name, f"{strange or 'an entry'} is none of its own")
        if names[0] != MANIFEST:
            raise self.refuse(path.name, "it has no manifest")
        self._check_sizes(archive, path.stat().st_size)
        told = self.json_of(archive, MANIFEST)
        self.check_signed(told, MANIFEST, self.format)
        self._check_entries(archive, told)
        self._check_bytes(archive, path)
        return told

    def _check_directory(self, path: Path) -> None:
        """Refuse an archive whose directory would not fit into memory, before anything reads it."""
        size = path.stat().st_size
        with path.open("rb") as file:
            file.seek(max(0, size - LAST.size - 20))  # the record of larger archives has 20 bytes
            tail = file.read()
        if len(tail) < LAST.size or tail.startswith(FAR_LAST):
            raise self.refuse(path.name, "it is no archive of ours")
        mark, _, _, here, entries, long, begins, remark = LAST.unpack(tail[-LAST.size :])
        most = self.most_entries
        whole = here == entries <= most and long <= most * LONGEST_NAME and begins + long <= size
        if mark != b"PK\x05\x06" or remark or not whole:
            raise self.refuse(path.name, "it is no archive of ours")

    def _check_sizes(self, archive: ZipFile, size: int) -> None:
        """Refuse entries that are packed, which may hold a thousand times what they weigh, and those too large."""
        told = 0
        for info in archive.infolist():
            packed_up = info.compress_type != ZIP_STORED or info.file_size != info.compress_size
            if packed_up or info.flag_bits or info.file_size > size:
                raise self.refuse(info.filename, "it is packed")
            if self.apart and info.filename.startswith(self.apart):
                if info.file_size > self.most_apart:
                    raise self.refuse(info.filename, "it is too large")
            else:
                told += info.file_size
        if told > self.most_bytes:
            raise self.refuse(MANIFEST, "it is too large")

    def json_of(self, archive: ZipFile, name: str) -> dict[str, Any]:
        """An entry as JSON; refuses what is none, and what is not written as we write it."""
        try:
            raw = archive.read(name)
            check_measure(raw)
            told = json.loads(raw)
            same = isinstance(told, dict) and canonical(told) == raw
        except (BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError, TypeError) as error:
            raise self.refuse(name, str(error)[:200]) from None
        except RequestNotUnderstood as why:
            raise self.refuse(name, why.why) from None
        if not same:
            raise self.refuse(name, "it is not written in the one way")
        return dict(told)

    def check_signed(self, told: Mapping[str, Any], name: str, wanted: str) -> None:
        """Refuse another format, a version that is not read here, and a signature that does not hold."""
        if told.get("format") != wanted:
            raise self.refuse(name, "it has another format")
        version = told.get("version")
        if type(version) is not int:
            raise self.refuse(name, "it has no version")
        if version > self.version:
            raise self.newer(version, self.version)
        if version < 1:
            raise self.older(version, self.version) if self.older else self.refuse(name, "it has no version")
        signed = {each: value for each, value in told.items() if each != "signature"}
        try:
            key = bytes.fromhex(str(told.get("key")))
        except ValueError:
            raise self.refuse(name, "it names no key") from None
        if not holds(key, signed, str(told.get("signature"))):
            raise self.refuse(name, "its signature does not hold")

    def _check_entries(self, archive: ZipFile, told: Mapping[str, Any]) -> None:
        """Compare every entry with its hash in the manifest, and files that stand apart with their own names."""
        named = told.get("entries")
        if not isinstance(named, dict) or [MANIFEST, *sorted(named)] != archive.namelist():
            raise self.refuse(MANIFEST, "its entries are others than it names")
        for name, digest in named.items():
            is_apart = bool(self.apart) and name.startswith(self.apart)
            if self._digest(archive, name) != digest or (is_apart and not name.endswith(digest)):
                raise self.refuse(name, "it is another than the manifest names")

    def _digest(self, archive: ZipFile, name: str) -> str:
        found = sha256()
        try:
            for piece in StoredEntry(archive, name).pieces():
                found.update(piece)
        except (BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError) as error:
            raise self.refuse(name, str(error)) from None
        return found.hexdigest()

    def _check_bytes(self, archive: ZipFile, path: Path) -> None:
        """Compare the file with what its content makes: what stands between and around the entries counts too."""
        entries = {name: StoredEntry(archive, name) for name in archive.namelist()}
        with path.open("rb") as file:
            same = all(file.read(len(chunk)) == chunk for chunk in packed(entries)) and not file.read(1)
        if not same:
            raise self.refuse(path.name, "it was altered around its entries")


def packed(entries: Mapping[str, Content]) -> Iterator[bytes]:
    """The archive in chunks, its entries in their order: the manifest, then all others by name."""
    with SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        with ZipFile(file, "w", ZIP_STORED) as archive:
            for name, content in entries.items():
                _pack(archive, _info(name), content)
        file.seek(0)
        while chunk := file.read(CHUNK):
            yield chunk


def _pack(archive: ZipFile, info: ZipInfo, content: Content) -> None:
    """Put an entry in, piece by piece; its size stands in its header, as that of one written at once."""
    match content:
        case Path():
            info.file_size = content.stat().st_size
        case StoredEntry() | StoredDocument():
            info.file_size = content.size
        case _:
            info.file_size = len(content)
    with archive.open(info, "w") as entry:
        for piece in _pieces(content):
            entry.write(piece)


def _pieces(content: Content) -> Iterator[bytes]:
    match content:
        case Path():
            with content.open("rb") as file:
                while piece := file.read(CHUNK):
                    yield piece
        case StoredEntry() | StoredDocument():
            yield from content.pieces()
        case _:
            yield content


def _info(name: str) -> ZipInfo:
    """An entry without a day, a system or rights of its own: the same content is the same archive everywhere."""
    info = ZipInfo(name)
    info.create_system, info.external_attr = 3, 0o600 << 16
    return info
