"""Charge detail records of OCPI: read as the specification has them, and as companies send them."""

import copy
import json
import tracemalloc
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from reading_samples import CDR, one, refused, rows, source

from lifecycle_desk.base.incoming import Refused
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.stages.charging.imports.interchange import records
from lifecycle_desk.stages.charging.imports.interchange.reading import LeftOut, Packed
from lifecycle_desk.stages.charging.sessions.rules.sessions import LONGEST_MORE, Current, Place

KIND = "ocpi-cdr"
GONE = object()


def cdr(**changed):
    """The official record with some fields changed; a path is written a__b, GONE takes a field away."""
    made = copy.deepcopy(CDR)
    for path, value in changed.items():
        *way, last = path.split("__")
        at = made
        for step in way:
            at = at[step]
        if value is GONE:
            del at[last]
        else:
            at[last] = value
    return made


def test_the_specifications_own_example_is_read_though_it_breaks_two_rules(tmp_path):
    session = one(KIND, tmp_path, json.dumps(CDR))

    assert (session.key, session.whose) == ("BE/BEC/12345", ("DE8ACC12E46L89", "012345678"))
    assert session.started_at == datetime(2015, 6, 29, 21, 39, 9, tzinfo=UTC)
    assert session.duration == timedelta(hours=1, minutes=58, seconds=23)
    assert (session.meter_wh, session.battery_wh, session.current) == (15_342, None, Current.AC)
    assert session.cost == Money(440, "EUR")
    assert session.place == Place(
        "Gent Zuid", "F.Rooseveltlaan 3A", "Gent", "BEL", "3.729944", "51.047599", "BE*BEC*E041503003", "IEC_62196_T2"
    )
    more = json.loads(session.more)
    assert more["tariffs"] == CDR["tariffs"]
    assert more["charging_periods"] == CDR["charging_periods"]
    assert (more["total_time"], more["auth_method"], more["cdr_location"]["postal_code"]) == (
        1.973,
        "WHITELIST",
        "9000",
    )


