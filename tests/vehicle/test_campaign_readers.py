"""Campaign files as they are read: our own CSV, NHTSA's flat file and the answer of its API; good, odd and hostile."""

import json
from datetime import date
from random import Random

import pytest
from campaign_books import LISTED, NOW, OUTSIDE, RANGED, STOP, cars, counts, flat, record, stands, take_in, written
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lifecycle_desk.base.incoming import Refused
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.books.usecases import books
from lifecycle_desk.campaigns.interchange import nhtsa
from lifecycle_desk.campaigns.interchange import own_table as ours
from lifecycle_desk.campaigns.rules.campaign import CampaignType, Source
from lifecycle_desk.campaigns.rules.file_rows import Brought, BroughtRow
from lifecycle_desk.campaigns.usecases.lists import Campaigns, campaign
from lifecycle_desk.files.days import Days, DayTwoWays
from lifecycle_desk.files.spreadsheets import ColumnMissing, ColumnUnknown, FileEmpty, FileHasNul

ANSWER = {
    "Manufacturer": "BYD Motor Inc.", "NHTSACampaignNumber": "25V164000", "parkIt": False, "parkOutSide": False,
    "overTheAirUpdate": False, "ReportReceivedDate": "14/03/2025", "Component": "POWER TRAIN", "Summary": "It cracks.",
    "Consequence": "A crash.", "Remedy": "Replace it.", "Notes": "", "ModelYear": "2025", "Make": "BYD",
    "Model": "SEAL",
}  # fmt: skip


@pytest.fixture
def user(stocked_user, stopped_clock):
    stopped_clock(NOW)
    return stocked_user(cars)


def refused(taken):
    return [(each.line, each.field, each.why.rule) for each in taken.refused]


def test_a_file_with_a_list_and_a_range_is_taken_in_and_told_apart(user, tmp_path):
    file = written(
        tmp_path / "c.csv",
        STOP | {"vin": LISTED, "authority_no": "TH-7", "valid_from": "2026-11-01"},
        STOP | {"vin_from": "LGXCE4CC6S0010050", "vin_to": "LGXCE4CC6S0010150"},
    )
    taken = take_in(user, file)
    found = campaign(user, "byd-26-01").campaign

    assert counts(taken) == (2, 0, 0, 0)
    assert taken.written
    assert (found.own.title, found.type, found.authority_no) == (STOP["title"], CampaignType.SAFETY_RECALL, "TH-7")
    assert (found.do_not_drive, found.park_outside, found.valid_from) == (True, False, date(2026, 11, 1))
    assert [stands(user, each) for each in (LISTED, RANGED, OUTSIDE)] == [{"BYD-26-01": "open"}] * 2 + [{}]


def test_the_same_file_whole_shuffled_or_grown_changes_nothing_twice(user, tmp_path):
    rows = [STOP | {"vin": f"LGXCE4CC6S00{each:05}"} for each in range(20)]
    take_in(user, written(tmp_path / "c.csv", *rows))
    Random(1).shuffle(rows)
    again = take_in(user, written(tmp_path / "d.csv", *rows))
    grown = take_in(user, written(tmp_path / "e.csv", *rows, STOP | {"vin": LISTED}))

    assert counts(again) == (0, 20, 0, 0)
    assert counts(grown) == (1, 20, 0, 0)
    assert stands(user, LISTED) == {"BYD-26-01": "open"}
    assert books.check(user).sound


def test_a_row_told_otherwise_is_changed_and_the_old_stays_readable(user, tmp_path):
    row = {"campaign_no": "X1", "title": "Old", "vin_from": "LGXCE4CC6S0010050", "vin_to": "LGXCE4CC6S0010150"}
    take_in(user, written(tmp_path / "c.csv", row | {"built_from": "2025-01-01", "built_to": "2025-01-31"}))
    before = stands(user, RANGED)
    taken = take_in(user, written(tmp_path / "d.csv", row | {"title": "New"}))

    assert (before, counts(taken), stands(user, RANGED)) == ({"X1": "may_be"}, (0, 0, 1, 0), {"X1": "open"})
    with user.store.reading() as tx:
        from lifecycle_desk.campaigns.tables import campaigns as kept

        said = [json.loads(words)["title"] for file in kept.files(tx) for _, words in kept.said_in(tx, file.number)]
    assert said == ["Old", "New"]


