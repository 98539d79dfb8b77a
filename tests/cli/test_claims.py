"""Claims and the rules of warranty by the command line: the same verbs and files as in the window, without it."""

import json
from io import BytesIO

import pytest
from pypdf import PdfReader

VIN = "LSJWH4095PN000001"
TASK = "0b9e4f32-1c39-4a2b-9f7e-3f6c1d2e5a10"
JOB = {
    "complaint": "The window does not close",
    "cause": "Regulator broken",
    "correction": "Regulator replaced",
    "lines": [
        {"kind": "labour", "text": "Replace", "hours": "1", "price": 100_000, "pays": "warranty"},
        {
            "kind": "part",
            "code": "WR-1",
            "text": "Window regulator",
            "quantity": "1",
            "price": 250_000,
            "pays": "warranty",
            "causal": True,
            "group": "vehicle",
        },
    ],
}


@pytest.fixture
def claim(desk):
    owner = desk.do("add_person", name="สมชาย ใจดี")["number"]
    car = {"vin": VIN, "on": "2026-01-02", "odometer": {"value": 1_000}, "owner": owner}
    desk.do("add_vehicle", **car, description={"make": "MG"})
    order = desk.do("log_repair_order", vin=VIN, jobs=[JOB], odometer_in={"value": 5_000})["number"]
    made = desk.do("begin_claim", order=order)
    assert made["state"] == "draft"
    return made


def test_a_claim_is_made_checked_sent_answered_and_paid(desk, claim, tmp_path):
    number = claim["number"]
    assert desk.do("check_claim", number=number)["missing"] == []
    assert desk.do("submit_claim", number=number)["state"] == "submitted"
    refused = desk("do", "submit_claim", json.dumps({"number": number}))
    assert refused.code == 1
    assert refused.rule == "claim_move_not_allowed"

    told = desk("export", "warranty-claim-request", "--claim", number, "--quality-task", TASK)
    assert told.json["billedAmount"] == 3500
    assert desk("export", "claim-data", "--quality-task", TASK).json["claims"][0]["claimId"] == number
    assert number in desk("export", "claims").out
    assert desk("export", "warranty-claim-request", "--claim", number).code == 1

    file = tmp_path / "answer.csv"
    file.write_text(f"claim_number,line,amount_granted,state\n{number},1,400.00,partly_approved\n", "utf-8")
    first = desk("import", "claim-answers", file, "--json").json
    assert (first["new"], first["known"], first["written"]) == (1, 0, True)
    again = desk("import", "claim-answers", file, "--json").json
    assert (again["new"], again["known"]) == (0, 1)
    paid = desk.do("pay_claim", number=number)
    assert paid["granted"] == {"minor": 290_000, "currency": "THB"}
    assert paid["outstanding"] == {"minor": 0, "currency": "THB"}
    assert desk("check").code == 0


def test_what_is_missing_is_told_as_objections(desk, claim):
    sheet = {"cause": "", "correction": "", "causal_part": "", "lines": []}
    desk.do("change_claim", number=claim["number"], revision=1, **sheet)
    missing = desk.do("check_claim", number=claim["number"])["missing"]
    assert [each["rule"] for each in missing] == [
        "claim_cause_missing",
        "claim_correction_missing",
        "claim_causal_part_missing",
        "claim_has_no_line",
    ]
    assert missing[0]["sentence"]


def test_records_carry_claims_and_come_back(desk, claim, tmp_path):
    desk.do("submit_claim", number=claim["number"])
    records = desk("export", "records").raw
    kinds = {json.loads(line).get("type") for line in records.splitlines()}
    assert {"warranty_claim", "warranty_claim_line", "repair_line_part"} <= kinds
    file, copy = tmp_path / "records.jsonl", str(tmp_path / "copy.ldk")
    file.write_bytes(records)
    assert desk("import", "records", file, store=copy).code == 0
    assert desk("export", "records", store=copy).raw == records
    assert desk("check", store=copy).code == 0


def test_the_rules_in_force_are_printed(desk, tmp_path):
    file = tmp_path / "rules.pdf"
    asked = ("report", "cover-rules", "--brand", "BYD", "--market", "pl", "--on", "2025-01-01", "--language", "en")
    assert desk(*asked, "--draft", "-o", file).code == 0
    text = "\n".join(each.extract_text() for each in PdfReader(BytesIO(file.read_bytes())).pages)
    assert "200,000" in text
    assert "250,000" not in text
    assert desk("report", "cover-rules", "--brand", "BYD", "--market", "ZZ", "--draft", "-o", file).code == 1
