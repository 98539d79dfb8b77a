"""The file of a data pack: a signed archive of files of published data, by the names that they have in the program."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from lifecycle_desk.base.clock import stamp, stamped
from lifecycle_desk.commands.signed_archive import MANIFEST, SignedArchive, packed
from lifecycle_desk.data_packs.rules.pack import VERSION, Pack, PackFileUnread, PackNewer, PackNotWhole, PackOlder
from lifecycle_desk.market.published_data import NAME, DataFile, data_file
from lifecycle_desk.trust.signing import Key

ARCHIVE = SignedArchive(
    format="lifecycle-desk/data-pack",
    version=VERSION,
    entry=re.compile(rf"manifest\.json|{NAME.pattern}"),
    most_entries=500,
    most_megabytes=8,
    most_bytes=8 * 2**20,  # all that comes with the program is a twentieth of that
    refuse=PackNotWhole,
    newer=PackNewer,
    older=PackOlder,
)
LONGEST_NAME = 200  # characters of the name of a pack or of a publisher


def written(name: str, publisher: str, made_at: datetime, files: Mapping[str, bytes], key: Key) -> Iterator[bytes]:
    """A pack as its file holds it, signed."""
    told = {"name": name, "publisher": publisher, "key": key.public.hex(), "made_at": stamp(made_at)}
    told["dated"] = max(each.dated for each in _files(files.items())).isoformat()
    digests = {each: sha256(content).hexdigest() for each, content in files.items()}
    yield from packed({MANIFEST: ARCHIVE.manifest(told, key, digests), **dict(sorted(files.items()))})


def read_pack(path: Path) -> Pack:
    """A pack that is whole; refuses any other file, and one of which a file is no TOML."""
    told, archive = ARCHIVE.opened(path)
    with archive:
        return _read(told, archive, path)


def _read(told: Mapping[str, Any], archive: ZipFile, path: Path) -> Pack:
    files = tuple(_files((name, archive.read(name)) for name in archive.namelist() if name != MANIFEST))
    try:
        names = [" ".join(str(told[each]).split())[:LONGEST_NAME] for each in ("name", "publisher")]
        made_at = stamped(told["made_at"])
        dated = max(each.dated for each in files)
    except (KeyError, TypeError, ValueError) as error:
        raise PackNotWhole(MANIFEST, str(error)) from None
    if told.get("dated") != dated.isoformat() or not all(names):
        raise PackNotWhole(MANIFEST, "it names another day than its files")
    return Pack(names[0], names[1], bytes.fromhex(told["key"]), made_at, files, sha256(path.read_bytes()).digest())


def _files(entries: Iterable[tuple[str, bytes]]) -> Iterator[DataFile]:
    """Entries as files of published data; the place of a fault is the line and column that the reader of TOML names."""
    for name, content in entries:
        try:
            yield data_file(name, content.decode())
        except (ValueError, RecursionError) as error:  # no UTF-8, no TOML, no day
            why, _, place = str(error).partition(" (at ")
            raise PackFileUnread(name, place.rstrip(")") or "1", why[:LONGEST_NAME]) from None
