"""Hostile files at the command line: an answer or a sentence, soon, in little memory; the books stay as they are."""

import codecs
import json
import os
import resource
import shutil
import signal
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from charging_books import ONE, with_cars
from click.testing import CliRunner
from harness import checked, copied, ended, in_child, know_all_rooms, opened, rounds
from hostile_files import hostile
from reading_samples import KINDS
from sqlcipher3 import dbapi2

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.steps import drained
from lifecycle_desk.books.usecases import books
from lifecycle_desk.cli import main
from lifecycle_desk.cli.context import Windows
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.files.spreadsheets import BytesNotUnderstood
from lifecycle_desk.language import Language
from lifecycle_desk.stages.charging.imports.interchange.previewing import faulty_rows, looked_at, recognised
from lifecycle_desk.stages.charging.imports.interchange.recognising import kinds_of
from lifecycle_desk.stages.charging.imports.interchange.records import Records
from lifecycle_desk.stages.charging.imports.interchange.taking_in import recorded

FILES = 160  # 2,000 with LIFECYCLE_DESK_FAULTS=12.5
AT_ONCE = 25  # files of one child
LONGEST = 10  # seconds of the processor that a file may take; the worst takes 4.3, more on a slow machine
STUCK = 30  # seconds on the clock, after which it is stuck; machines are shared
MOST_BYTES = 1024**3
ANSWERED, REFUSED, USAGE = 0, 1, 2
COUNTS = """
    SELECT (SELECT count(*) FROM event), (SELECT count(*) FROM charging_session), (SELECT count(*) FROM charging_batch)
"""
WINDOWS = Windows(lambda *_given: 0, lambda *_given, **_more: [])


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Path:
    """Books with two cars."""
    place = tmp_path_factory.mktemp("books") / "desk.ldk"
    user = with_cars(books.create(place, Dealer("Sathorn EV", "TH", "en")))
    user.store.close()
    know_all_rooms()
    return place


def test_hostile_files_get_a_sentence_or_an_answer_soon_and_the_books_stay_as_they_were(store, tmp_path):
    files = rounds(FILES)
    told: list[dict] = []
    for first in range(0, files, AT_ONCE):
        told += became_of(store, tmp_path / str(first), range(first, min(first + AT_ONCE, files)))

    bad = [each for each in told if each["why"]]
    assert not bad, "\n".join(map(str, bad))
    assert len(told) == files
    slowest = max(told, key=lambda each: each["seconds"])
    figures = {
        "files": files,
        "endings": dict(Counter(each["code"] for each in told)),
        "answers": dict(Counter(each["rule"] for each in told).most_common()),
        "written": sum(each["written"] for each in told),
        "slowest": (slowest["seconds"], slowest["made"], slowest["kind"]),
        "most_megabytes": max(each["grown"] for each in told) // 2**20,
    }
    for name, figure in figures.items():
        print(f"RELIABILITY hostile_{name}={figure}")  # noqa: T201 (pytest -rP shows it)


def became_of(store: Path, folder: Path, numbers: range) -> list[dict]:
    """What became of some files in a process of their own, whose memory has an end."""
    folder.mkdir()
    books_of_this = copied(store, folder / "desk.ldk")
    listen, speak = os.pipe()
    working = in_child(lambda: work(books_of_this, folder, numbers, speak))
    os.close(speak)
    with os.fdopen(listen, "rb") as lines:
        told = [json.loads(line) for line in lines]
    code = ended(working)
    assert code == 0, (code, [each["number"] for each in told][-1:], numbers)
    assert checked(books_of_this) == "sound", numbers
    shutil.rmtree(folder)
    return told


def work(store: Path, folder: Path, numbers: range, speak: int) -> None:
    """Take in one file after the other, and tell what became of each."""
    os.environ |= {"XDG_STATE_HOME": str(folder), "HOME": str(folder)}
    began_with = resident()
    resource.setrlimit(resource.RLIMIT_AS, (memory_held() + MOST_BYTES, resource.RLIM_INFINITY))
    signal.signal(signal.SIGALRM, too_long)
    for number in numbers:
        place = folder / f"{number}.csv"
        kind, made = hostile(number, place)
        told = {"number": number, "kind": kind, "made": made, "why": "", "code": None, "rule": "", "written": False}
        began = time.process_time()
        signal.setitimer(signal.ITIMER_REAL, STUCK)
        try:
            told |= imported(store, kind, place, number)
            told["seconds"] = round(time.process_time() - began, 2)
            signal.setitimer(signal.ITIMER_REAL, STUCK)
            began = time.process_time()
            looked_at_in_the_window(store, kind if number % 2 else None, place)
        except BaseException as error:  # noqa: BLE001 (whatever it is, it is told)
            told["why"] = told["why"] or repr(error)[:500]
        signal.setitimer(signal.ITIMER_REAL, 0)
        told["seconds"] = max(told.get("seconds", 0), round(time.process_time() - began, 2))
        told["grown"] = resident() - began_with
        if told["seconds"] > LONGEST:
            told["why"] = told["why"] or "too slow"
        os.write(speak, json.dumps(told).encode() + b"\n")
        if place.is_file() and not place.is_symlink():
            place.unlink()


