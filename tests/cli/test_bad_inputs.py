"""Every bad input by the command `do` and by an import alike: the same verdict, the same thing kept."""

import csv
import io
import json
import shutil

import pytest
from bad_inputs import BROKEN_CSV, BROKEN_JSON, BROKEN_ROWS, CASES, VIN, Case

GOOD = {"vin": VIN, "odometer": "1000", "day": "2026-01-02", "energy": "64", "make": "MG"}
COLUMNS = {"vin": "vin", "odometer": "odometer_km", "day": "arrived_on", "energy": "battery_usable_kwh", "make": "make"}
SHOWN = {"vin": "vin", "odometer": "odometer_km", "make": "make"}


def asked(case: Case) -> str:
    """The request of a program for a vehicle with the bad input in it."""
    given = GOOD | {case.field: case.typed if case.json is None else case.json}
    odometer = int(given["odometer"]) if given["odometer"] == GOOD["odometer"] else given["odometer"]
    energy = int(given["energy"]) * 1000 if given["energy"] == GOOD["energy"] else given["energy"]
    described = {"make": given["make"], "usable_wh": energy}
    return json.dumps(
        {"vin": given["vin"], "on": given["day"], "odometer": {"value": odometer}, "description": described}
    )


def listed(case: Case) -> bytes:
    """A list of one vehicle with the bad input in its cell."""
    text = io.StringIO(newline="")
    lines = csv.writer(text)
    lines.writerow(COLUMNS.values())
    lines.writerow((GOOD | {case.field: case.typed}).values())
    return text.getvalue().encode("utf-8", "surrogatepass")


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_bad_input_has_the_same_verdict_on_both_ways(desk, tmp_path, case):
    file = tmp_path / "list.csv"
    file.write_bytes(listed(case))
    other = str(shutil.copyfile(desk.where, tmp_path / "other.ldk"))

    done = desk("do", "add_vehicle", "-", given=asked(case))
    came = desk("import", "vehicles", file, "--json", store=other)

    if case.kept is None:
        assert (done.code, came.code) == (1, 1), (done, came)
        refused = came.json["refused"]
        rules = [refused["rule"]] if isinstance(refused, dict) else [each["rule"] for each in refused]
        assert len(rules) == 1
        if case.rule:
            assert [done.rule] == rules == [case.rule]
        assert desk("find", VIN, "--json").json["hits"] == []
        assert desk("find", VIN, "--json", store=other).json["hits"] == []
    else:
        assert (done.code, came.code) == (0, 0), (done, came)
        vin = case.kept if case.field == "vin" else VIN
        for store in (desk.where, other):
            assert desk("show", vin, "--json", store=store).json[SHOWN[case.field]] == case.kept
    assert desk("check").code == desk("check", store=other).code == 0


@pytest.mark.parametrize("name", BROKEN_JSON)
def test_broken_json_is_refused_with_its_place(desk, name):
    for said in (desk("do", "add_person", "-", given=BROKEN_JSON[name]), lines_of(desk, BROKEN_JSON[name])):
        assert said.code == 1
        assert said.rule == "request_not_understood"
        assert said.json["refused"]["facts"]["where"]


def lines_of(desk, request: str):
    """The same as one of several lines."""
    named = request.replace("{", '{"do": "add_person", ', 1) if request.startswith('{"name') else request or "{"
    return desk("do", "--lines", "-", given=named)


@pytest.mark.parametrize("name", BROKEN_CSV)
def test_a_file_that_is_no_sheet_is_refused_as_a_whole_with_its_reason(desk, tmp_path, name):
    content, rule = BROKEN_CSV[name]
    (tmp_path / "list.csv").write_bytes(content)

    said = desk("import", "vehicles", tmp_path / "list.csv", "--json", "--skip-refused")

    assert (said.code, said.rule) == (1, rule)
    assert desk("check", "--json").json["vehicles"] == 0


@pytest.mark.parametrize("name", BROKEN_ROWS)
def test_a_bad_row_is_refused_with_line_and_field(desk, tmp_path, name):
    row, rule, field = BROKEN_ROWS[name]
    (tmp_path / "list.csv").write_text(f"vin,make\n\nLSJWH4095PN000009,MG\n{row}\n")

    said = desk("import", "vehicles", tmp_path / "list.csv", "--json")

    assert said.code == 1
    assert [(each["line"], each["field"], each["rule"]) for each in said.json["refused"]] == [(4, field, rule)]
    assert said.json["refused"][0]["why"]
    assert said.json["written"] is False


def test_a_reading_below_the_last_is_taken_and_warned_of_on_both_ways(desk, tmp_path):
    """Number 15: what is merely odd is not refused."""
    desk.do("add_vehicle", vin=VIN, on="2026-01-02", odometer={"value": 9_000})
    lower = {"vin": VIN, "on": "2026-02-02", "odometer": {"value": 8_000}}
    (tmp_path / "list.csv").write_text(f"vin,odometer_km\n{VIN},7000\n")

    done = desk("do", "read_odometer", json.dumps(lower))
    came = desk("import", "vehicles", tmp_path / "list.csv", "--json")

    assert (done.code, came.code) == (0, 0)
    assert done.json["warnings"]
    assert came.json["warnings"]
    assert came.json["changed"] == 1


def test_an_original_vin_and_owner_are_judged_like_the_others(desk, tmp_path):
    (tmp_path / "list.csv").write_text(
        "vin,original_vin,owner_name,owner_phone,owner_language,energy\n"
        f"{VIN},LSJWH4095PN00000O,,,,\n"
        "LSJWH4095PN000002,,,0812345678,,\n"
        "LSJWH4095PN000003,,A,,tlh,\n"
        "LSJWH4095PN000004,,,,,steam\n"
    )

    said = desk("import", "vehicles", tmp_path / "list.csv", "--json")

    assert [(each["field"], each["rule"]) for each in said.json["refused"]] == [
        ("original_vin", "vin_has_wrong_letter"),
        ("owner_name", "person_name_missing"),
        ("owner_language", "code_unknown"),
        ("energy", "code_unknown"),
    ]
