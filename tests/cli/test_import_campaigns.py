"""Campaigns at the command line: taken in, shown with a vehicle, printed and given out."""

from campaign_books import flat, record, written

VIN, OTHER = "LGXCE4CC6S0010005", "LGXCE4CC6S0010100"
STOP = {"campaign_no": "BYD-26-01", "title": "Battery", "do_not_drive": "yes"}
LISTED = {"number": "BYD-26-01", "title": "Battery", "state": "open", "do_not_drive": True, "park_outside": False}
PERHAPS = LISTED | {"number": "25V164000", "title": "POWER TRAIN", "state": "may_be", "do_not_drive": False}


def test_campaigns_are_taken_in_shown_printed_and_given_out(desk, tmp_path):
    for vin in (VIN, OTHER):
        described = {"make": "BYD", "model": "Seal", "model_year": 2025}
        desk.do("add_vehicle", vin=vin, on="2025-03-01", description=described)
    said = desk("import", "campaign", written(tmp_path / "c.csv", STOP | {"vin": VIN}), "--json")
    listed = desk("import", "nhtsa-recalls", flat(tmp_path / "r.txt", record()), "--json")

    assert (said.code, said.json["new"], said.json["read_as"]["delimiter"]) == (0, 1, "comma")
    assert (listed.code, listed.json["rows"], listed.json["left_out"]) == (0, 1, {})
    assert desk("show", VIN, "--json").json["campaigns"] == [LISTED, PERHAPS]
    assert desk("report", "campaign-letters", "--campaign", "BYD-26-01", "-o", "-").raw.startswith(b"%PDF")
    done = {"vin": VIN, "campaign": "BYD-26-01", "on": "2025-06-01", "evidence": "Invoice 7"}
    desk.do("record_campaign_done", **done)
    given = desk("export", "campaign-completion", "--campaign", "BYD-26-01")
    assert '"BYD-26-01","LGXCE4CC6S0010005","done","2025-06-01","",""' in given.out
    assert desk("report", "campaign-completion", "--campaign", "BYD-26-01", "-o", "-").raw.startswith(b"%PDF")
    assert desk("report", "campaign-letters", "--campaign", "BYD-26-01", "-o", "-").rule == "no_open_vehicle"
    assert desk("check", "--json").json["sound"]


def test_a_refused_row_has_its_line_field_and_sentence_and_exit_code_1(desk, tmp_path):
    file = written(tmp_path / "c.csv", STOP | {"vin": VIN}, STOP | {"vin": "nothing"})
    said = desk("import", "campaign", file, "--json")

    assert (said.code, said.json["written"]) == (1, False)
    assert [(each["line"], each["field"], each["rule"]) for each in said.json["refused"]] == [
        (3, "vin", "vin_has_wrong_length")
    ]
    assert desk("import", "campaign", file, "--skip-refused", "--json").json["written"]
    kinds = {each["kind"]: each for each in desk("import", "--list", "--json").json}
    assert kinds["campaign"]["header"][:3] == ["campaign_no", "authority_no", "type"]


def test_records_carry_campaigns_into_another_store(desk, tmp_path):
    desk.do("add_vehicle", vin=VIN, on="2025-03-01")
    desk("import", "campaign", written(tmp_path / "c.csv", STOP | {"vin": VIN}))
    out, again, other = tmp_path / "out.jsonl", tmp_path / "again.jsonl", str(tmp_path / "other.ldk")
    desk("export", "records", "-o", out)

    assert desk("import", "records", out, store=other).code == 0
    desk("export", "records", "-o", again, store=other)
    assert out.read_bytes() == again.read_bytes()
    assert desk("show", VIN, "--json", store=other).json["campaigns"][0]["state"] == "open"
    assert desk("check", "--json", store=other).json["sound"]
