"""Heads as lines of a file: what is one, what is none, and what a kill may leave of them."""

from datetime import UTC, datetime

import pytest

from lifecycle_desk.trust.heads import LONGEST, append_to, heads_in, last_in, read, signed
from lifecycle_desk.trust.signing import Key

AT = datetime(2026, 11, 25, 5, tzinfo=UTC)
FIRST, SECOND = (signed(Key(bytes(32)), b"b" * 32, seq, bytes([seq]) * 32, AT) for seq in (1, 2))


def test_a_head_is_read_back_whatever_stands_around_it_on_its_line():
    assert read(FIRST.line) == read(f"> {FIRST.line} <") == FIRST
    assert FIRST.holds


@pytest.mark.parametrize(
    "line",
    [
        "",
        "not a word of JSON",
        FIRST.line[:-1],
        FIRST.line + " " * LONGEST,
        FIRST.line.replace("lifecycle-desk/head", "lifecycle-desk/headline"),
        FIRST.line.replace('"seq":1', '"seq":"1"'),
        FIRST.line.replace('"seq":1', '"seq":true'),
    ],
    ids=["nothing", "words", "cut off", "too long", "another format", "a text for a number", "a yes for a number"],
)
def test_what_is_no_head_is_none(line):
    assert read(line) is None


def test_heads_follow_one_another_line_by_line(tmp_path):
    file = tmp_path / "heads"
    for each in (FIRST, SECOND):
        append_to(file, [each])
        assert last_in(file) == each
    assert file.read_text() == f"{FIRST.line}\n{SECOND.line}\n"
    assert [*heads_in(file)] == [FIRST, SECOND]


def test_a_line_that_a_kill_cut_off_stays_apart(tmp_path):
    file = tmp_path / "heads"
    file.write_text(f"{FIRST.line}\n{FIRST.line[:40]}")
    assert last_in(file) == FIRST
    append_to(file, [SECOND])
    assert file.read_text() == f"{FIRST.line}\n{FIRST.line[:40]}\n{SECOND.line}\n"
    assert [*heads_in(file)] == [FIRST, SECOND]
    assert [*heads_in(tmp_path / "nowhere")] == []
    assert last_in(tmp_path / "nowhere") is None
