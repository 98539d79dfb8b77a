"""Receiving files: single batches, and folders into which dealers give; receipts lie beside them afterwards."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.steps import Step, Steps
from lifecycle_desk.region.interchange.batch_file import opened
from lifecycle_desk.region.interchange.carriers import ENDING
from lifecycle_desk.region.tables.opening import RegionStore
from lifecycle_desk.region.usecases.linking import receipt_name
from lifecycle_desk.region.usecases.reading_again import read_again
from lifecycle_desk.region.usecases.receipts import receipts
from lifecycle_desk.region.usecases.receiving import Received, receive
from lifecycle_desk.store.files import write_whole


@dataclass(frozen=True, slots=True)
class FileReceived:
    """A file that was looked at: what was received from it, or why it was refused."""

    file: Path
    received: Received | None = None
    refused: Objection | None = None


def receiving(
    region: RegionStore, places: Sequence[Path], trust: tuple[str, ...] = (), *, keep: bool = False
) -> Steps[tuple[FileReceived, ...]]:
    """Receive files and all batches of folders, in order; of folders what was received is taken away unless kept.

    A file that is refused stays where it is and stops no other; the receipts of its dealers are written all the same.
    """
    read_again(region)
    files = list(_files(places))
    found = list[FileReceived]()
    for done, (file, from_folder) in enumerate(files):
        yield Step(done, len(files))
        one = _received(region, file, trust)
        found.append(one)
        if one.received and from_folder and not keep:
            _write_receipts(region, [one])  # before it is gone: what has no receipt is sent again
            file.unlink(missing_ok=True)
    _write_receipts(region, found)
    return tuple(found)


def _files(places: Sequence[Path]) -> Iterator[tuple[Path, bool]]:
    for place in places:
        if place.is_dir():
            yield from ((each, True) for each in sorted(place.glob(f"*{ENDING}")) if each.is_file())
        else:
            yield place, False


def _received(region: RegionStore, file: Path, trust: tuple[str, ...]) -> FileReceived:
    try:
        return FileReceived(file, receive(region, opened(file), trust))
    except Objection as refused:
        return FileReceived(file, refused=refused)


def _write_receipts(region: RegionStore, found: Iterable[FileReceived]) -> None:
    """Lay the receipts of dealers beside their files, each in place of the one before."""
    beside: dict[str, set[Path]] = {}
    for each in found:
        if each.received:
            beside.setdefault(each.received.dealer, set()).add(each.file.parent)
    for receipt in receipts(region, beside):
        name = receipt_name(receipt.books)
        for folder in beside[name.partition(".")[0]]:
            write_whole(folder / name, f"{receipt.line}\n".encode())
