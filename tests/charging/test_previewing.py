"""Looking at a file beforehand: its kind, what would become of each row, and the faulty ones to be mended."""

import json
from dataclasses import replace

import pytest
from charging_books import ONE, OTHER, is_sound, sessions_of
from reading_samples import CDR, EVCC_HEAD, KINDS

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.steps import drained
from lifecycle_desk.books.usecases.books import check
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.stages.charging.imports.interchange.faulty import Part
from lifecycle_desk.stages.charging.imports.interchange.previewing import (
    Outcome,
    PreviewRows,
    faulty_rows,
    imported,
    looked_at,
    previewed,
    recognised,
)
from lifecycle_desk.stages.charging.imports.interchange.taking_in import recorded
from lifecycle_desk.stages.charging.sessions.tables import batches as batch_rows
from lifecycle_desk.stages.charging.sessions.tables import chunks as chunking
from lifecycle_desk.stages.charging.sessions.usecases import recording
from lifecycle_desk.stages.charging.sessions.usecases.changing import UndoBatch, undo_batch

HEAD = "id,start_date,end_date,charge_energy_added,charge_energy_used,start_battery_level,end_battery_level,cost,car_id"
MIXED = f"""{HEAD}
1,2026-01-01 08:00:00,2026-01-01 09:00:00,20,22,30,70,4.10,{ONE}
2,2026-01-31 24:99:00,2026-02-01 09:00:00,20,22,30,70,4.10,{ONE}
3,2026-01-03 08:00:00,2026-01-03 09:00:00,20,22,30,70,4.10,my car
4,2026-01-04 08:00:00,,0,,30,,,{ONE}
5,2026-01-05 08:00:00,2026-01-05 09:00:00,20,22,30,170,4.10,{ONE}
1,2026-01-01 08:00:00,2026-01-01 09:00:00,20,22,30,70,4.10,{ONE}
3,2026-01-03 08:00:00,2026-01-03 09:00:00,20,23,30,70,4.10,my car
8,too,few
9,2026-01-09 08:00:00,2026-01-09 09:00:00,2000,22,70,30,4.10,{OTHER}
"""
MEND = {"24:99": "10:30", ",170,": ",70,", "8,too,few": f"8,2026-01-08,2026-01-08,9,9,,,,{ONE}", ",2000,": ",20,"}


def file(folder, content, name="charges.csv", encoding="utf-8"):
    made = folder / name
    made.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return made


def preview(user, path, kind="teslamate", **choices):
    return drained(previewed(user, kind, path, Choices(**choices)))


def outcomes(made):
    return {line: each.outcome.value for line, each in made.lines.items()}


# The kind --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_recognised_by_what_it_looks_like(own_desk, tmp_path, kind):
    assert recognised(own_desk, file(tmp_path, KINDS[kind][1]))[0] == kind


@pytest.mark.parametrize(
    "content",
    ["", "colour\nred\n", "a letter", '{"colour": "red"}', "[", "vin\nLSJWH4095PN000001\n", b"\0\1\2", b"\xff\xfe\0"],
)
def test_what_is_none_of_them_is_not_recognised_and_told_why(own_desk, tmp_path, content):
    path = file(tmp_path, content)

    assert recognised(own_desk, path) == ()
    with pytest.raises(Objection) as told:
        drained(looked_at(own_desk, path, None, Choices()))
    assert told.value.message % told.value.facts


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp874"])
def test_a_long_file_is_recognised_by_its_beginning(own_desk, tmp_path, encoding):
    row = "{},2026-01-01 08:00:00,2026-01-01 09:00:00,20,22,30,70,4.10,รถ\n"
    path = file(tmp_path, f"{HEAD}\n" + "".join(row.format(n) for n in range(4_000)), encoding=encoding)

    assert recognised(own_desk, path) == ("teslamate",)


def test_a_file_whose_days_can_be_two_is_recognised_all_the_same(own_desk, tmp_path):
    assert recognised(own_desk, file(tmp_path, "date,energy_kwh\n03/04/2026,20\n"))[0] == "leapmotor-mate"


# What would become of it -----------------------------------------------------------------------------------------


def test_each_row_is_told_what_would_become_of_it_and_nothing_is_written(own_desk, tmp_path):
    path = file(tmp_path, MIXED)
    before = check(own_desk).head
    made = preview(own_desk, path)

    assert outcomes(made) == {
        2: "ready",
        3: "faulty",
        4: "waiting",
        5: "left_out",
        6: "faulty",
        7: "known",
        8: "changed",
        9: "faulty",
        10: "faulty",
    }
    assert (made.rows, made.good, sum(made.counts.values())) == (9, 3, 9)
    assert made.lines[7].before.number == -2
    assert made.lines[8].before.number == -4
    assert check(own_desk).head == before
    with own_desk.store.reading() as tx:
        assert batch_rows.batches(tx) == []


