"""Every command but `do` with hostile arguments: done, or refused in a sentence; nothing is left half-written."""

import json
import sys
from collections import defaultdict
from pathlib import Path
from random import Random

import pytest
from command_line import Desk
from examples import FEW, copy_example, copy_store
from hostile import hostile_lines, lay_places

from lifecycle_desk.cli import main
from lifecycle_desk.cli.context import SavedPrint, Windows
from lifecycle_desk.rooms import put_together

ALONE = frozenset({"init", "demo", "encrypt", "decrypt", "restore", "move", "key"})  # they replace the whole books
PASSPHRASE = "correct horse battery staple"  # noqa: S105 (of a throw-away store)


@pytest.fixture
def example(tmp_path, monkeypatch) -> Desk:
    for name in ("LIFECYCLE_DESK_KEY", "LIFECYCLE_DESK_FILE_KEY", "LIFECYCLE_DESK_NEW_KEY"):
        monkeypatch.setenv(name, PASSPHRASE)
    for name in ("XDG_STATE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.chdir(tmp_path)
    made = Desk(str(copy_example(tmp_path / "desk.ldk", vehicles=FEW)))
    made.found, made.prints = defaultdict(tuple), defaultdict(lambda: SavedPrint(""))
    return made


@pytest.fixture
def places(tmp_path) -> Path:
    folder = tmp_path / "places"
    folder.mkdir()
    lay_places(folder)
    return folder


def vin_of(example: Desk) -> str:
    return example("export", "vehicles").raw.decode("utf-8-sig").splitlines()[1].split(",")[0].strip('"')


@pytest.mark.parametrize("seed", range(2))
def test_whatever_is_typed_a_command_does_it_or_says_why(example, places, tmp_path, seed):
    put_together()
    known = {"vin": vin_of(example), "name": "A", "market": "TH", "kind": "person", "text": "a"}
    ended = set()
    for nth, line in enumerate(hostile_lines(Random(seed), places, known)):
        store = example.where
        if line.arguments[0] in ALONE:
            store = str(copy_store(Path(store), tmp_path / f"copy-{nth}" / "desk.ldk"))
        before = _files(places)
        said = example(*line.arguments, store=store)
        assert said.code in {0, 1, 2, 3}, (line, said)
        assert "Traceback" not in said.err
        if said.code:
            assert said.err.strip() or said.out.strip(), line
        if line.is_json and said.code != 2 and line.arguments[0] not in {"audit", "history"}:  # a document a line
            assert isinstance(json.loads(said.out), dict | list), line
        assert said.code == 0 or _files(places) == before, line
        assert not [*places.rglob("*.part")], line
        assert (places / "full").is_symlink(), line
        ended.add(said.code)
    assert ended >= {0, 1, 2}
    assert example("check").code == 0


def _files(folder: Path) -> set[Path]:
    return {each for each in folder.rglob("*") if each.is_file()}


@pytest.mark.parametrize("command", [("export", "vehicles"), ("report", "monthly"), ("backup",)])
def test_a_device_is_written_to_and_never_becomes_a_file(example, places, command):
    said = example(*command, "-o", places / "full")
    assert said.code == 1
    assert "/full" in said.err
    assert ".part" not in said.err
    assert (places / "full").is_symlink()


def test_a_recovery_key_whose_sheet_cannot_be_written_is_shown(example, places):
    said = example("--language", "en", "encrypt", "--sheet", places / "empty" / "sheet.pdf")
    assert said.code == 1
    shown = next(line for line in said.out.splitlines() if line.startswith("Recovery key: "))
    assert example("check").code == 0
    assert example("decrypt", store=example.where).code == 0
    assert len(shown) > len("Recovery key: ")


def test_books_that_move_encrypted_tell_their_recovery_key_within_the_one_document(example, tmp_path):
    told = example("move", "--to", tmp_path / "moved.ldk", "--encrypt", "--json").json
    assert told["recovery_key"]
    assert example("check", store=str(tmp_path / "moved.ldk")).code == 0


@pytest.mark.parametrize(
    "typed",
    [
        ("audit", "--since", "0001-01-01", "--until", "9999-12-31", "--most", "1"),
        ("history", "person", "³"),
        ("history", "person", "9" * 5_000),
    ],
)
def test_bounds_of_the_calendar_and_numbers_of_nobody_are_asked_for_in_peace(example, typed):
    assert example(*typed).code == 0


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        (("figures", "--month", "9999-12"), "period_unknown"),
        (("figures", "--year", "0001"), "period_unknown"),
        (("export", "person", "--person", str(2**63)), "unknown_person"),
        (("export", "claims", "--since", "2026-13-01"), "no_such_day"),
        (("export", "claims", "--since", "lately"), "day_not_understood"),
        (("export", "region-batch", "--since", str(2**63)), "request_not_understood"),
    ],
)
def test_what_no_calendar_and_no_database_knows_is_refused_by_its_rule(example, typed, rule):
    said = example(*typed)
    assert (said.code, said.rule) == (1, rule)


@pytest.mark.parametrize("typed", [("restore", ""), ("move", "--to", ""), ("region", "sum", "--at", "postgresql://[")])
def test_a_place_that_can_be_none_is_refused(example, typed):
    said = example(*typed)
    assert said.code in {1, 3}
    assert said.err.count("\n") == 1


@pytest.mark.parametrize("name", ["folder", "empty", "binary", "loop", "full", "n" * 5_000, "empty/x", "missing"])
def test_a_store_that_is_none_ends_with_3_and_stays_as_it_is(example, places, name):
    for command in (("check", "--json"), ("find", "a", "--json"), ("audit", "--most", "1")):
        said = example(*command, store=str(places / name))
        assert (said.code, said.json["ok"]) == (3, False), (name, command)
        assert said.err.count("\n") == 1
    assert (places / "full").is_symlink()


@pytest.mark.parametrize("typed", [("show", "XX"), ("check", "--json"), ("export", "vehicles"), ("audit",)])
@pytest.mark.parametrize("closed", [True, False], ids=["closed", "full"])
def test_standard_output_that_is_full_or_closed_ends_in_a_sentence(example, monkeypatch, capsys, typed, closed):
    out = None if closed else Path("/dev/full").open("w", encoding="utf-8")  # noqa: SIM115 (its flush fails at the end)
    monkeypatch.setattr(sys, "stdout", out)
    with pytest.raises(SystemExit) as ended:
        main.main(["--store", example.where, "--language", "en", *typed], obj=Windows(*[lambda *_: 5] * 2))
    nothing_to_say = closed and typed[0] in {"check", "audit"}  # click says nothing to nobody
    assert ended.value.code == (0 if nothing_to_say else 1)
    told = capsys.readouterr().err
    assert "Traceback" not in told
    assert nothing_to_say or told.strip()
