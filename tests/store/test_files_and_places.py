"""Files are the old or the new one and never half, and no place is told with its password."""

import pytest

from lifecycle_desk.store.engine import named
from lifecycle_desk.store.files import pour_whole


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


def test_a_server_is_told_without_its_password_and_a_file_as_it_is_called(tmp_path):
    told = named("postgresql+psycopg://desk:geheim@server/books")
    assert "geheim" not in told
    assert told.startswith("postgresql+psycopg://desk:")
    assert named(tmp_path / "desk.ldk") == str(tmp_path / "desk.ldk")