def test_a_look_counts_as_the_dry_run_of_the_command_line_does(own_desk, tmp_path):
    path = file(tmp_path, MIXED)

    dry = drained(recorded(own_desk, "teslamate", path, Choices(dry_run=True))).value.taken
    assert replace(preview(own_desk, path).taken, refused=[]) == replace(dry, refused=[])


def test_what_is_here_already_says_since_when_and_what_was_taken_out_stays_out(own_desk, tmp_path):
    path = file(tmp_path, MIXED)
    drained(imported(own_desk, "teslamate", path, Choices()))
    made = preview(own_desk, path)

    assert outcomes(made)[2] == outcomes(made)[4] == "known"
    shown = PreviewRows(own_desk, made, Outcome.KNOWN)
    assert shown.rows(shown.keys())[2].since is not None
    assert made.lines[2].vin == ONE


def test_sessions_that_waited_go_to_the_car_that_is_said(own_desk, tmp_path):
    path = file(tmp_path, MIXED)
    assert preview(own_desk, path, vin=OTHER).counts[Outcome.WAITING] == 0
    assert preview(own_desk, path, vin=OTHER).lines[4].vin == OTHER


def test_what_is_odd_about_a_row_is_said_beside_it(own_desk, tmp_path):
    early = f"{HEAD}\n1,2024-01-01 08:00:00,2024-01-01 09:00:00,20,22,70,30,4.10,{ONE}\n"
    made = preview(own_desk, file(tmp_path, early))
    shown = PreviewRows(own_desk, made)

    assert shown.rows([2])[2].odd.rule == "charge_fell"


def test_of_a_long_file_the_first_rows_are_held_and_all_faulty_ones(own_desk, tmp_path, monkeypatch):
    monkeypatch.setattr("lifecycle_desk.stages.charging.imports.interchange.previewing.SHOWN_AT_MOST", 3)
    made = preview(own_desk, file(tmp_path, MIXED))

    assert list(made.lines) == [2, 3, 4, 6, 9, 10]
    assert made.rows == 9


# Taking it in ----------------------------------------------------------------------------------------------------


def test_an_import_that_is_closed_before_it_counts_leaves_nothing(own_desk, tmp_path, monkeypatch):
    monkeypatch.setattr(chunking, "AT_ONCE", 2)
    steps = imported(own_desk, "teslamate", file(tmp_path, MIXED), Choices())
    for _ in range(3):
        next(steps)
    steps.close()

    with own_desk.store.reading() as tx:
        assert batch_rows.batches(tx) == []
    assert sessions_of(own_desk) == []


def test_an_import_that_counts_is_told_to_its_end_in_one_piece(own_desk, tmp_path, monkeypatch):
    monkeypatch.setattr(recording, "TOLD_AT_ONCE", 0)  # as if there were more lives than are told at once
    rows = f"1,2026-01-01 08:00:00,2026-01-01 09:00:00,20,22,30,70,4.10,{ONE}\n"
    told = []

    def tell_owed(tx, owed):
        told.append(owed)
        return TELL_OWED(tx, owed)

    monkeypatch.setattr(recording, "tell_owed", tell_owed)
    steps = imported(own_desk, "teslamate", file(tmp_path, f"{HEAD}\n{rows}"), Choices())
    seen = []
    while True:
        try:
            seen.append(next(steps))
        except StopIteration as end:
            made = end.value.value
            break

    assert (len(seen), len(told)) == (1, 1)
    undo_batch(own_desk, UndoBatch(made.batch))
    assert sessions_of(own_desk) == []
    assert is_sound(own_desk)


TELL_OWED = recording.tell_owed


# The faulty rows -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp874"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("sign", [",", ";"])
def test_faulty_lines_come_back_as_they_stood_and_go_in_mended(own_desk, tmp_path, encoding, end, sign):
    text = f"# รถของลูกค้า{end}" + MIXED.replace(",", sign).replace("\n", end)
    path = file(tmp_path, text, encoding=encoding)
    made = preview(own_desk, path)
    back = faulty_rows(made, {3: "เวลาไม่ถูกต้อง", 10: 'because, "quoted"; so'})

    lines = back.decode(encoding).split(end)
    assert lines[0] == "# รถของลูกค้า"
    assert [each for each in lines if each and not each.startswith("#")] == [
        text.split(end)[at] for at in (1, 3, 6, 9, 10)
    ]
    assert back.decode(encoding).encode(encoding) == back
    mended = back.decode(encoding)
    for wrong, right in MEND.items():
        mended = mended.replace(wrong.replace(",", sign), right.replace(",", sign))
    again = preview(own_desk, file(tmp_path, mended, "mended.csv", encoding))
    assert (again.faulty, again.good) == ([], 4)


