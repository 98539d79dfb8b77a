"""Passing files: nobody else reads them, they have no name, and they are read as often as they are wanted."""

import os
import sys

import pytest
from killing import killed

from lifecycle_desk.store.places import own_place
from lifecycle_desk.store.sealed_scratch import LEFT_OVER, clear_left_over, sealed_scratch

LINES = [f"Kanari {number}\n".encode() * 50 for number in range(400)]
WHOLE = b"".join(LINES)


def test_what_was_poured_in_is_read_again_as_often_as_it_is_wanted(tmp_path):
    with sealed_scratch(tmp_path) as file:
        told = [*file.pour(LINES)]
        assert told == sorted(told)
        assert told[-1] == file.size == len(WHOLE)
        for _ in range(2):
            with file.read() as content:
                assert [content.readline() for _ in range(3)] == WHOLE.splitlines(keepends=True)[:3]
                assert content.tell() == len(b"Kanari 0\n") * 3
                assert content.read(10) == WHOLE[27:37]
                assert content.read() == WHOLE[37:]
                assert (content.read(1), content.tell()) == (b"", len(WHOLE))


def test_nothing_poured_in_is_nothing_read(tmp_path):
    with sealed_scratch(tmp_path) as file:
        assert [*file.pour([])]
        assert file.read().read() == b""


def test_what_lies_on_the_disk_says_nothing_and_a_changed_byte_is_refused(tmp_path):
    with sealed_scratch(tmp_path) as file:
        for _ in file.pour(LINES):
            pass
        file._file.seek(0)
        assert b"Kanari" not in file._file.read()
        file._file.seek(70_000)
        file._file.write(b"x")
        with pytest.raises(OSError, match="was changed"):
            file.read().read()


KILLED = """
import sys
from pathlib import Path
from lifecycle_desk.store.sealed_scratch import sealed_scratch
with sealed_scratch(Path(sys.argv[1])) as file:
    for _ in file.pour([b"Kanari" * 50_000]):
        pass
    print("there", flush=True)
    sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there the name stays until the last handle is closed")
def test_a_process_that_is_killed_leaves_no_file(tmp_path):
    def has_no_name():
        assert [*tmp_path.iterdir()] == []

    assert killed(KILLED, str(tmp_path), meanwhile=has_no_name) == "there"
    assert [*tmp_path.iterdir()] == []


def test_plain_records_that_an_earlier_version_left_are_overwritten_and_gone(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    left = own_place().parent.joinpath(*LEFT_OVER)
    left.parent.mkdir(parents=True)
    left.write_bytes(b"Kanari" * 100_000)
    second = tmp_path / "second"
    os.link(left, second)
    clear_left_over()
    assert not left.parent.exists()
    assert second.read_bytes() == bytes(600_000)
    clear_left_over()  # nothing is there any more