@pytest.mark.parametrize(
    ("shape", "content"),
    [
        ("object", CDR),
        ("array", [CDR]),
        ("envelope", {"data": [CDR], "status_code": 1000, "timestamp": "2026-01-01T00:00:00Z"}),
        ("envelope", {"status_code": 1000, "status_message": "ok", "data": CDR}),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_objects_arrays_and_envelopes_are_read_in_any_unicode(tmp_path, shape, content, encoding):
    read = source(KIND, tmp_path, json.dumps(content, indent=1).encode(encoding))

    assert read.read_as == {"encoding": encoding.removesuffix("-sig"), "shape": shape}
    assert [row.session.key for row in read.rows()] == ["BE/BEC/12345"]
    assert [row.line for row in read.rows()] == [1]


def test_rows_are_read_anew_each_time_and_numbered_from_one(tmp_path):
    read = source(KIND, tmp_path, json.dumps([cdr(id=str(n)) for n in range(5)]))

    assert list(read.rows()) == list(read.rows())
    assert [row.line for row in read.rows()] == [1, 2, 3, 4, 5]
    assert read.expected == (tmp_path / "file").stat().st_size
    assert not read.own_ids


def test_ids_are_the_same_in_small_letters(tmp_path):
    assert one(KIND, tmp_path, json.dumps(cdr(id="ab-c", country_code="be"))).key == "BE/BEC/AB-C"


def test_a_credit_takes_energy_and_cost_back(tmp_path):
    credit = cdr(id="12345-C", credit=True, credit_reference_id="12345", total_cost={"excl_vat": -4, "incl_vat": -4.4})
    first, second = (row.session for row in rows(KIND, tmp_path, json.dumps([CDR, credit])))

    assert (second.key, second.credits) == ("BE/BEC/12345-C", first.key)
    assert first.meter_wh + second.meter_wh == 0
    assert first.cost + second.cost == Money(0, "EUR")


@pytest.mark.parametrize("energy", [15.342, -15.342])
def test_a_credit_may_negate_its_energy_or_not(tmp_path, energy):
    told = cdr(credit=True, credit_reference_id="1", total_energy=energy)
    assert one(KIND, tmp_path, json.dumps(told)).meter_wh == -15_342


@pytest.mark.parametrize(
    ("changed", "field", "rule"),
    [
        ({"total_energy": GONE}, "total_energy", "field_missing"),
        ({"currency": GONE}, "currency", "field_missing"),
        ({"start_date_time": GONE}, "start_date_time", "field_missing"),
        ({"id": "12\x0045"}, "id", "control_character"),
        ({"credit": True, "credit_reference_id": "1\x00"}, "credit_reference_id", "control_character"),
        ({"cdr_token__uid": 5}, "cdr_token.uid", "field_wrong"),
        (
            {"charging_periods": [{"dimensions": [{"type": "X"}]}]},
            "charging_periods[0].dimensions[0].volume",
            "field_missing",
        ),
        ({"id": ""}, "id", "field_missing"),
        ({"id": "x" * 300}, "id", "text_too_long"),
        ({"total_cost": "4,00"}, "total_cost", "field_wrong"),
        ({"total_cost": {"excl_vat": "4"}}, "total_cost.excl_vat", "field_wrong"),
        ({"total_cost": {"excl_vat": 10**25}}, "total_cost", "out_of_range"),
        ({"total_energy": "15.3"}, "total_energy", "field_wrong"),
        ({"total_energy": True}, "total_energy", "field_wrong"),
        ({"total_energy": -1}, "total_energy", "energy_out_of_range"),
        ({"total_energy": 1_001}, "total_energy", "energy_out_of_range"),
        ({"total_energy": 10**31}, "total_energy", "no_number"),
        ({"total_energy": float("nan")}, "total_energy", "no_number"),
        ({"remark": "\ud83d"}, "remark", "half_character"),
        ({"currency": "EURO"}, "currency", "currency_unknown"),
        ({"currency": "QQQ"}, "currency", "currency_unknown"),
        ({"credit": True}, "credit_reference_id", "field_missing"),
        ({"credit": "true"}, "credit", "field_wrong"),
        ({"start_date_time": "29/06/2015"}, "start_date_time", "time_not_understood"),
        ({"start_date_time": "2015-W27-1T00:00:00"}, "start_date_time", "time_not_understood"),
        ({"start_date_time": "1970-1-1T00:00:00Z"}, "start_date_time", "time_not_understood"),
        ({"start_date_time": "2115-06-29T21:39:09Z"}, "start_date_time", "starts_in_future"),
        ({"end_date_time": "2015-06-29T20:00:00Z"}, "end_date_time", "ends_before_start"),
        ({"end_date_time": "2015-08-29T20:00:00Z"}, "end_date_time", "too_long"),
    ],
)
def test_a_fault_is_refused_at_its_json_path(tmp_path, changed, field, rule):
    content = json.dumps([cdr(id="7"), cdr(**changed)])

    assert refused(KIND, tmp_path, content) == (2, field, rule)
    assert [type(row) for row in rows(KIND, tmp_path, content)] == [Packed, Refused]


OPTIONAL = (
    "country_code", "party_id", "cdr_token", "auth_method", "cdr_location", "tariffs", "charging_periods", "total_cost",
    "total_time", "total_time_cost", "last_updated",
)  # fmt: skip


def test_all_but_id_times_energy_and_currency_may_be_missing(tmp_path):
    for name in OPTIONAL:
        for gone in (GONE, None):
            assert one(KIND, tmp_path, json.dumps(cdr(**{name: gone}))).meter_wh == 15_342, name
    for name in CDR["cdr_location"]:
        assert one(KIND, tmp_path, json.dumps(cdr(**{f"cdr_location__{name}": GONE}))).meter_wh == 15_342, name
    for name in CDR["cdr_token"]:
        assert one(KIND, tmp_path, json.dumps(cdr(**{f"cdr_token__{name}": GONE}))).whose, name
    least = one(KIND, tmp_path, json.dumps(cdr(**dict.fromkeys(OPTIONAL, GONE))))
    assert (least.key, least.cost, least.whose, least.place, least.more) == ("-/-/12345", None, (), Place(), "{}")


# OCPI 2.1.1, mod_cdrs.md, "Example of a CDR"; values as published.
CDR_2_1_1 = json.loads("""{
  "id": "12345", "start_date_time": "2015-06-29T21:39:09Z", "stop_date_time": "2015-06-29T23:37:32Z",
  "auth_id": "DE8ACC12E46L89", "auth_method": "WHITELIST",
  "location": {"id": "LOC1", "type": "ON_STREET", "name": "Gent Zuid", "address": "F.Rooseveltlaan 3A",
    "city": "Gent", "postal_code": "9000", "country": "BE",
    "coordinates": {"latitude": "3.729944", "longitude": "51.047599"},
    "evses": [{"uid": "3256", "evse_id": "BE-BEC-E041503003", "status": "AVAILABLE",
      "connectors": [{"id": "1", "standard": "IEC_62196_T2", "format": "SOCKET", "power_type": "AC_1_PHASE",
        "voltage": 230, "amperage": 64, "tariff_id": "11", "last_updated": "2015-06-29T21:39:01Z"}],
      "last_updated": "2015-06-29T21:39:01Z"}],
    "last_updated": "2015-06-29T21:39:01Z"},
  "currency": "EUR",
  "tariffs": [{"id": "12", "currency": "EUR",
    "elements": [{"price_components": [{"type": "TIME", "price": "2.00", "step_size": 300}]}],
    "last_updated": "2015-02-02T14:15:01Z"}],
  "charging_periods": [{"start_date_time": "2015-06-29T21:39:09Z",
    "dimensions": [{"type": "TIME", "volume": 1.973}]}],
  "total_cost": 4.00, "total_energy": 15.342, "total_time": 1.973, "last_updated": "2015-06-29T22:01:13Z"}""")


def test_a_record_of_2_1_1_is_read_by_its_own_names(tmp_path):
    session = one(KIND, tmp_path, json.dumps(CDR_2_1_1))

    assert (session.key, session.whose) == ("BE/BEC/12345", ("DE8ACC12E46L89",))
    assert session.duration == timedelta(hours=1, minutes=58, seconds=23)
    assert (session.meter_wh, session.current, session.cost) == (15_342, Current.AC, Money(400, "EUR"))
    assert session.place == Place(
        "Gent Zuid", "F.Rooseveltlaan 3A", "Gent", "BE", "3.729944", "51.047599", "BE-BEC-E041503003", "IEC_62196_T2"
    )
    more = json.loads(session.more)
    assert more["cost_without_vat"] is True
    assert (more["location"]["postal_code"], more["total_cost"]) == ("9000", 4.0)
    assert "auth_id" not in more


def test_a_record_of_2_2_and_one_of_2_3_0_are_read(tmp_path):
    token = {name: value for name, value in CDR["cdr_token"].items() if name not in {"country_code", "party_id"}}
    assert one(KIND, tmp_path, json.dumps(cdr(cdr_token=token))).whose == ("DE8ACC12E46L89", "012345678")
    price = {"before_taxes": 4.00, "taxes": [{"name": "VAT", "amount": 0.40}]}
    assert one(KIND, tmp_path, json.dumps(cdr(total_cost=price, total_time_cost=price))).cost == Money(440, "EUR")


def test_an_end_before_its_start_stands_at_the_versions_own_field(tmp_path):
    told = CDR_2_1_1 | {"stop_date_time": "2015-06-29T20:00:00Z"}
    assert refused(KIND, tmp_path, json.dumps(told)) == (1, "stop_date_time", "ends_before_start")
    assert rows(KIND, tmp_path, json.dumps(CDR_2_1_1 | {"stop_date_time": None})) == [LeftOut(1, "open")]


def test_a_record_of_another_version_is_refused_by_its_name(tmp_path):
    old = {"id": "1", "start_date_time": "x", "stop_date_time": "y", "total_cost": "4,00", "total_usage": []}
    (row,) = (each for each in rows(KIND, tmp_path, json.dumps([CDR, old])) if isinstance(each, Refused))
    assert (row.why.rule, row.why.version) == ("version_not_read", "2.0")


@pytest.mark.parametrize("spelt", ['"total_energy": 1, "total_energy"', '"remark" : {"a":1,"a":2}, "total_energy"'])
@pytest.mark.parametrize("count", [1, 40])
def test_a_name_that_is_given_twice_is_refused_where_it_stands(tmp_path, spelt, count):
    """In a short file records are taken one by one, in a long one many at once; and a bare record by its members."""
    said = json.dumps(CDR).replace('"total_energy"', spelt, 1)
    others = [json.dumps(cdr(id=str(number))) for number in range(count)]
    found = refused(KIND, tmp_path, f"[{', '.join([*others, said])}]")
    assert (found[0], found[2]) == (count + 1, "field_twice")
    assert refused(KIND, tmp_path, said)[2] == "field_twice"


@pytest.mark.parametrize("item", ["5", "null", "[]", '"x"'])
def test_a_record_that_is_no_object_is_refused(tmp_path, item):
    assert refused(KIND, tmp_path, f"[{json.dumps(CDR)},{item}]") == (2, None, "no_object")


@pytest.mark.parametrize(
    ("given", "moment"),
    [
        ("2015-06-29T23:00:00", datetime(2015, 6, 29, 23, tzinfo=UTC)),
        ("2015-06-29T23:00:00.25Z", datetime(2015, 6, 29, 23, tzinfo=UTC)),
        ("2015-06-30T01:00:00+02:00", datetime(2015, 6, 29, 23, tzinfo=UTC)),
        ("1970-1-1T00:00:00Z", None),
        ("1970-01-01T00:00:00Z", None),
    ],
)
def test_times_are_utc_and_the_placeholder_is_no_time(tmp_path, given, moment):
    assert one(KIND, tmp_path, json.dumps(cdr(end_date_time=given))).ended_at == moment


@pytest.mark.parametrize(
    ("changed", "reason"),
    [({"end_date_time": GONE}, "open"), ({"end_date_time": None}, "open"), ({"total_energy": 0}, "empty"),
     ({"total_energy": 0.0001}, "empty")],
)  # fmt: skip
def test_what_is_open_or_empty_is_left_out(tmp_path, changed, reason):
    assert rows(KIND, tmp_path, json.dumps(cdr(**changed))) == [LeftOut(1, reason)]


@pytest.mark.parametrize(
    ("energy", "watt_hours"), [(15.3425, 15_343), (15.3424, 15_342), (0.0005, 1), (7, 7_000), (1000, 1_000_000)]
)
def test_energy_is_rounded_to_watt_hours_halves_up(tmp_path, energy, watt_hours):
    assert one(KIND, tmp_path, json.dumps(cdr(total_energy=energy))).meter_wh == watt_hours


@pytest.mark.parametrize(
    ("price", "currency", "money", "without"),
    [
        ({"excl_vat": 4, "incl_vat": 4.4}, "EUR", Money(440, "EUR"), False),
        ({"excl_vat": 4}, "EUR", Money(400, "EUR"), True),
        ({"before_taxes": 4, "taxes": [{"name": "VAT", "amount": 0.4}]}, "EUR", Money(440, "EUR"), False),
        ({"before_taxes": 4, "taxes": []}, "EUR", Money(400, "EUR"), False),
        ({"before_taxes": 4}, "EUR", Money(400, "EUR"), True),
        ({"excl_vat": 1, "incl_vat": 450}, "JPY", Money(450, "JPY"), False),
        ({"excl_vat": 1, "incl_vat": 1.2345}, "KWD", Money(1_235, "KWD"), False),
        ({"excl_vat": 1, "incl_vat": 0.005}, "eur", Money(1, "EUR"), False),
    ],
)
def test_prices_are_exact_in_the_minor_units_of_their_currency(tmp_path, price, currency, money, without):
    session = one(KIND, tmp_path, json.dumps(cdr(total_cost=price, currency=currency)))

    assert session.cost == money
    assert json.loads(session.more).get("cost_without_vat", False) is without


@pytest.mark.parametrize(
    ("power", "current"),
    [("AC_3_PHASE", Current.AC), ("AC_2_PHASE_SPLIT", Current.AC), ("DC", Current.DC), ("#NA", None), ("HYDRA", None)],
)
def test_current_follows_from_the_connector(tmp_path, power, current):
    told = cdr(cdr_location__connector_power_type=power, cdr_location__connector_standard="CHAOJI_9")
    session = one(KIND, tmp_path, json.dumps(told))

    assert (session.current, session.place.connector) == (current, "CHAOJI_9")
    assert json.loads(session.more)["cdr_location"]["connector_power_type"] == power


def test_the_highest_power_is_taken_from_the_periods(tmp_path):
    periods = [
        {"start_date_time": "x", "dimensions": [{"type": "MAX_POWER", "volume": volume}]} for volume in (11, 49.5)
    ]
    assert one(KIND, tmp_path, json.dumps(cdr(charging_periods=periods))).most_watts == 49_500


def test_not_applicable_and_blank_names_are_none(tmp_path):
    told = cdr(cdr_location__evse_id="#NA", cdr_token=CDR["cdr_token"] | {"contract_id": " ", "uid": "AB"})
    session = one(KIND, tmp_path, json.dumps(told))

    assert (session.place.evse, session.whose) == ("", ("AB",))


def test_signed_data_are_kept_whole_where_the_rest_is_too_much(tmp_path):
    signed = {
        "encoding_method": "OCMF",
        "signed_values": [{"nature": "End", "plain_data": "p" * 5000, "signed_data": "s" * 5000}],
    }
    periods = CDR["charging_periods"] * 500
    session = one(KIND, tmp_path, json.dumps(cdr(signed_data=signed, charging_periods=periods, remark="rain")))
    more = json.loads(session.more)

    assert (more["signed_data"], more["remark"]) == (signed, "rain")
    assert more["not_kept"] == ["charging_periods"]
    assert len(session.more) <= LONGEST_MORE


def test_the_same_content_gives_the_same_text_whatever_its_order(tmp_path):
    turned = dict(reversed(CDR.items()))
    assert one(KIND, tmp_path, json.dumps(CDR)) == one(KIND, tmp_path, json.dumps(turned, indent=3))


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "json_empty"),
        (b" \n", "json_empty"),
        (b"id;date\n1;2", "not_json"),
        (b"{", "not_json"),
        (b"[{},]", "not_cdrs"),
        (b'{"a":1}', "not_cdrs"),
        (b"[1]", "not_cdrs"),
        (b'{"data":[{"kwh":3,"status":"ACTIVE","party_id":"X","cdr_token":{},"total_cost":{}}]}', "not_cdrs"),
        (b'{"status_code":2001,"status_message":"no"}', "not_cdrs"),
        (b'{"id":"1","stop_date_time":"x","total_cost":"4,00","total_usage":[]}', "version_not_read"),
        (json.dumps({"ocpi_version": "3.0", **CDR}).encode(), "version_not_read"),
        (b'{"party_id":"\xff"}', "not_utf8"),
        (b"\xff\xfe{", "not_utf8"),
        (b"[" * 100_000, "nested_too_deep"),
        (b'{"id":' * 100_000, "nested_too_deep"),
        (b'["' + b"x" * (6 << 20), "record_too_long"),
        (b'["' + b"x" * (6 << 20) + b'"]', "record_too_long"),
    ],
)
def test_what_is_no_record_at_all_is_refused_whole(tmp_path, content, rule):
    with pytest.raises(Objection) as caught:
        source(KIND, tmp_path, content)
    assert caught.value.rule == rule
    assert caught.value.message % caught.value.facts


