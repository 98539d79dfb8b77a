"""Opening a store: what is foreign, newer, damaged, empty or on a network share is refused and left as it is."""

from pathlib import Path

from sqlalchemy import Engine, event, make_url
from sqlalchemy.exc import DatabaseError

from lifecycle_desk.base.objections import N_, Objection
from lifecycle_desk.store import migrations
from lifecycle_desk.store.engine import APPLICATION, connect, is_server
from lifecycle_desk.store.places import is_shared
from lifecycle_desk.store.store import Store, note_touched


class StoreMissing(Objection):
    """There is nothing at the place."""

    says = N_("There is no store at %(where)s.")
    where: str


class StoreNotOurs(Objection):
    """The file was made by another program."""

    says = N_("%(where)s is not a store of Lifecycle Desk. It is left as it is.")
    where: str


class StoreNotEmpty(Objection):
    """A new store was asked for where something already lies."""

    says = N_("%(where)s already holds something. A new store needs an empty place.")
    where: str


class StoreNewer(Objection):
    """The file was written by a later version of the program."""

    says = N_("%(where)s was written by a newer version of the program (%(revision)s). It is left as it is.")
    where: str
    revision: str


class StoreDamaged(Objection):
    """The file is a store, or was one, and cannot be read."""

    says = N_("%(where)s is damaged: %(why)s. It is left as it is; restore the last backup.")
    where: str
    why: str


class StoreOnShare(Objection):
    """SQLite's journal is not safe over a network file system."""

    says = N_("%(where)s lies on a network or cloud folder. Keep the store on this computer and its backups there.")
    where: str


CANNOT_OPEN = (StoreMissing, StoreNotOurs, StoreNotEmpty, StoreNewer, StoreDamaged, StoreOnShare)


def open_store(where: str | Path, *, new: bool = False) -> Store:
    """Open the store at a file or a URL; only `new` makes one, only an older one is migrated."""
    place = str(where)
    if not is_server(place):
        _look_at(Path(place), place, new=new)
    engine = connect(place)
    try:
        _bring_up(engine, place, new=new)
    except DatabaseError as error:
        engine.dispose()
        reason = str(error.orig)
        raise (StoreNotOurs(place) if "not a database" in reason else StoreDamaged(place, reason)) from error
    except Objection:
        engine.dispose()
        raise
    event.listen(engine, "before_cursor_execute", note_touched)
    return Store(engine, place, _files(engine, place))


def _look_at(path: Path, place: str, *, new: bool) -> None:
    """What the file system itself says, before anything is opened."""
    if path.is_dir():
        raise StoreNotOurs(place)
    if is_shared(path):
        raise StoreOnShare(place)
    if new:
        path.parent.mkdir(parents=True, exist_ok=True)
    elif not path.exists() or not path.stat().st_size:
        raise StoreMissing(place)


def _bring_up(engine: Engine, place: str, *, new: bool) -> None:
    """Refuse what is not ours to write, make what is new, migrate what is older."""
    revision = migrations.revision_of(engine)
    empty = revision == migrations.NOTHING
    if new and (not empty or migrations.is_foreign_file(engine)):
        raise StoreNotEmpty(place)
    if revision == migrations.FOREIGN:
        raise StoreNotOurs(place)
    if empty and not new:  # the making of a store was cut off before its first table
        raise StoreMissing(place)
    if revision > migrations.HEAD:
        raise StoreNewer(place, revision)
    if not new and (why := _cut_off(engine, Path(place))):
        raise StoreDamaged(place, why)
    if new:
        migrations.found(engine)
    if revision < migrations.HEAD:
        migrations.upgrade(engine, before=None if new or is_server(place) else Path(place))


def _cut_off(engine: Engine, path: Path) -> str | None:
    """Whether the end of the file is missing; asked of its size, since SQLite notices only when it reads there."""
    if engine.dialect.name != "sqlite":
        return None
    journal = path.with_name(path.name + "-wal")
    if journal.exists() and journal.stat().st_size:
        return None  # pages may still stand in the journal
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        if driver is None:
            return None
        pages, size = (driver.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
        ours = driver.execute("PRAGMA application_id").fetchone()[0]
    if ours != APPLICATION:
        raise StoreNotOurs(str(path))
    return "the end of the file is missing" if path.stat().st_size < pages * size else None


def _files(engine: Engine, place: str) -> Path:
    """The folder of attached documents: beside the file, or in this computer's data folder for a server."""
    if engine.dialect.name == "sqlite":
        return Path(place + ".files")
    from platformdirs import user_data_path

    return user_data_path("lifecycle_desk") / "files" / str(make_url(place).database)
