"""The published terms: for each, the first and the last day, the day after, the last kilometre and one more.

The table is of the terms as their sources give them (see resources/warranty); the days were counted by hand.
"""

from datetime import date, timedelta

import pytest
from cover_cars import MAKERS, NAMED, car

from lifecycle_desk.base.quantities import Distance, LengthUnit
from lifecycle_desk.cover.rules import Answer, Fitted, Open, PartGroup, evaluate
from lifecycle_desk.vehicle.rules.models import Energy

# brand, market, model, energy, part, start -> last day, last km (- where unlimited)
TERMS = """
BYD       DE Seal          BEV  vehicle         2024-03-15 2030-03-14 150000
BYD       ES Dolphin       BEV  vehicle         2024-02-29 2030-02-28 150000
BYD       GB Dolphin       BEV  drive_unit      2024-03-15 2032-03-14 150000
BYD       ES Seal_U_DM-i   PHEV battery         2024-03-15 2032-03-14 250000
BYD       CH Seal          BEV  battery         2023-12-31 2031-12-30 250000
BYD       PL Seal          BEV  corrosion       2024-03-15 2036-03-14 -
BYD       PL Seal          BEV  screen          2024-06-01 2028-05-31 120000
BYD       PL Seal          BEV  suspension      2024-06-01 2028-05-31 120000
BYD       PL Seal          BEV  shock_absorbers 2024-06-01 2028-05-31 120000
BYD       PL Seal          BEV  charge_port     2024-06-01 2028-05-31 120000
BYD       PL Seal          BEV  lights          2024-06-01 2028-05-31 120000
BYD       FR Seal          BEV  screen          2024-06-01 2030-05-31 150000
BYD       AU Atto_3        BEV  vehicle         2022-08-20 2028-08-19 150000
BYD       AU Atto_3        BEV  battery         2022-08-20 2030-08-19 160000
BYD       AU Atto_3        BEV  drive_unit      2022-08-20 2030-08-19 160000
BYD       AU Atto_3        BEV  screen          2022-08-20 2028-08-19 150000
BYD       AU Atto_3        BEV  wear            2025-01-10 2025-07-09 10000
BYD       AU Shark         PHEV twelve_volt     2025-05-01 2031-04-30 150000
BYD       ZA Atto_3        BEV  vehicle         2024-03-15 2029-03-14 100000
BYD       ZA Atto_3        BEV  battery         2024-03-15 2032-03-14 150000
BYD       BR Dolphin       BEV  vehicle         2023-03-15 2029-03-14 -
BYD       BR Dolphin       BEV  battery         2023-03-15 2031-03-14 -
BYD       BR Dolphin       BEV  drive_unit      2023-03-15 2031-03-14 200000
BYD       BR Dolphin       BEV  screen          2023-03-15 2023-09-14 10000
BYD       TH Atto_3        BEV  battery         2023-01-31 2031-01-30 160000
BYD       CN Han           BEV  battery         2023-05-01 -          -
MG        PL HS            PHEV vehicle         2024-01-31 2031-01-30 150000
MG        PL MG4_Electric  BEV  battery         2024-01-31 2031-01-30 150000
MG        PL MG4_Electric  BEV  drive_unit      2024-01-31 2031-01-30 150000
MG        PL ZS            ICE  paint           2024-01-31 2027-01-30 72000
MG        PL ZS            ICE  corrosion       2024-01-31 2031-01-30 -
MG        PL ZS            ICE  wear            2024-01-31 2026-01-30 -
MG        PL ZS            ICE  twelve_volt     2024-01-31 2026-01-30 -
MG        CZ ZS_EV         BEV  vehicle         2021-01-01 2027-12-31 150000
MG        SK ZS_EV         BEV  battery         2023-05-05 2030-05-04 150000
MG        IE MG4_Electric  BEV  vehicle         2022-02-01 2029-01-31 150000
MG        IE MG4_Electric  BEV  wear            2022-02-01 2023-01-31 -
MG        ES MG4_Electric  BEV  vehicle         2024-02-29 2031-02-28 150000
MG        ES MG4_Electric  BEV  battery         2022-10-01 2029-09-30 150000
MG        GB MG4_Electric  BEV  vehicle         2023-06-30 2030-06-29 128748
MG        TH MG4_Electric  BEV  vehicle         2024-08-31 2028-08-30 120000
MG        TH MG4_Electric  BEV  twelve_volt     2024-08-31 2025-08-30 20000
MG        TH MG4_Electric  BEV  tyres           2024-08-31 2026-08-30 50000
MG        AU MG4_Electric  BEV  vehicle         2024-03-15 2031-03-14 -
MG        AU MG4_Electric  BEV  vehicle         2024-07-31 2031-07-30 -
MG        AU MG4_Electric  BEV  vehicle         2024-08-01 2034-07-31 250000
MG        AU MG4_Electric  BEV  battery         2024-09-01 2034-08-31 250000
MG        AU MG4_Electric  BEV  paint           2024-09-01 2031-08-31 -
MG        NZ MG4_Electric  BEV  vehicle         2022-02-02 2027-02-01 -
MG        NZ MG4_Electric  BEV  vehicle         2024-08-01 2034-07-31 250000
MG        NZ MG4_Electric  BEV  corrosion       2024-08-01 2031-07-31 -
MG        ZA ZS            ICE  vehicle         2025-01-15 2030-01-14 200000
MG        ZA ZS            ICE  engine          2025-01-15 2032-01-14 -
MG        UA MG4_Electric  BEV  vehicle         2023-03-01 2030-02-28 150000
MG        UA ZS            ICE  vehicle         2023-03-01 2028-02-29 150000
MG        CL ZS            ICE  vehicle         2022-01-01 2027-12-31 120000
Chery     PL Tiggo_8_Pro   PHEV vehicle         2025-06-01 2032-05-31 150000
Chery     PL Tiggo_8_Pro   PHEV battery         2025-06-01 2033-05-31 160000
Chery     PL Tiggo_7       PHEV drive_unit      2025-06-01 2033-05-31 160000
Chery     PL Tiggo_7       ICE  paint           2025-06-01 2028-05-31 -
Chery     PL Tiggo_7       ICE  corrosion       2025-06-01 2037-05-31 -
Chery     ZA Tiggo_4_Pro   ICE  vehicle         2022-01-10 2027-01-09 150000
Chery     ZA Tiggo_4_Pro   ICE  vehicle         2024-05-05 2031-05-04 200000
Chery     ZA Tiggo_4_Pro   ICE  engine          2022-01-10 2032-01-09 1000000
Chery     AU Omoda_5       ICE  vehicle         2024-03-15 2031-03-14 -
Chery     RS Tiggo_7       ICE  vehicle         2023-01-01 2025-12-31 100000
Omoda     HR E5            BEV  vehicle         2024-05-10 2031-05-09 150000
Omoda     HR E5            BEV  battery         2024-05-10 2032-05-09 160000
Jaecoo    HR J7            PHEV drive_unit      2024-05-10 2032-05-09 160000
Jaecoo    ES J7            PHEV vehicle         2025-01-01 2031-12-31 150000
Jaecoo    GB J7            PHEV vehicle         2025-03-01 2032-02-29 160934
Omoda     ZA C5            ICE  vehicle         2023-06-01 2028-05-31 150000
Omoda     ZA C5            ICE  engine          2023-06-01 2033-05-31 1000000
Omoda     ZA C9            PHEV vehicle         2025-01-01 2031-12-31 200000
Jetour    ZA X70           ICE  vehicle         2024-10-31 2029-10-30 150000
Jetour    ZA X70           ICE  engine          2024-10-31 2034-10-30 1000000
Haval     ZA H6            ICE  vehicle         2024-05-01 2029-04-30 100000
GWM       ZA Haval_H6      ICE  vehicle         2025-05-01 2032-04-30 200000
GWM       ZA Steed_5       ICE  vehicle         2025-05-01 2030-04-30 100000
Ora       ZA 03            BEV  battery         2025-05-01 2033-04-30 150000
GAC       ZA GS3_Emzoom    ICE  vehicle         2024-09-01 2029-08-31 150000
GAC       ZA GS3_Emzoom    ICE  engine          2024-12-01 -          -
JAC       ZA T9            ICE  vehicle         2024-03-15 2029-03-14 100000
BAIC      ZA X55           ICE  vehicle         2024-03-15 2029-03-14 150000
Maxus     ZA eDeliver_3    BEV  vehicle         2024-03-15 2029-03-14 100000
Maxus     ZA eDeliver_3    BEV  battery         2024-03-15 2032-03-14 160000
LDV       ZA T60           ICE  vehicle         2024-03-15 2029-03-14 200000
XPeng     NO G3            BEV  vehicle         2021-06-01 2026-05-31 -
XPeng     NO G3            BEV  battery         2021-06-01 2029-05-31 160000
XPeng     NO G3            BEV  drive_unit      2021-06-01 2029-05-31 160000
XPeng     NO G3            BEV  wear            2021-06-01 2021-11-30 5000
XPeng     ES G6            BEV  vehicle         2024-07-01 2029-06-30 120000
Leapmotor ES C10           BEV  vehicle         2024-10-01 2029-09-30 100000
Voyah     ES Free          BEV  vehicle         2024-10-01 2029-09-30 100000
Deepal    CN S07           BEV  drive_unit      2023-01-01 -          -
BYD       ID Dolphin       BEV  battery         2024-03-15 2032-03-14 160000
Geely     BR EX5           BEV  vehicle         2025-08-15 2031-08-14 150000
Geely     BR EX5           BEV  battery         2025-08-15 2033-08-14 150000
Geely     RU Coolray       ICE  vehicle         2020-03-15 2025-03-14 150000
Geely     RU Coolray       ICE  suspension      2020-03-15 2025-03-14 70000
Geely     LB Coolray       ICE  engine          2021-03-15 2026-03-14 150000
Geely     LB Coolray       ICE  paint           2021-03-15 2024-03-14 60000
NIO       CN ET5           BEV  battery         2024-03-15 2034-03-14 -
Zeekr     CN 7X            BEV  drive_unit      2025-03-15 -          -
Hongqi    RU HS5           ICE  vehicle         2026-01-15 2028-01-14 100000
Foton     ZA Tunland       ICE  vehicle         2025-03-15 2030-03-14 200000
Chirey    MX Tiggo_7_Pro   ICE  vehicle         2023-03-15 2028-03-14 150000
Chery     RU Tiggo_7_Pro   ICE  vehicle         2022-03-15 2025-03-14 100000
Jaecoo    AU J5            BEV  battery         2026-02-01 2034-01-31 -
GWM       PH Haval_Jolion  ICE  engine          2024-03-15 2034-03-14 1000000
GWM       AU Haval_H6      ICE  vehicle         2022-03-15 2029-03-14 -
MG        BR MG4           BEV  battery         2026-01-15 2034-01-14 160000
"""
ROWS = [line.split() for line in TERMS.strip().splitlines()]
A_DAY, LONG = timedelta(days=1), timedelta(days=20 * 365)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: " ".join(row[:6]))
@pytest.mark.parametrize("probe", ["first day", "last day and km", "day after", "one km more", "day before"])
def test_published_terms_cover_from_the_first_day_to_the_last_and_the_last_km(row, probe):
    brand, market, model, energy, part, start, last_day, last_km = row
    facts = car(brand, market, start, model.replace("_", " "), Energy.of(energy))
    begin = date.fromisoformat(start)
    day = None if last_day == "-" else date.fromisoformat(last_day)
    km = None if last_km == "-" else int(last_km)
    end = day or begin + LONG
    far = 400_000 if km is None and day else km or 100_000

    def asked(on, odometer_km):
        return evaluate(facts, PartGroup.of(part), on, odometer_km, MAKERS)

    match probe:
        case "first day":
            assert asked(begin, 5).answer is Answer.COVERED
        case "last day and km":
            verdict = asked(end, far)
            assert verdict.answer is Answer.COVERED
            assert (verdict.last_day, verdict.last_km) == (day or Open.UNLIMITED, km or Open.UNLIMITED)
        case "day after":
            assert asked(end + A_DAY, 5).answer is (Answer.NOT_COVERED if day else Answer.COVERED)
        case "one km more":
            assert asked(end, far + 1).answer is (Answer.NOT_COVERED if km else Answer.COVERED)
        case "day before":
            assert asked(begin - A_DAY, 5).answer is Answer.NOT_COVERED


