"""What is recalled of a car within a transaction is what the tables say, whatever was written meanwhile."""

from datetime import date

from lifecycle_desk.base.quantities import Distance
from lifecycle_desk.vehicle.rules.life import Event
from lifecycle_desk.vehicle.tables import life
from lifecycle_desk.vehicle.usecases.life import AddVehicle, ReadOdometer, add_vehicle, read_odometer
from lifecycle_desk.vehicle.usecases.recording import record_event

VIN, OTHER = "LSJWH4095PN000001", "LSJWH4097PN000002"


def test_the_row_and_the_outline_after_an_event_are_as_if_they_were_asked_anew(user):
    for vin in (VIN, OTHER):
        add_vehicle(user, AddVehicle(vin, date(2026, 1, 2)))
    read_odometer(user, ReadOdometer(VIN, date(2026, 3, 3), Distance(500)))
    read_odometer(user, ReadOdometer(OTHER, date(2026, 3, 3), Distance(70)))
    with user.store.writing() as tx:
        told = [(VIN, 5, 900), (VIN, 2, 300), (OTHER, 6, 90), (VIN, 5, 910)]  # the second comes late
        for vin, month, km in told:
            record_event(tx, Event(vin, date(2026, month, 3), "vehicle.odometer", {}, odometer=Distance(km)))
            recalled = tuple(life.row(tx, vin)), [*map(tuple, life.outline(tx, vin))], life.readings(tx, vin)
            tx.recalled.clear()
            asked = tuple(life.row(tx, vin)), [*map(tuple, life.outline(tx, vin))], life.readings(tx, vin)
            assert recalled == asked
