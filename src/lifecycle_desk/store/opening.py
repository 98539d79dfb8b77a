"""Opening a store: what is foreign, newer, damaged, empty or on a network share is refused and left as it is."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, event
from sqlalchemy.exc import DatabaseError, OperationalError

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.store import link, migrations, pipeline, saved_requests  # noqa: F401 (its table is one of every store's)
from lifecycle_desk.store.addresses import ServerAddress, address_of
from lifecycle_desk.store.backup import documents_of, folder_of
from lifecycle_desk.store.encrypting import clear_away
from lifecycle_desk.store.engine import connect, named
from lifecycle_desk.store.file_format import APPLICATION, HEAD, UNWIPED, is_later
from lifecycle_desk.store.files import (
    PART,
    begin_private,
    beside,
    is_write_protected,
    make_private,
    private_folder,
)
from lifecycle_desk.store.last_saved import ENDING, forget
from lifecycle_desk.store.passwords import password_refusal, password_was_right, without_password
from lifecycle_desk.store.places import is_server, is_shared
from lifecycle_desk.store.presence import Presence, present
from lifecycle_desk.store.refusals import (
    ServerRightMissing,
    StoreBusy,
    StoreDamaged,
    StoreHasJournal,
    StoreMissing,
    StoreNewer,
    StoreNotEmpty,
    StoreNotOurs,
    StoreOlderOnServer,
    StoreOlderProtected,
    StoreOnShare,
    StoreUnusable,
)
from lifecycle_desk.store.schemas import at_its_schema
from lifecycle_desk.store.sealed_documents import UNSEALED, seal_documents
from lifecycle_desk.store.server_errors import in_a_line, is_right_missing
from lifecycle_desk.store.server_rights import may_migrate
from lifecycle_desk.store.store import Store, make_ready, note_touched
from lifecycle_desk.store.swapping import finish_swap, swap
from lifecycle_desk.store.turns import NEXT, WRITER, Turns
from lifecycle_desk.store.under_lock import being_updated
from lifecycle_desk.store.unlocking import KEY, key_file, key_of, place_of_key, refuse_key, save_key

if TYPE_CHECKING:  # asked for where a store is encrypted
    from lifecycle_desk.trust.store_key import KeyFile


def open_store(where: str | Path, *, new: bool = False) -> Store:
    """Open the store at a file or a URL; only `new` makes one, only an older one is migrated."""
    place = without_password(where)
    engine, brought_up = _opened(place, new=new)
    store = Store(place, _files(engine, place), engine, migrated=brought_up)
    if is_server(place):
        password_was_right(address_of(place))
    store.protected = not new and _is_protected(place)
    return store


def engine_of(where: str | Path) -> Engine:
    """The engine of a store that was found to be sound, ready for a writer."""
    make_ready()
    return _opened(where, new=False)[0]


def _opened(where: str | Path, *, new: bool) -> tuple[Engine, bool]:
    """The engine, and whether the store was of an older form until now."""
    place = str(where)
    protected = not new and _is_protected(place)
    try:
        there = None if is_server(place) else _come_to(Path(place), place, new=new, protected=protected)
        engine = connect(place, protected=protected)
        if is_server(place):
            link.watch(engine)
        if there:
            event.listen(engine, "engine_disposed", there.let_go)
    except (OSError, ImportError) as error:  # no such folder, no driver for the server
        raise StoreUnusable(str(error)) from error
    try:
        if is_server(place):
            engine = at_its_schema(engine, ServerAddress.read(place), new=new)
        brought_up = _bring_up(engine, place, new=new, protected=protected)
    except DatabaseError as error:
        told = being_updated(engine, error)
        engine.dispose()
        raise (told or refusal_of(error, place)) from error
    except UnicodeDecodeError as error:  # SQLite's own complaint names a damaged table, and that name is no text
        engine.dispose()
        raise StoreDamaged(named(place), "its tables cannot be read") from error
    except BaseException:
        engine.dispose()
        raise
    if not is_server(place) and not protected:
        make_private(Path(place), beside(place), *(Path(place + each) for each in ("-wal", "-shm")))
        _finish_what_was_cut_off(engine, Path(place))
    event.listen(engine, "before_cursor_execute", note_touched)
    if is_server(place):
        pipeline.listen(engine)
    return engine, brought_up


def _come_to(path: Path, place: str, *, new: bool, protected: bool) -> Presence:
    """Look at the place of a file before it is opened, and be there from now on."""
    _look_at(path, place, new=new)
    if protected:
        _refuse_journal(path)
    there = present(path)
    try:
        if not protected:
            finish_swap(path)
            clear_away(path)
        key_of(path)  # refuses a store that is locked, before anything of it is opened
        if new:
            begin_private(path)
    except BaseException:
        there.let_go()
        raise
    return there


def _is_protected(place: str) -> bool:
    """Whether a store lies on a medium that cannot be written: it is opened for looking alone."""
    return not is_server(place) and is_write_protected(Path(place))


def _refuse_journal(path: Path) -> None:
    """Refuse a file that cannot be written beside its journal: without it the last that was saved is not seen."""
    for ending in ("-wal", "-journal"):
        journal = path.with_name(path.name + ending)
        if journal.exists() and journal.stat().st_size:
            raise StoreHasJournal(str(path), journal.name)


def _finish_what_was_cut_off(engine: Engine, path: Path) -> None:
    """Wipe, and seal, what an erasure or a change of the store's form was kept from.

    In turn: of two who open a store in the same moment one would overwrite the documents that the other is sealing.
    """
    try:
        _seal_the_rest(path, path.with_name(path.name + UNSEALED))
        with suppress(StoreBusy):  # another time where somebody is in the way
            _wipe_the_rest(engine, path, path.with_name(path.name + UNWIPED))
    except BaseException:
        engine.dispose()
        raise


def _seal_the_rest(path: Path, mark: Path) -> None:
    if not mark.exists():
        return
    with Turns(path).taken():
        if mark.exists():
            seal_documents(path, documents_of(folder_of(path) / path.name))


def _wipe_the_rest(engine: Engine, path: Path, mark: Path) -> None:
    if not mark.exists():
        return
    from lifecycle_desk.store.secure_erase import finish  # almost no start needs it

    with Turns(path).taken():
        if mark.exists():
            finish(engine, path)


def refusal_of(error: DatabaseError, place: str) -> Objection:
    """The objection for an engine's error: locked, full or not to be reached is another thing than damaged."""
    reason = str(error.orig)
    if is_right_missing(error):
        return ServerRightMissing(in_a_line(error))
    if is_server(place) and (asks := password_refusal(error, ServerAddress.read(place))):
        return asks
    if isinstance(error, OperationalError):
        return StoreUnusable(reason)
    if "not a database" in reason:
        refuse_key(Path(place))  # reads the file, so never of one that others here may have open
        return StoreNotOurs(place)
    return StoreDamaged(named(place), reason)


