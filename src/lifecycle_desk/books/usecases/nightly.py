"""Backups that the program makes by itself: of a file once a day, of a server each night by one seat of all.

The owner says at which hour; the first seat that is open after it claims the night behind the lock, so that no two make
it. A seat without PostgreSQL's client claims nothing, and a claim that came to nothing is free again after a while.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from lifecycle_desk.base import clock
from lifecycle_desk.base.objections import N_, objection
from lifecycle_desk.books.usecases.books import A_DAY, BackedUp, anybody, daily_backup
from lifecycle_desk.books.usecases.server_backups import back_up_anywhere
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.dealership.rules.rights import BACKUP
from lifecycle_desk.dealership.usecases.day import zone
from lifecycle_desk.store import saved_requests
from lifecycle_desk.store.server_settings import save_server_settings, server_settings
from lifecycle_desk.store.server_tools import DumpToolMissing, DumpToolOlder, find_tools
from lifecycle_desk.store.store import Transaction
from lifecycle_desk.vehicle.usecases.findings import Check

HOUR, SINCE = "backup_at", "backup_since"  # settings: the hour, and the first night that it is for
CLAIMED, DONE = "nightly-backup", "done"
PATIENCE = timedelta(hours=2)  # that a claimed backup may take
LATE = timedelta(hours=6)  # after its hour

NIGHTLY, NO_NIGHTLY = N_("The next nightly backup is due %(moment)s."), N_("No nightly backups.")
NIGHTLY_LATE = N_("Last night’s backup is missing; it has been due since %(moment)s.")
HourUnclear = objection("HourUnclear", N_("“%(given)s” is not a time of day, such as 02:00."), "at", given=str)


@dataclass(frozen=True, slots=True)
class Nightly:
    """The nightly backup of a server: its hour, since when that of last night was due, and when the next one is made.

    `is_late`: that of last night is missing although its hour is long past.
    """

    at: time
    since: datetime
    next_at: datetime
    is_late: bool


def own_backup(user: UserSession, checks: tuple[Check, ...]) -> BackedUp | None:
    """The backup that is due now, whoever sits there; None where none is, or another seat makes it."""
    if user.store.path is not None:
        return daily_backup(user, checks)
    daily_backup(user, checks)  # what each seat looks after besides
    with user.store.reading() as tx:
        night = _night(tx)
        if night is None or not _is_free(tx, night):
            return None
    try:
        find_tools(user.store.engine)
    except (DumpToolMissing, DumpToolOlder):
        return None
    if not _claimed(user, night):
        return None
    made = back_up_anywhere(UserSession(user.store, user.staff, anybody), None, checks)
    with user.store.writing(user.staff) as tx:
        saved_requests.note(tx, _token(night, DONE))
    return made


def nightly(tx: Transaction) -> Nightly | None:
    """The nightly backup as it stands; None where nobody said an hour, or of a file."""
    at = _hour(tx)
    if at is None:
        return None
    night = _last(tx, at)
    due = _moment(tx, night, at)
    is_done = _token(night, DONE) in _tokens(tx, night)
    if is_done or not _counts(tx, night):
        return Nightly(at, due, due + A_DAY, is_late=False)
    return Nightly(at, due, max(due, clock.now()), clock.now() - due > LATE)


def set_hour(user: UserSession, given: str | None) -> time | None:
    """Let the seats make a backup each night at an hour of the dealer's day, or none any more; the owner says it."""
    at = _read(given) if given else None
    with user.store.writing(user.staff) as tx:
        user.authorise(tx, BACKUP)
        since = f"{_last(tx, at) + A_DAY:%Y-%m-%d}" if at else None
        save_server_settings(tx, **{HOUR: f"{at:%H:%M}" if at else None, SINCE: since})
    return at


def _night(tx: Transaction) -> date | None:
    """The night whose hour was last; None where there is none."""
    at = _hour(tx)
    night = _last(tx, at) if at else None
    return night if night and _counts(tx, night) else None


def _counts(tx: Transaction, night: date) -> bool:
    """Whether the hour was set by then."""
    return f"{night:%Y-%m-%d}" >= str(server_settings(tx).get(SINCE, ""))


def _hour(tx: Transaction) -> time | None:
    given = None if tx.store.path else server_settings(tx).get(HOUR)
    return _read(given) if given else None


def _read(given: str) -> time:
    try:
        return datetime.strptime(given.strip(), "%H:%M").time()  # noqa: DTZ007 (an hour of every day)
    except ValueError:
        raise HourUnclear(given[:20]) from None


def _last(tx: Transaction, at: time) -> date:
    now, here = clock.now(), zone(tx)
    today = now.astimezone(here).date()
    return today if now.astimezone(here).time() >= at else today - A_DAY


def _moment(tx: Transaction, night: date, at: time) -> datetime:
    return datetime.combine(night, at, zone(tx))


def _token(night: date, what: str) -> str:
    return f"{CLAIMED} {night:%Y-%m-%d} {what}"


def _tokens(tx: Transaction, night: date) -> dict[str, datetime]:
    return dict(saved_requests.beginning(tx, _token(night, "")))


def _is_free(tx: Transaction, night: date) -> bool:
    """Whether nobody made the backup of a night, or just makes it."""
    tokens = _tokens(tx, night)
    return _token(night, DONE) not in tokens and _all_old(tokens.values())


def _all_old(claims: Iterable[datetime]) -> bool:
    return all(clock.now() - each > PATIENCE for each in claims)


def _claimed(user: UserSession, night: date) -> bool:
    """Whether this seat makes it: asked anew behind the lock, since another may have come first."""
    with user.store.writing(user.staff) as tx:
        free = _is_free(tx, night)
        if free:
            saved_requests.note(tx, _token(night, f"{len(_tokens(tx, night)) + 1}"))
    return free
