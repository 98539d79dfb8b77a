"""Passports of makers: taken in and kept, and given out again with what the dealer knows of the battery's use."""

import json
from datetime import UTC, date, datetime, timedelta

import battery_pass
import pytest
import schemas
from charging_books import session, taken_in
from command_line import Desk

from lifecycle_desk.batteries.rules.words import BatteryFacts
from lifecycle_desk.batteries.usecases.moves import KnowBattery, know_battery
from lifecycle_desk.books.usecases import books
from lifecycle_desk.dealership.rules import Dealer
from lifecycle_desk.stages.charging.health.rules import OfficialKind
from lifecycle_desk.stages.charging.health.usecases.health import ReadHealth, read_health
from lifecycle_desk.stages.charging.sessions.rules.sessions import Current
from lifecycle_desk.vehicle.rules.models import Chemistry, Energy
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Description, add_vehicle

VIN, OTHER = "LGXCE4CB7R0000001", "LSJWH4095PN000001"
CODE = "X12PEPM27KLPCLA1H2382320"
BEGAN, NOW = date(2023, 6, 1), datetime(2026, 11, 25, 12, tzinfo=UTC)
IDENTIFIER = "urn:uuid:550e8400-e29b-41d4-a716-446655440000"
CATENA, DATA_MODEL = "battery-passport-catena-x", "battery-passport"
PART_OF_DATA_MODEL = {
    "GeneralProductInformation": {
        "batteryPassportIdentifier": IDENTIFIER,
        "productIdentifier": CODE,
        "batteryCategory": "ev",
        "batteryMass": 412.5,
        "manufacturerInformation": {"identifier": "BYD"},
    },
    "CarbonFootprintForBatteries": {"batteryCarbonFootprint": 61.2},
}


@pytest.fixture
def desk(tmp_path, stopped_clock, monkeypatch) -> Desk:
    """A dealer in Madrid with a car that was charged and whose battery was read, and one of which little is known."""
    stopped_clock(NOW)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    user = books.create(tmp_path / "desk.ldk", Dealer("Taller", "ES", "en"))
    described = Description(make="BYD", model="Seal", energy=Energy.BEV, chemistry=Chemistry.NMC, usable_wh=60_480)
    add_vehicle(user, AddVehicle(VIN, BEGAN, described, battery_code=CODE, first_registered_on=BEGAN))
    add_vehicle(user, AddVehicle(OTHER, BEGAN))
    told = {"meter_wh": 53_000, "battery_wh": 48_001, "soc_start": 200, "soc_end": 1_000, "current": Current.AC}
    at = datetime(2024, 1, 1, 20, tzinfo=UTC)
    taken_in(user, [session(1, **told, started_at=at, ended_at=at + timedelta(hours=8))], vin=VIN)
    read_health(user, ReadHealth(VIN, date(2026, 5, 1), 942, OfficialKind.ON_BOARD_SOCE))
    know_battery(user, KnowBattery(on=BEGAN, battery=BatteryFacts(CODE), vin=VIN))
    user.store.close()
    return Desk(str(tmp_path / "desk.ldk"))


def passport(**more) -> dict:
    """A maker's passport in the model of Catena-X, as little as it may hold."""
    made = schemas.instance(battery_pass.BATTERY_PASS)
    made["identification"] |= {"idDmc": CODE, "chemistry": "NCM"}
    made["metadata"]["passportIdentifier"] = IDENTIFIER
    made["characteristics"]["physicalDimension"]["weight"] = {"value": 412.5, "unit": "unit:kilogram"}
    return made | more


def brought(tmp_path, told: object) -> str:
    file = tmp_path / "passport.json"
    file.write_text(json.dumps(told))
    return str(file)


def given(desk: Desk, kind: str, vin: str = VIN) -> dict:
    said = desk("export", kind, "--vin", vin)
    assert said.code == 0, said
    return said.json


def modelled(told: dict) -> dict:
    return {name: each for name, each in told.items() if name not in {"notKnown", "lifecycleDesk"}}