@pytest.mark.parametrize(
    "row",
    [
        # Raised for cars sold earlier: from the day of the raise, and not for the van.
        ("BYD", "DE", "2024-03-15", "Seal", "battery", "2025-12-15", 200_000, "covered", "byd-europe-battery-2023"),
        ("BYD", "DE", "2024-03-15", "Seal", "battery", "2025-12-15", 200_001, "not_covered", None),
        ("BYD", "DE", "2024-03-15", "Seal", "battery", "2025-12-16", 200_001, "covered", "byd-europe-battery-2025"),
        ("BYD", "DE", "2026-03-15", "Seal", "battery", "2030-01-01", 250_000, "covered", "byd-europe-battery-2025"),
        ("BYD", "NO", "2024-03-15", "Seal", "battery", "2025-12-01", 200_001, "not_covered", None),
        ("BYD", "NO", "2024-03-15", "Seal", "battery", "2025-12-02", 200_001, "covered", "byd-norway-battery-2025"),
        ("BYD", "DE", "2024-03-15", "ETP3", "battery", "2026-06-01", 100, "not_known", None),
        ("BYD", "DE", "2024-03-15", "eTP3 Van", "vehicle", "2026-06-01", 100, "not_known", None),
        ("BYD", "DE", "2022-12-01", "Atto 3", "drive_unit", "2023-07-31", 100, "not_known", None),
        ("BYD", "DE", "2022-12-01", "Atto 3", "drive_unit", "2023-08-01", 100, "covered", "byd-europe-drive_unit-2023"),
        ("BYD", "NL", "2022-11-30", "Han", "vehicle", "2022-12-01", 100, "not_known", None),
        ("BYD", "NL", "2022-11-30", "Han", "vehicle", "2028-11-29", 150_000, "covered", "byd-europe-vehicle-2023"),
        ("BYD", "NL", "2022-11-30", "Han", "vehicle", "2028-11-30", 100, "not_covered", None),
        ("BYD", "NO", "2021-12-01", "Atto 3", "battery", "2029-11-30", 250_000, "covered", "byd-europe-battery-2025"),
        ("BYD", "NO", "2021-12-01", "Atto 3", "battery", "2029-11-30", 250_001, "not_covered", None),
        ("BYD", "NO", "2021-12-01", "Atto 3", "battery", "2029-12-01", 100, "not_covered", None),
        # Parts that were left out, until they no longer were.
        (
            "BYD",
            "AU",
            "2022-08-20",
            "Atto 3",
            "screen",
            "2025-03-31",
            60_000,
            "covered",
            "byd-au-three_years-2022-screen",
        ),
        ("BYD", "AU", "2022-08-20", "Atto 3", "screen", "2025-03-31", 60_001, "not_covered", None),
        ("BYD", "AU", "2022-08-20", "Atto 3", "screen", "2025-04-01", 60_001, "covered", "byd-au-vehicle-2025"),
        ("BYD", "AU", "2022-08-20", "Atto 3", "suspension", "2025-03-31", 100_000, "covered", None),
        ("BYD", "AU", "2022-08-20", "Atto 3", "suspension", "2025-03-31", 100_001, "not_covered", None),
        ("BYD", "AU", "2022-08-20", "Atto 3", "twelve_volt", "2023-08-20", 100, "not_covered", None),
        ("BYD", "AU", "2022-08-20", "Atto 3", "twelve_volt", "2025-04-01", 100, "covered", "byd-au-vehicle-2025"),
        ("BYD", "AU", "2022-08-20", "Atto 3", "drive_unit", "2025-03-31", 150_001, "not_covered", None),
        ("BYD", "AU", "2022-08-20", "Atto 3", "drive_unit", "2025-04-01", 160_000, "covered", "byd-au-drive_unit-2025"),
        # Without a limit of distance at first.
        ("Omoda", "HR", "2024-05-10", "C5", "vehicle", "2027-05-09", 400_000, "covered", "omoda_jaecoo-hr-vehicle"),
        ("Omoda", "HR", "2024-05-10", "C5", "vehicle", "2027-05-10", 150_001, "not_covered", None),
        ("Omoda", "HR", "2024-05-10", "C5", "vehicle", "2027-05-10", 150_000, "covered", "omoda_jaecoo-hr-vehicle"),
        ("Omoda", "HR", "2024-05-10", "E5", "battery", "2027-05-09", 170_000, "covered", "omoda_jaecoo-hr-vehicle"),
        (
            "Omoda",
            "HR",
            "2024-05-10",
            "E5",
            "battery",
            "2027-05-10",
            155_000,
            "covered",
            "omoda_jaecoo-hr-electric-battery",
        ),
        ("Omoda", "HR", "2024-05-10", "E5", "battery", "2027-05-10", 160_001, "not_covered", None),
        ("MG", "IE", "2022-02-01", "MG4", "vehicle", "2023-01-31", 200_000, "covered", "mg-ie-vehicle"),
        ("MG", "IE", "2022-02-01", "MG4", "vehicle", "2023-02-01", 150_001, "not_covered", None),
        # Sold before any text that is known, or in a market or of a model of which none is.
        ("MG", "CZ", "2020-12-31", "ZS EV", "vehicle", "2022-01-01", 10_000, "not_known", None),
        ("MG", "MX", "2024-03-15", "MG4", "vehicle", "2024-06-01", 10_000, "not_known", None),
        ("Nobody", "ES", "2024-03-15", "X", "vehicle", "2024-06-01", 10_000, "not_known", None),
        ("Chery", "PL", "2025-06-01", "Tiggo 4", "vehicle", "2025-07-01", 100, "not_known", None),
        ("MG", "AU", "2024-03-15", "MG4", "wear", "2024-04-01", 100, "not_known", None),
        ("GAC", "ZA", "2024-12-01", "Aion Y", "engine", "2024-12-24", 100, "covered", "gac-za-vehicle"),
        # However they are spelt.
        ("byd", "de", "2024-03-15", "SEAL", "battery", "2026-06-01", 100, "covered", "byd-europe-battery-2025"),
        ("M G", "es", "2024-03-15", "mg-4", "vehicle", "2026-06-01", 100, "covered", "mg-es-vehicle"),
    ],
)
def test_what_is_particular_to_some_terms(row):
    brand, market, start, model, part, on, km, answer, rule = row
    verdict = evaluate(car(brand, market, start, model), PartGroup.of(part), date.fromisoformat(on), km, MAKERS)
    assert verdict.answer is Answer.of(answer)
    assert rule is None or verdict.by.rule is NAMED[rule]