@dataclass
class Creation:
    """A store that is being made, and whether it is wanted in the end."""

    store: Store
    wanted: bool = False


@contextmanager
def creating(where: str | Path, keys: "KeyFile | None" = None) -> Iterator[Creation]:
    """A new store that lies at its place only once the block has ended well and said that it is wanted.

    A file is made beside its place, so that a kill leaves nothing there. On a server what was made is taken away
    again, which a kill prevents. With the file of a key that is open it is encrypted from its first page on.
    """
    place = Path(where)
    aside = where if is_server(where) else place.parent / f"{place.name}{PART}"
    if not is_server(where):
        if _holds_something(place):
            raise StoreNotEmpty(str(where))
        _take_away(Path(aside))
        if keys:
            save_key(Path(aside), keys)
    made = Creation(open_store(aside, new=True))
    try:
        yield made
    except BaseException:
        made.wanted = False
        raise
    finally:
        if is_server(where) and not made.wanted:
            migrations.unmake(made.store.engine)
        made.store.close()
        if not is_server(where):
            if made.wanted:
                _put(Path(aside), place)
            _take_away(Path(aside))


def _holds_something(place: Path) -> bool:
    """Whether anything lies at a place; what was cut off before its first table is nothing.

    A key file alone is something: its store may lie elsewhere, and be lost without it.
    """
    if place.is_dir() or place_of_key(place).exists():
        return True
    if not place.exists() or not place.stat().st_size:
        return False
    engine = connect(place)
    try:
        return migrations.revision_of(engine) != migrations.NOTHING or migrations.is_foreign_file(engine)
    except DatabaseError as error:
        raise refusal_of(error, str(place)) from error
    finally:
        engine.dispose()


