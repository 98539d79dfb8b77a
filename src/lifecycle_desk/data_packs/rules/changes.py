"""What a data pack changes of what is in force: of each file how much is added, changed and gone, if it is newer."""

from dataclasses import dataclass
from datetime import date

from lifecycle_desk.data_packs.rules.entries import entries_of, facts_of
from lifecycle_desk.data_packs.rules.pack import Pack
from lifecycle_desk.market.published_data import DataFile, PublishedData, takes_over


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file of a pack beside the one in force, which is of the day `before`; one that is not newer is not used."""

    file: DataFile
    makes: tuple[str, ...]
    before: date | None
    added: int = 0
    changed: int = 0
    removed: int = 0
    is_newer: bool = True


def changes_of(pack: Pack, data: PublishedData) -> tuple[FileChange, ...]:
    """What each file of a pack would change, by name."""
    return tuple(_change(each, data.files.get(each.name)) for each in sorted(pack.files, key=lambda one: one.name))


def _change(file: DataFile, before: DataFile | None) -> FileChange:
    makes = facts_of(file).makes
    if before is None:
        return FileChange(file, makes, None, added=len(entries_of(file.content)))
    if not takes_over(file, before) or file.text == before.text:
        return FileChange(file, makes, before.dated, is_newer=False)
    then, now = entries_of(before.content), entries_of(file.content)
    return FileChange(
        file,
        makes,
        before.dated,
        added=len(now.keys() - then.keys()),
        changed=sum(now[each] != then[each] for each in now.keys() & then.keys()),
        removed=len(then.keys() - now.keys()),
    )