def test_a_dry_run_answers_the_same_and_writes_nothing(user, tmp_path):
    file = written(tmp_path / "c.csv", STOP | {"vin": LISTED})
    dry = take_in(user, file, dry_run=True)

    assert (counts(dry), dry.written, Campaigns(user).keys().tolist()) == ((1, 0, 0, 0), False, [])
    assert counts(take_in(user, file)) == (1, 0, 0, 0)


BAD = [
    ({"campaign_no": ""}, "campaign_no", "number_missing"),
    ({"vin": "LGXCE4CC6S001000"}, "vin", "vin_has_wrong_length"),
    ({"vin": "LGXCE4CC6S001O005"}, "vin", "vin_has_wrong_letter"),
    ({"vin": ""}, "vin", "no_car_named"),
    ({"vin_from": "LGXCE4CC6S0010000"}, "vin", "vin_and_range"),
    ({"vin": "", "vin_from": "LGXCE4CC6S0010000"}, "vin_to", "range_without_end"),
    ({"vin": "", "vin_to": "LGXCE4CC6S0010000"}, "vin_from", "range_without_end"),
    ({"vin": "", "vin_from": "LG"}, "vin_from", "beginning_too_short"),
    ({"vin": "", "vin_from": "LGXCE4O"}, "vin_from", "vin_has_wrong_letter"),
    ({"vin": "", "vin_from": RANGED, "vin_to": LISTED}, "vin_to", "range_reversed"),
    (
        {"vin": "", "vin_from": "LGX", "built_from": "2025-02-01", "built_to": "2025-01-01"},
        "built_to",
        "period_reversed",
    ),
    ({"vin": "", "vin_from": "LGX", "built_from": "2025-02-30"}, "built_from", "no_such_day"),
    ({"do_not_drive": "perhaps"}, "do_not_drive", "code_unknown"),
    ({"type": "recall"}, "type", "code_unknown"),
    ({"title": "x" * 301}, "title", "text_too_long"),
    ({"title": "Another"}, "title", "campaign_told_twice"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "field", "rule"), BAD)
def test_a_bad_row_is_refused_by_line_and_field_and_nothing_of_the_file_is_written(user, tmp_path, row, field, rule):
    file = written(tmp_path / "c.csv", STOP | {"vin": OUTSIDE}, STOP | {"vin": LISTED} | row)

    taken = take_in(user, file)
    assert (refused(taken), taken.written, stands(user, OUTSIDE)) == ([(3, field, rule)], False, {})
    skipped = take_in(user, file, skip_refused=True)
    assert (refused(skipped), skipped.written) == ([(3, field, rule)], True)
    assert stands(user, OUTSIDE) == {"BYD-26-01": "open"}


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", FileEmpty),
        (b"vin\nLGXCE4CC6S0010005\n", ColumnMissing),
        (b"campaign_no,vin,colour\n1,LGXCE4CC6S0010005,red\n", ColumnUnknown),
        (b"campaign_no,vin\n1,\0\n", FileHasNul),
    ],
)
def test_what_is_no_campaign_file_is_refused_as_a_whole(user, tmp_path, content, rule):
    path = tmp_path / "c.csv"
    path.write_bytes(content)

    with pytest.raises(rule):
        take_in(user, path)


def test_a_day_that_can_be_two_is_refused_with_both_and_dates_decide(user, tmp_path):
    row = {"campaign_no": "X1", "vin": "", "vin_from": "LGXCE4", "built_from": "01/02/2025"}
    file = written(tmp_path / "c.csv", row)
    taken = take_in(user, file)

    assert isinstance(taken.refused[0].why, DayTwoWays)
    assert counts(take_in(user, file, dates="dmy")) == (1, 0, 0, 0)


