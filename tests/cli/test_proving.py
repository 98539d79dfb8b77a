"""At the command line: papers are issued and verified, a car's life is handed on and taken in."""

import json

import pytest
from command_line import Desk

VIN = "LSJWH4095PN000001"


@pytest.fixture
def car(desk):
    """A car that was charged at home."""
    made = {"make": "MG", "model": "MG4", "energy": "BEV", "chemistry": "LFP", "usable_wh": 50_000}
    desk.do("add_vehicle", vin=VIN, on="2026-01-02", description=made, plate="4กข 9876")
    return desk


@pytest.fixture
def charged(car):
    """The same, charged once: a statement of nothing is refused."""
    times = {"started_at": "2026-01-05T20:00:00+07:00", "ended_at": "2026-01-05T23:00:00+07:00"}
    car.do("add_session", vin=VIN, session=times | {"meter_wh": 20_000})
    return car


@pytest.fixture
def paper(charged, car, tmp_path):
    target = tmp_path / "statement.pdf"
    said = car("report", "lifecycle-report", "--vin", VIN, "-o", target)
    assert said.code == 0, said
    assert "Issued as LR-" in said.err
    return target


@pytest.fixture
def key(car, tmp_path):
    target = tmp_path / "key.pem"
    assert car("export", "key", "-o", target).code == 0
    return target


def test_a_paper_is_genuine_by_its_books_and_elsewhere_by_the_key(car, paper, key, tmp_path):
    here = car("verify", paper, "--json")
    assert (here.code, here.json["genuine"], here.json["vin"]) == (0, True, VIN)
    assert "in_the_books" in [each["rule"] for each in here.json["says"]]

    nowhere = str(tmp_path / "nowhere.ldk")
    elsewhere = car("verify", paper, "--key", key, "--json", store=nowhere)
    assert (elsewhere.code, elsewhere.json["genuine"]) == (0, True)
    assert not (tmp_path / "nowhere.ldk").exists()

    unknown = car("verify", paper, "--json", store=nowhere)
    assert (unknown.code, [each["rule"] for each in unknown.json["says"]][1]) == (1, "key_not_known")


def test_what_is_not_genuine_ends_with_1_and_a_sentence(car, paper, tmp_path):
    altered = tmp_path / "altered.pdf"
    altered.write_bytes(paper.read_bytes().replace(b"/Producer", b"/Producfr", 1))
    for file, content in (("a.txt", b"hello"), ("b.pdf", b"%PDF-1.5"), ("c.ldz", b"PK\x03\x04"), ("d", b"")):
        (tmp_path / file).write_bytes(content)
    for file in (altered, *(tmp_path / name for name in ("a.txt", "b.pdf", "c.ldz", "d"))):
        said = car("verify", file)
        assert said.code == 1, (file, said)
        assert said.out.startswith("Could not be verified.")


def test_a_draft_has_no_number_and_leaves_no_trace(charged, car, tmp_path):
    target = tmp_path / "draft.pdf"
    said = car("report", "lifecycle-report", "--vin", VIN, "--draft", "-o", target)

    assert said.code == 0
    assert "issued" not in said.err
    assert car("verify", target).code == 1
    assert [each["kind"] for each in car("show", VIN, "--json").json["events"]] == [
        "vehicle.added",
        "charging.recorded",
    ]


def test_a_key_that_is_none_is_refused(car, paper, tmp_path):
    (tmp_path / "no.pem").write_text("hello")

    assert car("verify", paper, "--key", tmp_path / "no.pem").rule == "no_key_in_file"


def test_a_withdrawn_paper_and_a_revoked_key_are_said(car, paper):
    number = car("verify", paper, "--json").json["number"]
    car.do("withdraw_paper", kind="lifecycle-report", number=number, issue=1, why="wrong period")
    assert "wrong period" in car("verify", paper).out

    car.do("revoke_key", number=1, why="stolen")
    assert "stolen" in car("verify", paper).out


