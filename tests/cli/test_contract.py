"""The ways in and out as they are promised to other programs: each sentence of the promise beside what shows it.

What is shown at length elsewhere (records, dossiers, charging files, campaigns) is only looked at here from outside.
"""

import json
import re
from pathlib import Path

import pytest
from command_line import Desk
from examples import SEVERAL, copy_example

from lifecycle_desk.base import clock
from lifecycle_desk.rooms import offered

KINDS = {
    "ocpi-cdr", "teslamate", "evcc", "leapmotor-mate", "lubelogger-service", "lubelogger-repair", "lubelogger-upgrade",
    "lubelogger-odometer", "lubelogger-fuel", "mygarage-service", "mygarage-fuel", "mygarage-odometer", "vehicles",
    "campaign", "nhtsa-recalls", "records", "dossier",
}  # fmt: skip
HEADERS = {
    "vehicles": "vin,original_vin,make,model,variant,model_year,energy,battery_chemistry,battery_usable_kwh,"
    "battery_code,plate,arrived_on,sold_on,first_registered_on,odometer_km,owner_name,owner_phone,owner_language",
    "campaign": "campaign_no,authority_no,type,title,defect,remedy,do_not_drive,park_outside,vin,vin_from,vin_to,"
    "built_from,built_to,valid_from",
}
ANSWER = {
    "kind", "file", "rows", "new", "known", "changed", "unmatched", "left_out", "refused", "warnings", "written",
}  # fmt: skip
SHOWN = {
    "vin", "original_vin", "make", "model", "model_year", "plate", "stage", "odometer_km", "odometer_on", "owner",
    "first_registered_on", "warranty_started_on", "battery", "cover", "due", "campaigns", "events",
}  # fmt: skip
HEALTH = {"percent", "low", "high", "method", "confidence", "as_of", "sessions_used", "left_out", "missing"}
STAGES = {
    "arrived", "in_stock", "ready", "sold", "in_use", "for_sale_again", "end_of_life", "destroyed", "left_the_market",
}  # fmt: skip
VIN, OTHER = "LSJWH4095PN000001", "LSJWH4095PN000002"


@pytest.fixture(scope="module")
def example(tmp_path_factory) -> Desk:
    """The example dealer, which is only looked at."""
    return Desk(str(copy_example(tmp_path_factory.mktemp("contract") / "example.ldk", vehicles=SEVERAL)))


@pytest.fixture(scope="module")
def made_by_command(tmp_path_factory) -> Desk:
    """A small one, which the command line made in an empty file."""
    file = tmp_path_factory.mktemp("made") / "empty.ldk"
    file.touch()
    made = Desk(str(file))
    assert made("demo", "--market", "TH", "--vehicles", 1, "--seed", 7).code == 0
    return made


def vins(example: Desk) -> list[str]:
    lines = example("export", "vehicles").raw.decode("utf-8-sig").splitlines()[1:]
    return [line.split(",")[0].strip('"') for line in lines]


# Commands --------------------------------------------------------------------------------------------------------


def test_demo_refuses_a_store_that_holds_anything_and_fills_an_empty_one(example, made_by_command):
    refused = example("demo", "--vehicles", 1)  # which is said after the lives were planned
    assert (refused.code, refused.rule) == (1, "store_not_empty")
    assert len(vins(made_by_command)) == 1


def test_verbs_are_one_line_each_and_with_a_name_a_json_schema(example):
    lines = example("verbs").out.splitlines()
    names = [line.split()[0] for line in lines]
    assert len(names) == len(set(names)) > 100
    assert all(len(line.split()) > 1 for line in lines)
    assert {"$ref", "type"} & example("verbs", "add_vehicle").json.keys()
    assert example("verbs", "nonsense").code in {1, 2}


def test_do_takes_json_a_file_or_standard_input_and_prints_what_it_made_as_json(desk, tmp_path):
    file = tmp_path / "asked.json"
    file.write_text('{"name": "Ann"}')
    for given, piped in (('{"name": "Ann"}', None), (f"@{file}", None), ("-", '{"name": "Ann"}')):
        said = desk("do", "add_person", given, given=piped)
        assert (said.code, said.json["ok"], "number" in said.json["made"]) == (0, True, True)


