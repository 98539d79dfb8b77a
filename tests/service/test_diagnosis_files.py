"""Files of diagnosis: tables of descriptions and sessions of testers, as often as one likes, all of it or nothing."""

import json
from pathlib import Path

import pytest
import schemas
from read_out import another_car, at, over, read_out, visit
from workshop import VIN, opened, sound

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.quantities import Distance, LengthUnit
from lifecycle_desk.base.steps import drained
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.stages.service.diagnosis.interchange import code_tables, diagnostic_data
from lifecycle_desk.stages.service.diagnosis.rules.trouble_codes import read_code
from lifecycle_desk.stages.service.diagnosis.usecases.who_had import CodeHistory, code_card, sessions_of
from lifecycle_desk.vehicle.rules.life import UnknownVehicle

TABLE = """maker,code,failure_type,language,title,text,source
BYD,P0AA6,1A,en,Isolation fault,"Check the HV connector, then the heater.",Workshop manual 2025-03
BYD,P0AA6,,zh_CN,绝缘故障,,手册
,U0100,,en,Lost communication with ECM/PCM,,SAE J2012
"""
SESSION = {
    "anonymizedVIN": VIN,
    "qualityTaskId": "Q-1",
    "sessionId": "S-77",
    "sessionStart": "2026-11-20T09:00:00+07:00",
    "sessionEnd": "2026-11-20T09:10:00+07:00",
    "sessionMileage": 29_800,
    "sessionMileageUnit": "mi",
    "vehicleSoftwareVersion": "R7.2",
    "ecus": [
        {
            "readOutTimestamp": "2026-11-20T02:01:00Z",
            "dtcs": [
                {
                    "dtcHexValue": "0x0AA61A",
                    "fullName": "P0AA6-1A",
                    "fullDescription": "Isolation fault",
                    "freezeFrame": {"U": 402},
                    "isMilOn": True,
                    "occurenceCounterTotal": "3",
                    "occurenceMileage": 47_000,
                    "occurenceTimeStamp": "2026-11-19T01:00:00Z",
                    "state": "active",
                    "type": "Error",
                }
            ],
        },
        {"readOutTimestamp": "2026-11-20T02:02:00Z", "dtcs": []},
    ],
}


def _taken(reader, user, path: Path, **choices):
    return drained(reader.take_in(user, path, Choices(**choices))).value


def _table(tmp_path, text=TABLE) -> Path:
    path = tmp_path / "codes.csv"
    path.write_text(text, encoding="utf-8")
    return path


def _json(tmp_path, *sessions) -> Path:
    path = tmp_path / "sessions.json"
    path.write_text(json.dumps({"diagnosticSessions": sessions or [SESSION]}), encoding="utf-8")
    return path


def _counts(taken) -> tuple[int, int, int, int, int]:
    return taken.rows, taken.new, taken.known, taken.changed, len(taken.refused)


def test_a_table_of_descriptions_comes_in_and_changes_nothing_twice(own_shop, tmp_path):
    assert _counts(_taken(code_tables, own_shop, _table(tmp_path))) == (3, 3, 0, 0, 0)
    assert _counts(_taken(code_tables, own_shop, _table(tmp_path))) == (3, 0, 3, 0, 0)
    grown = TABLE.replace("Isolation fault", "Isolation too low") + "BYD,0AA7,,,Sensor,,\n"
    assert _counts(_taken(code_tables, own_shop, _table(tmp_path, grown))) == (4, 1, 2, 1, 0)

    found = {(each.maker, each.failure): each for each in code_card(own_shop, read_code("P0AA6")).descriptions}
    assert found["BYD", "1A"].title == "Isolation too low"
    assert found["BYD", ""].title == "绝缘故障"


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("BYD,P0AG6,,en,Title,,", "code"),
        ("BYD,P0AA6,XY,en,Title,,", "code"),
        ("BYD,P0AA6,,klingon,Title,,", "language"),
        ("BYD,P0AA6,1A,en,,,", "title"),
        ("byd,P0AA6-1A,,en,Otherwise,,", "code"),
        (f"BYD,P0AA7,,en,{'x' * 2_001},,", "title"),
    ],
)
def test_one_bad_row_and_nothing_is_written(own_shop, tmp_path, row, field):
    taken = _taken(code_tables, own_shop, _table(tmp_path, TABLE + row + "\n"))

    assert [(each.line, each.field) for each in taken.refused] == [(5, field)]
    assert not taken.written
    assert code_card(own_shop, read_code("P0AA6")).descriptions == ()
    assert _taken(code_tables, own_shop, _table(tmp_path, TABLE + row + "\n"), skip_refused=True).new == 3


