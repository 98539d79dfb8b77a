"""Charging records by the command line: answered, refused by line and field, mapped, and read back by `show`."""

import json
from itertools import count

import pytest

VIN, OTHER = "LSJWH4095PN000001", "LGXCE4CB7R0000001"
HEADER = (
    "id,start_date,end_date,charge_energy_added,charge_energy_used,start_battery_level,end_battery_level,cost,car_id"
)
GOOD = (
    "17,2026-01-10 18:02:11.000,2026-01-10 21:40:03.000,24.61,26.90,31,72,5.92,1",
    "18,2026-01-12 07:00:00.000,,0.00,,72,,,1",
    "19,2026-01-14 18:02:11.000,2026-01-14 21:40:03.000,30.00,33.10,20,72,7.20,1",
)
BROKEN = "20,2026-01-16 18:02:11.000,2026-01-16 17:40:03.000,30.00,33.10,20,72,7.20,1"


@pytest.fixture
def charged(desk, tmp_path):
    """Import rows of TeslaMate into books with two cars and give what was said."""
    for each in (VIN, OTHER):
        desk.do("add_vehicle", vin=each, on="2025-01-02")
    numbers = count()

    def take(*rows: str, options: tuple[object, ...] = ()):
        file = tmp_path / f"charges{next(numbers)}.csv"
        file.write_text("\n".join([HEADER, *rows, ""]))
        return desk("import", "teslamate", file, "--json", *options)

    return take


def counts(told: dict) -> dict[str, int]:
    found = {name: told[name] for name in ("new", "known", "changed", "unmatched") if told[name]}
    assert told["rows"] == sum(found.values()) + sum(told["left_out"].values()) + len(told["refused"])
    return found


def test_a_file_is_taken_in_once_and_is_part_of_the_vehicles_life(charged, desk):
    first, again = charged(*GOOD, options=("--vin", VIN)), charged(*reversed(GOOD), options=("--vin", VIN))

    assert (first.code, counts(first.json), first.json["left_out"], first.json["written"]) == (
        0,
        {"new": 2},
        {"open": 1},
        True,
    )
    assert counts(again.json) == {"known": 2}
    told = desk("show", VIN, "--json").json
    assert [each["kind"] for each in told["events"]] == ["vehicle.added", "charging.recorded"]
    assert desk("check").code == 0


def test_a_refused_row_names_its_line_and_field_and_nothing_is_written(charged, desk):
    said = charged(*GOOD, BROKEN, options=("--vin", VIN))

    assert (said.code, said.json["written"]) == (1, False)
    assert [(each["line"], each["rule"]) for each in said.json["refused"]] == [(5, "ends_before_start")]
    assert said.json["refused"][0]["field"] == "end_date"
    assert len(desk("show", VIN, "--json").json["events"]) == 1
    skipped = charged(*GOOD, BROKEN, options=("--vin", VIN, "--skip-refused"))
    assert (skipped.code, skipped.json["written"], counts(skipped.json)) == (1, True, {"new": 2})


def test_a_dry_run_answers_and_writes_nothing(charged, desk):
    said = charged(*GOOD, options=("--vin", VIN, "--dry-run"))

    assert (said.code, said.json["written"], counts(said.json)) == (0, False, {"new": 2})
    assert len(desk("show", VIN, "--json").json["events"]) == 1


def test_rows_without_a_car_wait_until_a_map_says_whose_they_are_and_it_is_kept(charged, tmp_path):
    table = tmp_path / "map.csv"
    table.write_text(f"from,vin\n1,{OTHER}\n")

    assert counts(charged(*GOOD).json) == {"unmatched": 2}
    assert counts(charged(*GOOD, options=("--map", table)).json) == {"new": 2}
    assert counts(charged(*GOOD).json) == {"known": 2}


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        ("from,vin\n1,LSJWH4095PN000099\n", "map_names_unknown_car"),
        (f"from,vin\n1,{OTHER}\n1,{VIN}\n", "name_twice"),
        ("vin\nx\n", "column_missing"),
        ("", "file_empty"),
    ],
)
def test_a_map_that_cannot_be_followed_is_refused_whole(charged, tmp_path, content, rule):
    table = tmp_path / "map.csv"
    table.write_text(content)
    said = charged(*GOOD, options=("--map", table))

    assert (said.code, said.rule) == (1, rule)


def test_a_vin_that_is_not_in_the_books_is_refused(charged):
    assert charged(*GOOD, options=("--vin", "LSJWH4095PN000099")).rule == "unknown_vehicle"


def test_every_kind_is_listed_with_what_it_takes(desk):
    kinds = {each["kind"]: each["takes"] for each in desk("import", "--list", "--json").json}

    for kind in ("ocpi-cdr", "teslamate", "evcc", "leapmotor-mate", "lubelogger-fuel", "mygarage-fuel"):
        assert kinds[kind] == ["vin", "map", "dates", "currency", *(["columns"] if kind == "evcc" else [])]


def test_what_is_done_by_hand_is_done_by_verbs_with_json(charged, desk):
    made = desk.do(
        "add_session",
        vin=VIN,
        session={"started_at": "2026-03-28T23:10:00+07:00", "ended_at": "2026-03-29T04:55:00+07:00", "meter_wh": 31400},
    )
    said = desk("do", "add_session", json.dumps({"vin": VIN, "session": {"started_at": "2026-03-28T23:10:00+07:00"}}))
    desk.do("undo_batch", batch=made["batch"])
    cover = desk.do("vehicle_cover", vin=VIN, part="battery")

    assert (said.code, said.rule) == (1, "energy_missing")
    assert cover["parts"][0]["answer"] in {"covered", "not_covered", "not_known"}
    assert desk("check").code == 0
