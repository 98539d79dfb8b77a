"""The battery passport: what of the data model the books hold, spelled as it is, and what they do not."""

import json
import re
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from charging_books import session, taken_in
from command_line import Desk

from lifecycle_desk.batteries.rules.words import BatteryFacts
from lifecycle_desk.batteries.usecases.moves import KnowBattery, know_battery
from lifecycle_desk.batteries.usecases.replacing import ReplaceBattery, replace_battery
from lifecycle_desk.books.usecases import books
from lifecycle_desk.commands.command import UserSession
from lifecycle_desk.commands.rights import Role
from lifecycle_desk.dealership.rules import Dealer, Member
from lifecycle_desk.dealership.rules.roles import NotAllowed
from lifecycle_desk.dealership.usecases import authorise
from lifecycle_desk.dealership.usecases.changing import SignIn, switch_sign_in, take_on
from lifecycle_desk.stages.charging.health.rules import OfficialKind
from lifecycle_desk.stages.charging.health.usecases.health import ReadHealth, battery_page, read_health
from lifecycle_desk.stages.charging.passports.interchange.batterypass import (
    FURTHER,
    REQUIRED,
    NoTractionBattery,
    PassportOfNoVehicle,
    write,
)
from lifecycle_desk.stages.charging.passports.interchange.throughput import throughput
from lifecycle_desk.stages.charging.sessions.rules.sessions import Current, taken_back
from lifecycle_desk.vehicle.rules.life import UnknownVehicle
from lifecycle_desk.vehicle.rules.models import Chemistry, Energy
from lifecycle_desk.vehicle.usecases.life import AddVehicle, Description, add_vehicle
from lifecycle_desk.vehicle.usecases.showing import page as page_of

FULL, BARE, PETROL = "LGXCE4CB7R0000001", "LSJWH4095PN000001", "WVWZZZ1JZXW000001"
CODE, REUSED = "X12PEPM27KLPCLA1H2382320", "X12PCPMX2M2382320RP"
BEGAN, NOW = date(2023, 6, 1), datetime(2026, 11, 25, 12, tzinfo=UTC)

# The required fields of BatteryPassDataModel, 1.2.0, as its generated schemas have them; its spelling is its own.
ADDRESS = "{addressCountry, postalCode, streetAddress}"
PUBLISHED = f"""
GeneralProductInformation{{productIdentifier, batteryPassportIdentifier, batteryCategory,
  manufacturerInformation{{contactName, postalAddress{ADDRESS}, identifier}}, manufacturingDate, batteryStatus,
  batteryMass, manufacturingPlace{ADDRESS}, operatorInformation{{contactName, postalAddress{ADDRESS}, identifier}},
  puttingIntoService, warrentyPeriod}},
PerformanceAndDurability{{batteryTechicalProperties{{originalPowerCapability[]{{atSoC, powerCapabilityAt}},
  ratedMaximumPower, powerCapabilityRatio, ratedEnergy, expectedNumberOfCycles, initialSelfDischarge,
  roundtripEfficiency, ratedCapacity, initialInternalResistance[]{{ohmicResistance, batteryComponent}},
  expectedLifetime, nominalVoltage, minimumVoltage, maximumVoltage, capacityThresholdForExhaustion,
  lifetimeReferenceTest, cRateLifeCycleTest, temperatureRangeIdleState}}, batteryCondition{{energyThroughput,
  capacityThroughput{{capacityThroughputValue, lastUpdate}}, numberOfFullCycles{{numberOfFullCyclesValue, lastUpdate}},
  stateOfCertifiedEnergy{{stateOfCertifiedEnergyValue, lastUpdate}}, capacityFade{{capacityFadeValue, lastUpdate}},
  remainingEnergy{{remainingEnergyalue, lastUpdate}}, remainingCapacity{{remainingCapacityValue, lastUpdate}},
  negativeEvents[]{{negativeEvent, lastUpdate}}, temperatureInformation{{timeExtremeHighTemp, timeExtremeLowTemp,
  timeExtremeHighTempCharging, timeExtremeLowTempCharging, lastUpdate}},
  remainingPowerCapability[]{{remainingPowerCapabilityValue{{atSoC, powerCapabilityAt, rPCLastUpdated}}, lastUpdate}},
  powerFade, roundTripEfficiencyFade, evolutionOfSelfDischarge{{evolutionOfSelfDischargeEntityValue}},
  currentSelfDischargingRate{{currentSelfDischargingRateEntity, lastUpdate}},
  internalResistanceIncrease[]{{internalResistanceIncreaseValue, lastUpdate, batteryComponent}},
  roundTripEfficiencyat50PerCentCycleLife, remainingRoundTripEnergyEfficiency{{remainingRoundTripEnergyEfficiencyValue,
  lastUpdate}}, stateOfCharge{{stateOfChargeValue, lastUpdate}}}}}},
MaterialComposition{{batteryChemistry{{shortName, clearName}},
  batteryMaterials[]{{batteryMaterialLocation{{componentName}}, batteryMaterialIdentifier, batteryMaterialName,
  batteryMaterialMass, isCriticalRawMaterial}},
  hazardousSubstances[]{{hazardousSubstanceClass, hazardousSubstanceName, hazardousSubstanceConcentration,
  hazardousSubstanceImpact[], hazardousSubstanceLocation{{componentName}}, hazardousSubstanceIdentifier}}}},
Circularity{{dismantlingAndRemovalInformation[]{{documentType, mimeType, documentURL}},
  sparePartSources[]{{nameOfSupplier, addressOfSupplier{ADDRESS}, emailAddressOfSupplier,
  supplierWebAddress, components[]{{partName, partNumber}}}},
  recycledContent[]{{preConsumerShare, recycledMaterial, postConsumerShare}}, safetyMeasures{{safetyInstructions,
  extinguishingAgent[]}}, endOfLifeInformation{{wastePrevention, separateCollection, informationOnCollection}},
  renewableContent}}
"""
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