def test_the_same_row_twice_is_known_and_a_trial_writes_nothing(own_shop, tmp_path):
    path = _table(tmp_path, TABLE + TABLE.splitlines()[3] + "\n")
    assert _counts(_taken(code_tables, own_shop, path, dry_run=True)) == (4, 3, 1, 0, 0)
    assert code_card(own_shop, read_code("U0100")).descriptions == ()


def test_a_testers_session_comes_in_whole_and_changes_nothing_twice(own_shop, tmp_path):
    assert _counts(_taken(diagnostic_data, own_shop, _json(tmp_path))) == (1, 1, 0, 0, 0)
    assert _counts(_taken(diagnostic_data, own_shop, _json(tmp_path))) == (1, 0, 1, 0, 0)

    listing = CodeHistory(own_shop, read_code("P0AA6-1A"))
    assert len(listing.keys()) == 1
    with own_shop.store.reading() as tx:
        from lifecycle_desk.stages.service.diagnosis.usecases.session_facts import sessions_of_car

        ((_, session),) = sessions_of_car(tx, VIN)
    assert session.odometer == Distance(29_800, LengthUnit.MILES)
    code = session.ecus[0].codes[0]
    assert (code.code, code.text, code.mil, code.occurrences) == ("P0AA6-1A", "P0AA6-1A\nIsolation fault", True, 3)
    assert (code.occurred_km, code.state, str(code.kind), code.freeze_frame) == (
        47_000,
        "active",
        "Error",
        '{"U": 402}',
    )
    assert [len(ecu.codes) for ecu in session.ecus] == [1, 0]
    assert sound(own_shop)


def test_a_session_known_with_other_content_is_corrected(own_shop, tmp_path):
    _taken(diagnostic_data, own_shop, _json(tmp_path))
    other = SESSION | {"ecus": [{"dtcs": [{"dtcHexValue": "0AA7"}]}]}
    assert _counts(_taken(diagnostic_data, own_shop, _json(tmp_path, other))) == (1, 0, 0, 1, 0)

    assert [len(CodeHistory(own_shop, read_code(code)).keys()) for code in ("P0AA6", "P0AA7")] == [0, 1]
    assert sound(own_shop)


def test_a_session_stands_at_the_visit_during_which_it_was_read(own_shop, tmp_path):
    first, second = visit(own_shop, 10), visit(own_shop, 19)
    over(own_shop, first, 12)
    _taken(diagnostic_data, own_shop, _json(tmp_path))

    assert [len(sessions_of(own_shop, number, "en")) for number in (first, second)] == [0, 1]


def test_whose_car_it_is_may_be_said_where_the_file_does_not(own_shop, tmp_path):
    strange = SESSION | {"anonymizedVIN": "a1b2"}
    assert [each.field for each in _taken(diagnostic_data, own_shop, _json(tmp_path, strange)).refused] == [
        "anonymizedVIN"
    ]
    other = another_car(own_shop)
    assert _taken(diagnostic_data, own_shop, _json(tmp_path, strange), vin=other).new == 1
    listing = CodeHistory(own_shop, read_code("P0AA6"))
    assert [each.occurrence.vin for each in listing.rows(listing.keys()).values()] == [other]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"sessionId": ""}, "sessionId"),
        ({"sessionId": None}, "sessionId"),
        ({"sessionStart": None}, "sessionStart"),
        ({"sessionStart": "20.11.2026"}, "sessionStart"),
        ({"sessionStart": "2029-11-20T09:00:00Z"}, "on"),
        ({"sessionMileage": -2}, "sessionMileage"),
        ({"sessionMileage": 1.5}, "sessionMileage"),
        ({"sessionMileageUnit": "leagues"}, "sessionMileageUnit"),
        ({"ecus": "none"}, "ecus"),
        ({"ecus": [{"dtcs": [{"dtcHexValue": "0xZZ"}]}]}, "dtcHexValue"),
        ({"ecus": [{"dtcs": [{"dtcHexValue": 1234}]}]}, "dtcHexValue"),
        ({"ecus": [{"dtcs": [{"dtcHexValue": "0AA6", "type": "Odd"}]}]}, "type"),
        ({"ecus": [{"dtcs": [{"dtcHexValue": "0AA6", "isMilOn": "yes"}]}]}, "isMilOn"),
        ({"anonymizedVIN": "LGXCE4CB7R0000009"}, "vin"),
    ],
)
def test_a_session_that_cannot_be_is_refused_with_its_field_and_nothing_is_written(own_shop, tmp_path, changes, field):
    good = SESSION | {"sessionId": "S-78"}
    taken = _taken(diagnostic_data, own_shop, _json(tmp_path, good, SESSION | changes))

    assert [(each.line, each.field) for each in taken.refused] == [(2, field)]
    assert not taken.written
    assert len(CodeHistory(own_shop, read_code("P0AA6")).keys()) == 0


