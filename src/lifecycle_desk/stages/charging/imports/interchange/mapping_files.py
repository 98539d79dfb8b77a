"""Mappings as files, to be shared: JSON as {"format": "lifecycle-desk/mapping", "version": 1, …}."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import msgspec

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.exporting import EXPORT
from lifecycle_desk.commands.offers import Writer
from lifecycle_desk.stages.charging.imports.interchange.options import MAPPING
from lifecycle_desk.stages.charging.imports.rules.mappings import ColumnMapping, check_mapping
from lifecycle_desk.stages.charging.imports.usecases import mapping_called

FORMAT, VERSION = "lifecycle-desk/mapping", 1
MOST_BYTES = 256 * 1024
KIND = "mapping"

NoMappingFile = objection(
    "NoMappingFile", N_("%(file)s is not a column mapping, or comes from a later version."), "mapping", file=str
)


def read_mapping(path: Path) -> ColumnMapping:
    """A mapping from its file; refuses what is none, and one by which nothing could be read."""
    if path.stat().st_size > MOST_BYTES:
        raise NoMappingFile(path.name)
    try:
        told = json.loads(path.read_bytes())
        if not isinstance(told, dict) or told.pop("format", None) != FORMAT or told.pop("version", None) != VERSION:
            raise NoMappingFile(path.name)
        mapping = msgspec.convert(told, ColumnMapping)
    except (ValueError, RecursionError, msgspec.ValidationError):
        raise NoMappingFile(path.name) from None
    check_mapping(mapping)
    return mapping


def mapping_of(user: UserSession, given: str | ColumnMapping) -> ColumnMapping:
    """A mapping as the caller gives it: itself, the file of that name, else the one that is kept under it."""
    if isinstance(given, ColumnMapping):
        check_mapping(given)
        return given
    path = Path(given)
    try:
        is_file = path.is_file()
    except (OSError, ValueError):
        is_file = False
    return read_mapping(path) if is_file else mapping_called(user, given)


def written(mapping: ColumnMapping) -> bytes:
    """A mapping as its file."""
    told = {name: value for name, value in asdict(mapping).items() if value is not None}
    made = {"format": FORMAT, "version": VERSION} | told
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()


def write(user: UserSession, asked: dict[str, Any]) -> Iterator[bytes]:
    """The mapping that is kept under a name."""
    with user.store.reading() as tx:
        tx.by = user.staff
        user.authorise(tx, EXPORT)
    yield written(mapping_called(user, str(asked.get("mapping") or "")))


WRITER = Writer(KIND, N_("A saved column mapping, as a file to share."), write, takes=(MAPPING,))