@pytest.mark.parametrize("tail", ["", "]]", "] x", ",]", ",", "} ]"])
def test_a_file_that_is_cut_off_or_goes_wrong_later_is_refused_where_it_does(tmp_path, tail):
    with pytest.raises(Objection) as caught:
        rows(KIND, tmp_path, f"[{json.dumps(CDR)}{tail}")
    assert caught.value.rule == "not_json"
    assert caught.value.place > len(json.dumps(CDR))


def test_a_record_nested_too_deep_is_refused_and_the_next_is_read(tmp_path):
    deep = json.dumps(cdr(remark=0)).replace('"remark": 0', '"remark": ' + "[" * 40 + "]" * 40)
    assert refused(KIND, tmp_path, f"[{json.dumps(CDR)},{deep}]")[2] == "nested_too_deep"


def test_records_are_cut_out_wherever_a_piece_ends(tmp_path, monkeypatch):
    content = json.dumps({"data": [cdr(id=str(n), remark='ก\\"{[' * n) for n in range(9)], "status_code": 1000})
    whole = rows(KIND, tmp_path, content)
    for piece in (1, 2, 3, 7, 100, 1_000):
        monkeypatch.setattr(records, "PIECE", piece)
        assert rows(KIND, tmp_path, content) == whole


def test_a_long_file_is_never_held(tmp_path):
    with (tmp_path / "file").open("w") as file:
        file.write("[")
        for number in range(10_000):
            file.write(("," if number else "") + json.dumps(cdr(id=str(number))))
        file.write("]")
    read = source(KIND, tmp_path, (tmp_path / "file").read_bytes())
    tracemalloc.start()
    try:
        assert sum(1 for _ in read.rows()) == 10_000
        assert tracemalloc.get_traced_memory()[1] < 8 << 20 < read.expected
    finally:
        tracemalloc.stop()


json_values = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=20),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    some.dictionaries(
        some.sampled_from([*CDR, "credit", "credit_reference_id", "signed_data", "location", "stop_date_time"]),
        json_values,
        max_size=3,
    )
)
def test_any_value_in_any_field_is_read_or_refused_in_words(tmp_path, changed):
    for row in rows(KIND, tmp_path, json.dumps([CDR, CDR | changed])):
        assert isinstance(row, Packed | LeftOut | Refused)