def test_a_life_goes_to_another_store_and_is_known_there(car, tmp_path):
    file, there = tmp_path / "car.ldz", str(tmp_path / "there.ldk")
    assert car("init", "--name", "Taller", "--market", "ES", "--language", "es", store=there).code == 0
    assert car("export", "dossier", "--vin", VIN, "-o", file).code == 0

    dry = car("import", "dossier", file, "--dry-run", "--json", store=there).json
    assert (dry["new"], dry["written"]) == (2, False)
    assert [each["rule"] for each in dry["warnings"]] == ["vouched_for", "signer_unknown"]
    assert car("import", "dossier", file, store=there).rule == "signer_unknown"
    fingerprint = dry["warnings"][1]["facts"]["fingerprint"]
    assert fingerprint in car("export", "key").out
    taken = car("import", "dossier", file, "--trust", fingerprint, "--json", store=there)
    assert (taken.code, taken.json["new"], taken.json["written"]) == (0, 2, True)
    again = car("import", "dossier", file, "--json", store=there).json
    assert (again["new"], again["known"], again["written"]) == (0, 2, False)
    for store in (None, there):
        assert car("check", store=store).code == 0
    assert json.loads(car("show", VIN, "--json", store=there).out)["model"] == "MG4"
    assert car("verify", file, store=there).code == 0
    unknown = car("verify", file, store=str(tmp_path / "nowhere.ldk"))
    assert unknown.code == 1
    assert unknown.out.startswith("Intact, but the signer is not known here.")
    assert "It is genuine" not in unknown.out


def test_a_car_that_is_there_by_another_way_needs_a_decision(car, tmp_path):
    file, there = tmp_path / "car.ldz", Desk(str(tmp_path / "there.ldk"))
    assert there("init", "--name", "Taller", "--market", "ES", "--language", "en").code == 0
    there.do("add_vehicle", vin=VIN, on="2026-02-03")
    assert car("export", "dossier", "--vin", VIN, "-o", file).code == 0

    trust = ("--trust", car("export", "key").out.partition(": ")[2].partition("\n")[0])
    assert there("import", "dossier", file, *trust).rule == "life_known_otherwise"
    assert there("import", "dossier", file, *trust, "--join").code == 0
    assert there("check").code == 0


def test_a_dossier_of_no_car_is_refused(car, tmp_path):
    assert car("export", "dossier", "--vin", "LVVDB21B7RD000001", "-o", tmp_path / "x.ldz").rule == "unknown_vehicle"
    assert not (tmp_path / "x.ldz").exists()
    assert car("export", "dossier", "-o", tmp_path / "x.ldz").code == 1


@pytest.mark.parametrize("chosen", [(), ("--without-people",), ("--vin", VIN)], ids=["all", "nameless", "one"])
def test_records_are_genuine_where_the_books_give_out_the_same_and_altered_anywhere_they_are_not(car, tmp_path, chosen):
    target = tmp_path / "records.jsonl"
    assert car("export", "records", *chosen, "-o", target).code == 0
    genuine = car("verify", target, "--json")
    assert (genuine.code, genuine.json["what"], genuine.json["genuine"]) == (0, "records", True)

    content = target.read_bytes()
    for at in range(0, len(content), 211):
        target.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        assert car("verify", target).code == 1, at
    for altered in (content[:-30], content + b"\n", content.replace(b"4\xe0\xb8\x81", b"5\xe0\xb8\x81", 1)):
        if altered != content:
            target.write_bytes(altered)
            assert car("verify", target).code == 1


def test_records_are_whole_by_their_signature_and_genuine_where_somebody_knows_the_key(car, key, tmp_path):
    target, nowhere = tmp_path / "records.jsonl", str(tmp_path / "nowhere.ldk")
    car("export", "records", "-o", target)

    def rules(said):
        return said.code, [each["rule"] for each in said.json["says"]]

    unknown = rules(car("verify", target, "--json", store=nowhere))
    assert unknown == (1, ["chain_holds", "whole_signer_unknown"])
    assert not (tmp_path / "nowhere.ldk").exists()
    pinned = rules(car("verify", target, "--key", key, "--json", store=nowhere))
    assert pinned == (0, ["chain_holds", "key_trusted", "what_it_does_not_show"])

    car.do("read_odometer", vin=VIN, on="2026-02-02", odometer={"value": 5})
    older = rules(car("verify", target, "--json"))
    assert older == (0, ["chain_holds", "key_trusted", "events_of_the_books", "what_it_does_not_show"])

    unsigned = target.read_bytes().rpartition(b'{"key"')[0]
    target.write_bytes(unsigned + b'{"rows":%d,"type":"end"}\n' % (unsigned.count(b"\n") - 1))
    assert rules(car("verify", target, "--json", store=nowhere)) == (1, ["chain_holds", "records_unsigned"])
