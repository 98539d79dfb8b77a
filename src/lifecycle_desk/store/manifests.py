"""Manifests: what a backup says of itself beside it, signed by the dealer; one that is damaged says nothing."""

import json
import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lifecycle_desk.store.files import write_whole
from lifecycle_desk.trust.signing import holds

FORMAT = "lifecycle-desk/backup"
STAMP = "%Y-%m-%dT%H%M%SZ"
LATE = ("public", "books")  # names that came later
TEXTS = ("file", "sha256", "revision", "head", "key", "signature", *LATE)
HEXADECIMAL = re.compile(r"(?:[0-9a-f]{2})*")
MOST_BYTES = 2**20
type Key = bytes  # a manifest has a field of that name


@dataclass(frozen=True, slots=True)
class Manifest:
    """A backup's description of itself: hashes, counts, the head of the chain, and which key of which books signed it.

    `public` is the key's public part, `books` the seal of the first event, both as hexadecimal digits.
    """

    file: str
    sha256: str
    bytes: int
    made_at: datetime
    revision: str
    rows: dict[str, int]
    events: int
    head: str
    key: str = ""
    signature: str = ""
    public: str = ""
    books: str = ""

    def signed_part(self) -> dict[str, Any]:
        """The content that the signature covers; older manifests name no public part and no books."""
        told = asdict(self) | {"format": FORMAT, "made_at": self.made_at.strftime(STAMP)}
        late = {name for name in LATE if not told[name]}
        return {name: value for name, value in told.items() if name != "signature" and name not in late}

    def is_signed_by(self, public: Key) -> bool:
        """Whether a key signed exactly this; the file may have been renamed since."""
        return bool(self.signature) and holds(public, self.signed_part() | {"file": ""}, self.signature)

    def plain(self) -> dict[str, Any]:
        """The manifest as it lies beside its backup."""
        return self.signed_part() | {"signature": self.signature}


def manifest_of(backup: Path) -> Path:
    """Where a backup's manifest lies."""
    return backup.with_name(backup.name + ".json")


def write_manifest(backup: Path, manifest: Manifest) -> None:
    """Lay a backup's manifest beside it."""
    told = manifest.plain() | {"file": backup.name}
    content = json.dumps(told, indent=1, sort_keys=True, ensure_ascii=False).encode()
    write_whole(manifest_of(backup), content, private=True)


def read_manifest(backup: Path) -> Manifest | None:
    """The manifest beside a backup; None where it is damaged, or is none of ours.

    A name that a later version adds is unknown here, and its signature could not be checked: the manifest is none then.
    """
    place = manifest_of(backup)
    try:
        if not place.is_file() or place.stat().st_size > MOST_BYTES:
            return None
        told = json.loads(place.read_text("utf-8"))
        if told.pop("format") != FORMAT:
            return None
        made = datetime.strptime(told.pop("made_at"), STAMP).replace(tzinfo=UTC)
        manifest = Manifest(made_at=made, **told)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return manifest if _is_plain(manifest) else None


def _is_plain(manifest: Manifest) -> bool:
    """Whether every field is of its kind: JSON holds any."""
    told = asdict(manifest)
    rows: object = told["rows"]
    counts = isinstance(rows, dict) and all(type(each) is int for each in rows.values())
    numbers = all(type(told[name]) is int for name in ("bytes", "events"))
    texts = all(type(told[name]) is str for name in TEXTS)
    return counts and numbers and texts and all(HEXADECIMAL.fullmatch(told[name]) for name in LATE)
