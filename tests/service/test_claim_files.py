"""Claims as files: JSON as the schemas of docs say, a table in which nothing acts, answers of makers taken in."""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from claiming import CAMPAIGN, GOODWILL, PLAIN, answered, begun, changed, claim, step, submitted, with_line
from hypothesis import given
from hypothesis import strategies as st
from workshop import LOGGED, VIN, kinds, sound

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.base.steps import drained
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.commands.rights import Right
from lifecycle_desk.stages.service.claims.interchange.answers import HEADER, minor
from lifecycle_desk.stages.service.claims.interchange.request import ClaimNotSubmitted, QualityTaskMissing
from lifecycle_desk.stages.service.claims.interchange.table import HEADER as TABLE
from lifecycle_desk.stages.service.claims.rules.claim import Split
from lifecycle_desk.stages.service.claims.rules.rights import CLAIM_SETTLE
from lifecycle_desk.stages.service.claims.rules.states import ClaimState, UnknownClaim
from lifecycle_desk.stages.service.claims.usecases.requests import TakeBackClaimStep
from lifecycle_desk.stages.service.claims.usecases.transitions import take_back_claim_step
from lifecycle_desk.stages.service.formats import READERS, WRITERS

HOUSE = Path(__file__).parents[2]
TASK = "0b9e4f32-1c39-4a2b-9f7e-3f6c1d2e5a10"
OF = {each.kind: each for each in WRITERS}
READER = next(each for each in READERS if each.kind == "claim-answers")
DRAFT, SUBMITTED, IN_REVIEW, RETURNED, APPROVED, PARTLY, REJECTED, APPEALED, PAID, CLOSED, CANCELLED = ClaimState
TYPES = {"string": str, "number": (int, float), "boolean": bool, "object": dict, "array": list}


def wrong(value: Any, schema: dict[str, Any], at: str = "$") -> Iterator[str]:
    """Where a value is not as its schema says; of JSON Schema what these schemas use."""
    kind = schema["type"]
    if not isinstance(value, TYPES[kind]) or (kind == "number" and isinstance(value, bool)):
        yield f"{at}: {value!r} is no {kind}"
    elif kind == "object":
        yield from (f"{at}.{name} is missing" for name in schema.get("required", ()) if name not in value)
        known = schema["properties"]
        yield from (f"{at}.{name} is not known" for name in value if name not in known)
        parts = ((known[name], each, f"{at}.{name}") for name, each in value.items() if name in known)
        yield from (fault for of, each, place in parts for fault in wrong(each, of, place))
    elif kind == "array":
        yield from (fault for n, each in enumerate(value) for fault in wrong(each, schema["items"], f"{at}[{n}]"))
    elif not _is_in(value, schema):
        yield f"{at}: {value!r} is not {schema}"


def _is_in(value: Any, schema: dict[str, Any]) -> bool:
    """Whether a plain value is within the bounds of its schema."""
    if isinstance(value, str):
        long_enough = len(value) >= schema.get("minLength", 0)
        return (
            long_enough and value in schema.get("enum", [value]) and bool(re.search(schema.get("pattern", ""), value))
        )
    return schema.get("minimum", value) <= value <= schema.get("maximum", value)


def schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((HOUSE / f"docs/{name}.schema.json").read_text("utf-8"))
    return found


def given_out(user: UserSession, kind: str, **asked: object) -> bytes:
    return b"".join(OF[kind].write(user, asked))


def test_a_claim_is_given_out_as_the_model_has_it(shop: UserSession):
    number = submitted(shop).number
    told = json.loads(given_out(shop, "warranty-claim-request", claim=number, quality_task=TASK))
    assert list(wrong(told, schema("warranty_claim_request"))) == []
    assert told["claimId"] == number
    assert (told["billedAmount"], told["repairCostsTF100"], told["billedTF"]) == (3500, 3500, 100)
    assert told["materialCosts"] + told["laborCosts"] + told["otherCosts"] == told["repairCostsTF100"]
    assert (told["materialCosts"], told["laborCosts"], told["otherCosts"]) == (2500, 1000, 0)
    assert (told["baseLaborTime"], told["totalTime"], told["hourlyRate"]) == (60, 60, 1000)
    assert VIN not in json.dumps(told)