def test_lines_are_answered_in_their_order_and_go_on_behind_a_refusal_only_where_that_is_asked(desk):
    lines = '{"do": "add_person", "name": "A"}\n{"do": "nothing"}\n{"do": "add_person", "name": "B"}\n'
    stopped = desk("do", "--lines", "-", given=lines)
    assert [json.loads(line)["ok"] for line in stopped.out.splitlines()] == [True, False]
    went_on = desk("do", "--lines", "-", "--keep-going", given=lines)
    assert [json.loads(line)["ok"] for line in went_on.out.splitlines()] == [True, False, True]
    assert stopped.code == went_on.code == 1


def test_find_says_what_matched_and_nothing_found_is_0_too(example):
    vin = vins(example)[0]
    for text in (vin, vin[-6:]):
        told = example("find", text, "--json")
        assert (told.code, told.json.keys()) == (0, {"query", "hits", "more"})
        assert all(each.keys() == {"kind", "id", "vin", "label", "matched"} for each in told.json["hits"])
        assert vin in {each["vin"] for each in told.json["hits"]}
    nothing = example("find", "nobody at all", "--json")
    assert (nothing.code, nothing.json["hits"], nothing.json["more"]) == (0, [], False)


@pytest.mark.parametrize("command", ["import", "export", "report"])
def test_kinds_are_listed_with_what_they_are_about_take_and_name_as_columns(example, command):
    told = example(command, "--list", "--json").json
    assert all(each.keys() == {"kind", "about", "takes", "header"} for each in told)
    assert all(each["about"] for each in told)
    by_kind = {each["kind"]: each for each in told}
    if command == "import":
        assert by_kind.keys() >= KINDS
        for kind, header in HEADERS.items():  # a column more stands behind those that are promised
            assert ",".join(by_kind[kind]["header"]).startswith(header)
    if command == "export":
        assert {"records", "key", "dossier"} <= by_kind.keys()


def test_a_backup_goes_where_it_is_told_is_listed_and_restoring_keeps_the_old_file_beside(desk, tmp_path):
    desk.do("add_vehicle", vin=VIN, on="2026-01-02")
    named = tmp_path / "copies" / "one.ldk"
    assert desk("backup", "-o", named).code == 0
    assert named.stat().st_size
    assert desk("backup", "--json").json["events"] == desk("check", "--json").json["events"]
    assert len(desk("backups", "--json").json) == 1

    desk.do("add_vehicle", vin=OTHER, on="2026-01-02")
    assert desk("restore", named).code == 0
    assert [desk("find", each, "--json").json["hits"] != [] for each in (VIN, OTHER)] == [True, False]
    others = [each for each in tmp_path.iterdir() if each.name.startswith("desk.ldk") and each.name != "desk.ldk"]
    assert any(each.is_file() and each.stat().st_size > 100_000 for each in others)


def test_check_says_what_it_looked_at(example):
    told = example("check", "--json")
    assert (told.code, told.json["sound"], told.json["vehicles"]) == (0, True, SEVERAL)
    assert told.json["events"] > SEVERAL


# Exit codes, answers, refusals ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("check",), 0),
        (("show", "LSJWH4095PN999999"), 1),
        (("do", "add_person", "{"), 1),
        (("import", "vehicles", "/dev/null"), 1),
        (("no-such-command",), 2),
        (("export",), 2),
        (("import", "no-such-kind", "/dev/null"), 2),
        (("demo", "--vehicles", "none"), 2),
    ],
)
def test_exit_codes_are_0_done_1_refused_2_a_wrong_command_line(desk, command, code):
    said = desk(*command)
    assert said.code == code
    assert "Traceback" not in said.out + said.err
    assert code != 2 or said.out == ""


def test_3_is_a_store_that_cannot_be_used_whichever_command_asks(desk, tmp_path):
    nowhere, empty, foreign = (tmp_path / name for name in ("no.ldk", "empty.ldk", "foreign.ldk"))
    empty.touch()
    foreign.write_bytes(b"no store at all" * 1_000)
    for store in (nowhere, empty, foreign):
        before = store.read_bytes() if store.exists() else None
        for command in (
            ("check",),
            ("show", VIN),
            ("find", "x"),
            ("backup",),
            ("export", "records"),
            ("verbs", "--json"),
        ):
            said = desk(*command, store=str(store))
            assert said.code == 3 or command[0] == "verbs", (store, command, said)
        assert (store.read_bytes() if store.exists() else None) == before


@pytest.mark.parametrize("language", ["en", "es", "ar", "th", "zh_CN"])
def test_a_refusals_rule_is_english_and_stable_and_its_sentence_in_the_language_asked_for(desk, language):
    said = desk("--language", language, "do", "add_vehicle", '{"vin": "LSJWH4O95PN000001", "on": "2026-01-02"}')
    refused = said.json["refused"]
    assert (said.code, said.json["ok"]) == (1, False)
    assert (refused["rule"], refused["field"]) == ("vin_has_wrong_letter", "vin")
    assert refused["facts"] == {"letter": "O", "place": 7}
    assert said.err.strip() == refused["sentence"]
    assert (refused["sentence"].isascii()) is (language == "en")


