import json
import os
import subprocess
import sys

import pytest
from pypdf import PdfReader

from lifecycle_desk.books.usecases import books
from lifecycle_desk.cli import offers
from lifecycle_desk.dealership.tables import own_rules
from lifecycle_desk.dealership.usecases import market_in_force
from lifecycle_desk.market.own_rules import ALWAYS
from lifecycle_desk.paper import Paper
from lifecycle_desk.rooms import offered
from lifecycle_desk.store.opening import open_store

VIN = "LSJWH4095PN000001"
CAR = {"vin": VIN, "on": "2026-01-02", "odometer": {"value": 1_000}, "plate": "3กข 4821"}


@pytest.fixture
def car(desk):
    owner = desk.do("add_person", name="สมชาย ใจดี", phone="+66 89 555 0177")["number"]
    desk.do("add_vehicle", **CAR, owner=owner, description={"make": "MG", "usable_wh": 64_500})
    return desk


def test_a_verb_answers_what_it_made_and_what_was_odd(desk):
    first = desk("do", "add_vehicle", json.dumps(CAR)).json
    lower = {"vin": VIN, "on": "2026-02-01", "odometer": {"value": 400}}
    later = desk("do", "read_odometer", "-", given=json.dumps(lower))

    assert first == {"ok": True, "made": {"vin": VIN, "event": 2}, "warnings": []}
    assert later.code == 0
    assert later.json["made"] == {"vin": VIN, "event": 3}
    assert [set(each) for each in later.json["warnings"]] == [{"rule", "facts", "sentence"}]


def test_a_refusal_names_rule_field_facts_and_sentence(desk):
    said = desk("do", "add_vehicle", json.dumps(CAR | {"vin": "LSJWH4095PN00000O"}))

    assert said.code == 1
    told = said.json
    assert told["ok"] is False
    assert told["refused"].keys() == {"rule", "field", "facts", "sentence"}
    assert told["refused"]["rule"] == "vin_has_wrong_letter"
    assert told["refused"]["field"] == "vin"
    assert told["refused"]["facts"] == {"letter": "O", "place": 17}
    assert said.err.strip() == told["refused"]["sentence"]


def test_a_request_comes_from_a_file(desk, tmp_path):
    file = tmp_path / "request.json"
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps({"name": "Ана"}).encode())

    assert desk("do", "add_person", f"@{file}").json["made"]["person"]["name"] == "Ана"


def test_lines_are_answered_one_by_one_and_stop_at_the_first_refusal(desk):
    lines = '{"do":"add_person","name":"A"}\n{"do":"add_person","name":""}\n\n{"do":"add_person","name":"B"}\n'

    stopped, went_on = desk("do", "--lines", "-", given=lines), desk("do", "--lines", "-", "--keep-going", given=lines)

    assert [json.loads(line)["ok"] for line in stopped.out.splitlines()] == [True, False]
    assert [json.loads(line)["ok"] for line in went_on.out.splitlines()] == [True, False, True]
    assert (stopped.code, went_on.code) == (1, 1)


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ('{"do":"fly"}', "unknown_verb"),
        ('{"name":"A"}', "request_not_understood"),
        ('["do"]', "request_not_understood"),
        ('{"do":7}', "request_not_understood"),
        ("{", "request_not_understood"),
    ],
)
def test_a_line_that_cannot_be_done_is_refused(desk, line, rule):
    said = desk("do", "--lines", "-", given=line)
    assert (said.code, said.rule) == (1, rule)


def test_find_gives_what_the_interface_says(car):
    said = car("find", "550177", "--json")
    hits = said.json["hits"]

    assert said.json["query"] == "550177"
    assert said.json["more"] is False
    assert {each["kind"] for each in hits} == {"vehicle", "person"}
    assert all(each.keys() == {"kind", "id", "vin", "label", "matched"} for each in hits)
    assert {each["matched"] for each in hits} == {"+66 89 555 0177"}
    assert car("find", "nobody", "--json").json["hits"] == []
    assert car("find", "nobody").code == 0


def test_show_gives_what_the_interface_says(car):
    told = car("show", VIN.lower(), "--json").json

    assert {"vin", "plate", "stage", "odometer_km", "owner", "battery", "cover", "due", "campaigns", "events"} <= set(
        told
    )
    assert (told["stage"], told["odometer_km"], told["odometer_on"]) == ("in_use", 1_000, "2026-01-02")
    assert told["model"] is None
    assert told["owner"] == {"name": "สมชาย ใจดี", "since": "2026-01-02"}
    assert told["battery"]["usable_kwh"] == "64.5"
    assert set(told["events"][0]) >= {"seq", "on", "kind", "odometer_km", "facts", "corrects"}


