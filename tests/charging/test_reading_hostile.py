"""Readers of charging records under hostile files: whatever stands in them, rows or one sentence come out."""

import random

import pytest
from harness import rounds
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from reading_samples import KINDS, source

from lifecycle_desk.base.incoming import Refused
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.stages.charging.imports.interchange.reading import LeftOut, Packed

SHARDS = [
    b'"', b"'", b",", b";", b"\n", b"\r", b"\0", b"\xff", b"\xfe", b"\xef\xbb\xbf", b"{", b"}", b"[", b"]", b"NaN",
    b"1e999", b"-", b"9" * 40, b"0001-01-01", b"9999-12-31 23:59:59", b"2026-03-29 02:30", b"2026-10-25 02:30:00",
    b"null", b"true", b"\\ud800", b"\\u0000", b" ", b"\t", b"1,234", b"1.234", b"$", b"=1+1", "฿٣".encode(), b"\xc3",
    b"Z", b"+14:00", b"#", b"sep=;\n", b"%", b"F", b"13/14/2026", b"01/02/2026", b"29/2/2567", b'{"data":',
]  # fmt: skip
MUTATIONS = 3_000


def mutated(content: bytes, dice: random.Random) -> bytes:
    for _ in range(dice.choice([1, 1, 1, 2, 3, 8])):
        begin = dice.randrange(len(content) + 1)
        end = min(len(content), begin + dice.choice([0, 1, 1, 2, 5, 20]))
        other = dice.randrange(len(content) + 1)
        content = dice.choice(
            [
                content[:begin] + dice.choice(SHARDS) + content[begin:],
                content[:begin] + dice.choice(SHARDS) + content[end:],
                content[:begin] + content[end:],
                content[:begin] + bytes([dice.randrange(256)]) + content[begin + 1 :],
                content[:begin] + content[other : other + 30] + content[begin:],
                content + content[begin:end],
            ]
        )
    return content


def try_reading(kind, folder, content: bytes) -> None:
    said = []
    try:
        read = source(kind, folder, content)
        said.extend(read.notes)
        for row in read.rows():
            assert isinstance(row, Packed | LeftOut | Refused)
            if isinstance(row, Refused):
                said.append(row.why)
            elif isinstance(row, Packed):
                assert (row.session.key + row.session.more + "".join(row.session.whose)).encode()
                assert row.session.started_at.utcoffset() is not None
    except Objection as why:
        said.append(why)
    assert all(each.message % each.facts for each in said)


@pytest.mark.parametrize("kind", KINDS)
def test_thousands_of_broken_files_are_read_or_refused_in_words(tmp_path, kind):
    dice = random.Random(2026)
    whole = KINDS[kind][1]
    for number in range(rounds(MUTATIONS) if isinstance(whole, str) else rounds(MUTATIONS) // 10):
        told = whole.encode("utf-16" if number % 20 == 0 else "utf-8") if isinstance(whole, str) else whole
        try_reading(kind, tmp_path, mutated(told, dice))


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(content=some.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_words(tmp_path, kind, content):
    try_reading(kind, tmp_path, content)
    whole = KINDS[kind][1]
    head = whole.splitlines()[0].encode() + b"\n" if isinstance(whole, str) else whole[:4096]
    try_reading(kind, tmp_path, head + content)


@pytest.mark.parametrize(
    "kind", [kind for kind, (_, whole) in KINDS.items() if kind != "ocpi-cdr" and isinstance(whole, str)]
)
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(cell=some.text(max_size=30), place=some.integers(0, 40))
def test_any_text_in_any_cell_is_read_or_refused_in_words(tmp_path, kind, cell, place):
    sign = ";" if kind == "leapmotor-mate" else ","
    *before, last = KINDS[kind][1].strip().replace('"rain, and\nwind"', "rain").splitlines()
    cells = last.split(sign)
    cells[place % len(cells)] = '"' + cell.replace('"', '""') + '"'
    try_reading(kind, tmp_path, "\n".join([*before, sign.join(cells)]).encode("utf-8", "replace"))
