"""Owners' logbooks: visits and readings from LubeLogger and MyGarage, as often as they come."""

import random

import pytest
from charging_books import ONE, is_sound

from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.quantities import Distance, LengthUnit
from lifecycle_desk.base.steps import drained
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.stages.charging.formats import READERS
from lifecycle_desk.vehicle.rules.life import effective_events
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.life import TakeBack, take_back

SERVICES = (
    "Date,Description,Cost,Notes,Odometer,Tags\n"
    '3/14/2026,Oil change,$123.45,"at Bob\'s",12345,oil yearly\n'
    "3/20/2026,Tyres,$400.00,,12500,\n"
    "3/20/2026,Tyres,$400.00,,12500,\n"  # twice on one day, and meant
)
ODOMETER = "Date,InitialOdometer,Odometer,Notes,Tags\n3/14/2026,12000,12345,,\n3/28/2026,12345,12600,trip,\n"
GARAGE = (
    "units_version,unit_system,Date,Category,Description,Odometer (km),Engine Hours,Cost,Vendor,Notes\n"
    "5,metric,2026-03-14,Maintenance,Cabin filter,12345,,40.00,Bob's,\n"
    "5,metric,2026-03-14,Maintenance,Brake fluid,12345,,60.50,Bob's,DOT 4\n"
    "5,metric,2026-04-01,Inspection,Yearly,,,,TUV,passed\n"
)
READINGS = (
    "units_version,unit_system,Date,Reading (km),Notes\n5,metric,2026-03-14,12345,\n5,metric,2026-03-15,12400,x\n"
)
FILES = {
    "lubelogger-service": (SERVICES, 3),
    "lubelogger-repair": (SERVICES, 3),
    "lubelogger-upgrade": (SERVICES, 3),
    "lubelogger-odometer": (ODOMETER, 2),
    "mygarage-service": (GARAGE, 2),
    "mygarage-odometer": (READINGS, 2),
}


def taken(desk, folder, kind, content, **choices):
    file = folder / "logbook.csv"
    file.write_text(content)
    (reader,) = (each for each in READERS if each.kind == kind)
    chosen = Choices(**({"vin": ONE, "currency": "USD"} | choices))
    return drained(reader.take_in(desk, file, chosen)).value


def told(desk, kinds=("vehicle.serviced", "vehicle.odometer_read")):
    with desk.store.reading() as tx:
        return [each for each in effective_events(life.told(tx, ONE)) if each.kind in kinds]


def counts(made):
    return {name: n for name in ("new", "known", "changed") if (n := getattr(made, name))}


@pytest.mark.parametrize("kind", FILES)
def test_each_kind_that_the_contract_names_comes_once_however_often_it_comes(own_desk, tmp_path, kind):
    content, events = FILES[kind]
    head, *rows = content.splitlines(keepends=True)
    first = taken(own_desk, tmp_path, kind, content)
    random.Random(1).shuffle(rows)
    again = taken(own_desk, tmp_path, kind, head + "".join(rows))

    assert (first.rows, counts(first), first.written) == (len(rows), {"new": len(rows)}, True)
    assert counts(again) == {"known": len(rows)}
    assert len(told(own_desk)) == events
    assert is_sound(own_desk)


def test_a_service_is_a_visit_elsewhere_with_its_words_and_moves_no_clock(own_desk, tmp_path):
    taken(own_desk, tmp_path, "lubelogger-service", SERVICES)
    oil, *_ = told(own_desk)

    assert (oil.kind, str(oil.on), oil.odometer) == ("vehicle.serviced", "2026-03-14", Distance(12_345))
    assert (oil.facts["note"], oil.facts["serviced"], oil.paid) == ("Oil change · at Bob's · oil yearly", [], None)
    assert oil.facts["cost"] == {"minor": 12_345, "currency": "USD"}


def test_lines_of_one_visit_to_a_workshop_are_one_event(own_desk, tmp_path):
    taken(own_desk, tmp_path, "mygarage-service", GARAGE)
    bobs, yearly = told(own_desk)

    assert bobs.facts["note"] == "Maintenance · Brake fluid · DOT 4; Maintenance · Cabin filter"
    assert (bobs.facts["workshop"], bobs.facts["cost"]["minor"]) == ("Bob's", 10_050)
    assert (yearly.odometer, yearly.facts["workshop"]) == (None, "TUV")


