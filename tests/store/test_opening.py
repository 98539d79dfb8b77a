"""What may lie at a place, and what opening it does: a table of files, each left byte for byte."""

from contextlib import closing

import pytest
from sqlcipher3 import dbapi2

from lifecycle_desk.books.usecases import books
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.store import refusals
from lifecycle_desk.store.file_format import APPLICATION, is_later
from lifecycle_desk.store.opening import open_store
from lifecycle_desk.store.places import is_shared

DEALER = Dealer("Sathorn EV", "TH", "en")


@pytest.fixture
def store(tmp_path):
    path = tmp_path / "desk.ldk"
    books.create(path, DEALER).store.close()
    return path


def foreign(path):
    with closing(dbapi2.connect(str(path))) as connection:
        connection.execute("CREATE TABLE vehicle (vin TEXT)")
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("INSERT INTO alembic_version VALUES ('0000')")
        connection.commit()


def newer(path):
    books.create(path, DEALER).store.close()
    with closing(dbapi2.connect(str(path))) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()


def cut_off(path):
    books.create(path, DEALER).store.close()
    path.write_bytes(path.read_bytes()[:-4096])


def cut_in_half(path):
    books.create(path, DEALER).store.close()
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


@pytest.mark.parametrize(
    ("made", "refusal"),
    [
        (foreign, refusals.StoreNotOurs),
        (newer, refusals.StoreNewer),
        (cut_off, refusals.StoreDamaged),
        (cut_in_half, refusals.StoreDamaged),
        (lambda path: path.write_bytes(b"\0" * 8192), refusals.StoreNotOurs),
        (lambda path: path.write_text("Dear diary"), refusals.StoreNotOurs),
        (lambda path: path.write_bytes(b""), refusals.StoreMissing),
        (lambda path: path.mkdir(), refusals.StoreNotOurs),
        (lambda path: path.unlink(missing_ok=True), refusals.StoreMissing),
    ],
    ids=["foreign", "newer", "end missing", "half", "zeros", "text", "empty", "folder", "nothing"],
)
def test_what_cannot_be_opened_is_refused_and_left_as_it_is(tmp_path, made, refusal):
    path = tmp_path / "x.ldk"
    made(path)
    before = path.read_bytes() if path.is_file() else None

    with pytest.raises(refusal):
        open_store(path)

    assert (path.read_bytes() if path.is_file() else None) == before
    assert not (tmp_path / "x.ldk-wal").exists()


@pytest.mark.parametrize(
    ("revision", "other", "later"),
    [
        ("0010", "0009", True),
        ("0009", "0010", False),
        ("0010", "0010", False),
        ("10000", "9999", True),  # by number, not by letter
        ("9999", "10000", False),
        ("00011", "0010", True),
        ("ab12", "0010", True),  # what no version of today writes is of a later one
        ("", "0010", True),
        ("٠٠١١", "0010", True),
    ],
)
def test_revisions_follow_each_other_by_number(revision, other, later):
    assert is_later(revision, other) is later


@pytest.mark.parametrize("made", [foreign, newer, lambda path: path.write_text("Dear diary")])
def test_a_new_store_is_never_made_over_something(tmp_path, made):
    path = tmp_path / "x.ldk"
    made(path)
    before = path.read_bytes()

    with pytest.raises((refusals.StoreNotEmpty, refusals.StoreNotOurs)):
        open_store(path, new=True)

    assert path.read_bytes() == before


def test_the_making_of_a_store_that_was_cut_off_is_begun_anew(tmp_path):
    path = tmp_path / "x.ldk"
    with closing(dbapi2.connect(str(path))) as connection:
        connection.execute(f"PRAGMA application_id={APPLICATION}")
        connection.execute("PRAGMA journal_mode=WAL")

    with pytest.raises(refusals.StoreMissing):
        open_store(path)
    assert books.check(books.create(path, DEALER)).sound


def test_every_connection_is_opened_the_safe_way(store):
    with open_store(store).reading() as tx:
        asked = {
            name: tx.connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in (
                "journal_mode",
                "synchronous",
                "foreign_keys",
                "recursive_triggers",
                "secure_delete",
                "mmap_size",
            )
        }

    assert asked == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "secure_delete": 1,
        "mmap_size": 0,
    }


def test_the_sqlite_of_the_program_cannot_corrupt_a_journal_that_is_reset():
    assert tuple(map(int, dbapi2.sqlite_version.split("."))) >= (3, 51, 3)


MOUNTS = """
21 1 8:1 / / rw - ext4 /dev/sda1 rw
30 21 0:40 / /mnt/office rw - nfs4 server:/office rw
31 21 0:41 / /mnt/with\\040space rw - cifs //server/share rw
32 30 8:2 / /mnt/office/local rw - ext4 /dev/sdb1 rw
33 21 0:42 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
34 21 0:43 / /mnt/dav rw - fuse https://cloud.example/dav rw
35 21 0:44 / /mnt/c rw - drvfs C: rw
36 21 0:45 / /mnt/hgfs rw - fuse.vmhgfs-fuse vmhgfs-fuse rw
37 21 0:46 / /mnt/usb rw - fuseblk /dev/sdc1 rw
"""


@pytest.mark.parametrize(
    ("place", "shared"),
    [
        ("/srv/nok/desk.ldk", False),
        ("/mnt/office/desk.ldk", True),
        ("/mnt/with space/desk.ldk", True),
        ("/mnt/office/local/desk.ldk", False),
        ("/srv/nok/OneDrive - Sathorn EV/desk.ldk", True),
        ("/srv/nok/Dropbox/desk.ldk", True),
        ("/srv/nok/Dropboxes/desk.ldk", False),
        ("/srv/nok/Dropbox (Sathorn EV)/desk.ldk", True),
        ("/srv/nok/OneDrive-Personal/desk.ldk", True),
        ("/srv/nok/Library/CloudStorage/GoogleDrive-nok@sathorn.example/desk.ldk", True),
        ("/srv/nok/Library/Mobile Documents/com~apple~CloudDocs/desk.ldk", True),
        ("/srv/nok/我的坚果云/desk.ldk", True),
        ("/srv/nok/BaiduSyncdisk/desk.ldk", True),
        ("/srv/nok/Google Drive-old backup of June/desk.ldk", True),
        ("/srv/nok/drive-in (Bangkok)/desk.ldk", False),
        ("/run/user/1000/gvfs/smb-share:server=office/desk.ldk", True),
        ("/mnt/dav/desk.ldk", True),
        ("/mnt/c/desk/desk.ldk", True),
        ("/mnt/hgfs/desk.ldk", True),
        ("/mnt/usb/desk.ldk", False),
    ],
)
def test_a_folder_on_the_network_or_in_a_cloud_is_known(tmp_path, place, shared):
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS.strip())

    assert is_shared(type(tmp_path)(place), mounts) is shared


def test_a_link_into_a_cloud_folder_is_known_for_what_it_is(tmp_path):
    (tmp_path / "OneDrive").mkdir()
    (tmp_path / "books").symlink_to(tmp_path / "OneDrive")
    assert is_shared(tmp_path / "books" / "desk.ldk")


def test_a_store_in_a_cloud_folder_is_refused(tmp_path):
    with pytest.raises(refusals.StoreOnShare):
        open_store(tmp_path / "Dropbox" / "desk.ldk", new=True)
    assert not (tmp_path / "Dropbox").exists()
