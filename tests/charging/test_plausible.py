"""Whether a session can be of its car: what drives the car, what its battery holds and what energy costs."""

from dataclasses import replace

import pytest
from charging_books import ONE, OTHER, is_sound, session, sessions_of, taken_in
from reading_samples import LUBELOGGER

from lifecycle_desk.base.incoming import Taken
from lifecycle_desk.base.money import Money
from lifecycle_desk.base.objections import Objection
from lifecycle_desk.base.steps import drained
from lifecycle_desk.commands.offers import Choices
from lifecycle_desk.language import Language
from lifecycle_desk.stages.charging.formats import READERS
from lifecycle_desk.stages.charging.sessions.tables.chunks import chunks
from lifecycle_desk.stages.charging.sessions.tables.packing import packed
from lifecycle_desk.stages.charging.sessions.usecases.by_hand import AddSession, Typed, add_session
from lifecycle_desk.stages.charging.sessions.usecases.inbox import AssignSessions, assign_sessions
from lifecycle_desk.stages.charging.sessions.usecases.recording import Telling, record
from lifecycle_desk.vehicle.rules.models import Energy
from lifecycle_desk.vehicle.usecases.life import Describe, Description, describe_vehicle

BATTERY = Description(energy=Energy.BEV, usable_wh=50_000)
PLUG_IN = Description(energy=Energy.PHEV, usable_wh=10_000)
PETROL = Description(energy=Energy.ICE)


def of(desk, described):
    describe_vehicle(desk, Describe(ONE, described))
    return desk


def rules(objections):
    return [each.rule for each in objections]


def test_gallons_of_petrol_never_become_energy_of_a_combustion_car(own_desk, tmp_path):
    """From each file that tells of refuelling: nothing is written, and the sentence names the car."""
    of(own_desk, PETROL)
    head = "Date,Odometer,FuelConsumed,Cost,FuelEconomy,IsFillToFull,MissedFuelUp,Notes,Tags"
    petrol = f"{head}\n2026-03-14,12345,10.5,35.20,31,True,False,,\n"
    for kind, content in (("lubelogger-fuel", petrol), ("lubelogger-fuel", LUBELOGGER)):
        file = tmp_path / "fuel.csv"
        file.write_text(content)
        (reader,) = (each for each in READERS if each.kind == kind)
        taken = drained(reader.take_in(own_desk, file, Choices(vin=ONE, dates="mdy", currency="EUR"))).value
        assert rules(each.why for each in taken.refused) == ["not_chargeable"]
        assert not taken.written
        assert ONE in Language("en").sentence(taken.refused[0].why)
    assert sessions_of(own_desk) == []


def test_energy_that_a_battery_cannot_take_is_refused_and_what_is_much_is_told(own_desk):
    of(own_desk, PLUG_IN)
    rows = [session(n, "lubelogger-fuel", meter_wh=wh) for n, wh in enumerate((12_400, 15_100, 40_100), 1)]
    recording = taken_in(own_desk, rows, "lubelogger-fuel", vin=ONE, skip_refused=True)

    assert [(each.line, each.why.rule) for each in recording.taken.refused] == [(3, "energy_beyond_battery")]
    assert [each.meter_wh for each in sessions_of(own_desk)] == [12_400, 15_100]
    assert is_sound(own_desk)


def noted(desk, told):
    """What is noted of a session as it is recorded."""
    telling = Telling("ocpi-cdr", "cdrs.json", lambda cars: chunks([packed(1, told)], cars.settle), vin=ONE)
    return rules(drained(record(desk, telling, Taken("ocpi-cdr", "cdrs.json"))).warnings)


@pytest.mark.parametrize(
    ("changed", "odd"),
    [
        ({"meter_wh": 62_000}, []),
        ({"meter_wh": 76_000}, ["energy_above_battery"]),
        ({"meter_wh": 20_000, "soc_start": 200, "soc_end": 800}, []),
        ({"meter_wh": 20_000, "soc_start": 200, "soc_end": 300}, ["energy_unlike_charge"]),
        ({"meter_wh": 4_000, "soc_start": 200, "soc_end": 800}, ["energy_unlike_charge"]),
        ({"meter_wh": 20_000, "cost": Money(5_900, "EUR")}, []),
        ({"meter_wh": 20_000, "cost": Money(6_100, "EUR")}, ["price_unlikely"]),
        ({"meter_wh": 1_000, "cost": Money(1_500, "EUR")}, []),  # fees
        ({"meter_wh": 20_000, "cost": Money(6_100, "JPY")}, []),
    ],
)
def test_what_is_odd_beside_the_car_is_told_and_kept(own_desk, changed, odd):
    of(own_desk, BATTERY)
    assert noted(own_desk, replace(session(1, odometer=None, cost=None), **changed)) == odd
    assert len(sessions_of(own_desk)) == 1


def test_a_session_by_hand_and_one_from_the_inbox_are_looked_at_alike(own_desk):
    of(own_desk, PETROL)
    taken_in(own_desk, [session(1)])
    number = 1
    told = Typed(session(2).started_at, meter_wh=9_000)
    for refused in (
        lambda: add_session(own_desk, AddSession(ONE, told)),
        lambda: assign_sessions(own_desk, AssignSessions((number,), ONE)),
    ):
        with pytest.raises(Objection) as caught:
            refused()
        assert caught.value.rule == "not_chargeable"
    assign_sessions(own_desk, AssignSessions((number,), OTHER))
    assert len(sessions_of(own_desk, OTHER)) == 1


def test_what_was_recorded_before_the_car_was_known_stays_and_comes_again_as_known(own_desk):
    taken_in(own_desk, [session(1)], vin=ONE)
    of(own_desk, PETROL)
    again = taken_in(own_desk, [session(1)], vin=ONE).taken

    assert (again.known, again.refused) == (1, [])
    assert len(sessions_of(own_desk)) == 1