class TooLongError(BaseException):
    """A file that takes too long; nobody may catch it."""


def too_long(*_given: object) -> None:
    raise TooLongError


def memory_held() -> int:
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


def resident() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def imported(store: Path, kind: str, place: Path, number: int) -> dict:
    """What the command line answers, and what is wrong with that."""
    before = counted(store)
    asked = ["--store", str(store), "import", kind, str(place)]
    asked += [[], ["--skip-refused"], ["--dry-run"], ["--vin", ONE]][number // 7 % 4]
    asked += ["--json"] if number % 5 else []
    result = CliRunner().invoke(main, asked, obj=WINDOWS)
    code, said = result.exit_code, result.stdout
    why, rule, written = "", "", False
    if code not in {ANSWERED, REFUSED, USAGE} or not isinstance(result.exception, SystemExit | None):
        why = f"exit {code}: {result.exception!r} {logged(Path(os.environ['XDG_STATE_HOME']))}"
    elif code == USAGE:
        rule = "usage" if not place.is_file() else ""
        why = "" if rule else f"a usage error: {result.stderr}"
    elif "--json" in asked or said.startswith("{"):
        answer = json.loads(said)
        refused = answer.get("refused")
        rule = refused["rule"] if isinstance(refused, dict) else "taken"
        written = answer.get("written", False)
        if isinstance(refused, dict) and not refused["sentence"].strip():
            why = "no sentence"
    else:
        written = "Nothing was written" not in result.stderr
        rule = "taken"
    if not why and not written and counted(store) != before:
        why = f"something was written: {before} {counted(store)}"
    if not why and "Traceback" in result.output:
        why = "a traceback"
    return {"code": code, "rule": rule, "written": written, "why": why}


def counted(store: Path) -> tuple[int, ...]:
    with closing(dbapi2.connect(str(store))) as raw:
        return tuple(raw.execute(COUNTS).fetchone())


def logged(folder: Path) -> str:
    return "".join(each.read_text()[-1500:] for each in folder.rglob("lifecycle-desk.log"))


def looked_at_in_the_window(store: Path, kind: str | None, place: Path) -> None:
    """The same file as the window looks at it before anything is written."""
    try:
        with opened(store) as user:
            faulty_rows(drained(looked_at(user, place, kind, Choices())), {})
    except Objection as why:
        said = Language("en").sentence(why)
    except OSError as why:
        said = why.strerror
    else:
        said = "a preview"
    assert said


def test_a_pipe_is_refused_and_not_waited_for(store, tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    for kind in KINDS:
        result = CliRunner().invoke(
            main, ["--store", str(store), "import", kind, str(tmp_path / "pipe.csv")], obj=WINDOWS
        )
        assert (result.exit_code, json.loads(result.stdout)["refused"]["rule"]) == (REFUSED, "not_a_file")


def test_a_large_file_of_broken_utf_16_is_no_kind_of_record_rather_than_a_fault_of_ours(store, tmp_path):
    file = tmp_path / "file.csv"
    line = "2026-01-01,\udc00\n".encode("utf-16-le", "surrogatepass")
    file.write_bytes(codecs.BOM_UTF16_LE + line * 10_000)
    with opened(store) as user:
        assert recognised(user, file) == ()
        with pytest.raises(BytesNotUnderstood):
            kinds_of(user, file)


def test_the_place_of_what_is_odd_is_told_as_a_path(tmp_path):
    file = tmp_path / "file"
    file.write_text('[{"a": [1, {"b": {"c": [[NaN]]}}]}, [[NaN]], NaN, {"": 1e999}]')

    assert [each.at for each in Records(file)] == ["a[1].b.c[0][0]", "[0][0]", None, None]


@pytest.mark.parametrize(
    "content",
    [
        "{" + '"a":1,' * 550_000 + '"b":1}',
        '{"' + "n" * 2**20 + '":[' + "0," * 900_000 + "NaN]}",
    ],
    ids=["members", "things below a long name"],
)
def test_how_long_a_record_is_read_grows_with_its_length_alone(tmp_path, content):
    file = tmp_path / "file"
    file.write_text(content)
    began = time.process_time()
    assert len(list(Records(file))) == 1
    assert time.process_time() - began < LONGEST


def test_rows_that_are_refused_alike_share_one_objection_whose_lines_are_their_own(store, tmp_path):
    file = tmp_path / "file.csv"
    file.write_text(KINDS["teslamate"][1] + "x\n" * 100 + "x,y\n")
    with opened(store) as user:
        taken = drained(recorded(user, "teslamate", file, Choices(dry_run=True))).value.taken

    assert [each.line for each in taken.refused] == list(range(4, 105))
    assert len({id(each.why) for each in taken.refused}) == 2
    assert [each.why.facts["cells"] for each in taken.refused] == [1] * 100 + [2]
