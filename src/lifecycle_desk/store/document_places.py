"""Places of documents beside a server's books: a folder on a share, or a bucket of an S3-compatible store.

The hash is a document's only name there, so nothing is ever changed, and what is read is held to it. A place bears the
mark of the books that it belongs to: a share that is not mounted leaves an empty folder behind, and another dealer's
documents are none of ours.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.store import files

MARK = "lifecycle-desk-documents"  # the file that says whose documents lie here
OURS = "LIFECYCLE_DESK_DOCUMENTS"  # this computer's own way to the same folder
BUCKET = "s3://"

DocumentsAway = objection(
    "DocumentsAway", N_("The documents at %(where)s cannot be reached from this computer: %(why)s."), where=str, why=str
)
DocumentsOfOthers = objection(
    "DocumentsOfOthers", N_("%(where)s holds the documents of other records. Name another place."), where=str
)
DocumentsPlaceUnclear = objection(
    "DocumentsPlaceUnclear",
    N_("“%(given)s” is no place for documents: table, a folder with its whole path, or s3://bucket."),
    given=str,
)


class DocumentPlace(Protocol):
    """A place that every seat reaches; what it cannot do it refuses with `DocumentsAway`."""

    @property
    def where(self) -> str:
        """The place as settings name it."""

    @property
    def mark(self) -> str:
        """The mark of the books whose documents lie there."""

    def begin(self) -> None:
        """Mark the place as these books', and refuse one that is others'."""

    def put(self, which: str, content: bytes) -> None:
        """Keep a document, whole or not at all; one that is there as its hash says stays."""

    def size(self, which: str) -> int | None:
        """How many bytes it has; None where it is missing."""

    def stream(self, which: str) -> Iterator[bytes]:
        """The bytes as they lie there; nothing where it is missing."""

    def each(self) -> Iterator[str]:
        """The hash of every document that is here."""

    def forget(self, which: Iterable[str]) -> None:
        """Take documents away for good."""

    def end(self) -> None:
        """Take the mark away: the documents lie elsewhere."""


@dataclass(frozen=True, slots=True)
class SharedFolder:
    """A folder of a share, reached by the same path from every seat, or by one that a computer names itself."""

    where: str
    mark: str

    @property
    def _folder(self) -> Path:
        return Path(os.environ.get(OURS) or self.where)

    def begin(self) -> None:
        """The folder is made where only it is missing: a share that is not there has no folder above it either."""
        with self._told():
            self._folder.mkdir(exist_ok=True)
            found = self._marked()
            if found and found != self.mark:
                raise DocumentsOfOthers(self.where)
            if not found:
                files.write_whole(self._folder / MARK, self.mark.encode())

    def put(self, which: str, content: bytes) -> None:
        """Written aside, to the disk, then into place."""
        place = self._place(which)
        with self._told():
            if not files.is_whole(place, which):
                place.parent.mkdir(exist_ok=True)
                files.pour_whole(place, [content])

    def size(self, which: str) -> int | None:
        """As the share says; what is read is held to the hash."""
        place = self._place(which)
        with self._told(), suppress(FileNotFoundError):
            return place.stat().st_size
        return None

    def stream(self, which: str) -> Iterator[bytes]:
        """Part by part."""
        place = self._place(which)
        with self._told(), suppress(FileNotFoundError), place.open("rb") as file:
            yield from iter(lambda: file.read(files.AT_ONCE), b"")

    def each(self) -> Iterator[str]:
        """The names of the files."""
        with self._told():
            yield from sorted(each.name for each in self._reached().glob("??/*") if each.suffix != files.PART)

    def forget(self, which: Iterable[str]) -> None:
        """Overwritten first, as far as a share does that."""
        files.drop([self._place(each) for each in which])

    def end(self) -> None:
        """The folder itself may be somebody's: it stays."""
        with self._told():
            (self._folder / MARK).unlink(missing_ok=True)

    def _place(self, which: str) -> Path:
        return files.place_of(self._reached(), which)

    def _reached(self) -> Path:
        """The folder, once it is known to be ours and there."""
        with self._told():
            found = self._marked()
        if found is None:
            raise DocumentsAway(self.where, "it is not there")
        if found != self.mark:
            raise DocumentsOfOthers(self.where)
        return self._folder

    def _marked(self) -> str | None:
        with suppress(FileNotFoundError):
            return (self._folder / MARK).read_text("utf-8").strip()
        return None

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise DocumentsAway(self.where, error.strerror or str(error)) from error


def place_at(where: str, mark: str) -> DocumentPlace:
    """The place that a setting names."""
    if where.startswith(BUCKET):
        from lifecycle_desk.store.buckets import Bucket  # an extra brings its library

        return Bucket(where, mark)
    if not _is_whole_path(where):
        raise DocumentsPlaceUnclear(where[:200])
    return SharedFolder(where, mark)


def _is_whole_path(where: str) -> bool:
    """Whether a path says all, on whatever system: another seat's may name a drive or a share."""
    return where.startswith(("/", "\\\\")) or where[1:3] in {":\\", ":/"}
