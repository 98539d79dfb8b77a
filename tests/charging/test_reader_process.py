"""Long files are read in a process of their own: what comes of them is what comes of them in place."""

import json
import multiprocessing
import os
import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from charging_books import ONE, is_sound, sessions_of, with_cars
from reading_samples import CDR, HOME, KINDS, TESLAMATE

from lifecycle_desk.base.incoming import Refused
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.steps import drained
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.stages.charging.imports.interchange import reader_process
from lifecycle_desk.stages.charging.imports.interchange.figures import FigureTwoWays
from lifecycle_desk.stages.charging.imports.interchange.reader_process import ReadingBrokeOff, read_from
from lifecycle_desk.stages.charging.imports.interchange.taking_in import recorded
from lifecycle_desk.stages.charging.sessions.usecases.deciding import Cars
from lifecycle_desk.stages.charging.sessions.usecases.recording import finish


@pytest.fixture
def desk(own_user):
    return with_cars(own_user)


@pytest.fixture
def any_length(monkeypatch):
    monkeypatch.setattr(reader_process, "LONG", 0)


def kept(path: Path, content: str) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def all_of(kind: str, path: Path) -> str:
    """How a file was understood, and its rows, or why it is none."""
    try:
        with read_from(kind, path, HOME) as file:
            chunks = list(file.chunks(Cars(None, {}, (), list)))
            return repr((file.file, file.read_as, file.notes, file.expected, chunks))
    except Objection as why:
        return repr((why, why.at))


SAMPLES = [(kind, content) for kind, (_, content) in KINDS.items()] + [
    ("teslamate", TESLAMATE + "19,2026-01-32 00:00,2026-01-12 08:00:00.000,4,,,,,,,1\n"),
    ("teslamate", TESLAMATE.replace("24.61", '"1,234"')),
    ("evcc", "Created,Finished\n"),
    ("ocpi-cdr", json.dumps([CDR, CDR | {"total_energy": "much"}, CDR | {"end_date_time": None}, 7])),
    ("ocpi-cdr", "{"),
    ("lubelogger-fuel", "Date,Odometer,FuelConsumed,Cost,IsFillToFull\n03/04/2026,1,24,1,True\n"),
]


@pytest.mark.parametrize(("kind", "content"), SAMPLES)
def test_a_file_is_understood_or_refused_there_as_it_is_here(tmp_path, monkeypatch, kind, content):
    file = kept(tmp_path / "file", content)
    here = all_of(kind, file)
    monkeypatch.setattr(reader_process, "LONG", 0)

    assert all_of(kind, file) == here


def test_a_refusal_keeps_its_rule_its_facts_and_its_field_on_the_way(tmp_path, any_length):
    file = kept(tmp_path / "file", "date;energy_kwh;cost;end\n2026-03-28 23:10;24;1,234;2026-03-29 04:55\n")
    with pytest.raises(FigureTwoWays) as refused, read_from("leapmotor-mate", file, HOME):
        pass
    assert refused.value.at == "cost"
    assert refused.value.given == "1,234"


def test_names_that_are_vins_of_the_books_find_their_cars_from_there(desk, tmp_path, any_length):
    rows = "".join(
        f"{number},2026-01-{number:02} 18:02:11.000,2026-01-{number:02} 21:40:03.000,24.6,,31,72,218,4.5,5.92,{vin}\n"
        for number, vin in ((1, ONE), (2, "LSJWH409XPN999999"), (3, ONE))
    )
    file = kept(tmp_path / "file", TESLAMATE.splitlines(keepends=True)[0] + rows)

    done = drained(recorded(desk, "teslamate", file, Choices()))

    assert (done.value.taken.new, done.value.taken.unmatched) == (2, 1)
    assert [each.key for each in sessions_of(desk)] == ["1", "3"]
    assert is_sound(desk)


@contextmanager
def begun(file: Path, kind: str = "ocpi-cdr"):
    """A file of which some is read, and the process that reads it."""
    with read_from(kind, file, HOME) as opened:
        chunks = opened.chunks(Cars(None, {}, (), list))
        next(chunks)
        (process,) = multiprocessing.active_children()
        yield process, chunks


@pytest.fixture
def long(tmp_path):
    cdrs = (CDR | {"id": str(number)} for number in range(30_000))
    return kept(tmp_path / "cdrs.json", json.dumps(list(cdrs)))


def test_whoever_leaves_in_the_middle_leaves_no_process(long):
    with begun(long) as (process, _):
        assert process.is_alive()
    assert not process.is_alive()
    assert not multiprocessing.active_children()


def test_a_process_that_is_killed_is_told_in_a_sentence_and_nothing_is_written(desk, long):
    with begun(long) as (process, chunks):
        os.kill(process.pid, signal.SIGKILL)
        with pytest.raises(ReadingBrokeOff):
            list(chunks)

    importing = recorded(desk, "ocpi-cdr", long, Choices(vin=ONE))
    next(importing)
    (process,) = multiprocessing.active_children()
    os.kill(process.pid, signal.SIGKILL)
    with pytest.raises(ReadingBrokeOff):
        drained(importing)
    finish(desk)
    assert sessions_of(desk) == []
    assert is_sound(desk)


def test_what_nobody_expected_is_raised_here_and_says_where_it_happened(tmp_path, any_length):
    with pytest.raises(KeyError) as error, read_from("no-such-kind", kept(tmp_path / "file", TESLAMATE), HOME):
        pass
    assert re.search(r"reader_process\.py:\d+ _read$", error.value.__notes__[0], re.MULTILINE)


def test_refused_rows_of_a_long_file_come_with_their_lines(tmp_path, any_length):
    file = kept(tmp_path / "file", TESLAMATE + "x,y,2026-01-12 08:00:00.000,4,,,,,,,1\n" * 3)
    with read_from("teslamate", file, HOME) as opened:
        (chunk,) = opened.chunks(Cars(None, {}, (), list))
    assert [(type(each), each.line, each.field) for each in chunk.refused] == [
        (Refused, line, "start_date") for line in (4, 5, 6)
    ]


def test_the_process_that_reads_begins_without_the_library_of_the_database():
    reads = f"import sys, {reader_process.__name__}; print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", reads], check=True, stdout=subprocess.PIPE, text=True).stdout.split()
    assert reader_process.__name__ in found
    assert not {"sqlalchemy", "sqlcipher3", "PySide6", "reportlab"} & set(found)