def _put(aside: Path, place: Path) -> None:
    """Bring a store that was made aside to its place, documents first."""
    documents = beside(str(aside))
    if documents.exists():
        shutil.copytree(documents, beside(str(place)), dirs_exist_ok=True)
    for ending in ("-wal", "-shm"):  # of a store whose making was cut off
        place.with_name(place.name + ending).unlink(missing_ok=True)
    forget(place)
    swap(aside, place, key_file(aside))


def _take_away(aside: Path) -> None:
    """Leave nothing of a store that nobody wanted."""
    for ending in ("", "-wal", "-shm", WRITER, NEXT, ENDING, KEY):
        aside.with_name(aside.name + ending).unlink(missing_ok=True)
    shutil.rmtree(beside(str(aside)), ignore_errors=True)


def _look_at(path: Path, place: str, *, new: bool) -> None:
    """Check the file by the file system, before anything is opened."""
    if path.is_dir():
        raise StoreNotOurs(place)
    if is_shared(path):
        raise StoreOnShare(place)
    if new:
        private_folder(path.parent)
    elif not path.exists() or not path.stat().st_size:
        raise StoreMissing(place)


def _bring_up(engine: Engine, place: str, *, new: bool, protected: bool) -> bool:
    """Refuse what is not ours to write, make what is new, migrate what is older; gives whether it was."""
    revision = migrations.revision_of(engine)
    empty = revision == migrations.NOTHING
    if new and (not empty or migrations.is_foreign_file(engine)):
        raise StoreNotEmpty(named(place))
    if revision == migrations.FOREIGN:
        raise StoreNotOurs(named(place))
    if empty and not new:  # the making of a store was cut off before its first table
        raise StoreMissing(named(place))
    if is_later(revision, HEAD):
        raise StoreNewer(named(place), revision)
    if not new and (why := _cut_off(engine, Path(place))):
        raise StoreDamaged(place, why)
    if new:
        make_ready()
        migrations.create(engine)
    if older := is_later(HEAD, revision):
        make_ready()
        if protected:
            raise StoreOlderProtected(place)
        if is_server(place) and not new:
            refuse_seat(engine, ServerAddress.read(place))
        migrations.upgrade(engine, before=None if new or is_server(place) else Path(place))
    return older and not new


def refuse_seat(engine: Engine, address: ServerAddress) -> None:
    """Refuse to bring books up by a login that may not change tables."""
    with engine.connect() as connection:
        may, owner = may_migrate(connection)
    if not may:
        command = f'lifecycle-desk --store "{address.as_user(owner).text}" server migrate'
        raise StoreOlderOnServer(address.text, command)


def _cut_off(engine: Engine, path: Path) -> str | None:
    """Whether the end of the file is missing; asked of its size, since SQLite notices only when it reads there.

    All of it is asked within one look: meanwhile nobody empties a journal in which pages of that look stand, and nobody
    who rewrites the file makes it shorter than the pages that were counted.
    """
    if engine.dialect.name != "sqlite":
        return None
    with engine.connect() as connection, connection.begin():
        driver = connection.connection.driver_connection
        if driver is None:
            return None
        pages, size = (int(driver.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("page_count", "page_size"))
        ours = driver.execute("PRAGMA application_id").fetchone()[0]
        journal = path.with_name(path.name + "-wal")
        if journal.exists() and journal.stat().st_size:
            return None  # pages may still stand in the journal
        if ours != APPLICATION:
            raise StoreNotOurs(str(path))
        return "the end of the file is missing" if path.stat().st_size < pages * size else None


def _files(engine: Engine, place: str) -> Path:
    """The folder of attached documents: beside the file; for a server the cache, in this computer's data folder.

    One for each address, whoever signs in: of two dealers in one database neither tidies the other's.
    """
    if engine.dialect.name == "sqlite":
        return beside(place)
    from hashlib import sha256

    from platformdirs import user_data_path

    address = ServerAddress.read(place)
    mark = sha256(address.as_user("").text.encode()).hexdigest()[:16]
    return user_data_path("lifecycle_desk") / "files" / address.database / f"cache-{mark}"