def test_goodwill_is_billed_by_the_makers_share(shop: UserSession):
    number = begun(shop, GOODWILL).number
    changed(
        shop,
        number,
        causal_part="Bonnet",
        split=Split(maker=Decimal("66.5"), dealer=Decimal("33.5"), customer=Decimal(0)),
    )
    step(shop, number, SUBMITTED)
    told = json.loads(given_out(shop, "warranty-claim-request", claim=number, quality_task=TASK))
    assert list(wrong(told, schema("warranty_claim_request"))) == []
    assert (told["billedTF"], told["otherCosts"]) == (66.5, 333.33)
    assert told["billedAmount"] == 1551.65


def test_all_submitted_claims_are_given_out_without_the_customers_words(shop: UserSession):
    number = submitted(shop).number
    with_code = begun(shop, on=date(2026, 11, 20)).number
    with_line(shop, with_code, 1, trouble_code="B16A1-23", faulty_serial="F-1", new_serial="N-1")
    step(shop, with_code, SUBMITTED)
    begun(shop, CAMPAIGN)  # a draft stays here
    told = json.loads(given_out(shop, "claim-data", quality_task=TASK))
    assert list(wrong(told, schema("claim_data"))) == []
    first, second = told["claims"]
    assert [each["claimId"] for each in (first, second)] == [number, with_code]
    assert first["countryCode"] == "THA"
    assert first["anonymizedVIN"] == second["anonymizedVIN"]
    assert (first["repairMileage"], first["repairMileageUnit"]) == (47_995, "km")
    assert (first["repeatedRepair"], first["dateOfPreviousRepair"]) == (True, "2026-11-20")
    assert (second["damageCode"], second["repeatedRepair"]) == ("B16A1-23", False)
    assert second["claimedParts"][0] == {
        "partName": "Window regulator", "partNumber": "WR-100", "serialNumber": "F-1", "isPartCausal": True,
        "isPartReplaced": True, "amountOfReplacedParts": 1, "partTreatment": "replaced",
    }  # fmt: skip
    assert second["spareParts"][0]["serialNumber"] == "N-1"
    assert "customerComment" not in first
    assert PLAIN.complaint not in json.dumps(told)
    with_words = json.loads(given_out(shop, "claim-data", quality_task=TASK, with_words=True, claim=number))
    assert list(wrong(with_words, schema("claim_data"))) == []
    assert with_words["claims"][0]["customerComment"] == PLAIN.complaint
    assert json.loads(given_out(shop, "claim-data", quality_task=TASK, since="2099-01-01")) == {"claims": []}


def test_the_schemas_refuse_what_is_not_theirs():
    bad = {"claimId": "x", "billedAmount": "12", "billingDate": "1.2.2026", "strange": 1}
    assert len(list(wrong(bad, schema("warranty_claim_request")))) >= 9
    assert list(wrong({"claims": [{}]}, schema("claim_data")))


def test_what_was_not_submitted_or_names_no_task_is_not_given_out(shop: UserSession):
    number = begun(shop).number
    with pytest.raises(ClaimNotSubmitted):
        given_out(shop, "warranty-claim-request", claim=number, quality_task=TASK)
    with pytest.raises(ClaimNotSubmitted):
        given_out(shop, "claim-data", claim=number, quality_task=TASK)
    for task in (None, "", "12", f"{TASK}0"):
        with pytest.raises(QualityTaskMissing):
            given_out(shop, "warranty-claim-request", claim=number, quality_task=task)
    with pytest.raises(UnknownClaim):
        given_out(shop, "warranty-claim-request", claim=None, quality_task=TASK)


def test_the_table_has_a_row_a_line_and_no_formula(shop: UserSession):
    number = submitted(shop, replace(PLAIN, cause="=cmd|' /C calc'!A0")).number
    answered(shop, number, PARTLY, (1, 40_000, "+0.4 h"))
    rows = list(csv.DictReader(io.StringIO(given_out(shop, "claims").decode("utf-8-sig"))))
    assert tuple(rows[0]) == TABLE
    assert [(row["line"], row["amount_asked"], row["amount_granted"]) for row in rows] == [
        ("1", "1000.00", "400.00"),
        ("2", "2500.00", "2500.00"),
    ]
    assert {row["outstanding_of_claim"] for row in rows} == {"2900.00"}
    assert rows[0]["cause"].startswith("'=")
    assert rows[0]["reason"] == "'+0.4 h"


# Answers ------------------------------------------------------------------------------------------------------------