@pytest.mark.parametrize("content", [b"{", b"[1]", b"{}", b'{"diagnosticSessions": 4}', b"\xff", b'{"a": NaN}'])
def test_a_file_that_is_no_list_of_sessions_is_refused(own_shop, tmp_path, content):
    path = tmp_path / "bad.json"
    path.write_bytes(content)
    try:
        taken = _taken(diagnostic_data, own_shop, path)
    except Objection:
        return
    assert taken.refused
    assert not taken.written


def test_a_session_twice_in_a_file_is_refused(own_shop, tmp_path):
    assert [each.line for each in _taken(diagnostic_data, own_shop, _json(tmp_path, SESSION, SESSION)).refused] == [2]


def test_what_is_given_out_comes_in_again_elsewhere_as_the_same_codes(own_shop, tmp_path):
    _taken(diagnostic_data, own_shop, _json(tmp_path))
    given = json.loads(b"".join(diagnostic_data.WRITER.write(own_shop, {"vin": VIN})))

    (session,) = given["diagnosticSessions"]
    assert (session["sessionId"], session["sessionStart"]) == ("S-77", "2026-11-20T02:00:00Z")
    assert VIN not in json.dumps(given)
    assert session["ecus"][0]["dtcs"][0]["dtcHexValue"] == "0x0AA61A"
    other = another_car(own_shop)
    path = tmp_path / "again.json"
    path.write_text(json.dumps(given), encoding="utf-8")
    assert _taken(diagnostic_data, own_shop, path, vin=other).new == 1
    assert len(CodeHistory(own_shop, read_code("P0AA6-1A")).keys()) == 2
    with pytest.raises(UnknownVehicle):
        list(diagnostic_data.WRITER.write(own_shop, {"vin": "LGXCE4CB7R0000009"}))


def test_what_was_typed_in_and_given_out_is_known_when_it_comes_back(own_shop, tmp_path):
    read_out(own_shop, opened(own_shop).number, started=at(20))
    path = tmp_path / "own.json"
    path.write_bytes(b"".join(diagnostic_data.WRITER.write(own_shop, {"vin": VIN})))

    assert _counts(_taken(diagnostic_data, own_shop, path, vin=VIN)) == (1, 0, 1, 0, 0)
    other = another_car(own_shop)
    assert _counts(_taken(diagnostic_data, own_shop, path, vin=other)) == (1, 1, 0, 0, 0)


def test_an_open_orders_car_is_read_by_file_as_well(own_shop, tmp_path):
    opened(own_shop)
    assert _taken(diagnostic_data, own_shop, _json(tmp_path)).new == 1