def test_the_physical_line_counts_where_a_defect_has_lines_of_its_own(user, tmp_path):
    path = tmp_path / "c.csv"
    path.write_text(f'campaign_no,defect,vin\nX1,"one\ntwo",{LISTED}\n\nX1,,nothing\n', encoding="utf-8")

    assert refused(take_in(user, path)) == [(5, "vin", "vin_has_wrong_length")]


@pytest.mark.parametrize("fields", [24, 25, 27, 28, 29])
def test_a_flat_file_of_any_age_is_read_and_only_may_mean_a_car(user, tmp_path, fields):
    taken = take_in(user, flat(tmp_path / "r.txt", record(), fields=fields), as_nhtsa=True)
    found = campaign(user, "25V164000").campaign

    assert counts(taken) == (1, 0, 0, 0)
    assert (found.source, found.own.title, found.maker_no) == (Source.NHTSA, "POWER TRAIN", "N252500010")
    assert (found.own.defect, found.valid_from) == ('A "weld" may crack.', date(2025, 3, 14))
    assert stands(user, LISTED) == {"25V164000": "may_be"}


def test_orders_to_the_owner_and_letters_of_the_west_are_read(user, tmp_path):
    rows = [
        record(2, DO_NOT_DRIVE="Yes", PARK_OUTSIDE="No"),
        record(1, MFGNAME="Société Générale", DO_NOT_DRIVE="No", PARK_OUTSIDE=""),
        record(3, RCLTYPECD="T"),
    ]
    taken = take_in(user, flat(tmp_path / "r.txt", *rows), as_nhtsa=True)
    found = campaign(user, "25V164000").campaign

    assert taken.left_out == {"not_a_vehicle": 1}
    assert taken.rows == taken.new + 1 == 3
    assert (found.do_not_drive, found.park_outside, found.maker) == (True, False, "Société Générale")


def test_the_same_list_shuffled_changes_nothing(user, tmp_path):
    rows = [record(each, COMPNAME=f"PART {each}", MODELTXT=f"SEAL {each}") for each in range(1, 9)]
    take_in(user, flat(tmp_path / "r.txt", *rows), as_nhtsa=True)

    again = take_in(user, flat(tmp_path / "s.txt", *reversed(rows)), as_nhtsa=True)
    changed = take_in(user, flat(tmp_path / "t.txt", *rows[:-1], rows[-1] | {"YEARTXT": "2026"}), as_nhtsa=True)

    assert counts(again) == (0, 8, 0, 0)
    assert counts(changed) == (0, 7, 1, 0)
    assert campaign(user, "25V164000").campaign.own.title == "PART 1"


@pytest.mark.parametrize(
    ("row", "field", "rule"),
    [
        ({"RECORD_ID": "x"}, "RECORD_ID", "number_not_understood"),
        ({"CAMPNO": ""}, "CAMPNO", "number_missing"),
        ({"CAMPNO": "25-V<b>"}, "CAMPNO", "number_not_understood"),
        ({"MODELTXT": ""}, "MODELTXT", "model_missing"),
        ({"YEARTXT": "20X5"}, "YEARTXT", "number_not_understood"),
        ({"BGMAN": "20250230"}, "BGMAN", "no_such_day"),
        ({"BGMAN": "2025"}, "BGMAN", "day_not_understood"),
        ({"BGMAN": "20250301", "ENDMAN": "20250201"}, "ENDMAN", "period_reversed"),
        ({"DO_NOT_DRIVE": "perhaps"}, "DO_NOT_DRIVE", "code_unknown"),
        ({"RECORD_ID": "1", "MODELTXT": "HAN"}, "RECORD_ID", "record_twice"),
    ],
)
def test_a_bad_record_is_refused_by_its_field(user, tmp_path, row, field, rule):
    taken = take_in(user, flat(tmp_path / "r.txt", record(), record(2) | row), as_nhtsa=True)

    assert refused(taken) == [(2, field, rule)]
    assert not taken.written