def test_what_is_merely_odd_is_done_and_the_answer_carries_warnings(desk):
    made = json.loads(desk("do", "add_vehicle", json.dumps({"vin": "LSJWH4091PN000001", "on": "2026-01-02"})).out)
    assert made["ok"]
    assert [each["rule"] for each in made["warnings"]] == ["vin_check_digit_fails"]
    assert all(each.keys() == {"rule", "facts", "sentence"} for each in made["warnings"])
    desk.do("read_odometer", vin="LSJWH4091PN000001", on="2026-02-02", odometer={"value": 500})
    lower = desk("do", "read_odometer", '{"vin": "LSJWH4091PN000001", "on": "2026-03-02", "odometer": {"value": 400}}')
    assert (lower.code, bool(lower.json["warnings"])) == (0, True)


@pytest.mark.parametrize(
    "command",
    [("check", "--json"), ("backups", "--json"), ("import", "--list", "--json"), ("find", "x", "--json")],
)
def test_with_json_standard_output_is_one_document_and_nothing_else(example, command):
    assert json.loads(example(*command).out) is not None


# Import ---------------------------------------------------------------------------------------------------------------


def listed(tmp_path: Path, *rows: str) -> Path:
    file = tmp_path / "list.csv"
    file.write_text("\n".join(["vin,make,odometer_km", *rows, ""]), encoding="utf-8")
    return file


def test_an_imports_answer_names_everything_and_its_rows_add_up(desk, tmp_path):
    told = desk("import", "vehicles", listed(tmp_path, f"{VIN},MG,10", "", "XX,MG,1", f"{OTHER},MG,x"), "--json").json
    assert told.keys() >= ANSWER
    counted = sum(told[each] for each in ("new", "known", "changed", "unmatched"))
    assert told["rows"] == counted + sum(told["left_out"].values()) + len(told["refused"]) == 3
    assert [each["line"] for each in told["refused"]] == [4, 5]  # physical lines: the empty one counts
    assert [each["field"] for each in told["refused"]] == ["vin", "odometer_km"]
    assert all(each.keys() == {"line", "field", "rule", "facts", "why"} for each in told["refused"])


def test_one_refused_row_and_nothing_is_written_unless_refused_rows_are_skipped(desk, tmp_path):
    file = listed(tmp_path, f"{VIN},MG,10", "XX,MG,1")
    for options, written in ((("--dry-run",), False), ((), False), (("--skip-refused",), True)):
        said = desk("import", "vehicles", file, "--json", *options)
        assert (said.code, said.json["written"], said.json["new"]) == (1, written, 1), options
        assert (desk("show", VIN, "--json").code == 0) is written


def test_a_dry_run_gives_the_same_answer_and_writes_nothing(desk, tmp_path):
    file = listed(tmp_path, f"{VIN},MG,10", f"{OTHER},MG,20")
    dry = desk("import", "vehicles", file, "--json", "--dry-run").json
    assert desk("check", "--json").json["vehicles"] == 0
    assert desk("import", "vehicles", file, "--json").json == dry | {"written": True}


def test_the_same_file_twice_whole_shuffled_or_grown_changes_nothing_twice_and_corrections_are_facts(desk, tmp_path):
    def took(*rows: str) -> tuple[int, int, int]:
        told = desk("import", "vehicles", listed(tmp_path, *rows), "--json").json
        return told["new"], told["known"], told["changed"]

    one, two, three = f"{VIN},MG,10", f"{OTHER},MG,20", "LRW3E7FA0RC000001,Tesla,5"
    assert took(one, two) == (2, 0, 0)
    assert took(two, one) == (0, 2, 0)
    assert took(two, three, one) == (1, 2, 0)
    assert took(f"{VIN},Roewe,10") == (0, 0, 1)
    kinds = [
        (each["kind"], each["facts"].get("description", {}).get("make"))
        for each in desk("show", VIN, "--json").json["events"]
    ]
    assert kinds == [("vehicle.added", "MG"), ("vehicle.described", "Roewe")]  # the old stays readable