# As the model's own sample has it (gen/DiagnosticData.json): no offsets, a maker's hex of nine digits, an alias for the
# VIN, miles, a mileage that is not known, and the same control unit again within a procedure.
UNIT = {
    "partName": "Gearbox ECU",
    "swVersion": "V001",
    "serialNumber": "ECU20646005020221",
    "readOutTimestamp": "2023-01-30T14:45:54",
    "dtcs": [
        {
            "dtcHexValue": "4337499FF",
            "fullName": "P0573-00",
            "fullDescription": "Brake switch, circuit high",
            "freezeFrame": "100148340349340",
            "type": "Error",
            "occurenceTimeStamp": "2023-01-28T14:48:54",
            "occurenceMileage": 15_000,
            "occurenceMileageUnit": "mi",
            "occurenceCounterTotal": 10.0,
            "state": "permanent",
            "isMilOn": True,
            "envConditions": [{"conditionId": "rpm", "conditionNumericValue": 2000.0, "measurementUnit": "rpm"}],
        }
    ],
}
SAMPLE = {
    "anonymizedVIN": "3747429FGH382923974682",
    "qualityTaskId": "430f56d3-1234-1234-1234-abc123456789",
    "sessionId": "3747429FGH382923974682_Session_2023-11-04T08:00:45",
    "sessionStart": "2023-01-30T14:00:00",
    "sessionEnd": "2023-01-30T15:00:00",
    "sessionMileage": -1,
    "sessionMileageUnit": "km",
    "diagnosticSoftwareName": "Car Diagnostic",
    "diagnosticSoftwareVersion": "V.411",
    "countryCode": "null",
    "ecus": [UNIT],
    "procedures": [
        {
            "procedureId": "a",
            "ecus": [UNIT],
            "subProcedures": [{"procedureId": "b", "ecus": [UNIT | {"partName": "ABS"}]}],
        }
    ],
}


def _given(own_shop, **asked) -> dict:
    return json.loads(b"".join(diagnostic_data.WRITER.write(own_shop, {"vin": VIN, **asked})))


def test_the_models_own_sample_is_taken_in_and_what_is_given_out_fits_the_published_schema(own_shop, tmp_path):
    assert not list(schemas.faults({"diagnosticSessions": [SAMPLE]}, schemas.DIAGNOSTIC_DATA))
    assert _counts(_taken(diagnostic_data, own_shop, _json(tmp_path, SAMPLE), vin=VIN)) == (1, 1, 0, 0, 0)
    _taken(diagnostic_data, own_shop, _json(tmp_path))
    read_out(own_shop, opened(own_shop).number, started=at(20))

    given = _given(own_shop)

    assert list(schemas.faults(given, schemas.DIAGNOSTIC_DATA)) == []
    sample = next(each for each in given["diagnosticSessions"] if each["sessionId"] == SAMPLE["sessionId"])
    assert sample["sessionStart"] == "2023-01-30T07:00:00Z"  # the workshop is in Bangkok
    assert [each["partName"] for each in sample["ecus"]] == ["Gearbox ECU", "ABS"]
    assert "sessionMileage" not in sample
    code = sample["ecus"][0]["dtcs"][0]
    assert (code["dtcHexValue"], code["occurenceMileage"]) == ("0x057300", 24_140)
    frames = [
        condition["conditionTextValue"]
        for session in given["diagnosticSessions"]
        for ecu in session["ecus"]
        for each in ecu["dtcs"]
        for condition in each.get("envConditions", ())
    ]
    assert '{"U": 402}' in frames


def test_the_quality_task_is_the_makers_or_the_uuid_that_says_there_is_none(own_shop, tmp_path):
    _taken(diagnostic_data, own_shop, _json(tmp_path))
    task = "430f56d3-1234-1234-1234-abc123456789"

    assert [each["qualityTaskId"] for each in _given(own_shop, quality_task=task)["diagnosticSessions"]] == [task]
    (none,) = _given(own_shop)["diagnosticSessions"]
    assert none["qualityTaskId"] == "00000000-0000-0000-0000-000000000000"
    with pytest.raises(Objection):
        _given(own_shop, quality_task="Q-1")


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"qualityTaskId": ""}, "qualityTaskId"),
        ({"sessionStart": "yesterday"}, "sessionStart"),
        ({"ecus": [{"dtcs": []}]}, "partName: missing"),
        ({"ecus": [{"partName": "a", "dtcs": [{"dtcHexValue": "0x1", "freezeFrame": "no hex"}]}]}, "freezeFrame"),
        ({"unheard": 1}, "unheard: unknown"),
    ],
)
def test_the_schema_finds_an_instance_that_fails(change, fault):
    (found,) = schemas.faults({"diagnosticSessions": [SAMPLE | change]}, schemas.DIAGNOSTIC_DATA)
    assert fault in found