def test_show_for_people_writes_figures_as_the_market_does(car):
    lines = car("show", VIN).out.splitlines()

    assert any(line.startswith("Odometer ") and line.endswith("1,000\u00a0km") for line in lines)
    assert any("สมชาย ใจดี" in line for line in lines)
    assert lines[-1].startswith("2 Jan 2026")


def test_show_tells_each_event_in_words_with_its_code_behind_them(car):
    english, thai = (car("--language", code, "show", VIN).out.splitlines()[-1].split("  ") for code in ("en", "th"))

    assert english[1] not in {"", english[-1]}
    assert thai[1] != english[1]
    assert english[-1] == thai[-1] == car("show", VIN, "--json").json["events"][-1]["kind"]


def test_find_names_what_it_found_in_words(car):
    words = {line.split("  ")[0] for line in car("find", "550177").out.splitlines()}
    codes = {line.split("  ")[-1] for line in car("find", "550177").out.splitlines()}

    assert (words, codes) == ({"Vehicle", "Customer"}, {"vehicle", "person"})


@pytest.mark.parametrize(
    "command",
    [
        ("find", VIN, "--json"),
        ("show", VIN, "--json"),
        ("check", "--json"),
        ("check", "--json", "--repair-figures"),
        ("backup", "--json"),
        ("backups", "--json"),
        ("import", "--list", "--json"),
        ("export", "--list", "--json"),
        ("report", "--list", "--json"),
        ("verbs", "add_vehicle"),
    ],
    ids=" ".join,
)
def test_with_json_standard_output_is_one_document(car, command):
    said = car(*command)

    assert said.code == 0
    assert said.out.count("\n") == 1
    said.json  # noqa: B018 (it raises where it is none)


def test_every_verb_has_a_schema_and_a_line(desk):
    lines = desk("verbs").out.splitlines()
    names = [verb.name for verb in offered("commands")]

    assert [line.split()[0] for line in lines] == names
    assert all(len(line.split()) > 2 for line in lines)
    for name in names:
        schema = desk("verbs", name).json
        assert "$ref" in schema or "properties" in schema


@pytest.mark.parametrize(
    "command",
    [
        ("fly",),
        ("do",),
        ("do", "fly", "{}"),
        ("do", "add_person", "@/nowhere/request.json"),
        ("do", "add_person", "{}", "--lines", "-"),
        ("verbs", "fly"),
        ("show",),
        ("import",),
        ("import", "fly", "x"),
        ("import", "vehicles"),
        ("import", "vehicles", "/nowhere/x.csv"),
        ("import", "vehicles", __file__, "--dates", "myd"),
        ("export", "fly"),
        ("report", "fly", "-o", "x"),
        ("init", "--name", "a", "--market", "TH", "--language", "xx"),
        ("--language", "xx", "check"),
        ("check", "--jsn"),
        ("demo", "--vehicles", "many"),
        ("screens",),
    ],
    ids=" ".join,
)
def test_a_wrong_command_line_is_2_and_says_nothing_on_standard_output(desk, command):
    said = desk(*command)
    assert (said.code, said.out) == (2, "")
    assert said.err


def test_what_is_no_usable_store_is_3_and_left_as_it_is(desk, tmp_path):
    empty, foreign, text = tmp_path / "empty.ldk", tmp_path / "foreign.ldk", tmp_path / "text.ldk"
    empty.touch()
    foreign.write_bytes(b"SQLite format 3\0" + bytes(4_000))
    text.write_text("no store")
    before = [path.read_bytes() for path in (empty, foreign, text)]

    for path in (tmp_path / "nowhere.ldk", empty, foreign, text, tmp_path):
        for command in (
            ("check", "--json"),
            ("show", VIN),
            ("export", "records"),
            ("do", "add_person", '{"name":"A"}'),
        ):
            said = desk(*command, store=str(path))
            assert (path.name, said.code) == (path.name, 3)
            assert said.json["ok"] is False

    assert [path.read_bytes() for path in (empty, foreign, text)] == before
    assert not (tmp_path / "nowhere.ldk").exists()


def test_a_store_that_another_holds_too_long_is_3(desk, monkeypatch):
    from lifecycle_desk.store import turns
    from lifecycle_desk.store.opening import open_store

    holder = open_store(desk.where)
    monkeypatch.setattr(turns, "PATIENCE", 0.1)
    with holder.writing():
        said = desk("do", "add_person", '{"name": "A"}')
    holder.close()

    assert (said.code, said.rule) == (3, "store_busy")
    assert f"Process {os.getpid()} " in said.err


@pytest.mark.parametrize(
    "address",
    ["postgresql://nobody:hunter2@127.0.0.1:1/desk", "postgresql+nodriver://nobody:hunter2@h/d", "postgresql://:x:"],
)
def test_a_server_that_cannot_be_reached_is_3_and_no_password_is_told(desk, address):
    said = desk("check", "--json", store=address)

    assert said.code == 3
    assert "hunter2" not in said.out + said.err
    assert said.rule == "store_unusable"


