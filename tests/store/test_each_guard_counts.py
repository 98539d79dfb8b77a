"""What guards the store: each guard is seen to work by itself, so none can be switched off unseen."""

import os
import stat
from contextlib import closing
from pathlib import Path

import pytest
from harness import copied, make_store, opened
from sqlalchemy import event
from sqlcipher3 import dbapi2

from lifecycle_desk.books.usecases import books
from lifecycle_desk.store import backup, drafts, files
from lifecycle_desk.store.backup import BackupNotWhole
from lifecycle_desk.store.engine import PRAGMAS, connect
from lifecycle_desk.store.opening import _cut_off, open_store
from lifecycle_desk.store.refusals import StoreDamaged


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    return make_store(tmp_path_factory.mktemp("books") / "desk.ldk", vehicles=3)


@pytest.fixture
def store(kept, tmp_path) -> Path:
    return copied(kept, tmp_path / "desk.ldk")


def test_no_schema_that_came_with_a_file_is_trusted(store):
    """And every other setting of a connection is the safe one."""
    with opened(store) as user, user.store.reading() as tx:
        told = {name: tx.connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in PRAGMAS}
    named = {"FULL": 2, "ON": 1, "OFF": 0, "MEMORY": 2}
    assert told == {name: named.get(value, value) for name, value in PRAGMAS.items()}
    assert told["trusted_schema"] == 0


def test_what_is_undone_is_undone_at_once_within_its_transaction(store):
    with opened(store) as user:
        with user.store.writing() as tx:
            drafts.save(tx, "order", "", "{}")
            tx.undo()
            assert drafts.draft(tx, "order", "") is None
        with user.store.reading() as tx:
            assert drafts.draft(tx, "order", "") is None


def test_a_file_whose_end_is_missing_is_known_by_its_size(store, tmp_path):
    """Asked of a whole file's own count of pages: SQLite complains by itself only where its header is of today."""
    content = store.read_bytes()
    short = tmp_path / "short.ldk"
    engine = connect(store)
    try:
        assert _cut_off(engine, store) is None
        for missing in (1, 4096, len(content) // 2):
            short.write_bytes(content[:-missing])
            assert _cut_off(engine, short) == "the end of the file is missing"
            with pytest.raises(StoreDamaged):
                open_store(short)
            assert short.read_bytes() == content[:-missing]
    finally:
        engine.dispose()


def test_what_another_program_saves_while_the_pages_are_counted_is_no_missing_end(store):
    """It lies in a journal that was empty a moment before: more pages are counted than the file has."""
    engine = connect(store)
    with closing(dbapi2.connect(str(store), isolation_level=None)) as other:

        def save_more(_connection) -> None:
            other.execute("CREATE TABLE filled AS SELECT zeroblob(40960) AS of_much")

        event.listen(engine, "engine_connect", save_more)
        try:
            assert _cut_off(engine, store) is None
        finally:
            engine.dispose()
        assert other.execute("SELECT count(*) FROM filled").fetchone() == (1,)


def test_a_file_that_another_program_rewrites_while_its_pages_are_counted_has_its_end(store):
    """After an erasure a file is rewritten, and may be shorter than what was counted a moment before."""
    with closing(dbapi2.connect(str(store), isolation_level=None, timeout=0)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("CREATE TABLE filled AS SELECT zeroblob(409600) AS of_much")
        other.execute("DROP TABLE filled")
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        before = store.stat().st_size

        class Rewritten(type(store)):
            def with_name(self, name: str) -> Path:
                other.execute("VACUUM")
                other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                return store.with_name(name)

        engine = connect(store)
        try:
            assert _cut_off(engine, Rewritten(store)) is None
        finally:
            engine.dispose()
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert store.stat().st_size < before


def with_a_row_missing_from_an_index(store: Path) -> None:
    """Only the database's own look at its whole file notices: every row reads as before."""
    with closing(dbapi2.connect(str(store), isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode=DELETE")
        size = raw.execute("PRAGMA page_size").fetchone()[0]
        name = "ix_vehicle_stage_last_event_on_number"
        page = raw.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (name,)).fetchone()[0]
    content = bytearray(store.read_bytes())
    place = content.index(b"in_use", (page - 1) * size, page * size)
    content[place : place + 6] = b"in_usf"
    store.write_bytes(content)


def test_what_the_database_finds_in_its_own_file_is_a_finding_and_no_backup_is_made_of_it(store):
    with_a_row_missing_from_an_index(store)
    assert backup.unsound(store)
    with opened(store) as user:
        assert {each.part for each in books.check(user).findings} == {"file"}
        with pytest.raises(BackupNotWhole):
            books.back_up(user)


def test_the_books_in_a_backup_are_looked_through_before_it_counts(store):
    """The file is whole, and a figure in it differs from its life."""
    with closing(dbapi2.connect(str(store), isolation_level=None)) as raw:
        raw.execute("UPDATE vehicle SET odometer_km = 7 WHERE odometer_km IS NOT NULL")
    assert backup.unsound(store) is None
    with opened(store) as user, pytest.raises(BackupNotWhole, match="figures"):
        books.back_up(user)
    assert backup.backups(store) == []


def test_a_document_is_whole_by_its_hash_and_not_by_being_there(tmp_path):
    digest = files.save_document(tmp_path, "a.txt", b"one")
    place = files.place_of(tmp_path, digest)
    assert files.is_whole(place, digest)
    place.write_bytes(b"two")
    assert not files.is_whole(place, digest)
    place.unlink()
    assert not files.is_whole(place, digest)


@pytest.mark.skipif(os.name != "posix", reason="folders are brought to the disk on POSIX")
def test_a_file_is_brought_to_the_disk_before_it_takes_its_place_and_its_folder_afterwards(tmp_path, monkeypatch):
    """The disk is the outside world: what is asked of it is written down, and still asked."""
    asked: list[str] = []
    real = os.fsync
    target = tmp_path / "paper.pdf"

    def noted(handle: int) -> None:
        kind = "folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file"
        asked.append(f"{kind} {'there' if target.exists() else 'aside'}")
        real(handle)

    monkeypatch.setattr(os, "fsync", noted)
    files.write_whole(target, b"content")
    assert asked == ["file aside", "folder there"]


@pytest.mark.skipif(os.name != "posix", reason="folders are brought to the disk on POSIX")
def test_a_backup_and_a_restore_are_brought_to_the_disk_too(store, tmp_path, monkeypatch):
    from lifecycle_desk.books.usecases import putting_back

    asked: list[Path] = []
    real = os.fsync

    def noted(handle: int) -> None:
        asked.append(Path(f"/proc/self/fd/{handle}").readlink())
        real(handle)

    if not Path("/proc/self/fd").is_dir():
        pytest.skip("what a handle is the name of is asked of Linux")
    monkeypatch.setattr(os, "fsync", noted)
    with opened(store) as user:
        made = Path(books.back_up(user).file)
    assert {made.with_name(made.name + ".part"), made.parent} <= set(asked)
    asked.clear()
    place = tmp_path / "again" / "desk.ldk"
    putting_back.restore(made, place)
    assert {place.with_name("desk.ldk.part"), place.parent} <= set(asked)