def test_each_faulty_line_has_its_reason_above_it(own_desk, tmp_path):
    made = preview(own_desk, file(tmp_path, MIXED))
    lines = faulty_rows(made, {3: "Line 3: no such\ntime"}).decode().splitlines()

    assert lines[1:3] == ["# Line 3: no such time", MIXED.splitlines()[2]]
    assert lines[3].startswith("# State of charge must be between 0% and 100%")


def test_a_reason_that_the_files_encoding_cannot_write_is_given_in_english(own_desk, tmp_path):
    path = file(tmp_path, f"# รถของลูกค้า\n{MIXED}", encoding="cp874")
    lines = faulty_rows(preview(own_desk, path), {4: "وقت غير صحيح"}).decode("cp874").splitlines()

    assert lines[2].startswith("# “2026-01-31 24:99:00” is not a time")


@pytest.mark.parametrize(
    ("kind", "text", "mend"),
    [
        (
            "evcc",
            f'{EVCC_HEAD}\n2026-05-01 18:02,x,"Gar""age, big",t,e,1,1,2,24,1h,31,72,1,5,1,\n',
            (",x,", ",2026-05-01 21:40,"),
        ),
        ("lubelogger-fuel", 'Date,FuelConsumed,Notes\n2026-03-14,x,"rain, and\nwind"\n', (",x,", ",24,")),
        ("leapmotor-mate", "date;energy_kwh\n2026-03-28 23:10;x\n", (";x", ";31,4")),
    ],
)
def test_every_kind_reads_its_faulty_lines_back(own_desk, tmp_path, kind, text, mend):
    made = preview(own_desk, file(tmp_path, text), kind)
    back = faulty_rows(made, {}).decode()

    assert len(made.faulty) == 1
    again = preview(own_desk, file(tmp_path, back.replace(*mend), "mended.csv"), kind)
    assert (again.faulty, again.good) == ([], 1)
    before, _, behind = back.partition("# ")
    assert before + behind.partition("\n")[2] == text


def test_a_faulty_line_says_in_its_own_words_what_it_says_and_which_part_is_wrong(own_desk, tmp_path):
    made = preview(own_desk, file(tmp_path, MIXED))
    late, full, short, much = (each.record for each in made.faulty)

    assert (late.wrong, late.given[Part.STARTED]) == (Part.STARTED, "2026-01-31 24:99:00")
    assert (full.wrong, full.given[Part.CHARGE]) == (Part.CHARGE, "30 → 170")
    assert (short.wrong, short.given[Part.STARTED]) == (None, "too")
    assert (much.wrong, much.given[Part.ENERGY]) == (Part.ENERGY, "2000")


def cdrs(*changes):
    return [{**CDR, "id": str(n), **each} for n, each in enumerate(changes, 1)]


def test_faulty_records_of_json_come_back_as_they_stood_and_go_in_mended(own_desk, tmp_path):
    told = cdrs({}, {"total_energy": "much"}, {"currency": "XXXX"}, {})
    text = json.dumps({"data": told, "status_code": 1000}, indent=1)
    made = preview(own_desk, file(tmp_path, text, "cdrs.json"), "ocpi-cdr")
    back = faulty_rows(made, {2: "not used"})

    assert outcomes(made) == {1: "waiting", 2: "faulty", 3: "faulty", 4: "waiting"}
    assert json.loads(back) == told[1:3]
    assert [each.record.wrong for each in made.faulty] == [Part.ENERGY, Part.COST]
    assert made.faulty[0].record.given[Part.VEHICLE] == "DE8ACC12E46L89"
    mended = back.replace(b'"much"', b"15.342").replace(b"XXXX", b"EUR")
    assert preview(own_desk, file(tmp_path, mended, "again.json"), "ocpi-cdr").good == 2


@pytest.mark.parametrize("odd", ["NaN", "1" * 40, '"\\ud800"', "[" * 40 + "]" * 40])
def test_odd_json_comes_back_to_the_letter(own_desk, tmp_path, odd):
    one, other = (json.dumps(each) for each in cdrs({}, {"total_energy": "?"}))
    text = f"[{one},\n{other.replace(json.dumps('?'), odd)}]"
    made = preview(own_desk, file(tmp_path, text, "cdrs.json"), "ocpi-cdr")

    assert f'"total_energy": {odd}'.encode() in faulty_rows(made, {})
    assert len(made.faulty) == 1


def test_a_bare_record_comes_back_whole(own_desk, tmp_path):
    (told,) = cdrs({"currency": "XXXX"})
    content = json.dumps(told).encode()

    assert faulty_rows(preview(own_desk, file(tmp_path, content), "ocpi-cdr"), {}) == content