def test_rows_of_other_widths_are_refused_and_bytes_that_are_no_text_too(user, tmp_path):
    path = tmp_path / "r.txt"
    path.write_bytes(b"1\t25V164000\r\n" + b"\t" * 30 + b"x\n")
    assert refused(take_in(user, path, as_nhtsa=True)) == [(1, None, "field_count"), (2, None, "field_count")]

    path.write_bytes(b"1\t\0\n")
    with pytest.raises(FileHasNul):
        take_in(user, path, as_nhtsa=True)
    path.write_bytes(b"RECORD_ID,CAMPNO\n1,2\n")
    with pytest.raises(nhtsa.NotRecalls):
        take_in(user, path, as_nhtsa=True)


def test_an_answer_of_the_api_is_read_with_its_days_and_its_spelling(user, tmp_path):
    path = tmp_path / "r.json"
    path.write_text(json.dumps({"Count": 1, "Message": "ok", "results": [ANSWER | {"parkOutSide": "true"}]}))
    taken = take_in(user, path, as_nhtsa=True)
    found = campaign(user, "25V164000").campaign

    assert counts(taken) == (1, 0, 0, 0)
    assert (found.park_outside, found.do_not_drive, found.valid_from) == (True, False, date(2025, 3, 14))
    assert (found.own.risk, found.maker_no) == ("A crash.", "")
    assert stands(user, LISTED) == {"25V164000": "may_be"}
    assert counts(take_in(user, path, as_nhtsa=True)) == (0, 1, 0, 0)


@pytest.mark.parametrize(
    ("change", "field", "rule"),
    [
        ({"ReportReceivedDate": "14/13/2025"}, "ReportReceivedDate", "no_such_day"),
        ({"NHTSACampaignNumber": None}, "NHTSACampaignNumber", "number_missing"),
        ({"parkIt": "maybe"}, "parkIt", "code_unknown"),
        ({"Make": ""}, "Make", "model_missing"),
    ],
)
def test_a_bad_result_of_the_api_is_refused_by_its_own_name(user, tmp_path, change, field, rule):
    path = tmp_path / "r.json"
    path.write_text(json.dumps({"results": [ANSWER, ANSWER | change]}))

    assert refused(take_in(user, path, as_nhtsa=True)) == [(2, field, rule)]


@pytest.mark.parametrize("content", ["[", "{}", '{"results": 1}', "[1]", '{"results": [1]}'])
def test_json_that_is_no_answer_is_refused(user, tmp_path, content):
    path = tmp_path / "r.json"
    path.write_text(content)
    assert answered(user, path) == {"not_recalls"}


def answered(user, path):
    """By which rules a list is refused, as a whole or row by row."""
    try:
        return {each.why.rule for each in take_in(user, path, as_nhtsa=True).refused}
    except Objection as why:
        return {why.rule}


def test_a_list_of_the_maker_answers_for_the_authoritys_campaign(user, tmp_path):
    take_in(user, flat(tmp_path / "r.txt", record()), as_nhtsa=True)
    take_in(user, written(tmp_path / "c.csv", STOP | {"authority_no": "25V-164000", "vin": LISTED}))

    assert stands(user, LISTED) == {"BYD-26-01": "open"}
    assert stands(user, RANGED) == {}
    assert campaign(user, "25V164000").answered_by == "BYD-26-01"
    assert books.check(user).sound


cell = st.text(st.characters(codec="utf-8", exclude_characters='\0"\r\n'), max_size=20)


@given(st.dictionaries(st.sampled_from(ours.HEADER), cell))
def test_any_row_of_ours_is_read_or_refused_with_one_of_its_columns(cells):
    reading = ours.Reading(Brought("campaign", "c.csv", Source.MAKER), date(2026, 11, 28))

    made = reading.read(2, {name: text.strip() for name, text in cells.items()}, Days("dmy"))

    assert isinstance(made, BroughtRow) or (isinstance(made, Refused) and made.field in ours.HEADER)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_a_sentence(tmp_path, content):
    path = tmp_path / "any.txt"
    path.write_bytes(content)
    try:
        rows = list(nhtsa._answers(path) if nhtsa._is_json(path) else nhtsa._flat(path))
    except Objection:
        return
    assert all(isinstance(row, Refused) or len(row[1]) == len(nhtsa.FIELDS) for row in rows)
