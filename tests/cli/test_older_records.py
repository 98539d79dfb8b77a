"""Records that earlier versions gave out, kept as they were: each comes in as the store of its form would have."""

import json
import lzma
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

FILE = Path(__file__).parent / "files" / "records-0005.jsonl.xz"


@pytest.fixture
def older(tmp_path) -> Path:
    made = tmp_path / "records.jsonl"
    made.write_bytes(lzma.decompress(FILE.read_bytes()))
    return made


def test_records_of_before_jobs_had_numbers_come_in_whole_and_go_out_again_and_again(desk, older, tmp_path):
    rows = [json.loads(line) for line in older.read_bytes().splitlines()[1:-1]]
    place, again = str(tmp_path / "new.ldk"), str(tmp_path / "again.ldk")
    assert desk("import", "records", str(older), store=place).rule == "records_not_signed"
    assert not Path(place).exists()

    said = desk("import", "records", str(older), "--unsigned", "--json", store=place)

    assert (said.code, said.json["refused"], said.json["written"]) == (0, [], True)
    assert desk("check", "--json", store=place).json["sound"]
    with dbapi2.connect(place) as raw:
        for kind in ("event", "repair_order", "repair_job", "repair_line", "warranty_claim", "document"):
            counted = raw.execute(f"SELECT count(*) FROM {kind}").fetchone()[0]  # noqa: S608 (names above)
            assert (kind, counted) == (kind, sum(each["type"] == kind for each in rows))
        seals = {each["seal"] for each in rows if each["type"] == "event"}
        assert len(seals) == raw.execute("SELECT count(DISTINCT seal) FROM event").fetchone()[0]
        assert raw.execute("SELECT count(*) FROM repair_job WHERE id = 0").fetchone() == (0,)
        known = "SELECT 1 FROM repair_job j WHERE (j.order_key, j.id) = (c.order_key, c.job_id)"
        lost = f"SELECT count(*) FROM warranty_claim c WHERE NOT EXISTS ({known})"  # noqa: S608 (the line above)
        assert raw.execute(lost).fetchone() == (0,)
    raw.close()
    verified = desk("verify", str(older), "--json", store=place)
    assert verified.json["whole"], verified.out
    out = desk("export", "records", "-o", str(tmp_path / "out.jsonl"), store=place)
    assert out.code == 0
    assert desk("import", "records", str(tmp_path / "out.jsonl"), "--json", store=again).code == 0
    desk("export", "records", "-o", str(tmp_path / "twice.jsonl"), store=again)
    assert (tmp_path / "twice.jsonl").read_bytes() == (tmp_path / "out.jsonl").read_bytes()


def test_an_older_file_that_was_altered_is_refused_as_one_of_today_is(desk, older, tmp_path):
    lines = older.read_bytes().splitlines(keepends=True)
    place = next(number for number, line in enumerate(lines) if b'"type":"event"' in line)
    altered = lines[place].replace(b'"kind":', b'"kinds":', 1)
    older.write_bytes(b"".join([*lines[:place], altered, *lines[place + 1 :]]))
    said = desk("import", "records", str(older), "--unsigned", store=str(tmp_path / "new.ldk"))
    assert (said.code, said.rule) == (1, "record_line_wrong")
    assert not (tmp_path / "new.ldk").exists()


@pytest.mark.parametrize("form", ["9999", "five", 5])
def test_records_of_a_form_that_nobody_knows_yet_are_refused_by_name(desk, older, tmp_path, form):
    first, _, rest = older.read_bytes().partition(b"\n")
    older.write_bytes(json.dumps(json.loads(first) | {"form": form}).encode() + b"\n" + rest)
    said = desk("import", "records", str(older), "--unsigned", store=str(tmp_path / "new.ldk"))
    assert (said.code, said.rule) == (1, "records_newer")