def fields(published: str) -> list[str]:
    """The paths of the fields that a text in braces names."""
    within, found, name = list[str](), list[str](), ""
    for mark in re.findall(r"[\w\[\]]+|[{},]", published):
        if mark == "{":
            within.append(name)
        elif mark == "}":
            within.pop()
        elif mark != ",":
            name = mark
            found.append(".".join([*within, name]))
    return [each for each in found if not any(other.startswith(f"{each}.") for other in found)]


@pytest.fixture
def dealer(tmp_path, stopped_clock):
    """A dealer in Madrid with a car of which much is known, one of which nothing is, and one that burns petrol."""
    stopped_clock(NOW)
    user = books.create(tmp_path / "desk.ldk", Dealer("Taller", "ES", "es"))
    described = Description(make="BYD", model="Seal", energy=Energy.BEV, chemistry=Chemistry.NMC, usable_wh=60_480)
    add_vehicle(user, AddVehicle(FULL, BEGAN, described, battery_code=CODE, first_registered_on=BEGAN))
    add_vehicle(user, AddVehicle(BARE, BEGAN))
    add_vehicle(user, AddVehicle(PETROL, BEGAN, Description(energy=Energy.ICE)))
    yield user
    user.store.close()


@pytest.fixture
def command(dealer, tmp_path, monkeypatch) -> Desk:
    """The command line on the same books."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return Desk(dealer.store.where)


def charges(count: int, first: date = BEGAN, **more) -> list:
    """Sessions that fill a battery from 20 to 100 % with 48.001 kWh each."""
    begun = datetime.combine(first, datetime.min.time(), UTC) + timedelta(hours=20)
    told = {"meter_wh": 53_000, "battery_wh": 48_001, "soc_start": 200, "soc_end": 1_000, "current": Current.AC}
    return [
        session(n, **{**told, "started_at": at, "ended_at": at + timedelta(hours=8), **more})
        for n in range(count)
        for at in [begun + timedelta(days=20 * n)]
    ]


def passport(user: UserSession, vin: str = FULL) -> dict:
    content = b"".join(write(user, {"vin": vin}))
    return json.loads(content, parse_float=Decimal, object_pairs_hook=in_order)


def in_order(pairs: list) -> dict:
    """An object whose names stand once, and in order."""
    assert [name for name, _ in pairs] == sorted({name for name, _ in pairs})
    return dict(pairs)


def paths(told: object, before: str = "") -> list[str]:
    if not isinstance(told, dict):
        return [before]
    return [path for name, each in told.items() for path in paths(each, f"{before}.{name}".lstrip("."))]


def held(told: dict) -> list[str]:
    """The fields of the model that a passport fills."""
    return paths({name: each for name, each in told.items() if name not in {"notKnown", "lifecycleDesk"}})


def condition(told: dict) -> dict:
    return told.get("PerformanceAndDurability", {}).get("batteryCondition", {})


def test_the_fields_are_those_of_the_published_model_in_its_own_spelling():
    assert sorted(REQUIRED) == sorted(fields(PUBLISHED))
    for misspelt in ("warrentyPeriod", "batteryTechicalProperties.", ".remainingEnergyalue"):
        assert any(misspelt in each for each in REQUIRED)


@pytest.mark.parametrize("vin", [FULL, BARE])
def test_every_required_field_is_told_or_named_as_not_known_and_never_both(dealer, vin):
    taken_in(dealer, charges(40), vin=FULL)
    read_health(dealer, ReadHealth(FULL, date(2026, 3, 1), 938, OfficialKind.ON_BOARD_SOCE))
    told = passport(dealer, vin)

    assert sorted([*held(told), *told["notKnown"]]) == sorted([*REQUIRED, *FURTHER])
    assert not [each for each in paths(told) if each.endswith(("null", "."))]
    assert b"null" not in b"".join(write(dealer, {"vin": vin}))


def test_of_a_car_of_which_nothing_is_known_every_field_is_named(dealer):
    told = passport(dealer, BARE)

    assert held(told) == []
    assert told["notKnown"] == [*REQUIRED, *FURTHER]
    assert told["lifecycleDesk"] == {
        "asOf": "2026-11-25",
        "basis": {},
        "dataModel": "BatteryPass 1.2.0",
        "readings": [],
        "vin": BARE,
    }


def test_the_battery_its_chemistry_and_what_its_code_tells(dealer):
    told = passport(dealer)

    assert told["GeneralProductInformation"] == {
        "batteryCategory": "ev",
        "manufacturerInformation": {"identifier": "X12"},
        "manufacturingDate": "2020-01-17T00:00:00Z",
        "productIdentifier": CODE,
    }
    assert told["MaterialComposition"] == {
        "batteryChemistry": {"clearName": "Lithium nickel manganese cobalt oxides", "shortName": "NMC"}
    }
    basis = told["lifecycleDesk"]["basis"]["GeneralProductInformation.manufacturingDate"]
    assert basis == {"from": "battery_code"}


def test_usable_energy_is_not_given_out_as_rated(dealer):
    told = passport(dealer)

    assert "PerformanceAndDurability.batteryTechicalProperties.ratedEnergy" in told["notKnown"]
    assert told["lifecycleDesk"]["usableKwhWhenNew"] == Decimal("60.48")


@pytest.mark.parametrize(
    ("code", "status", "made"),
    [
        (REUSED, "Reused", None),
        ("X12MEPM27KLPCLA1H2382320", None, None),  # of a module
        ("X12PEPM27KLPCLA1Y2382320", None, None),  # a day that readers read differently
        ('"},{"X":"', None, None),
        ("東京-バッテリー-7", None, None),
        (CODE + "99", None, "2020-01-17T00:00:00Z"),
    ],
)
def test_a_code_tells_no_more_than_it_surely_does(dealer, code, status, made):
    replace_battery(dealer, ReplaceBattery(FULL, code, date(2026, 1, 5)))
    told = passport(dealer)["GeneralProductInformation"]

    assert told["productIdentifier"] == battery_page(dealer, FULL).code
    assert (told.get("batteryStatus"), told.get("manufacturingDate")) == (status, made)


def test_throughput_and_full_cycles_follow_from_the_sessions_and_say_so(dealer):
    taken_in(dealer, charges(40), vin=FULL)
    told = passport(dealer)

    last = "2025-07-21T04:00:00Z"  # 39 × 20 days after the first
    assert condition(told)["energyThroughput"] == 1_920  # 40 × 48.001
    assert condition(told)["numberOfFullCycles"] == {"lastUpdate": last, "numberOfFullCyclesValue": 31}
    assert condition(told)["stateOfCharge"] == {"lastUpdate": last, "stateOfChargeValue": 100}
    assert told["lifecycleDesk"]["basis"]["PerformanceAndDurability.batteryCondition.energyThroughput"] == {
        "direction": "charged",
        "first": "2023-06-01",
        "from": "charging_sessions",
        "isLowerBound": True,
        "lastUpdate": last,
        "sessions": 40,
        "sessionsByMeter": 0,
    }


def test_only_what_came_into_the_present_battery_counts(dealer):
    taken_in(dealer, charges(40), vin=FULL)
    replace_battery(dealer, ReplaceBattery(FULL, CODE, date(2025, 7, 1)))

    assert condition(passport(dealer))["energyThroughput"] == 48
    replace_battery(dealer, ReplaceBattery(FULL, REUSED, date(2026, 1, 1)))
    assert condition(passport(dealer)) == {}


def test_without_its_energy_when_new_no_cycles_are_told(dealer):
    taken_in(dealer, charges(3), vin=BARE)
    told = passport(dealer, BARE)

    assert condition(told)["energyThroughput"] == 144
    assert "PerformanceAndDurability.batteryCondition.numberOfFullCycles.numberOfFullCyclesValue" in told["notKnown"]
    assert told["GeneralProductInformation"] == {"batteryCategory": "ev"}


def test_a_charge_that_two_tell_counts_once_and_one_that_was_taken_back_not_at_all():
    (one,) = charges(1)
    same = replace(one, source="teslamate", key="7", battery_wh=47_000)
    parts = [replace(same, ended_at=one.started_at + timedelta(hours=1)), replace(same, key="8")]
    by_meter = replace(one, battery_wh=None)

    assert throughput([one]).wh == throughput([same, one]).wh == 48_001
    assert throughput([one, *parts]).wh == 94_000
    assert throughput([one, taken_back(replace(one, key="C"), one.key)]) is None
    assert 44_000 < throughput([by_meter]).wh < 53_000
    assert throughput([by_meter]).by_meter == 1
    assert throughput([]) is None


def test_certified_energy_is_only_what_the_car_itself_tells(dealer):
    taken_in(dealer, charges(40), vin=FULL)
    assert "stateOfCertifiedEnergy" not in condition(passport(dealer))
    assert "capacityFade" not in condition(passport(dealer))

    for on, tenths, kind in (
        (date(2025, 1, 1), 950, OfficialKind.ON_BOARD_SOCE),
        (date(2026, 1, 1), 931, OfficialKind.ON_BOARD_SOCE),
        (date(2026, 2, 1), 899, OfficialKind.DEALER_TOOL),
        (date(2025, 2, 1), 970, OfficialKind.CERTIFICATE),
    ):
        read_health(dealer, ReadHealth(FULL, on, tenths, kind))
    told = passport(dealer)

    assert condition(told)["stateOfCertifiedEnergy"] == {
        "lastUpdate": "2026-01-01T00:00:00Z",
        "stateOfCertifiedEnergyValue": Decimal("93.1"),
    }
    assert condition(told)["capacityFade"] == {
        "capacityFadeValue": Decimal("10.1"),
        "lastUpdate": "2026-02-01T00:00:00Z",
    }
    basis = told["lifecycleDesk"]["basis"]["PerformanceAndDurability.batteryCondition.capacityFade"]
    assert basis == {"from": "dealer_tool", "on": "2026-02-01"}
    assert [each["percent"] for each in told["lifecycleDesk"]["readings"]] == [
        95, 97, Decimal("93.1"), Decimal("89.9"),
    ]  # fmt: skip


def test_a_battery_read_above_a_whole_one_has_no_fade(dealer):
    read_health(dealer, ReadHealth(FULL, date(2026, 1, 1), 1_020, OfficialKind.CERTIFICATE))
    told = passport(dealer)

    assert "capacityFade" not in condition(told)
    assert told["lifecycleDesk"]["readings"] == [{"from": "certificate", "on": "2026-01-01", "percent": 102}]


def test_the_estimate_stands_apart_with_its_doubt_and_is_no_part_of_the_model(dealer):
    taken_in(dealer, charges(60, battery_wh=45_000, meter_wh=50_000), vin=FULL)
    health, told = battery_page(dealer, FULL).health, passport(dealer)

    assert told["lifecycleDesk"]["estimate"] == {
        "certified": False,
        "confidence": health.confidence.value,
        "high": Decimal(health.high) / 10,
        "low": Decimal(health.low) / 10,
        "method": "battery",
        "percent": Decimal(health.percent) / 10,
        "sessionsUsed": 60,
    }
    assert not [each for each in held(told) if "Fade" in each or "Certified" in each or "remaining" in each]


def test_the_same_books_give_the_same_bytes_without_dust_or_blanks(dealer):
    taken_in(dealer, charges(40), vin=FULL)
    read_health(dealer, ReadHealth(FULL, date(2026, 1, 1), 933, OfficialKind.ON_BOARD_SOCE))
    content = b"".join(write(dealer, {"vin": FULL}))

    assert content == b"".join(write(dealer, {"vin": FULL.lower()}))
    assert (
        content
        == json.dumps(json.loads(content), sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    )
    assert b'"stateOfCertifiedEnergyValue":93.3}' in content
    moments = re.findall(r'"(?:lastUpdate|manufacturingDate)":"([^"]*)"', content.decode())
    assert moments
    assert all(map(MOMENT.fullmatch, moments))


def test_the_books_are_read_in_one_view_so_that_no_passport_mixes_two_states(dealer, monkeypatch):
    taken_in(dealer, charges(40), vin=FULL)
    before, reading = passport(dealer), dealer.store.reading

    @contextmanager
    def busy():
        """A view behind which the battery is read, the next one later."""
        with reading() as work:
            yield work
        read_health(dealer, ReadHealth(FULL, date(2026, 1, 1), 900, OfficialKind.CERTIFICATE))

    monkeypatch.setattr(dealer.store, "reading", busy)
    assert passport(dealer) == before
    monkeypatch.undo()
    assert len(passport(dealer)["lifecycleDesk"]["readings"]) == 1


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({}, PassportOfNoVehicle),
        ({"vin": ""}, PassportOfNoVehicle),
        ({"vin": None}, PassportOfNoVehicle),
        ({"vin": PETROL}, NoTractionBattery),
        ({"vin": "LSJWH4095PN000009"}, UnknownVehicle),
    ],
)
def test_what_has_no_passport_is_refused(dealer, asked, why):
    with pytest.raises(why):
        next(write(dealer, asked))


def test_who_may_not_give_out_gets_no_passport(dealer):
    for name, role in (("boss", Role.MANAGER), ("tech", Role.TECHNICIAN)):
        take_on(dealer, Member(name, name, role))
    switch_sign_in(dealer, SignIn(on=True))

    with pytest.raises(NotAllowed):
        next(write(UserSession(dealer.store, "tech", authorise), {"vin": FULL}))
    assert next(write(UserSession(dealer.store, "boss", authorise), {"vin": FULL}))


def test_the_command_line_gives_it_out_and_asks_for_the_vehicle_in_one_sentence(command, tmp_path):
    file = tmp_path / "passport.json"
    assert command("export", "battery-passport", "--vin", FULL, "-o", file).code == 0
    assert json.loads(file.read_bytes())["lifecycleDesk"]["vin"] == FULL
    assert command("export", "battery-passport", "--vin", FULL).raw == file.read_bytes()

    said = command("export", "battery-passport")
    assert (said.code, said.rule, said.err.count("\n")) == (1, "passport_of_no_vehicle", 1)
    refused = tmp_path / "none.json"
    assert command("export", "battery-passport", "-o", refused).code == 1
    assert not refused.exists()


def test_the_status_is_that_of_the_battery_where_somebody_told_it(dealer):
    car = page_of(dealer, FULL).figures.battery
    know_battery(dealer, KnowBattery(on=date(2026, 1, 5), battery=BatteryFacts(car), vin=FULL))
    assert passport(dealer)["GeneralProductInformation"]["batteryStatus"] == "Original"
