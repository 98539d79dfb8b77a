"""Files are the old or the new one and never half, and no place is told with its password."""

import os
import shutil
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from lifecycle_desk.store.engine import named
from lifecycle_desk.store.files import laid_whole, pour_whole
from lifecycle_desk.store.secure_erase import AT_ONCE, stands_in
from lifecycle_desk.store.startup_reader import first_look
from lifecycle_desk.store.thinning import DAYS, OLDEST, age_counts

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def test_a_file_that_could_not_be_written_whole_stays_the_old_one_and_whoever_asked_is_told(tmp_path):
    file = tmp_path / "kept"
    pour_whole(file, [b"old", b" and whole"])

    def breaking():
        yield b"new"
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        pour_whole(file, breaking())
    assert file.read_bytes() == b"old and whole"
    assert [*tmp_path.iterdir()] == [file]


def test_what_is_laid_by_its_name_comes_whole_or_not_at_all_and_leaves_nothing_aside(tmp_path):
    file = tmp_path / "folder" / "kept"
    with laid_whole(file) as aside:
        aside.write_bytes(b"old")
        assert not file.exists()

    def breaking():
        with laid_whole(file) as aside:
            aside.write_bytes(b"new")
            raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        breaking()
    assert file.read_bytes() == b"old"
    assert [*file.parent.iterdir()] == [file]


def test_what_is_laid_for_a_pipe_goes_into_it_and_the_pipe_stays(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as beside:
        read = beside.submit(pipe.read_bytes)
        with laid_whole(pipe) as aside:
            aside.write_bytes(b"whole")
        assert read.result() == b"whole"
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert [*tmp_path.iterdir()] == [pipe]


def test_a_folder_is_no_place_to_lay_a_file(tmp_path):
    with pytest.raises(IsADirectoryError), laid_whole(tmp_path):
        pass
    assert [*tmp_path.iterdir()] == []


def test_a_server_is_told_without_its_password_and_a_file_as_it_is_called(tmp_path):
    told = named("postgresql+psycopg://desk:geheim@server/books")
    assert "geheim" not in told
    assert told == "postgresql://desk@server/books"
    assert named(tmp_path / "desk.ldk") == str(tmp_path / "desk.ldk")


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0", b"x" * 99])
def test_a_file_too_short_for_a_header_is_no_store_to_look_into(tmp_path, content):
    file = tmp_path / "desk.ldk"
    file.write_bytes(content)
    assert first_look(str(file)) is None


def test_a_store_in_a_cloud_folder_is_not_looked_into(own_user, tmp_path):
    whole, shared = tmp_path / "desk.ldk", tmp_path / "OneDrive" / "desk.ldk"
    own_user.store.close()
    shared.parent.mkdir()
    shutil.copyfile(whole, shared)
    look = first_look(str(whole))
    assert look is not None
    look._connection.close()
    assert first_look(str(shared)) is None


def test_words_are_found_in_a_file_wherever_they_stand_and_no_words_in_none(tmp_path):
    file = tmp_path / "desk.ldk"
    file.write_bytes(b"x" * (AT_ONCE - 3) + b"Kanari" + b"x" * 10)  # across the end of what is read at once
    assert stands_in(file, [b"Somchai", b"Kanari"])
    assert not stands_in(file, [b"Somchai"])
    assert not stands_in(file, [])


@pytest.mark.parametrize(
    ("days", "counts"),
    [
        (range(DAYS), True),
        (range(DAYS - 1), False),
        ([*range(DAYS - 1), OLDEST.days + 1], False),  # too old to speak for the clock
        ([*range(DAYS - 1), -3], False),  # ahead of it
    ],
)
def test_age_counts_where_enough_days_that_are_neither_old_nor_ahead_have_a_backup(days, counts):
    assert age_counts([NOW - timedelta(days=each) for each in days], NOW) is counts