def answer(user: UserSession, tmp_path: Path, *rows: str, header: str = ",".join(HEADER), **choices: object) -> Any:
    """Take a file in; gives what became of it."""
    file = tmp_path / "answer.csv"
    file.write_text("\n".join((header, *rows)) + "\n", "utf-8")
    return drained(READER.take_in(user, file, Choices(**choices))).value


def counts(taken: Any) -> tuple[int, int, int, int]:
    assert taken.rows == taken.new + taken.known + taken.changed + len(taken.refused)
    return taken.new, taken.known, taken.changed, len(taken.refused)


def test_an_answer_comes_in_and_comes_again_without_a_trace(shop: UserSession, tmp_path: Path):
    number = submitted(shop).number
    rows = (f"{number},1,400.00,THB,partly approved,0.4 h,,,M-1", f"{number},2,2500,THB,partly_approved,,,,M-1")
    taken = answer(shop, tmp_path, *rows)
    assert counts(taken) == (2, 0, 0, 0)
    assert taken.written
    standing = claim(shop, number).status
    assert (standing.state, standing.granted_sum, standing.maker_number) == (PARTLY, 290_000, "M-1")
    assert standing.granted[1].reason == "0.4 h"
    before = kinds(shop)
    for again in (rows, rows[::-1], (*rows, rows[0])):
        taken = answer(shop, tmp_path, *again)
        assert counts(taken)[1:] == (len(again), 0, 0)
    assert kinds(shop) == before
    assert sound(shop)


def test_a_payment_comes_with_the_answer_or_later(shop: UserSession, tmp_path: Path):
    today = claim(shop, number := submitted(shop).number).begun_on
    taken = answer(shop, tmp_path, f"{number},,,,paid,,{today.isoformat()},,")
    assert counts(taken) == (0, 0, 0, 1)  # nothing was granted yet
    answer(shop, tmp_path, f"{number},,,,approved,,,,")
    assert claim(shop, number).state is APPROVED
    assert counts(answer(shop, tmp_path, f"{number},,,,paid,,{today.isoformat()},,")) == (1, 0, 0, 0)
    standing = claim(shop, number).status
    assert (standing.state, standing.paid, standing.paid_on) == (PAID, 350_000, today)
    other = begun(shop, on=date(2026, 11, 20)).number
    step(shop, other, SUBMITTED)
    answer(shop, tmp_path, f"{other},1,0,THB,,no labour,{today.isoformat()},,")
    assert claim(shop, other).status.paid == 250_000
    assert sound(shop)


def test_a_grown_file_adds_and_an_answer_that_says_otherwise_corrects(shop: UserSession, tmp_path: Path):
    number = submitted(shop).number
    first = f"{number},1,400,THB,,0.4 h,,,"
    answer(shop, tmp_path, first)
    assert claim(shop, number).state is PARTLY
    taken = answer(shop, tmp_path, first, f"{number},2,2000,THB,,list price,,,")
    assert counts(taken) == (0, 1, 1, 0)
    assert claim(shop, number).status.granted_sum == 240_000
    told = [each for each in kinds(shop) if each[0] == "claim_answered"]
    assert told == [("claim_answered", False), ("claim_answered", True)]
    assert sound(shop)


def test_an_old_answer_does_not_undo_an_appeal(shop: UserSession, tmp_path: Path):
    number = submitted(shop).number
    row = f"{number},,,,rejected,wear,,,"
    answer(shop, tmp_path, row)
    step(shop, number, APPEALED)
    assert counts(answer(shop, tmp_path, row)) == (0, 1, 0, 0)
    assert claim(shop, number).state is APPEALED
    assert counts(answer(shop, tmp_path, f"{number},,,,approved,,,,")) == (1, 0, 0, 0)


def test_an_answer_that_was_taken_back_may_come_again(shop: UserSession, tmp_path: Path):
    number = submitted(shop).number
    row = f"{number},,,,approved,,,,"
    answer(shop, tmp_path, row)
    take_back_claim_step(shop, TakeBackClaimStep(number, claim(shop, number).status.last_event, "wrong file"))
    assert counts(answer(shop, tmp_path, row)) == (1, 0, 0, 0)