def test_the_window_opens_without_a_command_and_its_code_is_ours(desk):
    assert desk().code == desk("--as", "noi", "--language", "th").code == 5
    assert desk.windows == [(desk.where, None, None), (desk.where, "noi", "th")]


def test_store_and_staff_come_from_the_environment(desk, monkeypatch):
    program = [sys.executable, "-m", "lifecycle_desk"]
    monkeypatch.setenv("LIFECYCLE_DESK_STORE", desk.where)
    monkeypatch.setenv("LIFECYCLE_DESK_STAFF", "noi")
    asked = json.dumps({"vin": VIN, "on": "2026-01-02"})
    done = subprocess.run([*program, "do", "add_vehicle", asked], capture_output=True, check=False)

    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["made"]["vin"] == VIN
    assert '"by":"noi"' in desk("export", "records").out.replace("\\", "")


def test_what_is_not_expected_is_one_sentence_the_logs_place_and_70(desk, tmp_path, monkeypatch):
    def broken(*_given):
        raise RuntimeError("a bug\nwith a line break")

    monkeypatch.setattr(books, "check", broken)
    said = desk("check", "--json")

    log = next((tmp_path / "state").rglob("lifecycle-desk.log"))
    assert (said.code, said.out) == (70, "")
    assert said.err.count("\n") == 1
    assert str(log) in said.err
    assert "builtins.RuntimeError" in log.read_text()
    assert "a bug" not in log.read_text()  # what an exception says may hold what a customer is called
    assert log.stat().st_mode & 0o077 == 0


def test_it_says_so_where_not_even_the_log_can_be_written(desk, tmp_path, monkeypatch):
    monkeypatch.setattr(books, "check", lambda *_given: 1 / 0)
    (tmp_path / "state").write_text("a file where the folder should be")

    said = desk("check")

    assert said.code == 70
    assert "cannot be written" in said.err


def test_init_refuses_a_place_that_holds_something_and_a_market_that_nobody_knows(desk, tmp_path):
    again = desk("init", "--name", "B", "--market", "TH", "--language", "en")
    nowhere = desk("init", "--name", "B", "--market", "XX", "--language", "en", store=str(tmp_path / "b.ldk"))

    assert (again.code, again.rule) == (1, "store_not_empty")
    assert nowhere.code == 1
    assert not (tmp_path / "b.ldk").exists()


def test_a_country_without_rules_begins_with_those_of_its_dealer_and_what_cldr_knows(desk, tmp_path):
    there = str(tmp_path / "ke.ldk")
    begun = ("init", "--name", "Nairobi EV", "--market", "ZZ", "--language", "en", "--country")
    assert desk(*begun, "KE", "--tax", "16 VAT", "--pressure", "psi", store=there).code == 0
    with open_store(there).reading() as tx:
        pack, own = market_in_force(tx), own_rules(tx)
        tx.store.close()
    assert (pack.country, pack.currency, pack.number_locale, pack.time_zone) == ("KE", "KES", "sw_KE", "Africa/Nairobi")
    assert [(tax.name, tax.percent) for tax in pack.taxes] == [("VAT", 16)]
    assert (pack.distance_unit, pack.pressure_unit, pack.languages) == ("km", "psi", ("en",))
    assert {each.valid_from for each in own} == {ALWAYS}

    refused = {
        ("US",): "zone_open",
        ("XX",): "unknown_country",
        ("KE", "--tax", "a lot"): "rule_value_unknown",
        ("KE", "--time-zone", "Mars/Olympus"): "zone_unknown",
    }
    for said, rule in refused.items():
        assert desk(*begun, *said, store=str(tmp_path / "none.ldk")).rule == rule
    assert desk(*begun[:-1], store=str(tmp_path / "none.ldk")).rule == "rule_missing"
    assert not (tmp_path / "none.ldk").exists()


def test_check_finds_and_repairs_figures(car, tmp_path):
    from sqlcipher3 import dbapi2

    with dbapi2.connect(car.where) as other:
        other.execute("UPDATE vehicle SET odometer_km = 5")
    other.close()

    wrong = car("check", "--json")
    repaired = car("check", "--json", "--repair-figures")

    assert wrong.code == 1
    assert [each["part"] for each in wrong.json["findings"]] == ["figures"]
    assert repaired.code == 0
    assert car("check").code == 0


def test_a_backup_comes_back_also_where_no_store_is_left(car, tmp_path):
    made = car("backup", "--json").json["file"]
    car.do("add_person", name="later")
    named = tmp_path / "elsewhere" / "copy.ldk"
    assert car("backup", "-o", named).code == 0

    assert [each["file"] for each in car("backups", "--json").json] == [made]
    restored = car("restore", made, "--json")
    assert restored.code == 0
    assert restored.json["before"]
    assert car("find", "later", "--json").json["hits"] == []
    gone = str(tmp_path / "gone.ldk")
    assert car("restore", named, store=gone).code == 0
    assert len(car("find", "later", "--json", store=gone).json["hits"]) == 1