def test_the_line_of_json_is_the_index_of_the_record_from_1(desk, tmp_path):
    file = tmp_path / "sessions.json"
    file.write_text(json.dumps({"diagnosticSessions": [{"sessionId": "a"}, "none"]}, indent=4))
    told = desk("import", "diagnostic-data", file, "--json").json
    assert [each["line"] for each in told["refused"]] == [1, 2]


def test_a_file_that_cannot_be_read_as_its_kind_at_all_is_a_refusal_like_any_other(desk, tmp_path):
    file = tmp_path / "picture.png"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    for kind in sorted(KINDS):
        said = desk("import", kind, file, "--json", store=str(tmp_path / "new.ldk") if kind == "records" else None)
        assert (said.code, said.json["ok"]) == (1, False), (kind, said)
        assert said.json["refused"].keys() == {"field", "rule", "facts", "sentence"}


def test_two_readings_of_a_date_are_refused_with_both_and_decided_by_dates(desk, tmp_path):
    file = tmp_path / "list.csv"
    file.write_text(f"vin,arrived_on\n{VIN},03/04/2026\n")
    refused = desk("import", "vehicles", file, "--json")
    assert refused.code == 1
    assert {"2026-04-03", "2026-03-04"} <= set(re.findall(r"\d{4}-\d\d-\d\d", refused.out))
    assert desk("import", "vehicles", file, "--dates", "dmy", "--dry-run", "--json").json["new"] == 1


# What is given out ----------------------------------------------------------------------------------------------------


def test_records_begin_with_format_version_dealer_and_head_and_each_line_is_canonical_and_typed(
    example,
):
    lines = example("export", "records").out.splitlines()
    first, *others = [json.loads(line, parse_float=pytest.fail) for line in lines]
    assert {"format", "version", "dealer", "head"} <= first.keys()
    assert (first["format"], first["version"]) == ("lifecycle-desk/records", 1)
    assert all("type" in each for each in others)
    for line in lines:
        told = json.loads(line)
        assert line == json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    moments = [each["at"] for each in others if each["type"] == "event"]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", each) for each in moments)
    sessions = [each for each in others if each["type"] == "charging_session"]
    assert sessions
    assert all("offset" in each for each in sessions)


def test_show_has_what_is_promised_and_unknown_values_are_null(example, desk):
    for vin in vins(example):
        told = example("show", vin, "--json").json
        assert told.keys() >= SHOWN
        assert told["stage"] in STAGES
        assert told["owner"] is None or told["owner"].keys() >= {"name", "since"}
        assert {"code", "chemistry", "usable_kwh", "health"} <= told["battery"].keys()
        health = told["battery"]["health"]
        if health is not None:  # a combustion car has no traction battery
            assert health.keys() >= HEALTH
            assert (health["percent"] is None) is bool(health["missing"])
        for each in told["cover"]:
            assert each.keys() >= {"part", "until", "until_km", "minimum_health_percent", "in_force", "why"}
        assert all(each.keys() >= {"what", "on", "at_km", "why"} for each in told["due"])
        for each in told["campaigns"]:
            assert each.keys() >= {"number", "title", "state", "do_not_drive", "park_outside"}
        numbers = [each["seq"] for each in told["events"]]
        for each in told["events"]:
            assert each.keys() >= {"seq", "on", "kind", "odometer_km", "facts", "corrects"}
            assert each["corrects"] is None or each["corrects"] in numbers
            assert "" not in (each["odometer_km"], each["corrects"])
    desk.do("add_vehicle", vin="XX9AAAAA5A1234567", on="2026-01-02")
    bare = desk("show", "XX9AAAAA5A1234567", "--json").json
    unknown = (
        "original_vin",
        "make",
        "model",
        "model_year",
        "plate",
        "odometer_km",
        "odometer_on",
        "first_registered_on",
    )
    assert [bare[each] for each in unknown] == [None] * len(unknown)
    assert bare["owner"] is None


def test_an_orders_event_names_the_order_and_a_correction_the_event_that_it_corrects(example):
    events = [each for vin in vins(example) for each in example("show", vin, "--json").json["events"]]
    orders = [each for each in events if each["kind"].startswith("service.order")]
    assert orders
    assert all(re.fullmatch(r"\D*[\d-]+", each["facts"]["order"]) for each in orders)


def test_every_kind_of_paper_and_file_is_offered_by_a_command_of_its_name(example):
    for kind, command in (("reports", "report"), ("writers", "export"), ("readers", "import")):
        for each in offered(kind):
            assert example(command, each.kind, "--help").code == 0


def test_the_clock_is_the_systems_again_after_the_example_was_made(made_by_command):
    assert made_by_command("check").code == 0
    assert clock.now().year >= 2026