# row, field, rule
CANNOT_BE = (
    ("CL-2026-0099,1,1,THB,,,,,", "claim_number", "unknown_claim"),
    ("RO-2026-0001,1,1,THB,,,,,", "claim_number", "unknown_claim"),
    (",1,1,THB,,,,,", "claim_number", "claim_number_missing"),
    ("{number},3,1,THB,,,,,", "line", "no_such_claim_line"),
    ("{number},0,1,THB,,,,,", "line", "number_not_understood"),
    ("{number},1,1000.01,THB,,,,,", "amount_granted", "granted_too_much"),
    ('{number},1,"1,000",THB,,,,,', "amount_granted", "number_two_ways"),
    ("{number},1,-5,THB,,,,,", "amount_granted", "number_not_understood"),
    ("{number},1,5,EUR,,,,,", "currency", "currency_of_another"),
    ("{number},1,5,THB,maybe,,,,", "state", "code_unknown"),
    ("{number},1,5,THB,approved,,,,", "state", "answer_does_not_fit"),
    ("{number},,5,THB,,,,,", "line", "amount_without_line"),
    ("{number},,,,approved,,2026-13-01,,", "paid_on", "no_such_day"),
    ("{number},,,,approved,,,2020-01-01,", "answered_on", "step_before_last"),
)  # fmt: skip


def test_a_row_that_cannot_be_is_refused_beside_its_column_and_nothing_is_written(shop: UserSession, tmp_path: Path):
    number = submitted(shop).number
    other = begun(shop, on=date(2026, 11, 20)).number
    step(shop, other, SUBMITTED)
    good = f"{other},,,,approved,,,,"
    for row, field, rule in CANNOT_BE:
        rows = row.format(number=number), good
        taken = answer(shop, tmp_path, *rows)
        assert [(each.line, each.field, each.why.rule) for each in taken.refused] == [(2, field, rule)], row
        assert not taken.written
        assert claim(shop, other).state is SUBMITTED
        assert counts(answer(shop, tmp_path, *rows, skip_refused=True, dry_run=True)) == (1, 0, 0, 1), row
    taken = answer(shop, tmp_path, *rows, skip_refused=True)
    assert counts(taken) == (1, 0, 0, 1)
    assert claim(shop, other).state is APPROVED
    assert claim(shop, number).state is SUBMITTED
    assert sound(shop)


def test_a_dry_run_answers_the_same_and_writes_nothing(shop: UserSession, tmp_path: Path):
    number = submitted(shop).number
    taken = answer(shop, tmp_path, f"{number},,,,approved,,,,", dry_run=True)
    assert counts(taken) == (1, 0, 0, 0)
    assert not taken.written
    assert claim(shop, number).state is SUBMITTED


def test_rows_of_one_claim_that_differ_are_refused(shop: UserSession, tmp_path: Path):
    number = submitted(shop).number
    taken = answer(shop, tmp_path, f"{number},1,400,THB,partly_approved,,,,", f"{number},2,0,THB,rejected,,,,")
    assert {each.line for each in taken.refused} == {2, 3}
    assert not taken.written


def test_a_review_and_a_return_come_in_too(shop: UserSession, tmp_path: Path):
    number = submitted(shop).number
    answer(shop, tmp_path, f"{number},,,,in review,,,,")
    assert claim(shop, number).state is IN_REVIEW
    answer(shop, tmp_path, f"{number},,,,returned,photo of the part,,,")
    assert claim(shop, number).state is RETURNED


def test_whoever_may_not_settle_takes_nothing_in(own_shop: UserSession, tmp_path: Path):
    def never(_tx: object, right: Right) -> None:
        if right == CLAIM_SETTLE:
            raise QualityTaskMissing

    number = submitted(own_shop).number
    with pytest.raises(Objection):
        answer(UserSession(own_shop.store, None, never), tmp_path, f"{number},,,,approved,,,,")
    assert claim(own_shop, number).state is SUBMITTED


@given(st.integers(0, 10**12 - 1))
def test_every_amount_is_read_back_as_it_was_written(amount):
    assert minor(f"{Decimal(amount).scaleb(-2):f}", "THB") == amount
    assert minor(f"{amount // 100},{amount % 100:02}", "EUR") == amount
    assert minor(str(amount), "VND") == amount


@given(st.text(max_size=20))
def test_any_text_is_an_amount_or_refused(text):
    try:
        read = minor(text, "THB")
    except Objection as objection:
        read, refused = None, objection.rule
    assert (read is not None and read >= 0) or refused in {"number_not_understood", "number_two_ways"}


def test_the_odometer_of_the_repair_goes_along(shop: UserSession):
    assert LOGGED.odometer_out == Distance(47_995)
    assert claim(shop, begun(shop).number).odometer_km == 47_995
