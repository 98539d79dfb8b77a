"""The dossier's file: a signed archive of a car's life and its documents.

`lives/N.json` is one for each dealer who told a part of the life, signed by him, `documents/SHA256` a document; the
manifest is signed by the dealer who hands the car on.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from lifecycle_desk.base.clock import stamp, stamped
from lifecycle_desk.commands.signed_archive import MANIFEST, SignedArchive, packed
from lifecycle_desk.dossier.rules import FORMAT as LIFE
from lifecycle_desk.dossier.rules import VERSION, DossierNewer, DossierNotWhole, Life, Named, TimelineEntry, check_life
from lifecycle_desk.store import files
from lifecycle_desk.trust.signing import Key

__all__ = ["MANIFEST", "Dossier", "manifest", "packed", "read_life", "unpacked"]

ARCHIVE = SignedArchive(
    format="lifecycle-desk/dossier",
    version=VERSION,
    entry=re.compile(r"manifest\.json|lives/\d{3}\.json|documents/[0-9a-f]{64}"),
    most_entries=2_000,
    most_megabytes=2_048,
    most_bytes=16 * 2**20,  # of the manifest and all lives; 2,000 events take some 2 MB
    refuse=DossierNotWhole,
    newer=DossierNewer,
    apart="documents/",
    most_apart=files.MOST_BYTES,
)


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
        "vin": dossier.vin,
        "dealer": dossier.dealer,
        "key": dossier.key.hex(),
        "made_at": stamp(dossier.made_at),
        "vehicle": dict(dossier.vehicle),
        "documents": {each.sha256: [each.name, each.media, each.size] for each in dossier.documents},
    }
    told |= {"owner": dict(dossier.owner)} if dossier.owner else {}
    return ARCHIVE.manifest(told, key, entries)


def unpacked(path: Path) -> tuple[Dossier, ZipFile]:
    """A dossier that is whole, and its open archive; refuses any other file."""
    told, archive = ARCHIVE.opened(path)
    try:
        return _read(told, archive), archive
    except BaseException:
        archive.close()
        raise


def _read(told: Mapping[str, Any], archive: ZipFile) -> Dossier:
    lives = tuple(_life(archive, name) for name in archive.namelist() if name.startswith("lives/"))
    if not lives or any(life.vin != told["vin"] for life in lives) or lives[-1].key.hex() != told["key"]:
        raise DossierNotWhole(MANIFEST, "its parts are of another car or dealer")
    try:
        return _dossier(told, lives)
    except (KeyError, TypeError, ValueError) as error:
        raise DossierNotWhole(MANIFEST, str(error)) from None


def _life(archive: ZipFile, name: str) -> Life:
    told = ARCHIVE.json_of(archive, name)
    ARCHIVE.check_signed(told, name, LIFE)
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