def test_while_the_distance_has_no_limit_a_car_beyond_it_is_covered_until_that_ends():
    facts = car("Omoda", "HR", "2024-05-10", "C5")
    beyond = evaluate(facts, PartGroup.VEHICLE, date(2026, 1, 1), 170_000, MAKERS)
    within = evaluate(facts, PartGroup.VEHICLE, date(2026, 1, 1), 50_000, MAKERS)
    assert (beyond.last_day, beyond.last_km) == (date(2027, 5, 9), Open.UNLIMITED)
    assert (within.last_day, within.last_km) == (date(2031, 5, 9), 150_000)


@pytest.mark.parametrize(("miles", "answer"), [(80_000, Answer.COVERED), (80_001, Answer.NOT_COVERED)])
def test_miles_are_exact(miles, answer):
    km = Distance(miles, LengthUnit.MILES).km
    assert evaluate(car("MG", "GB", "2023-06-30"), PartGroup.VEHICLE, date(2024, 6, 1), km, MAKERS).answer is answer


@pytest.mark.parametrize(
    ("on", "km", "answer"),
    [
        ("2026-01-14", 50_000, Answer.COVERED),
        ("2026-01-15", 45_000, Answer.NOT_COVERED),
        ("2026-01-14", 60_001, Answer.NOT_COVERED),
        ("2026-01-14", 60_000, Answer.COVERED),
    ],
)
def test_a_spare_part_is_covered_from_its_fitting(on, km, answer):
    facts = car("MG", "TH", "2020-01-01", fitted=Fitted(date(2025, 1, 15), 40_000, 77))
    verdict = evaluate(facts, PartGroup.SPARE_PARTS, date.fromisoformat(on), km, MAKERS)
    assert (verdict.answer, verdict.last_day, verdict.last_km) == (answer, date(2026, 1, 14), 60_000)
