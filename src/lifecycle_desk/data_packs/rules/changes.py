"""What a data pack changes of what is in force: of each file how much is added, changed and gone, if it is newer.

The same of one that goes again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lifecycle_desk.data_packs.rules.entries import entries_of, facts_of
from lifecycle_desk.data_packs.rules.pack import Pack
from lifecycle_desk.market.published_data import DataFile, PublishedData, takes_over


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that is to be in force beside the one that is, of the day `before`; one that is not newer is not used.

    Where a file goes and none comes in its place, `file` is the one that goes and `stays` is false.
    """

    file: DataFile
    makes: tuple[str, ...]
    before: date | None
    added: int = 0
    changed: int = 0
    removed: int = 0
    is_newer: bool = True
    stays: bool = True


def changes_of(pack: Pack, data: PublishedData) -> tuple[FileChange, ...]:
    """What each file of a pack would change, by name."""
    return tuple(_change(each, data.files.get(each.name)) for each in sorted(pack.files, key=lambda one: one.name))


def changes_between(now: PublishedData, then: PublishedData, names: Iterable[str]) -> tuple[FileChange, ...]:
    """What becomes of files in force once others are, by name; nothing of a file that stays as it is."""
    return tuple(
        _way_back(now.files[each], then.files.get(each)) for each in names if now.files[each] != then.files.get(each)
    )


def _way_back(now: DataFile, then: DataFile | None) -> FileChange:
    makes = facts_of(now).makes
    if then is None:
        return FileChange(now, makes, now.dated, removed=len(entries_of(now.content)), stays=False)
    return _counted(then, makes, now)


def _change(file: DataFile, before: DataFile | None) -> FileChange:
    makes = facts_of(file).makes
    if before is None:
        return FileChange(file, makes, None, added=len(entries_of(file.content)))
    if not takes_over(file, before) or file.text == before.text:
        return FileChange(file, makes, before.dated, is_newer=False)
    return _counted(file, makes, before)


def _counted(file: DataFile, makes: tuple[str, ...], before: DataFile) -> FileChange:
    then, now = entries_of(before.content), entries_of(file.content)
    return FileChange(
        file,
        makes,
        before.dated,
        added=len(now.keys() - then.keys()),
        changed=sum(now[each] != then[each] for each in now.keys() & then.keys()),
        removed=len(then.keys() - now.keys()),
    )