def test_imperial_readings_are_miles(own_desk, tmp_path):
    taken(own_desk, tmp_path, "mygarage-odometer", READINGS.replace("Reading (km)", "Reading"))
    assert told(own_desk)[0].odometer == Distance(12_345, LengthUnit.MILES)
    assert told(own_desk)[0].facts["source"] == "owner"


def test_what_is_told_otherwise_is_told_anew_and_the_old_stays_readable(own_desk, tmp_path):
    taken(own_desk, tmp_path, "lubelogger-service", SERVICES)
    other = taken(own_desk, tmp_path, "lubelogger-service", SERVICES.replace("12345", "12354"))

    assert counts(other) == {"known": 2, "changed": 1}
    assert next(each.odometer for each in told(own_desk)) == Distance(12_354)
    assert counts(taken(own_desk, tmp_path, "lubelogger-service", SERVICES)) == {"known": 3}  # an old file
    assert is_sound(own_desk)


def test_what_a_person_took_back_stays_out(own_desk, tmp_path):
    taken(own_desk, tmp_path, "lubelogger-odometer", ODOMETER)
    take_back(own_desk, TakeBack(told(own_desk)[0].seq, "not this car"))

    again = taken(own_desk, tmp_path, "lubelogger-odometer", ODOMETER.replace("12000,12345,,", "12000,12345,other,"))
    assert counts(again) == {"known": 2}
    assert len(told(own_desk)) == 1


def test_one_refused_row_keeps_all_out_and_is_named_in_the_files_own_words(own_desk, tmp_path):
    wrong = SERVICES + "3/21/2126,Later,$1.00,,12600,\n3/22/2026,Odd,€5.00,,x,\n3/23/2026,Far,,,99999999,\n"
    made = taken(own_desk, tmp_path, "lubelogger-service", wrong)

    assert [(each.line, each.field) for each in made.refused] == [(5, "Date"), (6, "Odometer"), (7, "Odometer")]
    assert not made.written
    assert told(own_desk) == []
    assert counts(taken(own_desk, tmp_path, "lubelogger-service", wrong, skip_refused=True)) == {"new": 3}


def test_a_logbook_without_its_car_is_refused_by_name(own_desk, tmp_path):
    with pytest.raises(Objection) as caught:
        taken(own_desk, tmp_path, "mygarage-service", GARAGE, vin=None)
    assert (caught.value.rule, caught.value.at) == ("car_not_named", "vin")


HEADS = {
    "lacks a column": ("lubelogger-service", "# a remark\n\nDate,Cost\n3/14/2026,1\n", "column_missing", 3),
    "doubles a column": ("leapmotor-mate", "# x\ndate;energy_kwh;date\n", "column_twice", 2),
    "lacks energy": ("lubelogger-fuel", "sep=,\nDate,Cost\n", "column_missing", 2),
    "lacks a start": ("teslamate", "id,cost\n", "column_missing", 1),
}


@pytest.mark.parametrize(("kind", "content", "rule", "line"), HEADS.values(), ids=HEADS)
def test_a_header_that_lacks_or_doubles_a_column_names_its_line(own_desk, tmp_path, kind, content, rule, line):
    with pytest.raises(Objection) as caught:
        taken(own_desk, tmp_path, kind, content)
    assert (caught.value.rule, caught.value.line) == (rule, line)
    assert str(line) in caught.value.message % caught.value.facts


@pytest.mark.parametrize("kind", ["lubelogger-fuel", "lubelogger-service", "lubelogger-odometer"])
def test_days_of_one_file_that_contradict_each_other_are_refused_with_both(own_desk, tmp_path, kind):
    content = "Date,Odometer,FuelConsumed,Description\n13/04/2026,100,10,a\n02/03/2026,110,10,b\n04/14/2026,120,10,c\n"
    with pytest.raises(Objection) as caught:
        taken(own_desk, tmp_path, kind, content)
    assert (caught.value.rule, caught.value.one, caught.value.other) == ("days_contradict", "13/04/2026", "04/14/2026")
    assert taken(own_desk, tmp_path, kind, content, dates="dmy").refused[0].line == 4