def test_a_makers_passport_is_kept_and_given_out_valid_with_what_the_dealer_knows(desk, tmp_path):
    file = brought(tmp_path, passport())
    said = desk("import", DATA_MODEL, file, "--vin", VIN, "--json").json
    assert (said["new"], said["written"], said["read_as"]) == (1, True, {"model": "Catena-X BatteryPass 6.1.0"})
    again = desk("import", DATA_MODEL, file, "--json").json  # the battery's own code tells whose it is
    assert (again["new"], again["known"]) == (0, 1)

    made = given(desk, CATENA)

    assert list(schemas.faults(modelled(made), battery_pass.BATTERY_PASS)) == []
    assert made["notKnown"] == []
    assert made["characteristics"]["physicalDimension"]["weight"] == {"value": 412.5, "unit": "unit:kilogram"}
    assert (made["metadata"]["passportIdentifier"], made["identification"]["chemistry"]) == (IDENTIFIER, "NCM")
    dynamic = made["performance"]["dynamic"]
    assert dynamic["energy"]["soce"] == {"value": 94.2, "time": "2026-05-01T00:00:00Z"}
    assert dynamic["stateOfCharge"] == {"value": 100, "time": "2024-01-02T04:00:00Z"}
    assert dynamic["energy"]["throughput"]["value"] == 48
    assert made["sustainability"]["status"] == "original"
    assert made["lifecycleDesk"]["makersPassport"]["identifier"] == IDENTIFIER
    assert desk("check").code == 0


def test_without_a_makers_passport_only_what_is_known_is_there_and_the_rest_is_named(desk):
    made = given(desk, CATENA)

    faults = list(schemas.faults(modelled(made), battery_pass.BATTERY_PASS))
    assert [each for each in faults if not each.endswith(": missing")] == []
    assert made["identification"]["idDmc"] == CODE
    assert "metadata.passportIdentifier" in made["notKnown"]
    assert "identification.idDmc" not in made["notKnown"]
    assert modelled(given(desk, CATENA, OTHER)).keys() == {"specVersion", "identification"}


def test_the_other_model_takes_over_the_identifier_and_keeps_what_a_maker_said_in_it(desk, tmp_path):
    desk("import", DATA_MODEL, brought(tmp_path, passport()), "--vin", VIN)
    general = given(desk, DATA_MODEL)["GeneralProductInformation"]
    assert (general["batteryPassportIdentifier"], general["productIdentifier"]) == (IDENTIFIER, CODE)

    changed = desk("import", DATA_MODEL, brought(tmp_path, PART_OF_DATA_MODEL), "--vin", VIN, "--json").json
    assert (changed["changed"], changed["read_as"]) == (1, {"model": "BatteryPass 1.2.0"})
    made = given(desk, DATA_MODEL)
    assert made["GeneralProductInformation"]["batteryMass"] == 412.5
    assert made["CarbonFootprintForBatteries"] == {"batteryCarbonFootprint": 61.2}
    assert "GeneralProductInformation.batteryMass" not in made["notKnown"]
    assert "CarbonFootprintForBatteries" not in made["notKnown"]
    assert "PerformanceAndDurability" in made


def test_a_passport_stays_with_the_battery_that_it_is_about(desk, tmp_path):
    desk("import", DATA_MODEL, brought(tmp_path, passport()), "--vin", VIN)
    desk.do("replace_battery", vin=VIN, on="2026-11-25", code="X12PEPM27KLPCLA1H2382321")

    assert "metadata" not in given(desk, CATENA)
    refused = desk("import", DATA_MODEL, brought(tmp_path, passport()), "--vin", VIN)
    assert (refused.code, refused.rule) == (1, "passport_of_another_battery")


@pytest.mark.parametrize(
    ("told", "rule"),
    [
        ([], "not_a_passport"),
        ({"GeneralProductInformation": {}}, "passport_without_identifier"),
        ({"identification": {}, "metadata": {"passportIdentifier": 4}}, "passport_without_identifier"),
        ({"identification": {"idDmc": "ELSE"}, "metadata": {"passportIdentifier": "a"}}, "passport_of_no_car"),
    ],
)
def test_what_is_no_passport_or_of_no_car_is_refused(desk, tmp_path, told, rule):
    said = desk("import", DATA_MODEL, brought(tmp_path, told))
    assert (said.code, said.rule) == (1, rule)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"metadata": {}}, "$.metadata.version: missing"),
        ({"commercial": {"purpose": "cars"}}, "$.commercial.purpose: no list"),
        ({"identification": 4}, "$.identification: no object"),
    ],
)
def test_the_schema_finds_a_passport_that_fails(change, fault):
    assert list(schemas.faults(passport(), battery_pass.BATTERY_PASS)) == []
    assert fault in schemas.faults(passport(**change), battery_pass.BATTERY_PASS)
