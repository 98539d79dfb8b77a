"""Thinning: which backups are worth their room. The clock alone takes none away, since a clock may be wrong.

A desk whose clock stood at 2040 for one morning lost all backups but the last one. So a backup goes for its age only
where backups of many younger days stand beside it, and one that is dated ahead of the clock counts for nothing.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from lifecycle_desk.base import clock
from lifecycle_desk.store.files import PART
from lifecycle_desk.store.manifests import STAMP, manifest_of
from lifecycle_desk.store.unlocking import place_of_key

ALL_FOR, DAYS, WEEKS, MONTHS = timedelta(hours=24), 14, 8, 12
OLDEST = timedelta(days=396)  # 13 months: who was erased is in no backup after that, once DAYS younger days have one
AHEAD = timedelta(days=1)  # what a clock may differ by without a word
BEFORE_MIGRATION = "before-migration-"


def made_at(backup: Path) -> datetime | None:
    """When a backup was made, read from its name; None for what is none of the rotated ones."""
    try:
        return datetime.strptime(backup.stem.removeprefix(BEFORE_MIGRATION), STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def worth_keeping(moments: Iterable[datetime], now: datetime) -> set[datetime]:
    """All of the last 24 hours, then the last one of each of 14 days, 8 weeks and 12 months.

    None is kept longer than OLDEST where 14 younger days have one; the latest is kept always. A backup dated ahead of
    the clock is kept and not counted: clock or file is wrong.
    """
    given = set(moments)
    ahead = {each for each in given if each > now + AHEAD}
    latest_first = sorted(given - ahead, reverse=True)
    kept = {each for each in latest_first if now - each <= ALL_FOR} | set(latest_first[:1])
    for form, most in (("%Y-%j", DAYS), ("%G-%V", WEEKS), ("%Y-%m", MONTHS)):
        seen: dict[str, datetime] = {}
        for each in latest_first:
            seen.setdefault(each.strftime(form), each)
        kept |= set(list(seen.values())[:most])
    if age_counts(latest_first, now):
        kept = {each for each in kept if now - each <= OLDEST} | set(latest_first[:1])
    return kept | ahead


def age_counts(moments: Iterable[datetime], now: datetime) -> bool:
    """Whether age may take backups away: enough days of the time that counts have one, so the clock is not alone."""
    return len({each.date() for each in moments if timedelta(0) <= now - each <= OLDEST}) >= DAYS


def thin_out(folder: Path, ending: str = ".ldk") -> None:
    """Take away backups that are no longer worth their room; the manifest first, so none is left without its file."""
    now = clock.now()
    rotated = (path for path in folder.glob(f"*{ending}") if not path.name.startswith(BEFORE_MIGRATION))
    dated = {moment: path for path in rotated if (moment := made_at(path))}
    if age_counts(dated, now):
        for path in folder.glob(f"{BEFORE_MIGRATION}*.ldk"):
            made = made_at(path)
            if made and now - made > OLDEST:
                _drop(path)
    for moment in dated.keys() - worth_keeping(dated, now):
        _drop(dated[moment])
    for path in folder.glob(f"*{PART}"):
        path.unlink(missing_ok=True)


def _drop(backup: Path) -> None:
    """Take a backup away, its manifest first and its key last: it is never there without them."""
    for path in (manifest_of(backup), backup, place_of_key(backup)):
        path.unlink(missing_ok=True)