def test_what_is_no_backup_is_refused_and_the_store_stays(car, tmp_path):
    before = car("check", "--json").json["head"]
    for content in (b"", b"text", b"SQLite format 3\0" + bytes(5_000)):
        (tmp_path / "copy.ldk").write_bytes(content)
        assert car("restore", tmp_path / "copy.ldk").code == 1
    assert car("restore", tmp_path / "nowhere.ldk").code == 1

    assert car("check", "--json").json["head"] == before


def test_who_may_not_is_refused_once_sign_in_is_on(desk, tmp_path):
    desk.do("take_on", name="noi", full_name="Noi", role="manager")
    desk.do("take_on", name="lek", full_name="Lek", role="technician")
    desk.do("switch_sign_in", on=True)
    file = tmp_path / "v.csv"
    file.write_text(f"vin\n{VIN}\n")

    for command in (
        ("do", "add_person", '{"name":"A"}'),
        ("export", "records"),
        ("import", "vehicles", file),
        ("backup",),
    ):
        assert desk(*command).rule == "not_signed_in"
        assert desk("--as", "lek", *command).rule == "not_allowed"
        assert desk("--as", "noi", *command).code == 0


def test_nobody_reads_customers_and_cars_without_a_name_once_sign_in_is_on(car, tmp_path):
    car.do("take_on", name="noi", full_name="Noi", role="manager")
    car.do("switch_sign_in", on=True)
    for command in (
        ("find", VIN[-6:]),
        ("show", VIN),
        ("screens", "--to", tmp_path / "pictures"),
        ("report", "lifecycle-report", "--vin", VIN, "--draft", "-o", tmp_path / "life.pdf"),
    ):
        assert car(*command).rule == "not_signed_in"
    assert [*tmp_path.glob("pictures/*"), *tmp_path.glob("*.pdf")] == []
    assert car("--as", "noi", "find", VIN[-6:]).code == car("--as", "noi", "show", VIN).code == 0


def test_a_report_takes_what_its_request_names_and_speaks_its_readers_language(car, tmp_path, monkeypatch):
    from dataclasses import dataclass

    from lifecycle_desk.commands.offers import Report

    @dataclass(frozen=True, slots=True)
    class Asked:
        order: int
        page_size: str = "A4"

    def draw(_user, asked, language):
        return Paper(f"{asked.order} {asked.page_size} {language.code}", language, [])

    paper = Report("service-report", "Service report", "What was done.", Asked, draw, lambda *_given: "th")
    monkeypatch.setattr(offers, "offered", lambda *_part: iter([paper]))
    target = tmp_path / "new" / "report.pdf"

    def drawn(*arguments):
        assert car(*arguments, "-o", target).code == 0
        return PdfReader(target).metadata.title

    assert drawn("report", "service-report", "--order", "7") == "7 A4 th"
    assert drawn("report", "service-report", "--order", "7", "--page-size", "A5", "--language", "ar") == "7 A5 ar"
    assert drawn("--language", "es", "report", "service-report", "--order", "7") == "7 A4 es"
    assert car("report", "service-report", "--order", "7", "-o", "-").raw[:5] == b"%PDF-"
    assert car("report", "service-report", "-o", target).code == 2
    assert car("report", "service-report", "--order", "seven", "-o", target).code == 2
    assert car("report", "service-report", "--order", "7", "-o", "/proc/nowhere/x.pdf").code == 1
    assert car("report", "--list", "--json").json == [
        {"kind": "service-report", "about": "What was done.", "takes": ["order", "page_size"], "header": []}
    ]


def test_screens_are_drawn_by_what_was_handed_in(car, tmp_path):
    said = car("--language", "th", "screens", "--to", tmp_path / "pictures", "--dark")

    assert (said.code, said.out) == (0, "fleet.png\n")
    user, folder, language, more = car.windows[-1]
    assert (folder, language, more) == (tmp_path / "pictures", "th", {"dark": True, "size": None, "text": 1.0})
    assert user.store.where == car.where


def test_the_same_commands_serve_both_engines(any_desk):
    any_desk.do("add_vehicle", **CAR)

    assert any_desk("show", VIN, "--json").json["plate"] == "3กข 4821"
    assert any_desk("find", "4821", "--json").json["hits"][0]["matched"] == "3กข 4821"
    assert any_desk("check", "--json").json["sound"] is True
    assert any_desk("export", "vehicles").code == 0
    assert any_desk("init", "--name", "B", "--market", "TH", "--language", "en").rule == "store_not_empty"
